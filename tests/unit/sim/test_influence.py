"""Taste travels over ties: people grow alike along them, and nobody moves without them."""

from __future__ import annotations

from typing import Any

import numpy as np

from dao_sim.experiments.running.once import simulated
from dao_sim.sim.figures import spread
from dao_sim.sim.scenario import load
from dao_sim.sim.state import State

TIED = {"kind": "communities", "group": 8, "weak": 1.0}


def after(**keys: Any) -> State:
    return simulated(load("small-coop").with_set({"horizon": 6, "network": TIED, **keys}), 4)


def test_without_rates_or_ties_nobody_s_taste_moves() -> None:
    fixed, alone = after(), after(influence={"strong": 0.5}, network={"kind": "none"})
    assert np.array_equal(fixed.people.taste, alone.people.taste)


def test_people_grow_alike_and_so_do_their_works() -> None:
    fixed, moved = after(), after(influence={"strong": 0.4, "weak": 0.2})
    assert spread(moved.people.taste) < 0.5 * spread(fixed.people.taste)
    assert spread(moved.catalogue.taste) < spread(fixed.catalogue.taste)
    assert np.abs(moved.people.taste).max() <= np.abs(fixed.people.taste).max()


def test_weak_ties_carry_it_from_community_to_community() -> None:
    apart, bridged = after(influence={"strong": 0.5}), after(influence={"strong": 0.4, "weak": 0.1})
    assert spread(bridged.people.taste) < spread(apart.people.taste)


def test_both_ledgers_see_the_same_tastes() -> None:
    scenario = load("small-coop").with_set(
        {"horizon": 4, "population.size": 20, "network": {"kind": "communities", "group": 4}}
    )
    scenario = scenario.with_set({"influence.strong": 0.3})
    arrays, contracts = (simulated(scenario, 2, ledger=ledger) for ledger in ("array", "evm"))
    assert np.array_equal(arrays.people.taste, contracts.people.taste)
    assert arrays.record.votes == contracts.record.votes
