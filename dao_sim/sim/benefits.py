"""Who has what of a co-op: creators, those who earn least, those who are far off. One number each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dao_sim.sim import portable
from dao_sim.sim.figures import gini, mean
from dao_sim.sim.state import State
from dao_sim.sim.view import Floats, Ids
from dao_sim.units import MemberClass

FAR = 0.5
"""From this remoteness on a region is far off."""


def creator_income(state: State) -> float:
    """ETH that creators earned or were paid on average, whether they made anything or not."""
    return mean(state.minds.earned[_creators(state)])


def market_income(state: State) -> float:
    """ETH that works and gifts brought creators on average: without what came of common money."""
    creators = _creators(state)
    return mean(state.minds.earned[creators] - state.minds.common[creators])


def creator_net_income(state: State) -> float:
    """ETH that creators earned or were paid on average, less what making cost them."""
    creators = _creators(state)
    return mean(state.minds.earned[creators] - state.minds.costs[creators])


def surplus(state: State) -> float:
    """ETH that the audience spent, less what making cost: what there is to share, economic benefit."""
    flows = state.record.flows.items()
    signs = {"sales": 1, "costs": -1}
    return sum(signs.get(kind, 0) * amount for (_, _, kind), amount in flows) / 10**18


def gini_creators(state: State) -> float:
    """Of what creators earned or were paid, those with nothing counted too."""
    return _gini_of_all(state.minds.earned[_creators(state)])


def gini_between_coops(state: State) -> float:
    """Of what creators who live in each co-op earned on average, over co-ops; 0 of one co-op."""
    creators, coops = _creators(state), len(state.ledger.coops)
    home, earned = state.people.region[creators] % coops, state.minds.earned[creators]
    heads = np.bincount(home, minlength=coops)
    return _gini_of_all(portable.totals(earned, home, coops)[heads > 0] / heads[heads > 0])


def bottom_half_income(state: State) -> float:
    """What the half of creators who earned least have of what all creators earned, who made nothing too."""
    rising = np.sort(state.minds.earned[_creators(state)])
    return _share(portable.total(rising[: len(rising) // 2]), portable.total(rising))


def far_invested_share(state: State) -> float:
    """What people in far-off regions got, of the common money that went to people."""
    people, common = state.people, state.minds.common[: state.people.size]
    far = people.remoteness[people.region] >= FAR
    return _share(portable.total(common[far]), portable.total(common))


def small_invested_share(state: State) -> float:
    """What went to the half of creators whose works and gifts brought least, of common money for creators."""
    creators = _creators(state)
    common = state.minds.common[creators]
    order = np.argsort(state.minds.earned[creators] - common, kind="stable")
    return _share(portable.total(common[order[: len(order) // 2]]), portable.total(common))


def works_for_grants(state: State) -> float:
    """Works that common money was paid or promised for."""
    return float(state.works_for_grants)


def works_per_grant(state: State) -> float:
    """Works made for common money, per ETH of it that was got."""
    return _share(float(state.works_for_grants), portable.total(state.minds.common))


def access_far(state: State) -> float:
    """Copies that a person in the remotest region got in an epoch, on average: social benefit."""
    remotest = int(np.argmax(state.people.remoteness))
    groups = zip(state.market.regions.tolist(), state.scenario.economy.audience, strict=True)
    people = sum(group.size for region, group in groups if region == remotest)
    copies = sum(row["remote_copies"] for row in state.record.epochs)
    return _share(copies, float(people * state.scenario.horizon))


def derived_abroad(state: State) -> float:
    """Works that derive from a work of another co-op, of all works."""
    coop, parent = state.catalogue.coop, state.catalogue.parent
    known = np.flatnonzero(parent >= 0)
    return _share(float(np.count_nonzero(coop[known] != coop[parent[known]])), float(len(coop)))


BENEFITS: tuple[Callable[[State], float], ...] = (
    creator_income,
    market_income,
    creator_net_income,
    surplus,
    gini_creators,
    gini_between_coops,
    bottom_half_income,
    far_invested_share,
    small_invested_share,
    works_for_grants,
    works_per_grant,
    access_far,
    derived_abroad,
)
"""All of them."""


def _creators(state: State) -> Ids:
    """Accounts of all who are creators, whether they made or earned anything or not."""
    return np.flatnonzero(state.people.member_class == MemberClass.CREATOR)


def _gini_of_all(values: Floats) -> float:
    """As `gini`, those who have nothing counted too: of k of n who have something, 1 − k/n + k/n · gini."""
    part = np.count_nonzero(values) / len(values) if len(values) else 0.0
    return 1.0 - part + part * gini(values) if part else 0.0


def _share(part: float, whole: float) -> float:
    """0 of nothing."""
    return part / whole if whole else 0.0
