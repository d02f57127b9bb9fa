"""How few decide: figures of a list of weights, which are integers in the smallest unit, none negative."""

from __future__ import annotations

from collections.abc import Iterable


def majority_holders(weights: Iterable[int]) -> int:
    """The fewest holders that together hold more than half; 0 if nobody holds anything."""
    descending = sorted(weights, reverse=True)
    total, sum_so_far = sum(descending), 0
    for count, weight in enumerate(descending, start=1):
        sum_so_far += weight
        if 2 * sum_so_far > total:
            return count
    return 0
