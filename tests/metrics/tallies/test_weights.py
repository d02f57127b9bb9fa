"""How much of a vote goes where: members, square roots, splits, approvals, budgets."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.metrics.tallies import approval, fractional, member, quadratic, token
from dao_sim.metrics.tallies.fractional import amounts_floor
from tests.metrics.tallies.elections import SPLIT, WEIGHTS, options

AB, ABC = options("AB"), options("ABC")
ONE_WHALE = [("A", 1_000_000), ("B", 400), ("B", 400), ("B", 400)]


def test_a_whale_decides_by_tokens_and_not_by_members() -> None:
    assert token.count(ONE_WHALE, AB).winner == "A"
    assert member.count(ONE_WHALE, AB).totals == {"A": 1, "B": 3}


def test_square_roots_are_between_the_two() -> None:
    assert quadratic.count(ONE_WHALE, AB).totals == {"A": 1000, "B": 60}


def test_square_roots_are_rounded_down() -> None:
    assert quadratic.count([("A", 8), ("B", 4)], AB).totals == {"A": 2, "B": 2}


@given(WEIGHTS, st.data())
def test_a_purse_split_over_more_members_never_weighs_less(tokens: int, data: st.DataObject) -> None:
    """Why the rule is for admitted members only."""
    part = data.draw(st.integers(0, tokens))
    one, two = (
        quadratic.weight_floor(tokens),
        quadratic.weight_floor(part) + quadratic.weight_floor(tokens - part),
    )

    assert two >= one - 1  # what rounding down may take
    assert one * one <= tokens < (one + 1) ** 2


def test_a_split_gives_each_option_its_part() -> None:
    tally = fractional.count([((("A", 3), ("B", 1)), 8), ((("B", 1),), 3)], AB)

    assert (tally.totals, tally.winner, tally.unused) == ({"A": 6, "B": 5}, "A", 0)


def test_what_rounding_leaves_over_is_not_voted_and_breaks_no_tie() -> None:
    tally = fractional.count([((("A", 1), ("B", 1)), 7)], options("BA"))

    assert (tally.totals, tally.unused, tally.tied) == ({"B": 3, "A": 3}, 1, ("B", "A"))


@given(SPLIT, WEIGHTS)
def test_each_part_is_rounded_down_by_less_than_one(split: tuple[tuple[str, int], ...], weight: int) -> None:
    whole = sum(share for _option, share in split)

    for (_option, share), (_same, amount) in zip(split, amounts_floor(split, weight), strict=True):
        assert 0 <= Fraction(weight * share, whole) - amount < 1


@pytest.mark.parametrize("split", [(), (("A", 0),), (("A", 3), ("B", -1))])
def test_shares_that_are_no_parts_are_refused(split: tuple[tuple[str, int], ...]) -> None:
    with pytest.raises(BadInput, match="shares"):
        fractional.count([(split, 1)], AB)


def test_every_approved_option_gets_the_whole_weight() -> None:
    tally = approval.count([("AB", 5), ("B", 2), ("C", 6)], ABC)

    assert (tally.totals, tally.winner) == ({"A": 5, "B": 7, "C": 6}, "B")
    assert (tally.cast, tally.toward_quorum, tally.tied) == (13, 3, ())


def test_approving_twice_is_refused() -> None:
    with pytest.raises(BadInput, match="approved twice"):
        approval.count([("AA", 5)], ABC)


def test_a_budget_is_spent_over_options_and_what_is_kept_is_unused() -> None:
    tally = approval.count_budget([((("A", 2), ("B", 3)), 6), ((("A", 2),), 2)], ABC)

    assert (tally.totals, tally.winner, tally.unused, tally.cast) == ({"A": 4, "B": 3, "C": 0}, "A", 1, 8)


@pytest.mark.parametrize("votes", [(("A", 4), ("B", 3)), (("A", -1),)])
def test_nobody_spends_more_than_it_has_or_less_than_nothing(votes: tuple[tuple[str, int], ...]) -> None:
    with pytest.raises(BadInput):
        approval.count_budget([(votes, 6)], ABC)
