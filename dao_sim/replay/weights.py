"""Who holds how much, from a CSV or Parquet file: read exactly, or refused with the place that is wrong.

Columns `name, weight`, in any order; further columns are left alone.

- `name`: any text, once.
- `weight`: decimal, none negative, never rounded. In Parquet it may also be a number; a binary fraction
  counts as the shortest decimal that stands for it in 64 bits, as it is printed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from dao_sim.errors import BadInput
from dao_sim.table import MAX_DIGITS, Source, open_rows, read_source
from dao_sim.units import parse_amount

COLUMNS = ("name", "weight")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """A file of weights, in the file's order; somebody holds something."""

    path: Path
    names: tuple[str, ...]
    weights: tuple[int, ...]
    """In units of 10^-decimals."""
    decimals: int
    """The most places that a weight in the file has."""

    def quota(self, text: str) -> int:
        """A quota written as the file's weights are, in their units; more places than theirs are rounded up.

        Nobody's weight has them, so that the same coalitions reach it. Raises BadInput unless it is above
        zero and at most the sum of all weights.
        """
        unit: int = 10 ** (MAX_DIGITS - self.decimals)
        try:
            quota = -(-_parse(text) // unit)
        except ValueError as error:
            raise BadInput("quota", str(error), value=text[:MAX_DIGITS]) from None
        if not 0 < quota <= sum(self.weights):
            raise BadInput("quota", "must be above zero and at most the sum of all weights", value=text)
        return quota


def load_weights(path: str | Path) -> Holdings:
    """Reads Parquet if the file's name ends in .parquet, CSV otherwise.

    Raises BadInput naming the file and, as far as they are known, line (of CSV) or row (of Parquet), column
    and value.
    """
    source = read_source(path, "weights")
    if source.path.suffix.lower() == ".parquet":
        return _holdings(source, "row", _parquet(source))
    with open_rows(source, COLUMNS) as rows:
        return _holdings(source, "line", rows)


def _holdings(source: Source, counted: str, rows: Iterable[tuple[int, dict[str, str]]]) -> Holdings:
    """`counted` says what the numbers before the rows are."""
    held: dict[str, int] = {}
    first: dict[str, int] = {}
    for number, cells in rows:
        name, text = cells["name"], cells["weight"]
        place: dict[str, Any] = {counted: number}
        if not name:
            raise source.bad("name must not be empty", **place, column="name", value=name)
        if first.setdefault(name, number) != number:
            reason = f"this name stands on {counted} {first[name]} already"
            raise source.bad(reason, **place, column="name", value=name)
        try:
            held[name] = _parse(text)
        except ValueError as error:
            reason = f"weight {error}"
            raise source.bad(reason, **place, column="weight", value=text) from None
    if not any(held.values()):
        raise source.bad("all weights are zero: nobody holds anything")
    decimals = max(_places(weight) for weight in held.values())
    unit = 10 ** (MAX_DIGITS - decimals)
    weights = tuple(weight // unit for weight in held.values())
    return Holdings(path=source.path, names=tuple(held), weights=weights, decimals=decimals)


def _parse(text: str) -> int:
    """In units of 10^-MAX_DIGITS. Raises ValueError for anything but a decimal of at most so many digits."""
    if len(text) > MAX_DIGITS:
        raise ValueError(f"must have at most {MAX_DIGITS} digits, has {len(text)}")
    return parse_amount(text, MAX_DIGITS)


def _places(weight: int) -> int:
    return len(str(weight % 10**MAX_DIGITS + 10**MAX_DIGITS).rstrip("0")) - 1


def _parquet(source: Source) -> Iterator[tuple[int, dict[str, str]]]:
    import polars as pl

    try:
        table = pl.read_parquet(io.BytesIO(source.raw))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise source.bad(f"this is not Parquet: {str(error).splitlines()[0]}") from None
    for name in COLUMNS:
        if name not in table.columns:
            raise source.bad("a column is missing", column=name, value=",".join(table.columns))
    if table.is_empty():
        raise source.bad("there are columns and no weights")
    for number, (name, weight) in enumerate(table.select(COLUMNS).iter_rows(), start=1):
        yield number, {"name": _as_text(name), "weight": _as_text(weight)}


def _as_text(cell: Any) -> str:
    """As it would stand in CSV: without an exponent, and nothing where there is nothing."""
    if cell is None:
        return ""
    if isinstance(cell, (float, Decimal)):
        return format(Decimal(str(cell)), "f")
    return str(cell).strip()
