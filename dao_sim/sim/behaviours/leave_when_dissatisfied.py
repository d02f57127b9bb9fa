"""Members who have been discontent for long enough leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act, Leave
from dao_sim.sim.supply import members_of
from dao_sim.sim.view import Draws, Ids, View


class LeaveWhenDissatisfied(Behaviour):
    """A member leaves with probability rate × (level − satisfaction) / level × (1 − loyalty × engagement).

    Who is discontent leaves or speaks up, and the loyal wait longer (A. O. Hirschman, Exit, Voice, and
    Loyalty, 1970): speaking up is `propose_when_dissatisfied`.
    """

    name: ClassVar[str] = "leave_when_dissatisfied"
    phase: ClassVar[str] = "join"

    rate: float = Field(default=0.1, ge=0, le=1)
    """Of leaving in an epoch, of those who are content with nothing and loyal to nobody."""
    level: float = Field(default=0.3, gt=0, le=1)
    """From this satisfaction on nobody leaves."""
    loyalty: float = Field(default=0.5, ge=0, le=1)
    """How far engagement keeps people."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        here = members_of(view, members)
        short = np.maximum(self.level - view.memory.satisfaction[here], 0.0) / self.level
        chance = self.rate * short * (1.0 - self.loyalty * view.people.engagement[here])
        leavers = here[draws.uniform("leave")[here] < chance]
        return [Leave(coop=view.coop.place, accounts=leavers)] if len(leavers) else []


BEHAVIOUR = LeaveWhenDissatisfied
