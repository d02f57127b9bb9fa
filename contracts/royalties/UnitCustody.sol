// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {IUnitCustody} from "../interfaces/IUnitCustody.sol";

/// @title UnitCustody
/// @dev Cloned for each matter: keeper and vault are in the code that all clones of one keeper share.
contract UnitCustody is IUnitCustody {
    using SafeERC20 for IERC20;

    /// @inheritdoc IUnitCustody
    address public immutable keeper = msg.sender;

    /// @inheritdoc IUnitCustody
    IRoyaltyVault public immutable vault;

    modifier onlyKeeper() {
        if (msg.sender != keeper) revert UnitCustody_OnlyKeeper(msg.sender);
        _;
    }

    constructor(IRoyaltyVault vault_) {
        vault = vault_;
    }

    /// @dev What the vault pays.
    receive() external payable {}

    /// @inheritdoc IUnitCustody
    function handOver(address asset) external onlyKeeper {
        uint256 amount = asset == address(0) ? address(this).balance : IERC20(asset).balanceOf(address(this));
        if (amount == 0) return; // some tokens refuse to move nothing
        if (asset == address(0)) Address.sendValue(payable(keeper), amount);
        else IERC20(asset).safeTransfer(keeper, amount);
    }

    /// @inheritdoc IUnitCustody
    function handBack(uint256 workId, address to) external onlyKeeper returns (uint256 units) {
        units = vault.balanceOf(address(this), workId);
        vault.transfer(to, workId, units);
    }
}
