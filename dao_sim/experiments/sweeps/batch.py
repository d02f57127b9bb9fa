"""What a worker does: it runs a batch, writes its table, and answers with a receipt."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dao_sim.experiments.sweeps.runner import Runner, RunSpec, failure_of, find_runner, measured
from dao_sim.experiments.table_hash import table_hash
from dao_sim.files import write_atomically

if TYPE_CHECKING:
    import polars as pl

HASH = "rows_sha256"
"""The key in a batch's Parquet file under which its rows' hash stands: what is damaged differs."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """What all batches of a sweep have in common."""

    batches: str
    """The folder they are written into: workers on other machines must see it under the same name."""
    runner: str
    scenario: Mapping[str, Any]
    folder: str
    set: Mapping[str, Any]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run's part in a batch."""

    point: int
    replication: int
    seed: int
    factors: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some runs that follow each other."""

    number: int
    runs: tuple[Run, ...]

    @property
    def file(self) -> str:
        return f"{self.number:07d}.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """All that a worker answers. `problem` is why the table could not be written."""

    runs: int
    problem: tuple[int | None, str, str] | None = None
    """errno, its words, and the file."""


def spec_of(work: Work, run: Run) -> RunSpec:
    """The run in full: a factor's value goes before one that is set for all."""
    return RunSpec(
        scenario=work.scenario,
        overrides={**work.set, **run.factors},
        seed=run.seed,
        replication=run.replication,
        point=run.point,
        folder=work.folder,
    )


def run_batch(work: Work, batch: Batch) -> Receipt:
    """Runs a batch and writes its table. A failing run is a row; that the disk is full is in the receipt."""
    runner = find_runner(work.runner)
    table = batch_table(work, batch, [_row(runner, work, run) for run in batch.runs])
    content = io.BytesIO()
    table.write_parquet(content, metadata={HASH: table_hash(table)})
    path = Path(work.batches) / batch.file
    try:
        write_atomically(path, content.getvalue())
    except OSError as error:
        return Receipt(runs=len(batch.runs), problem=(error.errno, error.strerror or str(error), str(path)))
    return Receipt(runs=len(batch.runs))


def _row(runner: Runner, work: Work, run: Run) -> dict[str, Any]:
    """A run's measures, or how far it came and why it ended."""
    try:
        return dict(measured(runner, spec_of(work, run), work.measures))
    except Exception as error:  # whatever a run does wrong is that run's result
        stage, message = failure_of(error)
        return {"stage": stage, "message": message}


def batch_table(work: Work, batch: Batch, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Columns `point`, `replication`, `seed`, `stage`, `message` (null unless it failed), measures."""
    import polars as pl

    whole = dict.fromkeys(("point", "replication", "seed"), pl.Int64)
    words = dict.fromkeys(("stage", "message"), pl.String)
    schema = {**whole, **words, **dict.fromkeys(work.measures, pl.Float64)}
    known = [{name: getattr(run, name) for name in whole} for run in batch.runs]
    return pl.DataFrame([{**run, **row} for run, row in zip(known, rows, strict=True)], schema=schema)


def unreadable() -> tuple[type[BaseException], ...]:
    """What polars raises for bytes that are no Parquet. Of some garbage it panics, which is no Exception."""
    from polars.exceptions import PanicException, PolarsError

    return (PolarsError, PanicException, OSError)


def read_batch(path: Path, work: Work, batch: Batch) -> str | None:
    """What is wrong with a batch's file: None for one that is whole and this batch's. Raises OSError."""
    import polars as pl

    content = path.read_bytes()
    try:
        table = pl.read_parquet(io.BytesIO(content))
        stated = pl.read_parquet_metadata(io.BytesIO(content)).get(HASH)
    except unreadable() as error:
        return (str(error).splitlines() or ["it is garbage"])[0]
    expected = batch_table(work, batch, [{}] * len(batch.runs))
    own = ["point", "replication", "seed"]
    if table.schema != expected.schema or not table.select(own).equals(expected.select(own)):
        return "it holds other runs than this batch's"
    return None if table_hash(table) == stated else "its rows are not those that were written"
