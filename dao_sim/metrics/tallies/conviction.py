"""Funding without rounds: support accumulates as y ← α·y + x, and a request passes once y is high enough.

After M. Zargham and J. Emmett's conviction voting (Commons Stack and BlockScience, 2019) and 1Hive's
contract. Every second, the conviction y of a request keeps the part α of itself and gains the tokens x
staked on it; α is such that half is lost in a half-life. With y counted in tokens × seconds, a request
for r of a budget R passes when

    y > ρ·S / ((1 − α)·(β − r/R)²)

and at least a minimum is staked in all. S is the votable supply; S and R are those of the moment of
checking. A request for β or more of the budget never passes.

Integers only, as a contract with 256-bit words counts. α has 128 fractional bits, of which the last two may
be wrong; y is rounded down and the threshold up. `conviction_exact` is the same in 50 digits.
While the stake is x, what rounding takes of y is at most 2/x of it, however often it is updated: less than
10^-9 from a stake of 2·10^9 units (2·10^-9 tokens) on.
"""

from __future__ import annotations

from dataclasses import dataclass

from dao_sim.errors import BadInput
from dao_sim.units import BPS, MAX_UINT208, MAX_UINT256, Bps, Seconds

ONE = 1 << 128
"""1, with 128 fractional bits."""
LN_2_FLOOR = 0xB17217F7D1CF79ABC9E3B39803F2F6AF
"""The natural logarithm of 2, with 128 fractional bits."""
MAX_HALF_LIFE = Seconds(1 << 30)
"""34 years. Conviction then fits in a word whatever is staked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What decides how much conviction is enough, at the moment of checking. Amounts in smallest units."""

    requested: int
    budget: int
    supply: int
    """Votable."""
    weight: Bps
    """ρ: the higher, the more it takes."""
    most: Bps
    """β: the share of the budget that no request reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decay:
    """How conviction fades."""

    half_life: Seconds
    per_second: int
    """α, with 128 fractional bits."""

    @classmethod
    def from_half_life(cls, half_life: Seconds) -> Decay:
        """α = 2^(−1 / half-life), by the series of e^−z for z = ln 2 / half-life.

        Raises BadInput for a half-life that is not from 1 to `MAX_HALF_LIFE` seconds.
        """
        if not 1 <= half_life <= MAX_HALF_LIFE:
            raise BadInput("half_life", f"must be from 1 to {MAX_HALF_LIFE} seconds", value=half_life)
        z = LN_2_FLOOR // half_life
        positive, negative = ONE, 0
        term, k = z, 1
        while term:
            if k % 2:
                negative += term
            else:
                positive += term
            k += 1
            term = term * z // ONE // k
        return cls(half_life=half_life, per_second=positive - negative)

    @property
    def lost(self) -> int:
        """1 − α, with 128 fractional bits; at least 2^97."""
        return ONE - self.per_second


def power_floor(base: int, exponent: int) -> int:
    """`base` to the power of `exponent`; base, which is less than 1, and result have 128 fractional bits."""
    result = ONE
    while exponent:
        if exponent & 1:
            result = result * base // ONE
        base = base * base // ONE
        exponent >>= 1
    return result


def grow_floor(conviction: int, staked: int, elapsed: Seconds, decay: Decay) -> int:
    """The conviction after so many seconds with the same stake: y ← α·y + x, that many times at once.

    α^t·y + x·(1 − α^t)/(1 − α), in smallest units × seconds, each term rounded down. Whole half-lives halve y
    itself, since α^t alone would run out of bits; for the gain it is rounded up, so that the bound holds.
    Raises BadInput for a stake that a voting token cannot count.
    """
    if not 0 <= staked <= MAX_UINT208:
        raise BadInput("stake", "must be what a voting token can count", value=staked)
    halvings, rest = divmod(elapsed, decay.half_life)
    kept = power_floor(decay.per_second, rest)
    kept_ceil = (kept - 1 >> halvings) + 1
    return (conviction * kept // ONE >> halvings) + staked * (ONE - kept_ceil) // decay.lost


def bound(most_staked: int, decay: Decay) -> int:
    """What conviction never exceeds while the stake is at most this: x / (1 − α), rounded down."""
    return most_staked * ONE // decay.lost


def threshold_ceil(request: Request, decay: Decay) -> int | None:
    """The conviction that a request must exceed, rounded up, or None if nothing is enough.

    Nothing is enough for a request of β or more of the budget, nor where the threshold exceeds a word.
    """
    left = request.most * request.budget - BPS * request.requested
    if left <= 0:
        return None
    threshold = -(-request.supply * request.weight * ONE // (BPS * decay.lost))
    for _ in range(2):
        threshold = -(-threshold * BPS * request.budget // left)
    return threshold if threshold <= MAX_UINT256 else None


def passes(conviction: int, threshold: int | None, *, active: int, least_active: int) -> bool:
    """Whether a request passes, where `active` is staked on all requests. Exactly enough is not enough."""
    return threshold is not None and conviction > threshold and active >= least_active
