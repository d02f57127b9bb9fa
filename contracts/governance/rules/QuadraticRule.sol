// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMembership} from "../../interfaces/IMembership.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IVotingRule} from "../../interfaces/IVotingRule.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {MembersQuorum} from "./MembersQuorum.sol";
import {VotingRule} from "./VotingRule.sol";
import {YesNoRule} from "./YesNoRule.sol";

/**
 * @title QuadraticRule
 * @notice A member's vote weighs the square root of its token votes, rounded down, as in quadratic voting (Lalley and
 * Weyl, AEA Papers and Proceedings 108, 2018), here of what is held; the quorum counts members who vote, in any way.
 */
contract QuadraticRule is YesNoRule, MembersQuorum {
    /// @dev Roots do not sum to a supply that a super-quorum could be a share of, and the root of what is left without a
    /// delegator's units is not what is left of the root: both are refused.
    constructor(
        address authority,
        uint256 quorumBps,
        IVotes votes,
        IMembership membership,
        Switches memory switches
    ) VotingRule(authority, quorumBps) YesNoRule(votes, switches) MembersQuorum(membership) {
        if (switches.superQuorumBps != 0 || switches.voteOverride) _refuse(switches);
    }

    /// @inheritdoc IVotingRule
    function ruleName() external pure returns (string memory) {
        return "quadratic";
    }

    /// @inheritdoc IVotingRule
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() external pure override returns (string memory) {
        return "support=bravo&quorum=against,for,abstain";
    }

    /// @inheritdoc IVotingRule
    function weightOf(address account, uint256 timepoint) public view override returns (uint256) {
        return _wasMember(account, timepoint) ? Math.sqrt(votes.getPastVotes(account, timepoint)) : 0;
    }

    /// @inheritdoc IVotingRule
    function quorumReached(uint256 proposalId) public view override returns (bool) {
        return quorum(_snapshot(proposalId)) <= voters[proposalId];
    }

    /// @inheritdoc IVotingRule
    function quorum(uint256 timepoint) public view override returns (uint256) {
        return _membersFloor(timepoint, quorumBpsAt(timepoint));
    }

    function _count(
        uint256 proposalId,
        uint256 snapshot,
        address voter,
        uint8 support,
        uint256 weight,
        bytes calldata params
    ) internal override returns (uint256) {
        if (!_ballots[proposalId][voter].voted) _countMember(proposalId, voter, snapshot);
        return super._count(proposalId, snapshot, voter, support, weight, params);
    }
}
