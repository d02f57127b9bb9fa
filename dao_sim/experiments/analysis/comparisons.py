"""Differences between points, whose replications share their random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from dao_sim.errors import BadInput
from dao_sim.experiments.analysis.effects import cliffs_delta, cohens_dz, paired_p
from dao_sim.experiments.analysis.intervals import STANDARD, Bootstrap
from dao_sim.experiments.analysis.libraries import library
from dao_sim.experiments.analysis.results import Results

if TYPE_CHECKING:
    import polars as pl

Correction = Literal["holm", "benjamini-hochberg"]
_METHODS = {"holm": "holm", "benjamini-hochberg": "fdr_bh"}


def comparisons(
    results: Results,
    *,
    measures: Sequence[str] | None = None,
    pairs: Sequence[tuple[int, int]] | None = None,
    correction: Correction = "holm",
    bootstrap: Bootstrap = STANDARD,
) -> pl.DataFrame:
    """One row per measure and pair of points: what the second has more than the first. All against the first.

    Replication r of one is compared with replication r of the other, where both gave the measure. Columns:
    `measure`, `first`, `second`, `pairs`, `difference` (mean), `low` and `high` (of it, see `Bootstrap`),
    `cohens_dz`, `cliffs_delta`, `test`, `p` (see `effects`), and `p_corrected` for all rows of this table
    together: by Holm (A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of
    Statistics 6, 1979), which bounds the chance of one false finding, or by Benjamini and Hochberg (Journal
    of the Royal Statistical Society B 57, 1995), which bounds the part of findings that are false.

    Raises BadInput for a point, a measure or a correction that is not there.
    """
    import polars as pl

    if correction not in _METHODS:
        raise BadInput("analysis", f"must be {' or '.join(_METHODS)}", correction=correction)
    points = results.points
    if pairs is None:
        pairs = [(points[0], point) for point in points[1:]]
    for point in {point for pair in pairs for point in pair} - set(points):
        raise BadInput("results", "there is no such point", point=point)
    rows = [
        _compare(results, measure, pair, bootstrap) for measure in results.chosen(measures) for pair in pairs
    ]
    names, figures = ("measure", "test"), ("difference", "low", "high", "cohens_dz", "cliffs_delta", "p")
    schema = {
        name: pl.String if name in names else pl.Float64 if name in figures else pl.Int64
        for name in ("measure", "first", "second", "pairs", *figures[:-1], "test", "p")
    }
    found = pl.DataFrame(rows, schema=schema)
    return found.with_columns(pl.Series("p_corrected", _corrected(found["p"], correction), pl.Float64))


def _compare(results: Results, measure: str, pair: tuple[int, int], bootstrap: Bootstrap) -> dict[str, Any]:
    import polars as pl

    values = results.values(measure).select("point", "replication", "value")
    one, other = (values.filter(pl.col("point") == point).drop("point") for point in pair)
    both = one.join(other, on="replication", suffix="_other").sort("replication")
    first, second = both["value"].to_numpy(), both["value_other"].to_numpy()
    differences = second - first
    low, high = bootstrap.mean(differences, measure, *pair)
    test, p = paired_p(differences)
    return {
        "measure": measure,
        "first": pair[0],
        "second": pair[1],
        "pairs": differences.size,
        "difference": float(differences.mean()) if differences.size else None,
        "low": low,
        "high": high,
        "cohens_dz": cohens_dz(differences),
        "cliffs_delta": cliffs_delta(first, second),
        "test": test,
        "p": p,
    }


def _corrected(found: pl.Series, correction: str) -> list[float | None]:
    known = found.drop_nulls().to_list()
    if not known:
        return [None] * len(found)
    multitest = library("statsmodels.stats.multitest")
    corrected = iter(multitest.multipletests(known, method=_METHODS[correction])[1].tolist())
    return [None if p is None else next(corrected) for p in found]
