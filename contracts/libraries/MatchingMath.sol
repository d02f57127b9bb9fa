// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/**
 * @title MatchingMath
 * @notice Quadratic funding in 256-bit words: the square of the sum of roots, minus the sum.
 * @dev Roots have 32 fractional bits. Every rounding is down, so that no pool is overspent. Sums of contributions fit 128
 * bits; by Cauchy and Schwarz the sum of n of their roots is then below √n · 2⁹⁶, and fits 128 bits for n < 2⁶⁴.
 */
library MatchingMath {
    uint256 internal constant MAX_SUM = type(uint128).max;

    /// @dev √amount, times 2³².
    function rootFloor(uint256 amount) internal pure returns (uint256) {
        return Math.sqrt(amount << 64);
    }

    /// @dev The match that a pool without bounds would give, at most `cap`; 0 where rounding leaves less than the sum.
    function idealFloor(uint256 rootSum, uint256 sum, uint256 cap) internal pure returns (uint256) {
        return Math.min(Math.saturatingSub((rootSum * rootSum) >> 64, sum), cap);
    }

    /// @dev The share of `pool` of a grant whose match would be `ideal`, where all together would be `ideals`.
    function shareFloor(uint256 ideal, uint256 ideals, uint256 pool) internal pure returns (uint256) {
        return ideals <= pool ? ideal : Math.mulDiv(ideal, pool, ideals);
    }
}
