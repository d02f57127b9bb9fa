"""Reviewers see what was done for a grant, with error, and accept a part of the milestone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from dao_sim.coop.grants import GrantState, MilestoneState
from dao_sim.ledger.intents import ReviewMilestone
from dao_sim.sim import portable
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.commons import nearly_over
from dao_sim.sim.plans import Act
from dao_sim.sim.view import Draws, Ids, View
from dao_sim.units import BPS

STEP = 500
"""Reviewers accept multiples of 5 %."""


class ReviewGrants(Behaviour):
    """A reviewer accepts what it sees: 1 where the work was done, else 0, with a normal error added.

    It speaks an epoch before a review ends, or, seldom, not at all. What is accepted is then what as many
    reviewers as needed accept. An observation with error still is one that pay can hang on (B. Holmström,
    Moral Hazard and Observability, Bell Journal of Economics 10, 1979).
    """

    name: ClassVar[str] = "review_grants"
    phase: ClassVar[str] = "fund"

    error: float = Field(default=0.2, ge=0, le=10)
    """Standard deviation, in parts of a milestone."""
    speaks: float = Field(default=0.95, ge=0, le=1)
    """Probability of reviewing at all."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        theirs = np.zeros(len(view.memory.works), dtype=np.bool_)
        theirs[members] = True
        rows: list[tuple[int, int, int, int]] = []
        for grant in view.coop.grants:
            reviewers = np.array(grant.reviewers, dtype=np.int64)
            reviewers = reviewers[theirs[reviewers]]
            for at, milestone in enumerate(grant.milestones if grant.state == GrantState.ACTIVE else ()):
                submitted = milestone.state == MilestoneState.SUBMITTED
                if submitted and nearly_over(view, milestone.settles_at):
                    rows += self._verdicts(view, draws, grant.number, at, reviewers)
        if not rows:
            return []
        columns = np.array(rows, dtype=np.int64)
        return [
            ReviewMilestone(
                coop=view.coop.place,
                grants=columns[:, 0],
                milestones=columns[:, 1],
                accounts=columns[:, 2],
                bps=columns[:, 3],
            )
        ]

    def _verdicts(
        self, view: View, draws: Draws, grant: int, at: int, reviewers: Ids
    ) -> list[tuple[int, int, int, int]]:
        speaking = reviewers[draws.uniform(f"speaks of {grant}", at)[reviewers] < self.speaks]
        luck = draws.uniform(f"sees {grant}", at)[speaking]
        done = 1.0 if (grant, at) in view.delivered else 0.0
        seen = done + self.error * portable.normal_quantile(np.clip(luck, 1e-9, 1 - 1e-9))
        accepted = np.rint(np.clip(seen, 0.0, 1.0) * (BPS // STEP)).astype(np.int64) * STEP
        return [
            (grant, at, reviewer, bps)
            for reviewer, bps in zip(speaking.tolist(), accepted.tolist(), strict=True)
        ]


BEHAVIOUR = ReviewGrants
