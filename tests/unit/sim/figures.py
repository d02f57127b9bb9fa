"""What could be measured of a replication."""

from __future__ import annotations

from dao_sim.sim.measures import all_of
from dao_sim.sim.state import State


def figures_of(state: State) -> dict[str, float]:
    """Every measure that there was something for."""
    return {name: value for name, value in all_of(state).items() if value is not None}
