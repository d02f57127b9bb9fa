"""Voting as those vote whom one knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from dao_sim.ledger.intents import Vote
from dao_sim.sim.ballots import choice, coming, votes
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.positions import taste_gain
from dao_sim.sim.view import Draws, Floats, Open, View
from dao_sim.units import Support

Part = Annotated[float, Field(ge=0, le=1)]
_SIDES = np.array([-1.0, 1.0, 0.0])
"""Where a ballot stands, by its `Support`."""


class VoteWithNeighbours(Behaviour):
    """Who comes votes with the majority of its strong ties, its weak ties and itself, in these proportions.

    A neighbour stands where it voted, else where its taste puts it, wholly for or against. Who knows nobody
    votes by taste. P. F. Lazarsfeld, B. Berelson and H. Gaudet, The People's Choice (1944), for votes that
    travel along ties.
    """

    name: ClassVar[str] = "vote_with_neighbours"
    phase: ClassVar[str] = "vote"

    strong: Part = 0.5
    """What the mean of the strong ties counts; 1 − strong − weak is one's own."""
    weak: Part = 0.3
    """What the mean of the weak ties counts."""
    band: Part = 0.02
    """Whose neighbourhood is more even than this abstains."""

    @model_validator(mode="after")
    def _fits(self) -> VoteWithNeighbours:
        if self.strong + self.weak > 1.0:
            raise ValueError("weak: must not be more than 1 together with strong")
        return self

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Vote]:  # noqa: ARG002
        acts: list[Vote] = []
        for proposal in view.coop.open:
            if len(here := coming(members, proposal)):
                position = _positions(view, proposal)
                if view.network is not None:
                    position = view.network.step(position, strong=self.strong, weak=self.weak)
                acts += votes(view, proposal, here, choice(position[here], position[here], 0.0, self.band))
        return acts


def _positions(view: View, proposal: Open) -> Floats:
    supports = proposal.supports[: view.people.size]
    lean = np.sign(taste_gain(view, proposal.actions))
    return np.where(supports >= Support.AGAINST, _SIDES[supports], lean)


BEHAVIOUR = VoteWithNeighbours
