"""What several measures are made of."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dao_sim.ledger.facts import Proposal
from dao_sim.ledger.protocol import CoopFacts
from dao_sim.sim import portable
from dao_sim.sim.figures import gini, mean, spread
from dao_sim.sim.state import State
from dao_sim.sim.view import Floats, Ids
from dao_sim.units import MemberClass, ProposalState

FAR = 0.5
"""From this remoteness on a region is far off."""

PASSED = {ProposalState.SUCCEEDED, ProposalState.QUEUED, ProposalState.EXECUTED}
DECIDED = {*PASSED, ProposalState.DEFEATED}


def earned_by_makers(state: State) -> Floats:
    """ETH that each maker earned."""
    people = state.people.size
    return state.minds.earned[:people][state.minds.works[:people] > 0]


def creators_of(state: State) -> Ids:
    """Accounts of all who are creators, whether they made or earned anything or not."""
    return np.flatnonzero(state.people.member_class == MemberClass.CREATOR)


def flow(state: State, kind: str) -> float:
    """ETH of a kind over all epochs and co-ops."""
    return (
        sum(amount for (_, _, named), amount in sorted(state.record.flows.items()) if named == kind) / 10**18
    )


def proposals_of(state: State) -> Iterator[tuple[CoopFacts, Proposal]]:
    """All that were made in this run, with the co-op's facts."""
    for place, facts in enumerate(state.ledger.coops):
        for number in state.proposals(place):
            yield facts, facts.proposal(number)


def effective_number(kinds: Ids) -> float | None:
    """Of kinds (numbers from 0): the inverse of the chance that two are of one (Hill 1973)."""
    if not len(kinds):
        return None
    shares = np.bincount(kinds) / len(kinds)
    return 1.0 / portable.total(shares * shares)


def average(values: Floats) -> float | None:
    """The mean; None of no values."""
    return mean(values) if len(values) else None


def inequality(values: Floats) -> float | None:
    """Gini's, of who has something; None where nobody has."""
    return gini(values) if np.any(values > 0.0) else None


def apart(points: Floats) -> float | None:
    """How far two are apart, drawn at random (Rao 1982); None of no points."""
    return spread(points) if len(points) else None


def gini_of_all(values: Floats) -> float | None:
    """As `gini`, those who have nothing counted too: of k of n who have something, 1 − k/n + k/n · gini."""
    part = np.count_nonzero(values) / len(values) if len(values) else 0.0
    return 1.0 - part + part * gini(values) if part else None


def share(part: float, whole: float) -> float | None:
    """A part of a whole; None where that is nothing."""
    return part / whole if whole else None
