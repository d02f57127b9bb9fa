// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IVotingRule} from "../../interfaces/IVotingRule.sol";
import {VotingRule} from "./VotingRule.sol";
import {YesNoRule} from "./YesNoRule.sol";

/**
 * @title MemberRule
 * @notice One member, one vote: the co-operative principle of 1995, after Rochdale; the quorum is of members.
 */
contract MemberRule is YesNoRule {
    constructor(
        address authority,
        uint256 quorumBps,
        IVotes votes,
        Switches memory switches
    ) VotingRule(authority, quorumBps) YesNoRule(votes, switches) {}

    /// @inheritdoc IVotingRule
    function ruleName() external pure returns (string memory) {
        return "member";
    }
}
