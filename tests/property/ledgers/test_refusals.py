"""Every reason for which works, licences and units are refused, once on arrays and once on the contracts."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("pyrevm", reason="the contracts run on the embedded engine")

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import BuyLicence, CollectLevy, Derive, Intent, Offer, Register
from dao_sim.units import SHARES_PER_WORK
from tests.property.ledgers.works import (
    buy,
    claim,
    claim_foreign,
    column,
    deposit,
    derive,
    move,
    offer,
    register,
)
from tests.property.ledgers.works_stage import MONEY, set_levy, stage

WHOLE: tuple[list[int], list[int], list[tuple[int, int, int]]] = ([0], [SHARES_PER_WORK], [])
FINE = ""


def reasons(intent: Intent) -> list[str]:
    """Why each row is refused, on both ledgers; nothing where it is not."""
    (outcome,) = stage(1).again().twins.apply(intent)
    return [outcome.refused.get(row, FINE) for row in range(outcome.rows)]


def test_registrations() -> None:
    half = SHARES_PER_WORK // 2
    tried = {
        "WorkRegistry_NotMember": (4, "a", WHOLE, 10_001),
        FINE: (0, "b", WHOLE, 10_000),
        "WorkRegistry_HashTaken": (1, "b", ([], [], []), 10_001),
        "WorkRegistry_InvalidContributors": (0, "c", ([0] * 101, [1], []), 10_001),
        "WorkRegistry_InvalidBps": (0, "c", ([0, 1], [1], []), 10_001),
        "RoyaltyVault_LengthMismatch": (0, "c", ([0, 1], [0], []), 0),
        "RoyaltyVault_ZeroUnits": (0, "c", ([0, 1], [1, 0], [(0, 1, 1)]), 0),
        "RoyaltyVault_UnitsRefused": (0, "c", ([0], [1], [(0, 1, 1)]), 0),
        "RoyaltyVault_UnitsMustSumTo": (0, "c", ([0], [half], [(1, 1, half - 1)]), 0),
        "RoyaltyVault_UnknownWork": (4, "b", ([0], [half], [(1, 99, half)]), 0),
    }
    columns = [list(each) for each in zip(*tried.values(), strict=True)]
    assert reasons(register(0, *columns)) == list(tried)


def test_derivatives() -> None:
    tried = {
        "Licences_ParentRequired": ((4, []), "first", WHOLE, 0),
        "Licences_UnknownLicence": ((4, [99, 1]), "first", WHOLE, 0),
        "Licences_NotLicensee": ((4, [1]), "first", WHOLE, 0),
        "WorkRegistry_HashTaken": ((2, [1]), "first", WHOLE, 0),
        "RoyaltyVault_AncestorsTakeTooMuch": ((3, [5]), "a", WHOLE, 0),
        FINE: ((2, [4, 1, 7]), "a", WHOLE, 0),
    }
    columns = [list(each) for each in zip(*tried.values(), strict=True)]
    assert reasons(derive(0, *columns)) == list(tried)


def test_offers_and_licences() -> None:
    owners = [(99, 0), (1, 1), (1, 0), (1, 0)]
    assert reasons(offer(0, owners, [10_001, 10_001, 10_001, 10_000], [1, 1, 1, 1])) == [
        *("ERC721NonexistentToken", "Licences_NotOwner", "Licences_InvalidShare", FINE)
    ]
    assert reasons(buy(0, [4, 4, 4], [2, 99, 1])) == ["InsufficientBalance", "Licences_UnknownOffer", FINE]


def test_money() -> None:
    everything = sum(MONEY)
    assert reasons(deposit(0, [4, 4, 3, 3, 3], [99, 99, 1, 1, 1], [1, 0, 0, 1, everything])) == [
        *("InsufficientBalance", "RoyaltyVault_WorkNotOpen", "RoyaltyVault_NothingReceived"),
        *(FINE, "InsufficientBalance"),
    ]
    nothing = "RoyaltyVault_NothingToClaim"
    assert reasons(claim(0, [(1, 0), (1, 0), (1, 4), (99, 0)])) == [FINE, nothing, nothing, nothing]
    there = [(6, 0, 1), (6, 0, 1), (6, 1, 1), (1, 0, 99)]
    assert reasons(claim_foreign(1, there)) == [FINE, nothing, nothing, "RoyaltyVault_UnknownWork"]
    assert reasons(CollectLevy()) == [FINE]


def test_units() -> None:
    """The last work of the second co-op is the youngest, and locked the longest."""
    on = stage(1).again()
    moves = move(0, [(1, 0), (1, 4), (99, 0), (99, 0)], [1, 1, 1, 1], [0, 1, 1, 0])
    locked, too_few = "RoyaltyVault_UnitsLocked", "ERC6909InsufficientBalance"
    assert on.twins.apply(moves)[0].refused == {0: locked, 1: locked, 2: too_few}
    on.twins.advance(3_600)
    assert on.twins.apply(moves)[0].refused == {1: too_few, 2: too_few}


@pytest.mark.parametrize("bps", [3_000, 3_001])
def test_a_levy_above_its_limit(bps: int) -> None:
    assert set_levy(stage(1).again(), 0, bps) == (FINE if bps == 3_000 else "RoyaltyVault_LevyTooHigh")


def test_a_work_has_at_most_64_ancestors() -> None:
    """One more is refused; of the 64, each gets its share of a deposit."""
    count = 65
    who, each = np.zeros(count, dtype=np.int64), np.arange(count)
    works, offers, licences = 6 + each, 6 + each, 8 + each
    whole = column([SHARES_PER_WORK])
    parents = Register(
        accounts=who,
        titles=[f"parent {number}" for number in range(count)],
        contributors=[column([1])] * count,
        units=[whole] * count,
        ai_share_bps=who,
    )
    derivatives = Derive(
        accounts=who[:2],
        titles=["too many", "enough"],
        contributors=[column([0])] * 2,
        units=[whole] * 2,
        ai_share_bps=who[:2],
        licences=[licences, licences[1:]],
    )
    outcomes = (
        stage(1)
        .again()
        .twins.apply(
            parents,
            Offer(accounts=who, works=works, share_bps=np.full(count, 150), prices=Amounts.zeros(count)),
            BuyLicence(accounts=who, offers=offers),
            derivatives,
            deposit(0, [0], [works[-1] + 1], [10**18 + 7]),
        )
    )
    too_many = {0: "RoyaltyVault_TooManyAncestors"}
    assert [dict(outcome.refused) for outcome in outcomes] == [{}, {}, {}, too_many, {}]
