"""Finding, starting and stopping anvil, the local node of the foundry tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent import futures
from pathlib import Path
from types import TracebackType

from dao_sim.chain.anvil_state import begin_at, catch_up, save
from dao_sim.chain.defaults import ACCOUNTS, GENESIS_TIME, TRANSACTION_GAS_LIMIT
from dao_sim.errors import BadInput, ChainUnreachable

_START_SECONDS = 15.0
_STOP_SECONDS = 15.0
_LINES_KEPT = 40
_IN_USE = "Address already in use"
_PORT_TAKEN = (
    "end the program that listens there, perhaps an earlier node; or give another port, 0 for a free one"
)
_LISTENING = re.compile(r"Listening on \S+:(\d+)")


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

    Its rules are Cancun's, its gas is free, its clock starts at `GENESIS_TIME`, or with `wall_clock` at the
    present. Without `port` the system picks one. With `state`, the chain is read from that file if it exists,
    and written to it by `save` and on `stop`; the file is whole at any moment. `options` are more of anvil's
    own.

    Raises `ChainUnreachable` if it does not come up, with what it said; `BadInput` for a state file that is
    none.
    """

    def __init__(
        self,
        *,
        port: int | None = None,
        accounts: int = len(ACCOUNTS),
        state: Path | None = None,
        wall_clock: bool = False,
        program: Path | None = None,
        options: Sequence[str] = (),
    ) -> None:
        self._state = state
        genesis = begin_at(state, GENESIS_TIME if not wall_clock else int(time.time()))
        loaded = ["--load-state", str(state)] if state and state.exists() else []
        arguments = _arguments(port or 0, accounts, genesis, options)
        command = [str(program or find_anvil()), *arguments, *loaded]
        self._listening: futures.Future[int] = futures.Future()
        self.said: deque[str] = deque(maxlen=_LINES_KEPT)
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C on a terminal is for us alone: the chain is read before the end
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self.port = self._wait_until_ready()
        except BaseException:
            self._end()
            raise
        self.url = f"http://127.0.0.1:{self.port}"
        if loaded:
            catch_up(self.url, int(time.time()) if wall_clock else 0)

    def save(self) -> None:
        """Writes the chain to the state file, if there is one. Raises OSError with the old file as it was."""
        if self._state is not None:
            save(self.url, self._state)

    def stop(self) -> None:
        """Ends the node, its state on disk. Harmless when it has ended already."""
        try:
            if self.process.poll() is None and hasattr(self, "url"):
                self.save()
        finally:
            self._end()

    def _end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._reader.join()

    def __enter__(self) -> AnvilNode:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _read(self) -> None:
        """Follows what anvil says to its end: a full pipe would stop it."""
        output = self.process.stdout
        assert output is not None, "the process was started with a pipe"
        with output:
            for line in output:
                text = line.decode("utf-8", "replace").strip()
                self.said.append(text)
                if not self._listening.done() and (found := _LISTENING.search(text)):
                    self._listening.set_result(int(found[1]))
        if not self._listening.done():
            self._listening.set_exception(EOFError())

    def _wait_until_ready(self) -> int:
        """The port that this very process listens on, from its own words: another may answer on a port."""
        try:
            return self._listening.result(_START_SECONDS)
        except EOFError:
            reason = "anvil ended at once"
        except futures.TimeoutError:
            reason = "anvil did not start in time"
        said = "; ".join(filter(None, self.said))
        hint = _PORT_TAKEN if _IN_USE in said else None
        raise ChainUnreachable("node", reason, hint=hint, output=said)


def _candidates(modules: Path) -> Iterator[Path]:
    yield from sorted(modules.glob("@foundry-rs/anvil-*/bin/anvil"))
    yield from sorted(modules.glob("@foundry-rs/anvil-*/bin/anvil.exe"))
    yield modules / ".bin" / "anvil"


def _arguments(port: int, accounts: int, genesis: int, options: Sequence[str]) -> list[str]:
    """The command line; what `options` set is left to them, as anvil takes no option twice."""
    arguments = {
        "--port": port,
        "--accounts": accounts,
        "--hardfork": "cancun",
        "--timestamp": genesis,
        "--gas-limit": TRANSACTION_GAS_LIMIT,
        "--gas-price": 0,
        "--block-base-fee-per-gas": 0,
        "--order": "fifo",
    }
    ours = [str(part) for name, value in arguments.items() if name not in options for part in (name, value)]
    return [*ours, *options]
