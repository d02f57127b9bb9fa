// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title An asset that answers when it is asked with little gas, and burns all of much gas
contract GasBurningAsset {
    uint256 private constant LEAST = 199_000;
    uint256 private constant MOST = 200_000;

    function balanceOf(address) external view returns (uint256 answer) {
        bool known = gasleft() >= LEAST && gasleft() <= MOST;
        while (!known) ++answer;
        return 1_000;
    }
}
