// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ExitWindow} from "../governance/guards/ExitWindow.sol";
import {ICoopToken} from "../interfaces/ICoopToken.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";

/// @title An exit without its defence: all that is held now may burn, whenever it came
contract UnlimitedExit is ExitWindow {
    constructor(
        address authority,
        ICoopToken token_,
        IMembership membership_,
        ITreasury treasury_,
        uint48 length_,
        AssetAmount[] memory minimums_
    ) ExitWindow(authority, token_, membership_, treasury_, length_, minimums_) {}

    function _limit(uint256, address account, Window storage) internal view override returns (uint256) {
        return token.balanceOf(account);
    }
}
