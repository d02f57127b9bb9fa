"""Enterprises make many works at once, to the market's taste and with much AI, of their own capital."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from dao_sim.ledger.intents import NOBODY
from dao_sim.sim import portable
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act, Create
from dao_sim.sim.supply import capped, demanded, members_of, on_sale, worth
from dao_sim.sim.view import Draws, Floats, Ids, Mask, View


class Enterprise(Behaviour):
    """Each makes up to `works` an epoch, as long as one is expected to earn `margin` times what it costs.

    Firms move to where most buyers are, and so become alike (H. Hotelling, Stability in Competition,
    Economic Journal 39, 1929): domains are drawn by what sold last, tastes are the mean of what was bought.
    """

    name: ClassVar[str] = "enterprise"
    phase: ClassVar[str] = "create"

    works: int = Field(default=3, ge=1, le=1_000)
    """Of each enterprise in an epoch, at most."""
    capital: float = Field(default=0.2, ge=0, le=1)
    """Which part of its money an enterprise puts into the works of an epoch."""
    margin: float = Field(default=1.0, ge=0, le=1_000)
    """Expected income of a work, after the levy, beside its cost: what is less is not made."""
    hope: float = Field(default=0.1, ge=0, le=1e6)
    """ETH that a work is expected to earn while nobody knows."""
    ai: float = Field(default=0.7, ge=0, le=1)
    """AI's share of a work; an enterprise's own use of AI where that is more."""
    effort: float = Field(default=0.7, ge=0, le=1)
    price: float = Field(default=0.01, ge=0, le=1e6)
    """ETH of a copy."""
    follow: float = Field(default=0.8, ge=0, le=1)
    """How far tastes are the market's, and not its own."""
    compliance: float = Field(default=1.0, ge=0, le=1)
    """Probability of keeping to the AI cap of a domain, where there is one."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        firms = members_of(view, members)
        ai = np.maximum(view.people.ai_use[firms], self.ai)
        keeps, likely = np.zeros(len(firms), dtype=np.bool_), ai
        if view.ai_cap:
            keeps = draws.uniform("compliance")[firms] < self.compliance
            likely = _likely(view, ai, keeps)
        cost = view.economy.cost * self.effort * (1.0 - view.economy.ai_saving * likely)
        pays = worth(view, firms, self.hope) >= self.margin * cost
        funds = view.money[firms] * self.capital
        affordable = np.where(cost > 0.0, funds / np.where(cost > 0.0, cost, 1.0), float(self.works))
        count = np.where(pays, np.minimum(affordable, self.works), 0.0).astype(np.int64)
        if not count.any():
            return []
        rows = np.repeat(np.arange(len(firms)), count)
        nth = np.arange(len(rows)) - np.repeat(np.add.accumulate(count) - count, count)
        makers = firms[rows]
        points = np.stack([draws.uniform("domain", each) for each in range(int(count.max()))])
        domains = np.searchsorted(demanded(view), points[nth, makers], side="right")
        nobody = np.full(len(rows), NOBODY, dtype=np.int64)
        return [
            Create(
                coop=view.coop.place,
                accounts=makers,
                domains=domains,
                ai_shares=capped(view, ai[rows], domains, keeps[rows]),
                efforts=np.full(len(rows), self.effort),
                prices=np.full(len(rows), self.price),
                co_makers=nobody,
                parents=nobody,
                tastes=self._tastes(view, makers),
            )
        ]

    def _tastes(self, view: View, makers: Ids) -> Floats:
        """Between its own and the mean of what was bought in the epoch before."""
        own, works = view.people.taste[makers], on_sale(view)
        copies = view.catalogue.sold_last[works].astype(np.float64)
        whole = portable.total(copies)
        if not whole:
            return own
        columns = view.catalogue.taste[works].T
        bought = np.array([portable.total(column * copies) / whole for column in columns])
        return own + self.follow * (bought - own)


def _likely(view: View, shares: Floats, keeps: Mask) -> Floats:
    """AI's share that each reckons with: the mean over domains, by what sold last."""
    likely, before = np.zeros(len(shares)), 0.0
    for domain, until in enumerate(demanded(view).tolist()):
        domains = np.full(len(shares), domain)
        likely = likely + (until - before) * capped(view, shares, domains, keeps)
        before = until
    return likely


BEHAVIOUR = Enterprise
