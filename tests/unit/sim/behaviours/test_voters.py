"""Those who come vote by taste, interest, neighbours or promise, and nobody else does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dao_sim.errors import BadInput
from dao_sim.ledger.actions import PayOut, SetLevy
from dao_sim.sim.behaviour import Behaviour, named
from dao_sim.sim.networks import Network
from dao_sim.sim.view import View
from dao_sim.units import Bps, Support, Wei
from tests.unit.sim.behaviours.scenes import (
    ETHER,
    all_of,
    deviation,
    drawn,
    logistic,
    makers,
    scene,
    vote,
)

MANY = 20_000
LEVY = SetLevy(bps=Bps(2_000))
UP, DOWN = [1.0, 0.0], [-1.0, 0.0]
FOR, AGAINST, ABSTAIN, NONE = 1, 0, 2, -1


def ballots(behaviour: Behaviour, view: View, seed: int = 1) -> list[int]:
    """How everybody votes on the one open proposal; −1 for who does not."""
    found = np.full(view.people.size, NONE)
    for act in behaviour.decide(view, all_of(view), drawn(view, seed)):
        found[getattr(act, "accounts")] = getattr(act, "supports")  # noqa: B009 (acts are of several kinds)
    listed: list[int] = found.tolist()
    return listed


def make(name: str, **terms: Any) -> Behaviour:
    return named(name)(**terms)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 4.0])
def test_people_alike_vote_as_the_closed_form_says(temperature: float) -> None:
    """All have the ideal 20 %, so that a rise from 5 % to 20 % is worth 1 to everybody."""
    taste = np.tile([1 / 3, 0.0], (MANY, 1)).tolist()
    view = scene(makers(MANY), taste=taste, open_=[vote(MANY, LEVY)])
    count = ballots(make("vote_by_taste", temperature=temperature), view).count(Support.FOR)
    chance = logistic(1 / temperature)
    assert abs(count - MANY * chance) < 4 * deviation(chance, MANY)


@pytest.mark.parametrize(("taste", "expected"), [(UP, FOR), (DOWN, AGAINST)])
def test_where_all_are_of_one_mind_all_vote_alike(taste: list[float], expected: int) -> None:
    view = scene(makers(200), taste=[taste] * 200, open_=[vote(200, LEVY)])
    assert ballots(make("vote_by_taste", temperature=0), view) == [expected] * 200


def test_who_hardly_cares_abstains() -> None:
    even = [(1_250 / 1_500) - 1.0, 0.0]  # an ideal of 12.5 %, as far from 5 % as from 20 %
    view = scene(makers(3), taste=[even, UP, DOWN], open_=[vote(3, LEVY)])
    assert ballots(make("vote_by_taste", temperature=0), view) == [ABSTAIN, FOR, AGAINST]
    assert ballots(make("vote_by_taste", temperature=1e-6, band=0.5), view) == [ABSTAIN, FOR, AGAINST]


@pytest.mark.parametrize("name", ["vote_by_taste", "vote_by_interest", "vote_with_neighbours"])
def test_only_who_comes_can_vote_and_is_free_does(name: str) -> None:
    proposal = vote(
        5,
        PayOut(account=0, amount=Wei(ETHER)),
        attending=np.array([True, False, True, True, True]),
        promised=np.array([-1, -1, 0, -1, -1], dtype=np.int8),
        supports=np.array([-1, -1, -1, 1, -1], dtype=np.int8),
        weight_share=np.array([0.2, 0.2, 0.2, 0.4, 0.0]),
    )
    view = scene(makers(5), open_=[proposal])
    assert [each >= 0 for each in ballots(make(name), view)] == [True, False, False, False, False]


def test_interest_votes_for_what_it_gets_and_always_comes_if_it_says_so() -> None:
    proposal = vote(4, PayOut(account=1, amount=Wei(ETHER)), attending=np.zeros(4, dtype=np.bool_))
    view = scene(makers(4), open_=[proposal])
    assert ballots(make("vote_by_interest", temperature=0), view) == [NONE] * 4
    always = make("vote_by_interest", temperature=0, always=True)
    assert ballots(always, view) == [AGAINST, FOR, AGAINST, AGAINST]


def test_neighbours_outvote_ones_own_taste() -> None:
    """Account 0 is for it; its strong ties 1 and 2 are against, its weak tie 3 is for; 4 knows nobody."""
    first, second = np.array([0, 0, 0]), np.array([1, 2, 3])
    network = Network.of_ties(5, first, second, np.array([True, True, False]))
    view = scene(makers(5), taste=[UP, DOWN, DOWN, UP, UP], open_=[vote(5, LEVY)], network=network)
    assert ballots(make("vote_with_neighbours", strong=0.6, weak=0.1), view)[0] == AGAINST
    assert ballots(make("vote_with_neighbours", strong=0.1, weak=0.6), view)[0] == FOR
    assert ballots(make("vote_with_neighbours", strong=1.0, weak=0.0), view)[4] == FOR


def test_neighbours_count_as_they_have_voted() -> None:
    network = Network.of_ties(2, np.array([0]), np.array([1]), np.array([True]))
    proposal = vote(2, LEVY, supports=np.array([-1, 0], dtype=np.int8))
    view = scene(makers(2), taste=[UP, UP], open_=[proposal], network=network)
    assert ballots(make("vote_with_neighbours", strong=1.0, weak=0.0), view) == [AGAINST, NONE]


def test_more_than_everything_cannot_be_listened_to() -> None:
    with pytest.raises(ValueError, match="weak: must not be more than 1"):
        make("vote_with_neighbours", strong=0.7, weak=0.7)


def test_promises_are_kept_by_whoever_made_them_and_nobody_else() -> None:
    promised = np.array([0, 1, 2, -1], dtype=np.int8)
    proposal = vote(4, LEVY, promised=promised, attending=np.zeros(4, dtype=np.bool_))
    view = scene(makers(4), open_=[proposal])
    assert ballots(make("vote_as_promised"), view) == [0, 1, 2, NONE]


def test_some_promises_are_broken() -> None:
    proposal = vote(MANY, LEVY, promised=np.ones(MANY, dtype=np.int8))
    view = scene(makers(MANY), open_=[proposal])
    kept = MANY - ballots(make("vote_as_promised", keeps=0.7), view).count(NONE)
    assert abs(kept - 0.7 * MANY) < 4 * deviation(0.7, MANY)


def test_a_misspelt_voter_is_told_the_nearest() -> None:
    with pytest.raises(BadInput) as caught:
        named("vote_by_tast")
    assert caught.value.hint == "did you mean vote_by_taste?"
