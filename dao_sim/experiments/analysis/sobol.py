"""Which factors a measure's variance comes from: Sobol indices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dao_sim.errors import BadInput
from dao_sim.experiments.analysis.intervals import STANDARD, Bootstrap
from dao_sim.experiments.analysis.libraries import library
from dao_sim.experiments.analysis.results import Results

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

_RESAMPLES = 200
"""A deviation needs fewer of them than quantiles do, and all are held at once."""
_LEAST = 2
"""Base samples without which there is no variance."""


def sobol_indices(
    results: Results,
    measure: str,
    *,
    bootstrap: Bootstrap = STANDARD,
) -> pl.DataFrame:
    """One row per factor, for points 0 … N(D + 2) − 1 or N(2D + 2) − 1 of a Saltelli design in SALib's order.

    The first-order index is the part of the variance that would go if the factor were known; the total-order
    index the part that would stay if all others were (A. Saltelli et al., Variance Based Sensitivity Analysis
    of Model Output, Computer Physics Communications 181, 2010). A point's value is the mean of its runs, so
    that what is left of chance counts as noise. Columns: `factor`, `first`, `first_low`, `first_high`,
    `total`, `total_low`, `total_high`, `base` (how many base samples were used). Intervals are normal, with
    SALib's bootstrapped deviation. A base sample of which a point is missing is left out whole. All indices
    are null where the measure does not vary.

    Raises BadInput if the number of points is not that of such a design, or too few are left.
    """
    import numpy as np
    import polars as pl

    factors = len(results.factors)
    samples = results.samples(measure)
    size = _block(results.points, factors)
    means = np.array([values.mean() if values.size else np.nan for values in samples.values()])
    blocks = means.reshape(-1, size)
    blocks = blocks[~np.isnan(blocks).any(axis=1)]
    if len(blocks) < _LEAST:
        reason = "too few whole base samples are left, as runs failed"
        raise BadInput("analysis", reason, hint=f"at least {_LEAST}", measure=measure, left=len(blocks))
    columns = _analyze(blocks, results.factors, bootstrap)
    return pl.DataFrame(
        {"factor": list(results.factors), **columns, "base": [len(blocks)] * factors},
        schema_overrides=dict.fromkeys(columns, pl.Float64),
    )


def _block(points: list[int], factors: int) -> int:
    """How many points a base sample has. Only one of the two designs makes their number a power of two."""
    if factors and points == list(range(len(points))):
        for size in (factors + 2, 2 * factors + 2):
            base, rest = divmod(len(points), size)
            if not rest and base & (base - 1) == 0 and base:
                return size
    reason = "the points are not those of a Saltelli design"
    hint = f"0 to N · ({factors} + 2) − 1, or to N · (2 · {factors} + 2) − 1, where N is a power of two"
    raise BadInput("analysis", reason, hint=hint, points=len(points), factors=factors)


def _analyze(
    blocks: NDArray[np.float64], factors: tuple[str, ...], bootstrap: Bootstrap
) -> dict[str, list[float | None]]:
    import numpy as np

    names = ("first", "first_low", "first_high", "total", "total_low", "total_high")
    if np.ptp(blocks) == 0:
        return {name: [None] * len(factors) for name in names}
    found = library("SALib.analyze.sobol").analyze(
        {"num_vars": len(factors), "names": list(factors), "bounds": [[0.0, 1.0]] * len(factors)},
        blocks.ravel(),
        calc_second_order=blocks.shape[1] == 2 * len(factors) + 2,
        num_resamples=_RESAMPLES,
        conf_level=bootstrap.confidence,
        seed=bootstrap.seed + 1,  # to SALib 0 is no seed
    )
    figures = [
        figure
        for order in ("S1", "ST")
        for figure in (found[order], *(found[order] + sign * found[f"{order}_conf"] for sign in (-1, 1)))
    ]
    return {name: figure.tolist() for name, figure in zip(names, figures, strict=True)}
