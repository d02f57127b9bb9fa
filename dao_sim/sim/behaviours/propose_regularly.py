"""Proposing as a matter of routine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.ledger.intents import Propose
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.motions import About, able, motion, proposed
from dao_sim.sim.view import Draws, View

WEEK = 604_800


class ProposeRegularly(Behaviour):
    """So many proposals a week, each of another proposer of those who have the votes, whatever happens.

    Who proposes is drawn; what is proposed goes round in the order of `about`.
    """

    name: ClassVar[str] = "propose_regularly"
    phase: ClassVar[str] = "propose"

    each_week: Annotated[int, Field(ge=0, le=1_000)] = 2
    about: Annotated[tuple[About, ...], Field(min_length=1)] = ("levy", "quorum")
    """What is proposed, in turns."""
    step: Annotated[int, Field(ge=1, le=10_000)] = 100
    """Basis points that one proposal changes at most."""
    part: Annotated[float, Field(ge=0, le=1)] = 0.01
    """Of the treasury, that a payment asks for."""

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Propose]:
        before = view.epoch * view.seconds * self.each_week // WEEK
        until = (view.epoch + 1) * view.seconds * self.each_week // WEEK
        proposers = able(view, members) if until > before else members[:0]
        if not len(proposers):
            return []
        drawn = np.array(
            [
                proposers[draws.uniform("who", turn - before)[proposers].argmin()]
                for turn in range(before, until)
            ]
        )
        wanted = [
            motion(view, who, self.about[turn % len(self.about)], step=self.step, part=self.part)
            for turn, who in zip(range(before, until), drawn.tolist(), strict=True)
        ]
        return proposed(view, drawn, wanted)


BEHAVIOUR = ProposeRegularly
