"""The tester engine: py-evm's chain as eth-tester sets it up. Slow, exact, and pure Python.

`gas.json` is measured here. Rules are Cancun's. Three things differ from eth-tester's own habits:

- any address may send. py-evm takes a transaction's word for its sender, so no key is needed;
- gas is free (base fee 0, price 0), so that a voter without ETH can vote. What a transaction uses is
  measured all the same;
- the clock starts at `GENESIS_TIME`, each block takes one second, or none where time stands still, and the
  wall clock is never read (py-evm's own next header reads it).

Blocks: every transaction is a block, each row of a batch too, and so is an `advance`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eth.exceptions import Revert
from eth.vm.forks.cancun import CancunVM
from eth.vm.spoof import SpoofTransaction
from eth_tester import PyEVMBackend  # type: ignore[import-untyped]
from eth_utils.address import to_canonical_address, to_checksum_address

from dao_sim.chain import checks
from dao_sim.chain.batch import Row, Rows, check, rows
from dao_sim.chain.defaults import (
    ACCOUNT_BALANCE,
    ACCOUNTS,
    CHAIN_ID,
    GENESIS_TIME,
    TRANSACTION_GAS_LIMIT,
)
from dao_sim.chain.logstore import LogStore
from dao_sim.chain.protocol import Batch, BatchResult, Capabilities, Checkpoint, Log, Receipt
from dao_sim.errors import OutOfGas, Refused, Reverted
from dao_sim.units import Address, Seconds, Wei

_NOBODY = bytes(20)
_SECONDS_PER_BLOCK = 1


class _FreeGasVM(CancunVM):
    """Cancun rules with a base fee of zero and a clock of its own."""

    @staticmethod
    def create_header_from_parent(parent_header: Any, **fields: Any) -> Any:
        if parent_header is not None:  # the genesis header comes this way too, with fields of its own
            fields.setdefault("timestamp", parent_header.timestamp + _SECONDS_PER_BLOCK)
            fields["gas_limit"] = parent_header.gas_limit
        return CancunVM.create_header_from_parent(parent_header, **fields).copy(base_fee_per_gas=0)

    @classmethod
    def validate_header(cls, header: Any, parent_header: Any) -> None:
        """Headers are ours alone; blocks of one second follow each other where time stands still."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mined:
    """A transaction in its block. `error` is what a caller of `send` gets raised."""

    gas_used: int
    logs: tuple[Log, ...]
    created: Address | None
    error: Refused | None


@dataclass(frozen=True, slots=True, eq=False)
class _Mark:
    latest: Any
    pending: Any
    logs: int


class TesterChain:
    """`Chain` on eth-tester's PyEVM backend. Blocks take a second each, unless `time_stands`."""

    name = "tester"
    chain_id = CHAIN_ID

    def __init__(self, *, genesis_time: Seconds = GENESIS_TIME, time_stands: bool = False) -> None:
        self.capabilities = Capabilities(
            exact_gas=True,
            snapshots=True,
            impersonation=True,
            time_control=True,
            seconds_per_block=0 if time_stands else _SECONDS_PER_BLOCK,
        )
        self._chain = _start(checks.genesis_time(genesis_time))
        self._latest = self._chain.get_canonical_head()
        self._set_clock()
        self._log_store: LogStore[tuple[Log, ...]] = LogStore(lambda logs, _: logs)
        self._marks: list[_Mark] = []

    def accounts(self) -> Sequence[Address]:
        return ACCOUNTS

    def now(self) -> Seconds:
        return Seconds(self._latest.timestamp)

    def block_number(self) -> int:
        return int(self._latest.block_number)

    def advance(self, seconds: int) -> None:
        self._chain.header = self._chain.header.copy(timestamp=checks.later(self.now(), seconds))
        self._mine()

    def deploy(self, sender: Address, initcode: bytes, value: int = 0) -> Receipt:
        wei = checks.message(checks.address("sender", sender), None, initcode, value)
        return self._receipt(sender, None, self._transact(sender, None, initcode, wei))

    def send(self, sender: Address, to: Address, data: bytes = b"", value: int = 0) -> Receipt:
        wei = checks.message(checks.address("sender", sender), checks.address("to", to), data, value)
        return self._receipt(sender, to, self._transact(sender, to, data, wei))

    def send_batch(self, batch: Batch) -> BatchResult:
        """Every row in a block of its own, so each takes a second."""
        batch = check(batch)
        return Rows([self._row(*row) for row in rows(batch)])

    def call(self, to: Address, data: bytes, sender: Address | None = None, value: int = 0) -> bytes:
        wei = checks.message(sender, checks.address("to", to), data, value)
        state = self._chain.get_vm(self._latest).state  # never persisted: whatever happens in it is lost
        caller = to_canonical_address(sender) if sender is not None else _NOBODY
        transaction = self._transaction(state, caller, to_canonical_address(to), data, wei)
        computation = state.apply_transaction(transaction)
        error = _failure(computation)
        if error is not None:
            raise error
        return bytes(computation.output)

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
        return Wei(self._state().get_balance(to_canonical_address(checks.address("account", account))))

    def code(self, account: Address) -> bytes:
        return bytes(self._state().get_code(to_canonical_address(checks.address("account", account))))

    def fund(self, account: Address, amount: int) -> None:
        """Writes the balance into the state, without a block."""
        amount = checks.amount("amount", amount)
        if self.balance(account) >= amount:
            return
        state = self._chain.get_vm().state
        state.set_balance(to_canonical_address(account), amount)
        state.persist()
        self._chain.header = self._chain.header.copy(state_root=state.state_root)
        self._latest = self._latest.copy(state_root=state.state_root)

    def checkpoint(self) -> Checkpoint:
        mark = _Mark(self._latest, self._chain.header, self._log_store.mark())
        self._marks.append(mark)
        return Checkpoint(mark)

    def restore(self, checkpoint: Checkpoint) -> None:
        mark = checks.token(checkpoint)
        if mark not in self._marks:
            raise Refused("chain", "this checkpoint was used already, or one made before it was")
        del self._marks[self._marks.index(mark) :]
        self._latest, self._chain.header = mark.latest, mark.pending
        self._log_store.rewind(mark.logs)

    def close(self) -> None:
        """Nothing to release: the engine goes with the object."""

    def _state(self) -> Any:
        return self._chain.get_vm(self._latest).state

    def _mine(self) -> None:
        # a constant instead of a random beacon value keeps runs repeatable
        self._latest = self._chain.mine_block(mix_hash=bytes(32)).header
        self._set_clock()

    def _set_clock(self) -> None:
        """Of the next block."""
        next_time = self.now() + self.capabilities.seconds_per_block
        self._chain.header = self._chain.header.copy(timestamp=next_time)

    def _transaction(self, state: Any, sender: bytes, to: bytes, data: bytes, value: int) -> Any:
        balance = state.get_balance(sender)
        if balance < value:
            raise Refused(
                "chain",
                "the sender has too little ETH for this transfer",
                hint="fund the sender first",
                value=value,
                balance=balance,
            )
        unsigned = self._chain.get_transaction_builder().new_dynamic_fee_transaction(
            chain_id=CHAIN_ID,
            nonce=state.get_nonce(sender),
            max_priority_fee_per_gas=0,
            max_fee_per_gas=0,
            gas=TRANSACTION_GAS_LIMIT,
            to=to,
            value=value,
            data=data,
            access_list=(),
            y_parity=0,
            r=int.from_bytes(sender, "big") + 1,  # keeps the hashes of two senders' transactions apart
            s=1,
        )
        return SpoofTransaction(unsigned, sender=sender, validate=lambda: None)

    def _transact(self, sender: Address, to: Address | None, data: bytes, value: int) -> _Mined:
        state = self._chain.get_vm().state
        target = to_canonical_address(to) if to else b""
        transaction = self._transaction(state, to_canonical_address(sender), target, data, value)
        _, receipt, computation = self._chain.apply_transaction(transaction)
        self._mine()
        logs = tuple(_logs(receipt, self.block_number()))
        self._log_store.append(self.block_number(), (logs,))
        created = None if to else Address(to_checksum_address(computation.msg.storage_address))
        return _Mined(gas_used=int(receipt.gas_used), logs=logs, created=created, error=_failure(computation))

    def _row(self, sender: Address, to: Address, data: bytes, value: int) -> Row:
        try:
            mined = self._transact(sender, to, data, value)
        except Refused:  # too poor to send: no transaction came to be
            return Row(gas_used=0, failure=b"")
        if mined.error is None:
            return Row(gas_used=mined.gas_used, logs=mined.logs)
        return Row(gas_used=mined.gas_used, failure=getattr(mined.error, "raw", b""))

    def _receipt(self, sender: Address, to: Address | None, mined: _Mined) -> Receipt:
        if mined.error is not None:
            raise mined.error
        return Receipt(
            sender=sender,
            to=to,
            contract_address=mined.created,
            logs=mined.logs,
            gas_used=mined.gas_used,
            block_number=self.block_number(),
            timestamp=self.now(),
        )


def _start(genesis_time: Seconds) -> Any:
    """eth-tester's chain under our rules, with our accounts, on our clock."""
    account = {"balance": ACCOUNT_BALANCE, "nonce": 0, "code": b"", "storage": {}}
    backend = PyEVMBackend(
        genesis_parameters=PyEVMBackend.generate_genesis_params(
            {"timestamp": genesis_time, "gas_limit": TRANSACTION_GAS_LIMIT}
        ),
        genesis_state={to_canonical_address(address): account for address in ACCOUNTS},
        vm_configuration=((0, _FreeGasVM),),
    )
    chain = backend.chain
    chain.chain_id = CHAIN_ID
    return chain


def _failure(computation: Any) -> Refused | None:
    if not computation.is_error:
        return None
    if isinstance(computation.error, Revert):
        return Reverted.from_output(bytes(computation.output))
    kind = type(computation.error).__name__
    reason = "ran out of gas" if kind == "OutOfGas" else "halted on an invalid instruction"
    return OutOfGas("contract", reason, halt=kind)


def _logs(receipt: Any, block_number: int) -> Iterable[Log]:
    for log in receipt.logs:
        yield Log(
            address=Address(to_checksum_address(log.address)),
            topics=tuple(topic.to_bytes(32, "big") for topic in log.topics),
            data=bytes(log.data),
            block_number=block_number,
        )
