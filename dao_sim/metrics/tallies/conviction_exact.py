"""Conviction as the formula says it, in 50 decimal digits, to check the integers of `conviction` against."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from dao_sim.metrics.tallies.conviction import Request
from dao_sim.units import BPS, Seconds

DIGITS = 50
_CONTEXT = Context(prec=DIGITS + 15)
"""1 − α loses up to ten of them."""


def decay_exact(half_life: Seconds) -> Decimal:
    """α = 2^(−1 / half-life)."""
    return _CONTEXT.power(Decimal(2), _CONTEXT.divide(Decimal(-1), Decimal(half_life)))


def conviction_exact(stakes: Iterable[tuple[int, Seconds]], half_life: Seconds) -> Decimal:
    """The conviction after these (stake, seconds), one after the other, beginning from none."""
    decay = decay_exact(half_life)
    with localcontext(_CONTEXT):
        conviction = Decimal(0)
        for staked, seconds in stakes:
            kept = decay**seconds
            conviction = conviction * kept + staked * (1 - kept) / (1 - decay)
        return conviction


def threshold_exact(request: Request, half_life: Seconds) -> Decimal | None:
    """ρ·S / ((1 − α)·(β − r/R)²), or None for a request of β or more of the budget."""
    if request.budget == 0:
        return None
    left = Fraction(request.most, BPS) - Fraction(request.requested, request.budget)
    if left <= 0:
        return None
    scale = Fraction(request.supply * request.weight, BPS) / left**2
    with localcontext(_CONTEXT):
        return Decimal(scale.numerator) / Decimal(scale.denominator) / (1 - decay_exact(half_life))
