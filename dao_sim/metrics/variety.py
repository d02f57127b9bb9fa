"""How unlike people are, or works, or those who propose: in number, in balance, in how far apart they lie.

A. Stirling, A General Framework for Analysing Diversity in Science, Technology and Society, Journal of the
Royal Society Interface 4 (2007), names the three. Where powers and logarithms are taken, figures are right to
some 12 places.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from dao_sim.errors import BadInput
from dao_sim.metrics.concentration import herfindahl
from dao_sim.metrics.entropy import entropy_bits
from dao_sim.metrics.holdings import ascending

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_AT_ONCE = 2**20
"""Distances that are in memory together."""
_MAX_CELLS = 2**62


def hill_number(weights: Iterable[int], order: float) -> float:
    """How many equal categories would be as diverse as these: from 1 for a single one to n for n equal ones.

    M. O. Hill, Diversity and Evenness: A Unifying Notation and Its Consequences, Ecology 54 (1973). Order 0
    counts whoever has anything, 1 is e to the Shannon entropy, 2 the inverse of the Herfindahl index, and
    infinity that of the largest share: the higher the order, the less the small ones count. Raises BadInput
    for a negative order, for a negative weight, and if nobody has anything.
    """
    if not order >= 0:
        raise BadInput("variety", "an order is 0 or more", key="order", value=order)
    ordered, total = ascending(weights)
    present = [weight for weight in ordered if weight]
    if order == 0:
        return float(len(present))
    if order == 1:
        return float(2 ** entropy_bits(present))
    if order == 2:
        return float(1 / herfindahl(present))
    largest = present[-1]
    if order == math.inf:
        return float(Fraction(total, largest))
    # (Σ pᵢ^q)^(1/(1−q)) by its logarithm, with the largest share taken out, so that high powers do not vanish
    powers = math.fsum((weight / largest) ** order for weight in present)
    return math.exp((math.log(powers) + order * math.log(largest / total)) / (1 - order))


def effective_number(categories: Iterable[Hashable], order: float = 1) -> float:
    """The Hill number of how often each category is there: of works by domain, or of proposals by proposer.

    Of order 0 it is how many differ. Raises BadInput for a negative order, and for no categories at all.
    """
    return hill_number(Counter(categories).values(), order)


def rao_stirling(
    weights: Sequence[int], distances: Sequence[Sequence[float]], *, alpha: float = 1, beta: float = 1
) -> float:
    """How far apart two are that are drawn at random: Σ dᵢⱼ^α (pᵢ pⱼ)^β over ordered pairs with i ≠ j.

    With α = β = 1 it is the quadratic entropy of C. R. Rao, Diversity and Dissimilarity Coefficients,
    Theoretical Population Biology 21 (1982); the powers are Stirling's (2007). Categories without weight
    count for nothing. Raises BadInput for distances that are negative or not n × n, for negative powers or
    weights, and if all weights are zero.
    """
    if not (alpha >= 0 and beta >= 0):
        raise BadInput("variety", "powers must not be negative", alpha=alpha, beta=beta)
    if any(len(row) != len(weights) for row in (distances, *distances)):
        raise BadInput(
            "variety", "distances must be a square, with a row for each weight", weights=len(weights)
        )
    if not all(distance >= 0 for row in distances for distance in row):
        raise BadInput("variety", "distances must not be negative")
    _, total = ascending(weights)
    present = [(place, weight / total) for place, weight in enumerate(weights) if weight]
    return math.fsum(
        distances[i][j] ** alpha * (share * other) ** beta
        for i, share in present
        for j, other in present
        if i != j
    )


def taste_variety(points: NDArray[np.float64], weights: Sequence[int] | None = None) -> float:
    """Rao's quadratic entropy of (n, d) tastes, or works, with squared Euclidean distance.

    The mean squared distance of two drawn at random, by weight where there are weights; one may be drawn
    twice. It is twice the variance, summed over dimensions, so that it takes n · d steps: 0 where all are
    alike, 2d where in every dimension of [−1, 1] half of the weight is at each end. Raises BadInput for no
    points, and for weights that are not n, negative, or all zero.
    """
    import numpy as np

    size = _size(points, least=1)
    shares = np.full(size, 1 / size)
    if weights is not None:
        if len(weights) != size:
            raise BadInput("variety", "each point needs its weight", points=size, weights=len(weights))
        _, total = ascending(weights)
        shares = np.array([weight / total for weight in weights])
    variety = 0.0
    for column in points.T:
        apart = column - _total(shares * column)
        variety += 2 * _total(shares * apart * apart)
    return variety


def nearest_distance(points: NDArray[np.float64]) -> float:
    """How far each of (n, d) points is, on average, from the one most like it: small for a crowd of copies.

    P. J. Clark and F. C. Evans, Distance to Nearest Neighbor as a Measure of Spatial Relationships in
    Populations, Ecology 35 (1954). Euclidean, exact, in n² · d steps and little memory. Raises BadInput for
    fewer than two points.
    """
    import numpy as np

    size = _size(points, least=2)
    nearest: list[float] = []
    rows = max(_AT_ONCE // size, 1)
    for first in range(0, size, rows):
        some = points[first : first + rows]
        squared = np.zeros((len(some), size))
        for dimension in range(points.shape[1]):
            apart = some[:, dimension, np.newaxis] - points[np.newaxis, :, dimension]
            squared += apart * apart
        squared[np.arange(len(some)), np.arange(first, first + len(some))] = np.inf
        nearest.extend(np.sqrt(squared.min(axis=1)).tolist())
    return _total(np.array(nearest)) / size


def coverage(points: NDArray[np.float64], cells: int) -> float:
    """What part of [−1, 1]^d has any of (n, d) points in it, with each side cut into so many equal cells.

    The lower bound of a cell is its own, and so is 1 the last one's. Raises BadInput for no points, for one
    outside the space, and for less than one cell or more than 2^62 in all.
    """
    import numpy as np

    _size(points, least=1)
    dimensions = points.shape[1]
    if cells < 1 or cells**dimensions > _MAX_CELLS:
        reason = "must be 1 or more, and at most 2^62 in all"
        raise BadInput("variety", reason, key="cells", value=cells, dimensions=dimensions)
    if not (np.abs(points) <= 1).all():
        raise BadInput("variety", "points must be from -1 to 1 in each dimension")
    cell = np.zeros(len(points), dtype=np.int64)
    for column in points.T:
        cell = cell * cells + np.minimum(np.floor((column + 1.0) * (cells / 2)), cells - 1).astype(np.int64)
    return float(len(np.unique(cell)) / cells**dimensions)


def _size(points: NDArray[np.float64], least: int) -> int:
    if points.ndim != 2 or len(points) < least:
        reason = f"points must be at least {least}, as rows of one number per dimension"
        raise BadInput("variety", reason, shape=points.shape)
    return len(points)


def _total(values: NDArray[np.float64]) -> float:
    """Added one by one: NumPy's own sums may differ in their last bits from one processor to another."""
    import numpy as np

    return float(np.add.accumulate(values)[-1])
