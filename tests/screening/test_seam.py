"""The seam: screeners by name, known works by hash, reports by theirs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from eth_utils.crypto import keccak

from dao_sim.errors import BadInput
from dao_sim.screening import (
    GROUP,
    Candidate,
    Finding,
    KnownWork,
    RuleScreener,
    Screener,
    known_works,
    plugins,
    report_hash,
    report_of,
    screener_named,
    screener_names,
)
from dao_sim.units import Flag


class Suspicious:
    """Somebody else's screener: it trusts nobody."""

    def screen(self, candidate: Candidate, known: Sequence[KnownWork]) -> Sequence[Finding]:
        return [Finding(flag=Flag.OTHER, reason="who knows?")]


class Nothing:
    """What is no screener."""


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint(name="suspicious", value=f"{__name__}:Suspicious", group=GROUP),
        EntryPoint(name="nothing", value=f"{__name__}:Nothing", group=GROUP),
    ]
    monkeypatch.setattr(
        plugins,
        "entry_points",
        lambda group, name=None: [each for each in points if name in (None, each.name)],
    )


def test_the_shipped_one_is_there() -> None:
    assert screener_names()[0] == "rules"
    assert isinstance(screener_named("rules"), RuleScreener)


@pytest.mark.usefixtures("announced")
def test_others_are_found_by_name() -> None:
    assert screener_names() == ["rules", "nothing", "suspicious"]
    found = screener_named("suspicious")
    assert isinstance(found, Screener)
    assert type(found).__name__ == "Suspicious"


@pytest.mark.usefixtures("announced")
def test_what_cannot_screen_is_refused() -> None:
    with pytest.raises(BadInput, match="has no method"):
        screener_named("nothing")


@pytest.mark.usefixtures("announced")
def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput) as caught:
        screener_named("oracle")
    assert caught.value.hint == "there is rules, nothing, suspicious"


def test_known_works_are_the_registered_files_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name, content in {"b": b"two", "copy": b"two", "below/a": b"one", "other": b"three"}.items():
        (tmp_path / name).write_bytes(content)
    registered = {keccak(b"one"): 1, keccak(b"two"): 2, keccak(b"four"): 4}
    assert known_works(tmp_path, registered) == [
        KnownWork(number=1, content=b"one"),
        KnownWork(number=2, content=b"two"),
    ]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such folder"):
        known_works(tmp_path / "gone", {})


def test_a_report_and_its_hash() -> None:
    findings = [
        Finding(flag=Flag.NEAR_DUPLICATE, reason="like work 3", work=3),
        Finding(flag=Flag.OTHER, reason="odd"),
    ]
    report = report_of(findings)
    assert report == [
        {"flag": "near_duplicate", "reason": "like work 3", "work": 3},
        {"flag": "other", "reason": "odd", "work": None},
    ]
    written = json.dumps(report, sort_keys=True, separators=(",", ":")).encode()
    assert report_hash(report) == keccak(written) != report_hash(report[:1])
