# Generated from artifacts/Treasury.json by `python scripts/bindings.py`: change that, not this.
"""`Treasury`, compiled from contracts/treasury/Treasury.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Cap
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class Treasury(Contract):
    """The contract `Treasury`."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "Treasury"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class CapSet(Event):
        """`spender` may now pay `newCap` (smallest unit) of `asset` per epoch.

        Solidity: `CapSet(address spender, address asset, uint256 oldCap, uint256 newCap)`.
        """

        SIGNATURE: ClassVar[str] = "CapSet(address,address,uint256,uint256)"
        spender: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        old_cap: int
        new_cap: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class EarmarkPaid(Event):
        """`holder` paid `amount` (smallest unit) of `asset` from what it had set aside.

        Solidity: `EarmarkPaid(address holder, address asset, address to, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "EarmarkPaid(address,address,address,uint256)"
        holder: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        to: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class EarmarkSet(Event):
        """`holder` has `newAmount` (smallest unit) of `asset` set aside.

        Solidity: `EarmarkSet(address holder, address asset, uint256 oldAmount, uint256 newAmount)`.
        """

        SIGNATURE: ClassVar[str] = "EarmarkSet(address,address,uint256,uint256)"
        holder: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        old_amount: int
        new_amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Paid(Event):
        """`spender` paid `amount` (smallest unit) of `asset`, which counts against its cap.

        Solidity: `Paid(address spender, address asset, address to, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Paid(address,address,address,uint256)"
        spender: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        to: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Received(Event):
        """ETH arrived from `from`.

        Tokens that arrive announce themselves.

        Solidity: `Received(address from, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Received(address,uint256)"
        from_: Address
        """Indexed."""
        amount: int

    @classmethod
    def creation(cls, authority: Address, epoch_length: int, caps: Sequence[Cap]) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `epoch_length`: Seconds per epoch.
        - `caps`: Caps from the start; a spender also needs the SPENDER role.
        """
        return cls.initcode(authority, epoch_length, caps)

    @classmethod
    def deploy(
        cls, chain: Chain, sender: Address, authority: Address, epoch_length: int, caps: Sequence[Cap]
    ) -> Treasury:
        """Deploys a `Treasury` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `epoch_length`: Seconds per epoch.
        - `caps`: Caps from the start; a spender also needs the SPENDER role.
        """
        return cls.create(chain, sender, authority, epoch_length, caps)

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def cap_of(self, spender: Address, asset: Address) -> int:
        """`spender`'s cap for `asset` (smallest unit per epoch).

        Solidity: `capOf(address spender, address asset)`.
        """
        return cast("int", self.read("capOf(address,address)", spender, asset))

    def earmark_of(self, holder: Address, asset: Address) -> int:
        """What `holder` has set aside of `asset` (smallest unit).

        Solidity: `earmarkOf(address holder, address asset)`.
        """
        return cast("int", self.read("earmarkOf(address,address)", holder, asset))

    def earmarked(self, asset: Address) -> int:
        """What all together have set aside of `asset` (smallest unit).

        Solidity: `earmarked(address asset)`.
        """
        return cast("int", self.read("earmarked(address)", asset))

    def epoch_length(self) -> int:
        """Length of an epoch in seconds.

        Epochs are counted from timestamp 0.

        Solidity: `epochLength()`.
        """
        return cast("int", self.read("epochLength()"))

    def free(self, asset: Address) -> int:
        """What is there of `asset` and not set aside (smallest unit).

        Solidity: `free(address asset)`.
        """
        return cast("int", self.read("free(address)", asset))

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def pay(self, asset: Address, to: Address, amount: int) -> Call:
        """Pays `amount` (smallest unit) of `asset` to `to`.

        Restricted to the SPENDER role and counted against the caller's cap for the present epoch.

        Solidity: `pay(address asset, address to, uint256 amount)`.
        """
        return self.write("pay(address,address,uint256)", asset, to, amount)

    def pay_earmarked(self, asset: Address, to: Address, amount: int) -> Call:
        """Pays `amount` (smallest unit) of `asset` to `to` from what the caller had set aside.

        Restricted to the EARMARKER role; no cap applies.

        Solidity: `payEarmarked(address asset, address to, uint256 amount)`.
        """
        return self.write("payEarmarked(address,address,uint256)", asset, to, amount)

    def remaining(self, spender: Address, asset: Address) -> int:
        """What `spender` may still pay of `asset` in the present epoch (smallest unit).

        Solidity: `remaining(address spender, address asset)`.
        """
        return cast("int", self.read("remaining(address,address)", spender, asset))

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def set_cap(self, spender: Address, asset: Address, cap: int) -> Call:
        """Sets `spender`'s cap for `asset` (smallest unit per epoch).

        Restricted to the TREASURY_STEWARD role.

        Solidity: `setCap(address spender, address asset, uint256 cap)`.
        """
        return self.write("setCap(address,address,uint256)", spender, asset, cap)

    def set_earmark(self, asset: Address, amount: int) -> Call:
        """Sets aside `amount` (smallest unit) of `asset` for the caller, in place of what it had.

        Restricted to the EARMARKER role. It reverts if more would be set aside than is there.

        Solidity: `setEarmark(address asset, uint256 amount)`.
        """
        return self.write("setEarmark(address,uint256)", asset, amount)
