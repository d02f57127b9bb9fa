"""What docs/comparing.md shows: its commands run, and its figures are what they print."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dao_sim.experiments import CONTESTS, load_electorate

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "comparing.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (.+)$", TEXT, flags=re.MULTILINE)
PROGRAMS = {"dao-sim": ["-m", "dao_sim"], "python": []}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the examples, where the reader stands."""
    return Path(shutil.copytree(ROOT / "examples", tmp_path_factory.mktemp("read") / "examples"))


def ran(command: str, folder: Path, *more: str) -> str:
    program, *words = shlex.split(command)
    done = subprocess.run(
        [sys.executable, *PROGRAMS[program], *words, *more],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def section(title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", TEXT, flags=re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def table(title: str) -> dict[str, list[str]]:
    """The cells after the rule's name, by rule."""
    rows = re.findall(r"^\| (.*) \|$", section(title), flags=re.MULTILINE)
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return {rule: rest for rule, *rest in cells if rule in CONTESTS}


@pytest.mark.parametrize("command", COMMANDS[:2])
def test_the_first_commands_work(command: str, folder: Path) -> None:
    assert "agree" in ran(command, folder)
    if "--out" in command:
        assert (folder / "compared" / "outcomes.png").exists()


def test_the_whales_flip_each_rule_where_the_table_says(folder: Path) -> None:
    (command,) = [command for command in COMMANDS if "whales" in command]
    said = dict(line.split(maxsplit=1) for line in ran(command, folder).splitlines())
    shown = table("Whales and creators disagree")
    assert list(shown) == list(said) == list(CONTESTS)
    options = ("license it openly", "no change", "sell the catalogue")
    for rule, cells in shown.items():
        assert said[rule] == ", ".join(
            f"{cell} {option}" for cell, option in zip(cells, options, strict=True) if cell
        )


def test_a_coarse_sweep_draws_the_picture(folder: Path) -> None:
    ran("python whales.py --step 55 --picture whales.png", folder)
    assert (folder / "whales.png").read_bytes()[:4] == b"\x89PNG"
    assert (ROOT / "docs" / "pictures" / "whales.png").exists()


def test_the_chamber_s_table_has_the_figures_that_are_printed(folder: Path) -> None:
    title = "One chamber against the rest"
    (command,) = re.findall(r"^\$ (.+)$", section(title), flags=re.MULTILINE)
    data = json.loads(ran(command, folder, "--json"))["data"]
    assert table(title) == {rule["rule"]: shown(rule) for rule in data["rules"]}


def shown(rule: dict[str, Any]) -> list[str]:
    turnouts = [f"{100 * rule[name]:.1f} %" for name in ("turnout", "turnout_tokens")]
    agree = ["yes" if rule[name] else "no" for name in ("members_agree", "tokens_agree")]
    gas = [f"{rule[name]:,}" for name in ("gas_per_vote", "gas_per_tally")]
    return [rule["winner"], *turnouts, *agree, str(rule["smallest_coalition"]), *gas]


def test_the_file_it_shows_is_an_electorate(tmp_path: Path) -> None:
    (lines,) = re.findall(r"^```csv\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)
    (tmp_path / "people.csv").write_text(lines)
    found = load_electorate(tmp_path / "people.csv")
    assert found.options == ("no change", "sell", "license")
    assert [each.is_member for each in found.people] == [True, True, False, True]


def test_every_rule_is_explained() -> None:
    explained = section("What people do")
    assert [rule for rule in CONTESTS if rule not in explained] == []
