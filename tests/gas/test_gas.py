"""Gas, measured again: nothing drifts unrecorded, and royalties stay as cheap as promised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.gas.measure import DOCUMENTS, RECORD, drifts, measure, record, recorded, with_figures


@pytest.fixture(scope="module")
def gas() -> dict[str, int]:
    """Operation → gas, measured now."""
    return measure()


def test_no_operation_drifts_from_its_record(gas: dict[str, int]) -> None:
    drifted = drifts(recorded(), gas)
    assert not drifted, "\n".join(["gas drifted; if meant, run scripts/gas.py and say why:", *drifted])


def test_the_record_is_of_these_contracts_and_settings() -> None:
    said, now = json.loads(RECORD.read_text(encoding="utf-8")), record({})
    assert said["compiler"] == now["compiler"]
    assert said["contracts"] == now["contracts"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_documented_figures_are_the_recorded_ones(path: Path) -> None:
    document = path.read_text(encoding="utf-8")
    assert document == with_figures(document, recorded())
    assert document != with_figures(document, dict.fromkeys(recorded(), 1))


@pytest.mark.parametrize("deposit", ["depositETH", "deposit"])
def test_a_deposit_costs_the_same_for_2_payees_as_for_2_000(gas: dict[str, int], deposit: str) -> None:
    two = gas[f"RoyaltyVault.{deposit}: repeat, 2 payees"]
    many = gas[f"RoyaltyVault.{deposit}: repeat, 2,000 payees"]
    assert abs(many - two) < 0.01 * two


@pytest.mark.parametrize(
    ("operation", "bound"),
    [
        ("RoyaltyVault.depositETH: repeat, 2 payees", 60_000),
        ("RoyaltyVault.depositETH: repeat, 2,000 payees", 60_000),
        ("RoyaltyVault.deposit: repeat, 2 payees", 86_000),
        ("RoyaltyVault.deposit: repeat, 2,000 payees", 86_000),
        ("RoyaltyVault.depositETH: repeat, 64 ancestors", 650_000),
        ("RoyaltyVault.deposit: repeat, 64 ancestors", 650_000),
        ("RoyaltyVault.depositETH: first, 64 ancestors", 1_800_000),
        ("RoyaltyVault.deposit: first, 64 ancestors", 1_800_000),
        ("RoyaltyVault.claim: ETH, repeat", 52_000),
        ("RoyaltyVault.claim: ETH, repeat, triggered by another", 52_000),
    ],
)
def test_what_happens_often_is_cheap(gas: dict[str, int], operation: str, bound: int) -> None:
    assert gas[operation] < bound


def test_a_drift_is_told_from_noise() -> None:
    before = {"vote": 100_000, "claim": 50_000, "old": 1}
    now = {"vote": 101_000, "claim": 50_501, "new": 2}
    assert drifts(before, now) == [
        "claim: 50,000 recorded, now 50,501 (+1.0%)",
        "new: 2, not recorded",
        "old: 1 recorded, not measured any more",
    ]
