"""What members mean to do about works that are submitted before they are registered, and about panels.

Columns are as in `dao_sim.ledger.intents`. Numbers of submissions and cases are the contracts' own, from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dao_sim.ledger.amounts import Amounts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Enlist:
    """Members can be drawn for panels from now on, with so much more (wei) at stake."""

    coop: int = 0
    accounts: NDArray[np.int64]
    amounts: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Retire:
    """Members are not drawn any more."""

    coop: int = 0
    accounts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawStakes:
    """What who retired has at stake is owed to it. The 256 blocks that it takes are let pass."""

    coop: int = 0
    accounts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """As `Register`, of works that are to be registered later: `domains[i]` is row i's, by its name.

    Each puts up its domain's deposit. It takes the registry's `min_commit_age` of time, once for all rows.
    The outcome's `numbers` are the submissions'.
    """

    coop: int = 0
    accounts: NDArray[np.int64]
    titles: Sequence[str]
    contributors: Sequence[NDArray[np.int64]]
    units: Sequence[NDArray[np.int64]]
    ai_share_bps: NDArray[np.int64]
    domains: Sequence[str]
    foreign: Sequence[Sequence[tuple[int, int, int]]] = field(default=())
    """Per row, (co-op, work, units) of what it derives from elsewhere; empty for none in any row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReview:
    """Submitters ask for panels, which are drawn as soon as their seeds are known; `numbers` are the cases'.

    `seeds[i]` from 0 to `SEEDS` − 1 decides row i's draw (see `dao_sim.ledger.lots`).
    """

    coop: int = 0
    accounts: NDArray[np.int64]
    submissions: NDArray[np.int64]
    seeds: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealVerdicts:
    """Panellists of one case commit to what they say: whether the claim against the work is upheld."""

    coop: int = 0
    case: int
    accounts: NDArray[np.int64]
    upheld: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealVerdicts:
    """Panellists of one case show what they sealed last."""

    coop: int = 0
    case: int
    accounts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase:
    """What is due in a case is done; anybody may: votes are counted, or the outcome becomes final.

    Where too few revealed another panel is drawn at once, if what the silent lost pays for it: by `seeds`.
    """

    coop: int = 0
    cases: NDArray[np.int64]
    seeds: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcludeSubmission:
    """What a panel finally said becomes of submissions; anybody may."""

    coop: int = 0
    submissions: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseSubmission:
    """Submissions whose time is over end, and their deposits go back; anybody may."""

    coop: int = 0
    submissions: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRewards:
    """Accounts take what panels owe them: fees, stakes, change. `NOBODY` stands for the treasury.

    The outcome's `amounts` are what was paid.
    """

    coop: int = 0
    accounts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDeposits:
    """Accounts take deposits that are theirs again. `NOBODY` stands for the treasury, to which some are lost.

    The outcome's `amounts` are what was paid.
    """

    coop: int = 0
    accounts: NDArray[np.int64]


ContentIntent = (
    Enlist
    | Retire
    | WithdrawStakes
    | Submit
    | RequestReview
    | SealVerdicts
    | RevealVerdicts
    | CloseCase
    | ConcludeSubmission
    | LapseSubmission
    | ClaimRewards
    | ClaimDeposits
)
