"""What a report says, before it is laid out: figures, tables and pictures with their captions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dao_sim.report.canvas import number
from dao_sim.report.stored import Stored

if TYPE_CHECKING:
    import polars as pl

FIRST_ROWS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart: the name of its file, without an ending, and what it shows."""

    name: str
    caption: str
    png: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table as it is shown. `right` says which columns are figures."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[bool]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A report. `notes` are sentences, each with whether it is good news, bad (False) or neither (None)."""

    kind: str
    title: str
    question: str = ""
    facts: Sequence[tuple[str, str]] = ()
    notes: Sequence[tuple[str, bool | None]] = ()
    findings: Sequence[Listing] = ()
    pictures: Sequence[Picture] = ()
    tables: Sequence[Listing] = ()
    reproduction: Sequence[tuple[str, str]] = field(default_factory=tuple)
    configuration: Mapping[str, Any] | None = None


def listing(frame: pl.DataFrame, title: str, *, note: str = "") -> Listing:
    """A frame as it is shown: every digit of a whole number, four significant ones of a float."""
    columns = frame.get_columns()
    return Listing(
        title=title,
        columns=[column.name for column in columns],
        rows=[[cell(value) for value in row] for row in frame.iter_rows()],
        right=[column.dtype.is_numeric() for column in columns],
        note=note,
    )


def cell(value: object) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return number(value)
    return str(value)


def previews(stored: Stored) -> Iterator[Listing]:
    """The first rows of every table, with its size and where it is."""
    hashes = stored.facts.get("tables")
    for name, path in stored.tables.items():
        first, rows = stored.head(name, FIRST_ROWS)
        where = path.relative_to(stored.folder).as_posix()
        known = hashes.get(name) if isinstance(hashes, dict) else None
        sha = f"; SHA-256 of its sorted rows {known}" if known else ""
        yield listing(first, name, note=f"{where}: {shown(len(first), rows)}{sha}")


def shown(first: int, rows: int) -> str:
    """How many rows there are, and how many of them are shown."""
    return f"the first {first} of {rows:,} rows" if rows > first else f"{rows:,} row{'s'[: rows != 1]}"


def reproduction(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is known of how these figures came to be, in the order in which one needs it."""
    for key, label in (("command", "command"), ("seed", "seed"), ("code_version", "dao-sim")):
        if facts.get(key) is not None:
            value = facts[key]
            yield label, " ".join(map(str, value)) if isinstance(value, list) else str(value)
    for key, label in (("library_versions", "libraries"), ("contract_hashes", "contracts")):
        if isinstance(facts.get(key), dict) and facts[key]:
            yield label, "\n".join(f"{name} {version}" for name, version in facts[key].items())


def duration(seconds: float) -> str:
    """Seconds as people say them."""
    if seconds < 120:
        return f"{seconds:.3g} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 120 else f"{minutes} min {rest} s"


def size(amount: float) -> str:
    """Bytes as people say them."""
    return f"{amount / 1e9:.2f} GB" if amount >= 1e9 else f"{amount / 1e6:.0f} MB"
