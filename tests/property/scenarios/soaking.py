"""Turns of random scenarios, for as long as somebody likes."""

from __future__ import annotations

from collections import Counter

from dao_sim.sim.behaviour import known
from tests.property.machines.base import Kind
from tests.property.scenarios.meddlers import MEDDLERS
from tests.property.scenarios.twice import Seen, check

SCENARIOS = "scenarios"
TURN = 10
"""Scenarios of a turn: a few seconds."""


def run_scenarios(turn: int, operations: Counter[Kind]) -> None:
    """Another turn's scenarios on both ledgers. Raises AssertionError, with the scenario that differs."""
    known().update(MEDDLERS)
    for seed in range(turn * TURN, (turn + 1) * TURN):
        check(seed, seen := Seen())
        for intent, rows in seen.done.items():
            operations[Kind(SCENARIOS, intent, True)] += rows
        for (intent, _), rows in seen.refused.items():
            operations[Kind(SCENARIOS, intent, False)] += rows
