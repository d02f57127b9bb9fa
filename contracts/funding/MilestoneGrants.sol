// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IMilestoneGrants} from "../interfaces/IMilestoneGrants.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";
import {Escrow} from "./Escrow.sol";

/**
 * @title MilestoneGrants
 * @notice Common money in escrow, released as reviewers accept milestones, returned as they are missed.
 */
contract MilestoneGrants is IMilestoneGrants, Escrow, AccessManaged {
    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_REVIEWERS = 9;
    uint256 private constant MAX_MILESTONES = 12;
    uint48 private constant MAX_PERIOD = 365 days;
    uint48 private constant MAX_TIME = 3_650 days;

    /// @inheritdoc IMilestoneGrants
    ITreasury public immutable treasury;

    /// @inheritdoc IMilestoneGrants
    uint48 public immutable acceptPeriod;

    /// @inheritdoc IMilestoneGrants
    uint256 public grantCount;

    mapping(uint256 grantId => Grant) private _grants;
    mapping(uint256 grantId => Milestone[]) private _milestones;
    mapping(uint256 grantId => address[]) private _reviewers;

    /// @dev One more than the basis points, so that 0 says that the reviewer did not speak.
    mapping(uint256 grantId => mapping(uint256 milestone => mapping(address reviewer => uint256))) private _verdicts;

    /**
     * @param authority The access manager.
     * @param treasury_ Where what is not earned goes back to.
     * @param acceptPeriod_ How long an offer stands (seconds).
     */
    constructor(address authority, ITreasury treasury_, uint48 acceptPeriod_) AccessManaged(authority) {
        if (acceptPeriod_ == 0 || acceptPeriod_ > MAX_PERIOD) {
            revert MilestoneGrants_InvalidAcceptPeriod(acceptPeriod_, MAX_PERIOD);
        }
        (treasury, acceptPeriod) = (treasury_, acceptPeriod_);
    }

    /// @dev What the treasury pays in. Until a grant is opened with it, it can be recovered.
    receive() external payable {}

    /// @inheritdoc IMilestoneGrants
    /// @dev Guarded, for while money is on its way out it is still in the balance and belongs to nobody.
    function open(GrantTerms calldata terms) external restricted nonReentrant returns (uint256 grantId) {
        address grantee = terms.grantee;
        if (grantee == address(0) || grantee == address(treasury) || grantee == address(this)) {
            revert MilestoneGrants_InvalidGrantee(grantee);
        }
        uint48 reviewPeriod = terms.reviewPeriod;
        if (reviewPeriod == 0 || reviewPeriod > MAX_PERIOD) {
            revert MilestoneGrants_InvalidReviewPeriod(reviewPeriod, MAX_PERIOD);
        }
        grantId = ++grantCount;
        Grant storage made = _grants[grantId];
        (made.grantee, made.state) = (grantee, GrantState.Offered);
        (made.asset, made.bond, made.reviewPeriod) = (terms.asset, terms.bond, reviewPeriod);
        made.acceptBy = uint48(block.timestamp) + acceptPeriod;
        made.needed = _appoint(grantId, grantee, terms.reviewers, terms.needed);
        made.unsettled = uint8(terms.milestones.length);
        uint256 amount = _plan(grantId, terms.milestones);
        uint256 there = spare(terms.asset);
        if (amount > there) revert MilestoneGrants_NotFunded(terms.asset, amount, there);
        held[terms.asset] += amount;
        emit Offered(grantId, grantee, terms.asset, amount);
    }

    /// @inheritdoc IMilestoneGrants
    function accept(uint256 grantId) external payable nonReentrant {
        Grant storage taken = _in(grantId, GrantState.Offered);
        if (msg.sender != taken.grantee) revert MilestoneGrants_NotGrantee(grantId, msg.sender);
        _checkBefore(grantId, taken.acceptBy);
        (taken.state, taken.acceptedAt) = (GrantState.Active, uint48(block.timestamp));
        uint256 bond = taken.bond;
        emit Accepted(grantId, bond);
        _take(taken.asset, bond);
    }

    /// @inheritdoc IMilestoneGrants
    function lapse(uint256 grantId) external {
        Grant storage refused = _in(grantId, GrantState.Offered);
        if (msg.sender != refused.grantee) _checkFrom(grantId, refused.acceptBy);
        refused.state = GrantState.Lapsed;
        Milestone[] storage planned = _milestones[grantId];
        uint256 amount;
        for (uint256 i = 0; i < planned.length; ++i) amount += planned[i].amount;
        emit Lapsed(grantId, amount);
        _owe(address(treasury), refused.asset, amount);
    }

    /// @inheritdoc IMilestoneGrants
    function submit(uint256 grantId, uint256 milestone, bytes32 evidence) external {
        Grant storage active = _in(grantId, GrantState.Active);
        if (msg.sender != active.grantee) revert MilestoneGrants_NotGrantee(grantId, msg.sender);
        Milestone storage reached = _at(grantId, milestone);
        if (reached.state != MilestoneState.Open) revert MilestoneGrants_WrongMilestone(grantId, milestone);
        if (evidence == bytes32(0)) revert MilestoneGrants_NoEvidence(grantId, milestone);
        _checkBefore(grantId, active.acceptedAt + reached.time);
        (reached.state, reached.evidence) = (MilestoneState.Submitted, evidence);
        reached.reviewEnds = uint48(block.timestamp) + active.reviewPeriod;
        emit Submitted(grantId, milestone, evidence);
    }

    /// @inheritdoc IMilestoneGrants
    function review(uint256 grantId, uint256 milestone, uint256 bps) external {
        Milestone storage judged = _at(grantId, milestone);
        if (judged.state != MilestoneState.Submitted) revert MilestoneGrants_WrongMilestone(grantId, milestone);
        if (!_isReviewer(grantId, msg.sender)) revert MilestoneGrants_NotReviewer(grantId, msg.sender);
        if (bps > BPS) revert MilestoneGrants_InvalidPart(bps, BPS);
        _checkBefore(grantId, judged.reviewEnds);
        if (_verdicts[grantId][milestone][msg.sender] != 0) {
            revert MilestoneGrants_AlreadyReviewed(grantId, milestone, msg.sender);
        }
        _verdicts[grantId][milestone][msg.sender] = bps + 1;
        emit Reviewed(grantId, milestone, msg.sender, bps);
    }

    /// @inheritdoc IMilestoneGrants
    function settle(uint256 grantId, uint256 milestone) external {
        Grant storage active = _in(grantId, GrantState.Active);
        Milestone storage due = _at(grantId, milestone);
        if (due.state == MilestoneState.Settled) revert MilestoneGrants_WrongMilestone(grantId, milestone);
        (uint256 bps, uint256 spoke) = agreed(grantId, milestone);
        bool decided = true;
        if (due.state == MilestoneState.Open) {
            _checkFrom(grantId, active.acceptedAt + due.time);
        } else {
            if (bps != BPS && spoke != _reviewers[grantId].length) _checkFrom(grantId, due.reviewEnds);
            decided = spoke >= active.needed;
        }
        (due.state, due.acceptedBps) = (MilestoneState.Settled, uint16(bps));
        _share(grantId, milestone, decided);
        if (--active.unsettled == 0) _end(grantId);
    }

    /// @inheritdoc IMilestoneGrants
    function recover(address asset) external nonReentrant {
        uint256 owed = owedTo[address(treasury)][asset];
        uint256 amount = owed + spare(asset);
        if (amount == 0) revert MilestoneGrants_NothingToRecover(asset);
        if (owed != 0) _settled(address(treasury), asset, address(treasury), owed);
        emit Recovered(asset, amount);
        _send(asset, address(treasury), amount);
    }

    /// @inheritdoc IMilestoneGrants
    function grantOf(uint256 grantId) external view returns (Grant memory) {
        return _grants[grantId];
    }

    /// @inheritdoc IMilestoneGrants
    function milestonesOf(uint256 grantId) external view returns (Milestone[] memory) {
        return _milestones[grantId];
    }

    /// @inheritdoc IMilestoneGrants
    function reviewersOf(uint256 grantId) external view returns (address[] memory) {
        return _reviewers[grantId];
    }

    /// @inheritdoc IMilestoneGrants
    function verdictOf(
        uint256 grantId,
        uint256 milestone,
        address reviewer
    ) external view returns (bool spoke, uint256 bps) {
        uint256 verdict = _verdicts[grantId][milestone][reviewer];
        return verdict == 0 ? (false, 0) : (true, verdict - 1);
    }

    /// @inheritdoc IMilestoneGrants
    function spare(address asset) public view returns (uint256) {
        uint256 there = asset == address(0) ? address(this).balance : IERC20(asset).balanceOf(address(this));
        return Math.saturatingSub(there, held[asset]);
    }

    /// @inheritdoc IMilestoneGrants
    /// @dev The needed-th largest verdict. At most nine reviewers are compared with each other.
    function agreed(uint256 grantId, uint256 milestone) public view returns (uint256 bps, uint256 spoke) {
        address[] storage reviewers = _reviewers[grantId];
        uint256[] memory verdicts = new uint256[](reviewers.length);
        for (uint256 i = 0; i < verdicts.length; ++i) {
            verdicts[i] = _verdicts[grantId][milestone][reviewers[i]];
            if (verdicts[i] != 0) ++spoke;
        }
        uint256 needed = _grants[grantId].needed;
        for (uint256 i = 0; i < verdicts.length; ++i) {
            if (verdicts[i] > bps + 1 && _countFrom(verdicts, verdicts[i]) >= needed) bps = verdicts[i] - 1;
        }
    }

    /// @dev Who reviews, and how many of them must accept.
    function _appoint(
        uint256 grantId,
        address grantee,
        address[] calldata reviewers,
        uint8 needed
    ) private returns (uint8) {
        uint256 count = reviewers.length;
        if (count == 0 || count > MAX_REVIEWERS) revert MilestoneGrants_InvalidReviewerCount(count, MAX_REVIEWERS);
        if (needed > count) revert MilestoneGrants_InvalidNeeded(needed, count);
        for (uint256 i = 0; i < count; ++i) {
            address reviewer = reviewers[i];
            if (reviewer == address(0) || reviewer == grantee || _isReviewer(grantId, reviewer)) {
                revert MilestoneGrants_InvalidReviewer(reviewer);
            }
            _reviewers[grantId].push(reviewer);
        }
        return needed == 0 ? uint8(count / 2 + 1) : needed;
    }

    /// @dev Writes the milestones down, and adds up what they are worth.
    function _plan(uint256 grantId, MilestoneTerms[] calldata milestones) private returns (uint256 amount) {
        uint256 count = milestones.length;
        if (count == 0 || count > MAX_MILESTONES) revert MilestoneGrants_InvalidMilestoneCount(count, MAX_MILESTONES);
        for (uint256 i = 0; i < count; ++i) {
            MilestoneTerms calldata one = milestones[i];
            if (one.amount == 0 || one.time == 0 || one.time > MAX_TIME) {
                revert MilestoneGrants_InvalidMilestone(i, MAX_TIME);
            }
            Milestone storage made = _milestones[grantId].push();
            (made.amount, made.time) = (one.amount, one.time);
            amount += one.amount;
        }
    }

    /// @dev Books what a settled milestone gives to whom. What is rounded off is the treasury's.
    function _share(uint256 grantId, uint256 milestone, bool decided) private {
        Grant storage active = _grants[grantId];
        Milestone storage settled = _milestones[grantId][milestone];
        uint256 amount = settled.amount;
        uint256 paid = Math.mulDiv(amount, settled.acceptedBps, BPS, Math.Rounding.Floor);
        uint256 returned = amount - paid;
        uint256 lost = decided ? Math.min(active.bond, returned) : 0;
        active.bond -= uint208(lost);
        emit Settled(grantId, milestone, paid, returned, lost);
        _owe(active.grantee, active.asset, paid);
        _owe(address(treasury), active.asset, returned + lost);
    }

    /// @dev What is left of the bond goes home.
    function _end(uint256 grantId) private {
        Grant storage done = _grants[grantId];
        done.state = GrantState.Ended;
        uint256 bond = done.bond;
        emit Ended(grantId, bond);
        _owe(done.grantee, done.asset, bond);
    }

    function _isReviewer(uint256 grantId, address account) private view returns (bool) {
        address[] storage reviewers = _reviewers[grantId];
        for (uint256 i = 0; i < reviewers.length; ++i) {
            if (reviewers[i] == account) return true;
        }
        return false;
    }

    function _in(uint256 grantId, GrantState state) private view returns (Grant storage found) {
        found = _grants[grantId];
        if (found.state != state) revert MilestoneGrants_WrongState(grantId, found.state);
    }

    function _at(uint256 grantId, uint256 milestone) private view returns (Milestone storage) {
        if (milestone >= _milestones[grantId].length) revert MilestoneGrants_WrongMilestone(grantId, milestone);
        return _milestones[grantId][milestone];
    }

    function _checkBefore(uint256 grantId, uint256 deadline) private view {
        if (block.timestamp >= deadline) revert MilestoneGrants_TooLate(grantId, deadline);
    }

    function _checkFrom(uint256 grantId, uint256 deadline) private view {
        if (block.timestamp < deadline) revert MilestoneGrants_TooEarly(grantId, deadline);
    }

    function _countFrom(uint256[] memory verdicts, uint256 least) private pure returns (uint256 count) {
        for (uint256 i = 0; i < verdicts.length; ++i) {
            if (verdicts[i] >= least) ++count;
        }
    }
}
