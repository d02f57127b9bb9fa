// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MintableToken} from "./MintableToken.sol";

/// @title A token that reverts where nothing is moved
contract ZeroRefusingToken is MintableToken {
    error ZeroRefusingToken_Nothing(address from, address to);

    function _update(address from, address to, uint256 amount) internal override {
        if (amount == 0) revert ZeroRefusingToken_Nothing(from, to);
        super._update(from, to, amount);
    }
}
