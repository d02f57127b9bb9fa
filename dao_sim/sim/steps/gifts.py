"""Makers get gifts, which are income like any other."""

from __future__ import annotations

from dao_sim.ledger.intents import Pay
from dao_sim.sim.plans import Gift
from dao_sim.sim.state import State


def give(state: State, plan: Gift) -> None:
    """Rows whose senders have too little are refused."""
    pay = Pay(senders=plan.senders, recipients=plan.recipients, amounts=plan.amounts)
    (outcome,) = state.apply([pay])
    given = plan.amounts[outcome.done]
    state.gains(plan.recipients[outcome.done], given)
    state.record.flow(state.epoch, plan.coop, "gifts", given.total())
