// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/**
 * @title ConvictionMath
 * @notice Conviction y ← α·y + x per second, and the threshold ρ·S / ((1 − α)·(β − r/R)²), in 256-bit words.
 * @dev α, the part of conviction that a second leaves, and its powers have 128 fractional bits. Conviction is rounded
 * down and the threshold up, so that rounding never pays out. Stakes, supply and budget must fit 208 bits, as in the
 * token.
 */
library ConvictionMath {
    /// @dev 1, with 128 fractional bits.
    uint256 internal constant ONE = 1 << 128;

    /// @dev The natural logarithm of 2, with 128 fractional bits.
    uint256 internal constant LN_2_FLOOR = 0xB17217F7D1CF79ABC9E3B39803F2F6AF;

    /// @dev 34 years in seconds. 1 − α is then at least 2⁻³¹, and conviction fits 240 bits whatever is staked.
    uint256 internal constant MAX_HALF_LIFE = 1 << 30;

    uint256 internal constant BPS = 10_000;

    /// @dev A threshold that no conviction exceeds.
    uint256 internal constant UNREACHABLE = type(uint256).max;

    /**
     * @dev α = 2^(−1 / halfLife), by the series of e^−z for z = ln 2 / halfLife; its last two bits may be wrong.
     * `halfLife` is from 1 to `MAX_HALF_LIFE`. Terms shrink at least by z / k each, so that there are no more than 30.
     */
    function decayPerSecond(uint256 halfLife) internal pure returns (uint256) {
        uint256 z = LN_2_FLOOR / halfLife;
        uint256 positive = ONE;
        uint256 negative = 0;
        uint256 k = 1;
        for (uint256 term = z; term != 0; term = (term * z) / ONE / k) {
            if (k % 2 == 1) negative += term;
            else positive += term;
            ++k;
        }
        return positive - negative;
    }

    /// @dev `base` to the power of `exponent`, rounded down at each of its bits. `base` is less than `ONE`.
    function powerFloor(uint256 base, uint256 exponent) internal pure returns (uint256 result) {
        result = ONE;
        for (; exponent != 0; exponent >>= 1) {
            if (exponent & 1 == 1) result = (result * base) / ONE;
            base = (base * base) / ONE;
        }
    }

    /**
     * @dev The conviction after `elapsed` seconds with the same stake: α^t·y + x·(1 − α^t)/(1 − α), each term rounded
     * down. Whole half-lives halve y itself, since α^t alone would run out of bits; for the gain α^t is rounded up, so
     * that conviction never exceeds staked / (1 − α).
     */
    function growFloor(
        uint256 conviction,
        uint256 staked,
        uint256 elapsed,
        uint256 halfLife,
        uint256 decay
    ) internal pure returns (uint256) {
        uint256 halvings = elapsed / halfLife;
        uint256 kept = powerFloor(decay, elapsed % halfLife);
        uint256 keptCeil = ((kept - 1) >> halvings) + 1; // kept is about a half or more, never 0
        uint256 left = Math.mulDiv(conviction, kept, ONE) >> halvings;
        return left + Math.mulDiv(staked, ONE - keptCeil, ONE - decay);
    }

    /**
     * @dev The conviction that a request must exceed, rounded up. `UNREACHABLE` for a request of `mostBps` of the
     * budget or more, and where a word cannot hold the threshold.
     */
    function thresholdCeil(
        uint256 requested,
        uint256 budget,
        uint256 supply,
        uint256 weightBps,
        uint256 mostBps,
        uint256 decay
    ) internal pure returns (uint256 threshold) {
        if (requested >= budget) return UNREACHABLE; // and what follows cannot overflow
        uint256 most = mostBps * budget;
        uint256 part = BPS * requested;
        if (part >= most) return UNREACHABLE;
        threshold = Math.mulDiv(supply * weightBps, ONE, BPS * (ONE - decay), Math.Rounding.Ceil);
        threshold = _mulDivCeilSaturating(threshold, BPS * budget, most - part);
        threshold = _mulDivCeilSaturating(threshold, BPS * budget, most - part);
    }

    /// @dev x · y / denominator, rounded up; the largest word where it would be more. `y` is at least `denominator`.
    function _mulDivCeilSaturating(uint256 x, uint256 y, uint256 denominator) private pure returns (uint256) {
        (uint256 high, ) = Math.mul512(x, y);
        if (high >= denominator) return type(uint256).max;
        uint256 roundUp = mulmod(x, y, denominator) == 0 ? 0 : 1;
        return Math.saturatingAdd(Math.mulDiv(x, y, denominator), roundUp);
    }
}
