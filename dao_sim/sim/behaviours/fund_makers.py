"""Members propose that the treasury pays makers, for nothing in return: flat grants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from dao_sim.ledger.actions import PayOut
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.commons import due, latest_works, needy, part_of_treasury, promising, proposal
from dao_sim.sim.plans import Act
from dao_sim.sim.supply import members_of
from dao_sim.sim.view import Draws, Ids, View
from dao_sim.units import Wei


class FundMakers(Behaviour):
    """Every so many epochs one of those who can proposes equal payments to makers, in one proposal."""

    name: ClassVar[str] = "fund_makers"
    phase: ClassVar[str] = "propose"

    every: int = Field(default=4, ge=1, le=5_200)
    """Epochs from one proposal to the next."""
    first: int = Field(default=2, ge=0, le=5_200)
    """Epoch of the first one."""
    makers: int = Field(default=5, ge=1, le=50)
    """How many are paid."""
    part: float = Field(default=0.25, ge=0, le=1)
    """Of the treasury that they get together; with 0 nothing is proposed."""
    to: Literal["needy", "promising", "latest"] = "needy"
    """Those who earned least, those whose works are best, or those of the latest works (as `open_rounds`)."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        if not due(view, self.every, self.first):
            return []
        paid = self._paid(view, draws).tolist()
        amount = Wei(part_of_treasury(view, self.part, len(paid))) if paid else Wei(0)
        payments = [PayOut(account=account, amount=amount) for account in paid if amount]
        return proposal(view, members_of(view, members), draws, payments)

    def _paid(self, view: View, draws: Draws) -> Ids:
        if self.to == "latest":
            return view.catalogue.maker[latest_works(view, self.makers)]
        return (needy if self.to == "needy" else promising)(view, draws, self.makers)


BEHAVIOUR = FundMakers
