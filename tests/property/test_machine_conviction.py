"""Any sequence of requests, support and payments leaves the conviction funding and its model in agreement."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

pytest.importorskip("pyrevm", reason="only the embedded engine is fast enough for thousands of operations")

from tests.property.machines.base import CoopMachine, Kind
from tests.property.machines.conviction import ConvictionMachine
from tests.property.machines.conviction_model import FundingModel

SETTINGS = settings(
    max_examples=150,
    stateful_step_count=50,
    deadline=None,
    derandomize=True,
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def operations(monkeypatch: pytest.MonkeyPatch) -> Counter[Kind]:
    counted: Counter[Kind] = Counter()
    monkeypatch.setattr(CoopMachine, "operations", counted)
    return counted


def test_the_funding_does_what_the_model_says(operations: Counter[Kind]) -> None:
    run_state_machine_as_test(ConvictionMachine, settings=SETTINGS)
    kinds = {kind.name for kind in operations}
    assert {kind.name for kind in operations if kind.accepted} == kinds
    refused = {kind.name for kind in operations if not kind.accepted}
    assert refused >= {"request", "back", "withdraw", "cancel", "revoke", "execute"}
    assert operations[Kind("conviction", "execute", accepted=True)] >= 100


def test_it_notices_stakes_that_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model by which ended requests stay active disagrees with the contract, or the machine is blind."""
    monkeypatch.setattr(
        FundingModel, "active", property(lambda self: sum(one.staked for one in self.requests.values()))
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            ConvictionMachine, settings=settings(SETTINGS, phases=[Phase.generate], max_examples=500)
        )
