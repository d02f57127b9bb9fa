"""Past events of an engine that runs in this process, decoded only when somebody asks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from dao_sim.chain import checks
from dao_sim.chain.protocol import Log
from dao_sim.units import Address

Outcome = TypeVar("Outcome")


class LogStore(Generic[Outcome]):
    """Transaction outcomes by block, in order, and the way to read their logs.

    An outcome is whatever the engine returns for a transaction; `decode(outcome, block_number)` turns
    it into logs. Nothing is decoded on the way in.
    """

    def __init__(self, decode: Callable[[Outcome, int], Iterable[Log]]) -> None:
        self._decode = decode
        self._blocks: list[int] = []
        self._outcomes: list[Sequence[Outcome]] = []

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

    def select(
        self,
        address: Address | None,
        topics: Sequence[bytes | None],
        from_block: int,
        to_block: int | None,
    ) -> list[Log]:
        """Logs that match, oldest first."""
        if address is not None:
            checks.address("address", address)
        first = bisect_left(self._blocks, from_block)
        last = len(self._blocks) if to_block is None else bisect_right(self._blocks, to_block)
        return [
            log
            for at in range(first, last)
            for outcome in self._outcomes[at]
            for log in self._decode(outcome, self._blocks[at])
            if matches(log, address, topics)
        ]


def matches(log: Log, address: Address | None, topics: Sequence[bytes | None]) -> bool:
    """Whether a log passes a filter; None matches anything, and so do missing trailing topics."""
    if address is not None and log.address.lower() != address.lower():
        return False
    if len(topics) > len(log.topics):
        return False
    return all(wanted is None or wanted == found for wanted, found in zip(topics, log.topics, strict=False))
