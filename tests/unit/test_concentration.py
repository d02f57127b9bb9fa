"""How few decide."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.metrics.concentration import majority_holders


@pytest.mark.parametrize(
    ("weights", "count"),
    [
        ([], 0),
        ([0, 0], 0),
        ([5], 1),
        ([1, 1], 2),
        ([2, 1], 1),
        ([1, 2, 1], 2),
        ([1] * 5, 3),
        ([3, 1, 1, 1], 2),
    ],
)
def test_half_is_not_a_majority(weights: list[int], count: int) -> None:
    assert majority_holders(weights) == count


@given(st.lists(st.integers(0, 2**208), max_size=7))
def test_no_smaller_group_would_do(weights: list[int]) -> None:
    fewest = majority_holders(iter(weights))

    sizes = [
        size
        for size in range(len(weights) + 1)
        if any(2 * sum(group) > sum(weights) for group in combinations(weights, size))
    ]
    assert fewest == min(sizes, default=0)
