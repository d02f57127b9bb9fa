"""Which coalitions a voter swings, where sums are too many to count but voters are few.

The voters are split in two halves, whose coalitions are listed and put together by searching: E. Horowitz and
S. Sahni, Computing Partitions with Applications to the Knapsack Problem, Journal of the ACM 21 (1974). Takes
some 2^(n/2) steps for each of n voters, whatever they weigh.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

MOST_VOTERS = 30
"""Some two seconds; each further pair of voters more than doubles that."""


def swings_by_size(weights: Sequence[int], quota: int) -> list[list[int]]:
    """Per voter, per size of a coalition without it: how many of those lose that would win with it."""
    half = len(weights) // 2
    left, right = weights[:half], weights[half:]
    return [*_of_half(left, right, quota), *_of_half(right, left, quota)]


def _of_half(ours: Sequence[int], theirs: Sequence[int], quota: int) -> list[list[int]]:
    """The counts of the voters in one half."""
    others = [sorted(sums) for sums in _sums_by_size(theirs)]
    swings = []
    for voter, weight in enumerate(ours):
        counts = [0] * (len(ours) + len(theirs))
        for size, sums in enumerate(_sums_by_size([*ours[:voter], *ours[voter + 1 :]])):
            for more, sorted_sums in enumerate(others):
                counts[size + more] += sum(
                    bisect_left(sorted_sums, quota - held) - bisect_left(sorted_sums, quota - held - weight)
                    for held in sums
                )
        swings.append(counts)
    return swings


def _sums_by_size(weights: Sequence[int]) -> list[list[int]]:
    """What the coalitions of no member, of one, and so on weigh."""
    sums: list[list[int]] = [[0], *([] for _ in weights)]
    for joined, weight in enumerate(weights):
        for size in range(joined, -1, -1):
            sums[size + 1] += [held + weight for held in sums[size]]
    return sums
