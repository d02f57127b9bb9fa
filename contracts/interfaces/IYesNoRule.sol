// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMeasureRule} from "./IMeasureRule.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";

/**
 * @title IYesNoRule
 * @notice What the rules have in common that decide on plain measures: against, for, abstain.
 */
interface IYesNoRule is IMeasureRule {
    /**
     * @notice What such a rule can do besides; all of it is off by default, and chosen once.
     * @param voteChange A voter may vote again until the deadline: its old ballot is taken back first.
     * @param superQuorumBps The vote ends early when this share (basis points) of the supply at the snapshot is for the
     * measure, and the quorum's share too; 0 for never.
     * @param rentedVotes A vote weighs the smaller of what was held when the proposal was made and at its snapshot, so
     * that votes rented for one block weigh nothing.
     * @param voteOverride Whoever votes, votes with its own units too, wherever they were delegated: they leave the weight of
     * its delegates on this proposal, before or after those vote.
     */
    struct Switches {
        bool voteChange;
        uint16 superQuorumBps;
        bool rentedVotes;
        bool voteOverride;
    }

    /// @notice `delegator` voted itself, so that `delegatee` has `units` (smallest unit) less on this proposal.
    event VoteOverridden(
        uint256 indexed proposalId,
        address indexed delegator,
        address indexed delegatee,
        uint256 units
    );

    /// @notice These switches exclude each other, or the rule has no meaning for one of them.
    error YesNoRule_ExcludedSwitches(bool voteChange, uint16 superQuorumBps, bool rentedVotes, bool voteOverride);

    /// @notice Whose votes count.
    function votes() external view returns (IVotes);

    /// @notice What a vote of `account` weighs on a proposal whose snapshot is past, cast now or already.
    function weightOn(uint256 proposalId, address account) external view returns (uint256);

    /// @notice What the rule does besides counting.
    function switches() external view returns (Switches memory);
}
