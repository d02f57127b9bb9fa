"""The ledger of arrays: intents to the parts that carry them out."""

from __future__ import annotations

from collections.abc import Sequence

from dao_sim.coop.charter import Charter
from dao_sim.errors import BadInput
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.coop import ArrayCoop
from dao_sim.ledger.array.world import World
from dao_sim.ledger.lots import panel_addresses
from dao_sim.ledger.protocol import START
from dao_sim.ledger.told import Parts, Told
from dao_sim.units import Seconds


class ArrayLedger(Told):
    """`Ledger` in NumPy. Raises BadInput, naming the charter's key, for what it does not model."""

    def __init__(self, charters: Sequence[Charter], accounts: int, now: Seconds = START) -> None:
        self.accounts = accounts
        self._world = World(accounts, now)
        self.coops = [
            ArrayCoop(self._world, charter, panels)
            for charter, panels in zip(charters, panel_addresses(charters), strict=True)
        ]
        self._world.before_advance.extend(coop.advance for coop in self.coops)

    def now(self) -> Seconds:
        return self._world.now

    def advance(self, to: Seconds) -> None:
        if to <= self._world.now:
            raise BadInput("ledger", "time only moves forward", now=self._world.now, to=to)
        self._world.advance(to)

    def cash(self) -> Amounts:
        return self._world.cash.copy()

    def _parts(self) -> tuple[Parts, Sequence[Parts]]:
        return self._world, self.coops
