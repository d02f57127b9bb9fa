// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Actor} from "./Actor.sol";
import {MintableToken} from "./MintableToken.sol";

/// @title A token that calls back in the middle of a transfer
contract ReentrantToken is MintableToken, Actor {
    function _update(address from, address to, uint256 amount) internal override {
        if (from != address(0)) _callBack();
        super._update(from, to, amount);
    }
}
