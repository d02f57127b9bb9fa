// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorCountingFractional} from "@openzeppelin/contracts/governance/extensions/GovernorCountingFractional.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {GovernorVotesQuorumFraction} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";

/**
 * @title PlainFractionalGovernor
 * @notice OpenZeppelin's fractional counting and nothing else: the fractional rule is compared with it.
 */
contract PlainFractionalGovernor is GovernorCountingFractional, GovernorVotesQuorumFraction {
    constructor(
        IVotes votes,
        uint256 quorumPercent
    ) Governor("Fractional") GovernorVotes(votes) GovernorVotesQuorumFraction(quorumPercent) {}

    function votingDelay() public pure override returns (uint256) {
        return 1 days;
    }

    function votingPeriod() public pure override returns (uint256) {
        return 5 days;
    }

    /// @dev What OpenZeppelin keeps to itself.
    function quorumReached(uint256 proposalId) external view returns (bool) {
        return _quorumReached(proposalId);
    }

    function voteSucceeded(uint256 proposalId) external view returns (bool) {
        return _voteSucceeded(proposalId);
    }
}
