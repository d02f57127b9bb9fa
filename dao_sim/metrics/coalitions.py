"""Counts coalitions by what they weigh: dynamic programming over sums, exact, for weights of any number.

S. J. Brams and P. J. Affuso, Power and Size: A New Paradox, Theory and Decision 7 (1976): the coefficients of
the product of all 1 + x^w count coalitions by weight, those of 1 + y·x^w also by size. A whole polynomial is
one Python integer with a slot of fixed width per sum, so that a factor is one shift and one addition.

How many losing coalitions a voter turns into winning ones follows from these counts without dividing its
factor out again: see `alternating`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

WORK_LIMIT = 2**40
"""Bits to shift and add: some half a minute."""
TABLE_LIMIT = 2**31
"""Bits of all counts at once: 256 MiB."""


def countable(voters: int, quota: int, *, by_size: bool) -> bool:
    """Whether so many voters and sums below this quota are within the limits."""
    table = quota * _slot(voters) * (voters if by_size else 1)
    return table <= TABLE_LIMIT and table * voters <= WORK_LIMIT


def below(weights: Sequence[int], quota: int) -> list[int]:
    """How many coalitions weigh less than t, for each t from 0 to the quota.

    `weights` are positive and add up to the quota at least; lightest first is fastest.
    """
    slot = _slot(len(weights))
    row = 1
    for keep, join in _shifts(weights, quota, slot):
        row = (row << keep) + (row >> join)
    return _running_sums(row, quota, slot)


def below_by_size(weights: Sequence[int], quota: int) -> Iterator[list[int]]:
    """The lists of `below` for coalitions of no member, of one, and so on as long as there are any."""
    slot = _slot(len(weights))
    rows = [1]
    for keep, join in _shifts(weights, quota, slot):
        rows.append(0)
        for size in range(len(rows) - 1, 0, -1):
            rows[size] = (rows[size] << keep) + (rows[size - 1] >> join)
        rows[0] <<= keep
        if not rows[-1]:
            rows.pop()
    rows.reverse()
    while rows:
        yield _running_sums(rows.pop(), quota, slot)  # what has been read takes no memory any more


def alternating(counts: Sequence[int], quota: int, weight: int) -> list[int]:
    """Counts below the quota, below the quota less the weight, less twice the weight, and so on above zero.

    Without the factor of a voter of weight w, the count c of a sum s is C[s] - c[s - w], hence
    C[s] - C[s - w] + C[s - 2w] - …; over all s from q - w to q - 1, where the voter swings, this makes
    (P[q] - P[q - w]) - (P[q - w] - P[q - 2w]) + … with P the counts below. By size, each step is a
    member more.
    """
    return list(counts[quota:0:-weight])


def _slot(voters: int) -> int:
    """Bits per count, whole bytes: no count is above 2^voters."""
    return 8 * (voters // 8 + 1)


def _shifts(weights: Sequence[int], quota: int, slot: int) -> Iterator[tuple[int, int]]:
    """Per voter: bits to the left for the coalitions as they are, bits to the right for those with it.

    A row has the heaviest coalitions in its lowest slot, so that those that reach the quota fall off its end.
    It grows until it has as many slots as there are sums below the quota.
    """
    heaviest = 0
    for weight in weights:
        growth = min(weight, quota - 1 - heaviest)
        heaviest += growth
        yield slot * growth, slot * (weight - growth)


def _running_sums(row: int, quota: int, slot: int) -> list[int]:
    size = slot // 8
    raw = row.to_bytes(quota * size, "big")
    counts = (int.from_bytes(raw[place : place + size], "big") for place in range(0, len(raw), size))
    return list(accumulate(counts, initial=0))
