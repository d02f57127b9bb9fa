// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {RoyaltyMath} from "./RoyaltyMath.sol";

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
        return first(merged, count);
    }

    /// @dev The table of what passes on to a work with a share, and to the ancestors in the work's own table.
    function under(
        IRoyaltyVault.Ancestor[] memory table,
        uint256 workId,
        uint256 shareBps
    ) internal pure returns (IRoyaltyVault.Ancestor[] memory) {
        return shareBps == 0 ? table : merge(table, one(workId, shareBps));
    }

    /// @dev Puts in place of each share in a work's table its part of the work's own share, rounded down, which may be
    /// nothing. What is left belongs to the work, so that all together are exactly its share.
    function divide(IRoyaltyVault.Ancestor[] memory table, uint256 shareBps) internal pure returns (uint256 left) {
        left = shareBps;
        for (uint256 i = 0; i < table.length; ++i) {
            uint256 part = RoyaltyMath.shareFloor(shareBps, table[i].shareBps);
            table[i].shareBps = uint16(part);
            left -= part;
        }
    }

    /// @dev Adds `parts` to the first `count` in `table`, in place and without new memory, leaving out those of nothing. A
    /// work that is in both has the sum. `table` must have room for all; `grown` says how many there are then.
    function add(
        IRoyaltyVault.Ancestor[] memory table,
        uint256 count,
        IRoyaltyVault.Ancestor[] memory parts
    ) internal pure returns (uint256 grown) {
        grown = count + _missing(table, count, parts);
        (uint256 i, uint256 j, uint256 place) = (count, parts.length, grown);
        while (j != 0) {
            IRoyaltyVault.Ancestor memory part = parts[j - 1];
            if (part.shareBps == 0) {
                --j;
            } else if (i != 0 && table[i - 1].workId > part.workId) {
                table[--place] = table[--i];
            } else {
                if (i != 0 && table[i - 1].workId == part.workId) part.shareBps += table[--i].shareBps;
                table[--place] = part;
                --j;
            }
        }
    }

    /// @dev A table of one work.
    function one(uint256 workId, uint256 shareBps) internal pure returns (IRoyaltyVault.Ancestor[] memory table) {
        table = new IRoyaltyVault.Ancestor[](1);
        table[0] = IRoyaltyVault.Ancestor({workId: uint48(workId), shareBps: uint16(shareBps)});
    }

    /// @dev The first `count` in a table.
    function first(
        IRoyaltyVault.Ancestor[] memory table,
        uint256 count
    ) internal pure returns (IRoyaltyVault.Ancestor[] memory cut) {
        cut = new IRoyaltyVault.Ancestor[](count);
        for (uint256 i = 0; i < count; ++i) {
            cut[i] = table[i];
        }
    }

    /// @dev How many of `parts` are more than nothing, and of a work that is not among the first `count` in `table`.
    function _missing(
        IRoyaltyVault.Ancestor[] memory table,
        uint256 count,
        IRoyaltyVault.Ancestor[] memory parts
    ) private pure returns (uint256 missing) {
        uint256 i = 0;
        for (uint256 j = 0; j < parts.length; ++j) {
            if (parts[j].shareBps == 0) continue;
            uint256 workId = parts[j].workId;
            while (i < count && table[i].workId < workId) ++i;
            if (i == count || table[i].workId != workId) ++missing;
        }
    }
}
