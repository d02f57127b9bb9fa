"""`Lineage`, and which works pass on to which, for all works in one flat table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Table: TypeAlias = dict[int, int]
"""Ancestor → its share (basis points) of a derivative's net."""


def merge(tables: Iterable[Table]) -> Table:
    """All that is in any; of a work that is in several, the largest share."""
    merged: Table = {}
    for table in tables:
        for work, share in table.items():
            merged[work] = max(share, merged.get(work, 0))
    return merged


def under(table: Table, work: int, share: int) -> Table:
    """The table of what passes on to a work with a share, and to the ancestors in the work's own table."""
    return merge([table, {work: share}]) if share else table


class Ancestry:
    """Every work's ancestors. Row 0 is no work."""

    def __init__(self) -> None:
        self._starts = np.zeros(2, dtype=np.int64)
        self._ancestors = np.zeros(0, dtype=np.int64)
        self._shares = np.zeros(0, dtype=np.int64)

    def append(self, tables: Sequence[Table]) -> None:
        """The tables of the next works."""
        lengths = np.fromiter(map(len, tables), dtype=np.int64, count=len(tables))
        self._starts = np.concatenate((self._starts, self._starts[-1] + np.cumsum(lengths)))
        if lengths.any():
            pairs = np.array([pair for table in tables for pair in table.items()], dtype=np.int64)
            self._ancestors = np.concatenate((self._ancestors, pairs[:, 0]))
            self._shares = np.concatenate((self._shares, pairs[:, 1]))

    def table(self, work: int) -> Table:
        """One work's table."""
        part = slice(self._starts[work], self._starts[work + 1])
        return dict(zip(self._ancestors[part].tolist(), self._shares[part].tolist(), strict=True))

    def of(self, works: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Row of `works`, ancestor, share: for every ancestor of each."""
        first = self._starts[works]
        counts = self._starts[works + 1] - first
        rows = np.repeat(np.arange(len(works)), counts)
        before = np.cumsum(counts) - counts
        places = np.arange(len(rows)) + np.repeat(first - before, counts)
        return rows, self._ancestors[places], self._shares[places]
