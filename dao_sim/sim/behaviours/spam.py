"""Proposing for the sake of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.ledger.actions import SetQuorum
from dao_sim.ledger.intents import Propose
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.motions import able, proposed
from dao_sim.sim.view import Draws, View


class Spam(Behaviour):
    """Everybody who has the votes for it proposes, again and again, that the quorum be what it is.

    It costs the others their attention: `turnout.fatigue`.
    """

    name: ClassVar[str] = "spam"
    phase: ClassVar[str] = "propose"

    each: Annotated[int, Field(ge=1, le=1_000)] = 5
    """Proposals of each spammer in an epoch."""

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Propose]:  # noqa: ARG002
        spammers = np.repeat(able(view, members), self.each)
        return proposed(view, spammers, [SetQuorum(bps=view.coop.parameters.quorum)] * len(spammers))


BEHAVIOUR = Spam
