// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A payee that takes no money
contract RevertingPayee {
    error RevertingPayee_NoThanks(uint256 amount);

    receive() external payable {
        revert RevertingPayee_NoThanks(msg.value);
    }
}
