"""How long it takes to count power exactly: in the electoral college of the United States, in an assembly."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from time import perf_counter

from dao_sim.metrics.banzhaf import banzhaf
from dao_sim.metrics.game import WeightedGame
from dao_sim.metrics.shapley_shubik import shapley_shubik

ELECTORS = (
    *(9, 3, 11, 6, 54, 10, 7, 3, 3, 30, 16, 4, 4, 19, 11, 6, 6, 8, 8, 4, 10, 11, 15, 10, 6, 10),
    *(4, 5, 6, 4, 14, 5, 28, 16, 3, 17, 7, 8, 19, 4, 9, 3, 11, 40, 6, 3, 13, 12, 4, 10, 3),
)
"""Of the states for 2024 and 2028, by alphabet from Alabama to Wyoming, and of the District of Columbia."""

VOTERS, TOTAL, SEED = 200, 100_000, 1


def electoral_college() -> WeightedGame:
    """51 blocs, taking each state as one, and 538 votes, of which 270 elect."""
    return WeightedGame(weights=ELECTORS, quota=270)


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


def _seconds(run: Callable[[], object]) -> float:
    started = perf_counter()
    run()
    return round(perf_counter() - started, 4)
