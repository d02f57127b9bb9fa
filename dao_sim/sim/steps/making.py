"""Plans become works: makers pay what it costs, and what comes of it is registered, or submitted first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dao_sim.ledger.intents import NOBODY, Spend
from dao_sim.sim.drafts import Drafts, kept
from dao_sim.sim.market import Made, make, whole_gwei
from dao_sim.sim.plans import Create
from dao_sim.sim.state import State
from dao_sim.sim.steps.registering import register
from dao_sim.sim.steps.submitting import submit
from dao_sim.sim.view import Floats, Ids


def create(state: State, plan: Create, label: str) -> None:
    """Rows whose makers cannot pay, or are refused, make nothing; what was spent is spent."""
    plan = kept(plan, _spent(state, plan))
    plan = replace(plan, parents=_parents(state, plan))
    if not len(plan.accounts):
        return
    state.works_for_grants += len(plan.accounts) * plan.for_grants
    made = _made(state, plan, _luck(state, plan.accounts, label))
    drafts = Drafts(plan=replace(plan, tastes=None), made=made, titles=_titles(state, plan, label))
    if state.reviewed:
        submit(state, drafts)
    else:
        register(state, drafts)


def _spent(state: State, plan: Create) -> Ids:
    """Rows whose cost is paid."""
    terms = state.scenario.economy
    cost = terms.cost * plan.efforts * (1.0 - terms.ai_saving * plan.ai_shares)
    amounts = whole_gwei(cost)
    (outcome,) = state.apply([Spend(accounts=plan.accounts, amounts=amounts)])
    rows = np.flatnonzero(outcome.done)
    state.record.flow(state.epoch, plan.coop, "costs", amounts[rows].total())
    state.minds.costs += amounts[rows].totals(plan.accounts[rows], state.size).floats()
    return rows


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


def _made(state: State, plan: Create, luck: Floats) -> Made:
    """What derives by licence is made apart from all else."""
    parents, before = plan.parents, state.catalogue
    derived = parents != NOBODY
    derived[derived] = before.coop[parents[derived]] == plan.coop
    quality, taste = np.zeros(len(luck)), np.zeros((len(luck), before.taste.shape[1]))
    for rows in (np.flatnonzero(~derived), np.flatnonzero(derived)):
        part, known = kept(plan, rows), parents[rows] != NOBODY
        tastes = state.people.taste[part.accounts].copy()
        tastes[known] = before.taste[part.parents[known]]
        production = state.scenario.economy.production
        made = make(part, state.people, production, luck[rows], tastes if known.any() else None)
        quality[rows], taste[rows] = made.quality, made.taste
    return Made(quality=quality, taste=taste)


def _titles(state: State, plan: Create, label: str) -> list[str]:
    return [
        f"{label}, epoch {state.epoch}: {row} by {maker}" for row, maker in enumerate(plan.accounts.tolist())
    ]
