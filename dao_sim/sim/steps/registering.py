"""Drafts become works: licences are taken for what they derive from, and what is registered is on sale."""

from __future__ import annotations

import numpy as np

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import NOBODY, BuyLicence, Derive, Offer, Register
from dao_sim.ledger.outcome import Outcome
from dao_sim.sim.drafts import Drafts
from dao_sim.sim.market import grown
from dao_sim.sim.plans import Create
from dao_sim.sim.state import State
from dao_sim.sim.view import Catalogue, Ids
from dao_sim.units import BPS

UNITS = 1_000_000


def register(state: State, drafts: Drafts) -> Ids:
    """The works' numbers, 0 for what was refused; originals first, then what derives by licence."""
    parents, numbers = drafts.plan.parents, np.zeros(len(drafts.titles), dtype=np.int64)
    derived = parents != NOBODY
    derived[derived] = state.catalogue.coop[parents[derived]] == drafts.plan.coop
    for rows, registers in ((np.flatnonzero(~derived), _original), (np.flatnonzero(derived), _derive)):
        if len(rows):
            part = drafts.kept(rows)
            numbers[rows] = registers(state, part)
            _offered(state, part, numbers[rows])
    return numbers


def stated(state: State, plan: Create) -> tuple[list[Ids], list[Ids], list[list[tuple[int, int, int]]]]:
    """Contributors and their units of each row, and what works elsewhere have of it.

    Who derives by licence gives no units for it: what is due is passed on.
    """
    catalogue, share = state.catalogue, UNITS * state.scenario.economy.licence_share // BPS
    foreign = [
        []
        if parent == NOBODY or catalogue.coop[parent] == plan.coop
        else [(int(catalogue.coop[parent]), int(catalogue.number[parent]), share)]
        for parent in plan.parents.tolist()
    ]
    taken = np.array([sum(units for _, _, units in each) for each in foreign], dtype=np.int64)
    return (*_shares(state, plan, taken), foreign)


def bps(plan: Create) -> Ids:
    """AI's shares as they are disclosed."""
    shares: Ids = np.rint(plan.ai_shares * BPS).astype(np.int64)
    return shares


def numbers_of(outcome: Outcome) -> Ids:
    """What was made in each row."""
    return outcome.numbers if outcome.numbers is not None else np.zeros(outcome.rows, dtype=np.int64)


def _original(state: State, drafts: Drafts) -> Ids:
    """Originals, and what derives from works elsewhere: these get their share of units."""
    plan = drafts.plan
    contributors, units, foreign = stated(state, plan)
    intent = Register(
        coop=plan.coop,
        accounts=plan.accounts,
        titles=drafts.titles,
        contributors=contributors,
        units=units,
        ai_share_bps=bps(plan),
        foreign=foreign if any(foreign) else (),
    )
    return numbers_of(*state.apply([intent]))


def _derive(state: State, drafts: Drafts) -> Ids:
    """Works that derive by licence: the share of what they earn goes to their ancestors by itself."""
    plan = drafts.plan
    buying = BuyLicence(coop=plan.coop, accounts=plan.accounts, offers=state.offers[plan.parents])
    (bought,) = state.apply([buying])
    numbers = np.zeros(len(plan.accounts), dtype=np.int64)
    rows = np.flatnonzero(bought.done)
    if not len(rows):
        return numbers
    licences, part = numbers_of(bought), drafts.kept(rows)
    contributors, units, _ = stated(state, part.plan)
    derive = Derive(
        coop=plan.coop,
        accounts=part.plan.accounts,
        titles=part.titles,
        contributors=contributors,
        units=units,
        ai_share_bps=bps(part.plan),
        licences=[licences[row : row + 1] for row in rows],
    )
    numbers[rows] = numbers_of(*state.apply([derive]))
    return numbers


def _offered(state: State, drafts: Drafts, numbers: Ids) -> None:
    """Puts what was registered on sale, and offers licences to derive from it."""
    rows = np.flatnonzero(numbers)
    if not len(rows):
        return
    drafts, numbers = drafts.kept(rows), numbers[rows]
    plan, nothing = drafts.plan, np.zeros(len(numbers), dtype=np.int64)
    state.catalogue = grown(
        state.catalogue,
        Catalogue(
            coop=np.full(len(numbers), plan.coop, dtype=np.int64),
            number=numbers,
            maker=plan.accounts,
            domain=plan.domains,
            region=state.people.region[plan.accounts].astype(np.int64),
            born=np.full(len(numbers), state.epoch, dtype=np.int64),
            parent=plan.parents,
            quality=drafts.made.quality,
            ai_share=plan.ai_shares,
            taste=drafts.made.taste,
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
        offers = numbers_of(*state.apply([offer]))
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
