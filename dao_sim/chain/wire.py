"""Reading and writing the shapes that JSON-RPC gives to numbers, transactions, logs and failures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from eth_utils.address import to_checksum_address

from dao_sim.chain.protocol import Log
from dao_sim.chain.transport import Node, RpcError, halt_reason
from dao_sim.errors import OutOfGas, Refused, Reverted
from dao_sim.units import Address

TOP_CALL = {"tracer": "callTracer", "tracerConfig": {"onlyTopCall": True}}


def number(text: str | int) -> int:
    """A JSON-RPC quantity."""
    return text if isinstance(text, int) else int(text, 16)


def hexadecimal(value: int) -> str:
    """A JSON-RPC quantity."""
    return hex(value)


def unsigned(sender: Address | None, to: Address | None, data: bytes, value: int) -> dict[str, Any]:
    """A transaction object without gas and fees. No sender: the node's choice. No target: a creation."""
    asked: dict[str, Any] = {"data": "0x" + data.hex(), "value": hexadecimal(value)}
    if sender is not None:
        asked["from"] = sender
    if to is not None:
        asked["to"] = to
    return asked


def parse_logs(found: Iterable[Mapping[str, Any]]) -> Iterator[Log]:
    """Logs from a receipt or from `eth_getLogs`."""
    for log in found:
        yield Log(
            address=Address(to_checksum_address(log["address"])),
            topics=tuple(bytes.fromhex(topic[2:]) for topic in log["topics"]),
            data=bytes.fromhex(log["data"][2:]),
            block_number=number(log["blockNumber"]),
        )


def traced_failure(trace: Mapping[str, Any]) -> Refused:
    """Why a transaction failed, from the trace of its top call."""
    error = str(trace.get("error", ""))
    if "revert" in error:
        return Reverted.from_output(bytes.fromhex(trace.get("output", "0x")[2:]))
    return OutOfGas("contract", halt_reason(error), halt=error)


def transaction_failure(node: Node, sent: str, asked: dict[str, Any], mined: Mapping[str, Any]) -> Exception:
    """Why a mined transaction failed: from its trace, or where a node does not trace, from a repetition.

    A repetition runs on the state before the block, without the block's other transactions.
    """
    try:
        return traced_failure(node.request("debug_traceTransaction", sent, TOP_CALL))
    except RpcError:
        before = hexadecimal(number(mined["blockNumber"]) - 1)
    try:
        node.request("eth_call", {**asked, "gas": mined["gasUsed"]}, before)
    except RpcError as error:
        return error.refusal("eth_call")
    return Reverted()
