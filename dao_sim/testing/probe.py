"""The probe contract of the conformance suite (`contracts/mocks/ChainProbe.sol`), ready to deploy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from eth_abi.abi import decode, encode
from eth_utils.crypto import keccak

from dao_sim.chain import Chain, Log, Receipt
from dao_sim.units import Address


class Probe:
    """A deployed probe: calldata, calls and sends by function name, without any binding."""

    def __init__(self, chain: Chain, address: Address) -> None:
        self.chain = chain
        self.address = address

    @classmethod
    def deploy(cls, chain: Chain, sender: Address, value: int = 0) -> Probe:
        created = chain.deploy(sender, initcode(), value).contract_address
        assert created is not None, "a deployment's receipt says where it landed"
        return cls(chain, created)

    def data(self, function: str, *arguments: Any) -> bytes:
        return calldata(function, *arguments)

    def send(self, sender: Address, function: str, *arguments: Any, value: int = 0) -> Receipt:
        return self.chain.send(sender, self.address, calldata(function, *arguments), value)

    def call(self, function: str, *arguments: Any, sender: Address | None = None, value: int = 0) -> Any:
        returned = self.chain.call(self.address, calldata(function, *arguments), sender, value)
        values = decode(_types(_entry(function)["outputs"]), returned)
        return values[0] if len(values) == 1 else values


def initcode(refused: bool = False) -> bytes:
    """Creation code; `refused` makes the constructor revert with `ChainProbe_NotConstructed(41)`."""
    return bytes.fromhex(_artifact()["bytecode"][2:]) + encode(["bool"], [refused])


def calldata(function: str, *arguments: Any) -> bytes:
    """Selector and arguments of a probe function."""
    types = _types(_entry(function)["inputs"])
    return _hash(function, types)[:4] + encode(types, arguments)


def topic(event: str) -> bytes:
    """`topics[0]` of a probe event."""
    return _hash(event, _types(_entry(event)["inputs"]))


def error(name: str, *operands: Any) -> bytes:
    """The revert data of a probe error."""
    types = _types(_entry(name)["inputs"])
    return _hash(name, types)[:4] + encode(types, operands)


def address_topic(account: Address) -> bytes:
    """An address as an indexed operand."""
    return bytes.fromhex(account[2:]).rjust(32, b"\0")


def shape(logs: Sequence[Log]) -> list[tuple[Address, tuple[bytes, ...], bytes]]:
    """Logs without their block numbers, which differ between engines and between batch and singles."""
    return [(log.address, log.topics, log.data) for log in logs]


def _hash(name: str, types: Sequence[str]) -> bytes:
    return bytes(keccak(text=f"{name}({','.join(types)})"))


def _types(parameters: Sequence[dict[str, Any]]) -> list[str]:
    return [parameter["type"] for parameter in parameters]


def _entry(name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in _artifact()["abi"] if entry.get("name") == name)
    return found


@cache
def _artifact() -> dict[str, Any]:
    text = resources.files("dao_sim.testing").joinpath("probe.json").read_text(encoding="utf-8")
    artifact: dict[str, Any] = json.loads(text)
    return artifact
