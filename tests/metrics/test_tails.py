"""How heavy a tail is."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.metrics.tails import hill, pareto_tail

UNIT = 10**18


def quantiles(alpha: float, count: int) -> list[int]:
    """Weights spread exactly as a Pareto law has them, at its middle ranks."""
    return [int(UNIT * ((rank + 0.5) / count) ** (-1 / alpha)) for rank in range(count)]


def test_hills_estimator_of_three_weights() -> None:
    tail = hill([4, 1, 2, 0], 2)

    assert tail.alpha == pytest.approx(2 / (math.log(4) + math.log(2)))
    assert (tail.threshold, tail.count) == (1, 2)
    assert tail.error == pytest.approx(tail.alpha / math.sqrt(2))


@pytest.mark.parametrize("alpha", [0.8, 1.16, 2.5])
def test_a_pareto_law_is_found_again(alpha: float) -> None:
    tail = pareto_tail(quantiles(alpha, 1_000))

    assert abs(tail.alpha - alpha) < 0.03 * alpha
    assert tail.distance < 0.01


def test_only_the_tail_is_fitted() -> None:
    body = [UNIT * step // 400 for step in range(1, 400)]  # even below the threshold
    tail = pareto_tail(quantiles(1.5, 600) + body)

    assert abs(tail.alpha - 1.5) < 2 * tail.error
    assert 0.8 * UNIT < tail.threshold < 3 * UNIT


@given(st.lists(st.integers(1, 10**6), min_size=12, max_size=40, unique=True), st.integers(2, 10**18))
def test_the_unit_changes_nothing(weights: list[int], scale: int) -> None:
    small, large = hill(weights, 10), hill([weight * scale for weight in weights], 10)

    assert large.alpha == pytest.approx(small.alpha, rel=1e-6)
    assert large.threshold == small.threshold * scale


def test_distance_is_the_largest_gap_between_steps_and_law() -> None:
    weights = quantiles(1.2, 30)
    tail = hill(weights, 20)

    gaps = []
    for rank, weight in enumerate(sorted(weights, reverse=True)[:20]):
        law = (tail.threshold / weight) ** tail.alpha
        gaps += [abs(law - rank / 20), abs(law - (rank + 1) / 20)]
    assert tail.distance == pytest.approx(max(gaps))


@pytest.mark.parametrize(("weights", "count"), [([1, 2], 0), ([1, 2], 2), ([3, 0, 0], 1), ([], 1)])
def test_a_tail_has_a_weight_next_to_it(weights: list[int], count: int) -> None:
    with pytest.raises(BadInput, match="above zero") as caught:
        hill(weights, count)

    assert caught.value.operands == {"count": count}


def test_equals_have_no_tail() -> None:
    with pytest.raises(BadInput, match="all weights are the same"):
        hill([7] * 5, 3)
    with pytest.raises(BadInput, match="10 different holders"):
        pareto_tail([7] * 50)


def test_nobody_weighs_less_than_nothing() -> None:
    with pytest.raises(BadInput, match="negative"):
        pareto_tail([*range(20), -1])
