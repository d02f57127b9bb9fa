"""Draws are known by their names: nothing else changes them, and nothing repeats them."""

from __future__ import annotations

import pickle
from itertools import combinations

import numpy as np
import pytest

from dao_sim.errors import BadInput
from dao_sim.sim.streams import Streams

KNOWN = [0.5341521080284896, 0.49144396963679704, 0.4920410705719437]
KNOWN_CHILD = 3786751174786826027


def test_the_same_name_draws_the_same_and_more_of_it_begins_alike() -> None:
    few, many = Streams(7).uniform("turnout", 3, 10), Streams(7).uniform("turnout", 3, 1_000)

    np.testing.assert_array_equal(few, many[:10])
    assert Streams(7).uniform("turnout", 3, 0).shape == (0,)


def test_other_names_seeds_epochs_indices_and_children_draw_otherwise() -> None:
    streams = Streams(7)
    draws = [
        streams.uniform("turnout", 3, 50),
        streams.uniform("turnout", 4, 50),
        streams.uniform("taste", 3, 50),
        streams.uniform("turnout", 3, 50, index=1),
        streams.uniform("turnout", 1, 50, index=3),
        streams.uniform("3 turnout", 3, 50),
        Streams(8).uniform("turnout", 3, 50),
        streams.child("replication 0").uniform("turnout", 3, 50),
        streams.child("replication 1").uniform("turnout", 3, 50),
        streams.child("replication 0").child("replication 0").uniform("turnout", 3, 50),
    ]

    for one, other in combinations(draws, 2):
        assert not set(one.tolist()) & set(other.tolist())


def test_draws_are_known_forever() -> None:
    """Written down from the first version: a change would change every published run."""
    assert Streams(7).uniform("turnout", 3, 3).tolist() == KNOWN
    assert Streams(7).child("replication 3").seed == KNOWN_CHILD


def test_draws_are_even() -> None:
    stats = pytest.importorskip("scipy.stats")
    draws = np.concatenate([Streams(seed).uniform("even", 0, 2_000) for seed in range(10)])

    assert 0 <= draws.min() < draws.max() < 1
    assert stats.kstest(draws, "uniform").pvalue > 0.01
    np.testing.assert_array_equal(draws * 2.0**53, np.floor(draws * 2.0**53))


def test_streams_travel_to_other_processes() -> None:
    again = pickle.loads(pickle.dumps(Streams(2**64 - 1)))

    np.testing.assert_array_equal(again.uniform("x", 0, 5), Streams(2**64 - 1).uniform("x", 0, 5))


@pytest.mark.parametrize("seed", [-1, 2**64, 1.5, True, "7"])
def test_what_is_no_seed_is_refused(seed: object) -> None:
    with pytest.raises(BadInput, match=r"0 to 2\^64 - 1"):
        Streams(seed)  # type: ignore[arg-type]
