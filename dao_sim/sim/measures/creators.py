"""What creators have, whether they make anything or not."""

from __future__ import annotations

import numpy as np

from dao_sim.sim import portable
from dao_sim.sim.measures.common import (
    average,
    creators_of,
    gini_of_all,
    share,
)
from dao_sim.sim.measures.registry import measure
from dao_sim.sim.state import State


@measure
def creator_income(state: State) -> float | None:
    """ETH that creators earned or were paid on average, whether they made anything or not."""
    return average(state.minds.earned[creators_of(state)])


@measure
def market_income(state: State) -> float | None:
    """ETH that works and gifts brought creators on average: without what came of common money."""
    creators = creators_of(state)
    return average(state.minds.earned[creators] - state.minds.common[creators])


@measure
def creator_net_income(state: State) -> float | None:
    """ETH that creators earned or were paid on average, less what making cost them."""
    creators = creators_of(state)
    return average(state.minds.earned[creators] - state.minds.costs[creators])


@measure
def gini_creators(state: State) -> float | None:
    """Of what creators earned or were paid, those with nothing counted too."""
    return gini_of_all(state.minds.earned[creators_of(state)])


@measure
def gini_between_coops(state: State) -> float | None:
    """Of what creators who live in each co-op earned on average, over co-ops; 0 of one co-op."""
    creators, coops = creators_of(state), len(state.ledger.coops)
    home, earned = state.people.region[creators] % coops, state.minds.earned[creators]
    heads = np.bincount(home, minlength=coops)
    return gini_of_all(portable.totals(earned, home, coops)[heads > 0] / heads[heads > 0])


@measure
def bottom_half_income(state: State) -> float | None:
    """What the half of creators who earned least have of what all creators earned, who made nothing too."""
    rising = np.sort(state.minds.earned[creators_of(state)])
    return share(portable.total(rising[: len(rising) // 2]), portable.total(rising))
