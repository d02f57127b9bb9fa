// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {ICoopGovernor} from "../interfaces/ICoopGovernor.sol";
import {IProposalGuard} from "../interfaces/IProposalGuard.sol";

/**
 * @title GovernorGuards
 * @notice Tells guards, which are contracts of their own, of every step in a proposal's life. They are chosen once.
 */
abstract contract GovernorGuards is Governor, ICoopGovernor {
    IProposalGuard[] private _guards;

    constructor(IProposalGuard[] memory guards_) {
        _guards = guards_;
        for (uint256 i = 0; i < guards_.length; ++i) guards_[i].serve();
    }

    /// @inheritdoc ICoopGovernor
    function guards() external view returns (IProposalGuard[] memory) {
        return _guards;
    }

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal virtual override returns (uint256 proposalId) {
        proposalId = super._propose(targets, values, calldatas, description, proposer);
        for (uint256 i = 0; i < _guards.length; ++i) _guards[i].onPropose(proposalId, proposer, targets);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal virtual override returns (uint48 eta) {
        eta = super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
        for (uint256 i = 0; i < _guards.length; ++i) _guards[i].onQueue(proposalId);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal virtual override {
        for (uint256 i = 0; i < _guards.length; ++i) _guards[i].onExecute(proposalId, targets);
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal virtual override returns (uint256 proposalId) {
        proposalId = super._cancel(targets, values, calldatas, descriptionHash);
        for (uint256 i = 0; i < _guards.length; ++i) _guards[i].onCancel(proposalId, _msgSender());
    }
}
