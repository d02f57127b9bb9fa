"""`Escrow` in ETH: what a contract holds for others, and owes them."""

from __future__ import annotations

from dao_sim.ledger.outcome import Refusal
from dao_sim.units import Wei


class Escrow:
    """The books of what is held (wei). `NOBODY` stands for the treasury."""

    def __init__(self) -> None:
        self.held = 0
        self._owed: dict[int, int] = {}

    def owed(self, account: int) -> int:
        """What the account can take."""
        return self._owed.get(account, 0)

    def owe(self, account: int, amount: int) -> None:
        """Something that is held already becomes the account's."""
        self._owed[account] = self.owed(account) + amount

    def dues(self) -> dict[int, Wei]:
        """Account → what it can take, where that is something."""
        return {account: Wei(amount) for account, amount in sorted(self._owed.items()) if amount}

    def take(self, account: int, nothing: str) -> int:
        """All that the account is owed, which is held no more. Raises Refusal(`nothing`) for nothing."""
        amount = self._owed.pop(account, 0)
        if amount == 0:
            raise Refusal(nothing)
        self.held -= amount
        return amount
