"""Checks on what a caller hands to a chain, the same on every engine and before anything happens.

Each names the argument and the value in a `BadInput`. Engines cannot be left to it: pyrevm reads a number
from whatever memory it is given, and the others each have an exception of their own.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping, Sequence
from typing import Any

from dao_sim.chain.protocol import Checkpoint
from dao_sim.errors import BadInput
from dao_sim.units import Address, Seconds

TIME_END = 2**48
"""Times are below this: contracts keep them in a uint48."""
_AMOUNT_END = 2**256
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")


def amount(argument: str, value: Any, *, component: str = "chain") -> int:
    """`value` in wei as a plain int; integers of other libraries (numpy) are converted."""
    if type(value) is int and 0 <= value < _AMOUNT_END:
        return value
    plain = _integer(value)
    if plain is None or not 0 <= plain < _AMOUNT_END:
        raise BadInput(
            component,
            f"{argument} is not an amount of wei",
            hint="give an integer of at least 0 and less than 2**256",
            argument=argument,
            value=value,
        )
    return plain


def address(argument: str, value: Any) -> Address:
    """`value`, which must be an address. Capitals are not compared with the checksum."""
    if isinstance(value, str) and _ADDRESS.fullmatch(value):
        return Address(value)
    raise BadInput(
        "chain",
        f"{argument} is not an address",
        hint="write 0x and 40 hexadecimal digits",
        argument=argument,
        value=value,
    )


def message(sender: Any, to: Any, data: Any, value: Any) -> int:
    """Checks what a transaction or call is made of; None for no sender, or no target. Returns the amount."""
    if sender is not None:
        address("sender", sender)
    if to is not None:
        address("to", to)
    payload("data", data)
    return amount("value", value)


def payload(argument: str, value: Any) -> None:
    """Calldata and creation code must be bytes."""
    if not isinstance(value, bytes):
        raise BadInput("chain", f"{argument} is not bytes", argument=argument, value=value)


def later(now: Seconds, seconds: Any) -> Seconds:
    """The time `seconds` after `now`."""
    plain = _integer(seconds)
    if plain is None or plain < 1:
        raise BadInput(
            "chain",
            "time moves forward by at least one second",
            hint="give a whole number of seconds",
            argument="seconds",
            value=seconds,
        )
    if now + plain >= TIME_END:
        raise BadInput("chain", "times end at 2**48 seconds", argument="seconds", value=seconds, now=now)
    return Seconds(now + plain)


def genesis_time(value: Any) -> Seconds:
    """The time at which a chain begins."""
    plain = _integer(value)
    if plain is None or not 0 <= plain < TIME_END:
        raise BadInput(
            "chain",
            "genesis_time is not a time",
            hint="give whole seconds since 1970, less than 2**48",
            argument="genesis_time",
            value=value,
        )
    return Seconds(plain)


def token(checkpoint: Any) -> Any:
    """What the engine put into a checkpoint."""
    if not isinstance(checkpoint, Checkpoint):
        raise BadInput(
            "chain",
            "not a checkpoint",
            hint="give what checkpoint() returned",
            argument="checkpoint",
            value=checkpoint,
        )
    return checkpoint.token


def column(argument: str, values: Any, *, component: str = "chain") -> Sequence[Any]:
    """`values`, which must be a sequence of known length; an array becomes a list of plain values."""
    if hasattr(values, "tolist") and getattr(values, "ndim", 1) > 0:
        values = values.tolist()
    if isinstance(values, str | bytes | Mapping) or not (
        hasattr(values, "__len__") and hasattr(values, "__getitem__")
    ):
        raise BadInput(
            component,
            f"{argument} is not a column",
            hint="give a list, a tuple or an array, one value per row",
            argument=argument,
            value=values,
        )
    found: Sequence[Any] = values
    return found


def addresses(argument: str, values: Any, *, component: str = "chain") -> Sequence[Address]:
    """A column of addresses: hex strings, not yet looked at, or a uint8 array of shape (rows, 20)."""
    if getattr(values, "ndim", 1) == 1:
        return column(argument, values, component=component)
    if str(values.dtype) != "uint8" or values.shape[1:] != (20,):
        raise BadInput(
            component,
            f"{argument} is not a column of addresses",
            hint="give hex strings, or a uint8 array of shape (rows, 20)",
            argument=argument,
            dtype=str(values.dtype),
            shape=tuple(values.shape),
        )
    digits = values.tobytes().hex()
    return [Address("0x" + digits[start : start + 40]) for start in range(0, len(digits), 40)]


def amounts(argument: str, values: Any, *, component: str = "chain") -> Sequence[int]:
    """A column of amounts as plain ints; one pass in C for the usual case."""
    plain = column(argument, values, component=component)
    if not len(plain) or (set(map(type, plain)) == {int} and min(plain) >= 0 and max(plain) < _AMOUNT_END):
        return plain
    return [amount(f"row {row} of {argument}", value, component=component) for row, value in enumerate(plain)]


def _integer(value: Any) -> int | None:
    """`value` as an int if it is one; a bool is not, nor is numpy's, which older versions take for one."""
    if type(value).__name__ in ("bool", "bool_"):
        return None
    try:
        return operator.index(value)
    except TypeError:
        return None
