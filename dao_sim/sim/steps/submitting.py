"""Where the charter asks for it, works are submitted before they are registered, and wait."""

from __future__ import annotations

import numpy as np

from dao_sim.ledger.content_intents import Submit
from dao_sim.sim.drafts import Drafts, Waiting
from dao_sim.sim.state import State
from dao_sim.sim.steps.registering import bps, numbers_of, stated


def submit(state: State, drafts: Drafts) -> None:
    """Each states what is going to be registered; what is refused is not made."""
    plan = drafts.plan
    contributors, units, foreign = stated(state, plan)
    intent = Submit(
        coop=plan.coop,
        accounts=plan.accounts,
        titles=drafts.titles,
        contributors=contributors,
        units=units,
        ai_share_bps=bps(plan),
        domains=[state.scenario.economy.domains[domain] for domain in plan.domains.tolist()],
        foreign=foreign if any(foreign) else (),
    )
    numbers = numbers_of(*state.apply([intent]))
    rows = np.flatnonzero(numbers)
    if len(rows):
        made = Waiting(
            drafts=drafts.kept(rows), numbers=numbers[rows], tried=np.zeros(len(rows), dtype=np.bool_)
        )
        before = state.waiting[plan.coop]
        state.waiting[plan.coop] = made if before is None else before.joined(made)
