"""Chances of panels: against counting by hand, against each other, and against draws."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.metrics.panels import (
    best_of,
    capture,
    draws_for,
    odds,
    order,
    with_redraw,
    with_withheld,
)

DRAWS = 20_000


def near(found: int, chance: Fraction) -> bool:
    """Whether so many of `DRAWS` are within four standard deviations of a chance."""
    return (Fraction(found, DRAWS) - chance) ** 2 <= 16 * chance * (1 - chance) / DRAWS


@given(eligible=st.integers(0, 9), data=st.data())
def test_capture_is_what_counting_every_panel_says(eligible: int, data: st.DataObject) -> None:
    colluders = data.draw(st.integers(0, eligible))
    seats = data.draw(st.integers(0, eligible))
    needed = data.draw(st.integers(0, seats + 1))
    every = list(combinations(range(eligible), seats))
    taken = sum(sum(who < colluders for who in panel) >= needed for panel in every)
    assert capture(eligible, colluders, seats, needed) == Fraction(taken, len(every))


def test_silence_is_another_draw_of_those_who_did_not_sit() -> None:
    dice = random.Random(7)
    people, seats, needed = range(20), 5, 3
    won = 0
    for _ in range(DRAWS):
        panel = dice.sample(people, seats)
        sitting = sum(who < 6 for who in panel)
        if sitting == 2:  # too few, and enough to fail it
            rest = [who for who in people if who not in panel]
            sitting = sum(who < 6 for who in dice.sample(rest, seats))
        won += sitting >= needed
    assert near(won, with_redraw(20, 6, seats, needed))
    assert with_redraw(20, 6, seats, needed) > capture(20, 6, seats, needed)


@pytest.mark.parametrize(("eligible", "seats"), [(20, 3), (9, 5)])
def test_where_silence_is_of_no_use_it_changes_nothing(eligible: int, seats: int) -> None:
    """Two of three are a majority already; and nine are not enough for two panels of five."""
    needed = seats // 2 + 1
    assert with_redraw(eligible, 4, seats, needed) == capture(eligible, 4, seats, needed)


def test_a_block_that_is_withheld_is_another_draw() -> None:
    dice = random.Random(11)
    chance, part = Fraction(3, 10), Fraction(1, 4)
    won = 0
    for _ in range(DRAWS):
        good = dice.random() < chance
        while not good and dice.random() < part:
            good = dice.random() < chance
        won += good
    # a block that somebody else makes stands, and so does one that is liked
    assert near(won, with_withheld(chance, part))
    assert with_withheld(chance, Fraction(0)) == chance
    assert with_withheld(chance, Fraction(1)) == 1
    assert with_withheld(Fraction(0), Fraction(1)) == 0


def test_the_best_of_some_draws() -> None:
    third = Fraction(1, 3)
    assert [best_of(third, draws) for draws in range(3)] == [0, third, Fraction(5, 9)]
    assert [draws_for(third, wanted) for wanted in (Fraction(0), third, Fraction(1, 2))] == [0, 1, 2]


def test_an_order_has_every_lot_once() -> None:
    found = list(order(bytes(32), 100))
    assert sorted(found) == list(range(100)) != found
    assert list(order(bytes(32), 0)) == []


def test_odds_are_made_of_these() -> None:
    found = odds(60, 18, 5)
    assert found.once == capture(60, 18, 5, 3) < found.withheld < found.redrawn < found.twice
    assert best_of(found.once, found.tries) >= Fraction(1, 2) > best_of(found.once, found.tries - 1)
    assert found.appealed == capture(55, 15, 11, 6)


def test_what_makes_no_sense_is_refused() -> None:
    for eligible, colluders, seats in ((5, 6, 1), (5, 1, 6), (5, -1, 1), (5, 1, -1)):
        with pytest.raises(BadInput, match="than are eligible"):
            capture(eligible, colluders, seats, 1)
    with pytest.raises(BadInput, match="32 bytes"):
        list(order(b"short", 3))
    with pytest.raises(BadInput, match="negative"):
        best_of(Fraction(1, 2), -1)
    with pytest.raises(BadInput, match="a part"):
        with_withheld(Fraction(1, 2), Fraction(2))
    for chance, wanted in ((Fraction(0), Fraction(1, 2)), (Fraction(1, 2), Fraction(1))):
        with pytest.raises(BadInput, match="no number of draws"):
            draws_for(chance, wanted)
