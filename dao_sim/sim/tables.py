"""A replication as tables: what both ledgers know, exact in amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dao_sim.coop.submissions import SubmissionState
from dao_sim.ledger.actions import Action
from dao_sim.ledger.amounts import Amounts
from dao_sim.sim import figures, measures
from dao_sim.sim.record import Row, Wei, columns_of, frame
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
    "income": Wei,
    "works": int,
    "asked": int,
    "took_part": int,
    "satisfaction": float,
}
SUBMISSIONS: dict[str, type] = {
    "coop": int,
    "submission": int,
    "maker": int,
    "domain": str,
    "ai_share_bps": int,
    "state": str,
    "case": int,
    "upheld": int,
    "revealed": int,
}
"""Of co-ops whose works are submitted before they are registered."""
FLOWS: dict[str, type] = {"epoch": int, "coop": int, "kind": str, "amount": Wei}
REFUSED: dict[str, type] = {"epoch": int, "coop": int, "intent": str, "reason": str, "rows": int}


def tables(state: State) -> dict[str, pl.DataFrame]:
    """Name → table: epochs, proposals, works, members, flows, refused, measures.

    And submissions, where the charter asks for them.
    """
    submitted = {"submissions": frame(_submissions(state), SUBMISSIONS)} if state.reviewed else {}
    return {
        **submitted,
        "epochs": frame(state.record.epochs, figures.COLUMNS),
        "proposals": frame(_proposals(state), PROPOSALS),
        "works": _works(state),
        "members": _members(state),
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
        for number in state.proposals(coop):
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


def _works(state: State) -> pl.DataFrame:
    catalogue, people = state.catalogue, state.people
    incomes = [facts.works().income.tolist() for facts in state.ledger.coops]
    coops, numbers = catalogue.coop.tolist(), catalogue.number.tolist()
    return columns_of(
        {
            "coop": coops,
            "work": numbers,
            "maker": catalogue.maker.tolist(),
            "co_maker": state.co_makers.tolist(),
            "domain": [state.scenario.economy.domains[place] for place in catalogue.domain.tolist()],
            "region": [people.region_names[place] for place in catalogue.region.tolist()],
            "born": catalogue.born.tolist(),
            "parent": catalogue.parent.tolist(),
            "quality": catalogue.quality.tolist(),
            "ai_share": catalogue.ai_share.tolist(),
            "price": [round(price * 1e9) * 10**9 for price in catalogue.price.tolist()],
            "copies": catalogue.sold.tolist(),
            "income": [incomes[coop][number - 1] for coop, number in zip(coops, numbers, strict=True)],
        },
        WORKS,
    )


def _submissions(state: State) -> list[Row]:
    rows = []
    for coop, facts in enumerate(state.ledger.coops):
        found = facts.submissions()
        for row, case in enumerate(found.case.tolist()):
            panel = facts.case(case) if case else None
            rows.append(
                {
                    "coop": coop,
                    "submission": row + 1,
                    "maker": int(found.submitter[row]),
                    "domain": found.domain[row],
                    "ai_share_bps": int(found.ai_share[row]),
                    "state": SubmissionState(int(found.state[row])).name.lower(),
                    "case": case,
                    "upheld": panel.upheld if panel else 0,
                    "revealed": panel.revealed if panel else 0,
                }
            )
    return rows


def _members(state: State) -> pl.DataFrame:
    """One row per person, in the co-op of their region."""
    people, minds, coops = state.people, state.minds, state.ledger.coops
    home = people.region % len(coops)
    belongs = np.zeros(people.size, dtype=np.bool_)
    classes, delegates = np.zeros(people.size, dtype=np.int64), np.arange(people.size)
    tokens, votes = Amounts.zeros(people.size), Amounts.zeros(people.size)
    for coop, facts in enumerate(coops):
        here = np.flatnonzero(home == coop)
        belongs[here], classes[here] = facts.members()[here], facts.classes()[here]
        delegates[here] = facts.delegates()[here]
        tokens.put(here, facts.tokens()[here])
        votes.put(here, facts.votes()[here])
    named = [MemberClass(number).name.lower() for number in range(len(MemberClass))]
    return columns_of(
        {
            "account": list(range(people.size)),
            "cohort": [people.cohort_names[place] for place in people.cohort.tolist()],
            "region": [people.region_names[place] for place in people.region.tolist()],
            "coop": home.tolist(),
            "member": belongs.tolist(),
            "class": [named[number] for number in classes.tolist()],
            "tokens": tokens.tolist(),
            "votes": votes.tolist(),
            "delegate": delegates.tolist(),
            "cash": state.ledger.cash()[: people.size].tolist(),
            "income": state.earned_exactly[: people.size].tolist(),
            "works": minds.works[: people.size].tolist(),
            "asked": minds.asked[: people.size].tolist(),
            "took_part": minds.took_part[: people.size].tolist(),
            "satisfaction": minds.satisfaction[: people.size].tolist(),
        },
        MEMBERS,
    )
