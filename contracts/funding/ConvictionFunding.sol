// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ConvictionMath} from "../libraries/ConvictionMath.sol";
import {IConvictionFunding} from "../interfaces/IConvictionFunding.sol";
import {ICoopToken} from "../interfaces/ICoopToken.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";

/**
 * @title ConvictionFunding
 * @notice A request is paid once the support that accumulated for it exceeds what its share of the budget asks for.
 * @dev After M. Zargham and J. Emmett's conviction voting (Commons Stack and BlockScience, 2019) and 1Hive's contract.
 */
contract ConvictionFunding is IConvictionFunding, AccessManaged, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 private constant MAX_AMOUNT = type(uint208).max;

    /// @inheritdoc IConvictionFunding
    ICoopToken public immutable token;

    /// @inheritdoc IConvictionFunding
    IMembership public immutable membership;

    /// @inheritdoc IConvictionFunding
    ITreasury public immutable treasury;

    /// @inheritdoc IConvictionFunding
    uint256 public immutable decay;

    uint256 private immutable _halfLife;
    uint256 private immutable _weightBps;
    uint256 private immutable _mostBps;
    uint256 private immutable _minActiveStake;

    /// @inheritdoc IConvictionFunding
    uint256 public activeStake;

    /// @inheritdoc IConvictionFunding
    uint256 public requestCount;

    /// @inheritdoc IConvictionFunding
    mapping(uint256 requestId => mapping(address supporter => uint256)) public stakeOf;

    mapping(uint256 requestId => FundingRequest) private _requests;

    /**
     * @param authority The access manager.
     * @param token_ The token that support is given in; what it says it transfers must arrive.
     * @param membership_ Who may request.
     * @param treasury_ Who pays.
     * @param terms_ How much support is enough.
     */
    constructor(
        address authority,
        ICoopToken token_,
        IMembership membership_,
        ITreasury treasury_,
        FundingTerms memory terms_
    ) AccessManaged(authority) {
        uint256 halfLife = terms_.halfLife;
        uint256 maximum = ConvictionMath.MAX_HALF_LIFE;
        if (halfLife == 0 || halfLife > maximum) revert ConvictionFunding_InvalidHalfLife(halfLife, maximum);
        uint256 mostBps = terms_.mostBps;
        maximum = ConvictionMath.BPS;
        if (mostBps == 0 || mostBps > maximum) revert ConvictionFunding_InvalidMost(mostBps, maximum);
        uint256 weightBps = terms_.weightBps;
        maximum = (mostBps * mostBps - 1) / ConvictionMath.BPS; // ρ < β², or the whole supply would not suffice
        if (weightBps == 0 || weightBps > maximum) revert ConvictionFunding_InvalidWeight(weightBps, maximum);
        (token, membership, treasury) = (token_, membership_, treasury_);
        (_halfLife, _weightBps, _mostBps, _minActiveStake) = (halfLife, weightBps, mostBps, terms_.minActiveStake);
        decay = ConvictionMath.decayPerSecond(halfLife);
    }

    /// @inheritdoc IConvictionFunding
    function request(address asset, uint256 amount, address payee) external returns (uint256 requestId) {
        if (!membership.isMember(msg.sender)) revert ConvictionFunding_NotMember(msg.sender);
        if (payee == address(0) || payee == address(treasury) || payee == address(this)) {
            revert ConvictionFunding_InvalidPayee(payee);
        }
        _checkAmount(amount, MAX_AMOUNT);
        requestId = ++requestCount;
        FundingRequest storage made = _requests[requestId];
        (made.state, made.updatedAt, made.amount) = (RequestState.Live, uint48(block.timestamp), uint208(amount));
        (made.asset, made.payee, made.requester) = (asset, payee, msg.sender);
        emit Requested(requestId, msg.sender, payee, asset, amount);
    }

    /// @inheritdoc IConvictionFunding
    function back(uint256 requestId, uint256 amount) external nonReentrant {
        FundingRequest storage backed = _live(requestId);
        _checkAmount(amount, MAX_AMOUNT - backed.staked);
        _settle(backed);
        backed.staked += uint208(amount);
        stakeOf[requestId][msg.sender] += amount;
        activeStake += amount;
        emit Backed(requestId, msg.sender, amount);
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IConvictionFunding
    function withdraw(uint256 requestId, uint256 amount) external nonReentrant {
        uint256 staked = stakeOf[requestId][msg.sender];
        if (amount == 0 || amount > staked) revert ConvictionFunding_InvalidAmount(amount, staked);
        FundingRequest storage left = _requests[requestId];
        if (left.state == RequestState.Live) {
            _settle(left);
            activeStake -= amount;
        }
        left.staked -= uint208(amount);
        stakeOf[requestId][msg.sender] = staked - amount;
        emit Withdrawn(requestId, msg.sender, amount);
        IERC20(token).safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc IConvictionFunding
    function execute(uint256 requestId) external nonReentrant {
        FundingRequest storage paid = _live(requestId);
        if (activeStake < _minActiveStake) revert ConvictionFunding_TooLittleActive(activeStake, _minActiveStake);
        (address asset, address payee, uint256 amount) = (paid.asset, paid.payee, paid.amount);
        uint256 threshold = thresholdFor(asset, amount);
        _end(paid, RequestState.Paid);
        uint256 conviction = paid.conviction;
        if (conviction <= threshold) revert ConvictionFunding_TooLittleConviction(requestId, conviction, threshold);
        emit Executed(requestId, conviction, threshold);
        treasury.pay(asset, payee, amount);
    }

    /// @inheritdoc IConvictionFunding
    function cancel(uint256 requestId) external {
        FundingRequest storage cancelled = _live(requestId);
        if (cancelled.requester != msg.sender) revert ConvictionFunding_NotRequester(requestId, msg.sender);
        _end(cancelled, RequestState.Cancelled);
        emit Cancelled(requestId, msg.sender);
    }

    /// @inheritdoc IConvictionFunding
    function revoke(uint256 requestId) external restricted {
        _end(_live(requestId), RequestState.Cancelled);
        emit Cancelled(requestId, msg.sender);
    }

    /// @inheritdoc IConvictionFunding
    function passes(uint256 requestId) external view returns (bool) {
        FundingRequest storage asked = _requests[requestId];
        if (asked.state != RequestState.Live || activeStake < _minActiveStake) return false;
        return _grown(asked) > thresholdFor(asked.asset, asked.amount);
    }

    /// @inheritdoc IConvictionFunding
    function convictionOf(uint256 requestId) external view returns (uint256) {
        return _grown(_requests[requestId]);
    }

    /// @inheritdoc IConvictionFunding
    function requestOf(uint256 requestId) external view returns (FundingRequest memory) {
        return _requests[requestId];
    }

    /// @inheritdoc IConvictionFunding
    function terms() external view returns (FundingTerms memory) {
        return FundingTerms(_halfLife, _weightBps, _mostBps, _minActiveStake);
    }

    /// @inheritdoc IConvictionFunding
    function thresholdFor(address asset, uint256 amount) public view returns (uint256) {
        // As of now or of the second before, so that moving tokens for a moment makes nothing easier.
        uint256 supply = Math.max(token.votableSupply(), token.getPastTotalSupply(block.timestamp - 1));
        if (token.isExcluded(address(this))) supply += token.balanceOf(address(this));
        return ConvictionMath.thresholdCeil(amount, budget(asset), supply, _weightBps, _mostBps, decay);
    }

    /// @inheritdoc IConvictionFunding
    /// @dev An asset without a cap, which may be anything a member named, is not called.
    function budget(address asset) public view returns (uint256) {
        uint256 left = treasury.remaining(address(this), asset);
        if (left == 0) return 0;
        return Math.min(left, treasury.free(asset));
    }

    /**
     * @dev Brings conviction up to now, before the stake changes. It fits 240 bits: see `ConvictionMath.MAX_HALF_LIFE`.
     */
    function _settle(FundingRequest storage live) private {
        (live.conviction, live.updatedAt) = (uint240(_grown(live)), uint48(block.timestamp));
    }

    /// @dev What is staked stays its supporters', but supports nothing any more.
    function _end(FundingRequest storage live, RequestState state) private {
        _settle(live);
        live.state = state;
        activeStake -= live.staked;
    }

    function _live(uint256 requestId) private view returns (FundingRequest storage found) {
        found = _requests[requestId];
        if (found.state != RequestState.Live) revert ConvictionFunding_NotLive(requestId, found.state);
    }

    function _grown(FundingRequest storage asked) private view returns (uint256) {
        if (asked.state != RequestState.Live) return asked.conviction;
        uint256 elapsed = block.timestamp - asked.updatedAt;
        return ConvictionMath.growFloor(asked.conviction, asked.staked, elapsed, _halfLife, decay);
    }

    function _checkAmount(uint256 amount, uint256 maximum) private pure {
        if (amount == 0 || amount > maximum) revert ConvictionFunding_InvalidAmount(amount, maximum);
    }
}
