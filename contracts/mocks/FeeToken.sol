// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MintableToken} from "./MintableToken.sol";

/// @title A token that burns a part of every transfer
contract FeeToken is MintableToken {
    uint256 private constant BPS = 10_000;
    uint256 public immutable feeBps;

    constructor(uint256 feeBps_) {
        feeBps = feeBps_;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (from == address(0) || to == address(0)) return super._update(from, to, amount);
        uint256 fee = (amount * feeBps) / BPS;
        super._update(from, address(0), fee);
        super._update(from, to, amount - fee);
    }
}
