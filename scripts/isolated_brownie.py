#!/usr/bin/env python3
"""Run brownie as this project needs it: `scripts/isolated_brownie.py compile`, or any other of its commands.

Brownie comes from `.venv-brownie` (`make brownie` makes it), compiler and anvil from `node_modules`. Its
settings and history are below `build/`, so that nobody's ~/.brownie is read or written. Its node gets a port
that is free: brownie takes over whatever node it finds on the port that it was told.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv-brownie" / "bin"
HOME = ROOT / "build" / "home"


def environment() -> dict[str, str]:
    """Where brownie finds its compiler, its node and its own files."""
    path = os.pathsep.join([str(ROOT / "node_modules" / ".bin"), str(BIN), os.environ.get("PATH", "")])
    return {
        **os.environ,
        "HOME": str(HOME),
        "PATH": path,
        "SOLCX_BINARY_PATH": str(ROOT / "scripts" / "solc"),
    }


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def main(words: list[str]) -> int:
    """Runs brownie with these words; returns its exit code."""
    program = BIN / "brownie"
    if not program.exists():
        print("brownie is not installed here: run `make brownie`", file=sys.stderr)
        return 2
    HOME.mkdir(parents=True, exist_ok=True)
    port = ["networks", "modify", "development", f"port={free_port()}"]
    subprocess.run([program, *port], env=environment(), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return subprocess.run([program, *words], env=environment(), cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
