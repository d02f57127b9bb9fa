"""`Treasury` in ETH: what it holds, and what its spenders may still have paid in the present epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dao_sim.coop.charter import Charter
from dao_sim.coop.matching_terms import MATCHING
from dao_sim.coop.sections import SpendingCap
from dao_sim.ledger.actions import PayOut
from dao_sim.ledger.array.world import Doer, Undo, World
from dao_sim.ledger.outcome import Refusal
from dao_sim.units import ETH, Wei

TIMELOCK = "timelock"
"""The spender that carries out what governance adopts; further ones go by their charter's section."""


class Treasury:
    """The money of one co-op, which its spenders have paid out, each within its cap."""

    def __init__(self, world: World, charter: Charter) -> None:
        matching = charter.matching.caps if charter.matching else ()
        self._world = world
        self._caps = {TIMELOCK: _in_ether(charter.treasury.caps), MATCHING: _in_ether(matching)}
        self._length = charter.treasury.epoch
        self._paid = dict.fromkeys(self._caps, (0, 0))
        self.held = Wei(0)

    def actions(self) -> Mapping[type, Doer]:
        """Action → what carries it out, and raises Refusal where the contract would."""
        return {PayOut: self._pay_out}

    def pay(self, amount: int, spender: str = TIMELOCK) -> Undo:
        """Takes a payment out, within the spender's cap of the epoch; the caller says to whom.

        Raises Refusal.
        """
        if amount == 0:
            raise Refusal("Treasury_NothingToPay")
        epoch = self._world.now // self._length
        before = (self._paid[spender], self.held)
        used = before[0][1] if before[0][0] == epoch else 0
        if amount > max(self._caps[spender] - used, 0):
            raise Refusal("Treasury_CapExceeded")
        if amount > self.held:
            raise Refusal("InsufficientBalance")
        self._paid[spender] = (epoch, used + amount)
        self.held = Wei(self.held - amount)

        def undo() -> None:
            self._paid[spender], self.held = before

        return undo

    def begin(self, held: int, paid: int) -> None:
        """What it held before, and what the timelock had it pay in the present epoch."""
        self.held = Wei(held)
        self._paid[TIMELOCK] = (self._world.now // self._length, paid)

    def receive(self, amount: int) -> None:
        """Takes money in."""
        self.held = Wei(self.held + amount)

    def _pay_out(self, action: PayOut) -> Undo:
        take_back = self.pay(action.amount)
        self._world.add(action.account, action.amount)

        def undo() -> None:
            self._world.add(action.account, -action.amount)
            take_back()

        return undo


def _in_ether(caps: Sequence[SpendingCap]) -> int:
    return next((cap.amount for cap in caps if cap.asset == ETH), 0)
