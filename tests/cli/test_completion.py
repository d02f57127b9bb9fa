"""Shell completion: the script, and what it is answered when a shell asks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dao_sim.cli.commands import COMMANDS
from tests.cli.program import DAO_SIM, environment, run


def completions(*words: str, **variables: str) -> list[str]:
    """What bash is offered for the last of these words."""
    asked = environment(
        _DAO_SIM_COMPLETE="complete_bash",
        COMP_WORDS=" ".join(words),
        COMP_CWORD=str(len(words) - 1),
        **variables,
    )
    done = subprocess.run(DAO_SIM, env=asked, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_printed_for_each_shell(shell: str) -> None:
    ran = run(
        "--show-completion", shell, SHELL=f"/bin/{shell}", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1"
    )
    assert ran.code == 0
    assert "_DAO_SIM_COMPLETE" in ran.stdout


def test_every_command_is_offered() -> None:
    assert set(completions("dao-sim", "")) >= set(COMMANDS)


def test_a_command_offers_its_options_and_a_group_its_commands() -> None:
    assert set(completions("dao-sim", "deploy", "--re")) == {"--resume", "--reset"}
    assert set(completions("dao-sim", "account", "")) == {"new", "import", "list"}
    assert completions("dao-sim", "vot") == ["vote"]


def test_accounts_and_classes_are_offered_by_name(tmp_path: Path) -> None:
    for name in ("ada", "bram"):
        (tmp_path / name).write_text('{"version": 3, "crypto": {}}', encoding="utf-8")
    keys = {"DAO_SIM_KEYSTORE": str(tmp_path)}
    assert completions("dao-sim", "vote", "1", "for", "--account", "", **keys) == ["ada", "bram"]
    assert completions("dao-sim", "status", "--account", "b", **keys) == ["bram"]
    assert completions("dao-sim", "status", "--account", "", DAO_SIM_KEYSTORE=str(tmp_path / "none")) == []
    assert completions("dao-sim", "propose", "admit", "ada", "--class", "pu") == ["public-body"]
