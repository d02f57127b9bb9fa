"""Values to ABI bytes and back. The only module that knows eth-abi and keccak; both load on first use.

Going in: ints, bools, strings, bytes (exactly N of them for `bytesN`), addresses as hex strings, lists and
tuples; numpy's integers, bools and arrays as what they stand for. Coming out: Python's own,
with addresses as EIP-55 checksummed `Address`, arrays as tuples, and structs as the class that the caller
maps them to (a plain tuple otherwise).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from dao_sim.errors import BadInput, DaoSimError
from dao_sim.units import Address

Structs = Mapping[str, Callable[..., Any]]
"""`internalType` of a struct ("IWorkRegistry.Share") → what builds it from its components, in order."""


_PLAIN = {int, bool, str, bytes}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument, return value or struct component, as the ABI describes it."""

    name: str
    type: str
    """Canonical: tuples are written out, `(address,uint96)[]`."""
    internal: str = ""
    """Solidity's own name for the type: `struct IWorkRegistry.Share[]`, `enum IGovernor.ProposalState`."""
    components: tuple[Parameter, ...] = ()
    indexed: bool = False

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> Parameter:
        """Reads one element of `inputs`, `outputs` or `components`."""
        components = tuple(map(cls.from_json, entry.get("components", ())))
        written = str(entry["type"])
        if components:
            written = written.replace("tuple", f"({','.join(part.type for part in components)})", 1)
        internal = str(entry.get("internalType", ""))
        return cls(
            str(entry.get("name", "")), written, internal, components, bool(entry.get("indexed", False))
        )

    @property
    def struct(self) -> str:
        """Name of the struct (`IWorkRegistry.Share`) where it is one, or an array of them; else ""."""
        return self.internal[7:].split("[")[0] if self.internal.startswith("struct ") else ""


def encode(component: str, parameters: Sequence[Parameter], values: Sequence[Any]) -> bytes:
    """ABI bytes of `values`.

    Raises BadInput in the name of `component` that names the argument which does not fit, and its value.
    """
    if len(values) != len(parameters):
        raise BadInput(
            component,
            "takes another number of arguments",
            expected=", ".join(f"{parameter.type} {parameter.name}".strip() for parameter in parameters),
            given=len(values),
        )
    values = plain(values)
    for parameter, value in zip(parameters, values, strict=True):
        _check(component, parameter, parameter.type, value)
    try:
        return _encode([parameter.type for parameter in parameters], values)
    except Exception as error:
        raise _misfit(component, parameters, values) from error


def plain(values: Sequence[Any]) -> Sequence[Any]:
    """`values` with Python's own numbers and lists instead of numpy's, structs being left as they are."""
    if set(map(type, values)) <= _PLAIN:
        return values
    return [_plain(value) for value in values]


def _plain(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, list | tuple):
        items = [_plain(item) for item in value]
        return value if all(map(operator.is_, items, value)) else items
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, int) or not hasattr(value, "__index__"):
        return value
    return operator.index(value)


def decode(parameters: Sequence[Parameter], data: bytes, structs: Structs | None = None) -> tuple[Any, ...]:
    """The values that `data` holds, one per parameter.

    Raises DaoSimError where `data` is not an encoding of these types.
    """
    readers = [_word_reader(parameter.type) for parameter in parameters]
    try:
        if None not in readers:
            return _decode_words(readers, data)
        values = _decode([parameter.type for parameter in parameters], data)
    except Exception as error:
        types = ",".join(parameter.type for parameter in parameters)
        raise DaoSimError("codec", "the data does not decode", types=types, data=_shown(data)) from error
    return tuple(
        _polish(parameter, parameter.type, value, structs or {})
        for parameter, value in zip(parameters, values, strict=True)
    )


def keccak(data: bytes) -> bytes:
    """Keccak-256, as 32 bytes."""
    from eth_utils.crypto import keccak as hashed

    return bytes(hashed(data))


@lru_cache(maxsize=1 << 16)
def checksum(address: str) -> Address:
    """`address` with EIP-55's capitals. Raises BadInput if it is not one, or mixes capitals wrongly."""
    from eth_utils.address import is_hex_address, to_checksum_address

    correct = str(to_checksum_address(address)) if is_hex_address(address) else ""
    digits = address[2:]
    mixed = digits not in (digits.lower(), digits.upper())
    if not correct or not address.startswith("0x") or (mixed and address != correct):
        raise BadInput(
            "address",
            "is not an address",
            hint="write 0x and 40 hexadecimal digits; capitals, where mixed, must match EIP-55's checksum",
            value=address,
        )
    return Address(correct)


def is_dynamic(abi_type: str) -> bool:
    """Whether an event keeps only the hash of an indexed argument of this type."""
    return abi_type in ("string", "bytes") or abi_type[0] == "(" or abi_type[-1] == "]"


def _encode(types: Sequence[str], values: Sequence[Any]) -> bytes:
    from eth_abi.abi import encode as abi_encode

    return bytes(abi_encode(types, values))


def _decode(types: Sequence[str], data: bytes) -> tuple[Any, ...]:
    return tuple(_decoder().decode(types, data))


@cache
def _decoder() -> Any:
    """What anybody writes on a chain need not be UTF-8: other bytes become lone surrogates (PEP 383)."""
    from eth_abi import codec, decoding
    from eth_abi import registry as registries

    untyped: Any = registries  # eth-abi has no types for these
    as_text: Any = decoding.StringDecoder
    known = untyped.registry.copy()
    known.unregister_decoder("string")
    known.register_decoder(untyped.BaseEquals("string"), as_text("surrogateescape"), label="string")
    return codec.ABIDecoder(known)


def _decode_words(readers: Sequence[Callable[[bytes], Any] | None], data: bytes) -> tuple[Any, ...]:
    """Values of one word each, as nearly all views and events have: ten times as fast as eth-abi."""
    if len(data) < 32 * len(readers):
        raise ValueError("the data are too short")
    return tuple(read(data[32 * place : 32 * place + 32]) for place, read in enumerate(readers) if read)


@cache
def _word_reader(abi_type: str) -> Callable[[bytes], Any] | None:
    """Reads a value of this type from its word; None for a type that is not one word."""
    match = re.fullmatch(r"(address|bool|uint|int|bytes)(\d*)", abi_type)
    if match is None or abi_type == "bytes":
        return None
    if abi_type == "address":
        return _read_address
    if match[1] == "bytes":
        return _fixed_bytes_reader(int(match[2]))
    bits = 1 if abi_type == "bool" else int(match[2])
    signed = match[1] == "int"
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)

    def read(word: bytes) -> int:
        value = int.from_bytes(word, "big", signed=signed)
        if not low <= value <= high:
            raise ValueError(f"{value} is no {abi_type}")
        return bool(value) if abi_type == "bool" else value

    return read


@lru_cache(maxsize=1 << 16)
def _read_address(word: bytes) -> Address:
    if any(word[:12]):
        raise ValueError(f"0x{word.hex()} is no address")
    return checksum(f"0x{word[12:].hex()}")


def _fixed_bytes_reader(width: int) -> Callable[[bytes], bytes]:
    def read(word: bytes) -> bytes:
        if any(word[width:]):
            raise ValueError(f"0x{word.hex()} is no bytes{width}")
        return word[:width]

    return read


def _check(component: str, parameter: Parameter, abi_type: str, value: Any) -> None:
    """Refuses what eth-abi lets pass: `bytesN` of another length, addresses whose checksum is wrong."""
    if abi_type[-1] == "]":
        if isinstance(value, Sequence) and ("bytes" in abi_type or "address" in abi_type):
            element = abi_type[: abi_type.rindex("[")]
            for item in value:
                _check(component, parameter, element, item)
    elif abi_type[0] == "(":
        if isinstance(value, Sequence) and len(value) == len(parameter.components):
            for part, item in zip(parameter.components, value, strict=True):
                _check(component, part, part.type, item)
    elif abi_type == "address":
        if isinstance(value, str) and not _is_address(value):
            raise _refused(component, parameter, value, "is not an address, or mixes capitals wrongly")
    elif abi_type[:5] == "bytes" and abi_type != "bytes":
        width = int(abi_type[5:])
        if not isinstance(value, bytes) or len(value) != width:
            raise _refused(component, parameter, value, f"takes exactly {width} bytes")


def _is_address(value: str) -> bool:
    try:
        return bool(checksum(value))
    except BadInput:
        return False


def _misfit(
    component: str, parameters: Sequence[Parameter], values: Sequence[Any], within: str = ""
) -> BadInput:
    """Which argument, or which part of a struct `within` it was.

    It is found by encoding each alone, which is fast enough once something is wrong.
    """
    for parameter, value in zip(parameters, values, strict=True):
        if _fits(parameter.type, value):
            continue
        parts, named = parameter.components, replace(parameter, name=f"{within}{parameter.name}")
        if parts and parameter.type[-1] == ")" and isinstance(value, tuple) and len(value) == len(parts):
            return _misfit(component, parts, value, f"{named.name}.")
        return _refused(component, named, value, f"does not fit {parameter.type}")
    return BadInput(component, "the arguments do not fit together", values=values)


def _fits(abi_type: str, value: Any) -> bool:
    try:
        _encode([abi_type], [value])
    except Exception:
        return False
    return True


def _refused(component: str, parameter: Parameter, value: Any, reason: str) -> BadInput:
    argument = parameter.name or parameter.type
    return BadInput(component, f"{argument} {reason}", argument=argument, type=parameter.type, value=value)


def _polish(parameter: Parameter, abi_type: str, value: Any, structs: Structs) -> Any:
    if abi_type[-1] == "]":
        element = abi_type[: abi_type.rindex("[")]
        return tuple(_polish(parameter, element, item, structs) for item in value)
    if abi_type[0] == "(":
        build = structs.get(parameter.struct)
        parts = tuple(
            _polish(part, part.type, item, structs)
            for part, item in zip(parameter.components, value, strict=True)
        )
        return build(*parts) if build else parts
    return checksum(value) if abi_type == "address" else value


def _shown(data: bytes) -> str:
    return f"0x{data[:36].hex()}…({len(data)} bytes)" if len(data) > 36 else f"0x{data.hex()}"
