"""The firm that owns a platform adopts what it proposed itself, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from dao_sim.ledger.intents import Vote
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act
from dao_sim.sim.view import Draws, Ids, View
from dao_sim.units import Support


class FirmVotes(Behaviour):
    """It votes for its own proposals and against everybody else's, with all tokens that there are.

    A platform's rules are its owner's (T. Gillespie, Custodians of the Internet, 2018).
    """

    name: ClassVar[str] = "firm_votes"
    phase: ClassVar[str] = "vote"

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:  # noqa: ARG002
        if (firm := view.firm) is None or not len(members):
            return []
        return [
            Vote(
                coop=view.coop.place,
                proposal=each.number,
                accounts=np.array([firm]),
                supports=np.array([Support.FOR if each.proposer == firm else Support.AGAINST], dtype=np.int8),
            )
            for each in view.coop.open
            if each.supports[firm] < 0 and each.weight_share[firm] > 0.0
        ]


BEHAVIOUR = FirmVotes
