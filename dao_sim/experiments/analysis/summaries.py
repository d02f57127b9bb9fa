"""What the runs of each point gave: mean, median, and how sure the mean is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dao_sim.experiments.analysis.intervals import STANDARD, Bootstrap
from dao_sim.experiments.analysis.results import Results

if TYPE_CHECKING:
    import polars as pl


def summaries(
    results: Results,
    *,
    measures: Sequence[str] | None = None,
    bootstrap: Bootstrap = STANDARD,
) -> pl.DataFrame:
    """One row per measure and point, whose runs are independent of each other.

    Columns: `measure`, `point`, `runs` (that gave the measure), `mean`, `median`, `deviation` (standard, of
    the sample), `low` and `high` (of the mean, see `Bootstrap.mean`). Null where there are too few runs.
    """
    import numpy as np
    import polars as pl

    rows = []
    for measure in results.chosen(measures):
        for point, values in results.samples(measure).items():
            low, high = bootstrap.mean(values, measure, point)
            rows.append(
                {
                    "measure": measure,
                    "point": point,
                    "runs": values.size,
                    "mean": float(values.mean()) if values.size else None,
                    "median": float(np.median(values)) if values.size else None,
                    "deviation": float(values.std(ddof=1)) if values.size > 1 else None,
                    "low": low,
                    "high": high,
                }
            )
    figures = dict.fromkeys(("mean", "median", "deviation", "low", "high"), pl.Float64)
    return pl.DataFrame(rows, schema={"measure": pl.String, "point": pl.Int64, "runs": pl.Int64, **figures})
