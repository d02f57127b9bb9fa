"""The walk-throughs for developers and members, command by command as their readers type them."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.cli.program import warm_folder

__all__ = ["anvil"]

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
CONSOLE = re.compile(r"^```console\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)


def commands(document: str) -> list[str]:
    """What is typed: lines after `$ `, with those that go on (a here-document) below them."""
    blocks = CONSOLE.findall((DOCS / document).read_text(encoding="utf-8"))
    typed = [each for block in blocks for each in re.split(r"^\$ ", block, flags=re.MULTILINE)]
    return [each for each in typed if each.strip()]


class Terminal:
    """A folder, and a shell in which `dao-sim` is this checkout's command line."""

    def __init__(self, folder: Path, node: AnvilNode) -> None:
        self.folder = folder
        config = folder / "config" / "dao-sim"
        config.mkdir(parents=True)
        (config / "config.toml").write_text(f'[networks]\nlocal = "{node.url}"\n', encoding="utf-8")
        ours = {key: value for key, value in os.environ.items() if not key.startswith("DAO_SIM")}
        self.environment = {
            **ours,
            "PATH": f"{warm_folder()}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "DAO_SIM_PASSWORD": "what a reader types",
        }

    def run(self, script: str) -> str:
        """Runs lines in one shell; the first that fails ends it, and the test."""
        done = subprocess.run(
            ["bash", "-e"],
            input=script,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        return done.stdout


@pytest.fixture(scope="module")
def terminal(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    with AnvilNode(wall_clock=True) as node:
        yield Terminal(tmp_path_factory.mktemp("walk"), node)


def script(typed: list[str]) -> str:
    """The commands one after the other, each announced on stderr so that a failure names it."""
    return "\n".join(f"echo {shlex.quote('$ ' + each.strip())} >&2\n{each.strip()}" for each in typed)


@pytest.fixture(scope="module")
def deployed(terminal: Terminal) -> str:
    """What the developer's walk-through says; members go on where it ends."""
    start, *typed = commands("testnet.md")
    assert start.startswith("dao-sim node "), "the node runs in a terminal of its own: here, the fixture's"
    return terminal.run(script(typed))


def test_a_developer_gets_a_co_op_on_a_testnet(deployed: str) -> None:
    assert "checks agree" in deployed
    assert "It is now" in deployed


@pytest.mark.usefixtures("deployed")
def test_the_deployed_co_op_is_at_hand_in_python(terminal: Terminal) -> None:
    (example,) = PYTHON.findall((DOCS / "testnet.md").read_text(encoding="utf-8"))
    said = terminal.run(f"{shlex.quote(sys.executable)} -c {shlex.quote(example)}")
    assert said.split() == ["500", str(12_505 * 10**17)]


@pytest.mark.usefixtures("deployed")
def test_a_member_lives_through_it_all(terminal: Terminal) -> None:
    said = terminal.run(script(commands("members.md")))
    assert "7.5" in said
    assert "executed" in said.lower()
