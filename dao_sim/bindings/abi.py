"""A contract's ABI as frozen values: functions by signature, events by topic, errors by selector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dao_sim.bindings import codec
from dao_sim.bindings.codec import Parameter, Structs
from dao_sim.bindings.naming import argument_names
from dao_sim.chain.protocol import Log
from dao_sim.errors import BadInput

EVENT_FIELDS = frozenset({"address", "block_number", "arguments"})
"""Names that every event class has already; an argument of that name gets a `_`."""


@dataclass(frozen=True)
class Entry:
    """What functions, events and errors have in common."""

    name: str
    inputs: tuple[Parameter, ...]

    @cached_property
    def signature(self) -> str:
        """The name and the types of the arguments: `castVote(uint256,uint8)`."""
        return f"{self.name}({','.join(parameter.type for parameter in self.inputs)})"

    @cached_property
    def topic(self) -> bytes:
        """Hash of the signature, 32 bytes."""
        return codec.keccak(self.signature.encode())

    @property
    def selector(self) -> bytes:
        """The first four bytes of calldata or of revert data."""
        return self.topic[:4]

    def named(self, values: Sequence[Any]) -> dict[str, Any]:
        """The values under the names that Solidity gives them; a nameless third one is `arg2`."""
        return {
            parameter.name or f"arg{place}": value
            for place, (parameter, value) in enumerate(zip(self.inputs, values, strict=True))
        }

    def decode_inputs(self, data: bytes, structs: Structs | None = None) -> dict[str, Any]:
        """The named arguments in `data` (selector included), which must be exactly their encoding."""
        return self.named(codec.decode(self.inputs, data[4:], structs))


@dataclass(frozen=True)
class Function(Entry):
    """A function, or the constructor."""

    outputs: tuple[Parameter, ...] = ()
    mutability: str = "nonpayable"

    @property
    def is_view(self) -> bool:
        return self.mutability in ("view", "pure")

    @property
    def is_payable(self) -> bool:
        return self.mutability == "payable"

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """Python names of the arguments; `value` is kept for the ETH that a payable function takes."""
        return argument_names(self.inputs, {"value"} if self.is_payable else ())

    def calldata(self, contract: str, values: Sequence[Any]) -> bytes:
        """Selector and encoded arguments. Raises BadInput naming the argument that does not fit."""
        return self.selector + codec.encode(f"{contract}.{self.name}", self.inputs, values)

    def decode_output(self, data: bytes, structs: Structs | None = None) -> Any:
        """None, the value, or a tuple of values."""
        values = codec.decode(self.outputs, data, structs)
        return values[0] if len(values) == 1 else values or None


@dataclass(frozen=True)
class EventAbi(Entry):
    """An event (anonymous ones are left out: they cannot be told apart in a log)."""

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Python names of the arguments, in the ABI's order."""
        return argument_names(self.inputs, EVENT_FIELDS)

    def decode(self, log: Log, structs: Structs | None = None) -> dict[str, Any]:
        """Field name → value. An indexed string, array or struct comes back as its 32-byte hash."""
        indexed, plain = self._split
        values = dict(zip((name for name, _ in plain), self._plain_values(log, structs), strict=True))
        for (name, parameter), topic in zip(indexed, log.topics[1:], strict=True):
            hashed = codec.is_dynamic(parameter.type)
            values[name] = topic if hashed else codec.decode((parameter,), topic)[0]
        return {name: values[name] for name in self.fields}

    def matches(self, log: Log) -> bool:
        """Same signature and same indexed arguments (ERC-20 and ERC-721 share `Transfer`'s signature)."""
        return len(log.topics) == 1 + len(self._split[0]) and log.topics[0] == self.topic

    def topics(self, contract: str, filters: Mapping[str, Any]) -> list[bytes | None]:
        """Log topics that select the events with these indexed values.

        Raises BadInput for a filter that is not an indexed argument.
        """
        indexed = dict(self._split[0])
        for name in filters:
            if name not in indexed:
                allowed = ", ".join(indexed) or "none"
                reason = f"{name} is not an indexed argument"
                raise BadInput(f"{contract}.{self.name}", reason, allowed=allowed)
        topics: list[bytes | None] = [self.topic]
        for name, parameter in indexed.items():
            value = filters.get(name)
            topics.append(None if value is None else self._topic_of(contract, parameter, value))
        return topics

    def _topic_of(self, contract: str, parameter: Parameter, value: Any) -> bytes:
        if isinstance(value, str) and parameter.type == "string":
            return codec.keccak(value.encode())
        if isinstance(value, bytes) and parameter.type == "bytes":
            return codec.keccak(value)
        if codec.is_dynamic(parameter.type):
            reason = f"{parameter.name} is stored as a hash and cannot be looked up by value"
            raise BadInput(f"{contract}.{self.name}", reason, type=parameter.type)
        return codec.encode(f"{contract}.{self.name}", (parameter,), (value,))

    def _plain_values(self, log: Log, structs: Structs | None) -> tuple[Any, ...]:
        return codec.decode(tuple(parameter for _, parameter in self._split[1]), log.data, structs)

    @cached_property
    def _split(self) -> tuple[tuple[tuple[str, Parameter], ...], tuple[tuple[str, Parameter], ...]]:
        named = tuple(zip(self.fields, self.inputs, strict=True))
        return tuple(pair for pair in named if pair[1].indexed), tuple(
            pair for pair in named if not pair[1].indexed
        )


@dataclass(frozen=True)
class ErrorAbi(Entry):
    """A custom error."""


class Abi:
    """One contract's ABI. Nothing is parsed or hashed before it is asked for."""

    def __init__(self, entries: Sequence[Mapping[str, Any]]) -> None:
        self.entries = entries

    @cached_property
    def functions(self) -> Mapping[str, Function]:
        """Signature → function."""
        return {function.signature: function for function in map(_function, self._of_type("function"))}

    @cached_property
    def by_selector(self) -> Mapping[bytes, Function]:
        return {function.selector: function for function in self.functions.values()}

    @cached_property
    def events(self) -> Mapping[str, EventAbi]:
        """Signature → event."""
        events = (
            EventAbi(str(entry["name"]), _parameters(entry, "inputs"))
            for entry in self._of_type("event")
            if not entry.get("anonymous")
        )
        return {event.signature: event for event in events}

    @cached_property
    def errors(self) -> Mapping[bytes, ErrorAbi]:
        """Selector → error."""
        errors = (
            ErrorAbi(str(entry["name"]), _parameters(entry, "inputs")) for entry in self._of_type("error")
        )
        return {error.selector: error for error in errors}

    @cached_property
    def constructor(self) -> Function:
        """Without arguments where the contract declares none."""
        for entry in self._of_type("constructor"):
            return _function(entry)
        return Function("constructor", ())

    def _of_type(self, kind: str) -> Iterator[Mapping[str, Any]]:
        return (entry for entry in self.entries if entry["type"] == kind)


def _function(entry: Mapping[str, Any]) -> Function:
    return Function(
        str(entry.get("name", "constructor")),
        _parameters(entry, "inputs"),
        _parameters(entry, "outputs"),
        str(entry["stateMutability"]),
    )


def _parameters(entry: Mapping[str, Any], key: str) -> tuple[Parameter, ...]:
    return tuple(map(Parameter.from_json, entry.get(key, ())))
