"""Values as an action's text writes them, turned into what a contract's function takes.

What a value means follows from the type that Solidity declares: `0x12` is a number for `uint256` and two hex
digits for `bytes`; quotes hold what Python's grammar has no literal for, such as "7.5%" and "12.5 LUM".
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from dao_sim.bindings.codec import Parameter, checksum
from dao_sim.coop.assets import Asset
from dao_sim.coop.quantities import parse_class
from dao_sim.coop.roles import Role
from dao_sim.errors import BadInput
from dao_sim.units import Address, parse_amount, parse_duration, parse_percent

_HEX = re.compile(r"0x(?:[0-9a-fA-F]{2})*")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")
_AMOUNT = re.compile(r"([0-9.]+)\s+([^\s%]+)")
_LARGEST_EXPONENT = 77
"""10^78 does not fit 256 bits."""
_NUMBER = re.compile(r"u?int(\d+)")
_CLASS = re.compile(r"enum (?:\w+\.)?MemberClass")
_UNITS = '"7.5%", "12.5 ETH" or "3d"'
_TRUTH = {"true": True, "false": False, "True": True, "False": False}


class Misfit(Exception):
    """A value that is not what its place takes: the node at fault, what would be right, and a hint."""

    def __init__(self, node: ast.AST, reason: str, hint: str | None = None) -> None:
        super().__init__(reason)
        self.node = node
        self.reason = reason
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What words stand for in one co-op."""

    contracts: Mapping[str, Address]
    asset: Callable[[str], Asset]
    """The asset with that symbol. Raises BadInput where there is none."""
    calldata: Callable[[ast.Call], bytes]
    """A call that stands where bytes are wanted. Raises Misfit."""


def value_of(node: ast.expr, parameter: Parameter, text: str, names: Names) -> Any:
    """What `node`, a part of `text`, stands for as that parameter. Raises Misfit."""
    return _Reader(text, names).read(node, parameter, parameter.type)


class _Reader:
    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names

    def read(self, node: ast.expr, parameter: Parameter, abi_type: str) -> Any:
        if abi_type.endswith("]"):
            return self._list(node, parameter, abi_type)
        if abi_type.startswith("("):
            return self._struct(node, parameter)
        if abi_type == "address":
            return self._address(node)
        if abi_type == "bool":
            return self._bool(node)
        if abi_type == "string":
            return self._string(node)
        if abi_type.startswith("bytes"):
            return self._bytes(node, abi_type)
        if _CLASS.match(parameter.internal):
            return self._class(node)
        if number := _NUMBER.fullmatch(abi_type):
            return _in_range(node, self._number(node, parameter), abi_type, int(number[1]))
        raise Misfit(node, f"a {abi_type} cannot be written here")

    def _list(self, node: ast.expr, parameter: Parameter, abi_type: str) -> list[Any]:
        element, size = abi_type[:-1].rsplit("[", 1)
        if not isinstance(node, ast.List | ast.Tuple):
            raise Misfit(node, f"must be a list of {element}", "write it in square brackets: [a, b]")
        if size and len(node.elts) != int(size):
            raise Misfit(node, f"must be a list of {size} {element}")
        return [self.read(item, parameter, element) for item in node.elts]

    def _struct(self, node: ast.expr, parameter: Parameter) -> tuple[Any, ...]:
        parts = ", ".join(f"{part.type} {part.name}" for part in parameter.components)
        if not isinstance(node, ast.Tuple | ast.List) or len(node.elts) != len(parameter.components):
            raise Misfit(node, f"must be a tuple of {parts}", f"write it in parentheses: ({parts})")
        pairs = zip(node.elts, parameter.components, strict=True)
        return tuple(self.read(item, part, part.type) for item, part in pairs)

    def _address(self, node: ast.expr) -> Address:
        written = self._word(node)
        if written in self._names.contracts:
            return self._names.contracts[written]
        try:
            if isinstance(node, ast.Name) or (written and not written.startswith("0x")):
                return self._names.asset(written).address
        except BadInput as error:
            known = ", ".join(self._names.contracts)
            hint = f"write 0x and 40 hex digits, an asset such as ETH, or one of {known}"
            raise Misfit(node, f"{written} is no address known here", hint) from error
        if not _ADDRESS.fullmatch(written):
            raise Misfit(node, "must be an address", "write 0x and 40 hex digits")
        try:
            return checksum(written)
        except BadInput as error:
            raise Misfit(node, "is a mistyped address", error.hint) from error

    def _bool(self, node: ast.expr) -> bool:
        written = self._word(node)
        if written not in _TRUTH:
            raise Misfit(node, "must be true or false")
        return _TRUTH[written]

    def _string(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        raise Misfit(node, "must be text, in quotes")

    def _bytes(self, node: ast.expr, abi_type: str) -> bytes:
        if isinstance(node, ast.Call) and abi_type == "bytes":
            return self._names.calldata(node)
        written = self._word(node)
        width = abi_type.removeprefix("bytes")
        if not _HEX.fullmatch(written) or (width and len(written) != 2 + 2 * int(width)):
            digits = f"{2 * int(width)} hex digits" if width else "an even number of hex digits"
            other = "" if width else ", or a call such as vault.setLevy(750)"
            raise Misfit(node, f"must be {abi_type}", f"write 0x and {digits}{other}")
        return bytes.fromhex(written[2:])

    def _class(self, node: ast.expr) -> int:
        written = self._word(node)
        try:
            return int(parse_class(int(written) if written.isdecimal() else written))
        except ValueError as error:
            raise Misfit(node, str(error)) from error

    def _number(self, node: ast.expr, parameter: Parameter) -> int:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -self._number(node.operand, parameter)
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return node.value
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            return self._whole(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return self._quantity(node, node.value)
        if isinstance(node, ast.Name) and parameter.name == "roleId" and node.id in Role.__members__:
            return Role[node.id]
        roles = f", or a role: {', '.join(Role.__members__)}" if parameter.name == "roleId" else ""
        raise Misfit(node, f"must be a number ({parameter.type})", f"write 750, or in quotes {_UNITS}{roles}")

    def _whole(self, node: ast.expr) -> int:
        """A number such as 1.5e18, exactly."""
        try:
            number = Decimal(self._word(node))
        except InvalidOperation as error:  # 1_000.5 is a number to Python only
            raise Misfit(node, "must be a whole number") from error
        if number.adjusted() > _LARGEST_EXPONENT:
            raise Misfit(node, "is too large a number")
        if number != number.to_integral_value():
            raise Misfit(node, "must be a whole number", f"in the smallest unit; or write in quotes {_UNITS}")
        return int(number)

    def _quantity(self, node: ast.expr, written: str) -> int:
        """A number with its unit, in the smallest one."""
        found = _AMOUNT.fullmatch(written.strip())
        try:
            if found:
                return parse_amount(found[1], self._names.asset(found[2]).decimals)
            if written.strip().endswith("%"):
                return parse_percent(written)
            return parse_duration(written)
        except BadInput as error:
            raise Misfit(node, f"{error.reason}: {found[2] if found else written}", error.hint) from error
        except ValueError as error:
            hint = f"such as {_UNITS}"
            if found or written.strip().endswith("%"):
                raise Misfit(node, str(error), hint) from error
            raise Misfit(node, "must be a number, or a number with its unit", hint) from error

    def _word(self, node: ast.expr) -> str:
        """A name, a text in quotes, or a number just as it is written, leading zeros and all."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.Name | ast.Constant):
            return ast.get_source_segment(self._text, node) or ""
        return ""


def _in_range(node: ast.expr, value: int, abi_type: str, bits: int) -> int:
    signed = abi_type.startswith("int")
    least, most = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
    if not least <= value <= most:
        raise Misfit(node, f"does not fit {abi_type}", f"it goes from {least} to {most:,}")
    return value
