"""A minute of anything that anybody might try on the whole economy: every contract has what it owes, always.

Turn by turn with fixed seeds, so that a red run can be had again with
`scripts/soak.py --machine economy --seed N`.
"""

from __future__ import annotations

import time
from collections import Counter
from itertools import count

import pytest

pytest.importorskip("pyrevm", reason="only the embedded engine is fast enough for thousands of operations")

from scripts.soak import take_turn
from tests.property.machines.base import CoopMachine, Kind
from tests.property.machines.economy.districts import DISTRICTS
from tests.property.machines.economy.whims import Whims

MINUTE = 60.0
MOST_TURNS = 20
"""So many at most, where a slow machine has not had time for everything in a minute."""

NEVER_ACCEPTED = {"treasury.set_earmark", "commissions.rule"}
"""Only contracts may, which do it by themselves: the exit window and the arbiter."""
SELDOM_REFUSED = {
    "exit.settle",
    "advances.pay_custody",
    "bonds.pay_custody",
    "vault.pay_till",
    "vault.collect_levy",
    "data.collect_levy",
}
"""For which nobody needs to be entitled."""


@pytest.fixture
def operations(monkeypatch: pytest.MonkeyPatch) -> Counter[Kind]:
    counted: Counter[Kind] = Counter()
    monkeypatch.setattr(CoopMachine, "operations", counted)
    return counted


def all_acts() -> set[str]:
    """Everything that can be tried."""
    return {f"{district.NAME}.{name}" for district in DISTRICTS for name in district.acts()}


def entitled() -> set[str]:
    """Those that not everybody may do, and that are often tried."""
    return {
        f"{each.NAME}.{name}"
        for each in DISTRICTS
        for name in each.acts()
        if not each.is_rare(name) and not each.is_for_anybody(name)
    }


def missing(operations: Counter[Kind]) -> set[tuple[str, str]]:
    """The acts that were never accepted; of those that not everybody may do also the never refused."""
    accepted = {kind.name for kind in operations if kind.accepted}
    refused = {kind.name for kind in operations if not kind.accepted}
    outside = {f"{Whims.NAME}.{name}" for name in Whims.acts()}
    return {
        *(("accepted", name) for name in (all_acts() - NEVER_ACCEPTED | outside) - accepted),
        *(("refused", name) for name in entitled() - SELDOM_REFUSED - refused),
    }


def test_the_economy_is_solvent_whatever_anybody_does(operations: Counter[Kind]) -> None:
    end = time.monotonic() + MINUTE
    for turn in count(1):
        take_turn("economy", turn)
        if time.monotonic() >= end and (not missing(operations) or turn >= MOST_TURNS):
            break
    assert not missing(operations)
    assert not NEVER_ACCEPTED & {kind.name for kind in operations if kind.accepted}
