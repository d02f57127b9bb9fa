"""Belonging for what it brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act, Join, Leave
from dao_sim.sim.view import Draws, View

Ether = Annotated[float, Field(ge=0, le=1e9)]


class FreeRider(Behaviour):
    """Joins while there is something to be had, leaves when there is not, and does nothing else.

    Who has no other behaviour never votes and never makes anything; it counts in every quorum by heads, and
    in what comes back to members. (M. Olson, The Logic of Collective Action, 1965.)
    """

    name: ClassVar[str] = "free_rider"
    phase: ClassVar[str] = "join"

    worth: Ether = 0.05
    """ETH of the treasury by head from which it is worth it to join."""
    gone: Ether = 0.01
    """ETH of the treasury by head below which they leave."""

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Act]:  # noqa: ARG002
        place, inside = view.coop.place, view.coop.members[members]
        head = view.coop.treasury / max(int(np.count_nonzero(view.coop.members)), 1)
        classes = view.people.member_class[members]
        outside = ~inside & (classes > 0)
        if head >= self.worth and outside.any():
            return [Join(coop=place, accounts=members[outside], classes=classes[outside])]
        if head < self.gone and inside.any():
            return [Leave(coop=place, accounts=members[inside])]
        return []


BEHAVIOUR = FreeRider
