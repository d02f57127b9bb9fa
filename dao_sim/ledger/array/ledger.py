"""The ledger of arrays: intents to the parts that carry them out."""

from __future__ import annotations

from collections.abc import Sequence

from dao_sim.coop.charter import Charter
from dao_sim.errors import BadInput, Unsupported
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.coop import ArrayCoop
from dao_sim.ledger.array.world import World
from dao_sim.ledger.columns import check
from dao_sim.ledger.intents import Intent
from dao_sim.ledger.lots import panel_addresses
from dao_sim.ledger.outcome import Outcome
from dao_sim.ledger.protocol import START
from dao_sim.units import Seconds


class ArrayLedger:
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

    def apply(self, intents: Sequence[Intent]) -> list[Outcome]:
        for intent in intents:
            check(intent, self.accounts, len(self.coops))
        return [self._carry_out(intent) for intent in intents]

    def _carry_out(self, intent: Intent) -> Outcome:
        kind = type(intent)
        handler = self._world.handlers().get(kind)
        if handler is None:
            handler = self.coops[getattr(intent, "coop", 0)].handlers().get(kind)
        if handler is None:
            raise Unsupported("ledger", f"{kind.__name__} needs a part that this co-op's charter leaves out")
        return handler(intent)
