"""A tidy table of results: one row per run, with its point, its replication, its factors and its measures."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dao_sim.errors import BadInput

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

RESERVED = ("point", "replication", "seed", "stage", "message")
"""Columns that are neither factors nor measures; the last two say of a failed run where and why it failed."""


@dataclass(frozen=True, slots=True)
class Results:
    """Results that have been checked.

    `frame` has the integer columns `point` and `replication`, a column per factor, and numbers in all others,
    which are the measures; what is null or not finite, a run did not give. Raises BadInput if a column
    that is needed is missing, or if a point has a replication twice.
    """

    frame: pl.DataFrame
    factors: tuple[str, ...] = ()
    measures: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        import polars.selectors as cs

        for name in ("point", "replication", *self.factors):
            known(name, self.frame.columns, kind="column")
        if self.frame.select("point", "replication").is_duplicated().any():
            raise BadInput("results", "a point has the same replication twice", hint="one row per run")
        others = set(self.frame.columns) - {*RESERVED, *self.factors}
        names = tuple(name for name in self.frame.select(cs.numeric()).columns if name in others)
        object.__setattr__(self, "measures", names)

    def chosen(self, measures: Sequence[str] | None) -> tuple[str, ...]:
        """These measures, or all. Raises BadInput, with the nearest name, for one that is not there."""
        if measures is None:
            return self.measures
        return tuple(known(name, self.measures, kind="measure") for name in measures)

    @property
    def points(self) -> list[int]:
        """The points, in order."""
        return [int(point) for point in self.frame["point"].unique().sort()]

    def values(self, measure: str) -> pl.DataFrame:
        """Columns `point`, `replication`, the factors and `value` (Float64), sorted, none missing."""
        import polars as pl

        value = pl.col(known(measure, self.measures, kind="measure")).cast(pl.Float64).alias("value")
        columns = self.frame.select("point", "replication", *self.factors, value)
        return columns.filter(pl.col("value").is_finite()).sort("point", "replication")

    def samples(self, measure: str) -> dict[int, NDArray[np.float64]]:
        """What each point's runs gave, by point; empty where all of them failed."""
        import numpy as np

        found = self.values(measure).group_by("point").agg("value")
        by_point = dict(zip(found["point"].to_list(), found["value"].to_list(), strict=True))
        return {point: np.array(by_point.get(point, []), dtype=np.float64) for point in self.points}


def known(name: str, names: Sequence[str], *, kind: str) -> str:
    """The name, if it is one of these. Raises BadInput with the nearest one if not."""
    if name in names:
        return name
    close = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(names) or 'none'}"
    raise BadInput("results", f"there is no such {kind}", hint=hint, **{kind: name})
