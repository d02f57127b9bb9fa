"""Members propose another levy: once, at a given epoch, or as the treasury fills and empties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from dao_sim.coop.quantities import percent
from dao_sim.ledger.actions import SetLevy
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.commons import due, proposal
from dao_sim.sim.economy import as_percent
from dao_sim.sim.plans import Act
from dao_sim.sim.supply import members_of
from dao_sim.sim.view import Draws, Ids, View
from dao_sim.units import Bps


class SetLevyByRule(Behaviour):
    """With `at`, one of those who can proposes the levy `to` in that epoch.

    Else, every so many epochs, a levy that is `step` higher while the treasury has less than `least`, and
    `step` lower while it has more than `most`, within 0 and `to`: a rule that holds a reserve.
    """

    name: ClassVar[str] = "set_levy"
    phase: ClassVar[str] = "propose"

    at: int | None = Field(default=None, ge=0, le=5_200)
    """Epoch of the only proposal."""
    to: Annotated[int, percent("30%"), as_percent] = 2_000
    """The levy that is proposed, or the highest one; contracts allow 30 % at most. 20 % by default."""
    every: int = Field(default=4, ge=1, le=5_200)
    """Epochs from one proposal to the next."""
    first: int = Field(default=2, ge=0, le=5_200)
    """Epoch of the first one."""
    step: Annotated[int, percent("30%"), as_percent] = 100
    """By which it changes; 1 % (of sales) by default."""
    least: float = Field(default=1.0, ge=0, le=1e9)
    """ETH in the treasury that are too little."""
    most: float = Field(default=10.0, ge=0, le=1e9)
    """ETH in the treasury that are too much."""

    @model_validator(mode="after")
    def _ordered(self) -> SetLevyByRule:
        if self.least > self.most:
            raise ValueError(f"least: must be at most what `most` says, {self.most:g}")
        return self

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        levy = self._levy(view)
        if levy == view.coop.parameters.levy:
            return []
        return proposal(view, members_of(view, members), draws, [SetLevy(bps=Bps(levy))])

    def _levy(self, view: View) -> int:
        """The present one where nothing is to be proposed."""
        now, treasury = int(view.coop.parameters.levy), view.coop.treasury
        if self.at is not None:
            return self.to if view.epoch == self.at else now
        if not due(view, self.every, self.first):
            return now
        if treasury < self.least:
            return max(min(now + self.step, self.to), now)
        return max(now - self.step, 0) if treasury > self.most else now


BEHAVIOUR = SetLevyByRule
