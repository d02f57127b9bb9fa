// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IProposalGuard} from "./IProposalGuard.sol";

/**
 * @title ITargetBinding
 * @notice What was voted on is what runs: a proposal is not executed if the code of a contract that it calls has changed.
 *
 * The code meant is that at the target's own address. What a proxy forwards to may change without being noticed.
 */
interface ITargetBinding is IProposalGuard {
    /// @notice The target's code is not the one that the proposal was made with: propose anew.
    error TargetBinding_CodeChanged(uint256 proposalId, address target, bytes32 proposed, bytes32 found);

    /// @notice The hash of the code that `target` had when the proposal was made; zero for an account without code.
    function codeHashOf(uint256 proposalId, address target) external view returns (bytes32);
}
