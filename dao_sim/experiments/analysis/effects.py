"""How large a difference between two samples is, and how likely chance alone would make one as large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dao_sim.experiments.analysis.libraries import library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_EXACT = 12
"""Pairs whose 2ⁿ signs are all tried."""


def cohens_dz(differences: NDArray[np.float64]) -> float | None:
    """The mean of paired differences in units of their standard deviation.

    J. Cohen, Statistical Power Analysis for the Behavioral Sciences (1988), 2.3.5. None where the deviation
    is not known or 0, unless all differences are 0.
    """
    if not differences.any():
        return 0.0 if differences.size else None
    deviation = float(differences.std(ddof=1)) if differences.size > 1 else 0.0
    return float(differences.mean()) / deviation if deviation else None


def cliffs_delta(first: NDArray[np.float64], second: NDArray[np.float64]) -> float | None:
    """How much more often a value of `second` is above one of `first` than below it: −1 to 1, pairs ignored.

    N. Cliff, Dominance Statistics: Ordinal Analyses to Answer Ordinal Questions, Psychological Bulletin 114
    (1993). None if one of the samples is empty.
    """
    import numpy as np

    if not (first.size and second.size):
        return None
    ordered = np.sort(first)
    below = int(np.searchsorted(ordered, second, side="left").sum())
    above = first.size * second.size - int(np.searchsorted(ordered, second, side="right").sum())
    return (below - above) / (first.size * second.size)


def paired_p(differences: NDArray[np.float64]) -> tuple[str | None, float | None]:
    """The two-sided test of paired differences being symmetric about 0: its name, and p.

    Up to `MOST_EXACT` pairs: the exact permutation test of their mean over all signs (R. A. Fisher, The
    Design of Experiments, 1935, 21). More: the signed-rank test (F. Wilcoxon, Individual Comparisons by
    Ranking Methods, Biometrics Bulletin 1, 1945), zeros ranked and then dropped (J. W. Pratt, 1959), exact up
    to 50 pairs without ties and else normal, corrected for continuity. (None, None) without pairs.
    """
    import numpy as np

    if not differences.size:
        return None, None
    few = differences.size <= MOST_EXACT
    name = "permutation" if few else "wilcoxon"
    if differences.size == 1 or not differences.any():
        return name, 1.0
    stats = library("scipy.stats")
    if few:
        found = stats.permutation_test(
            (differences,), np.mean, permutation_type="samples", n_resamples=np.inf, axis=-1, vectorized=True
        )
    else:
        found = stats.wilcoxon(differences, zero_method="pratt", correction=True)
    return name, float(found.pvalue)
