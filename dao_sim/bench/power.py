"""How long it takes to count power exactly: the electoral college of the United States, and a large assembly."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from time import perf_counter

from dao_sim.metrics.banzhaf import banzhaf
from dao_sim.metrics.game import WeightedGame
from dao_sim.metrics.shapley_shubik import shapley_shubik

ELECTORS = {
    **{
        "AL": 9,
        "AK": 3,
        "AZ": 11,
        "AR": 6,
        "CA": 54,
        "CO": 10,
        "CT": 7,
        "DE": 3,
        "DC": 3,
        "FL": 30,
        "GA": 16,
    },
    **{"HI": 4, "ID": 4, "IL": 19, "IN": 11, "IA": 6, "KS": 6, "KY": 8, "LA": 8, "ME": 4, "MD": 10, "MA": 11},
    **{
        "MI": 15,
        "MN": 10,
        "MS": 6,
        "MO": 10,
        "MT": 4,
        "NE": 5,
        "NV": 6,
        "NH": 4,
        "NJ": 14,
        "NM": 5,
        "NY": 28,
    },
    **{
        "NC": 16,
        "ND": 3,
        "OH": 17,
        "OK": 7,
        "OR": 8,
        "PA": 19,
        "RI": 4,
        "SC": 9,
        "SD": 3,
        "TN": 11,
        "TX": 40,
    },
    **{"UT": 6, "VT": 3, "VA": 13, "WA": 12, "WV": 4, "WI": 10, "WY": 3},
}
"""Electors by state for 2024 and 2028, each state taken as one bloc: 538, of which 270 elect."""

VOTERS, TOTAL, SEED = 200, 100_000, 1


def electoral_college() -> WeightedGame:
    """51 blocs and 538 votes."""
    return WeightedGame(weights=tuple(ELECTORS.values()), quota=270)


def large_assembly() -> WeightedGame:
    """200 voters whose weights, drawn at random, sum to 100,000; more than half decides."""
    cuts = sorted(random.Random(SEED).sample(range(1, TOTAL), VOTERS - 1))
    weights = tuple(end - start for start, end in zip([0, *cuts], [*cuts, TOTAL], strict=True))
    return WeightedGame(weights=weights, quota=TOTAL // 2 + 1)


def power_seconds() -> Iterator[tuple[str, float]]:
    """Name of a figure → seconds of wall time."""
    college, assembly = electoral_college(), large_assembly()
    yield "banzhaf_51_blocs_seconds", _seconds(lambda: banzhaf(college))
    yield "shapley_shubik_51_blocs_seconds", _seconds(lambda: shapley_shubik(college))
    yield "banzhaf_200_voters_seconds", _seconds(lambda: banzhaf(assembly))
    yield "shapley_shubik_200_voters_seconds", _seconds(lambda: shapley_shubik(assembly))


def _seconds(run: Callable[[], object]) -> float:
    started = perf_counter()
    run()
    return round(perf_counter() - started, 4)
