"""The list of commands: what it says is true, and reading it is cheap."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dao_sim import __version__
from dao_sim.cli.commands import COMMANDS
from dao_sim.cli.entry import root
from tests.cli.program import run

HEAVY = {
    *("web3", "pyrevm", "eth_tester", "eth", "eth_abi", "eth_utils", "eth_account"),
    *("polars", "pyarrow", "numpy", "matplotlib", "pydantic", "rich"),
}
LIGHT = {"dao_sim", "dao_sim.__main__", "dao_sim.cli", "dao_sim.errors", "dao_sim.units"}


def imported_by(*words: str) -> set[str]:
    """Every module that a command line imports."""
    program = (
        "import sys; from dao_sim.cli import main; main(sys.argv[1:]); "
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True, timeout=60
    )
    return set(ran.stderr.splitlines())


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("--json", "nonsense")])
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    imported = imported_by(*words)
    assert not imported & HEAVY
    assert not imported & {entry.module for entry in COMMANDS.values()}
    ours = {name for name in imported if name.partition(".")[0] == "dao_sim"}
    assert not {name for name in ours if not name.startswith("dao_sim.cli.")} - LIGHT


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_s_own_help_starts_no_engine(command: str) -> None:
    assert not imported_by(command, "--help") & {"web3", "pyrevm", "eth_tester", "polars", "matplotlib"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_is_the_command_s_own(name: str) -> None:
    with root().make_context("dao-sim", [name]) as context:
        command = context.command.get_command(context, name)
    assert command.help.splitlines()[0] == COMMANDS[name].summary


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_the_standard_options(name: str) -> None:
    with root().make_context("dao-sim", [name]) as context:
        command = context.command.get_command(context, name)
        leaves = getattr(command, "commands", {name: command}).values()
    for leaf in leaves:
        options = {option for parameter in leaf.params for option in parameter.opts}
        assert {"--json", "--quiet", "--no-input", "--debug"} <= options


@pytest.mark.parametrize("name", COMMANDS)
def test_help_spares_people_the_largest_number_there_is(name: str) -> None:
    with root().make_context("dao-sim", [name]) as context:
        command = context.command.get_command(context, name)
        for leaf in getattr(command, "commands", {name: command}).values():
            with leaf.make_context(name, [], resilient_parsing=True) as inside:
                assert "1579208923731619" not in "".join(leaf.get_help(inside).split())


def test_help_lists_every_command() -> None:
    ran = run("--help")
    assert (ran.code, ran.stderr) == (0, "")
    for name, entry in COMMANDS.items():
        assert f"  {name} " in ran.stdout
        assert " ".join(entry.summary.split()[:4]) in ran.stdout
    assert run("-h").stdout == ran.stdout


def test_version() -> None:
    assert run("--version").stdout == f"dao-sim {__version__}\n"
