"""Giving one's votes to somebody like oneself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.ledger.intents import Delegate
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.delegation import abandoned, best_known, delegations, reconsidering
from dao_sim.sim.networks import Network
from dao_sim.sim.view import Draws, Floats, Ids, View

Part = Annotated[float, Field(ge=0, le=1)]
_FAR = 1e9


class DelegateToProximity(Behaviour):
    """Members who think about it give their votes to the neighbour whose taste is nearest, if it votes.

    A neighbour that let its last vote pass is none. Who has no neighbour left names the nearest of the best
    known, who keep their own votes. As in spatial models of representation: A. Downs, An Economic Theory of
    Democracy (1957). Votes are taken back from a delegate who misses votes.
    """

    name: ClassVar[str] = "delegate_to_proximity"
    phase: ClassVar[str] = "delegate"

    willing: Part = 0.5
    """Which part of members ever delegates."""
    rate: Part = 0.1
    """Which part of those thinks about it in an epoch; the others leave everything as it is."""
    candidates: Annotated[int, Field(ge=1, le=1_000)] = 30
    """How many are known to everybody: at most a tenth of the members."""
    wealth: Part = 0.3
    """What a holder's tokens count for its name; the rest is reputation."""
    misses: Annotated[int, Field(ge=0, le=63)] = 3
    """After so many missed votes in a row a delegate loses those who gave it theirs; 0 for never."""

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Delegate]:
        leaving = abandoned(view, members, misses=self.misses)
        givers = reconsidering(view, members, draws, willing=self.willing, rate=self.rate)
        known = best_known(view, draws, candidates=self.candidates, wealth=self.wealth)
        givers = givers[~np.isin(givers, known)]
        if not len(givers):
            return delegations(view, givers, givers, leaving)
        named = _nearest_known(view, givers, known)
        if view.network is not None:
            near = _nearest_neighbour(view, view.network, givers)
            named = np.where(near >= 0, near, named)
        return delegations(view, givers, named, leaving)


def _nearest_known(view: View, givers: Ids, known: Ids) -> Ids:
    taste = view.people.taste
    best, nearest = np.full(len(givers), known[0]), _apart(taste, givers, known[0])
    for candidate in known[1:]:
        apart = _apart(taste, givers, candidate)
        best = np.where(apart < nearest, candidate, best)
        nearest = np.minimum(apart, nearest)
    return best


def _nearest_neighbour(view: View, network: Network, givers: Ids) -> Ids:
    """−1 for who has none that votes."""
    counts = network.degrees[givers]
    if not counts.any():
        return np.full(len(givers), -1)
    rows = np.repeat(np.arange(len(givers)), counts)
    ends = np.add.accumulate(counts)
    places = np.arange(ends[-1]) - (ends - counts)[rows] + network.offsets[givers][rows]
    others = network.neighbours[places]
    votes = view.coop.members[others] & (view.memory.voted[others] | (view.memory.asked[others] == 0))
    apart = np.where(votes, _apart(view.people.taste, givers[rows], others), _FAR)
    order = np.lexsort((apart, rows))
    tied = counts > 0
    first = order[(ends - counts)[tied]]
    nearest = np.full(len(givers), -1)
    nearest[tied] = np.where(apart[first] < _FAR, others[first], -1)
    return nearest


def _apart(taste: Floats, ones: Ids, others: Ids | np.int64) -> Floats:
    """Squared distances."""
    apart = np.zeros(len(ones))
    for dimension in range(taste.shape[1]):
        gap = taste[ones, dimension] - taste[others, dimension]
        apart = apart + gap * gap
    return apart


BEHAVIOUR = DelegateToProximity
