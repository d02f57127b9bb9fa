"""How fast whole simulations are on arrays: one large co-op, growing ones, and many small ones."""

from __future__ import annotations

import gc
import math
import multiprocessing
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from dao_sim.errors import DaoSimError

WEEKS = 52
SIZES = (1_000, 3_162, 10_000, 31_623, 100_000, 316_228, 1_000_000)
"""Members, evenly spaced by their logarithms."""
GROWTH_WEEKS = 8


class Large(NamedTuple):
    """One run in a process of its own."""

    seconds: float
    peak_memory_bytes: int
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Seconds for each number of members, and the line through them: fixed + per_member · members."""

    sizes: Sequence[int]
    seconds: Sequence[float]
    fixed: float
    per_member: float
    r_squared: float


def assembly(members: int, weeks: int) -> dict[str, Any]:
    """A scenario of members who vote on two proposals a week, by habit, stakes and taste, and that is all."""
    return {
        "title": "Assembly",
        "horizon": weeks,
        "charter": {
            "name": "Assembly",
            "token": {"mint_cap": "none"},
            "governance": {"proposal_threshold": "1"},
        },
        "population": {
            "cohorts": [
                {
                    "name": "members",
                    "size": members,
                    "class": "creator",
                    "tokens": {"kind": "pareto", "alpha": 1.5, "mean": 100},
                    "wealth": 1,
                }
            ]
        },
        "economy": {"audience": []},
        "behaviours": {"turnout": {}, "vote_by_taste": {}, "propose_regularly": {"each_week": 2}},
    }


def large_run(members: int = 100_000, weeks: int = WEEKS) -> Large:
    """A year of so many members and two proposals a week, tables included, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_large, members, weeks).result()


def growth(sizes: Sequence[int] = SIZES, weeks: int = GROWTH_WEEKS) -> Growth:
    """Seconds of some weeks at each size, the best of two, and the least-squares line weighted by 1/size².

    The weights make an error of one per cent count alike at every size.
    """
    seconds = [min(run_seconds(members, weeks) for _ in range(2)) for members in sizes]
    weights = [1 / size**2 for size in sizes]
    whole = math.fsum(weights)
    middle = math.fsum(weight * size for weight, size in zip(weights, sizes, strict=True)) / whole
    level = math.fsum(weight * taken for weight, taken in zip(weights, seconds, strict=True)) / whole
    points = list(zip(weights, sizes, seconds, strict=True))
    slope = math.fsum(weight * (size - middle) * (taken - level) for weight, size, taken in points)
    slope /= math.fsum(weight * (size - middle) ** 2 for weight, size, _ in points)
    fixed = level - slope * middle
    missed = math.fsum((math.log(taken) - math.log(fixed + slope * size)) ** 2 for _, size, taken in points)
    mean = math.fsum(map(math.log, seconds)) / len(seconds)
    spread = math.fsum((math.log(taken) - mean) ** 2 for taken in seconds)
    return Growth(sizes=sizes, seconds=seconds, fixed=fixed, per_member=slope, r_squared=1 - missed / spread)


def economy(members: int, weeks: int) -> dict[str, Any]:
    """The preset `small-coop` with so many people, who also make, buy, give and delegate."""
    from dao_sim.experiments.sweeps.experiment_file import PRESETS
    from dao_sim.sim.document import read_document

    whole = read_document(PRESETS / "small-coop.toml", "scenario")
    return {**whole, "horizon": weeks, "population": {**whole["population"], "size": members}}


def sweep_seconds(scenario: Mapping[str, Any], runs: int, jobs: int) -> float:
    """Wall time of a sweep of so many replications, its workers' start included.

    Raises DaoSimError if any run failed.
    """
    from dao_sim.experiments.sweeps.executor import Executor
    from dao_sim.experiments.sweeps.experiment_file import Experiment
    from dao_sim.experiments.sweeps.sweep import Sweep, run_sweep

    experiment = Experiment.model_validate(
        {
            "title": "Speed",
            "scenario": "bench.toml",
            "seed": 1,
            "replications": runs,
            "measures": ["turnout", "adopted_share"],
            "design": {"kind": "list"},
        }
    )
    with tempfile.TemporaryDirectory() as place:
        plan = Sweep.plan(experiment, dict(scenario), Path(place))
        started = perf_counter()
        run_sweep(plan, Path(place) / "sweep", executor=Executor(jobs=jobs))
        taken = perf_counter() - started
        failed = _failed(Path(place) / "sweep")
    if failed:
        raise DaoSimError("bench", "runs failed", failed=failed)
    return taken


def _failed(folder: Path) -> int:
    import polars as pl

    from dao_sim.experiments.sweeps.store import load

    found: int = load(folder).select(pl.col("stage").is_not_null().sum()).collect().item()
    return found


def _large(members: int, weeks: int) -> Large:
    from dao_sim.experiments.running.run import peak_memory
    from dao_sim.sim.tables import tables

    started = perf_counter()
    state = _run(members, weeks)
    tables(state)
    votes = sum(row["voters"] for row in state.record.votes.values())
    return Large(perf_counter() - started, peak_memory(), votes)


def run_seconds(members: int, weeks: int) -> float:
    """Wall time of `assembly` on arrays, in this process."""
    gc.collect()
    started = perf_counter()
    _run(members, weeks)
    return perf_counter() - started


def _run(members: int, weeks: int) -> Any:
    from dao_sim.experiments.running.once import simulated
    from dao_sim.sim.scenario import read

    return simulated(read(assembly(members, weeks), None), seed=1)
