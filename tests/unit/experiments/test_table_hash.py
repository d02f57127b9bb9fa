"""A table's hash is of its rows, all of them, to the bit."""

from __future__ import annotations

import struct
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.experiments.table_hash import table_hash

CELL = st.tuples(
    st.none() | st.floats(width=64),
    st.none() | st.integers(-(2**63), 2**64 - 1).map(lambda number: number % 2**40),
    st.none() | st.text(max_size=4),
)


def frame(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(
        rows, schema={"share": pl.Float64, "member": pl.Int64, "name": pl.String}, orient="row"
    )


def bits(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(struct.pack("<d", cell) if isinstance(cell, float) else cell for cell in row)


@given(st.lists(CELL, max_size=6), st.lists(CELL, max_size=6), st.randoms())
def test_two_tables_have_one_hash_exactly_if_they_have_the_same_rows(
    one: list[tuple[object, ...]], other: list[tuple[object, ...]], random: object
) -> None:
    shuffled = list(one)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert table_hash(frame(one)) == table_hash(frame(shuffled))
    same = sorted(map(repr, map(bits, one))) == sorted(map(repr, map(bits, other)))
    assert (table_hash(frame(one)) == table_hash(frame(other))) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([0.0], [-0.0]),
        ([0.1 + 0.2], [0.3]),
        ([None], [0.0]),
        ([1], [1.0]),
        ([1], [True]),
        ([None], [""]),
        ([1, 1, 2], [1, 2, 2]),
        ([2**64 - 1], [-1]),
        (["ab", "c"], ["a", "bc"]),
        ([Decimal("1")], [Decimal("1.0")]),
        ([struct.unpack("<d", b"\1\0\0\0\0\0\xf8\x7f")[0]], [float("nan")]),
        ([date(2026, 1, 1)], [20454]),
    ],
)
def test_what_differs_in_anything_has_another_hash(one: list[object], other: list[object]) -> None:
    hashes = {table_hash(pl.DataFrame([pl.Series("cell", cells)])) for cells in (one, other)}
    assert len(hashes) == 2


def test_names_count_and_places_and_widths_do_not(tmp_path: Path) -> None:
    wide = pl.DataFrame({"member": [1, 2], "wei": [Decimal(10**30), None]}).with_columns(
        pl.col("wei").cast(pl.Decimal(38, 0))
    )
    narrow = wide.select("wei", pl.col("member").cast(pl.UInt8))
    wide.write_parquet(tmp_path / "table.parquet")
    assert table_hash(wide) == table_hash(narrow) == table_hash(pl.read_parquet(tmp_path / "table.parquet"))
    assert table_hash(wide) != table_hash(wide.rename({"member": "voter"}))
    assert table_hash(wide.clear()) != table_hash(wide.clear().drop("wei"))


def test_a_cell_with_several_values_is_refused() -> None:
    with pytest.raises(BadInput, match=r"column='votes'"):
        table_hash(pl.DataFrame({"votes": [[1, 2]]}))
