// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IMatchingRounds} from "../interfaces/IMatchingRounds.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";
import {MatchingMath} from "../libraries/MatchingMath.sol";

/**
 * @title MatchingRounds
 * @notice A grant is matched with the square of the sum of the roots of what each gave, minus the sum.
 * @dev After V. Buterin, Z. Hitzig and E. G. Weyl, A Flexible Design for Funding Public Goods (Management Science 65,
 * 2019), and the rounds of Gitcoin Grants.
 */
contract MatchingRounds is IMatchingRounds, AccessManaged, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 public constant MAX_GRANTS = 200;
    uint256 public constant MAX_DURATION = 3_650 days;
    uint256 public constant RECIPIENT_BPS = 100;

    /// @inheritdoc IMatchingRounds
    IMembership public immutable membership;

    /// @inheritdoc IMatchingRounds
    IRoyaltyVault public immutable vault;

    /// @inheritdoc IMatchingRounds
    ITreasury public immutable treasury;

    /// @inheritdoc IMatchingRounds
    uint48 public immutable review;

    /// @inheritdoc IMatchingRounds
    uint48 public immutable claimPeriod;

    /// @inheritdoc IMatchingRounds
    uint256 public roundCount;

    /// @inheritdoc IMatchingRounds
    mapping(uint256 roundId => mapping(address payee => uint256)) public grantOf;

    /// @inheritdoc IMatchingRounds
    mapping(uint256 roundId => mapping(address account => bool)) public hasRegistered;

    mapping(uint256 roundId => MatchingRound) private _rounds;
    mapping(uint256 roundId => mapping(uint256 grantId => MatchingGrant)) private _grants;
    mapping(uint256 roundId => mapping(uint256 grantId => mapping(address => MatchingContribution)))
        private _contributions;

    /**
     * @param authority The access manager.
     * @param membership_ Who may contribute and register.
     * @param vault_ Where works' money is collected.
     * @param treasury_ Who pays into pools.
     * @param review_ Seconds between a round's closing and the first claims; at most `MAX_DURATION`.
     * @param claimPeriod_ Seconds for which claims are safe from lapsing; from 1 to `MAX_DURATION`.
     */
    constructor(
        address authority,
        IMembership membership_,
        IRoyaltyVault vault_,
        ITreasury treasury_,
        uint48 review_,
        uint48 claimPeriod_
    ) AccessManaged(authority) {
        if (review_ > MAX_DURATION || claimPeriod_ == 0 || claimPeriod_ > MAX_DURATION) {
            revert MatchingRounds_InvalidTimes(review_, claimPeriod_);
        }
        (membership, vault, treasury) = (membership_, vault_, treasury_);
        (review, claimPeriod) = (review_, claimPeriod_);
    }

    /// @dev The treasury pays ETH in the middle of `makeRound`, and whatever else it sent here would be nobody's.
    receive() external payable {
        if (msg.sender != address(treasury) || !_reentrancyGuardEntered()) {
            revert MatchingRounds_UnexpectedEther(msg.sender);
        }
    }

    /// @inheritdoc IMatchingRounds
    function makeRound(
        RoundTerms calldata terms,
        address[] calldata payees,
        uint256[] calldata works
    ) external restricted nonReentrant returns (uint256 roundId) {
        if (terms.duration == 0 || terms.duration > MAX_DURATION || terms.delay > MAX_DURATION) {
            revert MatchingRounds_InvalidDuration(terms.delay, terms.duration, MAX_DURATION);
        }
        address asset = terms.asset;
        if (asset != address(0) && asset.code.length == 0) revert MatchingRounds_AssetHasNoCode(asset);
        roundId = ++roundCount;
        MatchingRound storage made = _rounds[roundId];
        made.asset = asset;
        made.opensAt = uint48(block.timestamp) + terms.delay;
        made.closesAt = made.opensAt + terms.duration;
        made.cap = terms.cap;
        emit RoundMade(roundId, asset, made.opensAt, made.closesAt, terms.cap);
        for (uint256 i = 0; i < payees.length; ++i) {
            _register(roundId, payees[i]);
        }
        for (uint256 i = 0; i < works.length; ++i) {
            _register(roundId, _receiverOf(works[i]));
        }
        if (terms.pool == 0) return roundId;
        uint256 before = _balance(asset);
        treasury.pay(asset, address(this), terms.pool);
        _addToPool(roundId, made, address(treasury), _balance(asset) - before);
    }

    /// @inheritdoc IMatchingRounds
    function register(uint256 roundId, address payee) external returns (uint256 grantId) {
        _checkRegistrant(roundId);
        return _register(roundId, payee);
    }

    /// @inheritdoc IMatchingRounds
    function registerWork(uint256 roundId, uint256 workId) external returns (uint256 grantId) {
        _checkRegistrant(roundId);
        return _register(roundId, _receiverOf(workId));
    }

    /// @inheritdoc IMatchingRounds
    function fund(uint256 roundId, uint256 amount) external nonReentrant returns (uint256 received) {
        MatchingRound storage funded = _fundable(roundId);
        received = _pull(roundId, funded.asset, amount);
        _addToPool(roundId, funded, msg.sender, received);
    }

    /// @inheritdoc IMatchingRounds
    function fundETH(uint256 roundId) external payable nonReentrant {
        MatchingRound storage funded = _fundable(roundId);
        if (funded.asset != address(0)) revert MatchingRounds_WrongAsset(roundId, funded.asset);
        _addToPool(roundId, funded, msg.sender, msg.value);
    }

    /// @inheritdoc IMatchingRounds
    function contribute(
        uint256 roundId,
        uint256 grantId,
        uint256 amount
    ) external nonReentrant returns (uint256 received) {
        MatchingRound storage round = _contributable(roundId, grantId);
        received = _pull(roundId, round.asset, amount);
        _count(roundId, grantId, round, received);
    }

    /// @inheritdoc IMatchingRounds
    function contributeETH(uint256 roundId, uint256 grantId) external payable nonReentrant {
        MatchingRound storage round = _contributable(roundId, grantId);
        if (round.asset != address(0)) revert MatchingRounds_WrongAsset(roundId, round.asset);
        _count(roundId, grantId, round, msg.value);
    }

    /// @inheritdoc IMatchingRounds
    function voidRound(uint256 roundId) external restricted {
        RoundState state = stateOf(roundId);
        if (state == RoundState.None || state > RoundState.Review) revert MatchingRounds_WrongState(roundId, state);
        MatchingRound storage voided = _rounds[roundId];
        (voided.voided, voided.due) = (true, voided.pool);
        emit RoundVoided(roundId);
    }

    /// @inheritdoc IMatchingRounds
    function claim(uint256 roundId, uint256 grantId, address to) external nonReentrant returns (uint256 paid) {
        _require(roundId, RoundState.Claims);
        MatchingGrant storage claimed = _live(roundId, grantId);
        if (to != claimed.payee && msg.sender != claimed.payee) {
            revert MatchingRounds_NotPayee(roundId, grantId, msg.sender);
        }
        _openWorkOf(claimed.payee);
        uint256 matched = matchOf(roundId, grantId);
        paid = claimed.contributed + matched;
        if (paid == 0) revert MatchingRounds_NothingToClaim(roundId, grantId);
        claimed.state = GrantState.Claimed;
        emit Claimed(roundId, grantId, to, claimed.contributed, matched);
        _send(_rounds[roundId].asset, to, paid);
    }

    /// @inheritdoc IMatchingRounds
    function lapse(uint256 roundId, uint256 grantId) external {
        _require(roundId, RoundState.Claims);
        MatchingGrant storage lapsed = _live(roundId, grantId);
        MatchingRound storage round = _rounds[roundId];
        uint256 lapsesAt = uint256(round.closesAt) + review + claimPeriod;
        if (block.timestamp < lapsesAt) revert MatchingRounds_NotLapsed(roundId, grantId, lapsesAt);
        uint256 matched = matchOf(roundId, grantId);
        lapsed.state = GrantState.Lapsed;
        round.due += uint128(matched);
        emit Lapsed(roundId, grantId, matched);
    }

    /// @inheritdoc IMatchingRounds
    function refund(uint256 roundId, uint256 grantId, address to) external nonReentrant returns (uint256 amount) {
        MatchingRound storage round = _rounds[roundId];
        if (!round.voided && _grants[roundId][grantId].state != GrantState.Lapsed) {
            revert MatchingRounds_NoRefund(roundId, grantId);
        }
        amount = _contributions[roundId][grantId][msg.sender].amount;
        if (amount == 0) revert MatchingRounds_NothingToRefund(roundId, grantId, msg.sender);
        delete _contributions[roundId][grantId][msg.sender];
        emit Refunded(roundId, grantId, msg.sender, to, amount);
        _send(round.asset, to, amount);
    }

    /// @inheritdoc IMatchingRounds
    function settle(uint256 roundId, uint256 most) external {
        _require(roundId, RoundState.Claims);
        MatchingRound storage round = _rounds[roundId];
        if (round.finished) revert MatchingRounds_NothingToSettle(roundId);
        (uint256 settled, uint256 count) = (round.settled, round.grantCount);
        uint256 last = most < count - settled ? settled + most : count;
        uint256 matched = round.matched;
        for (uint256 grantId = settled + 1; grantId <= last; ++grantId) {
            matched += matchOf(roundId, grantId);
        }
        (round.settled, round.matched) = (uint16(last), uint128(matched));
        if (last < count) return;
        uint256 left = round.pool - matched;
        round.finished = true;
        round.due += uint128(left);
        emit Settled(roundId, matched, left);
    }

    /// @inheritdoc IMatchingRounds
    function giveBack(uint256 roundId) external nonReentrant returns (uint256 amount) {
        MatchingRound storage round = _rounds[roundId];
        amount = round.due;
        if (amount == 0) revert MatchingRounds_NothingToReturn(roundId);
        round.due = 0;
        emit Returned(roundId, amount);
        _send(round.asset, address(treasury), amount);
    }

    /// @inheritdoc IMatchingRounds
    function roundOf(uint256 roundId) external view returns (MatchingRound memory) {
        return _rounds[roundId];
    }

    /// @inheritdoc IMatchingRounds
    function grantAt(uint256 roundId, uint256 grantId) external view returns (MatchingGrant memory) {
        return _grants[roundId][grantId];
    }

    /// @inheritdoc IMatchingRounds
    function contributionOf(
        uint256 roundId,
        uint256 grantId,
        address contributor
    ) external view returns (MatchingContribution memory) {
        return _contributions[roundId][grantId][contributor];
    }

    /// @inheritdoc IMatchingRounds
    function stateOf(uint256 roundId) public view returns (RoundState) {
        MatchingRound storage round = _rounds[roundId];
        if (round.closesAt == 0) return RoundState.None;
        if (round.voided) return RoundState.Voided;
        if (block.timestamp < round.opensAt) return RoundState.Announced;
        if (block.timestamp < round.closesAt) return RoundState.Open;
        return block.timestamp < uint256(round.closesAt) + review ? RoundState.Review : RoundState.Claims;
    }

    /// @inheritdoc IMatchingRounds
    function matchOf(uint256 roundId, uint256 grantId) public view returns (uint256) {
        MatchingRound storage round = _rounds[roundId];
        return MatchingMath.shareFloor(idealOf(roundId, grantId), round.ideals, round.pool);
    }

    /// @inheritdoc IMatchingRounds
    function idealOf(uint256 roundId, uint256 grantId) public view returns (uint256) {
        MatchingGrant storage grant = _grants[roundId][grantId];
        return MatchingMath.idealFloor(grant.rootSum, grant.counted, _rounds[roundId].cap);
    }

    /// @dev Replaces the root of what the contributor had given by that of what it has given now.
    function _count(uint256 roundId, uint256 grantId, MatchingRound storage round, uint256 received) private {
        MatchingGrant storage grant = _grants[roundId][grantId];
        _checkAmount(received, MatchingMath.MAX_SUM - grant.contributed);
        MatchingContribution storage given = _contributions[roundId][grantId][msg.sender];
        if (given.amount == 0) ++grant.contributors;
        given.amount += uint128(received);
        grant.contributed += uint128(received);
        bool counted = !_isRecipient(grant.payee, msg.sender);
        emit Contributed(roundId, grantId, msg.sender, received, counted);
        if (!counted) return;
        uint256 ideal = idealOf(roundId, grantId);
        uint256 before = given.counted;
        given.counted = uint128(before + received);
        grant.counted += uint128(received);
        uint256 rise = MatchingMath.rootFloor(before + received) - MatchingMath.rootFloor(before);
        grant.rootSum += uint128(rise);
        round.ideals = uint176(round.ideals - ideal + idealOf(roundId, grantId));
    }

    function _addToPool(uint256 roundId, MatchingRound storage funded, address from, uint256 received) private {
        _checkAmount(received, MatchingMath.MAX_SUM - funded.pool);
        funded.pool += uint128(received);
        emit PoolFunded(roundId, from, received);
    }

    function _register(uint256 roundId, address payee) private returns (uint256 grantId) {
        if (payee == address(0) || payee == address(this) || payee == address(treasury) || payee == address(vault))
            revert MatchingRounds_InvalidPayee(payee);
        uint256 taken = grantOf[roundId][payee];
        if (taken != 0) revert MatchingRounds_AlreadyRegistered(roundId, payee, taken);
        uint256 workId = _openWorkOf(payee);
        grantId = _rounds[roundId].grantCount + 1;
        if (grantId > MAX_GRANTS) revert MatchingRounds_TooManyGrants(MAX_GRANTS);
        _rounds[roundId].grantCount = uint16(grantId);
        grantOf[roundId][payee] = grantId;
        MatchingGrant storage made = _grants[roundId][grantId];
        (made.payee, made.workId, made.state) = (payee, uint64(workId), GrantState.Live);
        emit GrantRegistered(roundId, grantId, payee, workId, msg.sender);
    }

    function _checkRegistrant(uint256 roundId) private {
        _require(roundId, RoundState.Announced);
        if (!membership.isMember(msg.sender)) {
            revert MatchingRounds_NotMember(msg.sender, _rounds[roundId].opensAt);
        }
        if (hasRegistered[roundId][msg.sender]) revert MatchingRounds_HasRegistered(roundId, msg.sender);
        hasRegistered[roundId][msg.sender] = true;
    }

    function _pull(uint256 roundId, address asset, uint256 amount) private returns (uint256 received) {
        if (asset == address(0)) revert MatchingRounds_WrongAsset(roundId, asset);
        uint256 before = _balance(asset);
        IERC20(asset).safeTransferFrom(msg.sender, address(this), amount);
        return _balance(asset) - before;
    }

    function _send(address asset, address to, uint256 amount) private {
        if (to == address(0) || to == address(this)) revert MatchingRounds_InvalidPayee(to);
        if (asset == address(0)) Address.sendValue(payable(to), amount);
        else IERC20(asset).safeTransfer(to, amount);
    }

    function _fundable(uint256 roundId) private view returns (MatchingRound storage) {
        RoundState state = stateOf(roundId);
        if (state != RoundState.Announced && state != RoundState.Open) {
            revert MatchingRounds_PoolClosed(roundId, state);
        }
        return _rounds[roundId];
    }

    /// @dev That the round takes what the caller gives to the grant, before anything is pulled.
    function _contributable(uint256 roundId, uint256 grantId) private view returns (MatchingRound storage round) {
        _require(roundId, RoundState.Open);
        _live(roundId, grantId);
        round = _rounds[roundId];
        bool was = membership.getPastClass(msg.sender, round.opensAt - 1) != IMembership.MemberClass.None;
        if (!was || !membership.isMember(msg.sender)) revert MatchingRounds_NotMember(msg.sender, round.opensAt);
    }

    function _live(uint256 roundId, uint256 grantId) private view returns (MatchingGrant storage found) {
        found = _grants[roundId][grantId];
        if (found.state != GrantState.Live) revert MatchingRounds_NotLive(roundId, grantId, found.state);
    }

    /// @dev Asks the vault whose receiver the payee is: it can become a work's, or a newer work's, after it was registered.
    function _isRecipient(address payee, address account) private view returns (bool) {
        uint256 workId = _openWorkOf(payee);
        if (workId == 0) return account == payee;
        return vault.earningBps(workId, account) >= RECIPIENT_BPS;
    }

    /// @dev The work whose receiver the payee is; 0 if it is none's.
    function _openWorkOf(address payee) private view returns (uint256 workId) {
        workId = vault.workOfReceiver(payee);
        if (workId != 0 && !vault.isOpen(workId)) revert MatchingRounds_WorkNotOpen(workId);
    }

    function _receiverOf(uint256 workId) private view returns (address) {
        if (!vault.isOpen(workId)) revert MatchingRounds_WorkNotOpen(workId);
        return vault.receiverOf(workId);
    }

    function _require(uint256 roundId, RoundState wanted) private view {
        RoundState state = stateOf(roundId);
        if (state != wanted) revert MatchingRounds_WrongState(roundId, state);
    }

    function _balance(address asset) private view returns (uint256) {
        return asset == address(0) ? address(this).balance : IERC20(asset).balanceOf(address(this));
    }

    function _checkAmount(uint256 amount, uint256 maximum) private pure {
        if (amount == 0 || amount > maximum) revert MatchingRounds_InvalidAmount(amount, maximum);
    }
}
