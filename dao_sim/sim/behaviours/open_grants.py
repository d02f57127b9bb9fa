"""Members propose grants that are paid milestone by milestone as reviewers accept them, or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from dao_sim.ledger.actions import Action, OpenGrant, PayOut, Stage
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.commons import due, part_of_treasury, promising, proposal
from dao_sim.sim.plans import Act
from dao_sim.sim.supply import members_of
from dao_sim.sim.view import Draws, Ids, View
from dao_sim.units import BPS, Seconds, Wei


class OpenGrants(Behaviour):
    """Every so many epochs one of those who can proposes grants to the makers whose works are best.

    With `upfront` the same makers get the same sums at once, by which the two are compared (B. Holmström,
    Moral Hazard and Observability, Bell Journal of Economics 10, 1979). Reviewers are drawn by lot from the
    members with the best names. It takes a charter with `[grants]`, and a cap in ETH under `[treasury]`.
    """

    name: ClassVar[str] = "open_grants"
    phase: ClassVar[str] = "propose"

    every: int = Field(default=8, ge=1, le=5_200)
    """Epochs from one proposal to the next."""
    first: int = Field(default=2, ge=0, le=5_200)
    """Epoch of the first one."""
    grants: int = Field(default=3, ge=1, le=20)
    """How many makers get one."""
    part: float = Field(default=0.25, gt=0, le=1)
    """Of the treasury that they get together."""
    stages: int = Field(default=3, ge=1, le=12)
    """Milestones of a grant, each of which pays as much."""
    apart: int = Field(default=2, ge=2, le=52)
    """Epochs from acceptance to the first milestone's deadline, and from each to the next."""
    review: int = Field(default=2, ge=2, le=52)
    """Epochs in which a milestone is reviewed; reviewers speak in the last but one."""
    reviewers: int = Field(default=3, ge=1, le=9)
    bond: float = Field(default=0.0, ge=0, le=1)
    """What a grantee puts up, as a part of the grant."""
    upfront: bool = False
    """Whether everything is paid at once, and reviewed by nobody."""

    @property
    def sections(self) -> tuple[str, ...]:
        return () if self.upfront else ("grants",)

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        if not due(view, self.every, self.first):
            return []
        grantees = promising(view, draws, self.grants).tolist()
        stage = Wei(part_of_treasury(view, self.part, len(grantees) * self.stages)) if grantees else Wei(0)
        offers = (
            [
                self._grant(view, grantee, self._reviewers(view, draws, grantee, nth), stage)
                for nth, grantee in enumerate(grantees)
            ]
            if stage
            else []
        )
        return proposal(view, members_of(view, members), draws, [each for each in offers if each])

    def _grant(self, view: View, grantee: int, reviewers: tuple[int, ...], stage: Wei) -> Action | None:
        """None where nobody could review it."""
        whole = Wei(stage * self.stages)
        if self.upfront:
            return PayOut(account=grantee, amount=whole)
        if not reviewers:
            return None
        return OpenGrant(
            grantee=grantee,
            reviewers=reviewers,
            stages=tuple(
                Stage(amount=stage, due=Seconds((at + 1) * self.apart * view.seconds))
                for at in range(self.stages)
            ),
            review_period=Seconds(self.review * view.seconds),
            bond=Wei(whole * int(np.rint(self.bond * BPS)) // BPS),
        )

    def _reviewers(self, view: View, draws: Draws, grantee: int, nth: int) -> tuple[int, ...]:
        """Members of the best names, of whom three times as many are asked as are needed."""
        size = view.people.size
        here = np.flatnonzero(view.coop.members[:size])
        here = here[here != grantee]
        chance = draws.uniform("reviewer", nth)
        best = here[np.lexsort((chance[here], -view.memory.reputation[here]))[: 3 * self.reviewers]]
        drawn = best[np.argsort(chance[best], kind="stable")]
        return tuple(drawn[: self.reviewers].tolist())


BEHAVIOUR = OpenGrants
