"""How a measure answers to a factor, all others as they come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dao_sim.errors import BadInput
from dao_sim.experiments.analysis.intervals import STANDARD, Bootstrap
from dao_sim.experiments.analysis.libraries import library
from dao_sim.experiments.analysis.results import Results, known

if TYPE_CHECKING:
    import polars as pl

_FRACTION, _STEPS = 2 / 3, 50


def levels(
    results: Results,
    factor: str,
    measure: str,
    *,
    bootstrap: Bootstrap = STANDARD,
) -> pl.DataFrame:
    """One row per level of a factor that was set to a few, in ascending order: text as its points come.

    Columns: `level`, `replications`, `mean`, `low`, `high` (see `Bootstrap`). A replication is one value, the
    mean over the points at that level: points of a replication share their random numbers, so that only
    replications are independent of each other. Where a run failed, those that differ from it in nothing but
    this factor are left out too, so that levels differ in nothing else, as far as there are such.
    """
    import polars as pl

    known(factor, results.factors, kind="factor")
    values = _alike(results.values(measure), factor, [name for name in results.factors if name != factor])
    order = values.group_by(factor).agg(pl.col("point").min())
    order = order.sort(factor if order[factor].dtype.is_numeric() else "point")
    rows = []
    for level in order[factor].to_list():
        at_level = values.filter(pl.col(factor).eq_missing(level))
        means = at_level.group_by("replication").agg(pl.col("value").mean()).sort("replication")
        sample = means["value"].to_numpy()
        low, high = bootstrap.mean(sample, factor, measure, level)
        rows.append((level, sample.size, float(sample.mean()), low, high))
    figures: dict[str, pl.DataType] = dict.fromkeys(("mean", "low", "high"), pl.Float64())
    schema = {"level": values[factor].dtype, "replications": pl.Int64(), **figures}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _alike(values: pl.DataFrame, factor: str, others: Sequence[str]) -> pl.DataFrame:
    """What is there at every level of the factor, all else being equal; everything, if nothing is."""
    import polars as pl

    everywhere = pl.col(factor).n_unique().over(*others, "replication") == values[factor].n_unique()
    alike = values.filter(everywhere)
    return values if alike.is_empty() else alike


def smooth(results: Results, factor: str, measure: str, *, log: bool = False) -> pl.DataFrame:
    """A curve through the points of a drawn design, whose every point has a level of its own.

    Locally weighted linear regression of the points' means, in which two thirds of the points count at a
    place (W. S. Cleveland, Robust Locally Weighted Regression and Smoothing Scatterplots, Journal of the
    American Statistical Association 74, 1979). Columns: `level` (50, evenly from the least to the largest)
    and `value`. Empty with fewer than three levels. `log` takes the factor's logarithm, as for one that was
    drawn so. Raises BadInput if the factor is not a number, or not above 0 where that is needed.
    """
    import numpy as np
    import polars as pl

    known(factor, results.factors, kind="factor")
    values = results.values(measure)
    if not values[factor].dtype.is_numeric():
        raise BadInput(
            "analysis", "a curve needs a factor that is a number", hint="ask for levels", factor=factor
        )
    means = values.group_by("point").agg(pl.col(factor).first().cast(pl.Float64), pl.col("value").mean())
    means = means.sort(factor, "point")
    if means[factor].n_unique() < 3:
        return pl.DataFrame(schema={"level": pl.Float64, "value": pl.Float64})
    across, value = means[factor].to_numpy(), means["value"].to_numpy()
    if log and across[0] <= 0:
        raise BadInput("analysis", "must be above 0 on a logarithmic scale", **{factor: across[0]})
    spaced = np.geomspace if log else np.linspace
    steps = spaced(across[0], across[-1], _STEPS)
    across = np.log(across) if log else across
    lowess = library("statsmodels.nonparametric.smoothers_lowess").lowess
    # Distances are what counts, so that a factor of a few millionths is smoothed as one of millions is.
    unit = (across - across[0]) / (across[-1] - across[0])
    curve = lowess(value, unit, frac=_FRACTION, it=3, xvals=np.linspace(0.0, 1.0, _STEPS))
    return pl.DataFrame({"level": steps, "value": curve}, schema={"level": pl.Float64, "value": pl.Float64})
