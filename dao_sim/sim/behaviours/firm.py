"""The firm that owns a platform raises its cut, and takes its profit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from dao_sim.coop.quantities import percent
from dao_sim.ledger.actions import Action, PayOut, SetLevy
from dao_sim.ledger.intents import Propose
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.commons import due, part_of_treasury
from dao_sim.sim.economy import as_percent
from dao_sim.sim.plans import Act
from dao_sim.sim.view import Draws, Ids, View
from dao_sim.units import Bps, Wei


class Firm(Behaviour):
    """Raises its cut (the levy) by `step` every so many epochs until it is `target`, and takes profit.

    Who has customers that are locked in asks them for more than who has yet to win them (J. Farrell and
    P. Klemperer, Coordination and Lock-In, Handbook of Industrial Organization 3, 2007). Of a scenario whose
    organisation is a platform; in a co-op there is no firm, and nothing happens. The firm is in no cohort:
    `cohorts` only say of whom somebody must be there for it to act. It adopts its proposals with
    `firm_votes`. Contracts allow a levy of 30 % at most, so that is the highest cut.
    """

    name: ClassVar[str] = "firm"
    phase: ClassVar[str] = "propose"

    target: Annotated[int, percent("30%"), as_percent] = 3_000
    """30 % by default."""
    step: Annotated[int, percent("30%"), as_percent] = 200
    """2 % (of sales) by default."""
    every: int = Field(default=4, ge=1, le=5_200)
    """Epochs from one change to the next."""
    first: int = Field(default=2, ge=0, le=5_200)
    """Epoch of the first one: until then the cut is what `organisation.cut` says."""
    profit: float = Field(default=0.0, ge=0, le=1)
    """Part of the treasury that the firm pays itself at the same times, which takes a cap in ETH under
    `charter.treasury`; the rest is kept."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:  # noqa: ARG002
        if view.firm is None or not len(members) or not due(view, self.every, self.first):
            return []
        motions = [(action,) for action in self._actions(view, view.firm)]
        if not motions:
            return []
        accounts = np.full(len(motions), view.firm, dtype=np.int64)
        return [Propose(coop=view.coop.place, accounts=accounts, actions=motions)]

    def _actions(self, view: View, firm: int) -> list[Action]:
        now = int(view.coop.parameters.levy)
        cut = now + max(min(self.target - now, self.step), -self.step)
        profit = part_of_treasury(view, self.profit, 1)
        actions: list[Action] = []
        if cut != now:
            actions.append(SetLevy(bps=Bps(cut)))
        if profit:
            actions.append(PayOut(account=firm, amount=Wei(profit)))
        return actions


BEHAVIOUR = Firm
