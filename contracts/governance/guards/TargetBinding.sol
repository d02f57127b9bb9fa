// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IProposalGuard} from "../../interfaces/IProposalGuard.sol";
import {ITargetBinding} from "../../interfaces/ITargetBinding.sol";
import {ServesGovernor} from "../ServesGovernor.sol";

/**
 * @title TargetBinding
 * @notice Records the code hash of each target of a proposal and refuses to execute if it changed (the metamorphic contract).
 * @dev The defence that Tornado Cash's governance lacked in May 2023, when an adopted proposal's code was replaced.
 */
contract TargetBinding is ITargetBinding, ServesGovernor {
    /// @inheritdoc ITargetBinding
    mapping(uint256 proposalId => mapping(address target => bytes32)) public codeHashOf;

    /// @inheritdoc IProposalGuard
    function onPropose(uint256 proposalId, address, address[] calldata targets) external onlyGovernor {
        for (uint256 i = 0; i < targets.length; ++i) codeHashOf[proposalId][targets[i]] = _codeHash(targets[i]);
    }

    /// @inheritdoc IProposalGuard
    function onQueue(uint256) external view onlyGovernor {} // solhint-disable-line no-empty-blocks

    /// @inheritdoc IProposalGuard
    function onExecute(uint256 proposalId, address[] calldata targets) external view onlyGovernor {
        for (uint256 i = 0; i < targets.length; ++i) {
            bytes32 proposed = codeHashOf[proposalId][targets[i]];
            bytes32 found = _codeHash(targets[i]);
            if (proposed != found) revert TargetBinding_CodeChanged(proposalId, targets[i], proposed, found);
        }
    }

    /// @inheritdoc IProposalGuard
    function onCancel(uint256, address) external view onlyGovernor {} // solhint-disable-line no-empty-blocks

    /// @dev Zero for an account without code, whether it was ever used or not.
    function _codeHash(address account) private view returns (bytes32) {
        return account.code.length == 0 ? bytes32(0) : account.codehash;
    }
}
