"""Finding, starting and stopping anvil, the local node of the foundry tools."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib import error, request

from dao_sim.chain.defaults import ACCOUNTS, GENESIS_TIME, TRANSACTION_GAS_LIMIT
from dao_sim.errors import BadInput, ChainUnreachable

_START_SECONDS = 15.0
_STOP_SECONDS = 15.0


def find_anvil(start: Path | None = None) -> Path:
    """The anvil program: in `node_modules` of `start` (default: here) or a folder above, else on PATH.

    The native program is preferred to the npm launcher, which needs Node. Raises `BadInput` saying how
    to get it.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        for candidate in _candidates(folder / "node_modules"):
            if os.access(candidate, os.X_OK):
                return candidate
    on_path = shutil.which("anvil")
    if on_path is None:
        raise BadInput(
            "node",
            "anvil is not installed",
            hint="run `npm ci` in the project (or `npm install @foundry-rs/anvil`), or put anvil on PATH",
        )
    return Path(on_path)


class AnvilNode:
    """A running anvil. Use it in a `with` block, or call `stop`.

    Its rules are Cancun's, its gas is free, its clock starts at `GENESIS_TIME`. With `state`, the chain
    is read from that file if it exists, and written to it on `stop`. `options` are more of anvil's own.

    Raises `ChainUnreachable` if it does not come up, with what it said.
    """

    def __init__(
        self,
        *,
        port: int | None = None,
        accounts: int = len(ACCOUNTS),
        state: Path | None = None,
        program: Path | None = None,
        options: Sequence[str] = (),
    ) -> None:
        self.port = port if port is not None else _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._output: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop()
        command = [str(program or find_anvil()), *_arguments(self.port, accounts, state, options)]
        try:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=self._output, stderr=subprocess.STDOUT
            )
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Ends the node and waits until its state is on disk. Harmless when it has ended already."""
        process: subprocess.Popen[bytes] | None = getattr(self, "process", None)
        if process is not None and process.poll() is None:
            # anvil writes its state when interrupted, not when terminated
            process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._output.close()

    def __enter__(self) -> AnvilNode:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not _answers(self.url):
            if self.process.poll() is not None:
                raise ChainUnreachable("node", "anvil ended at once", url=self.url, output=self._said())
            if time.monotonic() > deadline:
                raise ChainUnreachable(
                    "node", "anvil did not start in time", url=self.url, output=self._said()
                )
            time.sleep(0.02)

    def _said(self) -> str:
        self._output.seek(0)
        return self._output.read().decode("utf-8", "replace").strip()[-500:]


def _candidates(modules: Path) -> Iterator[Path]:
    yield from sorted(modules.glob("@foundry-rs/anvil-*/bin/anvil"))
    yield from sorted(modules.glob("@foundry-rs/anvil-*/bin/anvil.exe"))
    yield modules / ".bin" / "anvil"


def _arguments(port: int, accounts: int, state: Path | None, options: Sequence[str]) -> list[str]:
    """The command line; what `options` set is left to them, as anvil takes no option twice."""
    arguments = {
        "--port": port,
        "--accounts": accounts,
        "--hardfork": "cancun",
        "--timestamp": GENESIS_TIME,
        "--gas-limit": TRANSACTION_GAS_LIMIT,
        "--gas-price": 0,
        "--block-base-fee-per-gas": 0,
        "--order": "fifo",
    }
    if state is not None:
        arguments["--state"] = str(state)
    ours = [str(part) for name, value in arguments.items() if name not in options for part in (name, value)]
    return [*ours, *options]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(url: str) -> bool:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "eth_chainId", "params": []}).encode()
    asked = request.Request(url, data=body, headers={"Content-Type": "application/json"})  # noqa: S310 - ours
    try:
        with request.urlopen(asked, timeout=2) as answer:  # noqa: S310 - ours
            return "result" in json.load(answer)
    except (OSError, ValueError, error.URLError):
        return False
