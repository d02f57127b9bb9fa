"""Whatever is done with works, licences and units: arrays and contracts know the same of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pyrevm", reason="only the embedded engine is fast enough for thousands of operations")

from dao_sim.errors import Reverted
from dao_sim.ledger.actions import SetLevy
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import BuyLicence, Deposit, Derive, Endow, Intent, Offer, Register
from dao_sim.ledger.outcome import Refusal
from dao_sim.units import SHARES_PER_WORK, Bps
from tests.property.ledgers.works import ACCOUNTS, COOPS, INTENTS, column
from tests.property.ledgers.works_stage import MONEY, VARIANTS, Stage, stage

EXAMPLES = 150

Levy: TypeAlias = tuple[int, int]
"""A co-op, and what its levy is to be, in basis points."""

Happened: TypeAlias = tuple[str, str]
"""What was tried, and the reason of its refusal; nothing for what was done."""

REASONS: Mapping[str, tuple[str, ...]] = {
    "Register": ("WorkRegistry_NotMember", "WorkRegistry_HashTaken", "RoyaltyVault_UnitsMustSumTo"),
    "Derive": ("Licences_ParentRequired", "Licences_NotLicensee", "RoyaltyVault_AncestorsTakeTooMuch"),
    "Offer": ("Licences_NotOwner", "Licences_InvalidShare", "ERC721NonexistentToken"),
    "BuyLicence": ("Licences_UnknownOffer", "InsufficientBalance"),
    "Deposit": ("RoyaltyVault_WorkNotOpen", "RoyaltyVault_NothingReceived", "InsufficientBalance"),
    "Claim": ("RoyaltyVault_NothingToClaim",),
    "ClaimForeign": ("RoyaltyVault_NothingToClaim", "RoyaltyVault_UnknownWork"),
    "MoveUnits": ("RoyaltyVault_UnitsLocked", "ERC6909InsufficientBalance"),
    "CollectLevy": ("RoyaltyVault_NoLevyToCollect",),
    "SetLevy": ("RoyaltyVault_LevyTooHigh",),
}
"""What must have been refused at least once, each of which must have been done as well."""

Turn: TypeAlias = list[Intent] | Levy | int
"""Intents, after which the ledgers are compared; another levy; or seconds that pass."""

levies = st.tuples(st.integers(0, COOPS - 1), st.sampled_from([0, 1, 500, 3_000, 3_001]))
intents = st.lists(st.one_of(*INTENTS), min_size=3, max_size=6)
turns = st.lists(st.one_of(intents, intents, levies, st.integers(1, 4_000)), min_size=2, max_size=6)
variants = st.integers(0, len(VARIANTS) - 1)


def test_arrays_do_with_works_what_contracts_do() -> None:
    happened: Counter[Happened] = Counter()

    @given(variant=variants, played=turns)
    @settings(max_examples=EXAMPLES, derandomize=True)
    def everything(variant: int, played: list[Turn]) -> None:
        play(stage(variant).again(), played, happened)

    everything()
    expected = {(name, reason) for name, reasons in REASONS.items() for reason in ("", *reasons)}
    missing = expected - set(+happened)
    assert not missing, f"never happened: {sorted(missing)}"


def test_a_work_has_at_most_64_ancestors() -> None:
    """One more is refused; of the 64, each gets its share of a deposit."""
    count = 65
    who, each = np.zeros(count, dtype=np.int64), np.arange(count)
    works, offers, licences = 6 + each, 5 + each, 7 + each
    whole = column([SHARES_PER_WORK])
    *_, derived, paid = (
        stage(1)
        .again()
        .twins.apply(
            Register(
                accounts=who,
                titles=[f"parent {number}" for number in range(count)],
                contributors=[column([1])] * count,
                units=[whole] * count,
                ai_share_bps=who,
            ),
            Offer(accounts=who, works=works, share_bps=np.full(count, 150), prices=Amounts.zeros(count)),
            BuyLicence(accounts=who, offers=offers),
            Derive(
                accounts=who[:2],
                titles=["too many", "enough"],
                contributors=[column([0])] * 2,
                units=[whole] * 2,
                ai_share_bps=who[:2],
                licences=[licences, licences[1:]],
            ),
            Deposit(accounts=who[:1], works=works[-1:] + 1, amounts=Amounts.of([10**18 + 7])),
        )
    )
    assert derived.refused == {0: "RoyaltyVault_TooManyAncestors"}
    assert not paid.refused


def play(on: Stage, turns: list[Turn], happened: Counter[Happened]) -> None:
    """Does one thing after the other on both, and looks at what there is then, and whether money was lost."""
    endowed = COOPS * sum(MONEY)
    for turn in turns:
        if isinstance(turn, int):
            on.twins.advance(turn)
        elif isinstance(turn, tuple):
            happened["SetLevy", set_levy(on, *turn)] += 1
        else:
            for intent, outcome in zip(turn, on.twins.apply(*turn), strict=True):
                endowed += intent.amounts.total() if isinstance(intent, Endow) else 0
                happened.update((type(intent).__name__, reason) for reason in outcome.refused.values())
                happened[type(intent).__name__, ""] += int(outcome.done.sum())
    coops = on.array.coops
    held = on.array.cash().total() + sum(coop.treasury() + coop.vault() for coop in coops)
    assert held == endowed
    assert earning(on, "array") == earning(on, "evm")


def earning(on: Stage, ledger: str) -> list[int]:
    """What part of a deposit everybody would have, of every work of the first co-op, in basis points."""
    everybody = np.arange(ACCOUNTS)
    works = range(1, len(on.array.coops[0].works().registrant) + 1)
    vault = getattr(on, ledger).coops[0].earning_bps
    return [bps for work in works for bps in vault(work, everybody).tolist()]


def set_levy(on: Stage, coop: int, bps: int) -> str:
    """As an adopted proposal does; the reason of a refusal, which is the same on both, or nothing."""
    mine = theirs = ""
    try:
        on.array.coops[coop].carry_out([SetLevy(bps=Bps(bps))])
    except Refusal as refusal:
        mine = refusal.reason
    contracts = on.evm.coops[coop]
    (call,) = contracts.calls([SetLevy(bps=Bps(bps))])
    try:
        call.send(contracts.coop.timelock.address)
    except Reverted as reverted:
        theirs = reverted.name or ""
    assert mine == theirs
    return mine
