// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorVotingRule} from "./GovernorVotingRule.sol";
import {ICoopGovernor} from "../interfaces/ICoopGovernor.sol";

/**
 * @title GovernorOptions
 * @notice Proposals with several options, each with actions of its own, of which the winner's alone are queued and executed.
 * @dev All actions are kept, one option after the other, as one proposal of OpenZeppelin's; an option is a range of
 * them. Where each option ends is kept in one word, a byte each. Whoever queues and executes comes before this module in
 * the order of inheritance, so that it is handed the winner's actions.
 */
abstract contract GovernorOptions is GovernorVotingRule {
    /// @dev A word has room for this many bytes.
    uint256 private constant MAX_OPTIONS = 32;

    mapping(uint256 proposalId => uint256) private _ends;

    /// @inheritdoc ICoopGovernor
    function proposeOptions(
        uint256[] calldata counts,
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        string calldata description
    ) external returns (uint256 proposalId) {
        uint256 options = counts.length;
        if (options == 0 || options > MAX_OPTIONS) revert CoopGovernor_InvalidOptions(options, targets.length);
        uint256 ends;
        uint256 end;
        for (uint256 i = 0; i < options; ++i) {
            end += counts[i];
            if (counts[i] == 0 || end > type(uint8).max) revert CoopGovernor_InvalidOptions(options, targets.length);
            ends |= end << (8 * i);
        }
        if (end != targets.length) revert CoopGovernor_InvalidOptions(options, targets.length);
        proposalId = Governor.propose(targets, values, calldatas, description);
        _ends[proposalId] = ends;
        emit OptionsProposed(proposalId, counts);
        rule.open(proposalId, _msgSender(), targets, calldatas, options);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal virtual override returns (uint48) {
        _keepWinner(proposalId, targets, values, calldatas);
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal virtual override {
        _keepWinner(proposalId, targets, values, calldatas);
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    /// @dev Leaves only the winning option's actions, in place. Without options these are all of them.
    function _keepWinner(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas
    ) private view {
        uint256 ends = _ends[proposalId];
        if (ends == 0) return;
        uint256 winner = rule.outcome(proposalId);
        uint256 end = uint8(ends >> (8 * (winner - 1)));
        uint256 start = winner == 1 ? 0 : uint8(ends >> (8 * (winner - 2)));
        uint256 length = end - start;
        for (uint256 i = 0; i < length; ++i) {
            (targets[i], values[i], calldatas[i]) = (targets[start + i], values[start + i], calldatas[start + i]);
        }
        // Solidity cannot shorten an array in memory.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(targets, length)
            mstore(values, length)
            mstore(calldatas, length)
        }
    }
}
