// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IVotingRule} from "../../interfaces/IVotingRule.sol";
import {VotingRule} from "./VotingRule.sol";
import {YesNoRule} from "./YesNoRule.sol";

/// @title MemberRule
contract MemberRule is YesNoRule {
    /// @notice Whose votes count.
    IVotes public immutable votes;

    constructor(address authority, uint256 quorumBps, IVotes votes_) VotingRule(authority, quorumBps) {
        votes = votes_;
    }

    /// @inheritdoc IVotingRule
    function weightOf(address account, uint256 timepoint) public view override returns (uint256) {
        return votes.getPastVotes(account, timepoint);
    }

    /// @inheritdoc IVotingRule
    function quorum(uint256 timepoint) public view override returns (uint256) {
        return (votes.getPastTotalSupply(timepoint) * quorumBpsAt(timepoint)) / BPS;
    }

    /// @inheritdoc IVotingRule
    function ruleName() external pure returns (string memory) {
        return "member";
    }
}
