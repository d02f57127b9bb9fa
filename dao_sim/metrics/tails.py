"""How heavy the upper tail of a list of weights is: integers in the smallest unit, none negative."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from dao_sim.errors import BadInput

LEAST = 10
"""Holders that a tail has at least: an exponent from fewer says next to nothing."""
_MOST_TRIED = 200
"""Thresholds that are tried, spread evenly over the ranks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """A Pareto tail, P(weight > x) = (threshold / x)^alpha for all x above the threshold."""

    alpha: float
    threshold: int
    """In the weights' unit. The tail is all that is above it."""
    count: int
    """Holders in the tail."""
    distance: float
    """Kolmogorov and Smirnov's: the largest difference between the tail's and the law's distribution."""

    @property
    def error(self) -> float:
        """The standard error of alpha, α / √count: its asymptotic one, the threshold taken as given."""
        return self.alpha / math.sqrt(self.count)


def hill(weights: Iterable[int], count: int) -> Tail:
    """The exponent of the `count` largest weights above the one next to them: Hill's estimator.

    The maximum-likelihood estimate for a Pareto law beyond a given order statistic: B. M. Hill, A Simple
    General Approach to Inference About the Tail of a Distribution, Annals of Statistics 3 (1975). Raises
    BadInput for a count below one, or with no positive weight next to so many, and if all of these are equal.
    """
    logs, descending = _logs(weights)
    if not 1 <= count < len(logs):
        reason = f"takes at least one weight and fewer than there are above zero, {len(logs):,}"
        raise BadInput("tail", reason, count=count)
    above = math.fsum(logs[:count]) - count * logs[count]
    if descending[0] == descending[count]:
        raise BadInput("tail", "has no exponent where all weights are the same", count=count)
    return _tail(logs, descending, count, above)


def pareto_tail(weights: Iterable[int], *, least: int = LEAST) -> Tail:
    """Hill's estimator over the tail that a Pareto law fits best, by Kolmogorov and Smirnov's distance.

    A. Clauset, C. R. Shalizi and M. E. J. Newman, Power-Law Distributions in Empirical Data, SIAM Review 51
    (2009), section 3.3. Raises BadInput with fewer than `least` weights above the smallest positive one.
    """
    logs, descending = _logs(weights)
    sums = list(accumulate(logs))
    step = max(1, len(logs) // _MOST_TRIED)
    tails = [
        _tail(logs, descending, count, sums[count - 1] - count * logs[count])
        for count in range(least, len(logs), step)
        if descending[count - 1] > descending[count]  # equals are all in the tail, or none of them
    ]
    if not tails:
        reason = f"takes {least} different holders or more above a threshold"
        raise BadInput("tail", reason, holders=len(logs), different=len(set(descending)))
    return min(tails, key=lambda tail: tail.distance)


def _logs(weights: Iterable[int]) -> tuple[list[float], list[int]]:
    """The logarithms of the positive weights, the largest first, and these weights."""
    descending = sorted(weights, reverse=True)
    if descending and descending[-1] < 0:
        raise BadInput("weights", "must not be negative", value=descending[-1])
    positive = [weight for weight in descending if weight]
    return [math.log(weight) for weight in positive], positive


def _tail(logs: list[float], descending: list[int], count: int, above: float) -> Tail:
    """The tail of the `count` largest, whose logarithms exceed the threshold's by `above` together."""
    alpha = count / above
    survival = [math.exp(-alpha * (log - logs[count])) for log in logs[:count]]
    distance = max(
        max(abs(law - rank / count), abs(law - (rank + 1) / count)) for rank, law in enumerate(survival)
    )
    return Tail(alpha=alpha, threshold=descending[count], count=count, distance=distance)
