"""Who chooses among what: works and groups of consumers, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dao_sim.errors import BadInput
from dao_sim.sim.portable import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """n works on offer. Raises BadInput for columns that do not have one row per work."""

    domain: NDArray[np.int64]
    """(n,) Index of its domain."""
    quality: Floats
    """(n,) From 0 to 1."""
    ai_share: Floats
    """(n,) How much of it AI made, from 0 to 1."""
    price: Floats
    """(n,) Of a copy, in whole ETH: to decide by, not to account with."""
    taste: Floats
    """(n, d) How much it has of each of d traits, from -1 to 1."""
    region: NDArray[np.int64]
    """(n,) Index of the region it comes from."""
    age: Floats
    """(n,) Epochs since it came out."""
    sales: Floats
    """(n,) Copies sold before this epoch."""

    def __post_init__(self) -> None:
        rows = len(self.quality)
        _rows("works", rows, self, ("domain", "ai_share", "price", "taste", "region", "age", "sales"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """g groups of like consumers. Raises BadInput for columns that do not have one row per group."""

    size: NDArray[np.int64]
    """(g,) Consumers."""
    income: Floats
    """(g,) What each of them may spend on works per epoch, in whole ETH."""
    taste: Floats
    """(g, d) What they like (1) and dislike (-1) of each of d traits."""
    domains: Floats
    """(g, domains) How they like each domain, from -1 to 1."""
    reach: Floats
    """(g, regions) Which share of each region's works they hear of, from 0 to 1."""
    price_sensitivity: Floats
    """(g,) 1 for the usual one; 0 for those who do not mind."""

    def __post_init__(self) -> None:
        rows = len(self.size)
        _rows("audience", rows, self, ("income", "taste", "domains", "reach", "price_sensitivity"))


def _rows(what: str, rows: int, table: Any, names: tuple[str, ...]) -> None:
    for name in names:
        if len(getattr(table, name)) != rows:
            raise BadInput(what, f"must have {rows} rows", column=name, rows=len(getattr(table, name)))
