"""What docs/calibration.md shows: its command runs, and its figures are what it prints."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.replay.conftest import SHARED

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "calibration.md").read_text(encoding="utf-8")


def ran(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "dao_sim", *words],
        cwd=SHARED.parent,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the page's command prints, its folder made elsewhere."""
    if not SHARED.exists():
        pytest.skip("../shared/data/beanstalk_bip_votes.csv is not here")
    (command,) = re.findall(r"^\$ dao-sim (.+)$", TEXT, flags=re.MULTILINE)
    folder = str(tmp_path_factory.mktemp("read") / "calibrated")
    return ran(*[folder if word == "calibrated" else word for word in shlex.split(command)])


def rows(text: str, separator: str) -> list[list[str]]:
    """The cells of each line."""
    return [[cell.strip() for cell in re.split(separator, line.strip("| "))] for line in text.splitlines()]


def test_the_parameters_are_those_that_are_printed(printed: str) -> None:
    said = [row for row in rows(TEXT, r"\|") if row[0] in {"base", "habit", "stakes", "salience", "memory"}]
    said += [row for row in rows(TEXT, r"\|") if row[0] in {"pareto alpha", "gini", "top 10 share", "half"}]
    found = {row[0]: row for row in rows(printed, r"\s{2,}")}

    assert len(said) == 9
    for name, *figures in said:
        assert found[name][1 : 1 + len([each for each in figures if each])] == [
            each for each in figures if each
        ]


def test_the_predictions_are_those_that_are_printed(printed: str) -> None:
    said = [row for row in rows(TEXT, r"\|") if row[0].isdigit()]
    found = [row for row in rows(printed, r"\s{2,}") if row[0].isdigit()]

    assert len(said) == 5
    for (number, *figures), voters, half in zip(said, found[:5], found[5:], strict=True):
        both = [[row[1], row[2], f"{row[3]} to {row[4]}"] for row in (voters, half)]
        assert (number, figures) == (voters[0], both[0] + both[1])


def test_the_fragment_and_the_verdicts_are_those_that_are_printed(printed: str) -> None:
    (fragment,) = re.findall(r"```toml\n(.*?)```", TEXT, flags=re.DOTALL)

    assert fragment in printed
    assert "196 voters on 12 proposals, 1 to 12\n" in printed
    for error, naive in (("14.89", "38.15"), ("1.495", "1.9")):
        assert f"errs by {error} on average, 5 of 5" in printed
        assert f"the mean by {naive}, " in printed
        assert error in TEXT
        assert naive in TEXT


def test_nothing_holds_after_the_attack(printed: str) -> None:
    after = ran("calibrate", SHARED.name, "--until", "12")

    (row,) = [row for row in rows(after, r"\s{2,}") if row[0] == "19"][:1]
    assert row[1:5] == ["13", "112.7", "53.95", "186.1"]
    assert "expects 112.7 (53.95 to 186.1)" in TEXT
