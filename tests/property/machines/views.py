"""Views read many times over, as plain words: quick, and all that comparing needs."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, TypeVar

from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from dao_sim.bindings import Contract
from dao_sim.units import Address

R = TypeVar("R", bound=tuple[Any, ...])


def word(contract: Contract, signature: str, *arguments: int | Address) -> int:
    """The first word that a view answers, an address being a number like any other."""
    output = contract.chain.call(contract.address, _calldata(signature, arguments))
    return int.from_bytes(output[:32], "big")


def words(contract: Contract, signature: str, *arguments: int | Address) -> tuple[int, ...]:
    """All words that a view answers. Its arguments are one word each."""
    output = contract.chain.call(contract.address, _calldata(signature, arguments))
    return tuple(int.from_bytes(output[at : at + 32], "big") for at in range(0, len(output), 32))


def record(kind: type[R], contract: Contract, signature: str, *arguments: int | Address) -> R:
    """A struct that a view answers, all of whose fields are one word each. Bytes are numbers here."""
    return _record(kind, words(contract, signature, *arguments))


def records(kind: type[R], contract: Contract, signature: str, *arguments: int | Address) -> list[R]:
    """The same of a list of structs."""
    _, count, *rest = words(contract, signature, *arguments)
    size = len(_are_addresses(kind))
    return [_record(kind, tuple(rest[at * size : (at + 1) * size])) for at in range(count)]


def _record(kind: type[R], found: tuple[int, ...]) -> R:
    fields = zip(found, _are_addresses(kind), strict=True)
    values: list[Any] = [_address(value) if is_one else value for value, is_one in fields]
    return kind(*values)


@cache
def _are_addresses(kind: type[Any]) -> tuple[bool, ...]:
    return tuple("Address" in str(hint) for hint in kind.__annotations__.values())


@lru_cache(maxsize=1_000)
def _address(number: int) -> Address:
    return Address(to_checksum_address(number.to_bytes(20, "big")))


@lru_cache(maxsize=20_000)
def _calldata(signature: str, arguments: tuple[int | Address, ...]) -> bytes:
    numbers = (int(value, 16) if isinstance(value, str) else value for value in arguments)
    return keccak(text=signature)[:4] + b"".join(number.to_bytes(32, "big") for number in numbers)
