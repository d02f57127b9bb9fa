"""Members propose matching rounds for the latest works, or their makers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from dao_sim.ledger.actions import OpenRound
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.commons import due, latest_works, part_of_treasury, proposal
from dao_sim.sim.plans import Act
from dao_sim.sim.supply import members_of
from dao_sim.sim.view import Draws, Ids, View
from dao_sim.units import Seconds, Wei


class OpenRounds(Behaviour):
    """Every so many epochs one of those who can proposes a round, whose pool is a part of the treasury.

    What members give (`give`) is matched as V. Buterin, Z. Hitzig and E. G. Weyl propose (A Flexible Design
    for Funding Public Goods, Management Science 65, 2019). It takes a charter with `[matching]` and a cap in
    ETH there.
    """

    name: ClassVar[str] = "open_rounds"
    phase: ClassVar[str] = "propose"

    every: int = Field(default=6, ge=1, le=5_200)
    """Epochs from one proposal to the next."""
    first: int = Field(default=2, ge=0, le=5_200)
    """Epoch of the first one."""
    grants: int = Field(default=20, ge=1, le=200)
    """How many there are in a round at most, one a maker."""
    to: Literal["works", "makers"] = "works"
    """What is given is a work's, and shared as what it earns is (the levy included), or its maker's."""
    part: float = Field(default=0.25, ge=0, le=1)
    """Of the treasury that goes into the pool."""
    cap: float = Field(default=0.25, gt=0, le=1)
    """Of the pool that one grant is matched with at most."""
    duration: int = Field(default=2, ge=1, le=520)
    """Epochs for which it is open."""

    @property
    def sections(self) -> tuple[str, ...]:
        return ("matching",)

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        if not due(view, self.every, self.first):
            return []
        works, pool = latest_works(view, self.grants), part_of_treasury(view, self.part, 1)
        if not len(works) or (self.part and not pool):
            return []
        makers, numbers = view.catalogue.maker[works], view.catalogue.number[works]
        opened = OpenRound(
            pool=Wei(pool),
            cap=Wei(part_of_treasury(view, self.part * self.cap, 1)),
            delay=Seconds(0),
            duration=Seconds(self.duration * view.seconds),
            accounts=tuple(makers.tolist()) if self.to == "makers" else (),
            works=tuple(numbers.tolist()) if self.to == "works" else (),
        )
        return proposal(view, members_of(view, members), draws, [opened])


BEHAVIOUR = OpenRounds
