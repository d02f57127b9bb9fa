// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Pays as `transfer()` does: with the 2,300 gas that come with a payment and no more
contract PlainSender {
    error PlainSender_NotPaid(address to, uint256 amount);

    function pay(address to) external payable {
        (bool done, ) = to.call{value: msg.value, gas: 0}("");
        if (!done) revert PlainSender_NotPaid(to, msg.value);
    }
}
