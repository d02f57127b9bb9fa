"""How many come, and how few of them decide."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.metrics.concentration import majority_holders
from dao_sim.metrics.voting import delegates_share, half_holders, participation


def test_participation_is_a_share_of_the_members() -> None:
    assert participation(3, 40) == Fraction(3, 40)
    assert participation(0, 1) == 0


@pytest.mark.parametrize(("voters", "members"), [(0, 0), (2, 1), (-1, 5)])
def test_nobody_votes_who_is_no_member(voters: int, members: int) -> None:
    with pytest.raises(BadInput, match="no more voters than members") as caught:
        participation(voters, members)

    assert caught.value.operands == {"voters": voters, "members": members}


@pytest.mark.parametrize(
    ("weights", "count"),
    [([5], 1), ([1, 1], 1), ([2, 1, 1], 1), ([1, 1, 1], 2), ([3, 2, 2, 1], 2), ([1] * 9, 5)],
)
def test_half_is_enough(weights: list[int], count: int) -> None:
    assert half_holders(weights) == count


@given(st.lists(st.integers(0, 2**208), min_size=1, max_size=7).filter(any))
def test_no_fewer_hold_half_and_no_more_than_a_majority_do(weights: list[int]) -> None:
    sizes = [
        size
        for size in range(1, len(weights) + 1)
        if any(2 * sum(group) >= sum(weights) for group in combinations(weights, size))
    ]
    assert half_holders(iter(weights)) == min(sizes)
    assert 0 <= majority_holders(weights) - half_holders(weights) <= 1


def test_nobody_holds_half_of_nothing() -> None:
    with pytest.raises(BadInput, match="all be zero"):
        half_holders([0, 0])


def test_what_delegates_hold_is_what_others_gave() -> None:
    votes, own = [100, 30, 12, 0, 8], [90, 10, 12, 0, 0]

    shares = [delegates_share(votes, own, count) for count in (1, 2, 3, 10)]
    assert shares == [Fraction(20, 38), Fraction(30, 38), 1, 1]
    assert delegates_share([5, 7], [5, 7]) is None


def test_ten_delegates_unless_said_otherwise() -> None:
    assert delegates_share([1] * 20, [0] * 20) == Fraction(1, 2)


def test_own_votes_are_votes() -> None:
    with pytest.raises(BadInput, match="negative"):
        delegates_share([5, 7], [6, 1])
    with pytest.raises(BadInput, match="one entry per account"):
        delegates_share([5, 7], [6])
