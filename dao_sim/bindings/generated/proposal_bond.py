# Generated from artifacts/ProposalBond.json by `python scripts/bindings.py`: change that, not this.
"""`ProposalBond`, compiled from contracts/governance/guards/ProposalBond.sol."""

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


class ProposalBond(Contract):
    """Each live proposal locks a bond, lost if the guardian cancels it or it fails its quorum: against spam
    and look-alikes.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "ProposalBond"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class BondLocked(Event):
        """The bond of a new proposal was locked.

        Solidity: `BondLocked(uint256 proposalId, address proposer, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "BondLocked(uint256,address,uint256)"
        proposal_id: int
        """Indexed."""
        proposer: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class BondReleased(Event):
        """The bond went to `to`: back to its proposer, or to the treasury.

        Solidity: `BondReleased(uint256 proposalId, address to, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "BondReleased(uint256,address,uint256)"
        proposal_id: int
        """Indexed."""
        to: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Serving(Event):
        """The part serves `governor` from now on, and no other.

        Solidity: `Serving(address governor)`.
        """

        SIGNATURE: ClassVar[str] = "Serving(address)"
        governor: Address
        """Indexed."""

    @classmethod
    def creation(cls, token: Address, amount: int, treasury: Address) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends."""
        return cls.initcode(token, amount, treasury)

    @classmethod
    def deploy(
        cls, chain: Chain, sender: Address, token: Address, amount: int, treasury: Address
    ) -> ProposalBond:
        """Deploys a `ProposalBond` and returns it, at the address in the receipt."""
        return cls.create(chain, sender, token, amount, treasury)

    def amount(self) -> int:
        """The bond of each proposal, in the token's smallest unit.

        Solidity: `amount()`.
        """
        return cast("int", self.read("amount()"))

    def bonded_by(self, proposal_id: int) -> Address:
        """Who put up the bond of a proposal; zero if nothing is locked.

        Solidity: `bondedBy(uint256 proposalId)`.
        """
        return cast("Address", self.read("bondedBy(uint256)", proposal_id))

    def governor(self) -> Address:
        """The governor that it serves; zero before it serves one.

        Solidity: `governor()`.
        """
        return cast("Address", self.read("governor()"))

    def on_cancel(self, proposal_id: int, canceller: Address) -> Call:
        """The proposal was cancelled by `canceller`.

        Solidity: `onCancel(uint256 proposalId, address canceller)`.
        """
        return self.write("onCancel(uint256,address)", proposal_id, canceller)

    def on_execute(self, arg0: int, arg1: Sequence[Address]) -> None:
        """The proposal is about to be executed, and calls `targets`, of the option that won.

        Solidity: `onExecute(uint256, address[])`.
        """
        self.read("onExecute(uint256,address[])", arg0, arg1)

    def on_propose(self, proposal_id: int, proposer: Address, arg2: Sequence[Address]) -> Call:
        """`proposer` made a proposal that calls `targets`, of all its options.

        Solidity: `onPropose(uint256 proposalId, address proposer, address[])`.
        """
        return self.write("onPropose(uint256,address,address[])", proposal_id, proposer, arg2)

    def on_queue(self, arg0: int) -> None:
        """The proposal was adopted and waits in the timelock.

        Solidity: `onQueue(uint256)`.
        """
        self.read("onQueue(uint256)", arg0)

    def patience(self) -> int:
        """Seconds after its deadline from which an adopted proposal that nobody executes returns its bond.

        Solidity: `PATIENCE()`.
        """
        return cast("int", self.read("PATIENCE()"))

    def release(self, proposal_id: int) -> Call:
        """Pays a bond out to whom it belongs now.

        Solidity: `release(uint256 proposalId)`.
        """
        return self.write("release(uint256)", proposal_id)

    def serve(self) -> Call:
        """Binds the part to its caller, a governor.

        Solidity: `serve()`.
        """
        return self.write("serve()")

    def token(self) -> Address:
        """What bonds are in.

        Solidity: `token()`.
        """
        return cast("Address", self.read("token()"))

    def treasury(self) -> Address:
        """Where lost bonds go.

        Solidity: `treasury()`.
        """
        return cast("Address", self.read("treasury()"))
