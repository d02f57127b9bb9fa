"""Splits of a token's votes, written with a few words."""

from __future__ import annotations

from eth_abi.abi import encode
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from dao_sim.bindings.generated.structs import Part
from dao_sim.units import Address

BPS = 10_000
MARK = b"SPLITS"


def parts(shares: dict[Address, int]) -> list[Part]:
    """Delegates in ascending order of addresses, as a split wants them, with their basis points."""
    ordered = sorted(shares.items(), key=lambda pair: int(pair[0], 16))
    return [Part(delegatee, bps) for delegatee, bps in ordered]


def address_of(split: list[Part]) -> Address:
    """The address of a split: a mark of six bytes, and the last 14 bytes of the hash of what it says."""
    said = encode(["(address,uint16)[]"], [[(part.delegatee, part.bps) for part in split]])
    return Address(to_checksum_address(MARK + keccak(said)[-14:]))


def shared_out(split: list[Part], units: int) -> dict[Address, int]:
    """What each delegate gets of so many units: its share rounded down, and the first what is left."""
    given = {part.delegatee: units * part.bps // BPS for part in split}
    given[split[0].delegatee] += units - sum(given.values())
    return given
