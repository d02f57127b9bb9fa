"""Who is there, and how content."""

from __future__ import annotations

import numpy as np

from dao_sim.sim.measures.common import apart, average
from dao_sim.sim.measures.registry import measure
from dao_sim.sim.state import State


@measure
def members_final(state: State) -> float:
    """Members at the end, over all co-ops."""
    return float(sum(int(facts.members().sum()) for facts in state.ledger.coops))


@measure
def satisfaction(state: State) -> float | None:
    """How content members are at the end, from 0 to 1."""
    belongs = np.any([facts.members() for facts in state.ledger.coops], axis=0)
    return average(state.minds.satisfaction[belongs])


@measure
def variety_of_members(state: State) -> float | None:
    """How far apart the tastes of two members are, squared, on average."""
    belongs = np.any([facts.members() for facts in state.ledger.coops], axis=0)[: state.people.size]
    return apart(state.people.taste[belongs])


@measure
def refused(state: State) -> float:
    """Acts that the ledger refused."""
    return float(sum(state.record.refused.values()))
