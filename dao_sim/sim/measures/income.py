"""What makers earn, and how unequally."""

from __future__ import annotations

import numpy as np

from dao_sim.sim import portable
from dao_sim.sim.figures import top_share
from dao_sim.sim.measures.common import (
    FAR,
    average,
    earned_by_makers,
    flow,
    inequality,
)
from dao_sim.sim.measures.registry import measure
from dao_sim.sim.state import State


@measure
def gini_income(state: State) -> float | None:
    """Of what makers earned."""
    return inequality(earned_by_makers(state))


@measure
def top_tenth_income(state: State) -> float | None:
    """What the tenth of makers who earned most have of what all earned."""
    earned = earned_by_makers(state)
    return top_share(earned, 0.1) if np.any(earned > 0.0) else None


@measure
def median_income(state: State) -> float | None:
    """ETH that the maker in the middle earned."""
    rising = np.sort(earned_by_makers(state))
    return float(rising[(len(rising) - 1) // 2]) if len(rising) else None


@measure
def income(state: State) -> float | None:
    """ETH that makers earned on average."""
    return average(earned_by_makers(state))


@measure
def makers(state: State) -> float:
    """People who made a work."""
    return float(len(earned_by_makers(state)))


@measure
def take_home(state: State) -> float | None:
    """What reached makers as claims, of what the audience spent."""
    spent = flow(state, "sales")
    return flow(state, "claims") / spent if spent else None


@measure
def far_income_share(state: State) -> float | None:
    """What makers in far-off regions earned, of what all earned."""
    people = state.people
    far = people.remoteness[people.region] >= FAR
    whole = portable.total(state.minds.earned[: people.size])
    return portable.total(state.minds.earned[: people.size][far]) / whole if whole else None


@measure
def surplus(state: State) -> float:
    """ETH that the audience spent, less what making cost: what there is to share, economic benefit."""
    flows = state.record.flows.items()
    signs = {"sales": 1, "costs": -1}
    return sum(signs.get(kind, 0) * amount for (_, _, kind), amount in flows) / 10**18
