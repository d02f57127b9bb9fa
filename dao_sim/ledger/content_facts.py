"""What both ledgers know of content rules, submissions, and panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dao_sim.ledger.amounts import Amounts
from dao_sim.units import Bps, Seconds, Wei


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRule:
    """What holds for works of a domain: what AI made more than `cap` of, or `review_from`, a panel sees."""

    cap: Bps
    review_from: Bps
    """Beyond 100% where nothing within the cap is seen."""
    deposit: Wei


@dataclass(frozen=True, slots=True, kw_only=True)
class Submissions:
    """Every submission, in order: row i is submission i + 1."""

    submitter: NDArray[np.int64]
    domain: Sequence[str]
    ai_share: NDArray[np.int64]
    """Basis points, as disclosed."""
    state: NDArray[np.int64]
    """Numbers of `SubmissionState`, as passing time made them."""
    deadline: NDArray[np.int64]
    """When its state's time is over; 0 for a state that has none."""
    deposit: Amounts
    """What is held of it."""
    case: NDArray[np.int64]
    """The panel's; 0 for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim against a submission, and its last panel."""

    number: int
    submission: int
    phase: int
    """`IReviewPanels.Phase`."""
    outcome: int
    """`IReviewPanels.Outcome`: pending until nothing can change it any more."""
    standing: int
    """What the last panel said, or the final outcome."""
    round: int
    panel: Sequence[int]
    """Accounts, in the order in which they were drawn."""
    sealed: Sequence[bool]
    revealed: int
    upheld: int
    """How many of those who revealed uphold the claim."""
    commit_ends: Seconds
    reveal_ends: Seconds
    deadline: Seconds
    """When its phase is over; 0 once it is final."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panellists:
    """Who has a slot to be drawn from, in the order of slots: a row each, until it withdraws its stake."""

    accounts: NDArray[np.int64]
    stakes: Amounts
    seats: NDArray[np.int64]
    """On how many panels it sits now."""
    retired: NDArray[np.bool_]


def _none() -> NDArray[np.int64]:
    return np.zeros(0, dtype=np.int64)


NO_SUBMISSIONS = Submissions(
    submitter=_none(),
    domain=(),
    ai_share=_none(),
    state=_none(),
    deadline=_none(),
    deposit=Amounts.zeros(0),
    case=_none(),
)
NO_PANELLISTS = Panellists(
    accounts=_none(), stakes=Amounts.zeros(0), seats=_none(), retired=np.zeros(0, dtype=np.bool_)
)
