// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {ICoopGovernor} from "../interfaces/ICoopGovernor.sol";

/**
 * @title GovernorGuardian
 * @notice A guardian may cancel proposals while its mandate lasts, and nothing else; it cannot cancel a proposal whose
 * only effect is to replace or remove it.
 * @dev OpenZeppelin's GovernorProposalGuardian knows no end of mandate, and without a guardian it lets a proposer cancel
 * even an adopted proposal; here a proposer may cancel only before voting starts.
 */
abstract contract GovernorGuardian is Governor, ICoopGovernor {
    /// @inheritdoc ICoopGovernor
    uint48 public constant MAX_MANDATE = 730 days;

    address private _guardian;

    /// @inheritdoc ICoopGovernor
    uint48 public guardianMandateEnd;

    /// @inheritdoc ICoopGovernor
    mapping(uint256 proposalId => bool) public onlyReplacesGuardian;

    constructor(address initialGuardian, uint48 mandateEnd) {
        _setGuardian(initialGuardian, mandateEnd);
    }

    /// @inheritdoc ICoopGovernor
    function setGuardian(address newGuardian, uint48 mandateEnd) external onlyGovernance {
        _setGuardian(newGuardian, mandateEnd);
    }

    /// @inheritdoc ICoopGovernor
    function guardian() public view returns (address) {
        return block.timestamp <= guardianMandateEnd ? _guardian : address(0);
    }

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal virtual override returns (uint256 proposalId) {
        proposalId = super._propose(targets, values, calldatas, description, proposer);
        if (_replacesGuardian(targets, calldatas)) onlyReplacesGuardian[proposalId] = true;
    }

    function _validateCancel(uint256 proposalId, address caller) internal view virtual override returns (bool) {
        if (caller == guardian() && caller != address(0)) return !onlyReplacesGuardian[proposalId];
        return super._validateCancel(proposalId, caller);
    }

    function _setGuardian(address newGuardian, uint48 mandateEnd) private {
        if (newGuardian == address(0)) mandateEnd = 0;
        uint256 latest = block.timestamp + MAX_MANDATE;
        if (mandateEnd > latest) revert CoopGovernor_MandateTooLong(mandateEnd, latest);
        emit GuardianSet(_guardian, newGuardian, mandateEnd);
        _guardian = newGuardian;
        guardianMandateEnd = mandateEnd;
    }

    function _replacesGuardian(address[] memory targets, bytes[] memory calldatas) private view returns (bool) {
        for (uint256 i = 0; i < targets.length; ++i) {
            if (targets[i] != address(this) || bytes4(calldatas[i]) != this.setGuardian.selector) return false;
        }
        return true;
    }
}
