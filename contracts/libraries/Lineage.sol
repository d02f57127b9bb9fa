// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";

/**
 * @title Lineage
 * @notice Tables of ancestors, by rising numbers, each work in it once.
 */
library Lineage {
    /// @dev All that is in `left` or `right`; of a work that is in both, the larger share.
    function merge(
        IRoyaltyVault.Ancestor[] memory left,
        IRoyaltyVault.Ancestor[] memory right
    ) internal pure returns (IRoyaltyVault.Ancestor[] memory merged) {
        merged = new IRoyaltyVault.Ancestor[](left.length + right.length);
        (uint256 i, uint256 j, uint256 count) = (0, 0, 0);
        while (i < left.length || j < right.length) {
            bool takeLeft = j == right.length || (i < left.length && left[i].workId <= right[j].workId);
            IRoyaltyVault.Ancestor memory next = takeLeft ? left[i++] : right[j++];
            if (count == 0 || merged[count - 1].workId != next.workId) merged[count++] = next;
            else if (merged[count - 1].shareBps < next.shareBps) merged[count - 1] = next;
        }
        return _first(merged, count);
    }

    function _first(
        IRoyaltyVault.Ancestor[] memory table,
        uint256 count
    ) private pure returns (IRoyaltyVault.Ancestor[] memory first) {
        first = new IRoyaltyVault.Ancestor[](count);
        for (uint256 i = 0; i < count; ++i) {
            first[i] = table[i];
        }
    }
}
