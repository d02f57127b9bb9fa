# Generated from artifacts/VestingAward.json by `python scripts/bindings.py`: change that, not this.
"""`VestingAward`, compiled from contracts/funding/VestingAward.sol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class VestingAward(Contract):
    """One award of governance tokens: its owner's votes from the start, its owner's tokens as they vest."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "VestingAward"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ERC20Released(Event):
        """Event `ERC20Released`.

        Solidity: `ERC20Released(address token, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "ERC20Released(address,uint256)"
        token: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class EtherReleased(Event):
        """Event `EtherReleased`.

        Solidity: `EtherReleased(uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "EtherReleased(uint256)"
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class OwnershipTransferred(Event):
        """Event `OwnershipTransferred`.

        Solidity: `OwnershipTransferred(address previousOwner, address newOwner)`.
        """

        SIGNATURE: ClassVar[str] = "OwnershipTransferred(address,address)"
        previous_owner: Address
        """Indexed."""
        new_owner: Address
        """Indexed."""

    @classmethod
    def creation(cls, token: Address, owner: Address, start: int, cliff: int, duration: int) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `token`: The governance token.
        - `owner`: Whose award it is.
        - `start`: From when it vests (seconds).
        - `cliff`: Seconds from there until the first can be released; at most the duration.
        - `duration`: Seconds from there until everything can.
        """
        return cls.initcode(token, owner, start, cliff, duration)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        token: Address,
        owner: Address,
        start: int,
        cliff: int,
        duration: int,
    ) -> VestingAward:
        """Deploys a `VestingAward` and returns it, at the address in the receipt.

        - `token`: The governance token.
        - `owner`: Whose award it is.
        - `start`: From when it vests (seconds).
        - `cliff`: Seconds from there until the first can be released; at most the duration.
        - `duration`: Seconds from there until everything can.
        """
        return cls.create(chain, sender, token, owner, start, cliff, duration)

    def cliff(self) -> int:
        """Getter for the cliff timestamp.

        Solidity: `cliff()`.
        """
        return cast("int", self.read("cliff()"))

    def delegate(self, delegatee: Address) -> Call:
        """The owner gives the votes of what is here to somebody; `address(0)` returns them to the owner.

        Solidity: `delegate(address delegatee)`.
        """
        return self.write("delegate(address)", delegatee)

    def duration(self) -> int:
        """Getter for the vesting duration.

        Solidity: `duration()`.
        """
        return cast("int", self.read("duration()"))

    def end(self) -> int:
        """Getter for the end timestamp.

        Solidity: `end()`.
        """
        return cast("int", self.read("end()"))

    def owner(self) -> Address:
        """Returns the address of the current owner.

        Solidity: `owner()`.
        """
        return cast("Address", self.read("owner()"))

    def releasable(self) -> int:
        """Getter for the amount of releasable eth.

        Solidity: `releasable()`.
        """
        return cast("int", self.read("releasable()"))

    def releasable_with_token(self, token: Address) -> int:
        """Getter for the amount of releasable `token` tokens.

        `token` should be the address of an {IERC20} contract.

        Solidity: `releasable(address token)`.
        """
        return cast("int", self.read("releasable(address)", token))

    def release(self) -> Call:
        """Release the native tokens (ether) that have already vested.

        Emits a {EtherReleased} event.

        Solidity: `release()`.
        """
        return self.write("release()")

    def release_with_token(self, token: Address) -> Call:
        """Release the tokens that have already vested.

        Emits a {ERC20Released} event.

        Solidity: `release(address token)`.
        """
        return self.write("release(address)", token)

    def released(self) -> int:
        """Amount of eth already released

        Solidity: `released()`.
        """
        return cast("int", self.read("released()"))

    def released_with_token(self, token: Address) -> int:
        """Amount of token already released

        Solidity: `released(address token)`.
        """
        return cast("int", self.read("released(address)", token))

    def renounce_ownership(self) -> Call:
        """Leaves the contract without owner.

        It will not be possible to call `onlyOwner` functions. Can only be called by the current owner.
        NOTE: Renouncing ownership will leave the contract without an owner, thereby disabling any
        functionality that is only available to the owner.

        Solidity: `renounceOwnership()`.
        """
        return self.write("renounceOwnership()")

    def start(self) -> int:
        """Getter for the start timestamp.

        Solidity: `start()`.
        """
        return cast("int", self.read("start()"))

    def token(self) -> Address:
        """The governance token, which is what votes here.

        Solidity: `token()`.
        """
        return cast("Address", self.read("token()"))

    def transfer_ownership(self, new_owner: Address) -> Call:
        """Transfers ownership of the contract to a new account (`newOwner`).

        Can only be called by the current owner.

        Solidity: `transferOwnership(address newOwner)`.
        """
        return self.write("transferOwnership(address)", new_owner)

    def vested_amount(self, timestamp: int) -> int:
        """Calculates the amount of ether that has already vested.

        Default implementation is a linear vesting curve.

        Solidity: `vestedAmount(uint64 timestamp)`.
        """
        return cast("int", self.read("vestedAmount(uint64)", timestamp))

    def vested_amount_with_token(self, token: Address, timestamp: int) -> int:
        """Calculates the amount of tokens that has already vested.

        Default implementation is a linear vesting curve.

        Solidity: `vestedAmount(address token, uint64 timestamp)`.
        """
        return cast("int", self.read("vestedAmount(address,uint64)", token, timestamp))
