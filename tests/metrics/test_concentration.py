"""How few decide."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.metrics.concentration import herfindahl, majority_holders, top_share
from dao_sim.metrics.entropy import entropy_bits, min_entropy_bits
from dao_sim.metrics.inequality import gini, lorenz


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


def test_the_herfindahl_index_of_four_to_one() -> None:
    assert herfindahl([4, 1]) == Fraction(17, 25)
    assert herfindahl([7] * 8) == Fraction(1, 8)
    assert herfindahl([0, 5, 0]) == 1


@given(st.lists(st.integers(0, 2**208), min_size=1, max_size=9).filter(any))
def test_two_units_drawn_at_random_have_one_holder(weights: list[int]) -> None:
    total = sum(weights)

    assert herfindahl(weights) == sum(Fraction(weight, total) ** 2 for weight in weights)


def test_the_largest_hold_a_share() -> None:
    weights = [1, 5, 2, 2]

    shares = [top_share(weights, count) for count in (1, 2, 3, 4, 10)]
    assert shares == [Fraction(1, 2), Fraction(7, 10), Fraction(9, 10), 1, 1]


@pytest.mark.parametrize("count", [0, -1])
def test_the_largest_are_one_at_least(count: int) -> None:
    with pytest.raises(BadInput, match="at least one") as caught:
        top_share([1, 2], count)

    assert caught.value.operands == {"count": count}


@pytest.mark.parametrize("weights", [[], [0], [0, 0]])
@pytest.mark.parametrize("figure", [herfindahl, gini, lorenz, entropy_bits, min_entropy_bits])
def test_shares_of_nothing_are_undefined(figure: object, weights: list[int]) -> None:
    assert callable(figure)
    with pytest.raises(BadInput, match="all be zero"):
        figure(weights)


@pytest.mark.parametrize("figure", [herfindahl, gini, lorenz, entropy_bits, min_entropy_bits])
def test_nobody_holds_less_than_nothing(figure: object) -> None:
    assert callable(figure)
    with pytest.raises(BadInput, match="negative") as caught:
        figure([3, -1, 2])

    assert caught.value.operands == {"value": -1}
