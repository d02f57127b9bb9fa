"""From what somebody wants to what it does with a ballot."""

from __future__ import annotations

import pytest

from dao_sim.experiments import preferences
from dao_sim.units import Support


def test_a_side_is_taken_beside_no_change() -> None:
    assert [preferences.side((1, 2, 0, 1), option) for option in (1, 2, 3)] == [
        Support.FOR,
        Support.AGAINST,
        Support.ABSTAIN,
    ]


@pytest.mark.parametrize(
    ("utilities", "cardinal", "shares"),
    [
        ((0, 5), True, (0, 5, 0)),
        ((0, -5), True, (5, 0, 0)),
        ((0, 2, -1), True, (1, 3, 0)),
        ((10, 12, 9), True, (1, 3, 0)),  # only differences count
        ((0, 0, -1), True, (0, 0, 1)),
        ((2, 3, 1), False, (0, 1, 0)),
        ((3, 2, 1), False, (1, 0, 0)),
        ((0, 0, 1), False, (0, 0, 1)),
    ],
)
def test_a_weight_is_split_by_how_much_better_than_the_worst(
    utilities: tuple[int, ...], cardinal: bool, shares: tuple[int, int, int]
) -> None:
    assert preferences.shares(utilities, 1, cardinal=cardinal) == shares


def test_what_is_better_than_no_change_is_approved_and_else_no_change() -> None:
    assert preferences.approved((0, 1, 0, 2)) == (1, 3)
    assert preferences.approved((0, 0, -1)) == (0,)


def test_equal_options_are_ranked_as_listed_and_what_was_not_ranked_stays_out() -> None:
    assert preferences.ranking((1, 2, 1, 2), cardinal=True) == (1, 3, 0, 2)
    assert preferences.ranking((0, 1, 0, 2), cardinal=False) == (3, 1)
    assert preferences.favourite((1, 2, 2)) == 1
    assert preferences.favourite((2, 2, 2)) == 0


def test_a_budget_is_never_overspent_and_indifference_spends_nothing() -> None:
    assert preferences.budget((0, 2, -1), 10, cardinal=True) == [2, 7, 0]
    assert preferences.budget((1, 3, 2, 0), 11, cardinal=False) == [0, 11, 0, 0]
    assert preferences.budget((4, 4), 10, cardinal=True) == [0, 0]
    for weight in range(50):
        assert sum(preferences.budget((0, 2, -1, 5), weight, cardinal=True)) <= weight
