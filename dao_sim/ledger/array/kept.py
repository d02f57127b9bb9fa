"""A column that others hold as it was: it is copied before it changes, and only if somebody does."""

from __future__ import annotations

from dao_sim.ledger.amounts import Amounts


class Kept:
    """Amounts, shape (accounts,). What `read` gave stays as it is, and cannot be written."""

    def __init__(self, accounts: int) -> None:
        self._amounts = Amounts.zeros(accounts)

    def read(self) -> Amounts:
        """As they are now, and will be for whoever asked. Where nothing changed, the same object again."""
        self._amounts.limbs.flags.writeable = False
        return self._amounts

    def write(self) -> Amounts:
        """To be changed, at once."""
        if not self._amounts.limbs.flags.writeable:
            self._amounts = self._amounts.copy()
        return self._amounts

    def peek(self) -> Amounts:
        """To be looked at, at once."""
        return self._amounts
