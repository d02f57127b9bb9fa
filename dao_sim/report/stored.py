"""What a run or a sweep left in its folder: read again, or refused with the file that is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dao_sim.errors import BadInput

if TYPE_CHECKING:
    import polars as pl

RUN, SWEEP = "run.json", "sweep.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A run's or a sweep's folder. `facts` are what its JSON says, `tables` the Parquet files by name."""

    folder: Path
    facts: Mapping[str, Any]
    tables: Mapping[str, Path]

    def head(self, name: str, rows: int) -> tuple[pl.DataFrame, int]:
        """A table's first rows, and how many it has in all."""
        import polars as pl

        with reading(self.tables[name]):
            lazy = pl.scan_parquet(self.tables[name], glob=False)
            return lazy.head(rows).collect(), int(lazy.select(pl.len()).collect().item())

    def table(self, name: str, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """A table, or those of these columns that it has."""
        import polars as pl

        with reading(self.tables[name]):
            lazy = pl.scan_parquet(self.tables[name], glob=False)
            if columns is not None:
                there = lazy.collect_schema().names()
                lazy = lazy.select(column for column in columns if column in there)
            return lazy.collect()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Stored):
    """A scenario that was run: `run.json`, `tables/*.parquet`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep(Stored):
    """A design whose points were run: `sweep.json`, `points.parquet`, `batches/*.parquet`."""

    batches: Sequence[Path]

    @property
    def factors(self) -> tuple[str, ...]:
        """The columns of the table of points that say what a point is."""
        return tuple(name for name in self.head("points", 0)[0].columns if name != "point")

    def runs(self) -> pl.DataFrame:
        """Every run, with its point's factors, sorted by point and replication."""
        import polars as pl

        parts = []
        for path in self.batches:
            with reading(path):
                parts.append(pl.read_parquet(path, glob=False))
        with reading(self.batches[0].parent):
            every = pl.concat(parts, how="vertical_relaxed")
        with reading(self.tables["points"]):
            return self.table("points").join(every, on="point", how="inner").sort("point", "replication")


def open_folder(folder: str | Path) -> Run | Sweep:
    """What is in the folder. Raises BadInput if there is neither a run nor a sweep, or a part is missing."""
    place = Path(folder)
    if not place.is_dir():
        reason = "there is no such folder"
        raise BadInput("report", reason, hint="name a folder that a run or a sweep wrote", folder=str(place))
    if (place / SWEEP).is_file():
        tables = _tables(place, "points.parquet", SWEEP)
        batches = list(_tables(place, "batches/*.parquet", SWEEP).values())
        return Sweep(folder=place, facts=_facts(place / SWEEP), tables=tables, batches=batches)
    if (place / RUN).is_file():
        return Run(folder=place, facts=_facts(place / RUN), tables=_tables(place, "tables/*.parquet", RUN))
    reason = "is neither a run nor a sweep"
    hint = f"a run's folder has {RUN} and tables/, a sweep's {SWEEP}, points.parquet and batches/"
    raise BadInput("report", reason, hint=hint, folder=str(place))


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Whatever is wrong with a Parquet file inside becomes BadInput that names it."""
    import polars as pl

    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        reason = "is damaged, or not the Parquet file that belongs here"
        hint = "run again what wrote it; a sweep makes it anew with --resume"
        raise BadInput("report", reason, hint=hint, file=str(path)) from error


def _tables(folder: Path, pattern: str, beside: str) -> dict[str, Path]:
    found = {path.stem: path for path in sorted(folder.glob(pattern))}
    if not found:
        raise BadInput("report", f"there is {beside}, and no {pattern} beside it", folder=str(folder))
    return found


def _facts(path: Path) -> dict[str, Any]:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput("report", f"cannot be read: {error.strerror or error}", file=str(path)) from error
    except ValueError as error:
        raise BadInput("report", "is not valid JSON", hint=str(error), file=str(path)) from error
    if not isinstance(facts, dict):
        raise BadInput("report", "must be a JSON object", file=str(path))
    return facts
