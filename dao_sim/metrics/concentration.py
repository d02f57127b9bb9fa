"""How few decide: figures of a list of weights, which are integers in the smallest unit, none negative."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import accumulate

from dao_sim.errors import BadInput
from dao_sim.metrics.holdings import ascending


def majority_holders(weights: Iterable[int]) -> int:
    """The fewest holders that together hold more than half; 0 if nobody holds anything.

    Known as the Nakamoto coefficient: B. S. Srinivasan and L. Lee, Quantifying Decentralization (2017).
    """
    descending = sorted(weights, reverse=True)
    total, sum_so_far = sum(descending), 0
    for count, weight in enumerate(descending, start=1):
        sum_so_far += weight
        if 2 * sum_so_far > total:
            return count
    return 0


def herfindahl(weights: Iterable[int]) -> Fraction:
    """The sum of the squared shares: 1/n for n equal holders, 1 for one who holds everything.

    The Herfindahl–Hirschman index, without the factor of 10,000 that competition law puts before it:
    A. O. Hirschman, National Power and the Structure of Foreign Trade (1945); O. C. Herfindahl, Concentration
    in the Steel Industry (1950). Raises BadInput for a negative weight, and if nobody holds anything.
    """
    ordered, total = ascending(weights)
    return Fraction(sum(weight * weight for weight in ordered), total * total)


def top_share(weights: Iterable[int], count: int) -> Fraction:
    """The share that the `count` largest holders have together; 1 if there are no more than that many.

    The concentration ratio CR_k: M. Hall and N. Tideman, Measures of Concentration, Journal of the American
    Statistical Association 62 (1967). Raises BadInput for a count below one, for a negative weight, and if
    nobody holds anything.
    """
    if count < 1:
        raise BadInput("top share", "takes at least one holder", count=count)
    ordered, total = ascending(weights)
    return Fraction(sum(ordered[-count:]), total)


def fewest_holding(weights: Iterable[int], need: int) -> int | None:
    """The fewest holders that together hold the need or more; None if all together hold less."""
    held = list(accumulate(sorted(weights, reverse=True), initial=0))
    return next((count for count, sum_so_far in enumerate(held) if sum_so_far >= need), None)
