"""Members give to the grants of open matching rounds that are near to their taste."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from dao_sim.coop.matching import RoundState
from dao_sim.ledger.facts import Round
from dao_sim.ledger.intents import Give
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.market import distance, whole_gwei
from dao_sim.sim.plans import Act
from dao_sim.sim.supply import members_of
from dao_sim.sim.view import Draws, Floats, Ids, Mask, View


class GiveToGrants(Behaviour):
    """A member gives with probability rate × engagement, in each epoch that a round is open, to one grant.

    A grant is chosen in proportion to the square of how near it is, 1 − distance between tastes: many small
    gifts, which is what matching by roots rewards.
    """

    name: ClassVar[str] = "give"
    phase: ClassVar[str] = "fund"

    rate: float = Field(default=0.3, ge=0, le=1)
    """Of giving in an epoch, of whoever is wholly engaged."""
    part: float = Field(default=0.01, ge=0, le=1)
    """Of one's money that a gift is."""
    most: float = Field(default=0.02, ge=0, le=1e6)
    """ETH that a gift is at most."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        return [
            gifts
            for found in view.coop.rounds
            if found.state == RoundState.OPEN and (gifts := self._gifts(view, members, draws, found))
        ]

    def _gifts(self, view: View, members: Ids, draws: Draws, found: Round) -> Give | None:
        here = members_of(view, members)
        amounts = np.minimum(view.money[here] * self.part, self.most)
        chance = self.rate * view.people.engagement[here]
        gives = (draws.uniform("gives", found.number)[here] < chance) & (amounts >= 1e-9)
        givers, amounts = here[gives], amounts[gives]
        tastes, known = _tastes(view, found)
        if not len(givers) or not known.any():
            return None
        points = draws.uniform("grant", found.number)[givers]
        chosen = _chosen(view.people.taste[givers], tastes, known, points)
        return Give(
            coop=view.coop.place,
            round=found.number,
            grants=chosen + 1,
            accounts=givers,
            amounts=whole_gwei(amounts),
        )


def _tastes(view: View, found: Round) -> tuple[Floats, Mask]:
    """What each grant's payee is like, (grants, d), and for which of them that is known."""
    catalogue, people = view.catalogue, view.people
    here = np.flatnonzero(catalogue.coop == view.coop.place)
    works = dict(zip(catalogue.number[here].tolist(), here.tolist(), strict=True))
    tastes = np.zeros((len(found.payees), people.taste.shape[1]))
    known = np.zeros(len(found.payees), dtype=np.bool_)
    for grant, (kind, number) in enumerate(found.payees):
        if kind == "account" and number < people.size:
            tastes[grant], known[grant] = people.taste[number], True
        elif kind == "work" and number in works:
            tastes[grant], known[grant] = catalogue.taste[works[number]], True
    return tastes, known


def _chosen(givers: Floats, grants: Floats, known: Mask, points: Floats) -> Ids:
    """A grant for each giver: (givers,)."""
    people, count = len(givers), len(grants)
    near = 1.0 - distance(np.repeat(givers, count, axis=0), np.tile(grants, (people, 1)))
    near = near.reshape(people, count) * known
    running = np.add.accumulate(near * near, axis=1)
    chosen: Ids = (running > (points * running[:, -1])[:, None]).argmax(axis=1)
    return chosen


BEHAVIOUR = GiveToGrants
