# Generated from artifacts/ExitWindow.json by `python scripts/bindings.py`: change that, not this.
"""`ExitWindow`, compiled from contracts/governance/guards/ExitWindow.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, AssetAmount, Window
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class ExitWindow(Contract):
    """Who did not vote for a measure may leave with its share of the treasury before the measure is executed.

    After Moloch DAO's ragequit (2019) and Nouns' fork. A listed asset that does not answer is worth nothing
    here, but keeps no measure from being queued or executed: else one that broke could never be taken off
    the list.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "ExitWindow"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AssetListed(Event):
        """Of later windows, `asset` is shared out beyond `minimum` (smallest unit).

        Solidity: `AssetListed(address asset, uint256 minimum)`.
        """

        SIGNATURE: ClassVar[str] = "AssetListed(address,uint256)"
        asset: Address
        """Indexed."""
        minimum: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AssetUnlisted(Event):
        """Later windows do not share out `asset`.

        Solidity: `AssetUnlisted(address asset)`.
        """

        SIGNATURE: ClassVar[str] = "AssetUnlisted(address)"
        asset: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Claimed(Event):
        """What was `member`'s went to `to`.

        Solidity: `Claimed(address member, address asset, address to, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Claimed(address,address,address,uint256)"
        member: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        to: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Exited(Event):
        """`member` burned `burned` tokens (smallest unit) over the proposal.

        Solidity: `Exited(uint256 proposalId, address member, uint256 burned)`.
        """

        SIGNATURE: ClassVar[str] = "Exited(uint256,address,uint256)"
        proposal_id: int
        """Indexed."""
        member: Address
        """Indexed."""
        burned: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Owed(Event):
        """`amount` (smallest unit) of `asset` is `member`'s to claim.

        Solidity: `Owed(address member, address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Owed(address,address,uint256)"
        member: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class PotSet(Event):
        """Over the proposal, `amount` (smallest unit) of `asset` is shared out.

        Solidity: `PotSet(uint256 proposalId, address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "PotSet(uint256,address,uint256)"
        proposal_id: int
        """Indexed."""
        asset: Address
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

    @dataclass(frozen=True, slots=True, kw_only=True)
    class WindowOpened(Event):
        """Until `closesAt` (seconds, not included) members may leave over the proposal, of a votable `supply`.

        Solidity: `WindowOpened(uint256 proposalId, uint48 closesAt, uint256 supply)`.
        """

        SIGNATURE: ClassVar[str] = "WindowOpened(uint256,uint48,uint256)"
        proposal_id: int
        """Indexed."""
        closes_at: int
        supply: int

    @classmethod
    def creation(
        cls,
        authority: Address,
        token: Address,
        membership: Address,
        treasury: Address,
        length: int,
        minimums: Sequence[AssetAmount],
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `token`: What burns.
        - `membership`: Who may leave.
        - `treasury`: What is shared out; this contract needs the EARMARKER role.
        - `length`: Seconds that a window is open.
        - `minimums`: What is shared out from the start, and what the treasury keeps of it.
        """
        return cls.initcode(authority, token, membership, treasury, length, minimums)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        authority: Address,
        token: Address,
        membership: Address,
        treasury: Address,
        length: int,
        minimums: Sequence[AssetAmount],
    ) -> ExitWindow:
        """Deploys a `ExitWindow` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `token`: What burns.
        - `membership`: Who may leave.
        - `treasury`: What is shared out; this contract needs the EARMARKER role.
        - `length`: Seconds that a window is open.
        - `minimums`: What is shared out from the start, and what the treasury keeps of it.
        """
        return cls.create(chain, sender, authority, token, membership, treasury, length, minimums)

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def burnable(self, proposal_id: int, account: Address) -> int:
        """How many tokens `account` may still burn over a proposal (smallest unit), membership and vote aside.

        Solidity: `burnable(uint256 proposalId, address account)`.
        """
        return cast("int", self.read("burnable(uint256,address)", proposal_id, account))

    def claim(self, asset: Address, to: Address) -> Call:
        """Pays all that the caller has coming of `asset` to `to`.

        Solidity: `claim(address asset, address to)`.
        """
        return self.write("claim(address,address)", asset, to)

    def exit_over(self, proposal_id: int, amount: int) -> Call:
        """Burns `amount` of the caller's tokens (smallest unit), which it approves first, and books what it
        gets.

        It reverts if the window is closed, the caller is no member or voted for the measure, or the amount
        is too much.

        Solidity: `exitOver(uint256 proposalId, uint256 amount)`.
        """
        return self.write("exitOver(uint256,uint256)", proposal_id, amount)

    def governor(self) -> Address:
        """The governor that it serves; zero before it serves one.

        Solidity: `governor()`.
        """
        return cast("Address", self.read("governor()"))

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def length(self) -> int:
        """How long a window is open, in seconds.

        Solidity: `length()`.
        """
        return cast("int", self.read("length()"))

    def list_asset(self, asset: Address, minimum: int) -> Call:
        """Lists an asset, or changes its minimum (smallest unit).

        Restricted to the access manager's admin.

        Solidity: `listAsset(address asset, uint256 minimum)`.
        """
        return self.write("listAsset(address,uint256)", asset, minimum)

    def membership(self) -> Address:
        """Who may leave.

        Solidity: `membership()`.
        """
        return cast("Address", self.read("membership()"))

    def minimums(self) -> tuple[AssetAmount, ...]:
        """What is shared out, and what the treasury keeps of it whoever leaves.

        Solidity: `minimums()`.
        """
        return cast("tuple[AssetAmount, ...]", self.read("minimums()"))

    def on_cancel(self, proposal_id: int, arg1: Address) -> Call:
        """The proposal was cancelled by `canceller`.

        Solidity: `onCancel(uint256 proposalId, address)`.
        """
        return self.write("onCancel(uint256,address)", proposal_id, arg1)

    def on_execute(self, proposal_id: int, arg1: Sequence[Address]) -> Call:
        """The proposal is about to be executed, and calls `targets`, of the option that won.

        Solidity: `onExecute(uint256 proposalId, address[])`.
        """
        return self.write("onExecute(uint256,address[])", proposal_id, arg1)

    def on_propose(self, arg0: int, arg1: Address, arg2: Sequence[Address]) -> None:
        """`proposer` made a proposal that calls `targets`, of all its options.

        Solidity: `onPropose(uint256, address, address[])`.
        """
        self.read("onPropose(uint256,address,address[])", arg0, arg1, arg2)

    def on_queue(self, proposal_id: int) -> Call:
        """The proposal was adopted and waits in the timelock.

        Solidity: `onQueue(uint256 proposalId)`.
        """
        return self.write("onQueue(uint256)", proposal_id)

    def owed_to(self, member: Address, asset: Address) -> int:
        """What `member` has coming of `asset` (smallest unit).

        Solidity: `owedTo(address member, address asset)`.
        """
        return cast("int", self.read("owedTo(address,address)", member, asset))

    def pots_of(self, proposal_id: int) -> tuple[AssetAmount, ...]:
        """What is shared out over a proposal.

        Solidity: `potsOf(uint256 proposalId)`.
        """
        return cast("tuple[AssetAmount, ...]", self.read("potsOf(uint256)", proposal_id))

    def reserved(self, asset: Address) -> int:
        """What windows that are open could still ask for of `asset` (smallest unit).

        Solidity: `reserved(address asset)`.
        """
        return cast("int", self.read("reserved(address)", asset))

    def serve(self) -> Call:
        """Binds the part to its caller, a governor.

        Solidity: `serve()`.
        """
        return self.write("serve()")

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def settle(self) -> Call:
        """Frees what no window that is open could ask for any more.

        Anybody may.

        Solidity: `settle()`.
        """
        return self.write("settle()")

    def token(self) -> Address:
        """What burns.

        Solidity: `token()`.
        """
        return cast("Address", self.read("token()"))

    def treasury(self) -> Address:
        """What is shared out.

        Solidity: `treasury()`.
        """
        return cast("Address", self.read("treasury()"))

    def unlist_asset(self, asset: Address) -> Call:
        """Takes an asset off the list; open windows keep it.

        Restricted to the access manager's admin.

        Solidity: `unlistAsset(address asset)`.
        """
        return self.write("unlistAsset(address)", asset)

    def window_of(self, proposal_id: int) -> Window:
        """The window of a proposal.

        Solidity: `windowOf(uint256 proposalId)`.
        """
        return cast("Window", self.read("windowOf(uint256)", proposal_id))
