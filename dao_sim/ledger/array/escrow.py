"""`Escrow` in ETH: what a contract holds for others, and who may take what of it; and who can still pay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.treasury import Treasury
from dao_sim.ledger.array.world import World
from dao_sim.ledger.intents import NOBODY
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import Wei

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Escrow:
    """Money of one contract. `nothing_lost` is why the treasury is refused to which it owes nothing."""

    def __init__(self, world: World, treasury: Treasury, nothing_lost: str) -> None:
        self._world = world
        self._treasury = treasury
        self._nothing_lost = nothing_lost
        self._owed: dict[int, int] = {}
        self.held = 0
        """Wei, owed or not."""

    def owe(self, account: int, amount: int) -> None:
        """Something that is held already becomes an account's; `NOBODY` stands for the treasury."""
        if amount:
            self._owed[account] = self._owed.get(account, 0) + amount

    def dues(self) -> Mapping[int, Wei]:
        """Account → what it is owed."""
        return {account: Wei(amount) for account, amount in sorted(self._owed.items())}

    def claim(self, accounts: NDArray[np.int64]) -> Outcome:
        """Pays what is owed."""
        refused, paid = {}, [0] * len(accounts)
        for row, account in enumerate(accounts.tolist()):
            if account not in self._owed:
                refused[row] = self._nothing_lost if account == NOBODY else "Escrow_NothingOwed"
                continue
            paid[row] = self._owed.pop(account)
            self.held -= paid[row]
            if account == NOBODY:
                self._treasury.held = Wei(self._treasury.held + paid[row])
        amounts, people = Amounts.of(paid), np.flatnonzero(accounts != NOBODY)
        self._world.cash.increase(accounts[people], amounts[people])
        return Outcome(rows=len(accounts), refused=refused, amounts=amounts)


class Purses:
    """What accounts have left while the rows of one intent are paid for, one after the other."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._left: dict[int, int] = {}

    def has(self, account: int, amount: int) -> bool:
        """Whether it can pay so much."""
        if account not in self._left:
            self._left[account] = self._world.cash.at(account)
        return self._left[account] >= amount

    def pay(self, account: int, amount: int) -> None:
        """Takes what it has."""
        self._left[account] -= amount

    def settle(self) -> None:
        """All rows are paid for."""
        accounts = np.array(list(self._left), dtype=np.int64)
        self._world.cash.put(accounts, Amounts.of(self._left.values()))
