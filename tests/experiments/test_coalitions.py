"""The smallest coalition, beside the smallest that is found by trying all of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest

from dao_sim.experiments import CONTESTS, Electorate, Person, Terms
from dao_sim.experiments.contests import Contest
from dao_sim.experiments.contests.choices import Choices
from dao_sim.experiments.contests.measures import Measures
from dao_sim.metrics.concentration import fewest_holding
from dao_sim.units import Bps
from tests.experiments.people import by_chance, electorate, person
from tests.experiments.test_contests import one

TERMS = Terms(quorum=Bps(3_000), veto=Bps(2_500))
ELECTORATES = 60
WANTS = {True: (0, 1), False: (0, -1)}
"""For the one measure, and against it."""


def smallest(contest: Contest, decides: Callable[[set[int]], bool]) -> int | None:
    """Of the coalitions of those present, the size of the smallest that decides."""
    for size in range(len(contest.present) + 1):
        if any(decides(set(chosen)) for chosen in combinations(contest.present, size)):
            return size
    return None


def united(among: Electorate, contest: Contest, coalition: set[int]) -> Electorate:
    """The coalition is for the measure, all others present are against it."""
    people = [
        replace(each, utilities=WANTS[place in coalition] if place in contest.present else None)
        for place, each in enumerate(among.people)
    ]
    return replace(among, people=tuple(people))


def decides(contest: Contest, among: Electorate, coalition: set[int]) -> bool:
    """Whether the coalition has its way, by what the rule makes of such an electorate."""
    there = type(contest)(united(among, contest, coalition), contest.terms)
    if contest.name == "optimistic":
        objections = sum(contest.weights[each] for each in coalition)
        return objections * 10_000 >= contest.terms.veto * sum(contest.holdings)
    return adopted(there)


def adopted(contest: Contest) -> bool:
    """By the contest's reference, which the contracts agree with."""
    if isinstance(contest, Choices):
        tally = contest.reference(contest.present)
        return tally.winner == "A" and tally.toward_quorum >= contest.quorum
    assert isinstance(contest, Measures)
    return contest.reference(1, contest.present).passes


@pytest.mark.parametrize("rule", sorted(set(CONTESTS) - {"conviction"}))
def test_no_smaller_coalition_decides(rule: str) -> None:
    rng = random.Random(5)
    sizes = set()
    for _ in range(ELECTORATES):
        among = by_chance(rng, rng.randint(1, 7), "A")
        contest = CONTESTS[rule](among, TERMS)
        expected = smallest(contest, lambda chosen, c=contest, e=among: decides(c, e, chosen))  # type: ignore[misc]
        assert contest.smallest_coalition() == expected
        sizes.add(expected)
    assert {None, 1, 2} <= sizes


@pytest.mark.parametrize("options", ["A", "AB"])
def test_no_smaller_coalition_outlasts_the_others(options: str) -> None:
    """With one request the others can only stay away; with two they may all stake on the other."""
    rng = random.Random(6)
    sizes = set()
    for _ in range(ELECTORATES):
        among = by_chance(rng, rng.randint(1, 7), options)
        contest = CONTESTS["conviction"](among, TERMS)
        total = sum(contest.weights[each] for each in contest.present)

        def pays(chosen: set[int], c: Contest = contest, whole: int = total) -> bool:
            stake = sum(c.weights[each] for each in chosen)
            if stake == 0 or (options == "AB" and 2 * stake <= whole):
                return False
            return outlasts(c, stake)

        assert contest.smallest_coalition() == smallest(contest, pays)
        sizes.add(contest.smallest_coalition())
    assert {None, 1, 2} <= sizes


def outlasts(contest: Contest, stake: int) -> bool:
    """Whether a stake passes in ten half-lives: more than a quarter of the supply, and the quorum."""
    grown = stake * (1 - 2**-10)
    supply = sum(contest.holdings)
    return grown / supply > 0.25 and stake >= supply * contest.terms.quorum // 10_000


def test_a_coalition_decides_on_the_contracts_too() -> None:
    """Seven of ten; the two largest are enough, no one alone is."""
    names: list[Person] = [person("a", 4), person("b", 3), person("c", 3)]
    for chosen, winner in (({"a", "b"}, 1), ({"a"}, 0), ({"b", "c"}, 1)):
        people = [replace(each, utilities=WANTS[each.name in chosen]) for each in names]
        among = electorate(*people, options="A")
        assert one(among, "token").winner == winner
        assert one(among, "token").smallest_coalition == 2


@pytest.mark.parametrize(
    ("weights", "need", "fewest"),
    [
        ((), 0, 0),
        ((), 1, None),
        ((1, 5, 3), 0, 0),
        ((1, 5, 3), 5, 1),
        ((1, 5, 3), 6, 2),
        ((1, 5, 3), 10, None),
    ],
)
def test_the_fewest_that_hold_enough(weights: tuple[int, ...], need: int, fewest: int | None) -> None:
    assert fewest_holding(weights, need) == fewest
