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
 * @notice A member's vote weighs the integer square root of its token votes, rounded down; more for than against passes.
 * @dev The weight of quadratic voting (S. P. Lalley and E. G. Weyl, Quadratic Voting, AEA Papers and Proceedings 108, 2018),
 * here of what is held rather than spent. Members only: who could split a purse over many voters would gain.
 */
contract QuadraticRule is YesNoRule, MembersQuorum {
    /// @notice Whose votes count, before the root is taken.
    IVotes public immutable votes;

    constructor(
        address authority,
        uint256 quorumBps,
        IVotes votes_,
        IMembership membership
    ) VotingRule(authority, quorumBps) MembersQuorum(membership) {
        votes = votes_;
    }

    /// @inheritdoc IVotingRule
    function quorumReached(uint256 proposalId) external view override(MembersQuorum, YesNoRule) returns (bool) {
        return quorum(_snapshot(proposalId)) <= voters[proposalId];
    }

    /// @inheritdoc IVotingRule
    function weightOf(
        address account,
        uint256 timepoint
    ) public view override(IVotingRule, YesNoRule) returns (uint256) {
        return _wasMember(account, timepoint) ? Math.sqrt(votes.getPastVotes(account, timepoint)) : 0;
    }

    /// @inheritdoc IVotingRule
    function quorum(uint256 timepoint) public view override(MembersQuorum, YesNoRule) returns (uint256) {
        return MembersQuorum.quorum(timepoint);
    }

    /// @inheritdoc IVotingRule
    function ruleName() external pure returns (string memory) {
        return "quadratic";
    }

    /// @inheritdoc IVotingRule
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() external pure override(IVotingRule, YesNoRule) returns (string memory) {
        return "support=bravo&quorum=voters";
    }

    function _admit(uint256 proposalId, address voter, uint256 snapshot) internal override {
        _countMember(proposalId, voter, snapshot);
    }
}
