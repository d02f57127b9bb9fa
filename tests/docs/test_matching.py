"""What docs/matching.md shows: its charter is one, its commands run, and its figures are what they print."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.coop import Charter
from tests.chain.conftest import anvil
from tests.docs.test_walkthroughs import Terminal, commands, script

__all__ = ["anvil"]

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "matching.md").read_text(encoding="utf-8")
(SECTION,) = re.findall(r"^```toml\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)
REPLAYS, STRAW_MEN = re.findall(r"^```console run\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def terminal(anvil: AnvilNode, tmp_path: Path) -> Iterator[Terminal]:
    with AnvilNode(wall_clock=True) as node:
        yield Terminal(tmp_path, node)


def test_what_it_shows_of_a_charter_is_one() -> None:
    found = Charter.parse(f'name = "Lumen"\n{SECTION}\n[operators]\nminter = ["account:0"]\n')
    assert found.matching is not None


def test_a_round_lives_as_it_is_told(terminal: Terminal) -> None:
    terminal.run("dao-sim charter new > coop.toml")
    with (terminal.folder / "coop.toml").open("a", encoding="utf-8") as charter:
        charter.write(f"\n{SECTION}")
    terminal.run("dao-sim deploy coop.toml --account account:0 && dao-sim verify && dao-sim advance 1s")
    said = terminal.run(script(commands("matching.md")))
    assert "0.04 ETH" in said
    assert "0.46 ETH returned to the treasury." in said
    data = json.loads(terminal.run("dao-sim match show 1 --json"))["data"]
    states = [grant["state"] for grant in data["rounds"][0]["grants"]]
    assert states == ["lapsed", "claimed", "live"]


def ran(folder: Path, *words: str) -> str:
    """What a program says in a folder where the examples are."""
    pytest.importorskip("pyrevm", reason="there is no embedded engine on this Python")
    shutil.copytree(ROOT / "examples", folder / "examples")
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("command", re.findall(r"^\$ (.+)$", REPLAYS, flags=re.MULTILINE))
def test_a_recorded_round_can_be_held_again(command: str, tmp_path: Path) -> None:
    program, *words = shlex.split(command)
    assert program == "dao-sim"
    assert "Pearson correlation" in ran(tmp_path, "-m", "dao_sim", *words)
    assert (tmp_path / "matched" / "matching.png").exists() is ("--out" in command)


def test_straw_men_draw_what_is_shown(tmp_path: Path) -> None:
    typed, shown = STRAW_MEN.split("\n", maxsplit=1)
    program, *words = shlex.split(typed.removeprefix("$ "))
    assert program == "python"
    assert ran(tmp_path, *words) == shown
