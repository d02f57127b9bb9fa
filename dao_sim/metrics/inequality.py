"""How unequally a list of weights is spread: integers in the smallest unit, none negative."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import accumulate

from dao_sim.metrics.holdings import ascending


def lorenz(weights: Iterable[int]) -> list[Fraction]:
    """What share the poorest hold: n + 1 points, the i-th of the i smallest holders, from 0 to 1.

    M. O. Lorenz, Methods of Measuring the Concentration of Wealth, Publications of the American Statistical
    Association 9 (1905). Raises BadInput for a negative weight, and if nobody holds anything.
    """
    ordered, total = ascending(weights)
    return [Fraction(held, total) for held in accumulate(ordered, initial=0)]


def gini(weights: Iterable[int]) -> Fraction:
    """Twice the area between the Lorenz curve and equality: 0 for equal holders, (n - 1)/n for one of n.

    C. Gini, Variabilità e mutabilità (1912), as half the relative mean difference over all n² pairs, without
    the correction n/(n - 1) for samples. Raises BadInput for a negative weight, and if nobody holds anything.
    """
    ordered, total = ascending(weights)
    count = len(ordered)
    ranked = sum((2 * rank - count - 1) * weight for rank, weight in enumerate(ordered, start=1))
    return Fraction(ranked, count * total)
