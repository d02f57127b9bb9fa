"""Voting for what one likes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.ledger.intents import Vote
from dao_sim.sim.ballots import choice, coming, votes
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.positions import taste_gain
from dao_sim.sim.view import Draws, View


class VoteByTaste(Behaviour):
    """Who comes votes for what is to its taste (`taste_gain`), more surely the more it is.

    For with the probability logistic(gain / temperature): D. McFadden, Conditional Logit Analysis of
    Qualitative Choice Behavior (1974).
    """

    name: ClassVar[str] = "vote_by_taste"
    phase: ClassVar[str] = "vote"

    temperature: Annotated[float, Field(ge=0, le=100)] = 0.1
    """The gain at which odds are e to 1; with 0 nobody errs."""
    band: Annotated[float, Field(ge=0, le=1)] = 0.02
    """Whoever gains or loses less than this abstains."""

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Vote]:
        acts: list[Vote] = []
        for proposal in view.coop.open:
            if len(here := coming(members, proposal)):
                gain = taste_gain(view, proposal.actions)[here]
                uniforms = draws.uniform(f"proposal {proposal.number}")[here] if self.temperature else gain
                supports = choice(gain, uniforms, self.temperature, self.band)
                acts += votes(view, proposal, here, supports)
        return acts


BEHAVIOUR = VoteByTaste
