"""Measures by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dao_sim.errors import BadInput
from dao_sim.sim.state import State
from dao_sim.sim.validation import nearest

Measure = Callable[[State], float | None]
"""None where there is nothing to measure."""
MEASURES: dict[str, Measure] = {}


def measure(function: Measure) -> Measure:
    """Registers a measure under its function's name. Its docstring says what it is, and its unit."""
    MEASURES[function.__name__] = function
    return function


def meaning(name: str) -> str:
    """What a measure is, in a sentence or two; "" for one that is not among these."""
    told = MEASURES[name].__doc__ if name in MEASURES else None
    return " ".join((told or "").partition("\n\n")[0].split())


def all_of(state: State) -> dict[str, float | None]:
    """Every measure of a replication that is over; None where there was nothing to measure."""
    return {name: function(state) for name, function in MEASURES.items()}


def check(names: Sequence[str]) -> None:
    """Raises BadInput, with the nearest, for a measure that there is not."""
    for name in names:
        if name not in MEASURES:
            raise BadInput("measure", "there is no such measure", hint=nearest(name, MEASURES), name=name)
