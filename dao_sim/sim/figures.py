"""What an epoch was like, in figures: each the same bits wherever it is computed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dao_sim.ledger.facts import ProposalState
from dao_sim.sim import portable
from dao_sim.sim.record import Row, Wei
from dao_sim.sim.state import State
from dao_sim.sim.view import Floats

COLUMNS: dict[str, type] = {
    "epoch": int,
    "coop": int,
    "members": int,
    "supply": Wei,
    "treasury": Wei,
    "levy_bps": int,
    "quorum_bps": int,
    "proposals": int,
    "open_proposals": int,
    "turnout": float,
    "half_weight_voters": float,
    "works": int,
    "copies": int,
    "remote_copies": int,
    "sales": Wei,
    "claims": Wei,
    "quality": float,
    "ai_share": float,
    "variety_of_works": float,
    "satisfaction": float,
    "gini_tokens": float,
    "gini_votes": float,
    "gini_income": float,
}
"""Of the table `epochs`."""


def epoch_row(state: State, place: int) -> Row:
    """One co-op at the end of an epoch. Shares and means are 0 where there is nothing to take them of."""
    facts, epoch = state.ledger.coops[place], state.epoch
    members = facts.members()
    here = np.flatnonzero(members)
    catalogue = state.catalogue
    made = np.flatnonzero(catalogue.coop == place)
    new = made[catalogue.born[made] == epoch]
    sold = catalogue.sold_last[made]
    flows, parameters = state.record.flows, facts.parameters()
    turnout, half = _voting(state, place)
    return {
        "epoch": epoch,
        "coop": place,
        "members": len(here),
        "supply": Wei(facts.supply()),
        "treasury": Wei(facts.treasury()),
        "levy_bps": int(parameters.levy),
        "quorum_bps": int(parameters.quorum),
        "proposals": len(state.proposals(place)),
        "open_proposals": len(state.live[place]),
        "turnout": turnout,
        "half_weight_voters": half,
        "works": len(new),
        "copies": int(sold.sum()),
        "remote_copies": _remote(state, made),
        "sales": Wei(flows[epoch, place, "sales"]),
        "claims": Wei(flows[epoch, place, "claims"]),
        "quality": mean(catalogue.quality[new]),
        "ai_share": mean(catalogue.ai_share[new]),
        "variety_of_works": spread(catalogue.taste[new]),
        "satisfaction": mean(state.minds.satisfaction[here]),
        "gini_tokens": gini(facts.tokens().floats()[: state.people.size]),
        "gini_votes": gini(facts.votes().floats(1)[: state.people.size]),
        "gini_income": gini(
            state.minds.earned[: state.people.size][state.minds.works[: state.people.size] > 0]
        ),
    }


def gini(values: Floats) -> float:
    """Of who has something: 0 for equals, towards 1 for one who has all (C. Gini, 1912); 0 of nobody."""
    rising = np.sort(values[values > 0.0])
    count, whole = len(rising), portable.total(rising)
    if not count:
        return 0.0
    ranks = np.arange(1, count + 1) * 2.0 - (count + 1)
    return portable.total(ranks * rising) / (count * whole)


def top_share(values: Floats, part: float) -> float:
    """What the largest `part` of all, at least one, have of everything; 0 where nobody has anything."""
    falling = np.sort(values)[::-1]
    whole = portable.total(falling)
    count = max(int(len(falling) * part), 1)
    return portable.total(falling[:count]) / whole if len(falling) and whole else 0.0


def mean(values: Floats) -> float:
    """Of no values, 0."""
    return portable.total(values) / len(values) if len(values) else 0.0


def spread(points: Floats) -> float:
    """How far apart two are, drawn at random: the mean squared distance (Rao 1982); of none 0."""
    apart = 0.0
    for column in points.T if len(points) else ():
        middle = mean(column)
        apart += 2.0 * mean((column - middle) * (column - middle))
    return apart


def _voting(state: State, place: int) -> tuple[float, float]:
    """Turnout, and the fewest voters with half of the weight, on average over votes that can be cast now."""
    rows = [
        row
        for (coop, number), row in state.record.votes.items()
        if coop == place and number in state.live[place] and _is_open(state, place, number)
    ]
    if not rows:
        return 0.0, 0.0
    parts = np.array([row["voters"] / max(row["electorate"], 1) for row in rows])
    return mean(parts), mean(np.array([float(row["half"]) for row in rows]))


def _is_open(state: State, place: int, number: int) -> bool:
    return state.ledger.coops[place].proposal(number).state == ProposalState.ACTIVE


def _remote(state: State, made: NDArray[np.int64]) -> int:
    """Copies that were bought in the remotest region."""
    if len(state.people.remoteness) < 2 or not state.copies.size:
        return 0
    groups = np.flatnonzero(state.market.regions == int(np.argmax(state.people.remoteness)))
    return int(state.copies[groups][:, made[made < state.copies.shape[1]]].sum())
