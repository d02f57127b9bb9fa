"""Real contracts on the embedded engine, and one ABI with what the co-op's contracts do without."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from dao_sim.bindings import Artifact, CoopAccess, CoopToken
from dao_sim.chain import Chain, connect
from dao_sim.units import Address

DAY = 86_400


@pytest.fixture
def chain() -> Iterator[Chain]:
    chain = connect("embedded")
    yield chain
    chain.close()


@pytest.fixture
def alice(chain: Chain) -> Address:
    return chain.accounts()[0]


@pytest.fixture
def bob(chain: Chain) -> Address:
    return chain.accounts()[1]


@pytest.fixture
def access(chain: Chain, alice: Address) -> CoopAccess:
    return CoopAccess.deploy(chain, alice, alice)


@pytest.fixture
def token(chain: Chain, alice: Address, bob: Address, access: CoopAccess) -> CoopToken:
    return CoopToken.deploy(
        chain, alice, "Reel", "REEL", access.address, DAY, 10**24, [alice, bob], [1000, 5], []
    )


def _parameter(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "internalType": kind, **more}


_SHARE = [_parameter("account", "address"), _parameter("count", "uint96[]")]
_SHARES = {
    "name": "shares",
    "type": "tuple[]",
    "internalType": "struct ISample.Share[]",
    "components": _SHARE,
}


def _function(name: str, inputs: list[dict[str, Any]], outputs: list[dict[str, Any]], state: str) -> Any:
    return {"type": "function", "name": name, "inputs": inputs, "outputs": outputs, "stateMutability": state}


SAMPLE_ABI: list[dict[str, Any]] = [
    {"type": "constructor", "inputs": [_parameter("owner_", "address")], "stateMutability": "payable"},
    _function("keep", [_parameter("id", "uint256"), _SHARES], [], "nonpayable"),
    _function("shares", [_parameter("", "uint256")], [{**_SHARES, "name": ""}], "view"),
    _function("pair", [], [_parameter("", "bytes4"), _parameter("index", "int64")], "view"),
    _function("fund", [_parameter("value", "uint256"), _parameter("from", "address")], [], "payable"),
    _function("nonces", [_parameter("owner", "address"), _parameter("key", "uint192")], [], "view"),
    _function("nonces", [_parameter("owner", "address")], [_parameter("", "uint256")], "view"),
    {
        "type": "event",
        "name": "Kept",
        "anonymous": False,
        "inputs": [
            _parameter("id", "uint256", indexed=True),
            _parameter("title", "string", indexed=True),
            {**_SHARES, "indexed": False},
            _parameter("address", "address", indexed=False),
        ],
    },
    {
        "type": "error",
        "name": "Sample_Reserved",
        "inputs": [_parameter("reason", "string"), _parameter("raw", "bytes"), _parameter("", "uint8")],
    },
]


@pytest.fixture(scope="session")
def sample() -> Artifact:
    """A contract that exists only as an ABI."""
    signature = "Sample_Reserved(string,bytes,uint8)"
    return Artifact.from_json(
        json.dumps(
            {
                "contract": "Sample",
                "source": "contracts/Sample.sol",
                "abi": SAMPLE_ABI,
                "bytecode": "0x6001",
                "deployed_bytecode": "0x",
                "immutable_references": [],
                "storage_layout": {},
                "userdoc": {
                    "errors": {signature: [{"notice": "Ask the owner first."}]},
                    "methods": {"keep(uint256,(address,uint96[])[])": {"notice": 'Keeps \\ a "work". More.'}},
                },
                "devdoc": {},
                "source_hash": "00",
                "compiler": {},
            }
        )
    )
