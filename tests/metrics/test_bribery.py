"""What an outcome costs: beside every set that could be bribed, on small votes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.metrics import cover
from dao_sim.metrics.bribery import Voter, blind_bribe, informed_bribe
from dao_sim.metrics.cover import cheapest_cover
from dao_sim.units import Support

CHOICES = [*Support, None]
VOTERS = st.lists(
    st.builds(Voter, weight=st.integers(0, 6), price=st.integers(0, 6), support=st.sampled_from(CHOICES)),
    max_size=5,
)


def adopted(ballots: list[tuple[int, Support | None]]) -> bool:
    """Counts as the governor does."""
    for_, against = (
        sum(weight for weight, choice in ballots if choice is side) for side in (Support.FOR, Support.AGAINST)
    )
    return for_ > against


def subsets(count: int) -> Iterator[tuple[int, ...]]:
    return chain.from_iterable(combinations(range(count), size) for size in range(count + 1))


def obedient(
    voters: list[Voter], bribed: tuple[int, ...], *, adopt: bool
) -> list[tuple[int, Support | None]]:
    told = Support.FOR if adopt else Support.AGAINST
    return [(voter.weight, told if place in bribed else voter.support) for place, voter in enumerate(voters)]


def price(voters: list[Voter], bribed: tuple[int, ...]) -> int:
    return sum(voters[place].price for place in bribed)


def test_a_swing_voter_is_bought_and_an_opponent_counts_twice() -> None:
    against = Voter(weight=3, price=10, support=Support.AGAINST)
    idle = Voter(weight=3, price=4)
    in_favour = Voter(weight=1, price=1, support=Support.FOR)

    assert informed_bribe([against, in_favour, idle], adopt=True).chosen == (2,)
    assert informed_bribe([against, against, in_favour, idle], adopt=True).chosen == (0,)
    assert informed_bribe([against, against, in_favour], adopt=False).cost == 0


def test_not_knowing_the_ballots_costs_more() -> None:
    voters = [
        Voter(weight=1, price=1, support=choice) for choice in [Support.AGAINST] * 3 + [Support.FOR] * 2
    ]

    assert informed_bribe(voters, adopt=True).cost == 1
    assert blind_bribe(voters, adopt=True).cost == 3


@given(VOTERS, st.booleans())
def test_no_cheaper_bribe_turns_the_vote(voters: list[Voter], adopt: bool) -> None:
    working = [
        bribed for bribed in subsets(len(voters)) if adopted(obedient(voters, bribed, adopt=adopt)) is adopt
    ]
    if not working:
        with pytest.raises(BadInput, match="nobody has any weight"):
            informed_bribe(voters, adopt=adopt)
        return

    bribe = informed_bribe(voters, adopt=adopt)

    assert bribe.cost == bribe.at_least == min(price(voters, bribed) for bribed in working)
    assert bribe.chosen in working


@given(VOTERS.filter(lambda voters: len(voters) < 4), st.booleans())
def test_no_cheaper_bribe_is_safe_from_every_ballot(voters: list[Voter], adopt: bool) -> None:
    def safe(bribed: tuple[int, ...]) -> bool:
        everything = product(CHOICES, repeat=len(voters))
        return all(
            adopted(
                obedient(
                    [
                        Voter(weight=voter.weight, price=voter.price, support=choice)
                        for voter, choice in zip(voters, choices, strict=True)
                    ],
                    bribed,
                    adopt=adopt,
                )
            )
            is adopt
            for choices in everything
        )

    working = [bribed for bribed in subsets(len(voters)) if safe(bribed)]
    if not working:
        with pytest.raises(BadInput, match="nobody has any weight"):
            blind_bribe(voters, adopt=adopt)
        return

    bribe = blind_bribe(voters, adopt=adopt)

    assert bribe.cost == bribe.at_least == min(price(voters, bribed) for bribed in working)
    assert bribe.chosen in working
    assert bribe.cost >= informed_bribe(voters, adopt=adopt).cost


@pytest.mark.parametrize(("weight", "paid"), [(-1, 0), (0, -1)])
def test_nobody_weighs_or_takes_less_than_nothing(weight: int, paid: int) -> None:
    with pytest.raises(BadInput, match="negative"):
        Voter(weight=weight, price=paid)


THINGS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=9)


@given(THINGS, st.integers(-3, 120))
def test_no_set_that_is_enough_is_cheaper(things: list[tuple[int, int]], need: int) -> None:
    gains, costs = [gain for gain, _ in things], [cost for _, cost in things]
    enough = [bought for bought in subsets(len(things)) if sum(gains[place] for place in bought) >= need]
    if not enough:
        with pytest.raises(BadInput, match="not enough"):
            cheapest_cover(gains, costs, need)
        return

    best = cheapest_cover(gains, costs, need)

    assert best.cost == best.at_least == min(sum(costs[place] for place in bought) for bought in enough)
    assert best.chosen in enough
    assert best.cost == sum(costs[place] for place in best.chosen)


def test_where_sets_are_too_many_the_answer_is_a_range(monkeypatch: pytest.MonkeyPatch) -> None:
    gains = [997 * place % 1009 + 10**6 for place in range(1, 30)]
    need = sum(gains) // 2
    exact = cheapest_cover(gains, gains, need)

    monkeypatch.setattr(cover, "MOST_SETS", 20)
    rough = cheapest_cover(gains, gains, need)

    assert need <= rough.at_least <= exact.cost <= rough.cost
    assert rough.at_least < rough.cost
    assert sum(gains[place] for place in rough.chosen) == rough.cost
