"""Makers get gifts and commissions, which are income like any other."""

from __future__ import annotations

import numpy as np

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import NOBODY, Pay
from dao_sim.sim.plans import Commission, Create, Gift
from dao_sim.sim.state import State
from dao_sim.sim.steps import making
from dao_sim.sim.view import Ids


def give(state: State, plan: Gift) -> None:
    """Rows whose senders have too little are refused."""
    given = _paid(state, plan.senders, plan.recipients, plan.amounts)
    state.record.flow(state.epoch, plan.coop, "gifts", plan.amounts[given].total())


def commission(state: State, plan: Commission, label: str) -> None:
    """Makers make what they were paid for first, as they make what is their own; nothing else is made."""
    given = _paid(state, plan.senders, plan.recipients, plan.amounts)
    state.record.flow(state.epoch, plan.coop, "commissions", plan.amounts[given].total())
    makers = plan.recipients[given]
    nobody = np.full(len(makers), NOBODY, dtype=np.int64)
    works = Create(
        coop=plan.coop,
        accounts=makers,
        domains=plan.domains[given],
        ai_shares=state.people.ai_use[makers],
        efforts=plan.efforts[given],
        prices=np.zeros(len(makers)),
        co_makers=nobody,
        parents=nobody,
    )
    making.create(state, works, label)


def _paid(state: State, senders: Ids, recipients: Ids, amounts: Amounts) -> Ids:
    """Rows that were paid."""
    (outcome,) = state.apply([Pay(senders=senders, recipients=recipients, amounts=amounts)])
    rows = np.flatnonzero(outcome.done)
    state.gains(recipients[rows], amounts[rows])
    return rows
