"""Views read many times over, as plain words: quick, and all that comparing needs."""

from __future__ import annotations

from functools import cache

from eth_utils.crypto import keccak

from dao_sim.bindings import Contract
from dao_sim.units import Address


def word(contract: Contract, signature: str, *arguments: int | Address) -> int:
    """The first word that a view answers, an address being a number like any other."""
    return words(contract, signature, *arguments)[0]


def words(contract: Contract, signature: str, *arguments: int | Address) -> tuple[int, ...]:
    """All words that a view answers. Its arguments are one word each."""
    numbers = (int(value, 16) if isinstance(value, str) else value for value in arguments)
    data = _selector(signature) + b"".join(number.to_bytes(32, "big") for number in numbers)
    output = contract.chain.call(contract.address, data)
    return tuple(int.from_bytes(output[at : at + 32], "big") for at in range(0, len(output), 32))


@cache
def _selector(signature: str) -> bytes:
    return keccak(text=signature)[:4]
