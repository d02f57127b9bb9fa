"""Two ledgers' tables of one replication, compared row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import polars as pl

SHOWN = 20
"""So many differences are told; all are counted."""


class Compared(NamedTuple):
    """What came of comparing the tables of one replication."""

    rows: int
    different: int
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of running replications again on the contracts."""

    replications: int
    rows_compared: int = 0
    rows_different: int = 0
    differences: tuple[str, ...] = ()
    """The first of them: which replication, table and row, and what either ledger says."""

    def with_compared(self, found: Compared) -> Verified:
        """With another replication's rows."""
        return replace(
            self,
            rows_compared=self.rows_compared + found.rows,
            rows_different=self.rows_different + found.different,
            differences=(self.differences + found.where)[:SHOWN],
        )


def differing(ours: Mapping[str, pl.DataFrame], theirs: Mapping[str, pl.DataFrame], what: str) -> Compared:
    """Compares every table's rows, sorted; a row that only one has is a different row."""
    rows, different = 0, 0
    where: list[str] = []
    for name in sorted({*ours, *theirs}):
        here, there = _sorted(ours.get(name)), _sorted(theirs.get(name))
        rows += max(len(here), len(there))
        for place in range(max(len(here), len(there))):
            one = here[place] if place < len(here) else None
            other = there[place] if place < len(there) else None
            if one != other:
                different += 1
                if len(where) < SHOWN:
                    where.append(f"{what}: {name}: {_told(one, other)}")
    return Compared(rows, different, tuple(where))


def _sorted(frame: pl.DataFrame | None) -> list[dict[str, object]]:
    """Rows; those of equal keys stay in order, so that a difference in one value is one row's."""
    return [] if frame is None else frame.rows(named=True)


def _told(one: dict[str, object] | None, other: dict[str, object] | None) -> str:
    if one is None or other is None:
        only = "the first" if other is None else "the second"
        return f"only {only} ledger has {one or other}"
    apart = {name: f"{one[name]} and {other.get(name)}" for name in one if one[name] != other.get(name)}
    keys = {name: one[name] for name in list(one)[:3]}
    return f"{keys}: {apart}"
