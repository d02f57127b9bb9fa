"""Asking for the treasury because one has the votes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.ledger.intents import Propose
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.motions import able, payment, proposed
from dao_sim.sim.view import Draws, View


class Whale(Behaviour):
    """A holder of many votes who proposes payments to itself, one at a time.

    Give its cohort `vote_by_interest` with `always = true` and `temperature = 0`, so that all its weight is
    in every vote. (S. Johnson, R. La Porta, F. Lopez-de-Silanes and A. Shleifer, Tunneling, American Economic
    Review 90, 2000.)
    """

    name: ClassVar[str] = "whale"
    phase: ClassVar[str] = "propose"

    part: Annotated[float, Field(ge=0, le=1)] = 0.25
    """Of the treasury, that it asks for."""
    worth: Annotated[float, Field(ge=0, le=1e9)] = 0.1
    """ETH: for a payment of less it does not ask."""

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Propose]:  # noqa: ARG002
        if view.coop.treasury * self.part < self.worth or not view.coop.treasury_amount:
            return []
        waiting = {proposal.proposer for proposal in view.coop.open}
        whales = [account for account in able(view, members).tolist() if account not in waiting]
        wanted = [payment(view, account, self.part) for account in whales]
        return proposed(view, np.array(whales, dtype=np.int64), wanted)


BEHAVIOUR = Whale
