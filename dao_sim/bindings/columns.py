"""Calldata for many calls at once, from columns of arguments, without ABI-encoding each call."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from dao_sim.bindings.abi import Function
from dao_sim.bindings.codec import Parameter, checksum
from dao_sim.errors import BadInput

Bytes: TypeAlias = npt.NDArray[np.uint8]
_INTEGER = re.compile(r"(u?)int(\d+)")
_FIXED_BYTES = re.compile(r"bytes(\d+)")
_WORD = 32


def calldata_columns(
    function: Function | str, columns: Sequence[Any], *, rows: int | None = None, component: str = "calldata"
) -> list[bytes]:
    """Calldata of N calls of one function: element i is the selector and row i of every column.

    `function` comes from an ABI or is a signature, `castVote(uint256,uint8)`. There is one column per
    argument: a single value for all rows, or N of them, by type

    - `uintN`, `intN`: ints of any size, or an integer array;
    - `address`: hex strings, 20-byte strings, or a uint8 array of shape (N, 20). Checksums (capitals) are
      checked in a single value, not in a column;
    - `bool`: bools, or a bool array;
    - `bytesN`: N-byte strings, or a uint8 array of shape (rows, N).

    N is `rows`, or else the columns' common length. Raises BadInput for a type of variable size (encode
    those calls one by one), columns that differ in length, or a value that does not fit its type, with its
    argument and row.
    """
    function = _parse(function) if isinstance(function, str) else function
    component = f"{component}.{function.name}"
    if len(columns) != len(function.inputs):
        expected, given = len(function.inputs), len(columns)
        raise BadInput(component, "takes another number of columns", expected=expected, given=given)
    count = _row_count(component, function.inputs, columns, rows)
    width = 4 + _WORD * len(columns)
    matrix: Bytes = np.zeros((count, width), dtype=np.uint8)
    matrix[:, :4] = np.frombuffer(function.selector, dtype=np.uint8)
    for place, (parameter, column) in enumerate(zip(function.inputs, columns, strict=True)):
        start = 4 + _WORD * place
        _Column(component, place, parameter).write(column, matrix[:, start : start + _WORD])
    encoded = matrix.tobytes()
    return [encoded[start : start + width] for start in range(0, count * width, width)]


def _parse(signature: str) -> Function:
    match = re.fullmatch(r"\s*(\w+)\s*\(([^()]*)\)\s*", signature)
    if match is None:
        hint = "write it like castVote(uint256,uint8)"
        raise BadInput("calldata", "is not a function with plain arguments", hint=hint, signature=signature)
    types = [part.strip() for part in match[2].split(",") if part.strip()]
    return Function(match[1], tuple(Parameter("", abi_type) for abi_type in types))


def _is_scalar(column: Any) -> bool:
    if isinstance(column, (np.generic, np.ndarray)):
        return column.ndim == 0
    return isinstance(column, (str, bytes)) or not hasattr(column, "__len__")


def _row_count(
    component: str, parameters: Sequence[Parameter], columns: Sequence[Any], rows: int | None
) -> int:
    lengths = {
        parameter.name or f"arg{place}": len(column)
        for place, (parameter, column) in enumerate(zip(parameters, columns, strict=True))
        if not _is_scalar(column)
    }
    if rows is None and not lengths:
        raise BadInput(
            component, "the number of rows is not known", hint="give `rows`, or one column in full"
        )
    count = next(iter(lengths.values())) if rows is None else rows
    if any(length != count for length in lengths.values()):
        raise BadInput(component, "the columns differ in length", rows=count, lengths=lengths)
    return count


class _Column:
    """One argument's column: checks it and writes it into its 32 bytes of every row."""

    def __init__(self, component: str, place: int, parameter: Parameter) -> None:
        self.component = component
        self.name = parameter.name or f"arg{place}"
        self.type = parameter.type

    def write(self, column: Any, words: Bytes) -> None:
        """`words` has shape (N, 32) and is all zero."""
        scalar = _is_scalar(column)
        raw = self.type == "address" or _FIXED_BYTES.fullmatch(self.type)
        if isinstance(column, np.ndarray) and column.ndim > (2 if raw and column.dtype.kind in "iub" else 1):
            reason = f"{self.name} takes a column, one value per row"
            raise BadInput(self.component, reason, argument=self.name, shape=column.shape)
        if scalar and isinstance(column, (np.generic, np.ndarray)):
            column = column.item()
        if self.type == "address" and isinstance(column, str):
            column = checksum(column)
        values = [column] if scalar else column
        if scalar or len(values):
            words[:] = self._words(values)

    def _words(self, values: Any) -> Bytes:
        if match := _INTEGER.fullmatch(self.type):
            return self._integers(values, signed=not match[1], bits=int(match[2]))
        if self.type == "address":
            return _padded(self._raw(values, 20, self._address_bytes), left=_WORD - 20)
        if self.type == "bool":
            return self._bools(values)
        if match := _FIXED_BYTES.fullmatch(self.type):
            return _padded(self._raw(values, int(match[1]), self._fixed_bytes), left=0)
        raise BadInput(
            self.component,
            f"{self.name} cannot be a column: its type has no fixed size",
            hint="encode these calls one by one",
            type=self.type,
        )

    def _integers(self, values: Any, *, signed: bool, bits: int) -> Bytes:
        low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
        if isinstance(values, np.ndarray) and values.dtype.kind in "iu":
            if int(values.min()) < low or int(values.max()) > high:
                self._refuse(values.tolist(), lambda value: low <= value <= high)
            tail = values.astype(">i8" if values.dtype.kind == "i" else ">u8")
            words = np.zeros((len(values), _WORD), dtype=np.uint8)
            words[:, 24:] = tail.view(np.uint8).reshape(-1, 8)
            words[:, :24] = np.where(values < 0, 0xFF, 0).astype(np.uint8)[:, None]
            return words
        plain = [value.item() if isinstance(value, np.integer) else value for value in values]
        if any(kind is bool or not issubclass(kind, int) for kind in set(map(type, plain))):
            self._refuse(plain, lambda value: isinstance(value, int) and not isinstance(value, bool))
        if min(plain) < low or max(plain) > high:
            self._refuse(plain, lambda value: low <= value <= high)
        encoded = b"".join([value.to_bytes(_WORD, "big", signed=signed) for value in plain])
        return np.frombuffer(encoded, dtype=np.uint8).reshape(-1, _WORD)

    def _bools(self, values: Any) -> Bytes:
        plain = (
            values.tolist()
            if isinstance(values, np.ndarray)
            else [bool(value) if isinstance(value, np.bool_) else value for value in values]
        )
        if set(map(type, plain)) != {bool}:
            self._refuse(plain, lambda value: isinstance(value, bool))
        words = np.zeros((len(plain), _WORD), dtype=np.uint8)
        words[:, -1] = plain
        return words

    def _raw(self, values: Any, width: int, join: Callable[[Sequence[Any], int], bytes | None]) -> Bytes:
        """Shape (N, width). `join` gives the bytes of all rows, or None where one of them does not fit."""
        if isinstance(values, np.ndarray) and values.dtype.kind not in "OSU":
            if values.dtype != np.uint8 or values.shape[1:] != (width,):
                reason = f"{self.name} takes a uint8 array of shape (rows, {width})"
                raise BadInput(self.component, reason, dtype=str(values.dtype), shape=values.shape)
            return values
        plain = list(values)
        joined = join(plain, width)
        if joined is None:
            self._refuse(plain, lambda value: join([value], width) is not None)
        return np.frombuffer(joined or b"", dtype=np.uint8).reshape(-1, width)

    @staticmethod
    def _address_bytes(values: Sequence[Any], width: int) -> bytes | None:
        if set(map(type, values)) == {bytes}:
            return _Column._fixed_bytes(values, width)
        try:
            if set(map(len, values)) != {2 + 2 * width} or {value[:2] for value in values} != {"0x"}:
                return None
            joined = bytes.fromhex("".join([value[2:] for value in values]))
        except (TypeError, ValueError):
            return None
        return joined if len(joined) == width * len(values) else None

    @staticmethod
    def _fixed_bytes(values: Sequence[Any], width: int) -> bytes | None:
        if set(map(type, values)) != {bytes} or set(map(len, values)) != {width}:
            return None
        return b"".join(values)

    def _refuse(self, values: Sequence[Any], fits: Callable[[Any], bool]) -> None:
        """Raises in the name of the first value that does not fit."""
        for row, value in enumerate(values):
            if not fits(value):
                reason = f"{self.name} does not fit {self.type}"
                raise BadInput(self.component, reason, row=row, argument=self.name, value=value)


def _padded(raw: Bytes, *, left: int) -> Bytes:
    words = np.zeros((len(raw), _WORD), dtype=np.uint8)
    words[:, left : left + raw.shape[1]] = raw
    return words
