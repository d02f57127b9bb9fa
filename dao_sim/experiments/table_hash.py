"""One number for a table: the same for the same rows, in whatever order they and their columns stand."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from dao_sim.errors import BadInput

if TYPE_CHECKING:
    import polars as pl

_LARGEST = 2**63 - 1


def table_hash(frame: pl.DataFrame) -> str:
    """SHA-256 (hexadecimal) of a frame's sorted rows, exact: floats by their bits, missing cells as such.

    Columns count by name and kind (integer, float, text, …), not by width or place; the same rows have one
    hash in any order, before and after Parquet. Raises BadInput for columns of lists, structs or objects.
    """
    import polars as pl

    names = sorted(frame.columns)
    kinds, columns = zip(*(_exact(frame[name]) for name in names), strict=True) if names else ((), ())
    exact = pl.DataFrame(columns)
    exact = exact.sort(names) if names else exact
    digest = hashlib.sha256(f"{frame.height} rows\n".encode())
    for name, kind in zip(names, kinds, strict=True):
        digest.update(f"{len(name.encode())} {name} {kind}\n".encode())
        digest.update(exact[name].is_null().to_numpy().tobytes())
        if exact[name].dtype == pl.String:
            text = exact[name].fill_null("")
            digest.update(text.str.len_bytes().to_numpy().astype("<u8").tobytes())
            digest.update(text.str.join("").item().encode())
        else:
            digest.update(exact[name].fill_null(0).to_numpy().astype("<i8").tobytes())
    return digest.hexdigest()


def _exact(column: pl.Series) -> tuple[str, pl.Series]:
    """A column's kind, and the column as 64-bit integers or text: floats have no total order."""
    import polars as pl

    kind = column.dtype
    if kind.is_float():
        # By way of NumPy: polars reinterprets integers only.
        bits = column.fill_null(0).cast(pl.Float64).to_numpy().view("<i8")
        return "float", pl.Series(column.name, bits).set(column.is_null(), None)
    if kind.is_temporal():
        return str(kind), column.to_physical().cast(pl.Int64)
    if kind == pl.Boolean:
        return "truth", column.cast(pl.Int64)
    if kind.is_integer():
        fits = all(-_LARGEST <= edge <= _LARGEST for edge in (column.min() or 0, column.max() or 0))  # type: ignore[operator]
        return "integer", column.cast(pl.Int64 if fits else pl.String)
    if kind.is_decimal():
        return f"decimal {getattr(kind, 'scale', 0)}", column.cast(pl.String)
    if kind in {pl.String, pl.Categorical, pl.Enum, pl.Null}:
        return "nothing" if kind == pl.Null else "text", column.cast(pl.String)
    hint = "store one value in a cell"
    reason = "a column of this type cannot be hashed"
    raise BadInput("table", reason, hint=hint, column=column.name, type=str(kind))
