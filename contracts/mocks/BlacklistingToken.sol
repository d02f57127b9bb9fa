// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MintableToken} from "./MintableToken.sol";

/// @title A token whose issuer can shut accounts out
contract BlacklistingToken is MintableToken {
    error BlacklistingToken_Banned(address account);

    mapping(address account => bool) public banned;

    function setBanned(address account, bool banned_) external {
        banned[account] = banned_;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (banned[from]) revert BlacklistingToken_Banned(from);
        if (banned[to]) revert BlacklistingToken_Banned(to);
        super._update(from, to, amount);
    }
}
