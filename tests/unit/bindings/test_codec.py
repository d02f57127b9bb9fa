from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest
from eth_abi.abi import decode as eth_abi_decode
from eth_abi.exceptions import DecodingError
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.bindings.artifact import Artifact
from dao_sim.bindings.codec import Parameter, checksum, decode, encode, keccak
from dao_sim.errors import BadInput, DaoSimError

VITALIK = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045"


class Share(NamedTuple):
    account: str
    count_: tuple[int, ...]


STRUCTS = {"ISample.Share": Share}


@pytest.mark.parametrize(
    ("kind", "given", "plain"),
    [
        ("uint256", np.uint64(2**64 - 1), 2**64 - 1),
        ("int8", np.int8(-5), -5),
        ("uint96[]", [np.int32(1), 2], [1, 2]),
        ("uint96[]", np.array([1, 2]), [1, 2]),
        ("bool", np.True_, True),
    ],
)
def test_numbers_of_numpy_encode_like_pythons_own(kind: str, given: Any, plain: Any) -> None:
    parameters = [Parameter("it", kind)]
    assert encode("x", parameters, [given]) == encode("x", parameters, [plain])


def test_numbers_inside_structs_may_be_numpys() -> None:
    parts = (Parameter("account", "address"), Parameter("count", "uint96[]"))
    struct = [Parameter("it", "(address,uint96[])", components=parts)]
    with_numpy = encode("x", struct, [Share(VITALIK, (np.int64(3),))])
    assert with_numpy == encode("x", struct, [Share(VITALIK, (3,))])


@pytest.mark.parametrize(
    ("kind", "given"),
    [("uint8", np.int64(256)), ("uint8", np.int8(-1)), ("uint8", np.float64(5)), ("uint8", np.True_)],
)
def test_numbers_of_numpy_that_do_not_fit_are_named(kind: str, given: Any) -> None:
    with pytest.raises(BadInput) as refused:
        encode("x", [Parameter("it", kind)], [given])
    assert refused.value.operands["argument"] == "it"


def test_keccak_is_ethereums() -> None:
    assert keccak(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


def test_addresses_come_back_checksummed() -> None:
    (address,) = decode(
        [Parameter("to", "address")], encode("x", [Parameter("to", "address")], [VITALIK.lower()])
    )
    assert address == VITALIK == checksum(VITALIK.lower())


@pytest.mark.parametrize("wrong", ["", "0x12", VITALIK[2:], VITALIK.replace("dA6", "da6"), VITALIK + "00"])
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(BadInput) as refused:
        checksum(wrong)
    assert refused.value.operands["value"] == wrong


ADDRESSES = st.binary(min_size=20, max_size=20).map(lambda raw: checksum("0x" + raw.hex()))
SHARES = st.lists(
    st.builds(Share, ADDRESSES, st.lists(st.integers(0, 2**96 - 1), max_size=3).map(tuple)), max_size=3
).map(tuple)


@given(number=st.integers(0, 2**256 - 1), shares=SHARES)
def test_structs_round_trip(sample: Artifact, number: int, shares: tuple[Share, ...]) -> None:
    keep = sample.abi.functions["keep(uint256,(address,uint96[])[])"]
    decoded = keep.decode_inputs(keep.calldata("Sample", [number, shares]), STRUCTS)
    assert decoded == {"id": number, "shares": shares}
    assert all(isinstance(share, Share) for share in decoded["shares"])


def test_a_struct_without_a_class_is_a_tuple(sample: Artifact) -> None:
    keep = sample.abi.functions["keep(uint256,(address,uint96[])[])"]
    data = keep.calldata("Sample", [1, [(VITALIK, [2, 3])]])
    assert keep.decode_inputs(data)["shares"] == ((VITALIK, (2, 3)),)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("uint8", 256),
        ("uint256", -1),
        ("uint256", True),
        ("uint256", 1.0),
        ("uint256", "1"),
        ("int8", 128),
        ("bool", 1),
        ("address", "0x12"),
        ("bytes32", b"short"),
        ("bytes4", b"12345"),
        ("address", VITALIK.replace("dA6", "da6")),
        ("string", b"bytes"),
        ("uint256[2]", [1]),
        ("uint256[]", 5),
    ],
)
def test_a_value_that_does_not_fit_is_named(kind: str, value: Any) -> None:
    parameters = [Parameter("first", "uint256"), Parameter("second", kind)]
    with pytest.raises(BadInput) as refused:
        encode("Vault.pay", parameters, [1, value])
    assert refused.value.component == "Vault.pay"
    assert refused.value.operands == {"argument": "second", "type": kind, "value": value}


def test_bytes_inside_a_struct_must_be_whole() -> None:
    parts = (Parameter("hash", "bytes32"),)
    with pytest.raises(BadInput, match="hash takes exactly 32 bytes"):
        encode("x", [Parameter("work", "(bytes32)", "struct W", parts)], [(b"short",)])


@pytest.mark.parametrize(("kind", "good", "bad"), [("bytes4", b"1234", b"123"), ("address", VITALIK, "0x1")])
def test_one_wrong_element_of_a_list_is_named(kind: str, good: Any, bad: Any) -> None:
    with pytest.raises(BadInput) as refused:
        encode("x", [Parameter("list", f"{kind}[]")], [[good, bad]])
    assert refused.value.operands["value"] == bad


def test_the_number_of_arguments_is_checked() -> None:
    with pytest.raises(BadInput, match="another number of arguments"):
        encode("x", [Parameter("a", "bool")], [])


WORDS = ["address", "bool", "uint8", "uint208", "uint256", "int8", "int256", "bytes4", "bytes32"]


@st.composite
def words(draw: st.DrawFn) -> bytes:
    """Any word, mostly one whose head or tail is filled, as encoded values are."""
    word, filled = draw(st.binary(min_size=32, max_size=32)), draw(st.integers(0, 32))
    filler = draw(st.sampled_from([b"\0", b"\xff"])) * filled
    return filler + word[filled:] if draw(st.booleans()) else word[filled:] + filler


@given(kind=st.sampled_from(WORDS), word=words())
def test_one_word_values_decode_as_eth_abi_does(kind: str, word: bytes) -> None:
    try:
        (expected,) = eth_abi_decode([kind], word)
    except DecodingError:
        with pytest.raises(DaoSimError, match="does not decode"):
            decode([Parameter("", kind)], word)
    else:
        (value,) = decode([Parameter("", kind)], word)
        assert value == (checksum(expected) if kind == "address" else expected)
        assert type(value) is type(expected)


def test_data_that_is_no_encoding_is_refused() -> None:
    with pytest.raises(DaoSimError, match="does not decode"):
        decode([Parameter("a", "uint256")], b"\x01")


def test_two_values_and_an_unnamed_one_decode(sample: Artifact) -> None:
    pair = sample.abi.functions["pair()"]
    data = encode("x", pair.outputs, [b"abcd", -5])
    assert pair.decode_output(data) == (b"abcd", -5)


def test_of_a_struct_the_part_that_does_not_fit_is_named() -> None:
    parts = (Parameter("small", "uint8"), Parameter("inner", "(uint8)", "", (Parameter("deep", "uint8"),)))
    terms = [Parameter("terms", "(uint8,(uint8))", "", parts)]
    for values, named in (((256, (0,)), "terms.small"), ((0, (256,)), "terms.inner.deep")):
        with pytest.raises(BadInput, match=f"{named} does not fit uint8") as refused:
            encode("x", terms, [values])
        assert (refused.value.operands["argument"], refused.value.operands["value"]) == (named, 256)
