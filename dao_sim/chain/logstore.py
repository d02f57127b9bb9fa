"""Past events of an engine that runs in this process, decoded only when somebody asks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from dao_sim.chain import checks
from dao_sim.chain.protocol import Log
from dao_sim.units import Address

Outcome = TypeVar("Outcome")


class LogStore(Generic[Outcome]):
    """Transaction outcomes by block, in order, and the way to read their logs.

    An outcome is whatever the engine returns for a transaction; `decode(outcome, block_number)` turns
    it into logs. Nothing is decoded on the way in, nor twice for an address that is asked for again.
    """

    def __init__(self, decode: Callable[[Outcome, int], Iterable[Log]]) -> None:
        self._decode = decode
        self._blocks: list[int] = []
        self._outcomes: list[Sequence[Outcome]] = []
        self._read = 0
        self._of: dict[str, list[tuple[int, Log]]] = {}

    def append(self, block_number: int, outcomes: Sequence[Outcome]) -> None:
        """Adds the outcomes of a block; blocks arrive in order."""
        self._blocks.append(block_number)
        self._outcomes.append(outcomes)

    def mark(self) -> int:
        """Where the store stands, for `rewind`."""
        return len(self._blocks)

    def rewind(self, mark: int) -> None:
        """Forgets what was added since `mark`."""
        del self._blocks[mark:]
        del self._outcomes[mark:]
        if self._read > mark:
            self._read = mark
            for logs in self._of.values():
                del logs[bisect_left(logs, mark, key=_place) :]

    def select(
        self,
        address: Address | None,
        topics: Sequence[bytes | None],
        from_block: int,
        to_block: int | None,
    ) -> list[Log]:
        """Logs that match, oldest first. What one address logged is decoded once, and kept."""
        first = bisect_left(self._blocks, from_block)
        last = len(self._blocks) if to_block is None else bisect_right(self._blocks, to_block)
        if address is None:
            found = (log for at in range(first, last) for log in self._logs(at))
        else:
            checks.address("address", address)
            self._read_on()
            logs = self._of.get(address.lower(), [])
            span = slice(bisect_left(logs, first, key=_place), bisect_left(logs, last, key=_place))
            found = (log for _, log in logs[span])
        return [log for log in found if matches(log, None, topics)]

    def _logs(self, at: int) -> Iterator[Log]:
        for outcome in self._outcomes[at]:
            yield from self._decode(outcome, self._blocks[at])

    def _read_on(self) -> None:
        """Decodes what was added since this was last done."""
        for at in range(self._read, len(self._blocks)):
            for log in self._logs(at):
                self._of.setdefault(log.address.lower(), []).append((at, log))
        self._read = len(self._blocks)


def _place(entry: tuple[int, Log]) -> int:
    return entry[0]


def matches(log: Log, address: Address | None, topics: Sequence[bytes | None]) -> bool:
    """Whether a log passes a filter; None matches anything, and so do missing trailing topics."""
    if address is not None and log.address.lower() != address.lower():
        return False
    if len(topics) > len(log.topics):
        return False
    return all(wanted is None or wanted == found for wanted, found in zip(topics, log.topics, strict=False))
