"""Works on sale and who buys them: plans become works with a quality, choices become payments."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dao_sim.errors import BadInput
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import NOBODY
from dao_sim.sim import portable
from dao_sim.sim.demand.choice import choose
from dao_sim.sim.demand.market import Audience, Works
from dao_sim.sim.demand.parameters import DemandParameters
from dao_sim.sim.economy import EconomyTerms, ProductionTerms
from dao_sim.sim.plans import Create
from dao_sim.sim.population import Population
from dao_sim.sim.streams import Streams
from dao_sim.sim.view import Catalogue, Floats, Ids

GWEI = 10**9
"""Prices are whole gwei."""


def empty(dimensions: int) -> Catalogue:
    """A catalogue without works."""
    kinds: dict[str, Any] = {"Ids": np.zeros(0, dtype=np.int64), "Floats": np.zeros(0)}
    columns = {each.name: kinds[str(each.type)] for each in fields(Catalogue)}
    return Catalogue(**{**columns, "taste": np.zeros((0, dimensions))})


def grown(catalogue: Catalogue, works: Catalogue) -> Catalogue:
    """With more works at the end."""
    pairs = {
        each.name: np.concatenate([getattr(catalogue, each.name), getattr(works, each.name)])
        for each in fields(Catalogue)
    }
    return Catalogue(**pairs)


def closed(catalogue: Catalogue) -> Catalogue:
    """The same, not to be written to."""
    for each in fields(Catalogue):
        getattr(catalogue, each.name).flags.writeable = False
    return catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What makers make of a plan."""

    quality: Floats
    taste: Floats
    """(k, d)"""


def make(
    plan: Create, people: Population, terms: ProductionTerms, luck: Floats, parents: Floats | None
) -> Made:
    """The works of a plan: their quality and taste.

    `luck` is a uniform per row. `parents` are the tastes (k, d) of what each derives from, its own maker's
    where it derives from nothing: a derivative is half its parent's. What is made to a taste that is given
    (`plan.tastes`) has that taste instead of its makers'.
    """
    makers, helped = plan.accounts, plan.co_makers != NOBODY
    others = np.where(helped, plan.co_makers, makers)
    own, theirs = people.taste[makers], people.taste[others]
    quality = terms.skill * np.maximum(people.skill[makers], people.skill[others])
    quality = quality + terms.effort * plan.efforts + terms.ai * plan.ai_shares
    quality = quality + terms.variety * distance(own, theirs)
    quality = quality + terms.chance * portable.normal_quantile(np.clip(luck, 1e-9, 1 - 1e-9))
    taste = (own + theirs) * 0.5 if plan.tastes is None else plan.tastes
    if parents is not None:
        taste = (taste + parents) * 0.5
    taste = taste * (1.0 - terms.sameness * plan.ai_shares)[:, None]
    return Made(quality=np.clip(quality, 0.0, 1.0), taste=taste)


def distance(one: Floats, other: Floats) -> Floats:
    """Between tastes, row by row: Euclid's, of the longest that there can be; from 0 to 1."""
    dimensions = one.shape[1]
    squares = np.zeros(len(one))
    for dimension in range(dimensions):
        apart = one[:, dimension] - other[:, dimension]
        squares = squares + apart * apart
    result: Floats = np.sqrt(squares / (4.0 * dimensions))
    return result


class Market:
    """The audience of a scenario."""

    def __init__(self, terms: EconomyTerms, demand: DemandParameters, people: Population) -> None:
        self._terms = terms
        self._demand = demand
        self.audience = _audience(terms, people) if terms.audience else None
        self.regions = np.array([_region(group.region, people) for group in terms.audience], dtype=np.int64)

    def buy(self, catalogue: Catalogue, streams: Streams, epoch: int) -> NDArray[np.int64]:
        """Copies that each group buys of each work, (groups, m): none of works whose time on sale is over."""
        bought = np.zeros((len(self.regions), len(catalogue.number)), dtype=np.int64)
        age = epoch - catalogue.born
        on_sale = np.flatnonzero(age < self._terms.lifetime)
        if self.audience is None or not len(on_sale):
            return bought
        works = Works(
            domain=catalogue.domain[on_sale],
            quality=catalogue.quality[on_sale],
            ai_share=catalogue.ai_share[on_sale],
            price=catalogue.price[on_sale],
            taste=catalogue.taste[on_sale],
            region=catalogue.region[on_sale],
            age=age[on_sale].astype(np.float64),
            sales=catalogue.sold[on_sale].astype(np.float64),
        )
        bought[:, on_sale] = choose(works, self.audience, self._demand, streams, epoch)
        return bought


def paid(copies: Ids, prices: Floats) -> Amounts:
    """What copies cost in wei; prices are in ETH, in whole gwei."""
    gwei = np.rint(prices * 1e9).astype(np.uint64)
    cost = gwei * copies.astype(np.uint64)
    limbs = np.zeros((4, len(cost)), dtype=np.uint64)
    limbs[0], limbs[1] = cost & np.uint64(2**32 - 1), cost >> np.uint64(32)
    return Amounts(limbs).times(GWEI)


def whole_gwei(eth: Floats) -> Amounts:
    """Amounts of ETH in wei, exact to the gwei that is nearest."""
    return paid(np.ones(len(eth), dtype=np.int64), eth)


def _audience(terms: EconomyTerms, people: Population) -> Audience:
    groups, dimensions = terms.audience, people.taste.shape[1]
    for group in groups:
        if len(group.taste) not in (0, dimensions):
            reason = f"must have {dimensions} numbers"
            raise BadInput("scenario", reason, key="economy.audience.taste", value=list(group.taste))
    home = [_region(group.region, people) for group in groups]
    reach = np.array(
        [
            [
                group.reach if region == at else group.reach_far * (1.0 - float(remoteness))
                for region, remoteness in enumerate(people.remoteness)
            ]
            for group, at in zip(groups, home, strict=True)
        ]
    )
    return Audience(
        size=np.array([group.size for group in groups], dtype=np.int64),
        income=np.array([group.income for group in groups]),
        taste=np.array([group.taste or (0.0,) * dimensions for group in groups]),
        domains=np.array([[group.domains.get(name, 0.0) for name in terms.domains] for group in groups]),
        reach=reach,
        price_sensitivity=np.array([group.price_sensitivity for group in groups]),
    )


def _region(name: str, people: Population) -> int:
    if name and name not in people.region_names:
        hint = f"there are {', '.join(people.region_names)}"
        raise BadInput("scenario", "is no region", hint=hint, key="economy.audience.region", value=name)
    return people.region_names.index(name) if name else 0
