"""Pairs of people: those of a graph, and those chosen from all with one probability."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dao_sim.sim import portable
from dao_sim.sim.portable import Floats

if TYPE_CHECKING:
    import networkx as nx


def of_graph(graph: nx.Graph[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The ends of a graph's edges: (k,) each."""
    ends = np.fromiter(chain.from_iterable(graph.edges), np.int64, 2 * graph.number_of_edges())
    return ends[::2], ends[1::2]


def chosen(
    size: int, probability: float, draw: Callable[[int], Floats]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each pair of so many people with that probability: the second of a pair comes before the first.

    Skips from one chosen pair to the next, so that only these cost time: V. Batagelj and U. Brandes,
    Efficient Generation of Large Random Networks, Physical Review E 71 (2005). `draw` gives so many uniforms,
    the first of them the same however many are asked for.
    """
    pairs = size * (size - 1) // 2
    per_skip = float(portable.log(np.array([1.0 - probability]))[0])
    if not pairs or not per_skip:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    expected = pairs * probability
    wanted = int(expected + 6.0 * float(np.sqrt(expected))) + 16
    while True:
        skips = np.minimum(np.floor(portable.log(1.0 - draw(wanted)) / per_skip), pairs).astype(np.int64)
        places = np.add.accumulate(skips + 1) - 1
        if places[-1] >= pairs:
            break
        wanted *= 2
    places = places[: np.searchsorted(places, pairs)]
    # Pair number p is (i, p − i(i − 1)/2) with the largest i whose triangle is at most p; 8p is below 2^53.
    first = np.floor((1.0 + np.sqrt(8.0 * places + 1.0)) / 2.0).astype(np.int64)
    return first, places - first * (first - 1) // 2
