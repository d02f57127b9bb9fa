"""A sweep: a design's points times replications, in batches, into a folder from which it can be resumed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dao_sim.experiments.running.provenance import code_version, library_versions
from dao_sim.experiments.sweeps import store
from dao_sim.experiments.sweeps.batch import Batch, Run, Work, read_batch, run_batch, spec_of
from dao_sim.experiments.sweeps.design import Point, points_of, points_table, problem
from dao_sim.experiments.sweeps.executor import Executor
from dao_sim.experiments.sweeps.experiment_file import Experiment
from dao_sim.experiments.sweeps.runner import check_runs, find_runner, replication_seed
from dao_sim.experiments.table_hash import table_hash

if TYPE_CHECKING:
    import polars as pl

_BATCHES, _LARGEST = 128, 64
"""How many batches a sweep is cut into, as long as none has more runs than this."""


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """An experiment with its points, ready to be run."""

    experiment: Experiment
    scenario: dict[str, Any]
    folder: Path
    """Where the scenario's own relative paths start."""
    points: Sequence[Point]

    @classmethod
    def plan(cls, experiment: Experiment, scenario: dict[str, Any], folder: Path) -> Sweep:
        """Draws the points, and asks the runner whether it can run any. Raises BadInput or Unsupported."""
        sweep = cls(experiment=experiment, scenario=scenario, folder=folder, points=points_of(experiment))
        find_runner(experiment.runner)
        work = sweep.work(Path())
        first = (
            spec_of(work, sweep.run(point * experiment.replications)) for point in range(len(sweep.points))
        )
        check_runs(experiment.runner, first, experiment.measures)
        return sweep

    @property
    def runs(self) -> int:
        return len(self.points) * self.experiment.replications

    @property
    def runs_per_batch(self) -> int:
        """Of nothing but the number of runs, so that the files are the same whoever makes them."""
        return max(1, min(_LARGEST, self.runs // _BATCHES))

    def run(self, number: int) -> Run:
        """The replications of a point follow each other; replication r has the same seed at every point."""
        point, replication = divmod(number, self.experiment.replications)
        seed = replication_seed(self.experiment.seed, replication)
        return Run(point=point, replication=replication, seed=seed, factors=self.points[point])

    def batches(self) -> Iterator[Batch]:
        """One after the other, made when they are asked for."""
        size = self.runs_per_batch
        for number, start in enumerate(range(0, self.runs, size)):
            runs = range(start, min(start + size, self.runs))
            yield Batch(number=number, runs=tuple(map(self.run, runs)))

    def work(self, folder: Path) -> Work:
        return Work(
            batches=str(folder.resolve() / store.BATCHES),
            runner=self.experiment.runner,
            scenario=self.scenario,
            folder=str(self.folder),
            set=self.experiment.set,
            measures=self.experiment.measures,
        )


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a sweep did: runs in all, those that were there before, and files that were set aside."""

    runs: int
    kept: int = 0
    damaged: list[str] = field(default_factory=list)


def run_sweep(
    sweep: Sweep,
    folder: str | Path,
    *,
    executor: Executor | None = None,
    resume: bool = False,
    on_done: Callable[[int], None] = lambda _runs: None,
    on_damage: Callable[[str, str], None] = lambda _file, _why: None,
) -> Outcome:
    """Runs what is not there yet. `on_done` hears how many more are done, `on_damage` what was set aside.

    Memory does not grow with the number of runs: batches are made as workers become free, and workers answer
    with receipts. Raises BadInput, Refused, OSError (the disk), ExecutorFailed; what is finished stays.
    """
    outcome = Outcome(runs=sweep.runs)
    with store.opened(Path(folder), resume=resume) as place:
        table = points_table(sweep.points, sweep.experiment.keys)
        for file in store.begin(place, record(sweep, table), table):
            outcome.damaged.append(file)
            on_damage(file, "its rows are not the design's")
        work = sweep.work(place)
        there = _there(sweep, place, outcome, on_done, on_damage)
        missing = (batch for batch in sweep.batches() if not there[batch.number])
        for receipt in (executor or Executor()).run(partial(run_batch, work), missing):
            if receipt.problem:
                raise OSError(*receipt.problem)
            on_done(receipt.runs)
    return outcome


def _there(
    sweep: Sweep,
    folder: Path,
    outcome: Outcome,
    on_done: Callable[[int], None],
    on_damage: Callable[[str, str], None],
) -> bytearray:
    """Which batches are on disk, by number. Those that are damaged are set aside, and are to be run again."""
    there, work = bytearray(), sweep.work(folder)
    for batch in sweep.batches():
        path = folder / store.BATCHES / batch.file
        there.append(path.exists())
        if not there[-1]:
            continue
        if why := read_batch(path, work, batch):
            there[-1] = False
            (place,) = store.set_aside(path)
            outcome.damaged.append(place)
            on_damage(place, why)
        else:
            outcome.kept += len(batch.runs)
            on_done(len(batch.runs))
    return there


def record(sweep: Sweep, points: pl.DataFrame) -> dict[str, Any]:
    """What `sweep.json` says: nothing of when, where and by how many workers it was run."""
    design = sweep.experiment.design
    return {
        "title": sweep.experiment.title,
        "experiment": sweep.experiment.model_dump(mode="json"),
        "scenario": sweep.scenario,
        "design": {
            **design.model_dump(mode="json"),
            "factors": list(sweep.experiment.keys),
            "problem": problem(sweep.experiment) if design.drawn else None,
        },
        "seed": sweep.experiment.seed,
        "points": len(sweep.points),
        "replications": sweep.experiment.replications,
        "runs": sweep.runs,
        "runs_per_batch": sweep.runs_per_batch,
        "points_sha256": table_hash(points),
        "code_version": code_version(),
        "library_versions": library_versions(),
    }
