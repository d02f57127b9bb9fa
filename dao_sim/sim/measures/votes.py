"""How votes go, who proposes, who holds the power."""

from __future__ import annotations

import numpy as np

from dao_sim.sim import portable
from dao_sim.sim.measures.common import (
    DECIDED,
    PASSED,
    average,
    effective_number,
    inequality,
    proposals_of,
)
from dao_sim.sim.measures.registry import measure
from dao_sim.sim.state import State
from dao_sim.units import BPS, Support


@measure
def turnout(state: State) -> float | None:
    """Voters of those who had votes, on average over proposals."""
    rows = state.record.votes.values()
    return average(np.array([row["voters"] / row["electorate"] for row in rows if row["electorate"]]))


@measure
def half_weight_voters(state: State) -> float | None:
    """The fewest voters who have half of the weight cast, on average over proposals with votes."""
    return average(np.array([float(row["half"]) for row in state.record.votes.values() if row["voters"]]))


@measure
def proposals(state: State) -> float:
    """Proposals made, over all co-ops."""
    return float(sum(len(state.proposals(place)) for place in range(len(state.ledger.coops))))


@measure
def adopted_share(state: State) -> float | None:
    """Proposals that passed, of those decided."""
    decided = [each.state for _, each in proposals_of(state) if each.state in DECIDED]
    return sum(each in PASSED for each in decided) / len(decided) if decided else None


@measure
def majority_overruled(state: State) -> float | None:
    """Votes that ended against the majority of their voters by heads, of those that had one.

    Where few came, also what most of them wanted fails for want of a quorum, and counts.
    """
    overruled = []
    for facts, proposal in proposals_of(state):
        supports = facts.supports(proposal.number)
        lead = int((supports == Support.FOR).sum()) - int((supports == Support.AGAINST).sum())
        if proposal.state in DECIDED and lead:
            overruled.append((proposal.state in PASSED) != (lead > 0))
    return sum(overruled) / len(overruled) if overruled else None


@measure
def proposers(state: State) -> float:
    """Accounts that proposed something, each counted once."""
    return float(len({each.proposer for _, each in proposals_of(state)}))


@measure
def variety_of_proposers(state: State) -> float | None:
    """Effective number of proposers: the inverse of the chance that two proposals are of one (Hill 1973)."""
    proposers = np.array([each.proposer for _, each in proposals_of(state)], dtype=np.int64)
    return effective_number(proposers)


@measure
def levy_final(state: State) -> float | None:
    """The levy at the end, on average over co-ops: a part of what is sold, from 0 to 0.3."""
    return average(np.array([facts.parameters().levy / BPS for facts in state.ledger.coops]))


@measure
def top_ten_delegates(state: State) -> float | None:
    """What the ten largest delegates have of all that is delegated at the end: tokens, or heads by rule."""
    by_heads = state.firm is None and _rule(state) in ("member", "chambers")
    given = np.zeros(state.size * len(state.ledger.coops))
    for place, facts in enumerate(state.ledger.coops):
        delegates = facts.delegates()
        givers = np.flatnonzero(delegates != np.arange(state.size))
        weights = np.ones(len(givers)) if by_heads else facts.tokens().floats()[givers]
        given += portable.totals(weights, delegates[givers] + place * state.size, len(given))
    whole = portable.total(given)
    return portable.total(np.sort(given)[-10:]) / whole if whole else None


@measure
def gini_tokens(state: State) -> float | None:
    """Of tokens, over who has some, at the end."""
    holdings = (facts.tokens().floats()[: state.people.size] for facts in state.ledger.coops)
    found = [value for held in holdings if (value := inequality(held)) is not None]
    return average(np.array(found))


def _rule(state: State) -> str:
    governance = state.scenario.charter.get("governance", {})
    return str(governance.get("rule", "token"))
