"""A co-op that was there before: what arrays begin with, instead of nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.vault import Opening
from dao_sim.ledger.intents import Offer
from dao_sim.units import Wei

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """Columns have a row per account, or per work. What works earned has all been claimed."""

    classes: NDArray[np.int8]
    tokens: Amounts
    minted: int
    """Tokens (smallest unit) that were minted in the token's present epoch."""
    delegates: NDArray[np.int64]
    proposals: int
    """How many there were, of which nothing more comes."""
    treasury: Wei
    paid: Wei
    """What the timelock had the treasury pay in its present epoch."""
    levy: Wei
    """What waits in the vault for the treasury."""
    registrants: NDArray[np.int64]
    ai_shares: NDArray[np.int64]
    """Basis points."""
    openings: Sequence[Opening]
    incomes: Amounts
    offers: Offer
