"""A sweep's folder: what it is, its points, and a Parquet file per batch. Every file is whole or not there.

`sweep.json` says everything that decides the results, `points.parquet` what each point is, and
`batches/*.parquet` what was measured. What was killed leaves at most files whose names begin with a dot.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dao_sim.errors import BadInput, Refused
from dao_sim.experiments.sweeps.batch import unreadable
from dao_sim.experiments.table_hash import table_hash
from dao_sim.files import write_atomically

if TYPE_CHECKING:
    import polars as pl

RECORD, POINTS, BATCHES = "sweep.json", "points.parquet", "batches"
_LOCK = ".lock"
_DECIDES = ("experiment", "scenario", "points_sha256", "runs_per_batch", "code_version")
"""What of a record must be the same for a sweep to go on."""
_SAYS_NOTHING = ("experiment.title", "experiment.question")
_SHOWN = 5
_WAYS = 1_000


@contextmanager
def opened(folder: Path, *, resume: bool) -> Iterator[Path]:
    """The folder, made if need be, and nobody else's while it is open.

    Raises BadInput if it is there and not to be resumed, Refused if another sweep is at work in it, OSError.
    """
    from filelock import FileLock, Timeout

    if not resume and (folder.is_file() or (folder.is_dir() and any(folder.iterdir()))):
        hint = "--resume goes on with the sweep in it; --out names another folder"
        raise BadInput("sweep", "the folder is there already", hint=hint, folder=str(folder))
    (folder / BATCHES).mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / _LOCK, timeout=0):
            yield folder
    except Timeout:
        raise Refused("sweep", "another sweep is at work in this folder", folder=str(folder)) from None


def begin(folder: Path, record: Mapping[str, Any], points: pl.DataFrame) -> list[str]:
    """Writes what the sweep is; or, where that is written, checks that it is the same sweep.

    Returns the files that were damaged: set aside and written anew. Raises BadInput saying what differs.
    """
    for left in (folder / BATCHES).glob(".*"):
        left.unlink(missing_ok=True)  # of a worker that was killed
    path = folder / RECORD
    if path.exists():
        _check_same(path, record)
    elif found := [each.name for each in folder.iterdir() if each.name not in {BATCHES, POINTS, _LOCK}]:
        hint = "name a folder of its own with --out"
        raise BadInput("sweep", "is not a sweep's folder", hint=hint, folder=str(folder), found=found[0])
    damaged = []
    if not _holds(folder / POINTS, points):
        damaged = set_aside(folder / POINTS)
        content = io.BytesIO()
        points.write_parquet(content)
        write_atomically(folder / POINTS, content.getvalue())
    if not path.exists():
        write_atomically(path, json.dumps(record, indent=2, default=str) + "\n")
    return damaged


def set_aside(path: Path) -> list[str]:
    """Renames a damaged file to `_….damaged`, beside earlier ones. Returns its new name, if it was there.

    What begins with _ is passed over by whatever reads a folder of Parquet files (pandas, Spark).
    """
    if not path.exists():
        return []
    number, place = 1, path.with_name(f"_{path.name}.damaged")
    while place.exists():
        number += 1
        place = path.with_name(f"_{path.name}.{number}.damaged")
    path.rename(place)
    return [str(place)]


def read_record(folder: str | Path) -> dict[str, Any]:
    """What `sweep.json` says. Raises BadInput where there is none, or one that is damaged."""
    path = Path(folder) / RECORD
    try:
        record = json.loads(path.read_bytes())
    except OSError as error:
        hint = f"a sweep's folder holds {RECORD}"
        reason = f"cannot be read: {error.strerror or error}"
        raise BadInput("sweep", reason, hint=hint, file=str(path)) from error
    except ValueError as error:
        hint = "without it nobody knows what was run: sweep again into another folder"
        raise BadInput("sweep", "is damaged", hint=hint, file=str(path)) from error
    return record if isinstance(record, dict) else {}


def load(folder: str | Path) -> pl.LazyFrame:
    """Runs by point and replication: `point`, factors, `replication`, `seed`, `stage`, `message`, measures.

    Raises BadInput where there is no sweep, or none of its batches is done.
    """
    import polars as pl

    place = Path(folder)
    read_record(place)
    files = sorted((place / BATCHES).glob("*.parquet"))
    if not files:
        raise BadInput("sweep", "has no results yet", hint="go on with --resume", folder=str(place))
    points = pl.scan_parquet(place / POINTS)
    runs = pl.scan_parquet(files)
    joined = points.join(runs, on="point", how="inner", validate="1:m")
    return joined.sort("point", "replication")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is in a sweep's folder: runs, how many failed and in which ways, and a hash of all rows."""

    runs: int
    failed: int
    ways: tuple[tuple[str, str, int], ...]
    """The commonest first: stage, message, runs. Of very many only the first that were met."""
    sha256: str


def summary(folder: str | Path) -> Summary:
    """Read batch by batch, so that memory does not grow with the number of runs.

    The hash is SHA-256 of the `table_hash` of the points and of every batch, a line each: the same for equal
    rows, as what is in which batch depends on the experiment alone. Raises BadInput naming a damaged file.
    """
    place = Path(folder)
    read_record(place)
    digest = hashlib.sha256(f"{table_hash(_read(place / POINTS))}\n".encode())
    runs, failed, ways = 0, 0, Counter[tuple[str, str]]()
    for path in sorted((place / BATCHES).glob("*.parquet")):
        table = _read(path)
        digest.update(f"{table_hash(table)}\n".encode())
        runs += table.height
        failures = table.select("stage", "message").drop_nulls("stage").rows()
        failed += len(failures)
        ways.update(way for way in failures if way in ways or len(ways) < _WAYS)
    common = sorted(ways.items(), key=lambda way: (-way[1], way[0]))
    return Summary(
        runs=runs,
        failed=failed,
        ways=tuple((stage, message, count) for (stage, message), count in common),
        sha256=digest.hexdigest(),
    )


def sweep_hash(folder: str | Path) -> str:
    """Of all rows of a sweep (see `summary`): the same however, and by whom, they were run."""
    return summary(folder).sha256


def _read(path: Path) -> pl.DataFrame:
    import polars as pl

    content = path.read_bytes()
    try:
        return pl.read_parquet(io.BytesIO(content))
    except unreadable() as error:
        hint = "go on with --resume, which sets it aside and computes it again"
        raise BadInput("sweep", "is damaged", hint=hint, file=str(path)) from error


def _holds(path: Path, table: pl.DataFrame) -> bool:
    try:
        found = _read(path)
    except (FileNotFoundError, BadInput):
        return False
    return found.schema == table.schema and found.equals(table)


def _check_same(path: Path, record: Mapping[str, Any]) -> None:
    there = _flat({key: read_record(path.parent).get(key) for key in _DECIDES})
    here = _flat(json.loads(json.dumps({key: record[key] for key in _DECIDES}, default=str)))
    keys = [*here, *(key for key in there if key not in here)]
    differing = [
        f"{key}: {here.get(key, 'nothing')} now, {there.get(key, 'nothing')} there"
        for key in keys
        if here.get(key) != there.get(key) and key not in _SAYS_NOTHING
    ]
    if differing:
        more = [f"and {len(differing) - _SHOWN} more"] if len(differing) > _SHOWN else []
        reason = f"the folder holds another sweep: {'; '.join([*differing[:_SHOWN], *more])}"
        raise BadInput("sweep", reason, hint="name another folder with --out", folder=str(path.parent))


def _flat(value: Any, key: str = "") -> dict[str, Any]:
    """`{"design": {"kind": "grid"}}` as `{"design.kind": "grid"}`; lists as they are."""
    if not isinstance(value, dict):
        return {key: value}
    parts = (_flat(each, f"{key}.{name}" if key else name) for name, each in value.items())
    return {name: each for part in parts for name, each in part.items()}
