"""The embedded engine: revm in this process, by way of pyrevm. Fast, and needs nothing to be started.

How it differs from a public chain, because pyrevm keeps one transaction open for its whole life:

- gas is not exact: storage stays warm from one transaction to the next (`exact_gas` is False);
- calls do not raise the sender's nonce, deployments do; read addresses from receipts;
- a contract that destroys itself is destroyed even if it was created long ago, and keeps its code;
- `blockhash` gives made-up but repeatable hashes.

Blocks: a transaction is a block, a batch is one block for all its rows, and so is an `advance`. Time
starts at `GENESIS_TIME` and stands still unless advanced. Failed transactions are blocks too.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pyrevm
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from dao_sim.chain import checks, memory
from dao_sim.chain.batch import check
from dao_sim.chain.compaction import compact
from dao_sim.chain.defaults import ACCOUNT_BALANCE, ACCOUNTS, CHAIN_ID, GENESIS_TIME, TRANSACTION_GAS_LIMIT
from dao_sim.chain.logstore import LogStore
from dao_sim.chain.protocol import Batch, BatchResult, Capabilities, Checkpoint, Log, Receipt
from dao_sim.chain.revm import (
    KECCAK_EMPTY,
    EmbeddedBatch,
    decode,
    forced_transfer,
    is_contract_sender,
    refusal,
    revert_data,
    run_rows,
)
from dao_sim.errors import BadInput, Refused
from dao_sim.units import Address, Seconds, Wei

Returned = TypeVar("Returned")

_NOBODY = Address("0x0000000000000000000000000000000000000000")
_FAUCET = Address("0x" + b"dao-sim faucet".hex().rjust(40, "0"))


@dataclass(eq=False)
class _Mark:
    """What a checkpoint remembers."""

    journal: pyrevm.JournalCheckpoint
    block: int
    time: Seconds
    logs: int


class EmbeddedChain:
    """`Chain` on pyrevm.

    `compact_every` is the number of transactions after which the journal is compacted: "auto" chooses it by
    the memory that is free (see `dao_sim.chain.memory`), None never does it.
    """

    name = "embedded"
    capabilities = Capabilities(
        exact_gas=False, snapshots=True, impersonation=True, time_control=True, seconds_per_block=0
    )
    chain_id = CHAIN_ID

    def __init__(
        self, *, genesis_time: Seconds = GENESIS_TIME, compact_every: memory.CompactEvery = "auto"
    ) -> None:
        start = checks.genesis_time(genesis_time)
        environment = pyrevm.Env(cfg=pyrevm.CfgEnv(chain_id=CHAIN_ID))
        evm = pyrevm.EVM(env=environment, gas_limit=TRANSACTION_GAS_LIMIT)
        self._begin(evm, 0, start, memory.compaction_interval(compact_every), ACCOUNTS)

    def _begin(
        self,
        evm: pyrevm.EVM,
        block: int,
        time: Seconds,
        compact_every: int | None,
        rich: Sequence[Address],
    ) -> None:
        """At that block and time; the `rich` have `ACCOUNT_BALANCE`."""
        self._evm = evm
        self._compact_every = compact_every
        self._since_compaction = 0
        self._log_store: LogStore[pyrevm.ExecutionResult | None] = LogStore(decode)
        self._checkpoints: list[weakref.ref[_Mark]] = []
        self._enter_block(block, time)
        for account in rich:
            self._put_balance(account, ACCOUNT_BALANCE)
        self._put_balance(_FAUCET, 2**200)
        self._base = self._snapshot()

    def accounts(self) -> Sequence[Address]:
        return ACCOUNTS

    def now(self) -> Seconds:
        return self._time

    def block_number(self) -> int:
        return self._block

    def advance(self, seconds: int) -> None:
        self._enter_block(self._block + 1, checks.later(self._time, seconds))

    def skip_to(self, block: int) -> None:
        """Moves on to a later block, whose number makes its hash; nothing happens, and time stands still."""
        if block <= self._block:
            raise BadInput("chain", "blocks only go forward", block=block, present=self._block)
        self._enter_block(block, self._time)

    def deploy(self, sender: Address, initcode: bytes, value: int = 0) -> Receipt:
        wei = checks.message(checks.address("sender", sender), None, initcode, value)
        created = self._transact(sender, lambda: self._evm.deploy(sender, initcode, wei))
        return self._receipt(sender, None, Address(to_checksum_address(created)))

    def send(self, sender: Address, to: Address, data: bytes = b"", value: int = 0) -> Receipt:
        wei = checks.message(checks.address("sender", sender), checks.address("to", to), data, value)
        self._transact(sender, lambda: self._evm.message_call(sender, to, data, wei))
        return self._receipt(sender, to, None)

    def send_batch(self, batch: Batch) -> BatchResult:
        """Every row in one block. Raises `BadInput` before any row if the batch cannot fit in memory."""
        batch = check(batch)
        compacts = None if self._has_checkpoints() else self._compact_every
        memory.ensure_fits(len(batch), compact_every=compacts)
        self._enter_block(self._block + 1, self._time)
        results: list[pyrevm.ExecutionResult | None] = []
        failures: dict[int, bytes] = {}
        step = self._compact_every or len(batch)
        for start in range(0, len(batch), max(step, 1)):
            stop = min(start + step, len(batch))
            self._compact_if_due(stop - start)
            run_rows(
                self._evm,
                batch,
                range(start, stop),
                results=results,
                failures=failures,
                recover=self._recover,
            )
        self._log_store.append(self._block, results)
        return EmbeddedBatch(results, failures, self._block)

    def call(self, to: Address, data: bytes, sender: Address | None = None, value: int = 0) -> bytes:
        wei = checks.message(sender, checks.address("to", to), data, value)
        caller = _NOBODY if sender is None else sender
        mark = self._evm.snapshot()
        try:
            return bytes(self._attempt(caller, lambda: self._evm.message_call(caller, to, data, wei)))
        finally:
            self._evm.revert(mark)

    def logs(
        self,
        *,
        address: Address | None = None,
        topics: Sequence[bytes | None] = (),
        from_block: int = 0,
        to_block: int | None = None,
    ) -> list[Log]:
        return self._log_store.select(address, topics, from_block, to_block)

    def balance(self, account: Address) -> Wei:
        return Wei(self._evm.get_balance(checks.address("account", account)))

    def code(self, account: Address) -> bytes:
        return _code(self._evm.basic(checks.address("account", account)))

    def fund(self, account: Address, amount: int) -> None:
        """Pays from a faucet, without running the account's code and without a block."""
        missing = checks.amount("amount", amount) - self.balance(account)
        if missing > self.balance(_FAUCET):
            raise Refused("chain", "there is not that much ETH on this chain", account=account, amount=amount)
        if missing > 0:
            self._evm.deploy(_FAUCET, forced_transfer(account), missing)
            self._evm.reset_transient_storage()

    def checkpoint(self) -> Checkpoint:
        mark = _Mark(self._snapshot(), self._block, self._time, self._log_store.mark())
        self._checkpoints.append(weakref.ref(mark))
        return Checkpoint(mark)

    def restore(self, checkpoint: Checkpoint) -> None:
        mark = checks.token(checkpoint)
        held = [at for at, reference in enumerate(self._checkpoints) if reference() is mark]
        if not isinstance(mark, _Mark) or not held:
            raise Refused("chain", "this checkpoint was used already, or one made before it was")
        del self._checkpoints[held[0] :]
        self._rewind(mark.journal)
        self._log_store.rewind(mark.logs)
        self._enter_block(mark.block, mark.time)

    def compact(self) -> None:
        """Frees what the journal holds, leaving the state as it is. Refused while checkpoints are held."""
        if self._has_checkpoints():
            raise Refused("chain", "the journal cannot be compacted while checkpoints are held")
        self._base = compact(self._evm, self._base)
        self._since_compaction = 0

    def close(self) -> None:
        """Nothing to release: the engine goes with the object."""

    def _compact_if_due(self, transactions: int) -> None:
        due = self._compact_every is not None and self._since_compaction + transactions > self._compact_every
        if due and self._since_compaction and not self._has_checkpoints():
            self.compact()
        self._since_compaction += transactions

    def _has_checkpoints(self) -> bool:
        self._checkpoints = [reference for reference in self._checkpoints if reference() is not None]
        return bool(self._checkpoints)

    def _enter_block(self, number: int, time: Seconds) -> None:
        self._block, self._time = number, time
        self._evm.set_block_env(
            pyrevm.BlockEnv(
                number=number, timestamp=time, prevrandao=bytes(32), gas_limit=TRANSACTION_GAS_LIMIT
            )
        )

    def _transact(self, sender: Address, run: Callable[[], Returned]) -> Returned:
        self._compact_if_due(1)
        self._enter_block(self._block + 1, self._time)
        returned = self._attempt(sender, run)
        self._log_store.append(self._block, (self._evm.result,))
        return returned

    def _attempt(self, sender: Address, run: Callable[[], Returned]) -> Returned:
        """Runs one message, and translates whatever pyrevm makes of its failure."""
        try:
            return run()
        except RuntimeError as error:
            if not is_contract_sender(error):
                raise refusal(error) from error
        except (TypeError, ValueError, OverflowError) as error:
            raise BadInput("chain", f"not a message that can be sent: {error}") from error
        finally:
            self._evm.reset_transient_storage()
        try:
            return self._as_contract(sender, run)
        except RuntimeError as error:
            raise refusal(error) from error
        finally:
            self._evm.reset_transient_storage()

    def _as_contract(self, sender: Address, run: Callable[[], Returned]) -> Returned:
        """Lets a contract be the sender (EIP-3607 forbids it) by hiding its code hash, not its code."""
        before = self._evm.basic(sender)
        code = _code(before)
        hidden = _account(before.balance, before.nonce, KECCAK_EMPTY, code)
        self._evm.insert_account_info(sender, hidden)
        try:
            return run()
        finally:
            after = self._evm.basic(sender)
            if after.nonce == before.nonce:  # the same object keeps pyrevm's analysis of the code
                self._evm.insert_account_info(sender, before)
                self._evm.set_balance(sender, after.balance)
            else:
                restored = _account(after.balance, after.nonce, before.code_hash, code)
                self._evm.insert_account_info(sender, restored)

    def _recover(self, row: tuple[Any, ...], error: RuntimeError) -> bytes | None:
        """Revert data of a failed row; None if only its sender's code was in the way, and no longer is."""
        if not is_contract_sender(error):
            return revert_data(error)
        try:
            self._as_contract(row[0], lambda: self._evm.message_call(*row))
        except RuntimeError as second:
            return revert_data(second)
        return None

    def _receipt(self, sender: Address, to: Address | None, created: Address | None) -> Receipt:
        result = self._evm.result
        return Receipt(
            sender=sender,
            to=to,
            contract_address=created,
            logs=tuple(decode(result, self._block)),
            gas_used=result.gas_used if result else 0,
            block_number=self._block,
            timestamp=self._time,
        )

    def _put_balance(self, account: Address, amount: int) -> None:
        self._evm.insert_account_info(account, _account(amount, 0, None, None))

    def _snapshot(self) -> pyrevm.JournalCheckpoint:
        """A place in the journal. The commit keeps it from counting as a level of the call stack."""
        mark = self._evm.snapshot()
        self._evm.commit()
        return mark

    def _rewind(self, mark: pyrevm.JournalCheckpoint) -> None:
        self._evm.snapshot()  # revert() takes one level off the call stack: give it one
        self._evm.revert(mark)


def _account(balance: int, nonce: int, code_hash: bytes | None, code: bytes | None) -> pyrevm.AccountInfo:
    build: Any = pyrevm.AccountInfo  # its stub leaves `balance` out
    account: pyrevm.AccountInfo = build(balance=balance, nonce=nonce, code_hash=code_hash, code=code)
    return account


def _code(account: pyrevm.AccountInfo) -> bytes:
    """Runtime code without the zeros that revm appends when it analyses it."""
    code = account.code or b""
    if account.code_hash == KECCAK_EMPTY:
        return b""
    return code if keccak(code) == account.code_hash else code[:-33]
