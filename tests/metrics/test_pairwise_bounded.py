"""The pairwise-bounded variant: plain without a bound, and no pair draws more than twice the bound."""

from __future__ import annotations

import random
from decimal import Decimal, localcontext
from itertools import permutations

import pytest

from dao_sim.errors import BadInput
from dao_sim.metrics.pairwise_bounded import pairwise_bounded_matches
from dao_sim.metrics.quadratic_funding import ideal_match

Gifts = dict[str, dict[str, int]]
BOUNDLESS = 10**60


def drawn(draw: random.Random) -> Gifts:
    people = "abcdef"
    return {
        grant: {who: draw.randint(1, 10**9) for who in draw.sample(people, draw.randint(0, len(people)))}
        for grant in ("one", "two", "three")
    }


def by_the_formula(gifts: Gifts, bound: int) -> dict[str, Decimal]:
    """As it was published, pair by ordered pair, with 60 digits."""

    def root(grant: str, who: str) -> Decimal:
        return Decimal(gifts[grant].get(who, 0)).sqrt()

    people = sorted({who for given in gifts.values() for who in given})
    found = dict.fromkeys(gifts, Decimal(0))
    for one, other in permutations(people, 2):
        products = {grant: root(grant, one) * root(grant, other) for grant in gifts}
        factor = Decimal(bound) / (bound + sum(products.values()))
        for grant, product in products.items():
            found[grant] += factor * product
    return found


def test_it_equals_the_published_formula() -> None:
    draw = random.Random(3)
    with localcontext() as context:
        context.prec = 60
        for _ in range(300):
            gifts, bound = drawn(draw), draw.randint(1, 10 ** draw.randint(1, 12))
            exact = by_the_formula(gifts, bound)
            for grant, match in pairwise_bounded_matches(gifts, bound).items():
                assert -1 < match - exact[grant] <= Decimal("1e-5")


def test_without_a_bound_it_is_the_plain_match() -> None:
    draw = random.Random(4)
    for _ in range(300):
        gifts = drawn(draw)
        bounded = pairwise_bounded_matches(gifts, BOUNDLESS)
        plain = {grant: ideal_match([*given.values()]) for grant, given in gifts.items()}
        assert all(abs(bounded[grant] - plain[grant]) <= 1 for grant in gifts)


def test_two_accounts_draw_no_more_than_twice_the_bound() -> None:
    for amount in (10, 10**6, 10**30):
        gifts = {"sham": {"a": amount, "b": amount}, "other": {"a": amount, "b": amount}}
        assert sum(pairwise_bounded_matches(gifts, 1_000).values()) < 2 * 1_000
        assert abs(sum(ideal_match([*given.values()]) for given in gifts.values()) - 4 * amount) <= 4


def test_the_more_a_pair_gives_together_the_less_each_of_its_gifts_is_matched() -> None:
    once = pairwise_bounded_matches({"x": {"a": 100, "b": 100}}, 100)
    again = pairwise_bounded_matches({"x": {"a": 100, "b": 100}, "y": {"a": 100, "b": 100}}, 100)
    assert (once["x"], again["x"]) == (100, 66)


def test_strangers_do_not_bound_each_other() -> None:
    gifts = {"x": {"a": 100, "b": 100}, "y": {"c": 100, "d": 100}, "z": {"a": 7}}
    assert pairwise_bounded_matches(gifts, 100) == {"x": 100, "y": 100, "z": 0}


@pytest.mark.parametrize("bound", [0, -1])
def test_a_bound_of_nothing_is_refused(bound: int) -> None:
    with pytest.raises(BadInput, match="at least 1"):
        pairwise_bounded_matches({"x": {"a": 1}}, bound)
