"""Matching rounds and grants go their way: what is due is settled, and what is owed is taken."""

from __future__ import annotations

import numpy as np

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.facts import MilestoneState
from dao_sim.ledger.intents import (
    NOBODY,
    ClaimMatch,
    LapseGrant,
    SettleMilestone,
    SettleRound,
    SubmitMilestone,
    WithdrawGrant,
)
from dao_sim.sim.plans import Deliver
from dao_sim.sim.state import State

CLAIMS = 4
"""`IMatchingRounds.RoundState.Claims`."""
OFFERED, ACTIVE = 1, 2
"""`IMilestoneGrants.GrantState`."""


def deliver(state: State, plan: Deliver) -> None:
    """Evidence is submitted; whether the work was done is kept, for those who review it to see with error."""
    submit = SubmitMilestone(coop=plan.coop, grants=plan.grants, milestones=plan.milestones)
    (outcome,) = state.apply([submit])
    true = plan.done & outcome.done
    for grant, milestone in zip(plan.grants[true].tolist(), plan.milestones[true].tolist(), strict=True):
        state.delivered.add((plan.coop, grant, milestone))


def run(state: State) -> None:
    """Of every co-op."""
    for place in range(len(state.ledger.coops)):
        _rounds(state, place)
        _grants(state, place)


def _rounds(state: State, place: int) -> None:
    for found in state.ledger.coops[place].rounds():
        if found.state != CLAIMS or (place, found.number) in state.settled_rounds:
            continue
        state.settled_rounds.add((place, found.number))
        gifts = np.array(found.contributed, dtype=object) + np.array(found.matched, dtype=object)
        worth = np.flatnonzero(gifts > 0) + 1
        if len(worth):
            (outcome,) = state.apply([ClaimMatch(coop=place, round=found.number, grants=worth)])
            paid = outcome.amounts.tolist() if outcome.amounts else []
            for grant, amount in zip(worth.tolist(), paid, strict=True):
                (kind, who), given = found.payees[grant - 1], found.contributed[grant - 1]
                if kind == "account":
                    state.gains(np.array([who]), Amounts.of([given]))
                    state.gains(np.array([who]), Amounts.of([amount - given]), common=True)
                state.record.flow(state.epoch, place, "gifts", given)
                state.record.flow(state.epoch, place, "matching", amount - given)
        state.apply([SettleRound(coop=place, round=found.number)])


def _grants(state: State, place: int) -> None:
    facts, now = state.ledger.coops[place], state.ledger.now()
    due: list[tuple[int, int]] = []
    lapsed, takers = [], set()
    for grant in facts.grants():
        if grant.state == OFFERED and grant.accept_by <= now:
            lapsed.append(grant.number)
        if grant.state == ACTIVE:
            due += [
                (grant.number, at)
                for at, milestone in enumerate(grant.milestones)
                if milestone.state != MilestoneState.SETTLED and milestone.settles_at <= now
            ]
        takers.add(grant.grantee)
    if lapsed:
        state.apply([LapseGrant(coop=place, grants=np.array(lapsed))])
    if due:
        columns = np.array(due)
        state.apply([SettleMilestone(coop=place, grants=columns[:, 0], milestones=columns[:, 1])])
    owed = [account for account in (NOBODY, *sorted(takers)) if facts.owed(account)]
    if owed:
        (outcome,) = state.apply([WithdrawGrant(coop=place, accounts=np.array(owed))])
        for account, amount in zip(owed, outcome.amounts.tolist() if outcome.amounts else [], strict=True):
            if account != NOBODY:
                state.gains(np.array([account]), Amounts.of([amount]), common=True)
                state.record.flow(state.epoch, place, "grants", amount)
