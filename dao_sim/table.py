"""Tables that people made, from CSV files: read to the last letter, or refused with the place that is wrong.

The first line that is not blank names the columns. Those that are asked for may stand in any order; further
columns are left alone, whatever is in them. A file is UTF-8, with or without a byte order mark.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dao_sim.errors import BadInput

MAX_DIGITS = 100
"""Letters of a number's text. Nothing that people count has more; a million of them would take minutes."""
_LONGEST_CELL = 2**31 - 1
"""What csv can be told on every system; its own 131,072 letters are fewer than a forum post may have."""
_SHOWN = 80

Rows = Iterator[tuple[int, dict[str, str]]]
"""(line on which it begins, the first being 1; cell by column, without blanks around it) of each record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as it was when it was read, and what it is said to hold."""

    path: Path
    holds: str
    """Such as `votes`: the component that errors name."""
    raw: bytes

    @property
    def sha256(self) -> str:
        """Of the very bytes that were read: a pipe cannot be read twice, and a file may change."""
        return hashlib.sha256(self.raw).hexdigest()

    def bad(self, reason: str, *, hint: str | None = None, **operands: Any) -> BadInput:
        """The error to raise, naming the file, and a long value by its first letters."""
        return _bad(self.path, self.holds, reason, hint=hint, **operands)


def read_source(path: str | Path, holds: str) -> Source:
    """The whole file. Raises BadInput if it cannot be read."""
    path = Path(path)
    try:
        return Source(path=path, holds=holds, raw=path.read_bytes())
    except FileNotFoundError:
        raise _bad(path, holds, "there is no such file") from None
    except IsADirectoryError:
        raise _bad(path, holds, "this is a folder", hint="name a CSV file") from None
    except OSError as error:
        raise _bad(path, holds, f"the file cannot be read: {error.strerror or error}") from error


def read_header(source: Source) -> list[str]:
    """The names of the columns, without blanks around them. Raises BadInput for an empty file."""
    with _long_cells():
        _line, header = next(_records(source), (0, []))
    if not header:
        raise source.bad("the file is empty", hint="the first line names the columns")
    return [name.strip() for name in header]


@contextmanager
def open_rows(source: Source, columns: Sequence[str]) -> Iterator[Rows]:
    """The records of a CSV file, one after the other, with these columns' cells; at least one, or an error.

    While it is open, cells of any length are read. Raises BadInput naming file, line, column and value.
    """
    with _long_cells():
        yield _rows(source, columns)


@contextmanager
def _long_cells() -> Iterator[None]:
    before = csv.field_size_limit(_LONGEST_CELL)  # the limit is the whole process's
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _rows(source: Source, columns: Sequence[str]) -> Rows:
    records = _records(source)
    hint = f"the first line names the columns: {','.join(columns)}"
    header_line, header = next(records, (0, []))
    if not header:
        raise source.bad("the file is empty", hint=hint)
    places = _places(source, header_line, [name.strip() for name in header], columns, hint)
    line = 0
    for line, cells in records:
        if len(cells) != len(header):
            reason = f"a line must have {len(header)} values, as the header has"
            raise source.bad(reason, line=line, value=len(cells))
        yield line, {name: cells[place].strip() for name, place in places.items()}
    if not line:
        raise source.bad(f"there is a header and no {source.holds}", line=header_line)


def _records(source: Source) -> Iterator[tuple[int, list[str]]]:
    """(line on which it begins, cells) of every record that is not blank.

    A line ends with CR, LF or both, and nowhere else: `str.splitlines` knows more ends than CSV does.
    """
    reader = csv.reader(io.StringIO(_text(source), newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise source.bad(f"this is not CSV: {error}", line=line) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _text(source: Source) -> str:
    raw = source.raw
    try:
        if (nul := raw.find(b"\0")) >= 0:
            raise UnicodeDecodeError("utf-8", raw, nul, nul + 1, "a NUL byte")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, value = raw.count(b"\n", 0, error.start) + 1, f"byte 0x{raw[error.start]:02x}"
        hint = f"export the {source.holds} as CSV, as UTF-8"
        raise source.bad(
            "this is a binary file, or not UTF-8 text", line=line, value=value, hint=hint
        ) from None


def _places(
    source: Source, line: int, header: Sequence[str], columns: Sequence[str], hint: str
) -> dict[str, int]:
    for name in columns:
        if (times := header.count(name)) != 1:
            reason = "a column is missing" if times == 0 else f"a column is named {times} times"
            found = ",".join(header)[:_SHOWN]
            raise source.bad(reason, line=line, column=name, value=found, hint=hint)
    return {name: header.index(name) for name in columns}


def _bad(path: Path, holds: str, reason: str, *, hint: str | None = None, **operands: Any) -> BadInput:
    if isinstance(value := operands.get("value"), str) and len(value) > _SHOWN:
        operands["value"] = f"{value[:_SHOWN]}…"
    return BadInput(holds, reason, hint=hint, file=str(path), **operands)
