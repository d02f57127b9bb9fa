"""What all co-ops of a ledger share: the chain, and which address is whose account."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from eth_utils.address import to_checksum_address

from dao_sim.bindings import Contract, decode_revert
from dao_sim.chain.protocol import Batch, BatchResult, Chain
from dao_sim.coop import Cooperative
from dao_sim.coop.plan import operators
from dao_sim.errors import Unsupported
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import Endow, Pay, Spend
from dao_sim.ledger.lots import SEEDS, request_block
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import Address

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dao_sim.ledger.evm.vault import Vault

Handler = Callable[[Any], Outcome]

TOO_LITTLE = "InsufficientBalance"
"""Why a payment is refused whose sender has less."""

_FIRST = int.from_bytes(b"dao-sim account", "big") << 40
OUTSIDE = Address("0x" + b"dao-sim outside".hex().rjust(40, "0"))
"""Where money goes that is spent outside of what is simulated; it also sends what anybody may send."""


class World:
    """The chain and everybody's addresses."""

    def __init__(self, chain: Chain, addresses: Sequence[Address], contracts: Set[Address]) -> None:
        """What a co-op's own `contracts` have is not their cash: it is among its holdings."""
        self.chain = chain
        self._contracts = contracts
        self.addresses = list(addresses)
        self.vaults: list[Vault] = []
        """Every co-op's, in order: what works earn for works elsewhere goes from one to another."""
        self.account_of = {address: account for account, address in enumerate(self.addresses)}
        self._at = {int(address, 16): account for address, account in self.account_of.items()}

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {Endow: self.endow, Spend: self.spend, Pay: self.pay}

    def named(self, accounts: NDArray[np.int64]) -> list[Address]:
        """The addresses of these accounts."""
        return [self.addresses[account] for account in accounts.tolist()]

    def operator(self, coop: Cooperative, role: str) -> Address:
        """Who acts in a role for the charter; somebody without it where the charter names nobody."""
        holders = operators(coop.charter, self.chain.accounts())[role]
        return holders[0] if holders else OUTSIDE

    def account_at(self, word: int) -> int:
        """The account whose address this is, as a number."""
        return self._at[word]

    def next_request(self, seed: int) -> None:
        """Moves on to the block before the one for the next panel's request (see `dao_sim.ledger.lots`)."""
        requests = self.chain.block_number() // (2 * SEEDS)
        self.skip_to(request_block(requests + 1, seed) - 1)

    def skip_to(self, block: int) -> None:
        """Moves on to a block. Raises Unsupported for an engine whose block numbers cannot be chosen."""
        skip: Callable[[int], None] | None = getattr(self.chain, "skip_to", None)
        if skip is None:
            hint = "run this on the embedded engine, or on arrays"
            raise Unsupported("ledger", "panels need block numbers that can be chosen", hint=hint)
        skip(block)

    def ask(self, contract: Contract, view: str, **columns: Any) -> list[int]:
        """One word for each account of a view's answers; columns as `Contract.batch` takes them."""
        asked = contract.batch(view, self.addresses, **columns)
        return [int.from_bytes(self.chain.call(contract.address, data), "big") for data in asked.data]

    def cash(self) -> Amounts:
        return Amounts.of(
            0 if address in self._contracts else self.chain.balance(address) for address in self.addresses
        )

    def endow(self, intent: Endow) -> Outcome:
        for address, amount in zip(self.named(intent.accounts), intent.amounts.tolist(), strict=True):
            self.chain.fund(address, self.chain.balance(address) + amount)
        return Outcome(rows=len(intent.accounts))

    def spend(self, intent: Spend) -> Outcome:
        senders, amounts = self.named(intent.accounts), intent.amounts.tolist()
        return self.sent(Batch(senders=senders, to=OUTSIDE, data=[b""] * len(senders), values=amounts))

    def pay(self, intent: Pay) -> Outcome:
        senders, recipients = self.named(intent.senders), self.named(intent.recipients)
        amounts = intent.amounts.tolist()
        return self.sent(Batch(senders=senders, to=recipients, data=[b""] * len(senders), values=amounts))

    def sent(self, batch: Batch) -> Outcome:
        """Sends a batch; what became of it, without numbers and amounts."""
        return Outcome(rows=len(batch), refused=refusals(self.chain.send_batch(batch)))


def refusals(result: BatchResult) -> dict[int, str]:
    """Row → the name of the error that it was refused with."""
    return {row: _named(raw) for row, raw in result.failures.items()}


def address_of(account: int) -> Address:
    """Where an account is on the chain."""
    return Address(to_checksum_address((_FIRST + account).to_bytes(20, "big")))


def _named(raw: bytes) -> str:
    """Without revert data a transaction was not even valid: its sender had too little."""
    return (decode_revert(raw).name or "Reverted") if raw else TOO_LITTLE
