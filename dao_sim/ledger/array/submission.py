"""One submission: a registration that somebody wants to make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.coop.submissions import SubmissionState
from dao_sim.ledger.array.vault import Opening

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STAKEHOLDER_UNITS = 50_000
"""Who has so many of a work's units does not judge it."""


@dataclass(slots=True)
class Submission:
    """What was stated, and how far it came. `holders` are the vault's."""

    submitter: int
    title: str
    domain: str
    holders: tuple[int, ...]
    units: tuple[int, ...]
    ai_share: int
    needs_review: bool
    admitted: NDArray[np.bool_]
    """Who was a member in the second before."""
    state: SubmissionState
    deadline: int
    deposit: int
    case: int = 0

    def states(self, opening: Opening, ai_share: int) -> bool:
        """Whether a registration states exactly what was submitted."""
        given = (tuple(opening.holders), tuple(opening.units), ai_share)
        return given == (self.holders, self.units, self.ai_share)

    def stakeholders(self) -> frozenset[int]:
        """Who has much of it; several parts of the same account count together."""
        sums: dict[int, int] = {}
        for holder, units in zip(self.holders, self.units, strict=True):
            sums[holder] = sums.get(holder, 0) + units
        return frozenset(holder for holder, units in sums.items() if units >= STAKEHOLDER_UNITS)
