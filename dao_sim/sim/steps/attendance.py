"""Who means to take part in which vote, and who is bound to vote how."""

from __future__ import annotations

from dao_sim.sim.plans import Attend, Promise
from dao_sim.sim.state import State


def attend(state: State, plan: Attend) -> None:
    """Notes who will come; of a vote that is over, nothing."""
    if live := state.live[plan.coop].get(plan.proposal):
        live.attending[plan.accounts] = True


def promise(state: State, plan: Promise) -> None:
    """Notes who is bound, and how; of a vote that is over, nothing."""
    if live := state.live[plan.coop].get(plan.proposal):
        live.promised[plan.accounts] = plan.supports
