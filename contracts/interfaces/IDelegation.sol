// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/**
 * @title IDelegation
 * @notice Who voted for whom at a past moment, to the unit: what a rule must know before a delegator may vote itself.
 */
interface IDelegation {
    /**
     * @notice Who had the votes of `account`'s own units at a past `timepoint` (seconds), and how many of them each.
     * They sum to what it held.
     */
    function getPastDelegation(
        address account,
        uint256 timepoint
    ) external view returns (address[] memory delegatees, uint256[] memory units);
}
