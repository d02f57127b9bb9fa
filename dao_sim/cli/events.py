"""What contracts announced, or would announce, as commands show it and as JSON keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dao_sim.bindings import Contract
    from dao_sim.chain.protocol import Log
    from dao_sim.coop.cooperative import Cooperative

_BARE = re.compile(r"0x[0-9a-fA-F]*|-?[0-9]+")
"""Addresses, bytes and numbers, which need no quotes."""
_LONGEST = 74
"""Characters of bytes that are shown; 32 bytes, such as a hash, are shown whole."""


def events_data(coop: Cooperative, logs: Sequence[Log]) -> list[dict[str, Any]]:
    """The events decoded, in Solidity's names; one of a contract that is not the co-op's by its topics."""
    from dao_sim.coop.contracts import contracts_of

    known = {contract.address: contract for contract in contracts_of(coop)}
    return [_event(log, known.get(log.address)) for log in logs]


def event_line(event: Mapping[str, Any]) -> str:
    """One event, as `events_data` has it, on one line: `RoyaltyVault.LevySet(oldLevyBps=500, …)`."""
    return f"{event['contract']}.{event['event']}({_named(event['arguments'])})"


def plain(value: Any) -> Any:
    """A value of a contract as JSON keeps it whole: integers as text, bytes in hex."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, bytes):
        return f"0x{value.hex()}"
    if fields := getattr(value, "_fields", None):
        return {name: plain(part) for name, part in zip(fields, value, strict=True)}
    return [plain(part) for part in value]


def _event(log: Log, contract: Contract | None) -> dict[str, Any]:
    if contract is not None:
        for event in contract.decode([log]):
            abi = contract.artifact().abi.events[event.SIGNATURE]
            names = [parameter.name for parameter in abi.inputs]
            values = map(plain, event.arguments.values())
            arguments = dict(zip(names, values, strict=True))
            return {"contract": contract.CONTRACT, "event": abi.name, "arguments": arguments}
    topic, *indexed = (plain(topic) for topic in log.topics or (b"",))
    return {
        "contract": log.address,
        "event": topic,
        "arguments": {"topics": indexed, "data": plain(log.data)},
    }


def _named(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={_shown(value)}" for name, value in values.items())


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"({_named(value)})"
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    if not isinstance(value, str):
        return str(value)
    if not _BARE.fullmatch(value):
        return repr(value)
    size = (len(value) - 2) // 2
    return f"{value[:_LONGEST]}…({size} bytes)" if len(value) > _LONGEST + 2 else value
