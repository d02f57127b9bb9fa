"""What all co-ops of a ledger share: the time, and everybody's money."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import Endow, Pay, Spend
from dao_sim.ledger.lots import request_block
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dao_sim.ledger.array.vault import Vault

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
        self.vaults: list[Vault] = []
        """Every co-op's, in order: what works earn for works elsewhere goes from one to another."""
        self._requests = 0
        self.before_advance: list[Callable[[Seconds], None]] = []
        """Whom to tell that the present second is over, and when it will be then."""

    def advance(self, to: Seconds) -> None:
        """Moves time to `to`, which is later."""
        for told in self.before_advance:
            told(to)
        self.now = to

    def next_request(self, seed: int) -> int:
        """The block in which the next panel would be requested (see `dao_sim.ledger.lots`)."""
        self._requests += 1
        return request_block(self._requests, seed)

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

    def add(self, account: int, amount: int) -> None:
        """Gives one account money; a negative amount takes what it has."""
        self.cash.put([account], Amounts.of([self.cash.at(account) + amount]))

    def charge(
        self, accounts: NDArray[np.int64], amounts: Amounts, doomed: NDArray[np.bool_] | None = None
    ) -> dict[int, str]:
        """Takes from accounts what they have; which rows have too little, the rows before being paid.

        Rows that are `doomed`, to be refused for another reason, take nothing; of them, too, it says which
        have too little, since without the money nothing is even tried.
        """
        taken = amounts.totals(accounts, self.accounts)
        short = self.cash.less(taken)
        kept = np.ones(len(accounts), dtype=np.bool_) if doomed is None else ~doomed
        refused = self._short(accounts, amounts, np.flatnonzero(short), kept) if short.any() else {}
        kept[list(refused)] = False
        if kept.all():
            self.cash = self.cash - taken
        else:
            self.cash.decrease(accounts[kept], amounts[kept])
        return refused

    def _short(
        self,
        accounts: NDArray[np.int64],
        amounts: Amounts,
        watched: NDArray[np.int64],
        kept: NDArray[np.bool_],
    ) -> dict[int, str]:
        """The rows of `watched` accounts that have too little, row by row; only `kept` rows take anything."""
        refused: dict[int, str] = {}
        left = {account: self.cash.at(account) for account in watched.tolist()}
        for row in np.flatnonzero(np.isin(accounts, watched)).tolist():
            amount, account = amounts.at(row), int(accounts[row])
            if amount > left[account]:
                refused[row] = TOO_LITTLE
            elif kept[row]:
                left[account] -= amount
        return refused
