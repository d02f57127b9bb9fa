"""One co-op as arrays: its parts, each of which carries out intents and actions of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dao_sim.coop.charter import Charter
from dao_sim.errors import Unsupported
from dao_sim.ledger.actions import Action
from dao_sim.ledger.array.treasury import Treasury
from dao_sim.ledger.array.world import Handler, World
from dao_sim.units import Wei


class ArrayCoop:
    """`CoopFacts`, and who carries out what concerns this co-op."""

    def __init__(self, world: World, charter: Charter) -> None:
        self._treasury = Treasury(world, charter)
        self._actions: dict[type, Callable[[Any], None]] = {**self._treasury.actions()}

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {}

    def advance(self, to: int) -> None:
        """The present second is over: what is asked for as of then is kept."""

    def carry_out(self, actions: Sequence[Action]) -> None:
        """What an adopted proposal does. Raises Refusal with the reason of the first that fails."""
        for action in actions:
            self._actions[type(action)](action)

    def check_modelled(self, actions: Sequence[Action]) -> None:
        """Raises Unsupported for an action that this co-op has no part for."""
        for action in actions:
            if type(action) not in self._actions:
                raise Unsupported("ledger", f"{type(action).__name__} is not modelled for this charter")

    def treasury(self) -> Wei:
        return self._treasury.held
