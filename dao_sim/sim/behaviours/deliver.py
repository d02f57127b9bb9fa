"""Grantees take grants, and do the work that they are paid for, or only say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from dao_sim.coop.grants import GrantState
from dao_sim.ledger.facts import Grant, Milestone, MilestoneState
from dao_sim.ledger.intents import NOBODY, AcceptGrant
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.commons import nearly_over
from dao_sim.sim.plans import Act, Create, Deliver
from dao_sim.sim.supply import usual_domains
from dao_sim.sim.view import Draws, Ids, View


class DeliverGrants(Behaviour):
    """Who is paid by milestones works with probability diligence + (1 − diligence) × gain.

    For what is paid up front, with probability diligence. The diligent do what they are paid for; the others
    where it pays: gain is the part of a milestone that is at stake, its share of what is lost by shirking
    (`seen`) less what the work costs. Effort that is not seen is not paid for, so less of it is taken where
    pay does not hang on what is seen (B. Holmström, Moral Hazard and Observability, Bell Journal of Economics
    10, 1979). Who works makes a work of high effort, one a milestone; who shirks says that it did, or keeps
    the money.
    """

    name: ClassVar[str] = "deliver"
    phase: ClassVar[str] = "fund"

    diligence: float = Field(default=0.5, ge=0, le=1)
    """Probability of doing what one is paid for, whether anybody looks or not."""
    seen: float = Field(default=0.8, ge=0, le=1)
    """How much more of a milestone grantees think is accepted if the work is done."""
    effort: float = Field(default=0.9, ge=0, le=1)
    """Of a work that is done for a grant."""
    price: float = Field(default=0.01, ge=0, le=1e6)
    """ETH of a copy of such a work."""
    works: int = Field(default=3, ge=1, le=12)
    """Works for a payment up front: as many as milestones would have been."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        theirs = np.zeros(len(view.memory.works), dtype=np.bool_)
        theirs[members] = True
        grants = [grant for grant in view.coop.grants if theirs[grant.grantee]]
        due = [(grant, at, milestone) for grant in grants for at, milestone in _due(view, grant)]
        done = [self._works_for(view, draws, *each) for each in due]
        makers = [grant.grantee for (grant, _, _), works in zip(due, done, strict=True) if works]
        makers += np.repeat(self._paid(view, members, draws), self.works).tolist()
        made = self._made(view, np.array(makers, dtype=np.int64), draws)
        return [*_accepted(view, grants), *made, *_delivered(view, due, done)]

    def _works_for(self, view: View, draws: Draws, grant: Grant, at: int, milestone: Milestone) -> bool:
        cost, stake = self._cost(view, grant.grantee), milestone.amount + min(grant.bond, milestone.amount)
        if not view.coop.members[grant.grantee] or cost > view.money[grant.grantee]:
            return False
        gain = min(max(self.seen - cost / (stake / 10**18), 0.0), 1.0)
        chance = self.diligence + (1.0 - self.diligence) * gain
        return bool(draws.uniform(f"grant {grant.number}", at)[grant.grantee] < chance)

    def _paid(self, view: View, members: Ids, draws: Draws) -> Ids:
        """Who was paid up front in the epoch before, works for it, and can pay what that costs."""
        paid = members[(view.memory.paid[members] > 0.0) & view.coop.members[members]]
        if not len(paid):
            return paid
        cost = np.array([self._cost(view, account) * self.works for account in paid.tolist()])
        return paid[(draws.uniform("up front")[paid] < self.diligence) & (cost <= view.money[paid])]

    def _cost(self, view: View, account: int) -> float:
        terms = view.economy
        return terms.cost * self.effort * (1.0 - terms.ai_saving * float(view.people.ai_use[account]))

    def _made(self, view: View, makers: Ids, draws: Draws) -> list[Act]:
        if not len(makers):
            return []
        nobody = np.full(len(makers), NOBODY, dtype=np.int64)
        return [
            Create(
                coop=view.coop.place,
                accounts=makers,
                domains=usual_domains(view, makers, draws, 1.0),
                ai_shares=view.people.ai_use[makers],
                efforts=np.full(len(makers), self.effort),
                prices=np.full(len(makers), self.price),
                co_makers=nobody,
                parents=nobody,
                for_grants=True,
            )
        ]


def _accepted(view: View, grants: Sequence[Grant]) -> list[Act]:
    """Offers that still stand, taken by whoever can put up the bond."""
    offered = [
        grant.number
        for grant in grants
        if grant.state == GrantState.OFFERED
        and view.now < grant.accept_by
        and grant.bond <= view.cash.at(grant.grantee)
    ]
    return [AcceptGrant(coop=view.coop.place, grants=np.array(offered))] if offered else []


def _due(view: View, grant: Grant) -> Iterator[tuple[int, Milestone]]:
    """Milestones that are due in an epoch."""
    for at, milestone in enumerate(grant.milestones if grant.state == GrantState.ACTIVE else ()):
        if milestone.state == MilestoneState.OPEN and nearly_over(view, milestone.settles_at):
            yield at, milestone


def _delivered(view: View, due: Sequence[tuple[Grant, int, Milestone]], done: Sequence[bool]) -> list[Act]:
    if not due:
        return []
    grants = np.array([grant.number for grant, _, _ in due])
    places = np.array([at for _, at, _ in due])
    return [Deliver(coop=view.coop.place, grants=grants, milestones=places, done=np.array(done))]


BEHAVIOUR = DeliverGrants
