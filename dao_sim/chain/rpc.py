"""Any JSON-RPC node. Anvil is recognised and can do more; other nodes do what Ethereum nodes do.

On anvil this engine takes the node over, unless `take_over` is False: any address may send, gas is free
(base fee 0), and the clock obeys: each block takes one second and nothing else moves time, least of all
the wall clock. `close` gives the node back.

On any other node, senders are the `signers` given here (they sign in this process, see `outbox`) and the
node's own accounts. Their transactions are estimated first, so that one that would revert is refused unsent.
With `pending`, views run on anvil's pending block, which has the present time: left to itself, anvil mines
only what is sent to it, and its latest block may be long past. Other nodes mine by themselves.

Blocks: a transaction is a block. A batch is sent to anvil in blocks of `dao_sim.chain.anvil_batch.ROWS`
rows, and to other nodes row by row.
"""

from __future__ import annotations

import contextlib
import gzip
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from eth_utils.address import to_checksum_address
from web3 import HTTPProvider

from dao_sim.chain import checks
from dao_sim.chain.anvil_batch import send_in_blocks
from dao_sim.chain.batch import Row, Rows, check, rows
from dao_sim.chain.defaults import TRANSACTION_GAS_LIMIT
from dao_sim.chain.lookup import Lookup
from dao_sim.chain.outbox import Outbox
from dao_sim.chain.protocol import Batch, BatchResult, Capabilities, Checkpoint, Log, Receipt
from dao_sim.chain.transport import Node, RpcError
from dao_sim.chain.wire import hexadecimal, number, parse_logs, unsigned
from dao_sim.errors import BadInput, DaoSimError, Refused, Reverted, Unsupported
from dao_sim.units import Address, Seconds, Wei

if TYPE_CHECKING:
    from eth_account.signers.local import LocalAccount

_POOL_SECONDS = 2.0
"""How long anvil's pool may hold what is in a block already, before it is emptied by force."""

_HASHES_ONLY = False
_ON, _OFF = True, False

_OBEDIENT = Capabilities(
    exact_gas=True, snapshots=True, impersonation=True, time_control=True, seconds_per_block=1
)
_ORDINARY = Capabilities(
    exact_gas=True, snapshots=False, impersonation=False, time_control=False, seconds_per_block=0
)


@dataclass(frozen=True, slots=True, eq=False)
class _Mark:
    snapshot: str


class RpcChain:
    """`Chain` on the node at `url`.

    `timeout` is how many seconds an answer may take; `patience` how many a transaction may wait for its
    block. An anvil's blocks take a second each, unless `time_stands`. Raises `ChainUnreachable` if nothing
    answers there or what does is no JSON-RPC node.
    """

    def __init__(
        self,
        url: str,
        *,
        signers: Mapping[Address, LocalAccount] | None = None,
        take_over: bool = True,
        pending: bool = False,
        timeout: float = 30.0,
        patience: float = 120.0,
        time_stands: bool = False,
    ) -> None:
        if type(timeout) not in (int, float) or timeout <= 0:
            raise BadInput("chain", "timeout is not a number of seconds above 0", timeout=timeout)
        self.url = url
        """Where the node answers. It may hold a key: `name` is for people."""
        self._node = Node(url, lambda session: _provider(url, timeout, session))
        self._signers = {
            Address(to_checksum_address(checks.address("signers", account))): signer
            for account, signer in (signers or {}).items()
        }
        self._marks: list[_Mark] = []
        try:
            self._chain_id = number(self._node.ask("eth_chainId"))
            anvil = self._is_anvil()
            self._obeys = take_over and anvil
            self._block_seconds = 0 if time_stands else _OBEDIENT.seconds_per_block
            self._seen = "pending" if anvil and pending else "latest"
            self._gas = min(TRANSACTION_GAS_LIMIT, number(self._block("latest")["gasLimit"]))
            self.lookup = Lookup(self._node, patience)
            self.outbox = Outbox(self._node, self._chain_id, self._signers, self._gas, self._seen)
            if self._obeys:
                self._take_over()
        except BaseException:
            self._node.close()
            raise

    @property
    def name(self) -> str:
        return self._node.name

    @property
    def capabilities(self) -> Capabilities:
        return replace(_OBEDIENT, seconds_per_block=self._block_seconds) if self._obeys else _ORDINARY

    @property
    def chain_id(self) -> int:
        return self._chain_id

    @property
    def genesis(self) -> bytes:
        """The hash of the first block: what tells two chains of one id apart."""
        return bytes.fromhex(self._block("0x0")["hash"][2:])

    def accounts(self) -> Sequence[Address]:
        own = self.node_accounts()
        return [*self._signers, *(account for account in own if account not in self._signers)]

    def add_signer(self, signer: LocalAccount) -> None:
        """From now on this account signs here."""
        self._signers[Address(signer.address)] = signer

    def node_accounts(self) -> Sequence[Address]:
        """The accounts that the node itself holds the keys of; "account:N" in a charter is the N-th."""
        return [Address(to_checksum_address(account)) for account in self._node.ask("eth_accounts")]

    def now(self) -> Seconds:
        return Seconds(number(self._block(self._seen)["timestamp"]))

    def block_number(self) -> int:
        return number(self._node.ask("eth_blockNumber"))

    def advance(self, seconds: int) -> None:
        self._needs_obedience("cannot move the time of this node")
        self._node.ask("evm_setNextBlockTimestamp", checks.later(self.now(), seconds))
        self._node.ask("evm_mine")

    def deploy(self, sender: Address, initcode: bytes, value: int = 0) -> Receipt:
        wei = checks.message(checks.address("sender", sender), None, initcode, value)
        return self._transact(sender, None, initcode, wei)

    def send(self, sender: Address, to: Address, data: bytes = b"", value: int = 0) -> Receipt:
        wei = checks.message(checks.address("sender", sender), checks.address("to", to), data, value)
        return self._transact(sender, to, data, wei)

    def send_batch(self, batch: Batch) -> BatchResult:
        batch = check(batch)
        if self._obeys:
            return send_in_blocks(self._node, batch, self._gas)
        return Rows([self._row(*row) for row in rows(batch)])

    def call(self, to: Address, data: bytes, sender: Address | None = None, value: int = 0) -> bytes:
        wei = checks.message(sender, checks.address("to", to), data, value)
        asked = unsigned(sender, to, data, wei)
        if self._obeys:
            asked["gas"] = hexadecimal(self._gas)
        return bytes.fromhex(self._node.ask("eth_call", asked, self._seen)[2:])

    def logs(
        self,
        *,
        address: Address | None = None,
        topics: Sequence[bytes | None] = (),
        from_block: int = 0,
        to_block: int | None = None,
    ) -> list[Log]:
        wanted: dict[str, Any] = {
            "fromBlock": hexadecimal(from_block),
            "toBlock": "latest" if to_block is None else hexadecimal(to_block),
            "topics": [None if topic is None else "0x" + topic.hex() for topic in topics],
        }
        if address is not None:
            wanted["address"] = checks.address("address", address)
        return list(parse_logs(self._node.ask("eth_getLogs", wanted)))

    def balance(self, account: Address) -> Wei:
        return Wei(number(self._node.ask("eth_getBalance", checks.address("account", account), "latest")))

    def code(self, account: Address) -> bytes:
        return bytes.fromhex(self._node.ask("eth_getCode", checks.address("account", account), "latest")[2:])

    def fund(self, account: Address, amount: int) -> None:
        """On anvil, sets the balance; elsewhere, pays from the first account, in a block."""
        amount = checks.amount("amount", amount)
        missing = amount - self.balance(account)
        if missing <= 0:
            return
        if self._obeys:
            self._node.ask("anvil_setBalance", account, hexadecimal(amount))
            return
        payers = self.accounts()
        if not payers:
            raise Unsupported("chain", "there is no account here to pay from", account=account)
        self.send(payers[0], account, value=missing)

    def checkpoint(self) -> Checkpoint:
        self._needs_obedience("cannot go back on this node")
        mark = _Mark(self._node.ask("evm_snapshot"))
        self._marks.append(mark)
        return Checkpoint(mark)

    def restore(self, checkpoint: Checkpoint) -> None:
        self._needs_obedience("cannot go back on this node")
        mark = checks.token(checkpoint)
        self._let_pool_empty()
        if mark not in self._marks or not self._node.ask("evm_revert", mark.snapshot):
            raise Refused("chain", "this checkpoint was used already, or one made before it was")
        del self._marks[self._marks.index(mark) :]

    def close(self) -> None:
        """Gives the node back its own clock and senders, and ends the connection."""
        if self._obeys:
            with contextlib.suppress(DaoSimError):  # a node that is gone needs nothing back
                self._node.ask("anvil_removeBlockTimestampInterval")
                self._node.ask("anvil_autoImpersonateAccount", _OFF)
        self._node.close()

    def _is_anvil(self) -> bool:
        try:
            return str(self._node.request("web3_clientVersion")).lower().startswith("anvil/")
        except RpcError:
            return False

    def _take_over(self) -> None:
        self._node.ask("anvil_autoImpersonateAccount", _ON)
        self._node.ask("anvil_setBlockTimestampInterval", self._block_seconds)
        self._node.ask("anvil_setNextBlockBaseFeePerGas", "0x0")  # and so it stays for later blocks

    def _let_pool_empty(self) -> None:
        """Anvil gives a receipt before its pool lets the transaction go; going back then mines it again."""
        deadline = time.monotonic() + _POOL_SECONDS
        while any(map(number, self._node.ask("txpool_status").values())):
            if time.monotonic() > deadline:
                self._node.ask("anvil_dropAllTransactions")
            time.sleep(0.0005)

    def _needs_obedience(self, reason: str) -> None:
        if not self._obeys:
            raise Unsupported("chain", reason, hint="use an engine of this machine, or anvil", url=self.name)

    def _block(self, which: str) -> Any:
        return self._node.ask("eth_getBlockByNumber", which, _HASHES_ONLY)

    def _transact(self, sender: Address, to: Address | None, data: bytes, value: int) -> Receipt:
        asked = unsigned(sender, to, data, value)
        if self._obeys:
            free = {"gas": hexadecimal(self._gas), "maxFeePerGas": "0x0", "maxPriorityFeePerGas": "0x0"}
            sent = self._node.ask("eth_sendTransaction", {**asked, **free})
        else:
            sent = self._send_ordinary(sender, asked)
        return self.lookup.wait_for(bytes.fromhex(sent[2:]), asked)

    def skip(self, seconds: int) -> None:
        """Moves an anvil's time forward without taking it over. Raises Unsupported on other nodes."""
        if not self._is_anvil():
            raise Unsupported("chain", "cannot move the time of this node", hint="use anvil", url=self.name)
        then = checks.later(self.now(), seconds)
        # who took the node over and ended without `close` left its clock standing still
        self._node.ask("anvil_removeBlockTimestampInterval")
        self._node.ask("evm_setNextBlockTimestamp", then)
        self._node.ask("evm_mine")

    def turn_clock(self, seconds: int) -> None:
        """Moves an anvil's clock forward; the next block has the new time."""
        self._node.ask("evm_increaseTime", seconds)

    def latest_time(self) -> Seconds:
        """The time of the latest block, which with `pending` is not the time that views see."""
        return Seconds(number(self._block("latest")["timestamp"]))

    def dump_state(self) -> bytes:
        """An anvil's whole state as JSON, the form that its `--load-state` reads."""
        return gzip.decompress(bytes.fromhex(self._node.ask("anvil_dumpState")[2:]))

    def effects(self, sender: Address, to: Address, data: bytes, value: int = 0) -> list[Log] | None:
        """The events that a transaction sent now would announce; None where the node cannot tell."""
        call = {**unsigned(sender, to, data, value), "gas": hexadecimal(self._gas)}
        block = {"calls": [call], "blockOverrides": {"time": hexadecimal(self.now())}}
        try:
            found = self._node.request("eth_simulateV1", {"blockStateCalls": [block]}, "latest")
        except RpcError:
            return None
        logs = found[0]["calls"][0].get("logs") or []
        number_ = hexadecimal(self.block_number())
        return list(parse_logs({**log, "blockNumber": log.get("blockNumber") or number_} for log in logs))

    def _send_ordinary(self, sender: Address, asked: dict[str, Any]) -> str:
        """Sends what a public chain would take, signed here or by the node. Returns the hash."""
        sender = Address(to_checksum_address(sender))
        if sender in self._signers:
            signed = self.outbox.sign(asked, nonce=self.outbox.nonce(sender))
            self.outbox.broadcast(signed)
            return "0x" + signed.hash.hex()
        if sender not in self.node_accounts():
            raise Unsupported(
                "chain", "this node cannot send for an account whose key it does not have", sender=sender
            )
        most, tip = self.outbox.fees()
        fees = {"maxFeePerGas": hexadecimal(most), "maxPriorityFeePerGas": hexadecimal(tip)}
        gas = hexadecimal(self.outbox.gas(asked))
        return str(self._node.ask("eth_sendTransaction", {**asked, **fees, "gas": gas}))

    def _row(self, sender: Address, to: Address, data: bytes, value: int) -> Row:
        try:
            receipt = self.send(sender, to, data, value)
        except Reverted as error:
            return Row(gas_used=0, failure=error.raw)
        except Refused:
            return Row(gas_used=0, failure=b"")
        return Row(gas_used=receipt.gas_used, logs=receipt.logs)


def _provider(url: str, timeout: float, session: Any) -> HTTPProvider:
    # no retries: a request that was not answered may still have been carried out
    return HTTPProvider(
        url, request_kwargs={"timeout": timeout}, session=session, exception_retry_configuration=None
    )
