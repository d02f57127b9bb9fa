"""What both ledgers do with intents: check them all, then hand each to the part that carries it out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from dao_sim.errors import Unsupported
from dao_sim.ledger.columns import check
from dao_sim.ledger.intents import Intent
from dao_sim.ledger.outcome import Outcome


class Parts(Protocol):
    """Who carries out what."""

    def handlers(self) -> Mapping[type, Callable[[Any], Outcome]]:
        """Intent → who carries it out."""
        ...


class Told(ABC):
    """A ledger's side that is told intents; it says its accounts, its co-ops, and what they share."""

    accounts: int
    """How many there are, from 0."""

    def apply(self, intents: Sequence[Intent]) -> list[Outcome]:
        for intent in intents:
            check(intent, self.accounts, len(self._parts()[1]))
        return [self._carry_out(intent) for intent in intents]

    @abstractmethod
    def _parts(self) -> tuple[Parts, Sequence[Parts]]:
        """What all co-ops share, and each co-op."""

    def _carry_out(self, intent: Intent) -> Outcome:
        kind = type(intent)
        shared, coops = self._parts()
        handler = shared.handlers().get(kind) or coops[getattr(intent, "coop", 0)].handlers().get(kind)
        if handler is None:
            raise Unsupported("ledger", f"{kind.__name__} needs a part that this co-op's charter leaves out")
        return handler(intent)
