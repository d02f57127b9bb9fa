"""What a chain is to the rest of dao-sim. Every engine offers this; one conformance suite checks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from dao_sim.units import Address, Seconds, Wei


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What an engine can do beyond sending and calling."""

    exact_gas: bool
    """`Receipt.gas_used` is what a public chain would charge."""
    snapshots: bool
    """`checkpoint` and `restore` work."""
    impersonation: bool
    """Any address may send, without its key."""
    time_control: bool
    """`advance` works, and time moves only by it and by `seconds_per_block`."""
    seconds_per_block: int
    """Seconds that pass with each block that a transaction makes; 0 where time stands still."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """One event as the chain stores it. `topics[0]` is the event's signature hash."""

    address: Address
    topics: tuple[bytes, ...]
    data: bytes
    block_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A transaction that succeeded (one that failed raises `Reverted`)."""

    sender: Address
    to: Address | None
    contract_address: Address | None
    """Where a deployment landed; None for a call."""
    logs: tuple[Log, ...]
    gas_used: int
    block_number: int
    timestamp: Seconds
    transaction_hash: bytes | None = None
    """None on engines that have no transactions of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Many calls in columns: row i is `senders[i]` calling `to[i]` with `data[i]` and `values[i]`.

    `to` may be one address for all rows. `values` is None when no row carries ETH.
    """

    senders: Sequence[Address]
    to: Address | Sequence[Address]
    data: Sequence[bytes]
    values: Sequence[int] | None = None

    def __len__(self) -> int:
        return len(self.senders)


class BatchResult(Protocol):
    """What became of a batch, row by row. A refused row is data here, never an exception."""

    def __len__(self) -> int: ...

    @property
    def failures(self) -> Mapping[int, bytes]:
        """Row number → revert data, for the rows that the contracts refused (b"" if it halted)."""
        ...

    def gas_used(self) -> Sequence[int]:
        """Gas per row; exact only where the engine's capabilities say so."""
        ...

    def logs(self) -> Iterable[tuple[int, Log]]:
        """(row, log) in order. Logs are built when asked for, so that a fast path stays fast."""
        ...


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A state to come back to. `token` means something only to the engine that made it."""

    token: Any = field(repr=False)


@runtime_checkable
class Chain(Protocol):
    """A chain, whoever runs it.

    Conventions: a failed transaction or call raises `Reverted` (or `OutOfGas`); a node that does not
    answer raises `ChainUnreachable`; a capability that is missing raises `Unsupported`. An argument that is
    not what it should be raises `BadInput` that names it, before anything happens: `dao_sim.chain.checks`
    has the checks, and turns integers of other libraries into ints.
    """

    @property
    def name(self) -> str:
        """A word for messages: "embedded", "tester", or the node's URL without credentials."""
        ...

    @property
    def capabilities(self) -> Capabilities: ...

    @property
    def chain_id(self) -> int: ...

    def accounts(self) -> Sequence[Address]:
        """Funded accounts that this chain can send from, in a stable order."""
        ...

    def now(self) -> Seconds:
        """The timestamp that a view called now sees as `block.timestamp`."""
        ...

    def block_number(self) -> int: ...

    def advance(self, seconds: int) -> None:
        """Moves time forward by `seconds` (at least 1), so that `now()` grows by exactly that much."""
        ...

    def deploy(self, sender: Address, initcode: bytes, value: int = 0) -> Receipt:
        """Creates a contract; its address is in the receipt, and only there."""
        ...

    def send(self, sender: Address, to: Address, data: bytes = b"", value: int = 0) -> Receipt:
        """One transaction in its own block."""
        ...

    def send_batch(self, batch: Batch) -> BatchResult:
        """Every row as its own transaction from its own sender, in order."""
        ...

    def call(self, to: Address, data: bytes, sender: Address | None = None, value: int = 0) -> bytes:
        """The return data of a call that leaves no trace: state is as before, whatever the call does."""
        ...

    def logs(
        self,
        *,
        address: Address | None = None,
        topics: Sequence[bytes | None] = (),
        from_block: int = 0,
        to_block: int | None = None,
    ) -> list[Log]:
        """Past events, oldest first. A None topic matches anything; missing trailing topics too."""
        ...

    def balance(self, account: Address) -> Wei: ...

    def code(self, account: Address) -> bytes:
        """Runtime code; empty for an account without any."""
        ...

    def fund(self, account: Address, amount: int) -> None:
        """Gives `account` ETH so that it has at least `amount`."""
        ...

    def checkpoint(self) -> Checkpoint:
        """Remembers the whole state, time included. Checkpoints nest."""
        ...

    def restore(self, checkpoint: Checkpoint) -> None:
        """Goes back to it; that checkpoint and those made after it can be used no more."""
        ...

    def close(self) -> None: ...
