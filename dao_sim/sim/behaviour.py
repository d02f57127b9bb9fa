"""What a behaviour is: a whole cohort decides at once, in one phase of an epoch, and answers with acts.

One behaviour per file in `dao_sim/sim/behaviours/`, found by its name; others' are found by the entry point
group `dao_sim.behaviours`. `one_member` lifts a function that decides for one member at a time.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import entry_points
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from dao_sim.errors import BadInput
from dao_sim.sim import behaviours
from dao_sim.sim.phases import PHASES
from dao_sim.sim.plans import Act
from dao_sim.sim.view import Draws, View

_GROUP = "dao_sim.behaviours"


class Behaviour(BaseModel):
    """Parameters are fields, each with its range and unit. `phase` says when it is asked.

    It sees a view that it cannot change, and draws from its own stream; the same view and draws give the same
    acts. It never sends.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str]
    phase: ClassVar[str]

    @property
    def sections(self) -> tuple[str, ...]:
        """What the charter must have for what it proposes to be there: `grants`, `matching`."""
        return ()

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Act]:
        """What `members` (rising indices of accounts: those of its cohorts) do now."""
        raise NotImplementedError


Decision = Callable[[View, int, Callable[[str], float]], Sequence[Act]]
"""What one member does: a view, the member's index, and its uniform draws by what they are for."""


def one_member(phase: str, name: str) -> Callable[[Decision], type[Behaviour]]:
    """Lifts a function that decides for one member to a behaviour that asks it for each of a cohort.

    Slower than columns by some hundred times, and as good where members are few.
    """

    def lift(decision: Decision) -> type[Behaviour]:
        def decide(_self: Behaviour, view: View, members: NDArray[np.int64], draws: Draws) -> list[Act]:
            drawn: dict[str, NDArray[np.float64]] = {}

            def uniform_of(member: int) -> Callable[[str], float]:
                def uniform(what: str = "") -> float:
                    if what not in drawn:
                        drawn[what] = draws.uniform(what)
                    return float(drawn[what][member])

                return uniform

            return [act for member in members.tolist() for act in decision(view, member, uniform_of(member))]

        fields: dict[str, Any] = {
            "name": name,
            "phase": phase,
            "decide": decide,
            "__doc__": decision.__doc__,
            "__module__": decision.__module__,
            "__annotations__": {"name": ClassVar[str], "phase": ClassVar[str]},
        }
        return type(decision.__name__, (Behaviour,), fields)

    return lift


@cache
def known() -> dict[str, type[Behaviour]]:
    """Every behaviour by name. Raises BadInput for one of an unknown phase, or for two of one name."""
    found: dict[str, type[Behaviour]] = {}
    for module in pkgutil.iter_modules(behaviours.__path__):
        loaded = importlib.import_module(f"{behaviours.__name__}.{module.name}")
        _add(found, loaded.BEHAVIOUR)
    for point in entry_points(group=_GROUP):
        _add(found, point.load())
    return found


def named(name: str) -> type[Behaviour]:
    """The behaviour of that name. Raises BadInput, with the nearest, where there is none."""
    if name not in known():
        nearest = difflib.get_close_matches(name, known(), 1)
        hint = f"did you mean {nearest[0]}?" if nearest else f"there are {', '.join(sorted(known()))}"
        raise BadInput("behaviour", "there is no such behaviour", hint=hint, name=name)
    return known()[name]


def _add(found: dict[str, type[Behaviour]], behaviour: type[Behaviour]) -> None:
    if behaviour.phase not in PHASES:
        hint = f"phases are {', '.join(PHASES)}"
        raise BadInput("behaviour", "names no phase", hint=hint, name=behaviour.name, phase=behaviour.phase)
    if behaviour.name in found:
        raise BadInput("behaviour", "two have the same name", name=behaviour.name)
    found[behaviour.name] = behaviour
