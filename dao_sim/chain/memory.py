"""How much memory a run on the embedded engine needs, and a refusal before one that cannot fit.

pyrevm never ends its one transaction, so its journal and its list of events only grow. Measured on a
vote-like call (a fresh sender, one new storage slot, one changed, one event; resident memory, Linux
x86-64, Python 3.11, pyrevm 0.3.7; `tests/chain/test_memory.py` measures again), bytes per transaction:

    2,300 to 2,850   in all (hash tables grow by doubling), of which
    340              is the result kept for `logs()`, and
    1,000 to 1,250   remain after `EmbeddedChain.compact`: state in pyrevm's database, and that result

Real votes of a co-op take up to 3,300. Compaction moves the state out of the journal and drops the rest. For
each transaction it takes 8 µs (of these) to 26 µs (of real votes, as much as the vote itself) and, while it
runs, up to 5,000 bytes: it needs the journal once more as text, twice. So it waits until that would fill a
quarter of the memory that was free when the chain was made, and while a checkpoint is held (a checkpoint
lives in the journal).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

import psutil

from dao_sim.errors import BadInput

RETAINED_BYTES = 1_300
"""Per transaction, for good."""
JOURNAL_BYTES = 2_000
"""Per transaction since the last compaction."""
COMPACTION_BYTES = 5_200
"""Per transaction since the last compaction, while the next one runs; `JOURNAL_BYTES` included."""
MIN_INTERVAL = 100_000
"""Transactions between compactions at the least, however little memory is free."""
RESERVE_BYTES = 256 * 2**20
"""Left to the rest of the program."""


CompactEvery: TypeAlias = int | Literal["auto"] | None
"""Transactions between compactions: "auto" by the memory that is free, None for never."""


def compaction_interval(compact_every: CompactEvery = "auto") -> int | None:
    """Transactions between compactions; None for never."""
    if compact_every is None:
        return None
    if compact_every != "auto":
        if type(compact_every) is not int or compact_every < 1:
            hint = 'give a number of transactions, "auto", or None for never'
            reason = "compact_every is not an interval"
            raise BadInput("chain", reason, hint=hint, compact_every=compact_every)
        return compact_every
    return max(available() // 4 // COMPACTION_BYTES, MIN_INTERVAL)


def estimate(transactions: int, *, compact_every: int | None) -> int:
    """Bytes that a run of vote-like transactions takes at its peak. None means it never compacts."""
    if compact_every is None or transactions <= compact_every:
        return transactions * (JOURNAL_BYTES + RETAINED_BYTES)
    return transactions * RETAINED_BYTES + compact_every * COMPACTION_BYTES


def available() -> int:
    """Bytes that this process may still take: the machine's, or the container's if it allows less."""
    free = int(psutil.virtual_memory().available)
    limit = _cgroup_bytes("memory.max")
    if limit is not None:
        free = min(free, limit - (_cgroup_bytes("memory.current") or 0))
    return max(free, 0)


def ensure_fits(transactions: int, *, compact_every: CompactEvery = "auto") -> None:
    """Raises `BadInput`, before anything has run, if that many transactions do not fit in memory."""
    needed = estimate(transactions, compact_every=compaction_interval(compact_every)) + RESERVE_BYTES
    free = available()
    if needed > free:
        raise BadInput(
            "chain",
            f"{transactions:,} transactions need about {_gib(needed)} of memory, {_gib(free)} are available",
            hint="run fewer transactions, use a machine with more memory, or a node by its URL",
            transactions=transactions,
            needed=needed,
            available=free,
        )


def _cgroup_bytes(name: str) -> int | None:
    try:
        text = Path("/sys/fs/cgroup", name).read_text(encoding="ascii").strip()
    except OSError:
        return None
    return int(text) if text.isdigit() else None


def _gib(size: int) -> str:
    return f"{size / 2**30:.1f} GiB"
