"""How unequally weights are spread."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dao_sim.metrics.inequality import gini, lorenz

HOLDINGS = st.lists(st.integers(0, 2**208), min_size=1, max_size=9).filter(any)


def test_one_to_five_has_a_gini_of_four_fifteenths() -> None:
    assert gini([1, 2, 3, 4, 5]) == Fraction(4, 15)
    assert gini([5, 3, 1, 2, 4]) == Fraction(4, 15)


def test_from_equality_to_one_who_holds_everything() -> None:
    assert gini([3] * 7) == 0
    assert gini([0] * 9 + [10**30]) == Fraction(9, 10)


@given(HOLDINGS)
def test_the_gini_is_half_the_relative_mean_difference(weights: list[int]) -> None:
    differences = sum(abs(one - other) for one in weights for other in weights)

    assert gini(weights) == Fraction(differences, 2 * len(weights) * sum(weights))


@given(HOLDINGS)
def test_the_gini_is_twice_the_area_beside_the_curve(weights: list[int]) -> None:
    points = lorenz(weights)

    below = sum(start + end for start, end in pairwise(points)) / (2 * len(weights))
    assert gini(weights) == 1 - 2 * below


def test_the_curve_of_one_to_four() -> None:
    assert lorenz([4, 1, 3, 2]) == [0, Fraction(1, 10), Fraction(3, 10), Fraction(6, 10), 1]


@given(HOLDINGS)
def test_the_curve_sags(weights: list[int]) -> None:
    points = lorenz(weights)

    steps = [end - start for start, end in pairwise(points)]
    assert [points[0], points[-1]] == list(map(Fraction, (0, 1)))
    assert steps == sorted(steps)
