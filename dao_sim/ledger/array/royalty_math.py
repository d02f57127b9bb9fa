"""`RoyaltyMath` on columns: every rounding is down, and no step is larger than its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dao_sim.ledger.amounts import Amounts
from dao_sim.units import BPS, CREDIT_PER_UNIT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def share_floor(amounts: Amounts, bps: int | NDArray[np.int64]) -> Amounts:
    """Of each row, this part, or its own, in basis points up to 10,000; rounded down."""
    tenth_thousandths, left = amounts.divided(BPS)
    return tenth_thousandths.times(bps) + Amounts.counts(left * bps // BPS)


def credit_for(units: NDArray[np.int64], growth: Amounts) -> tuple[Amounts, NDArray[np.int64]]:
    """What units, of 1,000,000, earn of a work's growth: whole, rounded down, and millionths beside it.

    The contract has both in one number of up to 148 bits; here they are apart, and exact as well.
    """
    millionths, left = growth.divided(CREDIT_PER_UNIT)
    parts = units * left
    return millionths.times(units) + Amounts.counts(parts // CREDIT_PER_UNIT), parts % CREDIT_PER_UNIT
