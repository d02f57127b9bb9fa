// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/**
 * @title IMeasureRule
 * @notice What a rule that decides on plain measures knows of a single ballot.
 */
interface IMeasureRule {
    /// @notice Whether `account` itself voted for the measure; with a part of its weight, where weight can be split.
    function votedFor(uint256 proposalId, address account) external view returns (bool);
}
