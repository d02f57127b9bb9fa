"""A replication as tables: what both ledgers know, exact in amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dao_sim.ledger.actions import Action
from dao_sim.sim import figures, measures
from dao_sim.sim.record import Row, Wei, frame
from dao_sim.sim.state import State
from dao_sim.units import MemberClass

if TYPE_CHECKING:
    import polars as pl

PROPOSALS: dict[str, type] = {
    "coop": int,
    "proposal": int,
    "proposer": int,
    "actions": str,
    "state": str,
    "against": Wei,
    "for": Wei,
    "abstain": Wei,
    "quorum": Wei,
    "electorate": int,
    "voters": int,
    "half_weight_voters": int,
}
WORKS: dict[str, type] = {
    "coop": int,
    "work": int,
    "maker": int,
    "co_maker": int,
    "domain": str,
    "region": str,
    "born": int,
    "parent": int,
    "quality": float,
    "ai_share": float,
    "price": Wei,
    "copies": int,
    "income": Wei,
}
MEMBERS: dict[str, type] = {
    "account": int,
    "cohort": str,
    "region": str,
    "coop": int,
    "member": bool,
    "class": str,
    "tokens": Wei,
    "votes": Wei,
    "delegate": int,
    "cash": Wei,
    "earned": Wei,
    "works": int,
    "asked": int,
    "took_part": int,
    "satisfaction": float,
}
FLOWS: dict[str, type] = {"epoch": int, "coop": int, "kind": str, "amount": Wei}
REFUSED: dict[str, type] = {"epoch": int, "coop": int, "intent": str, "reason": str, "rows": int}


def tables(state: State) -> dict[str, pl.DataFrame]:
    """Name → table: epochs, proposals, works, members, flows, refused, measures."""
    return {
        "epochs": frame(state.record.epochs, figures.COLUMNS),
        "proposals": frame(_proposals(state), PROPOSALS),
        "works": frame(_works(state), WORKS),
        "members": frame(_members(state), MEMBERS),
        "flows": frame(state.record.flow_rows(), FLOWS),
        "refused": frame(state.record.refused_rows(), REFUSED),
        "measures": frame(
            [{"measure": name, "value": value} for name, value in measures.all_of(state).items()],
            {"measure": str, "value": float},
        ),
    }


def _proposals(state: State) -> list[Row]:
    rows = []
    for coop, facts in enumerate(state.ledger.coops):
        for number in range(1, facts.proposal_count() + 1):
            found = facts.proposal(number)
            votes = state.record.votes.get((coop, number), {"electorate": 0, "voters": 0, "half": 0})
            rows.append(
                {
                    "coop": coop,
                    "proposal": number,
                    "proposer": found.proposer,
                    "actions": "; ".join(map(told, found.actions)),
                    "state": found.state.name.lower(),
                    "against": Wei(found.against_votes),
                    "for": Wei(found.for_votes),
                    "abstain": Wei(found.abstain_votes),
                    "quorum": Wei(found.quorum),
                    "electorate": votes["electorate"],
                    "voters": votes["voters"],
                    "half_weight_voters": votes["half"],
                }
            )
    return rows


def told(action: Action) -> str:
    """An action in words: `SetLevy bps=500`."""
    values = " ".join(f"{name}={getattr(action, name)}" for name in action.__slots__)
    return f"{type(action).__name__} {values}".strip()


def _works(state: State) -> list[Row]:
    catalogue, people = state.catalogue, state.people
    incomes = [facts.works().income.tolist() for facts in state.ledger.coops]
    rows = []
    for at in range(len(catalogue.number)):
        coop, number = int(catalogue.coop[at]), int(catalogue.number[at])
        rows.append(
            {
                "coop": coop,
                "work": number,
                "maker": int(catalogue.maker[at]),
                "co_maker": int(state.co_makers[at]),
                "domain": state.scenario.economy.domains[int(catalogue.domain[at])],
                "region": people.region_names[int(catalogue.region[at])],
                "born": int(catalogue.born[at]),
                "parent": int(catalogue.parent[at]),
                "quality": float(catalogue.quality[at]),
                "ai_share": float(catalogue.ai_share[at]),
                "price": Wei(round(float(catalogue.price[at]) * 1e9) * 10**9),
                "copies": int(catalogue.sold[at]),
                "income": Wei(incomes[coop][number - 1]),
            }
        )
    return rows


def _members(state: State) -> list[Row]:
    people, minds, coops = state.people, state.minds, state.ledger.coops
    cash, earned = state.ledger.cash().tolist(), state.earned_exactly.tolist()
    facts = [
        (each.members(), each.classes(), each.tokens().tolist(), each.votes().tolist(), each.delegates())
        for each in coops
    ]
    rows = []
    for account in range(people.size):
        coop = int(people.region[account]) % len(coops)
        members, classes, tokens, votes, delegates = facts[coop]
        rows.append(
            {
                "account": account,
                "cohort": people.cohort_names[int(people.cohort[account])],
                "region": people.region_names[int(people.region[account])],
                "coop": coop,
                "member": bool(members[account]),
                "class": MemberClass(int(classes[account])).name.lower(),
                "tokens": Wei(tokens[account]),
                "votes": Wei(votes[account]),
                "delegate": int(delegates[account]),
                "cash": Wei(cash[account]),
                "earned": Wei(earned[account]),
                "works": int(minds.works[account]),
                "asked": int(minds.asked[account]),
                "took_part": int(minds.took_part[account]),
                "satisfaction": float(minds.satisfaction[account]),
            }
        )
    return rows
