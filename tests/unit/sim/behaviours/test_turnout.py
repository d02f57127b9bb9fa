"""Who comes is what the formula says, in closed form where everybody is alike."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dao_sim.ledger.actions import SetLevy
from dao_sim.sim.behaviours.turnout import Turnout, habits
from dao_sim.sim.view import View
from dao_sim.units import Bps
from tests.unit.sim.behaviours.scenes import all_of, deviation, drawn, logistic, makers, scene, vote

MANY = 20_000
ALONE: dict[str, Any] = {"habit": 0.0, "stakes": 0.0, "cost": 0.0}
LEVY = SetLevy(bps=Bps(800))


def came(view: View, seed: int = 1, **terms: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:
    found = np.zeros(view.people.size, dtype=np.bool_)
    for act in Turnout(**terms).decide(view, all_of(view), drawn(view, seed)):
        found[act.accounts] = True
    return found


def crowd(size: int = MANY, *, view: dict[str, Any] | None = None, **columns: Any) -> View:
    return scene(makers(size), open_=[vote(size, LEVY, **columns)], **(view or {}))


@pytest.mark.parametrize("base", [-3.0, -1.0, 0.0, 2.0])
def test_of_people_alike_as_many_come_as_the_formula_says(base: float) -> None:
    count, chance = came(crowd(), base=base, **ALONE).sum(), logistic(base)
    assert abs(count - MANY * chance) < 4 * deviation(chance, MANY)


@pytest.mark.parametrize(("base", "expected"), [(-30.0, 0), (30.0, MANY)])
def test_nobody_or_everybody_comes(base: float, expected: int) -> None:
    assert came(crowd(), base=base, **ALONE).sum() == expected


def test_every_term_moves_the_odds_by_what_it_says() -> None:
    """A crowd that differs in one thing comes as its log odds then say, within 4 errors."""
    richer: dict[str, Any] = {
        "weight_share": np.full(MANY, 1.0 / MANY) * np.where(np.arange(MANY) % 2, 1.5, 0.5)
    }
    habit: dict[str, Any] = {"view": {"memory": {"recent": np.full(MANY, 2**64 - 1, dtype=np.uint64)}}}
    cost: dict[str, Any] = {"view": {"vote_cost": 0.5}}
    apart: dict[str, Any] = {"for_share": 0.6, "against_share": 0.2}
    for crowded, terms, shift in (
        (habit, {"habit": 1.2}, 1.2),
        (cost, {"cost": 2.0}, -1.0),
        (apart, {"closeness": 1.5}, 1.5 * 0.6),
        ({}, {"closeness": 1.5}, 1.5),
        ({}, {"fatigue": 3.0}, 0.0),
    ):
        chance = logistic(-0.5 + shift)
        count = came(crowd(**crowded), **{**ALONE, "base": -0.5, **terms}).sum()
        assert abs(count - MANY * chance) < 4 * deviation(chance, MANY), terms
    heavy = came(crowd(**richer), **{**ALONE, "base": -0.5, "stakes": 0.8})
    for rows, weight in ((slice(1, None, 2), 1.5), (slice(0, None, 2), 0.5)):
        chance = logistic(-0.5 + 0.8 * float(np.log(weight)))
        assert abs(heavy[rows].sum() - MANY / 2 * chance) < 4 * deviation(chance, MANY // 2)


def test_spam_keeps_people_away() -> None:
    one, four = (
        scene(makers(MANY), open_=[vote(MANY, LEVY, number=1 + at) for at in range(count)])
        for count in (1, 4)
    )
    tired = Turnout(**{**ALONE, "base": 0.0, "fatigue": 1.0})
    first = len(tired.decide(one, all_of(one), drawn(one))[0].accounts)
    among_four = len(tired.decide(four, all_of(four), drawn(four))[0].accounts)
    chance = logistic(-float(np.log(4)))
    assert abs(first - MANY / 2) < 4 * deviation(0.5, MANY)
    assert abs(among_four - MANY * chance) < 4 * deviation(chance, MANY)


def test_salience_is_one_draw_for_all_and_differs_by_proposal() -> None:
    size = 2_000
    view = scene(makers(size), open_=[vote(size, LEVY, number=at) for at in range(1, 41)])
    acts = Turnout(**{**ALONE, "base": 0.0, "salience": 2.0}).decide(view, all_of(view), drawn(view))
    counts = np.array([len(act.accounts) for act in acts])
    assert len(counts) == 40
    assert counts.std() > 10 * deviation(0.5, size)


def test_a_vote_that_stays_open_brings_nobody_twice_to_the_question() -> None:
    sooner, later = crowd(view={"epoch": 3}), crowd(view={"epoch": 4})
    terms = {**ALONE, "base": -1.0}
    assert (came(sooner, **terms) == came(later, **terms)).all()
    closer = crowd(view={"epoch": 4}, for_share=0.0)
    assert (came(closer, **terms, closeness=1.0) >= came(sooner, **terms)).all()


def test_who_has_no_votes_or_has_voted_does_not_come() -> None:
    weights = np.array([0.0, 0.5, 0.5, 0.0])
    voted = np.array([-1, -1, 1, 0], dtype=np.int8)
    found = came(crowd(4, weight_share=weights, supports=voted), base=30.0)
    assert found.tolist() == [False, True, False, False]


@pytest.mark.parametrize("memory", [0.1, 0.35, 0.8, 1.0])
def test_habits_are_what_one_gets_step_by_step(memory: float) -> None:
    random = np.random.default_rng(5)
    history = random.random((50, 200)) < random.random(200)
    stepwise, recent = np.zeros(200), np.zeros(200, dtype=np.uint64)
    for voted in history:
        stepwise += memory * (voted - stepwise)
        recent = recent << np.uint64(1) | voted
    assert habits(recent, memory) == pytest.approx(stepwise, abs=1e-12)


def test_of_a_long_past_next_to_nothing_is_forgotten() -> None:
    always = np.full(1, 2**64 - 1, dtype=np.uint64)
    assert habits(always, 0.1)[0] == pytest.approx(1.0, abs=0.0012)
