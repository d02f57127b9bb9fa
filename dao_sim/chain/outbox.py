"""Transactions of accounts whose keys are in this process: signed here, perhaps sent twice, carried out once.

A signed transaction has its nonce inside, so that a node that gets it twice carries it out once. Who keeps it
can go on after a crash: send it again, or look its hash up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from dao_sim.chain.transport import Node, RpcError
from dao_sim.chain.wire import number
from dao_sim.errors import Refused
from dao_sim.units import Address

if TYPE_CHECKING:
    from eth_account.signers.local import LocalAccount

_GAS_HEADROOM, _GAS_OF_CHECKPOINTS = 1.25, 100_000
"""A transaction may meet more work than when it was estimated. Votes are checkpointed by second: in the one
of the last checkpoint a transfer changes it, in the next it writes up to five others."""

_HASHES_ONLY = False
_ALREADY_THERE = ("already known", "already imported", "known transaction", "alreadyknown")


class NonceTaken(Refused):
    """Another transaction of the account has, or will have, this one's place."""

    code = "nonce_taken"


class FeeTooLow(Refused):
    """What a transaction offers per gas is less than the chain takes by now."""

    code = "fee_too_low"


class Underfunded(Refused):
    """The account cannot pay for a transaction."""

    code = "underfunded"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedTransaction:
    """A transaction as nodes take it. Nothing in it is secret."""

    hash: bytes
    raw: bytes = b""
    sender: Address
    nonce: int


class Outbox:
    """Signs for `signers` and hands over to `node`. `gas_limit` is the most that a transaction may get."""

    def __init__(
        self, node: Node, chain_id: int, signers: Mapping[Address, LocalAccount], gas_limit: int, block: str
    ) -> None:
        self._node = node
        self._chain_id = chain_id
        self._signers = signers
        self._gas_limit = gas_limit
        self._block = block

    def nonce(self, account: Address) -> int:
        """The nonce of the account's next transaction, after all that the node knows of."""
        return number(self._node.ask("eth_getTransactionCount", account, "pending"))

    def mined_nonce(self, account: Address) -> int:
        """The nonce of the account's next transaction, after those that are in blocks."""
        return number(self._node.ask("eth_getTransactionCount", account, "latest"))

    def gas(self, asked: dict[str, Any]) -> int:
        """What a transaction gets: its estimate and some more. Raises what it would be refused with."""
        estimated = number(self._node.ask("eth_estimateGas", asked, self._block))
        return min(int(estimated * _GAS_HEADROOM) + _GAS_OF_CHECKPOINTS, self._gas_limit)

    def fees(self) -> tuple[int, int]:
        """What is offered per gas, in wei: at most, and as a tip. Nothing where the chain takes nothing."""
        base = number(self._node.ask("eth_getBlockByNumber", "latest", _HASHES_ONLY).get("baseFeePerGas", 0))
        if base == 0:  # a development chain; a public one's base fee is at least 7 wei
            return 0, 0
        tip = number(self._node.ask("eth_maxPriorityFeePerGas"))
        return 2 * base + tip, tip

    def sign(self, asked: dict[str, Any], *, nonce: int) -> SignedTransaction:
        """Signs what is asked (as `wire.unsigned` has it). Raises Underfunded before anything is sent."""
        sender = Address(to_checksum_address(asked["from"]))
        gas = self.gas(asked)
        most, tip = self.fees()
        value = number(asked["value"])
        self.check_funds(sender, gas * most + value)
        transaction: Any = {
            "data": asked["data"],
            "value": value,
            "gas": gas,
            "chainId": self._chain_id,
            "nonce": nonce,
            "maxPriorityFeePerGas": tip,
            "maxFeePerGas": most,
            "type": 2,
        }
        if "to" in asked:
            transaction["to"] = to_checksum_address(asked["to"])
        signed = self._signers[sender].sign_transaction(transaction)
        raw = bytes(signed.raw_transaction)
        return SignedTransaction(hash=keccak(raw), raw=raw, sender=sender, nonce=nonce)

    def check_funds(self, sender: Address, needed: int) -> None:
        """Raises Underfunded where `sender` has less than `needed` wei."""
        held = number(self._node.ask("eth_getBalance", sender, self._block)) if needed else 0
        if held < needed:
            raise Underfunded(
                "chain",
                "the account cannot pay for this transaction",
                hint=f"send it at least {needed - held} wei more",
                account=sender,
                balance=held,
                needed=needed,
            )

    def broadcast(self, signed: SignedTransaction) -> None:
        """Hands it to the node, which may have it already.

        Raises NonceTaken where another transaction has its place, FeeTooLow where it offers too little by
        now, Refused where the node wants none of it.
        """
        try:
            self._node.request("eth_sendRawTransaction", "0x" + signed.raw.hex())
        except RpcError as error:
            text = error.message.lower()
            if any(words in text for words in _ALREADY_THERE):
                return
            if "nonce too low" in text or "replacement transaction" in text:
                raise NonceTaken(
                    "chain",
                    "another transaction has this one's place",
                    hint="does another program send from this account?",
                    account=signed.sender,
                    nonce=signed.nonce,
                ) from error
            if "max fee per gas" in text or "transaction underpriced" in text:
                raise FeeTooLow(
                    "chain",
                    "the chain takes more per gas by now than this transaction offers",
                    transaction=f"0x{signed.hash.hex()}",
                ) from error
            raise error.refusal("eth_sendRawTransaction") from error
