"""Quadratic funding on known and random rounds: exact, in proportion, never more than the pool."""

from __future__ import annotations

import random
from decimal import Decimal, localcontext

import pytest

from dao_sim.errors import BadInput
from dao_sim.metrics.correlation import pearson
from dao_sim.metrics.quadratic_funding import ideal_match, quadratic_matches, root_floor


def test_one_giver_is_not_matched_and_many_are() -> None:
    assert ideal_match([400]) == ideal_match([]) == ideal_match([0]) == 0
    assert ideal_match([100, 100]) == 200
    assert ideal_match([1] * 10) == 90


def test_it_is_the_square_of_the_sum_of_roots_minus_the_sum() -> None:
    draw = random.Random(1)
    for _ in range(2_000):
        given = [draw.randint(1, 10 ** draw.randint(1, 30)) for _ in range(draw.randint(1, 12))]
        with localcontext() as context:
            context.prec = 120
            exact = sum(Decimal(amount).sqrt() for amount in given) ** 2 - sum(given)
        found, lost = ideal_match(given), len(given) * Decimal(sum(given)).sqrt() * len(given) / 2**31 + 1
        assert found <= exact + Decimal("1e-50")
        assert exact - found <= lost


def test_a_root_is_rounded_down_at_its_last_bit() -> None:
    for amount in (0, 1, 2, 3, 10**18, 2**128 - 1):
        assert root_floor(amount) ** 2 <= amount << 64 < (root_floor(amount) + 1) ** 2


def test_rounding_never_takes_from_who_gave() -> None:
    """The roots of 2 squared are less than 2: that is no negative match."""
    assert root_floor(2) ** 2 >> 64 < 2
    assert ideal_match([2]) == 0


def test_a_pool_that_suffices_pays_ideals_and_another_one_shares() -> None:
    gifts = {"a": {1: 100, 2: 100}, "b": {1: 49, 2: 49, 3: 49}, "c": {1: 5}}
    assert quadratic_matches(gifts, 494) == {"a": 200, "b": 294, "c": 0}
    assert quadratic_matches(gifts, 10**30) == {"a": 200, "b": 294, "c": 0}
    assert quadratic_matches(gifts, 100) == {"a": 40, "b": 59, "c": 0}
    assert quadratic_matches(gifts, 0) == {"a": 0, "b": 0, "c": 0}
    assert quadratic_matches({}, 5) == {}


def test_the_cap_is_before_the_pool_is_shared() -> None:
    gifts = {"a": {1: 100, 2: 100}, "b": {1: 49, 2: 49, 3: 49}}
    assert quadratic_matches(gifts, 1_000, cap=220) == {"a": 200, "b": 220}
    assert quadratic_matches(gifts, 210, cap=220) == {"a": 100, "b": 110}


def test_a_recipient_s_own_gifts_are_left_out() -> None:
    gifts = {"a": {"ann": 100, "bob": 100, "cat": 100}, "b": {"ann": 100, "bob": 100}}
    assert quadratic_matches(gifts, 10**9, recipients={"a": {"cat"}}) == {"a": 200, "b": 200}


@pytest.mark.parametrize("pool", [0, 1, 97, 10**6])
def test_no_round_spends_more_than_its_pool(pool: int) -> None:
    draw = random.Random(pool)
    for _ in range(300):
        gifts = {
            grant: {who: draw.randint(1, 1_000) for who in range(draw.randint(0, 5))} for grant in range(5)
        }
        matches = quadratic_matches(gifts, pool)
        ideals = {grant: ideal_match([*given.values()]) for grant, given in gifts.items()}
        assert sum(matches.values()) <= pool
        assert sum(matches.values()) > min(pool, sum(ideals.values())) - len(gifts)
        assert all(matches[grant] <= ideals[grant] for grant in gifts)


def test_negative_amounts_are_refused() -> None:
    with pytest.raises(BadInput, match="negative"):
        quadratic_matches({"a": {"ann": -1}}, 5)
    with pytest.raises(BadInput, match="negative"):
        quadratic_matches({}, -1)


def test_pearson_of_lists_that_are_known() -> None:
    assert pearson([1, 2, 3], [10, 20, 30]) == 1
    assert pearson([1, 2, 3], [30, 20, 10]) == -1
    assert pearson([1, 2, 3, 4], [1, 3, 2, 4]) == pytest.approx(0.8)
    assert pearson([0, 1, 0, 1], [0, 0, 1, 1]) == 0
    assert pearson([5, 5], [1, 2]) is pearson([], []) is pearson([1], [2]) is None
    with pytest.raises(ValueError, match="argument 2"):
        pearson([1, 2], [1])


def test_pearson_does_not_depend_on_units() -> None:
    ours, theirs = [3, 141, 59, 26], [2, 7_182, 818, 28]
    assert pearson([10**30 * a for a in ours], [7 * b + 5 for b in theirs]) == pearson(ours, theirs)
