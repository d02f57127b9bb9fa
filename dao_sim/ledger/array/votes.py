"""OpenZeppelin's `Votes` as `SelfDelegation` has it: whose votes everybody's units are, now and a second ago.

A unit votes with its holder's delegate, at one remove: what a delegate was given it cannot hand on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.kept import Kept

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Votes:
    """Votes of all accounts, by units that are held elsewhere."""

    def __init__(self, accounts: int) -> None:
        self._delegates = np.arange(accounts, dtype=np.int64)
        self._votes = Kept(accounts)
        self._before = self._votes.read()
        self.units = 0
        """How many there are; what a quorum is a part of."""

    def delegates(self) -> NDArray[np.int64]:
        chosen: NDArray[np.int64] = self._delegates.copy()
        return chosen

    def latest(self) -> Amounts:
        """As of now, to be kept."""
        return self._votes.read()

    def before(self) -> Amounts:
        """At the end of the last second: what `getPastVotes(account, clock() - 1)` gives."""
        return self._before

    def end_second(self) -> None:
        """What there is now was there a second ago."""
        self._before = self._votes.read()

    def arrive(self, holders: NDArray[np.int64], units: Amounts) -> None:
        """Holders have so many units more."""
        self._votes.write().increase(self._delegates[holders], units)
        self.units += units.total()

    def leave(self, holders: NDArray[np.int64], units: Amounts) -> None:
        """Holders have so many units less."""
        self._votes.write().decrease(self._delegates[holders], units)
        self.units -= units.total()

    def move(self, senders: NDArray[np.int64], recipients: NDArray[np.int64], units: Amounts) -> None:
        """Units change hands."""
        self._votes.write().move(self._delegates[senders], self._delegates[recipients], units)

    def delegate(self, accounts: NDArray[np.int64], delegates: NDArray[np.int64], units: Amounts) -> None:
        """Accounts choose delegates; the last choice counts. `units` are everybody's, a row per account."""
        chosen = np.unique(accounts)
        former = self._delegates[chosen]
        self._delegates[accounts] = delegates
        self._votes.write().move(former, self._delegates[chosen], units[chosen])
