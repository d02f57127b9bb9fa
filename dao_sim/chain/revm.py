"""The border to pyrevm: its results become logs, its errors become ours, its rows run in a tight loop."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import pyrevm

from dao_sim.chain.batch import targets
from dao_sim.chain.protocol import Batch, Log
from dao_sim.errors import OutOfGas, Refused, Reverted
from dao_sim.units import Address

KECCAK_EMPTY = bytes.fromhex("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")

_REVERT = re.compile(r"Revert \{ gas_used: \d+, output: 0x([0-9a-f]*) \}")
_HALT = re.compile(r"Halt \{ reason: (.+), gas_used: \d+ \}")
_TOO_POOR = re.compile(r"LackOfFundForMaxFee \{ fee: (\d+), balance: (\d+) \}")


class EmbeddedBatch:
    """`BatchResult` over pyrevm's own results, read when asked."""

    def __init__(
        self, results: Sequence[pyrevm.ExecutionResult | None], failures: Mapping[int, bytes], block: int
    ) -> None:
        self._results = results
        self._block = block
        self.failures = failures

    def __len__(self) -> int:
        return len(self._results)

    def gas_used(self) -> Sequence[int]:
        """Gas per row, storage warm from the rows before: not what a public chain would charge."""
        return [result.gas_used if result else 0 for result in self._results]

    def logs(self) -> Iterable[tuple[int, Log]]:
        for row, result in enumerate(self._results):
            for log in decode(result, self._block):
                yield row, log


def decode(result: pyrevm.ExecutionResult | None, block_number: int) -> Iterator[Log]:
    """The logs of a result; none for a transaction that was not even valid (pyrevm has no result then)."""
    if result is None:
        return
    for raw in result.logs:
        topics, data = raw.data
        yield Log(address=Address(raw.address), topics=tuple(topics), data=data, block_number=block_number)


def refusal(error: RuntimeError) -> Refused:
    """What pyrevm means by a `RuntimeError`: its text is all it gives."""
    text = str(error)
    if found := _REVERT.search(text):
        return Reverted.from_output(bytes.fromhex(found[1]))
    if found := _HALT.search(text):
        out_of_gas = found[1].startswith("OutOfGas")
        reason = "ran out of gas" if out_of_gas else "halted on an invalid instruction"
        return OutOfGas("contract", reason, halt=found[1])
    if found := _TOO_POOR.search(text):
        return Refused(
            "chain",
            "the sender has too little ETH for this transfer",
            hint="fund the sender first",
            value=int(found[1]),
            balance=int(found[2]),
        )
    return Refused("chain", f"the transaction is not valid: {text}")


def is_contract_sender(error: RuntimeError) -> bool:
    """Whether a transaction was refused because its sender has code (EIP-3607)."""
    return "RejectCallerWithCode" in str(error)


def revert_data(error: RuntimeError) -> bytes:
    """The revert data in an error of pyrevm; empty if the transaction halted or was not valid."""
    found = _REVERT.search(str(error))
    return bytes.fromhex(found[1]) if found else b""


def forced_transfer(account: Address) -> bytes:
    """Creation code that hands its value to `account` by self-destruction, so that no code of it runs."""
    return bytes.fromhex(f"73{account[2:]}ff")


def run_rows(
    evm: pyrevm.EVM,
    batch: Batch,
    span: range,
    *,
    results: list[pyrevm.ExecutionResult | None],
    failures: dict[int, bytes],
    recover: Callable[[tuple[Any, ...], RuntimeError], bytes | None],
) -> None:
    """Runs the rows in `span`, appending to `results` and recording failures by row.

    The loop does the least that keeps rows apart: call, clear transient storage, keep the result.
    `recover(row, error)` gives a failed row's revert data, or None if it could make it succeed.
    """
    call, clear, keep = evm.message_call, evm.reset_transient_storage, results.append
    for at, row in zip(span, _arguments(batch, span), strict=True):
        try:
            call(*row)
        except RuntimeError as error:
            failure = recover(row, error)
            if failure is not None:
                failures[at] = failure
        clear()
        keep(evm.result)


def _arguments(batch: Batch, span: range) -> Iterator[tuple[Any, ...]]:
    """What `message_call` takes, row by row."""
    columns: list[Iterable[Any]] = [batch.senders, targets(batch), batch.data]
    if batch.values is not None:
        columns.append(batch.values)
    return zip(*(islice(column, span.start, span.stop) for column in columns), strict=True)
