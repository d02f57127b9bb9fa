"""Patrons give money to makers whose works they like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.market import whole_gwei
from dao_sim.sim.plans import Act, Gift
from dao_sim.sim.supply import nearest, on_sale
from dao_sim.sim.view import Draws, Ids, View


class Patron(Behaviour):
    """Each looks at `looks` works on sale and gives to the maker of the one nearest to its taste.

    Giving has a worth of its own to who gives (J. Andreoni, Impure Altruism and Donations to Public Goods,
    Economic Journal 100, 1990): so it is a part of what one has, whatever others give.
    """

    name: ClassVar[str] = "patron"
    phase: ClassVar[str] = "create"

    rate: float = Field(default=0.5, ge=0, le=1)
    """Probability of giving in an epoch."""
    part: float = Field(default=0.02, ge=0, le=1)
    """Of one's money that a gift is."""
    most: float = Field(default=1.0, ge=0, le=1e6)
    """ETH that a gift is at most."""
    looks: int = Field(default=3, ge=1, le=100)

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        works = on_sale(view)
        gifts = np.minimum(view.money[members] * self.part, self.most)
        gives = (draws.uniform("gives")[members] < self.rate) & (gifts >= 1e-9)
        patrons, gifts = members[gives], gifts[gives]
        if not len(patrons) or not len(works):
            return []
        points = np.array([draws.uniform("look", look)[patrons] for look in range(self.looks)])
        liked = view.catalogue.maker[nearest(view, view.people.taste[patrons], works, points)]
        others = liked != patrons
        amounts = whole_gwei(gifts[others])
        return [
            Gift(coop=view.coop.place, senders=patrons[others], recipients=liked[others], amounts=amounts)
        ]


BEHAVIOUR = Patron
