"""The batch path to anvil: rows submitted together, mined together, receipts fetched together.

Measured on anvil 1.7.1: a receipt costs time in proportion to the size of its block (8 s for a block of
3,000, 15 ms for one of 100), and beyond 63 transactions a block no longer keeps the order in which they
arrived. Hence many small blocks. Anvil also reserves each transaction's whole gas limit, not its use, so
the block's limit is raised while a batch runs.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from dao_sim.chain.batch import Row, Rows, rows
from dao_sim.chain.protocol import Batch
from dao_sim.chain.transport import Node, RpcError
from dao_sim.chain.wire import TOP_CALL, hexadecimal, number, parse_logs, traced_failure, unsigned
from dao_sim.errors import ChainUnreachable, Refused, Reverted
from dao_sim.units import Address

ROWS = 50
"""Rows per block."""

_HASHES_ONLY = False
_OFF = False


def send_in_blocks(node: Node, batch: Batch, gas: int) -> Rows:
    """Sends every row with `gas` and price 0. Automatic mining is back on afterwards, come what may."""
    every = rows(batch)
    finished: list[Row] = []
    with _manual_mining(node, gas):
        while chunk := list(islice(every, ROWS)):
            finished.extend(_send_block(node, chunk, gas))
    return Rows(finished)


@contextlib.contextmanager
def _manual_mining(node: Node, gas: int) -> Iterator[None]:
    # not the latest block's: after a batch that is the limit of the batch
    usual = node.ask("anvil_nodeInfo")["environment"]["gasLimit"]
    automatic = node.ask("anvil_getAutomine")
    try:
        node.ask("evm_setAutomine", _OFF)
        node.ask("evm_setBlockGasLimit", hexadecimal(gas * ROWS))
        yield
    except BaseException:
        with contextlib.suppress(RpcError, ChainUnreachable):
            node.request("anvil_dropAllTransactions")
        raise
    finally:
        node.ask("evm_setBlockGasLimit", usual)
        node.ask("evm_setAutomine", automatic)


def _send_block(node: Node, chunk: Sequence[tuple[Address, Address, bytes, int]], gas: int) -> list[Row]:
    free = {"gas": hexadecimal(gas), "maxFeePerGas": "0x0", "maxPriorityFeePerGas": "0x0"}
    sent = node.batch([("eth_sendTransaction", [{**unsigned(*row), **free}]) for row in chunk])
    node.ask("evm_mine")
    hashes = [answer for answer in sent if isinstance(answer, str)]
    block = node.ask("eth_getBlockByNumber", "latest", _HASHES_ONLY)
    if block["transactions"] != hashes:
        raise Refused(
            "chain",
            "the node did not put a batch into one block in order",
            hint="send these rows one by one",
            block=number(block["number"]),
            sent=len(hashes),
            mined=len(block["transactions"]),
        )
    receipts = dict(
        zip(hashes, node.batch([("eth_getTransactionReceipt", [sent]) for sent in hashes]), strict=True)
    )
    failed = [sent for sent in hashes if number(receipts[sent]["status"]) == 0]
    traces = dict(
        zip(
            failed, node.batch([("debug_traceTransaction", [sent, TOP_CALL]) for sent in failed]), strict=True
        )
    )
    return [_row(answer, receipts, traces) for answer in sent]


def _row(answer: Any, receipts: dict[str, Any], traces: dict[str, Any]) -> Row:
    if isinstance(answer, RpcError):  # too poor to send: no transaction came to be
        return Row(gas_used=0, failure=b"")
    receipt = receipts[answer]
    gas_used = number(receipt["gasUsed"])
    if answer not in traces:
        return Row(gas_used=gas_used, logs=tuple(parse_logs(receipt["logs"])))
    failure = traced_failure(traces[answer])
    return Row(gas_used=gas_used, failure=failure.raw if isinstance(failure, Reverted) else b"")
