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
        return _zip(left, right, false);
    }

    /// @dev All that is in `left` or `right`; of a work that is in both, the sum of its shares, which must be a share.
    function sum(
        IRoyaltyVault.Ancestor[] memory left,
        IRoyaltyVault.Ancestor[] memory right
    ) internal pure returns (IRoyaltyVault.Ancestor[] memory summed) {
        return _zip(left, right, true);
    }

    /// @dev The table of what passes on to a work with a share, and to the ancestors in the work's own table.
    function under(
        IRoyaltyVault.Ancestor[] memory table,
        uint256 workId,
        uint256 shareBps
    ) internal pure returns (IRoyaltyVault.Ancestor[] memory) {
        return shareBps == 0 ? table : merge(table, _one(workId, shareBps));
    }

    /// @dev The table of what passes a share on to a work and its ancestors in its place: each of these has its part of
    /// the share, rounded down, and the work itself what is left, so that the table sums to exactly the share. Who has
    /// nothing is left out.
    function portion(
        IRoyaltyVault.Ancestor[] memory table,
        uint256 workId,
        uint256 shareBps
    ) internal pure returns (IRoyaltyVault.Ancestor[] memory parts) {
        parts = new IRoyaltyVault.Ancestor[](table.length);
        (uint256 left, uint256 count) = (shareBps, 0);
        for (uint256 i = 0; i < table.length; ++i) {
            uint256 part = RoyaltyMath.shareFloor(shareBps, table[i].shareBps);
            if (part == 0) continue;
            parts[count++] = IRoyaltyVault.Ancestor({workId: table[i].workId, shareBps: uint16(part)});
            left -= part;
        }
        return under(_first(parts, count), workId, left);
    }

    function _zip(
        IRoyaltyVault.Ancestor[] memory left,
        IRoyaltyVault.Ancestor[] memory right,
        bool adding
    ) private pure returns (IRoyaltyVault.Ancestor[] memory zipped) {
        zipped = new IRoyaltyVault.Ancestor[](left.length + right.length);
        (uint256 i, uint256 j, uint256 count) = (0, 0, 0);
        while (i < left.length || j < right.length) {
            bool takeLeft = j == right.length || (i < left.length && left[i].workId <= right[j].workId);
            IRoyaltyVault.Ancestor memory next = takeLeft ? left[i++] : right[j++];
            if (count == 0 || zipped[count - 1].workId != next.workId) zipped[count++] = next;
            else if (adding) zipped[count - 1] = _plus(zipped[count - 1], next.shareBps);
            else if (zipped[count - 1].shareBps < next.shareBps) zipped[count - 1] = next;
        }
        return _first(zipped, count);
    }

    function _plus(
        IRoyaltyVault.Ancestor memory ancestor,
        uint16 shareBps
    ) private pure returns (IRoyaltyVault.Ancestor memory) {
        return IRoyaltyVault.Ancestor({workId: ancestor.workId, shareBps: ancestor.shareBps + shareBps});
    }

    function _one(uint256 workId, uint256 shareBps) private pure returns (IRoyaltyVault.Ancestor[] memory table) {
        table = new IRoyaltyVault.Ancestor[](1);
        table[0] = IRoyaltyVault.Ancestor({workId: uint48(workId), shareBps: uint16(shareBps)});
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
