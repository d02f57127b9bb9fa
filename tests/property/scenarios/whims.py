"""What random intents are made of: accounts, works and amounts, some fit and some unfit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dao_sim.ledger.amounts import Amounts
from dao_sim.sim.view import Ids, View
from dao_sim.units import Seconds, Wei

AMOUNTS = (0, 1, 10**9, 10**15, 10**18, 10**18, 2**64, 2**100)
"""Of tokens (smallest unit)."""
MONEY = (0, 1, 10**15, 10**17, 2**100)
"""Wei."""
_TIMES = (0, 1, 86_400, 604_800, 604_800, 1_209_600)


@dataclass(frozen=True, slots=True)
class Whim:
    """What somebody may want who sees a view."""

    random: Random
    view: View
    parts: Sequence[str]

    @property
    def coop(self) -> int:
        return self.view.coop.place

    def rows(self) -> int:
        return self.random.choice((0, 1, 1, 2, 4))

    def accounts(self, rows: int, likely: Sequence[int] = ()) -> Ids:
        """Anybody; mostly one of those who are likely."""
        return column(self.account(likely) for _ in range(rows))

    def account(self, likely: Sequence[int] = ()) -> int:
        if len(likely) and self.random.random() < 0.7:
            return int(self.random.choice(list(likely)))
        return self.random.randrange(len(self.view.memory.works))

    def numbers(self, rows: int, most: int = 4) -> Ids:
        """From 0, which nothing has, to one that is mostly too many."""
        return column(self.random.randint(0, most + 1) for _ in range(rows))

    def amounts(self, rows: int, within: Sequence[int] = AMOUNTS) -> Amounts:
        return Amounts.of(self.random.choice(within) for _ in range(rows))

    def bps(self, rows: int) -> Ids:
        return column(self.random.choice((0, 1, 1_000, 9_999, 10_000, 10_001)) for _ in range(rows))

    def works(self, rows: int) -> tuple[Ids, Ids]:
        """Works of this co-op, mostly with their makers."""
        catalogue = self.view.catalogue
        here = np.flatnonzero(catalogue.coop == self.coop).tolist()
        numbers, makers = [], []
        for _ in range(rows):
            place = self.random.choice(here) if here else None
            numbers.append(self.random.randint(0, 4) if place is None else int(catalogue.number[place]))
            makers.append(self.account([] if place is None else [int(catalogue.maker[place])]))
        return column(numbers), column(makers)

    def members(self) -> list[int]:
        return list(map(int, np.flatnonzero(self.view.coop.members)))

    def holders(self) -> list[int]:
        return list(map(int, np.flatnonzero(self.view.coop.tokens > 0.0)))

    def seconds(self) -> Seconds:
        return Seconds(self.random.choice(_TIMES))

    def treasury(self) -> Wei:
        """Mostly a part of what the treasury has."""
        if self.random.random() < 0.2:
            return self.wei()
        return Wei(self.view.coop.treasury_amount // self.random.choice((3, 10, 100)))

    def wei(self) -> Wei:
        return Wei(self.random.choice(MONEY))


def column(values: Iterable[Any]) -> Ids:
    return np.array(list(values), dtype=np.int64)


def small(values: NDArray[np.int64]) -> NDArray[np.int8]:
    return values.astype(np.int8)
