#!/usr/bin/env python3
"""Run `dao-sim demo` under every Python from 3.10 to 3.14 found here, each in a throw-away environment.

The package is built once and installed as a user would install it, so this also proves that the wheel
carries everything and that its dependencies resolve on each version. Where pyrevm has no wheel, the demo must
say that the embedded engine fell back. Exits 1 when any demo fails.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MINORS = range(10, 15)
AT_ONCE = 2
INSTALL_LIMIT = 400.0
DEMO_LIMIT = 120.0
FALLBACK = re.compile("tester", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one version: times and the demo's last line, or why it failed."""

    version: str
    passed: bool
    said: str


class DemoFailed(Exception):
    """A step under one interpreter failed; the message is the tail of what it printed."""


def candidates(minor: int) -> Iterator[str]:
    """Paths that may be Python 3.`minor`: everything on PATH, then pyenv's versions.

    A path may exist and not start (a pyenv shim of a version that is not switched on).
    """
    for folder in os.get_exec_path():
        if found := shutil.which(f"python3.{minor}", path=folder):
            yield found
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for found_path in sorted(pyenv.glob(f"versions/3.{minor}.*/bin/python3")):
        yield str(found_path)


def starts(python: str, minor: int) -> bool:
    """Whether this really is Python 3.`minor`, and one that can make environments."""
    code = f"import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, {minor}))"
    try:
        subprocess.run([python, "-c", code], capture_output=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def run(*command: str | Path, seconds: float, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command to its end. Raises `DemoFailed` when it fails or takes longer than `seconds`."""
    # The environment of the caller must not leak into the one under test.
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME"}}
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, capture_output=True, text=True, timeout=seconds, cwd=cwd, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DemoFailed(f"{' '.join(words)} took longer than {seconds:.0f} s") from error
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        raise DemoFailed(f"{' '.join(words)} exited with {done.returncode}\n{tail}")
    return done


def demo_under(python: str, wheel: Path, scratch: Path) -> tuple[str, float, float]:
    """Install the wheel into a new environment in `scratch` and run the demo there.

    Returns the demo's last line, seconds installing and seconds running. Raises `DemoFailed`.
    """
    start = time.monotonic()
    run(python, "-m", "venv", scratch, seconds=INSTALL_LIMIT)
    pip = (scratch / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-compile")
    run(*pip, wheel, seconds=INSTALL_LIMIT)
    installed = time.monotonic()
    done = run(scratch / "bin" / "dao-sim", "demo", seconds=DEMO_LIMIT, cwd=scratch)
    finished = time.monotonic()
    probe = "import importlib.util as u; print(u.find_spec('pyrevm') is not None)"
    embedded = run(scratch / "bin" / "python", "-c", probe, seconds=30).stdout.strip() == "True"
    if not embedded and not FALLBACK.search(done.stderr):
        raise DemoFailed("pyrevm is not installed, and the demo did not say that it fell back")
    lines = done.stdout.strip().splitlines()
    if not lines:
        raise DemoFailed("the demo printed nothing")
    return lines[-1], installed - start, finished - installed


def outcome(python: str, wheel: Path, minor: int) -> Outcome:
    """The demo under one interpreter; a failure is a result, so that the other versions still run."""
    version = f"3.{minor}"
    with tempfile.TemporaryDirectory(prefix=f"dao-sim-{version}-") as scratch:
        try:
            last, installing, running = demo_under(python, wheel, Path(scratch))
        except DemoFailed as failure:
            return Outcome(version=version, passed=False, said=f"FAILED: {failure}")
    said = f"installed in {installing:.0f} s, ran in {running:.1f} s: {last}"
    return Outcome(version=version, passed=True, said=said)


def build_wheel(folder: Path) -> Path:
    """Build the package's wheel into `folder`. Raises `DemoFailed`."""
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps")
    run(*pip, "--wheel-dir", folder, ROOT, seconds=INSTALL_LIMIT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def main() -> int:
    """Exit code 0 when the demo passes under every interpreter found (at least one)."""
    found = {
        minor: python
        for minor in MINORS
        if (python := next((path for path in candidates(minor) if starts(path, minor)), None))
    }
    print("demo under", ", ".join(f"3.{minor}" for minor in found) or "no Python at all", flush=True)
    with tempfile.TemporaryDirectory(prefix="dao-sim-wheel-") as folder:
        try:
            wheel = build_wheel(Path(folder))
        except DemoFailed as failure:
            print(f"the package does not build: {failure}", file=sys.stderr)
            return 1
        with ThreadPoolExecutor(AT_ONCE) as pool:
            jobs = [pool.submit(outcome, python, wheel, minor) for minor, python in found.items()]
            outcomes = [job.result() for job in jobs]
    for result in outcomes:
        print(f"{result.version}  {result.said}")
    return 0 if outcomes and all(result.passed for result in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
