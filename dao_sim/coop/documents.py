"""Papers that people keep and hand on as JSON files: ballots, receipts. What is read from one is checked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar

from eth_utils.address import is_checksum_address
from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, PlainValidator, ValidationError
from pydantic_core import from_json

from dao_sim.errors import BadInput
from dao_sim.files import write_atomically
from dao_sim.units import MAX_UINT256, Address, Support

_SHOWN = 120
_LARGEST_SUPPORT = 255
_DIGITS = re.compile(r"[0-9]{1,78}")
_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a key of such a file",
    "model_type": "must be a JSON object",
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "literal_error": "must be 1",
}


def _integer(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        number = value
    elif isinstance(value, str) and _DIGITS.fullmatch(value):
        number = int(value)
    else:
        raise ValueError("must be a whole number in quotes")
    if not 0 <= number <= MAX_UINT256:
        raise ValueError("must fit 256 bits")
    return number


def _hexadecimal(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    try:
        if isinstance(value, str) and value.startswith("0x"):
            return bytes.fromhex(value[2:])
    except ValueError:
        pass
    raise ValueError("must be 0x and hexadecimal digits")


def _address(value: Any) -> Address:
    if not is_checksum_address(value):
        raise ValueError("must be an address with its checksum's capitals (EIP-55)")
    return Address(value)


def _support(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value in ("for", "against", "abstain"):
        return Support[value.upper()]
    if isinstance(value, str) and _DIGITS.fullmatch(value) and int(value) <= _LARGEST_SUPPORT:
        return int(value)
    raise ValueError('must be for, against, abstain, or "0" to "255"')


def _written_support(support: int) -> str:
    return support.name.lower() if isinstance(support, Support) else str(support)


Whole = Annotated[int, BeforeValidator(_integer), PlainSerializer(str)]
"""A uint256, kept as text: a JSON number loses digits beyond 2^53 in most readers."""

Hexadecimal = Annotated[
    bytes, BeforeValidator(_hexadecimal), PlainSerializer(lambda value: f"0x{value.hex()}")
]
Account = Annotated[Address, BeforeValidator(_address)]
Vote = Annotated[int, PlainValidator(_support), PlainSerializer(_written_support)]
"""What the contract calls support: a `Support` where it is a side of a measure, else a plain number."""

D = TypeVar("D", bound="Document")


class Document(BaseModel):
    """A paper. `KIND` is what a person calls it; its field `kind` says so in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    KIND: ClassVar[str] = "document"

    @classmethod
    def load(cls: type[D], path: Path) -> D:
        """Reads the file. Raises BadInput naming the file, and the key and value that are wrong in it."""
        file = str(path)
        try:
            raw = from_json(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise BadInput(cls.KIND, f"cannot be read: {error.strerror or error}", file=file) from error
        except ValueError as error:
            raise BadInput(cls.KIND, f"is not JSON: {error}", file=file) from error
        if isinstance(raw, dict) and raw.get("kind") != cls.KIND:
            raise BadInput(cls.KIND, f"is no {cls.KIND}", file=file, key="kind", value=_cut(raw.get("kind")))
        try:
            return cls.model_validate(raw)
        except ValidationError as error:
            raise _explained(cls.KIND, file, error) from error

    def save(self, path: Path) -> None:
        """Writes the file, whole or not at all. Raises OSError."""
        text = json.dumps(self.record(), indent=1, ensure_ascii=False) + "\n"
        write_atomically(path, text.encode("utf-8", "backslashreplace").decode())

    def record(self) -> dict[str, Any]:
        """As the file has it."""
        return self.model_dump(mode="json")


def _explained(kind: str, file: str, error: ValidationError) -> BadInput:
    first = error.errors(include_url=False)[0]
    key = ".".join(map(str, first["loc"]))
    reason = _WORDS.get(first["type"], first["msg"].removeprefix("Value error, "))
    where = {"key": key, "value": _cut(first["input"])} if key else {}
    if first["type"] == "missing":
        del where["value"]
    return BadInput(kind, f"{key} {reason}".strip(), file=file, **where)


def _cut(value: Any) -> Any:
    shown = str(value)
    return value if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
