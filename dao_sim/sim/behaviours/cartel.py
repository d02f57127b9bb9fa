"""Voting as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from dao_sim.sim import portable
from dao_sim.sim.ballots import free
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Promise
from dao_sim.sim.positions import money_gain
from dao_sim.sim.view import Draws, View
from dao_sim.units import Support


class Cartel(Behaviour):
    """Members bind each other to vote for what they, taken together, gain by in money.

    That is the sign of the sum of `money_gain`, so that one may get what the others lose less of; where it is
    0 nobody is bound. They need `vote_as_promised`. Of sybils it makes one hand. (M. Olson, The Logic of
    Collective Action, 1965.)
    """

    name: ClassVar[str] = "cartel"
    phase: ClassVar[str] = "bribe"

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Promise]:  # noqa: ARG002
        acts = []
        for proposal in view.coop.open:
            bound = free(members, proposal)
            common = portable.total(money_gain(view, proposal.actions)[bound])
            if common:
                side = Support.FOR if common > 0.0 else Support.AGAINST
                supports = np.full(len(bound), side, dtype=np.int8)
                acts.append(
                    Promise(coop=view.coop.place, proposal=proposal.number, accounts=bound, supports=supports)
                )
        return acts


BEHAVIOUR = Cartel
