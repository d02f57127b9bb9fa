"""What README.md says to type works when typed, in order, in one folder; and its links lead somewhere."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (.+)$", README, flags=re.MULTILINE)
PYTHON = re.findall(r"^```python\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a reader stands: the project's folder, as far as the tour needs it."""
    path = tmp_path_factory.mktemp("tour")
    shutil.copytree(ROOT / "examples", path / "examples")
    return path


@pytest.fixture(scope="module")
def environment(folder: Path) -> Mapping[str, str]:
    """A PATH on which `dao-sim` is this checkout's command line."""
    launcher = folder / "bin" / "dao-sim"
    launcher.parent.mkdir()
    launcher.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m dao_sim "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)
    path = f"{launcher.parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}


def run(command: str, folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """A line as a shell would run it."""
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_tour_has_commands_to_run() -> None:
    assert len(COMMANDS) >= 6
    assert len(PYTHON) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_tour_works(command: str, folder: Path, environment: Mapping[str, str]) -> None:
    if " bench " in command:
        pytest.importorskip("pyrevm", reason="there is no embedded engine to measure on this Python")
    done = run(command, folder, environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout or ">" in command or "--out" in command


def test_the_tour_leaves_what_it_promises(folder: Path) -> None:
    written = {path.suffix for path in (folder / "replayed").iterdir()}
    assert {".parquet", ".png"} <= written


def test_the_newcomer_loses_when_it_comes_late(folder: Path, environment: Mapping[str, str]) -> None:
    plain, late = [command for command in COMMANDS if "replay" in command]
    states = [
        json.loads(run(f"{command} --json", folder, environment).stdout)["data"]["proposals"][3]["state"]
        for command in (plain, late)
    ]
    assert states == ["executed", "defeated"]


def test_the_python_example_runs(folder: Path, environment: Mapping[str, str]) -> None:
    done = run(f"{shlex.quote(sys.executable)} -c {shlex.quote(PYTHON[0])}", folder, environment)
    assert done.returncode == 0, done.stderr
    assert "levy: 750 bps" in done.stdout
    assert "EXECUTED" in done.stdout


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_that_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_target_named_in_the_docs_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    made = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    named = {
        target
        for document in DOCUMENTS
        for target in re.findall(r"^make ([a-z-]+)", document.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }
    assert named
    assert named <= made


def test_the_map_in_contributing_matches_the_tree() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = re.search(r"^dao_sim/\n(.*?)^scripts/", text, flags=re.MULTILINE | re.DOTALL)
    assert section is not None
    named = set(re.findall(r"^  ([a-z_]+)/ ", section[1], flags=re.MULTILINE))
    folders = {path.parent.name for path in (ROOT / "dao_sim").glob("*/__init__.py")}
    assert named == folders
