"""Who beats whom, pair by pair."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.metrics.pairwise import condorcet_winner, preferences

TENNESSEE = [
    (("Memphis", "Nashville", "Chattanooga", "Knoxville"), 42),
    (("Nashville", "Chattanooga", "Knoxville", "Memphis"), 26),
    (("Chattanooga", "Knoxville", "Nashville", "Memphis"), 15),
    (("Knoxville", "Chattanooga", "Nashville", "Memphis"), 17),
]
OPTIONS = "ABCD"
RANKINGS = [ranking for size in range(5) for ranking in permutations(OPTIONS, size)]
ELECTIONS = st.lists(st.tuples(st.sampled_from(RANKINGS), st.integers(0, 9)), max_size=8)


def test_nashville_beats_every_other_city() -> None:
    above = preferences(TENNESSEE)

    assert condorcet_winner(TENNESSEE) == "Nashville"
    assert (above["Nashville", "Memphis"], above["Memphis", "Nashville"]) == (58, 42)
    assert (above["Nashville", "Chattanooga"], above["Chattanooga", "Nashville"]) == (68, 32)
    assert (above["Chattanooga", "Knoxville"], above["Knoxville", "Chattanooga"]) == (83, 17)


def test_a_cycle_has_no_winner() -> None:
    assert condorcet_winner([("ABC", 1), ("BCA", 1), ("CAB", 1)]) is None


def test_a_tie_at_the_top_has_no_winner() -> None:
    assert condorcet_winner([("AB", 3), ("BA", 3)]) is None
    assert condorcet_winner([("AB", 3), ("BA", 3), ("A", 1)]) == "A"


def test_what_is_not_ranked_is_below_and_equal_among_itself() -> None:
    above = preferences([(("A",), 5)], options="ABC")

    assert (above["A", "B"], above["B", "A"]) == (5, 0)
    assert (above["B", "C"], above["C", "B"]) == (0, 0)


def test_an_option_that_nobody_ranks_is_beaten_too() -> None:
    assert condorcet_winner([(("A",), 1)], options="AB") == "A"
    assert condorcet_winner([((), 1)], options="AB") is None


def test_an_option_without_a_rival_wins() -> None:
    assert condorcet_winner([(("A",), 0)]) == "A"
    assert condorcet_winner([], options=["A"]) == "A"
    assert condorcet_winner([]) is None


def test_weights_are_exact_beyond_what_a_float_keeps() -> None:
    assert condorcet_winner([("AB", 2**60 + 1), ("BA", 2**60)]) == "A"


@pytest.mark.parametrize(("ballot", "reason"), [(("ABA", 1), "ranked twice"), (("AB", -1), "negative")])
def test_what_is_no_ballot_is_refused(ballot: tuple[str, int], reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        condorcet_winner([ballot])


def beats(ballots: list[tuple[tuple[str, ...], int]], first: str, second: str) -> bool:
    """By the definition, ballot by ballot."""

    def place(ranking: tuple[str, ...], option: str) -> int:
        return ranking.index(option) if option in ranking else len(OPTIONS)

    margin = sum(
        weight
        * (
            (place(ranking, first) < place(ranking, second))
            - (place(ranking, first) > place(ranking, second))
        )
        for ranking, weight in ballots
    )
    return margin > 0


@given(ELECTIONS)
def test_the_winner_is_the_one_of_the_definition(ballots: list[tuple[tuple[str, ...], int]]) -> None:
    winners = [a for a in OPTIONS if all(beats(ballots, a, b) for b in OPTIONS if b != a)]

    assert condorcet_winner(ballots, OPTIONS) == (winners[0] if winners else None)


@given(ELECTIONS, st.randoms())
def test_the_order_of_ballots_does_not_matter(
    ballots: list[tuple[tuple[str, ...], int]], random: Random
) -> None:
    shuffled = list(ballots)
    random.shuffle(shuffled)

    assert preferences(shuffled) == preferences(ballots)
