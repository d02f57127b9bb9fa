"""Runs `dao-sim` in forks of one process that has its imports already: most of a short command's time.

A command is still a process of its own, with its own streams, environment and folder, and its own exit code:
only what `import` does is done once for all. `tests/cli/warm_client.py` starts it, and asks.
"""

from __future__ import annotations

import array
import atexit
import gc
import json
import os
import select
import socket
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress

STREAMS = 3
LONGEST = 1 << 20


def main(arguments: Sequence[str]) -> None:
    """Listens on the socket that is named, until stdin ends: until whoever started it is gone."""
    _import_all()
    gc.collect()
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(arguments[0])
        listener.listen(64)
        os.write(sys.stdout.fileno(), b"warm\n")
        while True:
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG) != (0, 0):
                    pass
            ready, _, _ = select.select([sys.stdin, listener], [], [])
            if sys.stdin in ready:
                return
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _serve(connection)
            connection.close()


def _import_all() -> None:
    """What commands import, but for libraries that start threads: a fork does not have those."""
    import dao_sim.chain.keystore
    import dao_sim.chain.rpc
    import dao_sim.chain.tester
    import dao_sim.cli.entry
    import dao_sim.cli.session
    import dao_sim.coop.deploy
    import dao_sim.coop.facts  # noqa: F401


def _serve(connection: socket.socket) -> None:
    """Runs one command, says with which code it ended, and is gone."""
    code = 70
    try:
        request, streams = _receive(connection)
        child = os.fork()
        if child == 0:
            _become(request, streams)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
    finally:
        connection.sendall(str(code).encode())
        os._exit(0)


def _receive(connection: socket.socket) -> tuple[dict[str, object], list[int]]:
    """What to run, and its three streams."""
    streams = array.array("i")
    message, ancillary, _, _ = connection.recvmsg(LONGEST, socket.CMSG_LEN(STREAMS * streams.itemsize))
    for _, _, data in ancillary:
        streams.frombytes(data[: len(data) - len(data) % streams.itemsize])
    while not message.endswith(b"\n"):
        message += connection.recv(LONGEST)
    request: dict[str, object] = json.loads(message)
    return request, list(streams)


def _become(request: dict[str, object], streams: Sequence[int]) -> None:
    """From here on this process is the command."""
    code = 70
    try:
        for target, handed in enumerate(streams):
            os.dup2(handed, target)
            os.close(handed)
        words, folder, variables = request["words"], request["folder"], request["variables"]
        assert isinstance(words, list)
        assert isinstance(variables, dict)
        os.chdir(str(folder))
        os.environ.clear()
        os.environ.update(variables)
        sys.argv = ["dao-sim", *words]
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
        from dao_sim.cli import main as command

        code = _ending(command)
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _ending(command: object) -> int:
    """What `sys.exit(command())` ends with."""
    assert callable(command)
    try:
        return int(command() or 0)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)


if __name__ == "__main__":
    main(sys.argv[1:])
