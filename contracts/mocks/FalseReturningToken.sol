// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MintableToken} from "./MintableToken.sol";

/// @title A token that says "false" instead of reverting, and then moves nothing
contract FalseReturningToken is MintableToken {
    bool public refusing;

    function setRefusing(bool refusing_) external {
        refusing = refusing_;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return !refusing && super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        return !refusing && super.transferFrom(from, to, amount);
    }
}
