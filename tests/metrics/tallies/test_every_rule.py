"""What holds for every rule that counts ballots, whatever they say."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.metrics.tallies import RULES, Options, Rule, find_rule
from dao_sim.metrics.tallies.outcome import find_options
from tests.metrics.tallies.elections import CHOICES, elections, options

Election = tuple[Rule, list[tuple[Any, int]], Options]


@given(elections(), st.randoms())
def test_the_order_of_ballots_decides_nothing(election: Election, random: Random) -> None:
    rule, ballots, listed = election
    shuffled = list(ballots)
    random.shuffle(shuffled)

    assert rule.count(shuffled, listed) == rule.count(ballots, listed)
    if ballots:
        assert rule.tally(shuffled) == rule.tally(ballots)


@given(elections("approval", "ranked", "token"), st.data())
def test_a_purse_in_two_hands_counts_as_in_one(election: Election, data: st.DataObject) -> None:
    rule, ballots, listed = election
    halves = []
    for choice, weight in ballots:
        part = data.draw(st.integers(0, weight))
        halves += [(choice, part), (choice, weight - part)]

    whole, split = rule.count(ballots, listed), rule.count(halves, listed)

    assert (split.winner, split.totals, split.rounds) == (whole.winner, whole.totals, whole.rounds)
    assert split.condorcet_winner == whole.condorcet_winner


@given(elections("fractional", "member", "quadratic", "ranked", "token"))
def test_what_was_cast_is_in_the_totals_or_unused(election: Election) -> None:
    rule, ballots, listed = election
    counted: dict[str, Callable[[int], int]] = {"member": lambda _weight: 1, "quadratic": root}
    tally = rule.count(ballots, listed)

    assert tally.cast == sum(counted.get(rule.name, int)(weight) for _choice, weight in ballots)
    assert sum(tally.totals.values()) + tally.unused == tally.cast
    assert tally.voters == len(ballots)
    for each in tally.rounds:
        assert sum(each.totals.values()) + each.exhausted == tally.cast


def root(weight: int) -> int:
    """By halving."""
    low, high = 0, weight
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle * middle <= weight else (low, middle - 1)
    return low


@given(elections("approval", "fractional", "member", "quadratic", "token"))
def test_nobody_has_more_than_the_winner_and_ties_are_decided_by_the_list(election: Election) -> None:
    rule, ballots, listed = election
    tally = rule.count(ballots, listed)
    best = [name for name in listed.names if tally.totals[name] == max(tally.totals.values())]

    assert tally.winner == (listed.no_change if listed.no_change in best else best[0])
    assert tally.tied == (tuple(best) if len(best) > 1 else ())


@pytest.mark.parametrize("name", RULES)
def test_a_vote_in_which_nobody_votes_changes_nothing(name: str) -> None:
    assert RULES[name].count([], options("ABC", no_change="C")).winner == "C"
    assert RULES[name].count([], options("ABC")).winner == "A"


@pytest.mark.parametrize("name", RULES)
def test_an_option_that_is_not_listed_is_refused(name: str) -> None:
    choice = {"approval": ("A", "Z"), "fractional": (("A", 1), ("Z", 1)), "ranked": ("A", "Z")}.get(name, "Z")

    with pytest.raises(BadInput, match="no such option"):
        RULES[name].count([(choice, 1)], options("ABC"))


@pytest.mark.parametrize("name", sorted(set(RULES) - {"member"}))
def test_a_negative_weight_is_refused(name: str) -> None:
    choice = {"approval": ("A",), "fractional": (("A", 1),), "ranked": ("A",)}.get(name, "A")

    with pytest.raises(BadInput, match="negative"):
        RULES[name].count([(choice, -1)], options("ABC"))


def test_every_rule_has_ballots_here() -> None:
    assert set(CHOICES) == set(RULES)


@pytest.mark.parametrize("name", ["fractional", "member", "quadratic", "token"])
@pytest.mark.parametrize(
    ("votes", "winner"),
    [
        ({"for": 2, "against": 1}, "for"),
        ({"for": 1, "against": 1}, "against"),
        ({"for": 1, "against": 0, "abstain": 9}, "for"),
        ({"abstain": 9}, "against"),
    ],
)
def test_a_measure_passes_with_more_for_than_against(name: str, votes: dict[str, int], winner: str) -> None:
    ballots = [
        (((side, 1),) if name == "fractional" else side, 1)
        for side, count in votes.items()
        for _ in range(count)
    ]

    tally = RULES[name].tally(ballots)

    assert (tally.winner, tally.options.no_change) == (winner, "against")
    assert list(tally.totals) == ["for", "against", "abstain"]


@pytest.mark.parametrize(
    ("name", "quorum"), [("token", 9 + 25), ("member", 2), ("quadratic", 3), ("fractional", 9 + 25)]
)
def test_what_counts_toward_the_quorum(name: str, quorum: int) -> None:
    ballots = [("for", 9), ("against", 16), ("abstain", 25)]
    split = [(((side, 1),), weight) for side, weight in ballots]

    assert RULES[name].tally(split if name == "fractional" else ballots).toward_quorum == quorum


@pytest.mark.parametrize("name", ["approval", "ranked"])
def test_with_several_options_voters_count_toward_the_quorum(name: str) -> None:
    assert RULES[name].tally([(("A",), 9), (("A", "B"), 0)]).toward_quorum == 2


def test_options_are_listed_or_else_those_of_the_ballots() -> None:
    assert find_options("CAB", (), None, sides=True).names == ("A", "B", "C")
    assert find_options("CAB", "BCA", None, sides=True).names == ("B", "C", "A")
    assert find_options("BA", (), "none", sides=True).favoured == ("none", "A", "B")
    assert find_options("BA", "ABX", "X", sides=True).favoured == ("X", "A", "B")
    assert find_options(["abstain"], (), None, sides=False).names == ("abstain",)


@pytest.mark.parametrize(("names", "no_change"), [("", None), ("ABA", None), ("AB", "C")])
def test_a_list_of_options_that_cannot_be_is_refused(names: str, no_change: str | None) -> None:
    with pytest.raises(BadInput):
        options(names, no_change)


def test_a_rule_is_found_by_its_name_or_the_nearest_is_named() -> None:
    assert find_rule(" Ranked").name == "ranked"
    with pytest.raises(BadInput) as caught:
        find_rule("rankd")
    assert caught.value.hint == "did you mean ranked?"
    with pytest.raises(BadInput) as caught:
        find_rule("sortition")
    assert "token" in str(caught.value.hint)
