"""Looking things up on a node by hash and number: what became of a transaction, and which block it is in."""

from __future__ import annotations

import time
from typing import Any

from eth_utils.address import to_checksum_address

from dao_sim.chain.protocol import Receipt
from dao_sim.chain.transport import Node
from dao_sim.chain.wire import number, parse_logs, transaction_failure
from dao_sim.errors import ChainUnreachable
from dao_sim.units import Address, Seconds

_HASHES_ONLY = False


class Lookup:
    """Transactions of `node`. `patience` is how many seconds one may wait for its block."""

    def __init__(self, node: Node, patience: float) -> None:
        self._node = node
        self._patience = patience

    def receipt(self, sent: bytes) -> Receipt | None:
        """The receipt; None while the transaction is in no block. Raises Reverted if it failed."""
        text = "0x" + sent.hex()
        mined = self._node.ask("eth_getTransactionReceipt", text)
        return None if mined is None else self._parsed(text, mined)

    def wait_for(self, sent: bytes, asked: dict[str, Any] | None = None) -> Receipt:
        """The receipt, once there is one; anvil, too, may answer a send before its block is ready.

        `asked` is what was sent, where that is known. Raises Reverted if it failed, ChainUnreachable where it
        is in no block when patience ends.
        """
        text = "0x" + sent.hex()
        deadline, pause = time.monotonic() + self._patience, 0.0005
        while (mined := self._node.ask("eth_getTransactionReceipt", text)) is None:
            if time.monotonic() > deadline:
                raise ChainUnreachable(
                    "chain",
                    "the transaction is not in a block yet",
                    hint="it may still be carried out: look it up before you send it again",
                    url=self._node.name,
                    transaction=text,
                )
            time.sleep(pause)
            pause = min(pause * 1.5, 0.5)
        return self._parsed(text, mined, asked)

    def input_of(self, sent: bytes) -> bytes | None:
        """The data that it carries; None where the node does not know it."""
        found = self._node.ask("eth_getTransactionByHash", "0x" + sent.hex())
        return None if found is None else bytes.fromhex(found["input"][2:])

    def block_hash(self, block: int) -> bytes:
        """The hash of the block of that number."""
        return bytes.fromhex(self._node.ask("eth_getBlockByNumber", hex(block), _HASHES_ONLY)["hash"][2:])

    def _parsed(self, text: str, mined: Any, asked: dict[str, Any] | None = None) -> Receipt:
        if number(mined["status"]) == 0:
            raise transaction_failure(self._node, text, asked or self._asked(text), mined)
        stamp = mined.get("blockTimestamp")
        if stamp is None:
            block = self._node.ask("eth_getBlockByNumber", mined["blockNumber"], _HASHES_ONLY)
            stamp = block["timestamp"]
        to, created = mined.get("to"), mined.get("contractAddress")
        return Receipt(
            sender=Address(to_checksum_address(mined["from"])),
            to=Address(to_checksum_address(to)) if to else None,
            contract_address=Address(to_checksum_address(created)) if created and not to else None,
            logs=tuple(parse_logs(mined["logs"])),
            gas_used=number(mined["gasUsed"]),
            block_number=number(mined["blockNumber"]),
            timestamp=Seconds(number(stamp)),
            transaction_hash=bytes.fromhex(text[2:]),
        )

    def _asked(self, text: str) -> dict[str, Any]:
        found = self._node.ask("eth_getTransactionByHash", text)
        asked = {"from": found["from"], "data": found["input"], "value": found["value"]}
        return {**asked, "to": found["to"]} if found.get("to") else asked
