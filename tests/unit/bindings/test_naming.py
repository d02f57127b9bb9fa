from __future__ import annotations

import pytest

from dao_sim.bindings.abi import Function
from dao_sim.bindings.codec import Parameter
from dao_sim.bindings.naming import argument_names, method_names, pascal_case, python_name, snake_case


@pytest.mark.parametrize(
    ("solidity", "python"),
    [
        ("castVoteBySig", "cast_vote_by_sig"),
        ("tokenURI", "token_uri"),
        ("depositETH", "deposit_eth"),
        ("BALLOT_TYPEHASH", "ballot_typehash"),
        ("eip712Domain", "eip712_domain"),
        ("onERC721Received", "on_erc721_received"),
        ("_by", "by"),
        ("epochLength_", "epoch_length"),
        ("name", "name"),
    ],
)
def test_snake_case(solidity: str, python: str) -> None:
    assert snake_case(solidity) == python


def test_pascal_case_names_a_result() -> None:
    assert pascal_case("getPastVotes") == "GetPastVotes"


def test_names_that_python_needs_get_an_underscore() -> None:
    assert python_name("from") == "from_"
    assert python_name("hash") == "hash_"
    assert python_name("events", {"events"}) == "events_"


def test_arguments_are_distinct_and_nameless_ones_numbered() -> None:
    parameters = [Parameter(name, "uint256") for name in ("id", "", "workId", "work_id")]
    assert argument_names(parameters) == ("id_", "arg1", "work_id", "work_id_")


def _function(name: str, **inputs: str) -> Function:
    return Function(name, tuple(Parameter(key, kind) for key, kind in inputs.items()))


def test_overloads_are_told_apart_by_their_first_extra_argument() -> None:
    transfer = {"from": "address", "to": "address", "tokenId": "uint256"}
    functions = [
        _function("safeTransferFrom", **transfer, data="bytes"),
        _function("safeTransferFrom", **transfer),
        _function("nonces", owner="address", key="uint192"),
        _function("nonces", owner="address"),
    ]
    expected = {
        "safeTransferFrom(address,address,uint256)": "safe_transfer_from",
        "safeTransferFrom(address,address,uint256,bytes)": "safe_transfer_from_with_data",
        "nonces(address)": "nonces",
        "nonces(address,uint192)": "nonces_with_key",
    }
    assert method_names(functions) == expected
    assert method_names(reversed(functions)) == expected


def test_overloads_with_the_same_argument_names_are_told_apart_by_type() -> None:
    functions = [
        _function("log", item="uint256"),
        _function("log", item="address"),
        _function("log", item="bytes[]"),
    ]
    assert sorted(method_names(functions).values()) == ["log", "log_with_bytes_list", "log_with_uint256"]


def test_an_overload_never_takes_another_functions_name() -> None:
    functions = [
        _function("castVote", id="uint256"),
        _function("castVote", id="uint256", reason="string"),
        _function("castVoteWithReason", id="uint256"),
    ]
    names = method_names(functions)
    assert len(set(names.values())) == 3
    assert names["castVoteWithReason(uint256)"] == "cast_vote_with_reason"
