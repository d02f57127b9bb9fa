# Generated from artifacts/TargetBinding.json by `python scripts/bindings.py`: change that, not this.
"""`TargetBinding`, compiled from contracts/governance/guards/TargetBinding.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class TargetBinding(Contract):
    """Records the code hash of each target of a proposal and refuses to execute if it changed (the metamorphic
    contract).

    The defence that Tornado Cash's governance lacked in May 2023, when an adopted proposal's code was
    replaced.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "TargetBinding"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Serving(Event):
        """The part serves `governor` from now on, and no other.

        Solidity: `Serving(address governor)`.
        """

        SIGNATURE: ClassVar[str] = "Serving(address)"
        governor: Address
        """Indexed."""

    @classmethod
    def creation(cls) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends."""
        return cls.initcode()

    @classmethod
    def deploy(cls, chain: Chain, sender: Address) -> TargetBinding:
        """Deploys a `TargetBinding` and returns it, at the address in the receipt."""
        return cls.create(chain, sender)

    def code_hash_of(self, proposal_id: int, target: Address) -> bytes:
        """The hash of the code that `target` had when the proposal was made; zero for an account without code.

        Solidity: `codeHashOf(uint256 proposalId, address target)`.
        """
        return cast("bytes", self.read("codeHashOf(uint256,address)", proposal_id, target))

    def governor(self) -> Address:
        """The governor that it serves; zero before it serves one.

        Solidity: `governor()`.
        """
        return cast("Address", self.read("governor()"))

    def on_cancel(self, arg0: int, arg1: Address) -> None:
        """The proposal was cancelled by `canceller`.

        Solidity: `onCancel(uint256, address)`.
        """
        self.read("onCancel(uint256,address)", arg0, arg1)

    def on_execute(self, proposal_id: int, targets: Sequence[Address]) -> None:
        """The proposal is about to be executed, and calls `targets`, of the option that won.

        Solidity: `onExecute(uint256 proposalId, address[] targets)`.
        """
        self.read("onExecute(uint256,address[])", proposal_id, targets)

    def on_propose(self, proposal_id: int, arg1: Address, targets: Sequence[Address]) -> Call:
        """`proposer` made a proposal that calls `targets`, of all its options.

        Solidity: `onPropose(uint256 proposalId, address, address[] targets)`.
        """
        return self.write("onPropose(uint256,address,address[])", proposal_id, arg1, targets)

    def on_queue(self, arg0: int) -> None:
        """The proposal was adopted and waits in the timelock.

        Solidity: `onQueue(uint256)`.
        """
        self.read("onQueue(uint256)", arg0)

    def serve(self) -> Call:
        """Binds the part to its caller, a governor.

        Solidity: `serve()`.
        """
        return self.write("serve()")
