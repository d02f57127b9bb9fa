"""One co-op as arrays: its parts, each of which carries out intents and actions of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dao_sim.coop.charter import Charter
from dao_sim.errors import Unsupported
from dao_sim.ledger.actions import Action
from dao_sim.ledger.array.treasury import Treasury
from dao_sim.ledger.array.world import Doer, Handler, Undo, World
from dao_sim.ledger.outcome import Refusal
from dao_sim.units import Wei


class ArrayCoop:
    """`CoopFacts`, and who carries out what concerns this co-op."""

    def __init__(self, world: World, charter: Charter) -> None:
        self._treasury = Treasury(world, charter)
        self._actions: dict[type, Doer] = {**self._treasury.actions()}

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {}

    def advance(self, to: int) -> None:
        """The present second is over: what is asked for as of then is kept."""

    def carry_out(self, actions: Sequence[Action]) -> None:
        """What an adopted proposal does, or nothing of it. Raises Refusal with the first failure's reason."""
        undone: list[Undo] = []
        try:
            for action in actions:
                undone.append(self._actions[type(action)](action))  # noqa: PERF401 (what is done is undone)
        except Refusal:
            for undo in reversed(undone):
                undo()
            raise

    def check_modelled(self, actions: Sequence[Action]) -> None:
        """Raises Unsupported for an action that this co-op has no part for."""
        for action in actions:
            if type(action) not in self._actions:
                raise Unsupported("ledger", f"{type(action).__name__} is not modelled for this charter")

    def treasury(self) -> Wei:
        return self._treasury.held
