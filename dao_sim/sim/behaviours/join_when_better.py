"""Would-be members join when those around them are better off inside than they are outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from dao_sim.sim import portable
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act, Join
from dao_sim.sim.view import Draws, Floats, Ids, View


class JoinWhenBetter(Behaviour):
    """Who is no member and has a class joins with probability `rate` if what it sees passes its threshold.

    It sees the members that it is tied to (all of them, where there are no ties or none is a member): half of
    what it sees is their contentment, half their income x as x / (x + outside). Thresholds are from 0 to
    twice `threshold`, uniformly and for good: some need to see little, some much (M. Granovetter, Threshold
    Models of Collective Behavior, American Journal of Sociology 83, 1978).
    """

    name: ClassVar[str] = "join_when_better"
    phase: ClassVar[str] = "join"

    rate: float = Field(default=0.1, ge=0, le=1)
    """Of joining in an epoch, of those who would."""
    threshold: float = Field(default=0.5, ge=0, le=1)
    """Which people have on average."""
    outside: float = Field(default=0.05, gt=0, le=1e6)
    """ETH per epoch that one earns outside."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        people = view.people
        asked = members[~view.coop.members[members] & (people.member_class[members] != 0)]
        if not len(asked):
            return []
        seen = self._seen(view)[asked]
        now = draws.uniform("join")[asked] < self.rate
        joins = asked[now & (seen > 2.0 * self.threshold * draws.lasting("threshold")[asked])]
        if not len(joins):
            return []
        return [Join(coop=view.coop.place, accounts=joins, classes=people.member_class[joins])]

    def _seen(self, view: View) -> Floats:
        """How much better members around one are, from 0 to 1: (n,)."""
        size = view.people.size
        inside = view.coop.members[:size].astype(np.float64)
        income = view.memory.income[:size]
        content = inside * 0.5 * (view.memory.satisfaction[:size] + income / (income + self.outside))
        count = portable.total(inside)
        everywhere = portable.total(content) / count if count else 0.0
        if view.network is None:
            return np.full(size, everywhere)
        near = np.where(view.network.degrees > 0, view.network.influence(inside), 0.0)
        around = view.network.influence(content)
        return np.where(near > 0.0, around / np.where(near > 0.0, near, 1.0), everywhere)


BEHAVIOUR = JoinWhenBetter
