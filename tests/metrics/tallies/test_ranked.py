"""Instant run-off, to the letter."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from dao_sim.errors import BadInput
from dao_sim.metrics.tallies import Options, Rule
from dao_sim.metrics.tallies.ranked import count
from tests.metrics.tallies.elections import RANKINGS, elections, options
from tests.metrics.test_pairwise import TENNESSEE

CITIES = Options(names=("Memphis", "Nashville", "Chattanooga", "Knoxville"))


def test_tennessee_elects_knoxville_though_nashville_beats_everybody() -> None:
    tally = count(TENNESSEE, CITIES)

    assert (tally.winner, tally.condorcet_winner) == ("Knoxville", "Nashville")
    assert [each.eliminated for each in tally.rounds] == ["Chattanooga", "Nashville", None]
    assert [each.totals for each in tally.rounds] == [
        {"Memphis": 42, "Nashville": 26, "Chattanooga": 15, "Knoxville": 17},
        {"Memphis": 42, "Nashville": 26, "Knoxville": 32},
        {"Memphis": 42, "Knoxville": 58},
    ]


def test_a_ballot_without_a_choice_left_is_exhausted_and_not_part_of_the_half() -> None:
    tally = count([(("A",), 4), (("B",), 3), (("C",), 2)], options("ABC"))

    first, last = tally.rounds
    assert (first.eliminated, first.exhausted) == ("C", 0)
    assert (last.totals, last.exhausted) == ({"A": 4, "B": 3}, 2)
    assert tally.winner == "A"


def test_half_is_not_enough() -> None:
    tally = count([(("A",), 2), (("B",), 1), (("C", "B"), 1)], options("ABC"))

    assert [each.eliminated for each in tally.rounds] == ["C", "B", None]
    assert tally.rounds[1].tied == ("A", "B")
    assert tally.winner == "A"


def test_of_equals_the_one_listed_last_is_out() -> None:
    ballots = [(("A",), 3), (("B", "A"), 2), (("C", "B"), 2)]

    assert count(ballots, options("ABC")).rounds[0].eliminated == "C"
    assert count(ballots, options("ACB")).rounds[0].eliminated == "B"


def test_no_change_is_the_last_of_equals_to_go() -> None:
    ballots = [(("A",), 1), (("B",), 1), (("C",), 1)]

    tally = count(ballots, options("ABC", no_change="C"))

    assert [each.eliminated for each in tally.rounds] == ["B", "A", None]
    assert tally.rounds[0].tied == ("A", "B", "C")
    assert tally.winner == "C"


def test_no_change_is_out_like_any_other_if_it_has_least() -> None:
    ballots = [(("A",), 2), (("B",), 2), (("C",), 1)]

    assert count(ballots, options("ABC", no_change="C")).rounds[0].eliminated == "C"


def test_one_option_is_out_per_round_also_without_a_vote() -> None:
    tally = count([(("A",), 1), (("B",), 1)], options("ABCDE"))

    assert [each.eliminated for each in tally.rounds] == ["E", "D", "C", "B", None]


def test_five_options_make_325_rankings() -> None:
    assert len(RANKINGS) == len(set(RANKINGS)) == 325


def test_a_sixth_option_is_refused() -> None:
    with pytest.raises(BadInput, match="at most 5 options"):
        count([], options("ABCDEF"))


@pytest.mark.parametrize("ranking", [(), ("A", "B", "A")])
def test_what_is_no_ranking_is_refused(ranking: tuple[str, ...]) -> None:
    with pytest.raises(BadInput, match="each once"):
        count([(ranking, 1)], options("ABC"))


Election = tuple[Rule, list[tuple[Any, int]], Options]


@given(elections("ranked"))
def test_who_is_first_on_more_than_half_wins(election: Election) -> None:
    _rule, ballots, listed = election
    tally = count(ballots, listed)
    cast = sum(weight for _ranking, weight in ballots)
    firsts = {name: sum(weight for ranking, weight in ballots if ranking[0] == name) for name in listed.names}
    majority = [name for name, weight in firsts.items() if cast and Fraction(weight, cast) > Fraction(1, 2)]

    if majority:
        assert [tally.winner] == majority
        assert tally.condorcet_winner == tally.winner
        assert len(tally.rounds) == 1
    assert tally.totals == firsts


@given(elections("ranked"))
def test_the_winner_is_who_is_left_when_nobody_stops_at_half(election: Election) -> None:
    """A second count that knows no majority: it eliminates until one option is left."""
    _rule, ballots, listed = election
    left = list(listed.favoured)
    while len(left) > 1:
        weights = dict.fromkeys(left, 0)
        for ranking, weight in ballots:
            still_in = [name for name in ranking if name in left]
            if still_in:
                weights[still_in[0]] += weight
        least = min(weights.values())
        left.remove([name for name in left if weights[name] == least][-1])

    assert count(ballots, listed).winner == left[0]


@given(elections("ranked"))
def test_a_condorcet_loser_never_wins(election: Election) -> None:
    _rule, ballots, listed = election
    turned = [(tuple(reversed(ranking)), weight) for ranking, weight in ballots if len(ranking) == 5]
    whole = [(ranking, weight) for ranking, weight in ballots if len(ranking) == 5]

    loser = count(turned, listed).condorcet_winner

    assert loser is None or count(whole, listed).winner != loser
