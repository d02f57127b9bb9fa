from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from eth_abi.abi import encode
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.bindings import calldata_columns
from dao_sim.bindings.artifact import Artifact
from dao_sim.bindings.codec import checksum, keccak
from dao_sim.errors import BadInput

ADDRESSES = st.binary(min_size=20, max_size=20).map(lambda raw: checksum("0x" + raw.hex()))


def _integers(bits: int, signed: bool) -> st.SearchStrategy[int]:
    return st.integers(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else st.integers(0, 2**bits - 1)


VALUES: dict[str, st.SearchStrategy[Any]] = {
    **{f"uint{bits}": _integers(bits, False) for bits in (8, 48, 64, 128, 208, 256)},
    **{f"int{bits}": _integers(bits, True) for bits in (8, 64, 72, 256)},
    "address": ADDRESSES,
    "bool": st.booleans(),
    "bytes4": st.binary(min_size=4, max_size=4),
    "bytes32": st.binary(min_size=32, max_size=32),
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[Any], list[list[Any]]]:
    """(types, columns of which some are one value for all rows, rows)."""
    count = draw(st.integers(1, 6))
    types = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=5))
    columns: list[Any] = []
    full: list[list[Any]] = []
    for kind in types:
        if draw(st.booleans()):
            columns.append(draw(VALUES[kind]))
            full.append([columns[-1]] * count)
        else:
            columns.append(draw(st.lists(VALUES[kind], min_size=count, max_size=count)))
            full.append(columns[-1])
    rows = [[column[row] for column in full] for row in range(count)]
    return types, columns, rows


@given(tables())
def test_every_row_equals_its_own_abi_encoding(table: tuple[list[str], list[Any], list[list[Any]]]) -> None:
    types, columns, rows = table
    signature = f"act({','.join(types)})"
    selector = keccak(signature.encode())[:4]
    assert calldata_columns(signature, columns, rows=len(rows)) == [
        selector + encode(types, row) for row in rows
    ]


@given(
    st.sampled_from(["u1", "u2", "u4", "u8", ">u8", "i1", "i2", "i4", "i8", ">i4"]).flatmap(
        lambda kind: st.lists(
            st.integers(int(np.iinfo(kind).min), int(np.iinfo(kind).max)), min_size=1, max_size=5
        ).map(lambda values: np.array(values, dtype=kind))
    )
)
def test_integer_arrays_of_any_width_encode_like_ints(values: Any) -> None:
    kind = f"int{64 if values.dtype.kind == 'i' else 72}"
    assert calldata_columns(f"act({kind})", [values]) == calldata_columns(f"act({kind})", [values.tolist()])


@given(st.lists(st.binary(min_size=20, max_size=20), min_size=1, max_size=5))
def test_addresses_may_be_hex_bytes_or_an_array(raw: list[bytes]) -> None:
    from_hex = calldata_columns("act(address)", [["0x" + item.hex() for item in raw]])
    assert from_hex == calldata_columns("act(address)", [raw])
    array = np.frombuffer(b"".join(raw), dtype=np.uint8).reshape(-1, 20)
    assert from_hex == calldata_columns("act(address)", [array])


def test_hashes_and_flags_may_be_arrays() -> None:
    hashes = np.arange(64, dtype=np.uint8).reshape(2, 32)
    flags = np.array([True, False])
    expected = calldata_columns("act(bytes32,bool)", [[bytes(row) for row in hashes], [True, False]])
    assert calldata_columns("act(bytes32,bool)", [hashes, flags]) == expected


def test_big_and_numpy_numbers_mix() -> None:
    mixed = [2**200, np.uint8(7), 0]
    assert calldata_columns("act(uint256)", [mixed]) == calldata_columns("act(uint256)", [[2**200, 7, 0]])
    wide = np.array([2**200, 7, 0], dtype=object)
    assert calldata_columns("act(uint256)", [wide]) == calldata_columns("act(uint256)", [[2**200, 7, 0]])
    assert calldata_columns("act(uint256)", [np.int64(7)], rows=1) == calldata_columns("act(uint256)", [[7]])


def test_no_rows_make_no_calldata() -> None:
    assert calldata_columns("act(uint256,address)", [[], "0x" + "11" * 20]) == []


GOOD = "0x" + "11" * 20


@pytest.mark.parametrize(
    ("kind", "column", "row"),
    [
        ("uint8", [1, 256], 1),
        ("uint8", np.array([1, 2, 256]), 2),
        ("uint256", [1, -1], 1),
        ("uint256", np.array([1, -1]), 1),
        ("uint256", [1, 2**256], 1),
        ("int8", [0, -129], 1),
        ("int8", np.array([128]), 0),
        ("uint256", [0, 1.5], 1),
        ("uint256", [0, True], 1),
        ("uint256", ["7"], 0),
        ("uint256", np.array([1.0]), 0),
        ("bool", [True, 1], 1),
        ("bool", np.array([1]), 0),
        ("address", [GOOD, "0x12"], 1),
        ("address", [GOOD, GOOD[2:] + "22"], 1),
        ("address", [GOOD, "0x" + "1 " * 20], 1),
        ("address", [GOOD, "0x" + "zz" * 20], 1),
        ("address", [GOOD, None], 1),
        ("address", [b"short"], 0),
        ("bytes32", [b"1" * 32, b"1" * 31], 1),
        ("bytes32", ["0x" + "11" * 32], 0),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_its_row(kind: str, column: Any, row: int) -> None:
    with pytest.raises(BadInput) as refused:
        calldata_columns(f"act({kind})", [column])
    assert refused.value.operands["row"] == row
    assert refused.value.operands["argument"] == "arg0"
    assert refused.value.operands["value"] == column[row] or refused.value.operands["value"] is column[row]


@pytest.mark.parametrize("kind", ["string", "bytes", "uint256[]", "address[2]"])
def test_types_of_no_fixed_size_are_refused(kind: str) -> None:
    with pytest.raises(BadInput, match="has no fixed size"):
        calldata_columns(f"act({kind})", [["x"]])


def test_structs_are_refused(sample: Artifact) -> None:
    keep = sample.abi.functions["keep(uint256,(address,uint96[])[])"]
    with pytest.raises(BadInput, match="shares cannot be a column"):
        calldata_columns(keep, [1, [()]])


@pytest.mark.parametrize("kind", ["uint256", "int8", "bool"])
@pytest.mark.parametrize("shape", [(2, 1), (2, 32), (2, 2, 2)])
def test_a_column_with_more_than_one_dimension_is_named(kind: str, shape: tuple[int, ...]) -> None:
    column = np.zeros(shape, dtype=bool if kind == "bool" else np.int64)
    with pytest.raises(BadInput, match="arg1") as refused:
        calldata_columns(f"act(uint8,{kind})", [1, column])
    assert refused.value.operands == {"argument": "arg1", "shape": shape}


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(BadInput, match="differ in length"):
        calldata_columns("act(uint256,bool)", [[1, 2], [True]])
    with pytest.raises(BadInput, match="differ in length"):
        calldata_columns("act(uint256)", [[1, 2]], rows=3)


def test_the_number_of_rows_must_be_known() -> None:
    with pytest.raises(BadInput, match="number of rows"):
        calldata_columns("act(uint256)", [1])


def test_one_address_for_all_rows_must_have_a_right_checksum() -> None:
    good = checksum("0x" + "ab" * 20)
    assert len(calldata_columns("act(address)", [good], rows=2)) == 2
    with pytest.raises(BadInput, match="is not an address"):
        calldata_columns("act(address)", [good[:-2] + good[-2:].swapcase()], rows=2)


@pytest.mark.parametrize("shape", [(2, 19), (2, 21), (40,)])
def test_an_address_array_of_another_shape_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(BadInput, match=r"shape \(rows, 20\)"):
        calldata_columns("act(address)", [np.zeros(shape, dtype=np.uint8)])


@pytest.mark.parametrize("signature", ["act", "act(uint256", "act((uint256,bool))", ""])
def test_what_is_no_signature_is_refused(signature: str) -> None:
    with pytest.raises(BadInput, match="not a function"):
        calldata_columns(signature, [])
