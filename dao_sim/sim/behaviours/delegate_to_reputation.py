"""Giving one's votes to those who have a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.ledger.intents import Delegate
from dao_sim.sim import portable
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.delegation import abandoned, best_known, delegations, reconsidering
from dao_sim.sim.view import Draws, View

Part = Annotated[float, Field(ge=0, le=1)]


class DelegateToReputation(Behaviour):
    """Members who think about it give their votes to one of the best known, who keep their own.

    The delegate of rank r is chosen with a chance in proportion to r^−sharpness (G. K. Zipf, Human Behavior
    and the Principle of Least Effort, 1949). Rank is by reputation and tokens. Votes are taken back from a
    delegate who misses votes.
    """

    name: ClassVar[str] = "delegate_to_reputation"
    phase: ClassVar[str] = "delegate"

    willing: Part = 0.5
    """Which part of members ever delegates."""
    rate: Part = 0.1
    """Which part of those thinks about it in an epoch; the others leave everything as it is."""
    candidates: Annotated[int, Field(ge=1, le=100_000)] = 200
    """How many have a name: at most a tenth of the members."""
    sharpness: Annotated[float, Field(ge=0, le=10)] = 1.0
    """How much more the first of them get: with 0 all the same."""
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
        reached = np.add.accumulate(portable.power(np.arange(1.0, len(known) + 1.0), -self.sharpness))
        ranks = np.searchsorted(reached / reached[-1], draws.uniform("whom")[givers], side="right")
        return delegations(view, givers, known[np.minimum(ranks, len(known) - 1)], leaving)


BEHAVIOUR = DelegateToReputation
