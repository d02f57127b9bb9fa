"""Scripts as their users run them: as programs of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.chain.conftest import anvil

__all__ = ["anvil", "charter_file"]

ROOT = Path(__file__).resolve().parents[2]

CHARTER = """
name = "Lumen"
symbol = "LUM"

[governance]
proposal_threshold = "100"
quorum = "20%"
timelock_delay = "3d"
guardian = "account:4"

[treasury]
caps = [{ asset = "ETH", amount = "50" }]

[operators]
admitter = ["account:0", "account:1"]

[[founders]]
account = "account:1"
class = "creator"
tokens = "60"

[[founders]]
account = "account:2"
class = "enterprise"
tokens = "300"

[[founders]]
account = "account:3"
class = "patron"
tokens = "0"
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended, and what it said."""

    code: int
    stdout: str
    stderr: str

    @property
    def data(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        data: dict[str, Any] = json.loads(self.stdout)
        return data


def python(script: str, *words: str) -> Ran:
    """A script of this project, run by this Python."""
    return program(sys.executable, str(ROOT / "scripts" / script), *words)


def program(*words: str, typed: str = "", **variables: str) -> Ran:
    """Any program, with `typed` on its stdin, in the project's folder."""
    done = subprocess.run(
        words,
        cwd=ROOT,
        env={**os.environ, **variables},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def charter_file(tmp_path: Path) -> str:
    """A charter that is not the template, so that one can tell that it was read."""
    path = tmp_path / "coop.toml"
    path.write_text(CHARTER, encoding="utf-8")
    return str(path)
