"""`Membership` on the contracts: who belongs, and to which class."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dao_sim.bindings import Call
from dao_sim.coop import Cooperative
from dao_sim.ledger.actions import Expel
from dao_sim.ledger.evm.world import Handler, World
from dao_sim.ledger.intents import Admit, Resign
from dao_sim.ledger.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Membership:
    """Admits by the charter's admitter. Without one, whoever sends it is refused."""

    def __init__(self, world: World, coop: Cooperative) -> None:
        self._world = world
        self._contract = coop.membership
        self._admitter = world.operator(coop, "admitter")

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {Admit: self._admit, Resign: self._resign}

    def calls(self) -> Mapping[type, Callable[[Any], Sequence[Call]]]:
        """Action → the calls that a proposal with it makes."""
        return {Expel: lambda action: [self._contract.expel(self._world.addresses[action.account])]}

    def classes(self) -> NDArray[np.int8]:
        words = self._world.ask(self._contract, "classOf", account=self._world.addresses)
        return np.array(words, dtype=np.int8)

    def _admit(self, intent: Admit) -> Outcome:
        accounts = self._world.named(intent.accounts)
        senders = [self._admitter] * len(accounts)
        return self._world.sent(
            self._contract.batch("admit", senders, account=accounts, class_=intent.classes.tolist())
        )

    def _resign(self, intent: Resign) -> Outcome:
        return self._world.sent(self._contract.batch("resign", self._world.named(intent.accounts)))
