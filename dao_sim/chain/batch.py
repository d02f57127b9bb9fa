"""Checks on a batch before any of it is sent, and the result of engines that go row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any

from dao_sim.chain import checks
from dao_sim.chain.protocol import Batch, Log
from dao_sim.errors import BadInput
from dao_sim.units import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What became of one row. `failure` is None if it succeeded, else its revert data."""

    gas_used: int
    logs: tuple[Log, ...] = ()
    failure: bytes | None = None


class Rows:
    """A `BatchResult` over finished rows."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def failures(self) -> Mapping[int, bytes]:
        return {at: row.failure for at, row in enumerate(self._rows) if row.failure is not None}

    def gas_used(self) -> Sequence[int]:
        return [row.gas_used for row in self._rows]

    def logs(self) -> Iterable[tuple[int, Log]]:
        for at, row in enumerate(self._rows):
            for log in row.logs:
                yield at, log


def check(batch: Batch) -> Batch:
    """The batch with plain values in its columns: arrays become lists, integers of other libraries ints.

    Raises `BadInput` before anything is sent, so that a batch is never left half done by a slip: where
    columns do not fit together, addresses are not addresses, or amounts are not amounts.
    """
    batch = replace(
        batch,
        senders=checks.addresses("senders", batch.senders),
        to=batch.to if isinstance(batch.to, str) else checks.addresses("to", batch.to),
        data=checks.column("data", batch.data),
        values=None if batch.values is None else checks.amounts("values", batch.values),
    )
    columns = {"senders": len(batch.senders), "data": len(batch.data)}
    if not isinstance(batch.to, str):
        columns["to"] = len(batch.to)
    if batch.values is not None:
        columns["values"] = len(batch.values)
    if len(set(columns.values())) > 1:
        lengths = ", ".join(f"{name} {length}" for name, length in columns.items())
        raise BadInput("chain", f"the columns of a batch must have one length, not {lengths}")
    _check_addresses("senders", batch.senders)
    if isinstance(batch.to, str):
        checks.address("to", batch.to)
    else:
        _check_addresses("to", batch.to)
    if not set(map(type, batch.data)) <= {bytes}:
        for row, data in enumerate(batch.data):
            checks.payload(f"row {row} of data", data)
    return batch


def targets(batch: Batch) -> Iterable[Address]:
    """The address that each row calls; endless where it is one for all rows."""
    return repeat(batch.to) if isinstance(batch.to, str) else batch.to


def rows(batch: Batch) -> Iterator[tuple[Address, Address, bytes, int]]:
    """(sender, to, data, value) of each row."""
    values = repeat(0) if batch.values is None else batch.values
    return zip(batch.senders, targets(batch), batch.data, values, strict=False)


def _check_addresses(column: str, addresses: Sequence[Address]) -> None:
    """Mostly passes in C; only a bad column is read again, to name its row."""
    if not _are_addresses(addresses):
        for row, address in enumerate(addresses):
            checks.address(f"row {row} of {column}", address)


def _are_addresses(values: Sequence[Any]) -> bool:
    if not set(map(type, values)) <= {str} or not set(map(len, values)) <= {42}:
        return False
    digits = "".join([value[2:] for value in values])
    try:
        return {value[:2] for value in values} <= {"0x"} and len(bytes.fromhex(digits)) * 2 == len(digits)
    except ValueError:
        return False
