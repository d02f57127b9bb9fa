// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {IUnitTaker} from "../interfaces/IUnitTaker.sol";

/// @title UnitTaker
/// @notice Takes share units that their owner approved, and says what stands in the way.
abstract contract UnitTaker is IUnitTaker {
    /// @inheritdoc IUnitTaker
    IRoyaltyVault public immutable vault;

    constructor(IRoyaltyVault vault_) {
        vault = vault_;
    }

    /// @dev It calls the vault, which calls nobody.
    function _takeUnits(address owner, uint256 workId, uint256 units, address to) internal {
        _checkOpen(workId);
        uint256 has = vault.balanceOf(owner, workId);
        if (has < units) revert UnitTaker_NotEnough(owner, workId, units, has);
        if (!vault.isOperator(owner, address(this))) {
            uint256 approved = vault.allowance(owner, address(this), workId);
            if (approved < units) revert UnitTaker_NotApproved(owner, workId, units, approved);
        }
        vault.transferFrom(owner, to, workId, units);
    }

    function _checkOpen(uint256 workId) internal view {
        if (!vault.isOpen(workId)) revert UnitTaker_WorkClosed(workId);
    }
}
