"""Votes go to those who have a name, or are near; and come back from those who do not vote."""

from __future__ import annotations

from typing import Any

import numpy as np

from dao_sim.sim.behaviour import named
from dao_sim.sim.networks import Network
from dao_sim.sim.view import View
from tests.unit.sim.behaviours.scenes import all_of, drawn, makers, scene

EAGER: dict[str, Any] = {"willing": 1.0, "rate": 1.0}


def named_by(name: str, view: View, seed: int = 1, **terms: Any) -> list[int]:
    """Everybody's delegate afterwards."""
    delegates = view.coop.delegates.copy()
    for act in named(name)(**terms).decide(view, all_of(view), drawn(view, seed)):
        delegates[getattr(act, "accounts")] = getattr(act, "delegates")  # noqa: B009
    listed: list[int] = delegates.tolist()
    return listed


def test_the_first_of_the_known_get_what_their_rank_says() -> None:
    """Of 1,000 known by rank the first ten get H(10) / H(1,000) = 39 % of those who choose."""
    size = 10_000
    reputation = np.arange(size)[::-1] / size
    view = scene(makers(size), memory={"reputation": reputation})
    terms = {**EAGER, "candidates": 1_000, "wealth": 0.0, "sharpness": 1.0}
    chosen = np.array(named_by("delegate_to_reputation", view, **terms))[1_000:]
    share = float(np.mean(chosen < 10))
    expected = sum(1 / rank for rank in range(1, 11)) / sum(1 / rank for rank in range(1, 1_001))
    assert abs(share - expected) < 4 * (expected * (1 - expected) / 9_000) ** 0.5
    assert chosen.max() < 1_000


def test_who_has_a_name_keeps_its_votes() -> None:
    view = scene(makers(100), memory={"reputation": np.arange(100) / 100.0})
    chosen = named_by("delegate_to_reputation", view, **EAGER, wealth=0.0, candidates=5)
    assert chosen[95:] == [95, 96, 97, 98, 99]
    assert set(chosen[:95]) <= {95, 96, 97, 98, 99}


def test_tokens_make_a_name_too() -> None:
    view = scene(makers(99), {**makers(1, tokens="1000"), "name": "rich"})
    chosen = named_by("delegate_to_reputation", view, **EAGER, wealth=1.0, candidates=1)
    assert chosen == [99] * 100


def test_only_some_think_about_it_in_an_epoch() -> None:
    size = 10_000
    view = scene(makers(size), memory={"reputation": np.arange(size) / size})
    chosen = np.array(named_by("delegate_to_reputation", view, willing=0.5, rate=0.1, wealth=0.0))
    moved = int((chosen != np.arange(size)).sum())
    assert abs(moved - 0.05 * size) < 4 * (0.05 * 0.95 * size) ** 0.5 + 0.05 * 200


def test_a_delegate_who_misses_votes_loses_those_who_trusted_it() -> None:
    """0 is idle; 1 voted the last time; 2 was asked twice only."""
    delegates = np.array([0, 1, 2, 0, 1, 2])
    memory = {
        "recent": np.array([0b1000, 0b0001, 0b00, 0, 0, 0], dtype=np.uint64),
        "asked": np.array([4, 4, 2, 0, 0, 0]),
    }
    view = scene(makers(6), memory=memory, facts={"delegates": delegates})
    for name in ("delegate_to_reputation", "delegate_to_proximity"):
        assert named_by(name, view, rate=0.0, misses=3) == [0, 1, 2, 3, 1, 2]
        assert named_by(name, view, rate=0.0, misses=0) == delegates.tolist()


def test_the_neighbour_who_is_nearest_and_votes_is_named() -> None:
    """Of account 0's ties 1 is nearest and idle, then 2; 3 is a stranger of the same taste."""
    network = Network.of_ties(4, np.array([0, 0]), np.array([1, 2]), np.array([True, False]))
    taste = [[0.0, 0.0], [0.1, 0.0], [0.2, 0.0], [0.0, 0.0]]
    memory = {"voted": np.array([True, False, True, True]), "asked": np.ones(4, dtype=np.int64)}
    facts: dict[str, Any] = {"delegates": np.array([0, 1, 2, 3])}
    view = scene(makers(4), taste=taste, network=network, memory=memory, facts=facts)
    reached = named_by("delegate_to_proximity", view, **EAGER, wealth=0.0, seed=3)
    assert reached[0] in {0, 2}
    seeds = [named_by("delegate_to_proximity", view, **EAGER, wealth=0.0, seed=seed)[0] for seed in range(8)]
    assert 2 in seeds


def test_without_ties_the_nearest_of_the_known_is_named() -> None:
    taste = np.zeros((30, 2))
    taste[:, 0] = np.linspace(-1, 1, 30)
    reputation = np.zeros(30)
    reputation[[0, 14, 29]] = 1.0
    view = scene(makers(30), taste=taste.tolist(), memory={"reputation": reputation})
    chosen = named_by("delegate_to_proximity", view, **EAGER, wealth=0.0, candidates=3)
    assert chosen[:7] == [0] * 7
    assert chosen[9:20] == [14] * 11
    assert chosen[23:] == [29] * 7


def test_strangers_to_the_co_op_are_nobodys_delegates() -> None:
    view = scene(makers(10), {**makers(10), "name": "outside", "member": False})
    for name in ("delegate_to_reputation", "delegate_to_proximity"):
        chosen = named_by(name, view, **EAGER)
        assert len(set(chosen[:10])) == 1
        assert chosen[0] < 10
        assert chosen[10:] == list(range(10, 20))
