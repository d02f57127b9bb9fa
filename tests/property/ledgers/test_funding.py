"""Rounds and grants on arrays are the contracts', to the unit: outcomes, refusals and facts, step by step."""

from __future__ import annotations

from random import Random

import pytest

from tests.property.ledgers.funding_lives import Life

pytest.importorskip("pyrevm", reason="the contracts run on the embedded engine, which this Python has not")

LIVES = 60
STEPS = 25


@pytest.mark.parametrize("seed", range(LIVES))
def test_rounds_and_grants_are_the_same_on_both(seed: int) -> None:
    life = Life(Random(seed))
    for _ in range(STEPS):
        life.step()
