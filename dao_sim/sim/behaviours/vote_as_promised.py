"""Voting as one has promised, or was paid for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.ledger.intents import Vote
from dao_sim.sim.ballots import able, votes
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.view import Draws, View


class VoteAsPromised(Behaviour):
    """Whoever is bound by a promise (`cartel`, `briber`) comes and votes so; who breaks it stays away.

    Other behaviours of voters leave those alone who are bound.
    """

    name: ClassVar[str] = "vote_as_promised"
    phase: ClassVar[str] = "vote"

    keeps: Annotated[float, Field(ge=0, le=1)] = 1.0
    """The chance that a promise is kept."""

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Vote]:
        acts: list[Vote] = []
        for proposal in view.coop.open:
            here = able(members, proposal)
            here = here[proposal.promised[here] >= 0]
            if len(here) and self.keeps < 1.0:
                here = here[draws.lasting(f"proposal {proposal.number}")[here] < self.keeps]
            acts += votes(view, proposal, here, proposal.promised[here])
        return acts


BEHAVIOUR = VoteAsPromised
