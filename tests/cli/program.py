"""Runs `dao-sim` as its users do: as a program, from outside."""

from __future__ import annotations

import atexit
import json
import os
import pty
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.cli import warm, warm_client

DAO_SIM = [str(Path(sys.executable).with_name("dao-sim"))]
"""The installed command, as its users run it."""
PROBE = [sys.executable, str(Path(__file__).with_name("probe_commands.py"))]
"""`dao-sim` with a few more commands, each of which does one thing that commands do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a program said, and how it ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def envelope(self) -> dict[str, Any]:
        """The one line on stdout, as JSON."""
        (line,) = self.stdout.splitlines()
        envelope: dict[str, Any] = json.loads(line)
        return envelope

    @property
    def error(self) -> dict[str, Any]:
        """The only error of a failure's envelope, whose shape is checked here."""
        assert set(self.envelope) == {"schema_version", "command", "success", "errors"}
        assert self.envelope["schema_version"] == 1
        assert self.envelope["success"] is False
        (error,) = self.envelope["errors"]
        assert set(error) == {"code", "message", "hint"}
        return dict(error)


def environment(**changes: str) -> dict[str, str]:
    ours = ("NO_COLOR", "FORCE_COLOR", "DAO_SIM_DEBUG", "COLUMNS")
    inherited = {key: value for key, value in os.environ.items() if key not in ours}
    return {**inherited, "TERM": "xterm-256color", **changes}


@cache
def warm_folder() -> Path:
    """A folder with a `dao-sim` that answers at once, because its imports are done (see `warm.py`)."""
    folder = Path(tempfile.mkdtemp(prefix="dao-sim-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    where = str(folder / "socket")
    command = [sys.executable, str(Path(warm.__file__)), where]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"warm\n"
    process.stdout.close()
    atexit.register(process.wait)
    atexit.register(process.stdin.close)
    launcher = folder / "dao-sim"
    client = shlex.join([sys.executable, "-IS", str(Path(warm_client.__file__))])
    launcher.write_text(f'#!/bin/sh\n{warm_client.SOCKET}={shlex.quote(where)} exec {client} "$@"\n')
    launcher.chmod(0o755)
    return folder


def run(*words: str, program: list[str] = DAO_SIM, stdin: str = "", **variables: str) -> Ran:
    """Runs it to its end. `dao-sim` itself is a fork of a process that has its imports already."""
    if program is DAO_SIM:
        return _run_warm(words, stdin, environment(**variables))
    done = subprocess.run(
        [*program, *words],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(**variables),
        timeout=120,
        check=False,
    )
    return Ran(code=done.returncode, stdout=done.stdout, stderr=done.stderr)


def _run_warm(words: tuple[str, ...], stdin: str, variables: dict[str, str]) -> Ran:
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin.encode())
        given.seek(0)
        streams = [each.fileno() for each in (given, out, err)]
        code = warm_client.ask(str(warm_folder() / "socket"), words, streams, variables, timeout=120)
        for each in (out, err):
            each.seek(0)
        return Ran(code=code, stdout=out.read().decode(), stderr=err.read().decode())


def run_on_terminal(
    *words: str,
    program: list[str] = DAO_SIM,
    typed: str = "",
    typed_again: bool = False,
    **variables: str,
) -> Ran:
    """Both streams go to one terminal, so that `stdout` holds everything that a person sees.

    `typed` is typed once a question, which ends in a colon, stands there; at every question if `typed_again`.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*program, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(**variables),
        start_new_session=True,  # whoever runs the tests may have a terminal of their own
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # how Linux reports that the other end is closed
            break
        if not part:
            break
        seen += part
        if typed and seen.endswith(b": "):
            os.write(ours, typed.encode())
            typed = typed if typed_again else ""
    os.close(ours)
    return Ran(code=process.wait(timeout=120), stdout=seen.decode(), stderr="")
