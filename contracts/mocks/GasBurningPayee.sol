// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A payee that burns all the gas it is given
contract GasBurningPayee {
    uint256 public spun;

    receive() external payable {
        while (true) ++spun;
    }
}
