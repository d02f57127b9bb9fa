"""Measures by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dao_sim.errors import BadInput
from dao_sim.sim.state import State
from dao_sim.sim.validation import nearest

Measure = Callable[[State], float]
MEASURES: dict[str, Measure] = {}


def measure(function: Measure) -> Measure:
    """Registers a measure under its function's name. Its docstring says what it is, and its unit."""
    MEASURES[function.__name__] = function
    return function


def all_of(state: State) -> dict[str, float]:
    """Every measure of a replication that is over."""
    return {name: float(function(state)) for name, function in MEASURES.items()}


def asked(state: State, names: Sequence[str]) -> dict[str, float]:
    """Those measures. Raises BadInput, with the nearest, for one that there is not."""
    check(names)
    return {name: float(MEASURES[name](state)) for name in names}


def check(names: Sequence[str]) -> None:
    """Raises BadInput, with the nearest, for a measure that there is not."""
    for name in names:
        if name not in MEASURES:
            raise BadInput("measure", "there is no such measure", hint=nearest(name, MEASURES), name=name)
