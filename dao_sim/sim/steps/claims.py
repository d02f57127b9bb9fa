"""Payees claim what works earned, as soon as there is something; the levy goes to the treasury."""

from __future__ import annotations

import numpy as np

from dao_sim.ledger.intents import NOBODY, Claim, ClaimForeign, CollectLevy
from dao_sim.sim.state import State
from dao_sim.sim.view import Ids


def run(state: State) -> None:
    """First what is due to works elsewhere, so that their payees can claim it in the same phase."""
    earning = _earning(state)
    for place in range(len(state.ledger.coops)):
        here = earning[state.catalogue.coop[earning] == place]
        if len(here):
            _abroad(state, place, here)
    for place, facts in enumerate(state.ledger.coops):
        here = earning[state.catalogue.coop[earning] == place]
        if len(here):
            _claim(state, place, here)
        if facts.levy_accrued():
            (levy,) = state.apply([CollectLevy(coop=place)])
            state.record.flow(state.epoch, place, "levy", levy.amounts.total() if levy.amounts else 0)


def _earning(state: State) -> Ids:
    """Places of works that sold now, and of all that they derive from, in order."""
    parent = state.catalogue.parent
    found = np.flatnonzero(state.catalogue.sold_last)
    reached, step = found, found
    while len(step):
        step = parent[step]
        step = np.setdiff1d(step[step != NOBODY], reached)
        reached = np.union1d(reached, step)
    return reached


def _abroad(state: State, place: int, works: Ids) -> None:
    """What works elsewhere have in these is collected there."""
    catalogue = state.catalogue
    parents = catalogue.parent[works]
    rows = np.flatnonzero(parents != NOBODY)
    rows = rows[catalogue.coop[parents[rows]] != place]
    if not len(rows):
        return
    claim = ClaimForeign(
        coop=place,
        works=catalogue.number[works[rows]],
        foreign_coops=catalogue.coop[parents[rows]],
        foreign_works=catalogue.number[parents[rows]],
    )
    (outcome,) = state.apply([claim])
    if outcome.amounts is not None:
        state.record.flow(state.epoch, place, "paid to works elsewhere", outcome.amounts.total())


def _claim(state: State, place: int, works: Ids) -> None:
    facts, catalogue = state.ledger.coops[place], state.catalogue
    others = state.co_makers[works]
    shared = np.flatnonzero(others != NOBODY)
    held, holders = state.holders
    more = np.flatnonzero(np.isin(held, works))
    numbers = catalogue.number[np.concatenate([works, works[shared], held[more]])]
    payees = np.concatenate([catalogue.maker[works], others[shared], holders[more]])
    due = np.flatnonzero(facts.claimable(numbers, payees).positive())
    if not len(due):
        return
    numbers, payees = numbers[due], payees[due]
    (outcome,) = state.apply([Claim(coop=place, works=numbers, payees=payees)])
    if outcome.amounts is None:
        return
    state.gains(payees, outcome.amounts)
    state.record.flow(state.epoch, place, "claims", outcome.amounts.total())
