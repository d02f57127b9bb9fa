"""The rules that an electorate can vote under, one class each, by name."""

from __future__ import annotations

from dao_sim.experiments.contests.chambers import ChambersContest
from dao_sim.experiments.contests.choices import (
    ApprovalContest,
    ApprovalMembersContest,
    CumulativeContest,
    RankedContest,
    RankedMembersContest,
)
from dao_sim.experiments.contests.contest import Contest, Held, Standing
from dao_sim.experiments.contests.conviction import ConvictionContest
from dao_sim.experiments.contests.fractional import FractionalContest
from dao_sim.experiments.contests.optimistic import OptimisticContest
from dao_sim.experiments.contests.simple import MemberContest, QuadraticContest, TokenContest

__all__ = ["CONTESTS", "Contest", "Held", "Standing"]

_KINDS: tuple[type[Contest], ...] = (
    *(TokenContest, MemberContest, QuadraticContest, FractionalContest, ApprovalContest),
    *(ApprovalMembersContest, CumulativeContest, RankedContest, RankedMembersContest),
    *(ChambersContest, OptimisticContest, ConvictionContest),
)
CONTESTS = {kind.name: kind for kind in _KINDS}
