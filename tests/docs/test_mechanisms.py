"""What docs/mechanisms.md shows: its command runs, its charters are charters, its rules are contracts.

What it shows of delegating and leaving is run by tests/cli/test_exit.py.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from dao_sim.bindings import artifact
from dao_sim.coop import Charter
from dao_sim.coop.draft import Draft
from dao_sim.coop.fits import table

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "mechanisms.md").read_text(encoding="utf-8")
CHARTERS = re.findall(r"^```toml\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)
SWITCHES = re.findall(r"^\| `(\w+ = [^`]+)` \|", TEXT, flags=re.MULTILINE)
RULES = ("token", "member", "quadratic", "fractional", "approval", "ranked", "chambers", "optimistic")


def test_the_four_cities_elect_knoxville() -> None:
    (typed,) = re.findall(r"^\$ (dao-sim tally .*)$", TEXT, flags=re.MULTILINE)
    program, *arguments = shlex.split(typed)
    assert program == "dao-sim"
    done = subprocess.run(
        [sys.executable, "-m", "dao_sim", *arguments],
        cwd=ROOT / "examples",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Knoxville" in done.stdout
    assert "Nashville" in done.stdout


@pytest.mark.parametrize("number", range(len(CHARTERS)))
def test_what_it_shows_of_a_charter_is_one(number: int) -> None:
    founders = '[operators]\nminter = ["account:0"]\nadmitter = ["account:0"]\n'
    assert Charter.parse(f'name = "Lumen"\n{CHARTERS[number]}\n{founders}').name == "Lumen"


def test_which_keys_go_with_which_rule_is_printed_as_it_is() -> None:
    assert f"\n{table()}\n" in TEXT


def test_the_draft_it_shows_is_one(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```toml draft\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)
    path = tmp_path / "draft.toml"
    path.write_text(shown, encoding="utf-8")
    assert [option.title for option in Draft.load(path).options] == ["Half", "Nothing"]


@pytest.mark.parametrize("switch", SWITCHES)
def test_every_switch_is_a_key_of_the_charter(switch: str) -> None:
    text = f'name = "Lumen"\n[governance]\n{switch}\n[operators]\nminter = ["account:0"]\n'
    key = switch.split(" =", maxsplit=1)[0]
    assert getattr(Charter.parse(text).governance, key)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_its_page_and_its_contract(rule: str) -> None:
    page = TEXT.split(f"\n## {rule}\n")[1].split("\n## ")[0]
    assert page.startswith("\n**")
    for part in ("\n- Formula: ", "\n- From: ", "\n- Attacks: ", f"\n| `{rule}: vote, later` | "):
        assert part in page
    assert f"{rule.capitalize()}Rule" in artifact.names()


def test_conviction_has_its_page_and_is_a_contract_beside_the_governor() -> None:
    assert "\n## conviction\n" in TEXT
    assert "ConvictionFunding" in artifact.names()
