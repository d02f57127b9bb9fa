"""Public bodies pay for works that the market leaves out, which everybody then has for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from dao_sim.errors import BadInput
from dao_sim.sim import portable
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.market import whole_gwei
from dao_sim.sim.plans import Act, Commission
from dao_sim.sim.supply import members_of
from dao_sim.sim.view import Draws, Ids, View
from dao_sim.units import MemberClass


class PublicBody(Behaviour):
    """Each commissions `works` an epoch from makers in remote regions, those with the least income first.

    The fee is the maker's before the work is made, and a copy costs nothing. Culture has benefits which
    buyers do not pay for, and so markets make too little of it (W. J. Baumol and W. G. Bowen, Performing
    Arts: The Economic Dilemma, 1966).
    """

    name: ClassVar[str] = "public_body"
    phase: ClassVar[str] = "create"

    works: int = Field(default=1, ge=1, le=1_000)
    """That each body commissions in an epoch, as far as its money goes."""
    fee: float = Field(default=0.05, ge=0, le=1e6)
    """ETH for a work."""
    domain: str = ""
    """Such as heritage; left out, the one that sold least in the epoch before."""
    remote: float = Field(default=0.5, ge=0, le=1)
    """From this remoteness on a region is far enough."""
    effort: float = Field(default=0.8, ge=0, le=1)

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        bodies = members_of(view, members)
        bodies = bodies[np.argsort(draws.uniform("body")[bodies], kind="stable")]
        money = view.money[bodies]
        means = money / self.fee if self.fee else np.full(len(bodies), float(self.works))
        payers = np.repeat(bodies, np.minimum(means, self.works).astype(np.int64))
        makers = self._makers(view, draws)[: len(payers)]
        payers = payers[: len(makers)]
        if not len(payers):
            return []
        return [
            Commission(
                coop=view.coop.place,
                senders=payers,
                recipients=makers,
                amounts=whole_gwei(np.full(len(payers), self.fee)),
                domains=np.full(len(payers), self._domain(view), dtype=np.int64),
                efforts=np.full(len(payers), self.effort),
            )
        ]

    def _makers(self, view: View, draws: Draws) -> Ids:
        """Creators in remote regions, the poorest first, equals by chance."""
        people = view.people
        far = people.remoteness[people.region] >= self.remote
        here = view.coop.classes[: people.size] == MemberClass.CREATOR
        makers = np.flatnonzero(far & here)
        chance = draws.uniform("maker")[makers]
        return makers[np.lexsort((chance, view.memory.income[makers]))]

    def _domain(self, view: View) -> int:
        if self.domain in view.domains:
            return view.domains.index(self.domain)
        if self.domain:
            hint = f"there are {', '.join(view.domains)}"
            raise BadInput("public_body", "is no domain", hint=hint, key="domain", value=self.domain)
        works = view.catalogue
        paid = portable.totals(works.sold_last * works.price, works.domain, len(view.domains))
        return int(np.argmin(paid))


BEHAVIOUR = PublicBody
