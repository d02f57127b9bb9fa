// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IContributionRewards} from "../interfaces/IContributionRewards.sol";
import {ICoopToken} from "../interfaces/ICoopToken.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {VestingAward} from "./VestingAward.sol";

/**
 * @title ContributionRewards
 * @notice Accepted work earns governance tokens, which vest.
 */
contract ContributionRewards is IContributionRewards, AccessManaged {
    uint256 private constant BPS = 10_000;
    uint48 private constant MAX_PERIOD = 365 days;
    uint48 private constant MAX_DURATION = 3_650 days;

    /// @inheritdoc IContributionRewards
    ICoopToken public immutable token;

    /// @inheritdoc IContributionRewards
    IMembership public immutable membership;

    /// @inheritdoc IContributionRewards
    uint48 public immutable reviewPeriod;

    /// @inheritdoc IContributionRewards
    uint256 public contributionCount;

    mapping(uint256 contributionId => Contribution) private _contributions;
    mapping(bytes32 kind => Reward[] revisions) private _rewards;

    /**
     * @param authority The access manager.
     * @param token_ What is earned.
     * @param membership_ Who may submit.
     * @param reviewPeriod_ How long a contribution can be decided (seconds).
     * @param kinds What is rewarded from the start.
     */
    constructor(
        address authority,
        ICoopToken token_,
        IMembership membership_,
        uint48 reviewPeriod_,
        KindReward[] memory kinds
    ) AccessManaged(authority) {
        if (reviewPeriod_ == 0 || reviewPeriod_ > MAX_PERIOD) {
            revert ContributionRewards_InvalidReviewPeriod(reviewPeriod_, MAX_PERIOD);
        }
        (token, membership, reviewPeriod) = (token_, membership_, reviewPeriod_);
        for (uint256 i = 0; i < kinds.length; ++i) _setReward(kinds[i].kind, kinds[i].reward);
    }

    /// @inheritdoc IContributionRewards
    function setReward(bytes32 kind, Reward calldata reward) external restricted {
        _setReward(kind, reward);
    }

    /// @inheritdoc IContributionRewards
    function submit(bytes32 kind, bytes32 evidence, string calldata uri) external returns (uint256 contributionId) {
        if (!membership.isMember(msg.sender)) revert ContributionRewards_NotMember(msg.sender);
        if (rewardOf(kind).amount == 0) revert ContributionRewards_UnknownKind(kind);
        if (evidence == bytes32(0)) revert ContributionRewards_NoEvidence(kind);
        uint32 revision = uint32(_rewards[kind].length - 1);
        contributionId = ++contributionCount;
        Contribution storage made = _contributions[contributionId];
        (made.contributor, made.state, made.revision) = (msg.sender, ContributionState.Submitted, revision);
        (made.decideBy, made.kind, made.evidence) = (uint48(block.timestamp) + reviewPeriod, kind, evidence);
        emit Submitted(contributionId, msg.sender, kind, revision, evidence, uri);
    }

    /// @inheritdoc IContributionRewards
    /// @dev Whatever keeps the tokens from being minted, the acceptance stands: the work was done.
    function accept(uint256 contributionId, uint256 bps) external restricted returns (address award) {
        Contribution storage accepted = _decided(contributionId);
        if (bps == 0 || bps > BPS) revert ContributionRewards_InvalidPart(bps, BPS);
        Reward storage promised = _rewards[accepted.kind][accepted.revision];
        (accepted.state, accepted.acceptedBps) = (ContributionState.Accepted, uint16(bps));
        uint64 start = uint64(block.timestamp);
        award = address(new VestingAward(token, accepted.contributor, start, promised.cliff, promised.duration));
        accepted.award = award;
        uint256 amount = awarded(contributionId);
        emit Accepted(contributionId, msg.sender, award, bps, amount);
        // solhint-disable-next-line no-empty-blocks
        try this.mint(contributionId) {} catch {
            emit Postponed(contributionId, amount);
        }
    }

    /// @inheritdoc IContributionRewards
    function decline(uint256 contributionId) external restricted {
        _decided(contributionId).state = ContributionState.Declined;
        emit Declined(contributionId, msg.sender);
    }

    /// @inheritdoc IContributionRewards
    function lapse(uint256 contributionId) external {
        Contribution storage left = _in(contributionId, ContributionState.Submitted);
        if (msg.sender != left.contributor && block.timestamp < left.decideBy) {
            revert ContributionRewards_TooEarly(contributionId, left.decideBy);
        }
        left.state = ContributionState.Lapsed;
        emit Lapsed(contributionId);
    }

    /// @inheritdoc IContributionRewards
    function mint(uint256 contributionId) external returns (uint256 amount) {
        Contribution storage earned = _in(contributionId, ContributionState.Accepted);
        uint256 due = awarded(contributionId) - earned.minted;
        if (due == 0) revert ContributionRewards_AllMinted(contributionId);
        amount = Math.min(due, token.mintable());
        if (amount == 0) revert ContributionRewards_CapSpent(contributionId, due);
        earned.minted += uint208(amount);
        emit Minted(contributionId, amount, due - amount);
        token.mint(earned.award, amount);
    }

    /// @inheritdoc IContributionRewards
    function rewardAt(bytes32 kind, uint256 revision) external view returns (Reward memory) {
        return revision < _rewards[kind].length ? _rewards[kind][revision] : Reward(0, 0, 0);
    }

    /// @inheritdoc IContributionRewards
    function revisionCount(bytes32 kind) external view returns (uint256) {
        return _rewards[kind].length;
    }

    /// @inheritdoc IContributionRewards
    function contributionOf(uint256 contributionId) external view returns (Contribution memory) {
        return _contributions[contributionId];
    }

    /// @inheritdoc IContributionRewards
    function rewardOf(bytes32 kind) public view returns (Reward memory) {
        uint256 count = _rewards[kind].length;
        return count == 0 ? Reward(0, 0, 0) : _rewards[kind][count - 1];
    }

    /// @inheritdoc IContributionRewards
    /// @dev What is rounded off is never minted.
    function awarded(uint256 contributionId) public view returns (uint256) {
        Contribution storage earned = _contributions[contributionId];
        if (earned.state != ContributionState.Accepted) return 0;
        uint256 amount = _rewards[earned.kind][earned.revision].amount;
        return Math.mulDiv(amount, earned.acceptedBps, BPS, Math.Rounding.Floor);
    }

    /// @dev Checks what makes a schedule impossible here, so that no acceptance can fail by it.
    function _setReward(bytes32 kind, Reward memory reward) private {
        if (kind == bytes32(0)) revert ContributionRewards_InvalidKind(kind);
        if (reward.amount == 0) {
            if (rewardOf(kind).amount == 0) revert ContributionRewards_UnknownKind(kind);
        } else if (reward.amount < BPS) {
            revert ContributionRewards_InvalidAmount(reward.amount, BPS);
        }
        if (reward.cliff > reward.duration || reward.duration > MAX_DURATION) {
            revert ContributionRewards_InvalidSchedule(reward.cliff, reward.duration, MAX_DURATION);
        }
        _rewards[kind].push(reward);
        emit RewardSet(kind, _rewards[kind].length - 1, reward.amount, reward.cliff, reward.duration);
    }

    /// @dev A contribution that the caller can decide now.
    function _decided(uint256 contributionId) private view returns (Contribution storage found) {
        found = _in(contributionId, ContributionState.Submitted);
        if (msg.sender == found.contributor) {
            revert ContributionRewards_OwnContribution(contributionId, msg.sender);
        }
        if (block.timestamp >= found.decideBy) {
            revert ContributionRewards_TooLate(contributionId, found.decideBy);
        }
    }

    function _in(uint256 contributionId, ContributionState state) private view returns (Contribution storage found) {
        found = _contributions[contributionId];
        if (found.state != state) revert ContributionRewards_WrongState(contributionId, found.state);
    }
}
