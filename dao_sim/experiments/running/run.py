"""A scenario's variants and replications, run into a folder: tables, and everything that made them."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dao_sim.errors import BadInput
from dao_sim.experiments.running.once import simulated
from dao_sim.experiments.running.provenance import code_version, contract_hashes, library_versions
from dao_sim.experiments.running.verify import Verified, differing
from dao_sim.experiments.table_hash import table_hash
from dao_sim.files import write_atomically
from dao_sim.sim.scenario import Scenario
from dao_sim.sim.streams import Streams
from dao_sim.sim.tables import tables

if TYPE_CHECKING:
    import polars as pl

ALONE = "scenario"
"""What the only variant is called where a scenario has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be run, and how."""

    scenario: Scenario
    seed: int
    ledger: str = "array"
    engine: str = "embedded"
    verify: int = 0
    """How many replications are run again on the contracts."""
    command: str = ""
    """How it was called, for whoever reproduces it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What came of it."""

    tables: Mapping[str, pl.DataFrame]
    verified: Verified | None
    wall_seconds: float


Progress = Callable[[str, int], None]
"""Told what is being done, and how many epochs more are done."""


def variants(scenario: Scenario) -> dict[str, Scenario]:
    """Name → scenario; the scenario itself where it has no variants."""
    if not scenario.variants:
        return {ALONE: scenario}
    return {variant.name: scenario.variant(variant) for variant in scenario.variants}


def run(order: Order, progress: Progress = lambda _what, _epochs: None) -> Run:
    """Runs everything. Raises DaoSimError for what cannot run."""
    started = time.perf_counter()
    parts: dict[str, list[pl.DataFrame]] = {}
    chosen, other = _chosen(order), "evm" if order.ledger == "array" else "array"
    verified = Verified(replications=len(chosen)) if order.verify else None
    for name, scenario, replication in _runs(order):
        what = f"{name}, replication {replication}"
        made = _tables(order, scenario, replication, order.ledger, partial(progress, what))
        if verified is not None and (name, replication) in chosen:
            told = partial(progress, f"{what}, on {other}")
            again = _tables(order, scenario, replication, other, told)
            verified = verified.with_compared(differing(made, again, what))
        for table, frame in made.items():
            parts.setdefault(table, []).append(marked(frame, name, replication))
    import polars as pl

    joined = {table: pl.concat(frames) for table, frames in parts.items()}
    return Run(tables=joined, verified=verified, wall_seconds=time.perf_counter() - started)


def _tables(
    order: Order, scenario: Scenario, replication: int, ledger: str, told: Callable[[int], None]
) -> dict[str, pl.DataFrame]:
    state = simulated(
        scenario, order.seed, replication, ledger=ledger, engine=order.engine, on_epoch=lambda _epoch: told(1)
    )
    return tables(state)


def epochs_of(order: Order) -> int:
    """How many epochs a run takes in all, those that are run again included."""
    whole = sum(scenario.horizon for _, scenario, _ in _runs(order))
    named = variants(order.scenario)
    return whole + sum(named[name].horizon for name, _ in _chosen(order))


def write(folder: Path, order: Order, run: Run) -> dict[str, Any]:
    """Writes tables and `run.json` into a folder; returns what that says. Raises BadInput if it cannot."""
    hashes = {}
    for name, frame in run.tables.items():
        hashes[name] = table_hash(frame)
        buffer = io.BytesIO()
        frame.write_parquet(buffer)
        _put(folder / "tables" / f"{name}.parquet", buffer.getvalue())
    record = {
        "title": order.scenario.title,
        "question": order.scenario.question,
        "command": order.command,
        "seed": order.seed,
        "ledger": order.ledger,
        "engine": order.engine if order.ledger == "evm" or order.verify else None,
        "configuration": order.scenario.record(),
        "code_version": code_version(),
        "contract_hashes": contract_hashes(),
        "library_versions": library_versions(),
        "wall_seconds": round(run.wall_seconds, 3),
        "peak_memory_bytes": peak_memory(),
        "tables": hashes,
        "verified": None if run.verified is None else asdict(run.verified),
    }
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    _put(folder / "run.json", text)
    return record


def _put(path: Path, content: str | bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    except OSError as error:
        reason = f"cannot be written: {error.strerror or error}"
        raise BadInput("out", reason, hint="name a folder, new or not", file=str(path)) from error


def peak_memory() -> int:
    """The most bytes that this process has held."""
    import resource
    import sys

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _runs(order: Order) -> Iterator[tuple[str, Scenario, int]]:
    for name, scenario in variants(order.scenario).items():
        for replication in range(order.scenario.replications):
            yield name, scenario, replication


def _chosen(order: Order) -> set[tuple[str, int]]:
    """Which replications are run again: drawn from the seed."""
    runs = [(name, replication) for name, _, replication in _runs(order)]
    draws = Streams(order.seed).uniform("verify", 0, len(runs)).tolist()
    ranked = sorted(zip(draws, runs, strict=True))
    return {found for _, found in ranked[: order.verify]}


def marked(frame: pl.DataFrame, variant: str, replication: int) -> pl.DataFrame:
    """The table with the columns `variant` and `replication` in front."""
    import polars as pl

    marks = [pl.lit(variant).alias("variant"), pl.lit(replication, pl.Int64).alias("replication")]
    return frame.select(*marks, pl.all())
