"""What was adopted is queued, and executed when its time in the timelock is over; anybody does it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dao_sim.ledger.actions import Action, PayOut
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import Execute, Queue
from dao_sim.ledger.outcome import Outcome
from dao_sim.sim.state import State
from dao_sim.units import ProposalState

MAX_ATTEMPTS = 4
"""So often an adopted proposal is tried that fails, such as for want of money, before it is left."""


def run(state: State) -> None:
    """Of every co-op; proposals that came to nothing are followed no more."""
    for place in range(len(state.ledger.coops)):
        _settle(state, place)


def _settle(state: State, place: int) -> None:
    facts, live, now = state.ledger.coops[place], state.live[place], state.ledger.now()
    adopted, due = [], []
    for number in sorted(live):
        match facts.proposal(number).state:
            case ProposalState.SUCCEEDED:
                adopted.append(number)
            case ProposalState.QUEUED if now >= (live[number].queued_at or 0) + state.delays[place]:
                due.append(number)
            case ProposalState.CANCELED | ProposalState.DEFEATED | ProposalState.EXECUTED:
                del live[number]
            case _:
                pass
    if adopted:
        (queued,) = state.apply([Queue(coop=place, proposals=np.array(adopted))])
        for number in np.array(adopted)[queued.done].tolist():
            live[number].queued_at = now
    if due:
        execute = Execute(coop=place, proposals=np.array(due))
        (executed,) = state.apply([execute])
        carried_out(state, execute, executed)
        for number, done in zip(due, executed.done.tolist(), strict=True):
            live[number].attempts += 1
            if done or live[number].attempts == MAX_ATTEMPTS:
                del live[number]


def carried_out(state: State, execute: Execute, outcome: Outcome) -> None:
    """What comes of proposals that were executed, whoever did it."""
    for number in execute.proposals[outcome.done].tolist():
        actions = state.ledger.coops[execute.coop].proposal(number).actions
        state.balance.executed(execute.coop, actions)
        _paid(state, execute.coop, actions)


def _paid(state: State, place: int, actions: Sequence[Action]) -> None:
    """Whom the treasury paid has an income of it; what a platform's firm pays itself is its profit."""
    payments = [action for action in actions if isinstance(action, PayOut)]
    if not payments:
        return
    accounts = np.array([payment.account for payment in payments], dtype=np.int64)
    amounts = Amounts.of(payment.amount for payment in payments)
    state.gains(accounts, amounts, common=True)
    state.minds.paid += amounts.totals(accounts, state.size).floats()
    for payment in payments:
        kind = "profit" if payment.account == state.firm else "payments"
        state.record.flow(state.epoch, place, kind, payment.amount)
