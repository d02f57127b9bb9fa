"""Variety in number, balance and distance: what is known in closed form, and what must hold of any."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.metrics.variety import (
    coverage,
    effective_number,
    hill_number,
    nearest_distance,
    rao_stirling,
    taste_variety,
)

WEIGHTS = st.lists(st.integers(0, 10**30), min_size=1, max_size=9).filter(any)
ORDERS = [0, 0.5, 1, 1.5, 2, 7, 5_000, math.inf]
POINTS = st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=2, max_size=12)


@pytest.mark.parametrize("order", ORDERS)
def test_equal_categories_are_as_many_as_they_are(order: float) -> None:
    assert hill_number([7, 7, 0, 7, 7, 7], order) == pytest.approx(5)
    assert hill_number([10**40], order) == 1


def test_hill_numbers_of_a_half_and_two_quarters() -> None:
    weights = [2, 1, 1]

    assert hill_number(weights, 0) == 3
    assert hill_number(weights, 1) == pytest.approx(2**1.5)
    assert hill_number(weights, 2) == pytest.approx(8 / 3)
    assert hill_number(weights, 3) == pytest.approx((1 / 8 + 2 / 64) ** -0.5)
    assert hill_number(weights, math.inf) == 2


@given(WEIGHTS)
def test_hill_numbers_fall_with_their_order(weights: list[int]) -> None:
    found = [hill_number(weights, order) for order in ORDERS]

    assert all(after <= before * (1 + 1e-9) for before, after in pairwise(found))
    assert found[0] == sum(1 for weight in weights if weight)
    assert found[-1] >= 1


@given(WEIGHTS)
def test_order_1_lies_between_the_orders_beside_it(weights: list[int]) -> None:
    assert hill_number(weights, 1.001) - 1e-6 <= hill_number(weights, 1) <= hill_number(weights, 0.999) + 1e-6


def test_proposers_are_as_various_as_they_share_the_proposals() -> None:
    assert effective_number([4, 4, 4, 4, 9, 2, 2, 9], 0) == 3
    assert effective_number(["film"] * 3 + ["music"]) == pytest.approx(4 / 3**0.75)
    assert effective_number([17] * 40) == 1


@pytest.mark.parametrize(
    ("weights", "order"), [([], 1), ([0, 0], 0), ([1, -1], 2), ([1], -0.1), ([1], math.nan)]
)
def test_no_hill_number_of_nothing_or_of_a_wrong_order(weights: list[int], order: float) -> None:
    with pytest.raises(BadInput):
        hill_number(weights, order)


def test_categories_all_as_far_apart_give_the_complement_of_herfindahls_index() -> None:
    apart = [[0.0 if i == j else 1.0 for j in range(3)] for i in range(3)]

    assert rao_stirling([2, 1, 1], apart) == pytest.approx(1 - 6 / 16)
    assert rao_stirling([9, 0, 0], apart) == 0
    assert rao_stirling([2, 1, 1], apart, alpha=0, beta=0) == 6  # pairs: number alone
    assert rao_stirling([2, 1, 0], apart, alpha=0, beta=0) == 2


def test_distance_and_balance_weigh_by_their_powers() -> None:
    apart = [[0, 0.25], [0.25, 0]]

    assert rao_stirling([3, 1], apart) == pytest.approx(2 * 0.25 * 3 / 16)
    assert rao_stirling([3, 1], apart, alpha=0.5, beta=0.5) == pytest.approx(2 * 0.5 * math.sqrt(3 / 16))


@pytest.mark.parametrize(
    ("weights", "distances", "powers"),
    [
        ([1, 1], [[0, 1]], {}),
        ([1, 1], [[0, 1], [1]], {}),
        ([1, 1], [], {}),
        ([1, 1], [[0, -1], [1, 0]], {}),
        ([1, 1], [[0, math.nan], [1, 0]], {}),
        ([1, -1], [[0, 1], [1, 0]], {}),
        ([0, 0], [[0, 1], [1, 0]], {}),
        ([1, 1], [[0, 1], [1, 0]], {"alpha": -1}),
    ],
)
def test_distances_and_weights_that_do_not_fit_are_refused(
    weights: list[int], distances: list[list[float]], powers: dict[str, float]
) -> None:
    with pytest.raises(BadInput):
        rao_stirling(weights, distances, **powers)


@given(POINTS, st.data())
def test_the_variety_of_tastes_is_raos_of_all_pairs(
    points: list[tuple[float, float]], data: st.DataObject
) -> None:
    squared = [[math.dist(one, other) ** 2 for other in points] for one in points]
    weights = data.draw(
        st.lists(st.integers(0, 10**30), min_size=len(points), max_size=len(points)).filter(any)
    )
    at = np.array(points)

    assert taste_variety(at, weights) == pytest.approx(rao_stirling(weights, squared), abs=1e-12)
    assert taste_variety(at) == pytest.approx(rao_stirling([1] * len(points), squared), abs=1e-12)


def test_tastes_are_as_various_as_can_be_where_halves_are_at_the_ends() -> None:
    corners = np.array([[1.0, 1, 1], [-1, -1, -1]])

    assert taste_variety(corners) == 6
    assert taste_variety(corners, [10**30, 10**30]) == 6
    assert taste_variety(corners, [1, 0]) == 0
    assert taste_variety(np.full((9, 2), 0.3)) == pytest.approx(0, abs=1e-30)


@given(POINTS)
def test_the_nearest_is_the_nearest_of_all(points: list[tuple[float, float]]) -> None:
    nearest = [
        min(math.dist(one, other) for place, other in enumerate(points) if place != own)
        for own, one in enumerate(points)
    ]

    assert nearest_distance(np.array(points)) == pytest.approx(sum(nearest) / len(points), abs=1e-9)


def test_a_grid_has_its_step_between_nearest_and_copies_have_nothing() -> None:
    side = np.linspace(-1, 1, 41)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)  # more than are compared at once

    assert nearest_distance(grid) == pytest.approx(0.05)
    assert nearest_distance(np.repeat(grid[:5], 2, axis=0)) == 0


def test_what_part_of_the_space_works_cover() -> None:
    corners = np.array([[-1.0, -1], [-1, 1], [1, -1], [1, 1], [0.99, 0.99]])

    assert coverage(corners, 1) == 1
    assert coverage(corners, 2) == 1
    assert coverage(corners, 4) == 4 / 16
    assert coverage(np.array([[-0.01], [0.0]]), 2) == 1
    assert coverage(np.array([[0.0], [0.49]]), 4) == 1 / 4


@pytest.mark.parametrize("cells", [0, -2, 2**32])
def test_cells_that_cannot_be_counted_are_refused(cells: int) -> None:
    with pytest.raises(BadInput) as caught:
        coverage(np.zeros((3, 2)), cells)
    assert caught.value.operands == {"key": "cells", "value": cells, "dimensions": 2}


def test_points_that_say_nothing_are_refused() -> None:
    with pytest.raises(BadInput, match="at least 2"):
        nearest_distance(np.zeros((1, 2)))
    with pytest.raises(BadInput, match="at least 1"):
        taste_variety(np.zeros((0, 2)))
    with pytest.raises(BadInput, match="at least 1"):
        coverage(np.zeros(3), 2)
    with pytest.raises(BadInput, match="from -1 to 1"):
        coverage(np.array([[math.nan]]), 2)
    with pytest.raises(BadInput, match="its weight"):
        taste_variety(np.zeros((3, 2)), [1, 2])
