"""Where gas is measured: a co-op on eth-tester, whose gas is exact, and a book of what each act cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from dao_sim.bindings import Call
from dao_sim.chain.protocol import Receipt
from dao_sim.chain.tester import TesterChain
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.steps import Deploy, Step
from dao_sim.units import Address

CHARTER = Charter(
    name="Lumen",
    symbol="LUM",
    token={"mint_cap": "none"},
    governance={"guardian": "account:9"},
    treasury={"caps": [{"asset": "ETH", "amount": "50"}]},
    operators={"admitter": ["account:8"], "minter": ["account:8"]},
    founders=[
        {"account": "account:1", "class": "creator", "tokens": "1000"},
        {"account": "account:2", "class": "enterprise", "tokens": "600"},
    ],
)


class MeteredChain(TesterChain):
    """eth-tester that keeps the receipts of what is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.receipts: list[Receipt] = []

    def deploy(self, sender: Address, initcode: bytes, value: int = 0) -> Receipt:
        return self._keep(super().deploy(sender, initcode, value))

    def send(self, sender: Address, to: Address, data: bytes = b"", value: int = 0) -> Receipt:
        return self._keep(super().send(sender, to, data, value))

    def _keep(self, receipt: Receipt) -> Receipt:
        self.receipts.append(receipt)
        return receipt


class Stage:
    """A deployed co-op, its people, and `gas`: operation → gas of one transaction that does it."""

    def __init__(self) -> None:
        self.gas: dict[str, int] = {}
        self.chain = MeteredChain()
        steps: list[Step] = []
        self.coop = Cooperative.deploy(CHARTER, self.chain, on_step=steps.append)
        for step, receipt in zip(steps, self.chain.receipts, strict=True):
            self.note(_deployment(step), receipt)
        self.gas["deployment: everything, two founders"] = sum(
            receipt.gas_used for receipt in self.chain.receipts
        )
        self.alice, self.bob = self.coop.founders
        self.operator, self.guardian = self.chain.accounts()[8:10]
        self.carol, self.dave = self.chain.accounts()[3:5]

    def note(self, operation: str, receipt: Receipt) -> None:
        """Writes an operation's gas down. A name stands for one operation only."""
        assert operation not in self.gas, operation
        self.gas[operation] = receipt.gas_used

    def act(self, case: str, call: Call, sender: Address) -> Receipt:
        """Sends a call and notes it as `Contract.function: case` (or without a case, if it is empty)."""
        receipt = call.send(sender)
        self.note(f"{call.contract}.{call.function}" + (f": {case}" if case else ""), receipt)
        return receipt

    def decree(self, case: str, call: Call) -> Receipt:
        """`act` from the timelock, which holds every role: the call alone, without the vote before it."""
        return self.act(case, call, self.coop.timelock.address)

    @contextmanager
    def scene(self) -> Iterator[None]:
        """What is done inside is undone, so that one scene's figures do not depend on another's."""
        start = self.chain.checkpoint()
        yield
        self.chain.restore(start)


def keyholder(name: str) -> LocalAccount:
    """An account whose key is known, so that it can sign what others send."""
    account: LocalAccount = Account.from_key(keccak(text=name))
    return account


def stranger(number: int) -> Address:
    """An account that has nothing and has done nothing."""
    return Address(keyholder(f"stranger {number}").address)


def _deployment(step: Step) -> str:
    if isinstance(step, Deploy):
        return f"{step.contract}.constructor"
    return f"deployment: {step.step}"


Scene = Callable[[Stage], None]
