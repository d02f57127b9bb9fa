"""People join and leave."""

from __future__ import annotations

from dao_sim.ledger.intents import Admit, Resign
from dao_sim.sim.plans import Join, Leave
from dao_sim.sim.state import State


def join(state: State, plan: Join) -> None:
    """The admitter admits whoever wants to."""
    state.apply([Admit(coop=plan.coop, accounts=plan.accounts, classes=plan.classes)])


def leave(state: State, plan: Leave) -> None:
    """They keep their tokens and works."""
    state.apply([Resign(coop=plan.coop, accounts=plan.accounts)])
