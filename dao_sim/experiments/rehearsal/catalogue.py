"""The works of a running co-op on the market of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import repeat

import numpy as np

from dao_sim.experiments.rehearsal.standing import Standing
from dao_sim.ledger.intents import NOBODY, Claim
from dao_sim.sim.balance import Balance
from dao_sim.sim.market import make
from dao_sim.sim.plans import Create
from dao_sim.sim.scenario import Scenario
from dao_sim.sim.state import State
from dao_sim.sim.view import Catalogue, Ids
from dao_sim.units import BPS, ETH, Address

PRICE, EFFORT = 0.01, 0.5
"""ETH of a copy, and effort, where no behaviour of the scenario says what its makers ask and give."""


def count(state: State) -> None:
    """What is there now is what must be there."""
    state.balance = Balance(state.ledger)


def put_on_sale(state: State, standing: Standing, accounts: Mapping[Address, int], offers: Ids) -> None:
    """The co-op's works come into the catalogue, and their makers and holders are remembered.

    Maker, holders of units, AI share, age, what it derives from and what it earned are the chain's. Domain
    and luck are drawn; quality, taste and price are what the scenario's makers would have made of it; copies
    sold so far are what it earned over its price. `offers` are the numbers of licences to derive from each.
    """
    works = standing.works
    if not works:
        return
    plan = _as_if_planned(state, standing, accounts)
    luck = state.streams.uniform("rehearsal: luck", 0, len(works))
    made = make(plan, state.people, state.scenario.economy.production, luck, None)
    price = np.rint(plan.prices * 1e9) / 1e9
    earned = np.array([work.income.get(ETH, 0) / 10**18 for work in works])
    sold = np.where(price > 0, earned / np.where(price > 0, price, 1.0), 0.0).astype(np.int64)
    state.catalogue = Catalogue(
        coop=np.zeros(len(works), dtype=np.int64),
        number=np.array([work.id for work in works], dtype=np.int64),
        maker=plan.accounts,
        domain=plan.domains,
        region=state.people.region[plan.accounts].astype(np.int64),
        born=np.array([(work.registered_at - state.began) // state.scenario.epoch for work in works]),
        parent=plan.parents,
        quality=made.quality,
        ai_share=plan.ai_shares,
        taste=made.taste,
        price=price,
        sold=sold,
        sold_last=np.zeros(len(works), dtype=np.int64),
    )
    state.co_makers = plan.co_makers
    state.offers = offers
    places, holders = _holders(standing, accounts, state.people.size)
    others = holders != plan.accounts[places]
    state.holders = places[others], holders[others]
    np.add.at(state.minds.works, plan.accounts, 1)


def pay_out(state: State, standing: Standing, accounts: Mapping[Address, int]) -> None:
    """People have claimed what works owe them already, so that it is no income of what is simulated."""
    places, holders = _holders(standing, accounts, state.people.size)
    if not len(places):
        return
    works = np.array([work.id for work in standing.works], dtype=np.int64)[places]
    due = np.flatnonzero(state.ledger.coops[0].claimable(works, holders).positive())
    if len(due):
        state.apply([Claim(works=works[due], payees=holders[due])])


def _as_if_planned(state: State, standing: Standing, accounts: Mapping[Address, int]) -> Create:
    works, people = standing.works, state.people
    makers = np.array([accounts[work.registrant] for work in works], dtype=np.int64)
    domains = state.streams.uniform("rehearsal: domain", 0, len(works)) * len(state.scenario.economy.domains)
    effort, price = said(state.scenario, "effort", EFFORT), said(state.scenario, "price", PRICE)
    return Create(
        accounts=makers,
        domains=domains.astype(np.int64),
        ai_shares=np.array([work.ai_share_bps / BPS for work in works]),
        efforts=np.minimum(effort * (0.5 + people.engagement[makers]), 1.0),
        prices=price * (0.5 + people.skill[makers]),
        co_makers=np.full(len(works), NOBODY, dtype=np.int64),
        parents=_parents(standing),
    )


def said(scenario: Scenario, parameter: str, otherwise: float) -> float:
    """What the scenario's makers do: the parameter of the first behaviour that makes works and has it."""
    made = (each for each, _ in scenario.decisions().values() if each.phase == "create")
    return float(next((getattr(each, parameter) for each in made if hasattr(each, parameter)), otherwise))


def _parents(standing: Standing) -> Ids:
    """The first of a work's ancestors that is on sale, by its place."""
    place_of = {work.id: place for place, work in enumerate(standing.works)}
    known = ([place_of[each] for each in work.ancestors if each in place_of] for work in standing.works)
    return np.array([found[0] if found else NOBODY for found in known], dtype=np.int64)


def _holders(standing: Standing, accounts: Mapping[Address, int], people: int) -> tuple[Ids, Ids]:
    """Places of works, and which people have units of them."""
    pairs = [
        (place, accounts[holder])
        for place, work in enumerate(standing.works)
        for holder in work.holders
        if accounts.get(holder, people) < people
    ]
    places, holders = zip(*pairs, strict=True) if pairs else repeat((), 2)
    return np.array(places, dtype=np.int64), np.array(holders, dtype=np.int64)
