"""An anvil's chain in a file, so that it goes on after a restart as if there had been none.

Anvil's own `--state` does not keep that promise: each restart adds another first block, whose hash may then
stand for the chain, and the clock falls back behind the last block. So anvil is started with the time of the
chain's own first block, its clock is moved on to the last one, and the file is written whole.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dao_sim.errors import BadInput
from dao_sim.files import write_atomically

if TYPE_CHECKING:
    from dao_sim.chain.rpc import RpcChain


def begin_at(state: Path | None, otherwise: int) -> int:
    """The time (seconds) of the first block of the chain in the file; `otherwise` where there is no file.

    Raises BadInput for a file that is not an anvil's state, and for a place where no file can be.
    """
    if state is None:
        return otherwise
    if not state.parent.is_dir():
        hint = "make that folder first"
        raise BadInput("node", "the state's folder is not there", hint=hint, file=str(state))
    if not state.exists():
        return otherwise
    if not state.is_file():  # a device may have no end
        raise BadInput("node", "the state is not kept in a file", hint="name a file", file=str(state))
    try:
        blocks = [block["header"] for block in json.loads(state.read_text(encoding="utf-8"))["blocks"]]
        return min(int(header["timestamp"], 16) for header in blocks if int(header["number"], 16) == 0)
    except OSError as error:
        raise BadInput("node", f"cannot be read: {error.strerror}", file=str(state)) from error
    except (ValueError, KeyError, TypeError) as error:
        hint = "give a file that `dao-sim node --state` wrote, or one that is not there yet"
        raise BadInput("node", "is not an anvil's state", hint=hint, file=str(state)) from error


def catch_up(url: str, present: int) -> None:
    """Moves the clock of a node that was just started to the last block's time, or to `present` if later."""
    with _connected(url) as chain:
        last = chain.latest_time()
        behind = max(last, present) - chain.now()
        if behind > 0:
            chain.turn_clock(behind)


def save(url: str, state: Path) -> None:
    """Writes the node's chain to the file. Raises OSError with the old file as it was."""
    with _connected(url) as chain:
        write_atomically(state, chain.dump_state().decode())


@contextlib.contextmanager
def _connected(url: str) -> Iterator[RpcChain]:
    from dao_sim.chain.rpc import RpcChain

    with contextlib.closing(RpcChain(url, take_over=False, pending=True)) as chain:
        yield chain
