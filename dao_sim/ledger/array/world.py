"""What all co-ops of a ledger share: the time, and everybody's money."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import Endow, Pay, Spend
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

Handler = Callable[[Any], Outcome]
Undo = Callable[[], None]
Doer = Callable[[Any], Undo]
"""Carries an action out, and gives what takes it back; raises Refusal, having changed nothing."""

UNAUTHORIZED = "AccessManagedUnauthorized"
"""Why an act is refused whose role nobody holds but the timelock."""

TOO_LITTLE = "InsufficientBalance"
"""Why a payment is refused whose sender has less."""


class World:
    """The clock, and what every account has in ETH (wei)."""

    def __init__(self, accounts: int, now: Seconds) -> None:
        self.accounts = accounts
        self.now = now
        self.cash = Amounts.zeros(accounts)

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {Endow: self.endow, Spend: self.spend, Pay: self.pay}

    def endow(self, intent: Endow) -> Outcome:
        self.cash.increase(intent.accounts, intent.amounts)
        return Outcome(rows=len(intent.accounts))

    def spend(self, intent: Spend) -> Outcome:
        refused = self.charge(intent.accounts, intent.amounts)
        return Outcome(rows=len(intent.accounts), refused=refused)

    def pay(self, intent: Pay) -> Outcome:
        """Row by row where somebody gets what it gives in the same intent; else all at once."""
        if not np.isin(intent.senders, intent.recipients).any():
            refused = self.charge(intent.senders, intent.amounts)
            paid = Outcome(rows=len(intent.senders), refused=refused)
            self.cash.increase(intent.recipients[paid.done], intent.amounts[paid.done])
            return paid
        refused = {}
        for row in range(len(intent.senders)):
            one = intent.amounts[row : row + 1]
            if self.charge(intent.senders[row : row + 1], one):
                refused[row] = TOO_LITTLE
            else:
                self.cash.increase(intent.recipients[row : row + 1], one)
        return Outcome(rows=len(intent.senders), refused=refused)

    def charge(self, accounts: NDArray[np.int64], amounts: Amounts) -> dict[int, str]:
        """Takes from accounts what they have; which rows have too little, the rows before being paid."""
        taken = amounts.totals(accounts, self.accounts)
        short = self.cash.less(taken)
        if not short.any():
            self.cash = self.cash - taken
            return {}
        refused: dict[int, str] = {}
        left = {int(account): self.cash.at(int(account)) for account in np.flatnonzero(short)}
        for row in np.flatnonzero(np.isin(accounts, list(left))).tolist():
            amount, account = amounts.at(row), int(accounts[row])
            if amount > left[account]:
                refused[row] = TOO_LITTLE
            else:
                left[account] -= amount
        kept = np.ones(len(accounts), dtype=np.bool_)
        kept[list(refused)] = False
        self.cash.decrease(accounts[kept], amounts[kept])
        return refused
