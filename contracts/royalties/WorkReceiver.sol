// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IWorkReceiver} from "../interfaces/IWorkReceiver.sol";

/// @title WorkReceiver
contract WorkReceiver is IWorkReceiver {
    using SafeERC20 for IERC20;

    /// @inheritdoc IWorkReceiver
    address public immutable vault = msg.sender;

    /// @inheritdoc IWorkReceiver
    bytes32 public immutable origin;

    constructor(bytes32 origin_) {
        origin = origin_;
    }

    /// @dev Does nothing, so that the 2,300 gas of a plain `transfer()` suffice.
    receive() external payable {}

    /// @inheritdoc IWorkReceiver
    function release(address asset, address to) external returns (uint256 amount) {
        if (msg.sender != vault) revert WorkReceiver_OnlyVault(msg.sender);
        if (asset == address(0)) {
            amount = address(this).balance;
            Address.sendValue(payable(to), amount);
        } else {
            amount = IERC20(asset).balanceOf(address(this));
            IERC20(asset).safeTransfer(to, amount);
        }
    }
}
