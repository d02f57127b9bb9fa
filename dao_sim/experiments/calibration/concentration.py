"""How concentrated the recorded weights are, among those who are known and among those who came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dao_sim.errors import BadInput
from dao_sim.experiments.calibration.history import Poll
from dao_sim.metrics.concentration import top_share
from dao_sim.metrics.inequality import gini
from dao_sim.metrics.tails import Tail, pareto_tail
from dao_sim.metrics.voting import half_holders


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """Figures of a history. Shares and the Gini coefficient are from 0 to 1."""

    members: int
    """Who ever voted."""
    gini: float
    """Of the last weight that each of them voted with."""
    top10_share: float
    """What the ten largest of them hold."""
    tail: Tail | None
    """Of the same weights; None where they are too alike, or too few, to have one."""
    voters: float
    """On a proposal, on average."""
    half: float
    """The fewest voters with half of the weight cast, on average over the proposals."""


def measure(polls: Sequence[Poll]) -> Concentration:
    """The figures of at least one proposal, each of which somebody voted on."""
    last = {voter: weight for poll in polls for voter, weight in poll.weights.items()}
    try:
        tail = pareto_tail(last.values())
    except BadInput:
        tail = None
    return Concentration(
        members=len(last),
        gini=float(gini(last.values())),
        top10_share=float(top_share(last.values(), 10)),
        tail=tail,
        voters=sum(len(poll.weights) for poll in polls) / len(polls),
        half=sum(half_holders(poll.weights.values()) for poll in polls) / len(polls),
    )
