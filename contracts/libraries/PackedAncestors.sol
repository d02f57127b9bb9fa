// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";

/**
 * @title PackedAncestors
 * @notice Ancestors, four to a word, the first in the lowest bits: a deposit that reads 64 of them reads 16 slots.
 */
library PackedAncestors {
    uint256 internal constant PER_WORD = 4;
    uint256 private constant BITS = 64;
    uint256 private constant SHARE_BITS = 16;

    /// @dev The word with `ancestor` at `place`, where nothing was before.
    function with(uint256 word, uint256 place, IRoyaltyVault.Ancestor memory ancestor) internal pure returns (uint256) {
        uint256 entry = (uint256(ancestor.workId) << SHARE_BITS) | ancestor.shareBps;
        return word | (entry << (place * BITS));
    }

    /// @dev The ancestor in the lowest bits, and the word without it.
    function first(uint256 word) internal pure returns (uint256 workId, uint256 shareBps, uint256 rest) {
        return (uint48(word >> SHARE_BITS), uint16(word), word >> BITS);
    }
}
