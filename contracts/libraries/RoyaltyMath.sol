// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/**
 * @title RoyaltyMath
 * @notice The vault's arithmetic. Every rounding is down, and what is rounded off has an owner: of the levy, the
 * holders of units; of an ancestor's share, the derivative; of a payout, the payee, as credit.
 */
library RoyaltyMath {
    uint256 internal constant UNITS_PER_WORK = 1_000_000;
    uint256 internal constant CREDIT_PER_UNIT = 1_000_000;
    uint256 internal constant BPS = 10_000;

    /// @dev Largest income of a work in one asset: a million times it, times a million, fits in a word.
    uint256 internal constant MAX_INCOME = 1 << 192;

    /// @dev The levy on `gross`, rounded down: the remainder belongs to the holders of units.
    function levyFloor(uint256 gross, uint256 levyBps) internal pure returns (uint256) {
        return Math.mulDiv(gross, levyBps, BPS);
    }

    /// @dev An ancestor's share of `net`, which is at most MAX_INCOME, rounded down: the remainder stays with the
    /// derivative.
    function shareFloor(uint256 net, uint256 shareBps) internal pure returns (uint256) {
        unchecked {
            return (net * shareBps) / BPS;
        }
    }

    /// @dev Credit earned by `units` while the index grew by `growth`, in millionths of the smallest unit; exact.
    function creditFor(uint256 units, uint256 growth) internal pure returns (uint256) {
        return units * growth;
    }

    /// @dev Whole units that `credit` pays, rounded down: the remainder stays with the holder.
    function payoutFloor(uint256 credit) internal pure returns (uint256) {
        return credit / CREDIT_PER_UNIT;
    }
}
