"""Common money: where it comes from, and to whom it goes."""

from __future__ import annotations

import numpy as np

from dao_sim.ledger.actions import PayOut
from dao_sim.sim import portable
from dao_sim.sim.measures.common import (
    FAR,
    creators_of,
    flow,
    proposals_of,
    share,
)
from dao_sim.sim.measures.registry import measure
from dao_sim.sim.state import State
from dao_sim.units import ProposalState


@measure
def sales(state: State) -> float:
    """ETH that the audience spent."""
    return flow(state, "sales")


@measure
def levied(state: State) -> float:
    """ETH that went to the treasury as levy."""
    return flow(state, "levy")


@measure
def profit(state: State) -> float:
    """ETH that a platform's firm paid itself."""
    return flow(state, "profit")


@measure
def invested(state: State) -> float:
    """ETH of common money that went to makers: paid out, matched, granted."""
    return sum(flow(state, kind) for kind in ("payments", "matching", "grants"))


@measure
def treasury_final(state: State) -> float:
    """ETH in treasuries at the end."""
    return sum(facts.treasury() for facts in state.ledger.coops) / 10**18


@measure
def top_payee_share(state: State) -> float | None:
    """What the account that votes had treasuries pay most got, of all that they had them pay."""
    paid = np.zeros(state.size)
    for _, proposal in proposals_of(state):
        for action in proposal.actions if proposal.state == ProposalState.EXECUTED else ():
            if isinstance(action, PayOut):
                paid[action.account] += action.amount / 10**18
    whole = portable.total(paid)
    return float(paid.max()) / whole if whole else None


@measure
def paid_to_large_holders(state: State) -> float | None:
    """What votes paid the tenth of people with the most tokens at the end, of all that they paid people."""
    paid, largest = 0, 0
    for facts, proposal in proposals_of(state):
        tokens = facts.tokens().floats()[: state.people.size]
        first = np.argsort(-tokens, kind="stable")[: max(len(tokens) // 10, 1)]
        done = proposal.actions if proposal.state == ProposalState.EXECUTED else ()
        for action in done:
            if isinstance(action, PayOut) and action.account < state.people.size:
                paid += action.amount
                largest += action.amount if action.account in first else 0
    return largest / paid if paid else None


@measure
def far_invested_share(state: State) -> float | None:
    """What people in far-off regions got, of the common money that went to people."""
    people, common = state.people, state.minds.common[: state.people.size]
    far = people.remoteness[people.region] >= FAR
    return share(portable.total(common[far]), portable.total(common))


@measure
def small_invested_share(state: State) -> float | None:
    """What went to the half of creators whose works and gifts brought least, of common money for creators."""
    creators = creators_of(state)
    common = state.minds.common[creators]
    order = np.argsort(state.minds.earned[creators] - common, kind="stable")
    return share(portable.total(common[order[: len(order) // 2]]), portable.total(common))


@measure
def works_for_grants(state: State) -> float:
    """Works that common money was paid or promised for."""
    return float(state.works_for_grants)


@measure
def works_per_grant(state: State) -> float | None:
    """Works made for common money, per ETH of it that was got."""
    return share(float(state.works_for_grants), portable.total(state.minds.common))
