"""Who comes to a vote: by habit, stakes, cost, and how close it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.sim import portable
from dao_sim.sim.ballots import able
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Attend
from dao_sim.sim.view import Draws, Floats, Ids, Open, View

Effect = Annotated[float, Field(ge=-30, le=30)]
"""A logarithm of odds."""
_CERTAIN = 2.0**-53
"""What is left of a habit is left out below this."""
_HALF = 2.0**-54


class Turnout(Behaviour):
    """Who has votes comes to an open vote by habit, stakes, cost and closeness.

    With the probability

        logistic(base + habit·h + stakes·ln(weight / mean weight) + salience·u − cost·(gas of a vote / money)
                 + closeness·(1 − |for − against|) − fatigue·ln(votes open now)).

    h starts at 0 and moves by `memory` of the way to 1 with every vote that one took part in, to 0 with every
    other; u is standard normal, one for each proposal; for and against are of all votes, so far. Base, habit,
    stakes, salience and memory are what `dao-sim calibrate` fits; the calculus is W. H. Riker and P. C.
    Ordeshook, A Theory of the Calculus of Voting, American Political Science Review 62 (1968). Everybody has
    one chance for each proposal, drawn once: a vote that is open for several epochs brings in more only as it
    gets closer.
    """

    name: ClassVar[str] = "turnout"
    phase: ClassVar[str] = "attend"

    base: Effect = -1.0
    """Of a member with no habit and a mean weight, on a proposal like most."""
    habit: Effect = 1.5
    """Added for who always votes."""
    stakes: Effect = 0.3
    """Added per factor e of weight over the mean."""
    salience: Annotated[float, Field(ge=0, le=30)] = 0.0
    """The standard deviation of what a proposal adds for everybody."""
    memory: Annotated[float, Field(ge=0.1, le=1)] = 0.5
    """How far one proposal moves a habit: 1 remembers the last one only."""
    cost: Annotated[float, Field(ge=0, le=1e6)] = 1.0
    """Taken off where a vote's gas costs all that one has."""
    closeness: Effect = 0.0
    """Added where for and against are even, beside where all votes are on one side."""
    fatigue: Annotated[float, Field(ge=0, le=30)] = 0.0
    """Taken off per factor e of the number of proposals that are open at once."""

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Attend]:
        proposals = view.coop.open
        if not proposals or not len(members):
            return []
        own = self._own(view, members, len(proposals))
        acts, before, score = [], None, own
        for proposal, effect in zip(proposals, self._of(proposals, draws), strict=True):
            if before is None or not np.array_equal(before.weight_share, proposal.weight_share):
                score = own + self.stakes * _stakes(proposal, members) if self.stakes else own
                before = proposal
            chance = portable.logistic(score + effect)
            willing = members[draws.lasting(f"proposal {proposal.number}")[members] < chance]
            if len(came := able(willing, proposal)):
                acts.append(Attend(coop=view.coop.place, proposal=proposal.number, accounts=came))
        return acts

    def _own(self, view: View, members: Ids, proposals: int) -> Floats:
        """What is the member's, whatever is voted on."""
        crowd = self.fatigue * float(portable.log(np.array([float(proposals)]))[0])
        own = np.full(len(members), self.base - crowd)
        if self.habit:
            own = own + self.habit * habits(view.memory.recent[members], self.memory)
        if self.cost and view.vote_cost:
            own = own - self.cost * (view.vote_cost / np.maximum(view.money[members], 1e-18))
        return own

    def _of(self, proposals: Sequence[Open], draws: Draws) -> list[float]:
        """What is each proposal's, whoever is asked."""
        margins = [abs(each.for_share - each.against_share) for each in proposals]
        effects = self.closeness * (1.0 - np.array(margins))
        if self.salience:
            drawn = [draws.of_all(f"salience of proposal {each.number}") for each in proposals]
            effects = effects + self.salience * portable.normal_quantile(np.maximum(drawn, _HALF))
        listed: list[float] = effects.tolist()
        return listed


def habits(recent: NDArray[np.uint64], memory: float) -> Floats:
    """How far each has the habit, h: the sum of memory·(1 − memory)^k over the votes taken part in, k ago."""
    terms = np.zeros(8)
    left = 1.0
    for bit in range(8):
        terms[bit] = memory * left
        left *= 1.0 - memory
    table = np.zeros(256)
    for bit in range(8):
        table += (np.arange(256) >> bit & 1) * terms[bit]
    whole, scale = np.zeros(len(recent)), 1.0
    for place in range(8):
        byte = (recent >> np.uint64(8 * place) & np.uint64(255)).astype(np.int64)
        whole = whole + scale * table[byte]
        scale *= left
        if scale < _CERTAIN:
            break
    return whole


def _stakes(proposal: Open, members: Ids) -> Floats:
    """The logarithm of each one's weight over the mean's; 0 for who has none, and cannot come."""
    weights = proposal.weight_share[members] * float(np.count_nonzero(proposal.weight_share))
    return portable.log(np.where(weights > 0.0, weights, 1.0))


BEHAVIOUR = Turnout
