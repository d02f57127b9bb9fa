// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IEscrow} from "../interfaces/IEscrow.sol";

/// @title Escrow
/// @notice What contracts that hold money for others have in common: its books.
abstract contract Escrow is IEscrow, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @inheritdoc IEscrow
    mapping(address account => mapping(address asset => uint256)) public owedTo;

    /// @inheritdoc IEscrow
    mapping(address asset => uint256) public held;

    /// @inheritdoc IEscrow
    function claim(address asset, address to) external nonReentrant {
        if (to == address(0) || to == address(this)) revert Escrow_InvalidPayee(to);
        uint256 amount = owedTo[msg.sender][asset];
        if (amount == 0) revert Escrow_NothingOwed(msg.sender, asset);
        _settled(msg.sender, asset, to, amount);
        _send(asset, to, amount);
    }

    /// @dev Books what is owed as paid; whoever calls it sends it.
    function _settled(address account, address asset, address to, uint256 amount) internal {
        owedTo[account][asset] = 0;
        held[asset] -= amount;
        emit Claimed(account, asset, to, amount);
    }

    /// @dev Something that is held already becomes `account`'s.
    function _owe(address account, address asset, uint256 amount) internal {
        if (amount == 0) return;
        owedTo[account][asset] += amount;
        emit Owed(account, asset, amount);
    }

    /// @dev Takes exactly `amount` from the caller. It calls the asset: everything else is done before.
    function _take(address asset, uint256 amount) internal {
        held[asset] += amount;
        uint256 received = msg.value;
        if (asset != address(0)) {
            if (received != 0) revert Escrow_NotReceived(address(0), 0, received);
            uint256 before = IERC20(asset).balanceOf(address(this));
            if (amount != 0) IERC20(asset).safeTransferFrom(msg.sender, address(this), amount);
            received = IERC20(asset).balanceOf(address(this)) - before;
        }
        if (received != amount) revert Escrow_NotReceived(asset, amount, received);
    }

    function _send(address asset, address to, uint256 amount) internal {
        if (asset == address(0)) Address.sendValue(payable(to), amount);
        else IERC20(asset).safeTransfer(to, amount);
    }
}
