"""Whatever is submitted, reviewed and registered: arrays and contracts know the same, and seat the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

pytest.importorskip("pyrevm", reason="only the embedded engine has block numbers that can be chosen")

from tests.property.ledgers.content_lives import Life

LIVES = 48
STEPS = 30

REASONS: Mapping[str, tuple[str, ...]] = {
    "Enlist": ("ReviewPanels_NotMember", "ReviewPanels_StakeTooSmall", "InsufficientBalance"),
    "Retire": ("ReviewPanels_NotEnlisted",),
    "WithdrawStakes": ("ReviewPanels_NothingStaked", "ReviewPanels_NotRetired"),
    "Submit": (
        *("Submissions_NotMember", "Submissions_DomainNotOpen", "Submissions_ContentSubmitted"),
        *("Submissions_InvalidShare", "InsufficientBalance", "Submissions_LengthMismatch"),
    ),
    "RequestReview": ("Submissions_WrongState", "Submissions_NotSubmitter", "Submissions_TooLate"),
    "SealVerdicts": ("ReviewPanels_WrongPhase", "ReviewPanels_NotPanellist", "ReviewPanels_TooLate"),
    "RevealVerdicts": (
        *("ReviewPanels_TooEarly", "ReviewPanels_TooLate", "ReviewPanels_OtherVote"),
        "ReviewPanels_AlreadyRevealed",
    ),
    "CloseCase": ("ReviewPanels_WrongPhase", "ReviewPanels_TooEarly"),
    "ConcludeSubmission": ("Submissions_WrongState", "Submissions_Undecided"),
    "LapseSubmission": ("Submissions_WrongState", "Submissions_TooEarly"),
    "ClaimRewards": ("Escrow_NothingOwed", "ReviewPanels_NothingToRecover"),
    "ClaimDeposits": ("Escrow_NothingOwed", "Submissions_NothingToRecover"),
    "Register": (
        *("Submissions_NotSubmitted", "Submissions_WrongState", "Submissions_NotSubmitter"),
        *("Submissions_TooLate", "Submissions_OtherRegistration", "WorkRegistry_HashTaken"),
    ),
    "SetContentRule": ("Submissions_InvalidCap", "Submissions_DepositBelowCost"),
}
"""What must have been refused at least once, each of which must have been done as well."""


def test_arrays_do_with_submissions_and_panels_what_contracts_do() -> None:
    happened: Counter[tuple[str, str]] = Counter()
    for seed in range(LIVES):
        life = Life(seed, happened)
        money = life.money()
        for _ in range(STEPS):
            life.step()
        assert life.money() == money
    expected = {(name, reason) for name, reasons in REASONS.items() for reason in ("", *reasons)}
    missing = expected - set(+happened)
    assert not missing, f"never happened: {sorted(missing)}"
