"""Asks the process of `warm.py` to run `dao-sim`: from Python, or as what a shell finds by that name."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

SOCKET = "TESTS_WARM_SOCKET"
"""The variable that says where the process listens."""


def ask(
    where: str,
    words: Sequence[str],
    streams: Sequence[int],
    variables: Mapping[str, str],
    timeout: float | None = None,
) -> int:
    """The exit code of a command that runs here, with these words, streams and environment.

    Raises TimeoutError after so many seconds.
    """
    request = json.dumps({"words": list(words), "variables": dict(variables), "folder": str(Path.cwd())})
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(timeout)
        connection.connect(where)
        socket.send_fds(connection, [b" "], list(streams))
        connection.sendall(f"{request}\n".encode())
        return int(connection.recv(64))


if __name__ == "__main__":
    sys.exit(ask(os.environ[SOCKET], sys.argv[1:], (0, 1, 2), os.environ))
