"""`Treasury` in ETH: what it holds, and what its spender may still pay in the present epoch."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dao_sim.coop.charter import Charter
from dao_sim.ledger.actions import PayOut
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.world import Doer, Undo, World
from dao_sim.ledger.outcome import Refusal
from dao_sim.units import ETH, Wei


class Treasury:
    """The money of one co-op, which the timelock pays out within its cap."""

    def __init__(self, world: World, charter: Charter) -> None:
        self._world = world
        self._cap = next((cap.amount for cap in charter.treasury.caps if cap.asset == ETH), 0)
        self._length = charter.treasury.epoch
        self._paid = (0, 0)
        self.held = Wei(0)

    def actions(self) -> Mapping[type, Doer]:
        """Action → what carries it out, and raises Refusal where the contract would."""
        return {PayOut: self._pay_out}

    def pay(self, amount: int) -> Undo:
        """Takes a payment out, within the epoch's cap; the caller says to whom. Raises Refusal."""
        if amount == 0:
            raise Refusal("Treasury_NothingToPay")
        epoch = self._world.now // self._length
        used = self._paid[1] if self._paid[0] == epoch else 0
        if amount > max(self._cap - used, 0):
            raise Refusal("Treasury_CapExceeded")
        if amount > self.held:
            raise Refusal("InsufficientBalance")
        before = (self._paid, self.held)
        self._paid = (epoch, used + amount)
        self.held = Wei(self.held - amount)

        def undo() -> None:
            self._paid, self.held = before

        return undo

    def _pay_out(self, action: PayOut) -> Undo:
        take_back = self.pay(action.amount)
        account, amount = np.array([action.account]), Amounts.of([action.amount])
        self._world.cash.increase(account, amount)

        def undo() -> None:
            self._world.cash.decrease(account, amount)
            take_back()

        return undo
