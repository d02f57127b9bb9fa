"""Plans become works: makers pay what it costs, take licences for what they derive from, and register."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import NOBODY, BuyLicence, Derive, Offer, Register, Spend
from dao_sim.ledger.outcome import Outcome
from dao_sim.sim.market import grown, make, whole_gwei
from dao_sim.sim.plans import Create
from dao_sim.sim.state import State
from dao_sim.sim.view import Catalogue, Floats, Ids
from dao_sim.units import BPS

UNITS = 1_000_000


def create(state: State, plan: Create, label: str) -> None:
    """Rows whose makers cannot pay, or are refused, make nothing; what was spent is spent."""
    plan = _kept(plan, _spent(state, plan))
    parents = _parents(state, plan)
    plan, luck = replace(plan, parents=parents), _luck(state, plan.accounts, label)
    derives = parents != NOBODY
    derived = derives.copy()
    derived[derives] = state.catalogue.coop[parents[derives]] == plan.coop
    for rows, register in ((np.flatnonzero(~derived), _register), (np.flatnonzero(derived), _derive)):
        if len(rows):
            part = _kept(plan, rows)
            numbers = register(state, part, label)
            _offered(state, part, numbers, luck[rows])


def _spent(state: State, plan: Create) -> Ids:
    """Rows whose cost is paid."""
    terms = state.scenario.economy
    cost = terms.cost * plan.efforts * (1.0 - terms.ai_saving * plan.ai_shares)
    amounts = whole_gwei(cost)
    (outcome,) = state.apply([Spend(accounts=plan.accounts, amounts=amounts)])
    state.record.flow(state.epoch, plan.coop, "costs", amounts[outcome.done].total())
    return np.flatnonzero(outcome.done)


def _luck(state: State, makers: Ids, label: str) -> Floats:
    """A uniform per row: of its maker's own chance, another one for each of a maker's works."""
    luck = np.zeros(len(makers))
    left, nth = np.arange(len(makers)), 0
    while len(left):
        _, first = np.unique(makers[left], return_index=True)
        rows = left[first]
        drawn = state.streams.uniform(f"luck {label}", state.epoch, state.size, index=nth)
        luck[rows] = drawn[makers[rows]]
        left, nth = np.delete(left, first), nth + 1
    return luck


def _parents(state: State, plan: Create) -> Ids:
    """What each row derives from, where it may: by licence within a co-op, by recognition from another."""
    parents: Ids = plan.parents.copy()
    known = parents != NOBODY
    at_home = np.zeros(len(parents), dtype=np.bool_)
    at_home[known] = state.catalogue.coop[parents[known]] == plan.coop
    parents[known & at_home & (not state.licensed)] = NOBODY
    recognised = state.scenario.organisation.recognises and len(state.ledger.coops) > 1
    parents[known & ~at_home & (not recognised)] = NOBODY
    return parents


def _register(state: State, plan: Create, label: str) -> Ids:
    """Originals, and what derives from works elsewhere: these get their share of units."""
    share = state.scenario.economy.licence_share
    foreign = [
        []
        if parent == NOBODY
        else [(int(state.catalogue.coop[parent]), int(state.catalogue.number[parent]), UNITS * share // BPS)]
        for parent in plan.parents.tolist()
    ]
    taken = np.array([sum(units for _, _, units in each) for each in foreign], dtype=np.int64)
    contributors, units = _shares(state, plan, taken)
    register = Register(
        coop=plan.coop,
        accounts=plan.accounts,
        titles=_titles(state, plan, label, "made"),
        contributors=contributors,
        units=units,
        ai_share_bps=_bps(plan),
        foreign=foreign if taken.any() else (),
    )
    return _numbers(*state.apply([register]))


def _derive(state: State, plan: Create, label: str) -> Ids:
    """Works that derive by licence: the share of what they earn goes to their ancestors by itself."""
    buying = BuyLicence(coop=plan.coop, accounts=plan.accounts, offers=state.offers[plan.parents])
    (bought,) = state.apply([buying])
    numbers = np.zeros(len(plan.accounts), dtype=np.int64)
    rows = np.flatnonzero(bought.done)
    if not len(rows):
        return numbers
    licences, part = _numbers(bought), _kept(plan, rows)
    contributors, units = _shares(state, part, np.zeros(len(rows), dtype=np.int64))
    derive = Derive(
        coop=plan.coop,
        accounts=part.accounts,
        titles=_titles(state, part, label, "derived"),
        contributors=contributors,
        units=units,
        ai_share_bps=_bps(part),
        licences=[licences[row : row + 1] for row in rows],
    )
    numbers[rows] = _numbers(*state.apply([derive]))
    return numbers


def _offered(state: State, plan: Create, numbers: Ids, luck: Floats) -> None:
    """Puts what was registered on sale, and offers licences to derive from it."""
    rows = np.flatnonzero(numbers)
    if not len(rows):
        return
    plan, numbers, luck = _kept(plan, rows), numbers[rows], luck[rows]
    people, parents, before = state.people, plan.parents, state.catalogue
    tastes = people.taste[plan.accounts].copy()
    tastes[parents != NOBODY] = before.taste[parents[parents != NOBODY]]
    made = make(
        plan, people, state.scenario.economy.production, luck, tastes if (parents != NOBODY).any() else None
    )
    nothing = np.zeros(len(numbers), dtype=np.int64)
    state.catalogue = grown(
        before,
        Catalogue(
            coop=np.full(len(numbers), plan.coop, dtype=np.int64),
            number=numbers,
            maker=plan.accounts,
            domain=plan.domains,
            region=people.region[plan.accounts].astype(np.int64),
            born=np.full(len(numbers), state.epoch, dtype=np.int64),
            parent=parents,
            quality=made.quality,
            ai_share=plan.ai_shares,
            taste=made.taste,
            price=np.rint(plan.prices * 1e9) / 1e9,
            sold=nothing,
            sold_last=nothing,
        ),
    )
    state.co_makers = np.concatenate([state.co_makers, plan.co_makers])
    np.add.at(state.minds.works, plan.accounts, 1)
    offers = nothing
    if state.licensed:
        offer = Offer(
            coop=plan.coop,
            accounts=plan.accounts,
            works=numbers,
            share_bps=np.full(len(numbers), state.scenario.economy.licence_share, dtype=np.int64),
            prices=Amounts.zeros(len(numbers)),
        )
        offers = _numbers(*state.apply([offer]))
    state.offers = np.concatenate([state.offers, offers])


def _shares(state: State, plan: Create, taken: Ids) -> tuple[list[Ids], list[Ids]]:
    """Who has how many units of each row's work, without those that are taken by works elsewhere."""
    left = UNITS - taken
    helped = (plan.co_makers != NOBODY) & (plan.co_makers != plan.accounts)
    theirs = np.where(helped, left * state.scenario.economy.co_maker_share // BPS, 0)
    kept = np.stack([left - theirs, theirs], axis=1)
    named = np.stack([plan.accounts, plan.co_makers], axis=1)
    ends = np.cumsum((kept > 0).sum(axis=1))[:-1]
    return np.split(named[kept > 0], ends), np.split(kept[kept > 0], ends)


def _kept(plan: Create, rows: Ids) -> Create:
    columns = ("accounts", "domains", "ai_shares", "efforts", "prices", "co_makers", "parents")
    tastes = None if plan.tastes is None else plan.tastes[rows]
    return replace(plan, tastes=tastes, **{name: getattr(plan, name)[rows] for name in columns})


def _titles(state: State, plan: Create, label: str, kind: str) -> list[str]:
    return [
        f"{label}, epoch {state.epoch}: {kind} {row} by {maker}"
        for row, maker in enumerate(plan.accounts.tolist())
    ]


def _bps(plan: Create) -> Ids:
    shares: Ids = np.rint(plan.ai_shares * BPS).astype(np.int64)
    return shares


def _numbers(outcome: Outcome) -> Ids:
    return outcome.numbers if outcome.numbers is not None else np.zeros(outcome.rows, dtype=np.int64)
