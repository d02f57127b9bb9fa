"""The soak says what it did, does it again when asked, and shows the way to what it finds."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import settings

pytest.importorskip("pyrevm", reason="only the embedded engine is fast enough for thousands of operations")

from dao_sim.ledger.array.coop import ArrayCoop
from dao_sim.sim.behaviour import known
from scripts import soak
from tests.property.machines.base import CoopMachine
from tests.property.machines.budget_model import Budget
from tests.property.scenarios.meddlers import MEDDLERS


@pytest.fixture(autouse=True)
def _short_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CoopMachine, "operations", Counter())
    monkeypatch.setattr(soak, "TURN", settings(soak.TURN, max_examples=10, stateful_step_count=15))


def counted(output: str) -> list[str]:
    """The lines that tell how often something was done."""
    return [line for line in output.splitlines() if re.fullmatch(r"    \w.* +[\d,]+ +[\d,]+", line)]


def test_it_goes_on_as_long_as_asked_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert soak.main(["--seconds", "1.5", "--machine", "spending", "--machine", "votes"]) == 0
    output = capsys.readouterr().out
    seconds = [float(found) for found in re.findall(r"operations in ([\d.]+) s", output)]
    assert len(seconds) == 3
    assert seconds[-1] >= 1.4
    assert sum(CoopMachine.operations.values()) > 100
    assert f"all: {sum(CoopMachine.operations.values()):,} operations" in output
    assert {line.split()[0] for line in counted(output)} >= {"pay", "mint", "transfer"}


def test_one_seed_gives_one_sequence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = []
    for _ in range(2):
        monkeypatch.setattr(CoopMachine, "operations", Counter())
        assert soak.main(["--seconds", "0.001", "--machine", "spending", "--seed", "5"]) == 0
        outputs.append(counted(capsys.readouterr().out))
    assert outputs[0] == outputs[1] != []


def test_what_it_finds_is_shown_and_can_be_found_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Budget, "left", lambda self, now: max(self.cap - self.spent_in(now) + 1, 0))
    assert soak.main(["--seconds", "60", "--machine", "spending", "--seed", "5"]) == 1
    output = capsys.readouterr().out
    assert "contracts and model disagree" in output
    assert "state = SpendingMachine()" in output
    assert "again: scripts/soak.py --seconds 1 --machine spending --seed 5" in output


def test_scenarios_have_their_turn_and_are_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, kind in MEDDLERS.items():
        monkeypatch.setitem(known(), name, kind)  # so that they go again with this test
    assert soak.main(["--seconds", "0.001", "--machine", "scenarios", "--seed", "5"]) == 0
    assert {line.split()[0] for line in counted(capsys.readouterr().out)} >= {"Vote", "Deposit", "Propose"}
    one_more = ArrayCoop.supply
    monkeypatch.setattr(ArrayCoop, "supply", lambda self: one_more(self) + 1)
    assert soak.main(["--seconds", "60", "--machine", "scenarios", "--seed", "5"]) == 1
    output = capsys.readouterr().out
    assert "NotConserved: ledger: tokens must be conserved" in output
    assert 'title = "Random scenario 50"' in output
    assert "again: scripts/soak.py --seconds 1 --machine scenarios --seed 5" in output
