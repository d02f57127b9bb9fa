"""Proposing because one is not content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.ledger.intents import Propose
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.motions import About, able, changes, motion, proposed
from dao_sim.sim.view import Draws, View

Part = Annotated[float, Field(ge=0, le=1)]


class ProposeWhenDissatisfied(Behaviour):
    """Members who are not content, and have the votes it takes, propose what they would have instead.

    Voice, in A. O. Hirschman, Exit, Voice, and Loyalty (1970).
    """

    name: ClassVar[str] = "propose_when_dissatisfied"
    phase: ClassVar[str] = "propose"

    about: About = "levy"
    """The levy or quorum they would have, or a payment to themselves."""
    below: Part = 0.45
    """Who is less satisfied than this is not content."""
    rate: Part = 0.1
    """The chance that such a member is ready to propose in an epoch."""
    at_once: Annotated[int, Field(ge=1, le=1_000)] = 3
    """So many proposals may be open; nobody adds to them."""
    step: Annotated[int, Field(ge=1, le=10_000)] = 500
    """Basis points that one proposal changes at most."""
    part: Part = 0.02
    """Of the treasury, that a payment asks for."""

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Propose]:
        room = self.at_once - len(view.coop.open)
        angry = members[view.coop.members[members] & (view.memory.satisfaction[members] < self.below)]
        if room <= 0 or not len(angry):
            return []
        chance = draws.uniform()
        ready = able(view, angry[chance[angry] < self.rate])
        first = ready[np.argsort(chance[ready], kind="stable")[:room]]
        wanted = [
            motion(view, account, self.about, step=self.step, part=self.part) for account in first.tolist()
        ]
        kept = [row for row, action in enumerate(wanted) if changes(view, action)]
        return proposed(view, first[kept], [wanted[row] for row in kept])


BEHAVIOUR = ProposeWhenDissatisfied
