// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServesGovernor} from "./IServesGovernor.sol";

/**
 * @title IProposalGuard
 * @notice Watches the life of a governor's proposals, and may refuse any step of it by reverting.
 * Every function is for the governor alone.
 */
interface IProposalGuard is IServesGovernor {
    /// @notice `proposer` made a proposal that calls `targets`, of all its options.
    function onPropose(uint256 proposalId, address proposer, address[] calldata targets) external;

    /// @notice The proposal was adopted and waits in the timelock.
    function onQueue(uint256 proposalId) external;

    /// @notice The proposal is about to be executed, and calls `targets`, of the option that won.
    function onExecute(uint256 proposalId, address[] calldata targets) external;

    /// @notice The proposal was cancelled by `canceller`.
    function onCancel(uint256 proposalId, address canceller) external;
}
