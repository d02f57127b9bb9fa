"""Voting for what pays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.ledger.intents import Vote
from dao_sim.sim.ballots import choice, coming, free, votes
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.positions import interest_gain
from dao_sim.sim.view import Draws, View


class VoteByInterest(Behaviour):
    """Who comes votes for what brings it money (`interest_gain`), more surely the more it is.

    For with the probability logistic(gain / temperature), as in `vote_by_taste`.
    """

    name: ClassVar[str] = "vote_by_interest"
    phase: ClassVar[str] = "vote"

    temperature: Annotated[float, Field(ge=0, le=100)] = 0.1
    """The gain at which odds are e to 1; with 0 nobody errs."""
    band: Annotated[float, Field(ge=0, le=1)] = 0.02
    """Whoever gains or loses less than this abstains."""
    always: bool = False
    """Whether they vote even if they did not mean to come: so whales do."""

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Vote]:
        acts: list[Vote] = []
        for proposal in view.coop.open:
            here = free(members, proposal) if self.always else coming(members, proposal)
            if len(here):
                gain = interest_gain(view, proposal.actions)[here]
                uniforms = draws.uniform(f"proposal {proposal.number}")[here] if self.temperature else gain
                supports = choice(gain, uniforms, self.temperature, self.band)
                acts += votes(view, proposal, here, supports)
        return acts


BEHAVIOUR = VoteByInterest
