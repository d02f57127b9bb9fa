"""Who holds units of which work, and what they earned: one flat table of all works' holders.

A row is a holder of a work. Keys, work and holder in one integer, are kept sorted beside it, so that
thousands of rows are found at once. A row's credit counts its units up to the index `settled`, as in the
contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.royalty_math import credit_for
from dao_sim.units import CREDIT_PER_UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HOLDER_BITS = 32
_NO_KEY = np.iinfo(np.int64).max
NOTHING = -1
"""The row of whoever never held units of a work."""


class Units:
    """The table. Works and holders are numbers below 2^31; `incomes` has each work's income by its number."""

    def __init__(self) -> None:
        self._keys = np.array([_NO_KEY])
        self._places = np.array([NOTHING])
        self.held = np.zeros(0, dtype=np.int64)
        self._works = np.zeros(0, dtype=np.int64)
        self._settled = Amounts.zeros(0)
        self._credit = Amounts.zeros(0)
        self._millionths = np.zeros(0, dtype=np.int64)

    def find(self, works: NDArray[np.int64], holders: NDArray[np.int64]) -> NDArray[np.int64]:
        """Their rows; `NOTHING` where there is none."""
        keys = _key(works, holders)
        at = np.searchsorted(self._keys, keys)
        return np.where(self._keys[at] == keys, self._places[at], NOTHING)

    def holders(self, work: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Who holds units of a work, by rising number, and how many."""
        first, last = np.searchsorted(self._keys, [work << _HOLDER_BITS, (work + 1) << _HOLDER_BITS])
        held = self.held[self._places[first:last]]
        holders = self._keys[first:last] & (2**_HOLDER_BITS - 1)
        return holders[held > 0], held[held > 0]

    def mint(
        self,
        works: NDArray[np.int64],
        holders: NDArray[np.int64],
        units: NDArray[np.int64],
        incomes: Amounts,
    ) -> None:
        """Units of new works; of what these earned before, holders have nothing to claim."""
        rows = self._rows(works, holders, incomes)
        np.add.at(self.held, rows, units)

    def move(
        self,
        works: NDArray[np.int64],
        senders: NDArray[np.int64],
        recipients: NDArray[np.int64],
        units: NDArray[np.int64],
        incomes: Amounts,
    ) -> None:
        """Units from holders who have them; both sides keep what they earned before."""
        takers = self._rows(works, recipients, incomes)
        givers = self.find(works, senders)
        self._settle(np.unique(np.concatenate((givers, takers))), incomes)
        np.subtract.at(self.held, givers, units)
        np.add.at(self.held, takers, units)

    def credit(self, rows: NDArray[np.int64], incomes: Amounts) -> tuple[Amounts, NDArray[np.int64]]:
        """What rows earned and were not paid: whole (wei), rounded down, and millionths beside it."""
        growth = incomes[self._works[rows]] - self._settled[rows]
        whole, millionths = credit_for(self.held[rows], growth)
        millionths += self._millionths[rows]
        more = Amounts.counts(millionths // CREDIT_PER_UNIT)
        return self._credit[rows] + whole + more, millionths % CREDIT_PER_UNIT

    def owed(self, incomes: Amounts) -> int:
        """What all rows earned and were not paid; fractions of a work's holders sum to whole wei."""
        whole, millionths = self.credit(np.arange(len(self.held)), incomes)
        return whole.total() + int(millionths.sum()) // CREDIT_PER_UNIT

    def claim(self, rows: NDArray[np.int64], incomes: Amounts) -> Amounts:
        """Pays out what these rows, each named once, have in whole wei; the rest of it stays with them."""
        self._settle(rows, incomes)
        paid = self._credit[rows]
        self._credit.put(rows, Amounts.zeros(len(rows)))
        return paid

    def _settle(self, rows: NDArray[np.int64], incomes: Amounts) -> None:
        whole, millionths = self.credit(rows, incomes)
        self._credit.put(rows, whole)
        self._millionths[rows] = millionths
        self._settled.put(rows, incomes[self._works[rows]])

    def _rows(
        self, works: NDArray[np.int64], holders: NDArray[np.int64], incomes: Amounts
    ) -> NDArray[np.int64]:
        """Their rows, made where there is none."""
        keys = np.unique(_key(works, holders))
        at = np.searchsorted(self._keys, keys)
        missing = self._keys[at] != keys
        if missing.any():
            keys, at = keys[missing], at[missing]
            places = len(self.held) + np.arange(len(keys))
            self._keys = np.insert(self._keys, at, keys)
            self._places = np.insert(self._places, at, places)
            self._append(keys >> _HOLDER_BITS, incomes)
        return self.find(works, holders)

    def _append(self, works: NDArray[np.int64], incomes: Amounts) -> None:
        none = np.zeros(len(works), dtype=np.int64)
        self.held = np.concatenate((self.held, none))
        self._works = np.concatenate((self._works, works))
        self._settled = self._settled.extended(incomes[works])
        self._credit = self._credit.extended(Amounts.zeros(len(works)))
        self._millionths = np.concatenate((self._millionths, none))


def _key(works: NDArray[np.int64], holders: NDArray[np.int64]) -> NDArray[np.int64]:
    return (works << _HOLDER_BITS) | holders
