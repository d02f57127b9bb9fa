"""The scenario, run forward from a co-op as it is and with a proposal carried out; and how the two differ."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from dao_sim.errors import BadInput
from dao_sim.experiments.rehearsal.proposed import Proposed
from dao_sim.experiments.rehearsal.standing import Standing
from dao_sim.experiments.running.run import marked
from dao_sim.sim.scenario import Scenario
from dao_sim.sim.simulation import Simulation
from dao_sim.sim.start import Start
from dao_sim.sim.streams import Streams
from dao_sim.sim.tables import tables

if TYPE_CHECKING:
    import polars as pl

AS_IT_IS = "as it is"

Progress = Callable[[str, int], None]
"""Told what is being done, and how many epochs more are done."""


class Starts(Protocol):
    """A running co-op, from which runs begin as often as one likes."""

    standing: Standing
    ledger: str
    engine: str
    """What the ledger runs on, where it is `evm`."""

    def start(
        self, scenario: Scenario, streams: Streams, carried_out: Proposed | None
    ) -> AbstractContextManager[Start]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is rehearsed, and how often."""

    scenario: Scenario
    """Its charter and population count only for what the co-op does not say itself."""
    proposed: Proposed
    seed: int
    replications: int

    @property
    def with_it(self) -> str:
        """What the branch is called in which the proposal is carried out."""
        return f"with proposal {self.proposed.item.id}"

    def __post_init__(self) -> None:
        if self.scenario.organisation.kind != "coop":
            kind = self.scenario.organisation.kind
            hint = "take a scenario of one co-op"
            raise BadInput("scenario", "organisation.kind must be coop to rehearse", hint=hint, value=kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What came of it."""

    tables: Mapping[str, pl.DataFrame]
    """Of both branches: `variant` says which, `replication` by which chance."""
    differences: pl.DataFrame
    """Per measure: `measure`, `without`, `with` (means over replications), `difference`, `low`, `high`, `p`.

    The difference is the mean over pairs of replications with the same draws, the interval holds it with
    95 % confidence, p is corrected for all measures together (see `comparisons`); null where one replication
    says nothing of it.
    """
    wall_seconds: float


def rehearse(
    order: Order,
    starts: Starts,
    measures: Sequence[str] | None = None,
    progress: Progress = lambda _what, _epochs: None,
) -> Rehearsal:
    """Runs both branches of every replication, from the same draws. `measures` are those compared; else all.

    Raises Refused where the proposal would fail now, BadInput for what cannot run.
    """
    import polars as pl

    began = time.perf_counter()
    parts: dict[str, list[pl.DataFrame]] = {}
    for name, replication, found in _runs(order, starts, progress):
        for table, frame in found.items():
            parts.setdefault(table, []).append(marked(frame, name, replication))
    joined = {table: pl.concat(frames) for table, frames in parts.items()}
    return Rehearsal(
        tables=joined,
        differences=_differences(joined["measures"], order, measures),
        wall_seconds=time.perf_counter() - began,
    )


def _runs(
    order: Order, starts: Starts, progress: Progress
) -> Iterator[tuple[str, int, dict[str, pl.DataFrame]]]:
    """Each replication's tables; as it is before all others, so that reports compare with that."""
    for name, carried_out in ((AS_IT_IS, None), (order.with_it, order.proposed)):
        for replication in range(order.replications):
            streams = Streams(order.seed).child(f"replication {replication}")
            told = partial(_told, progress, f"{name}, replication {replication}")
            with starts.start(order.scenario, streams, carried_out) as start:
                state = Simulation(order.scenario, streams, start).run(told)
                yield name, replication, tables(state)


def _told(progress: Progress, what: str, _epoch: int) -> None:
    progress(what, 1)


def _differences(long: pl.DataFrame, order: Order, measures: Sequence[str] | None) -> pl.DataFrame:
    """The measures of both branches beside each other, and what is known of their difference."""
    import polars as pl

    from dao_sim.experiments.analysis import Results, comparisons

    points = {AS_IT_IS: 0, order.with_it: 1}
    point = pl.col("variant").replace_strict(points, return_dtype=pl.Int64).alias("point")
    wide = long.with_columns(point).pivot("measure", index=["point", "replication"], values="value")
    results = Results(wide)
    means = wide.group_by("point").mean().sort("point")
    found = comparisons(results, measures=measures)
    branches = {
        "without": [means[name][0] for name in found["measure"]],
        "with": [means[name][1] for name in found["measure"]],
    }
    columns = ("measure", "without", "with", "difference", "low", "high")
    return found.with_columns(
        *(pl.Series(name, values, pl.Float64) for name, values in branches.items()),
    ).select(*columns, pl.col("p_corrected").alias("p"))
