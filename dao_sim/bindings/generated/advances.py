# Generated from artifacts/Advances.json by `python scripts/bindings.py`: change that, not this.
"""`Advances`, compiled from contracts/royalties/Advances.sol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Advance, AdvanceTerms, Custody
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class Advances(Contract):
    """Advances that repay themselves from the income of units in custody."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "Advances"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Asked(Event):
        """`borrower` asks for `amount`, and offers at most `due` for it (smallest units).

        Solidity: `Asked(uint256 advanceId, address borrower, uint256 workId, address asset, uint256 units,
        uint256 amount, uint256 due)`.
        """

        SIGNATURE: ClassVar[str] = "Asked(uint256,address,uint256,address,uint256,uint256,uint256)"
        advance_id: int
        """Indexed."""
        borrower: Address
        """Indexed."""
        work_id: int
        """Indexed."""
        asset: Address
        units: int
        amount: int
        due: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Claimed(Event):
        """`account` had `amount` (smallest unit) of `asset` paid to `to`.

        Solidity: `Claimed(address account, address asset, address to, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Claimed(address,address,address,uint256)"
        account: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        to: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Collected(Event):
        """`amount` (smallest unit) of what the units earned arrived.

        Solidity: `Collected(uint256 matterId, address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Collected(uint256,address,uint256)"
        matter_id: int
        """Indexed."""
        asset: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Divided(Event):
        """`toLender` (smallest unit) went to the lender, which has `repaid` in all; the rest is the
        borrower's.

        Solidity: `Divided(uint256 advanceId, uint256 toLender, uint256 toBorrower, uint256 repaid)`.
        """

        SIGNATURE: ClassVar[str] = "Divided(uint256,uint256,uint256,uint256)"
        advance_id: int
        """Indexed."""
        to_lender: int
        to_borrower: int
        repaid: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Entrusted(Event):
        """`owner` gave so many units of a work into the custody of a matter.

        Solidity: `Entrusted(uint256 matterId, address owner, uint256 workId, address custody, uint256
        units)`.
        """

        SIGNATURE: ClassVar[str] = "Entrusted(uint256,address,uint256,address,uint256)"
        matter_id: int
        """Indexed."""
        owner: Address
        """Indexed."""
        work_id: int
        """Indexed."""
        custody: Address
        units: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Funded(Event):
        """`lender` advanced it; the term is over at `endsAt` (seconds).

        Solidity: `Funded(uint256 advanceId, address lender, uint256 endsAt)`.
        """

        SIGNATURE: ClassVar[str] = "Funded(uint256,address,uint256)"
        advance_id: int
        """Indexed."""
        lender: Address
        """Indexed."""
        ends_at: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class HandedOn(Event):
        """The lender's right is `to`'s.

        Solidity: `HandedOn(uint256 advanceId, address from, address to)`.
        """

        SIGNATURE: ClassVar[str] = "HandedOn(uint256,address,address)"
        advance_id: int
        """Indexed."""
        from_: Address
        """Indexed."""
        to: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Owed(Event):
        """`account` is owed `amount` (smallest unit) of `asset` more.

        Solidity: `Owed(address account, address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Owed(address,address,uint256)"
        account: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Returned(Event):
        """So many units went back to their owner.

        Solidity: `Returned(uint256 matterId, address owner, uint256 units)`.
        """

        SIGNATURE: ClassVar[str] = "Returned(uint256,address,uint256)"
        matter_id: int
        """Indexed."""
        owner: Address
        """Indexed."""
        units: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Withdrawn(Event):
        """The borrower asks no more.

        Solidity: `Withdrawn(uint256 advanceId)`.
        """

        SIGNATURE: ClassVar[str] = "Withdrawn(uint256)"
        advance_id: int
        """Indexed."""

    @classmethod
    def creation(cls, vault: Address) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `vault`: The vault whose units earn what is repaid.
        """
        return cls.initcode(vault)

    @classmethod
    def deploy(cls, chain: Chain, sender: Address, vault: Address) -> Advances:
        """Deploys a `Advances` and returns it, at the address in the receipt.

        - `vault`: The vault whose units earn what is repaid.
        """
        return cls.create(chain, sender, vault)

    def advance_count(self) -> int:
        """How many advances were asked for, which is the last one's number.

        Solidity: `advanceCount()`.
        """
        return cast("int", self.read("advanceCount()"))

    def advance_of(self, advance_id: int) -> Advance:
        """An advance, of zeros if there is no such one.

        Solidity: `advanceOf(uint256 advanceId)`.
        """
        return cast("Advance", self.read("advanceOf(uint256)", advance_id))

    def ask(self, terms: AdvanceTerms) -> Call:
        """Asks for an advance.

        The caller approves this contract for its units in the vault, and keeps them until somebody advances
        the amount.

        `simulate` returns `advanceId`: Its number; the first is 1.

        Solidity: `ask(IAdvances.AdvanceTerms terms)`.
        """
        return self.write("ask((uint256,uint256,address,uint208,uint32,uint48,uint48))", terms)

    def claim(self, asset: Address, to: Address) -> Call:
        """Pays `to` all that the caller is owed of `asset`.

        Solidity: `claim(address asset, address to)`.
        """
        return self.write("claim(address,address)", asset, to)

    def collect(self, matter_id: int, asset: Address) -> Call:
        """Brings in what the units in custody earned in `asset`, and divides it.

        Anyone may.

        `simulate` returns `amount`: What arrived (smallest unit).

        Solidity: `collect(uint256 matterId, address asset)`.
        """
        return self.write("collect(uint256,address)", matter_id, asset)

    def custody_of(self, matter_id: int) -> Custody:
        """The units in custody for a matter, of zeros if there are none.

        Solidity: `custodyOf(uint256 matterId)`.
        """
        return cast("Custody", self.read("custodyOf(uint256)", matter_id))

    def fund(self, advance_id: int, *, value: Wei = NO_ETH) -> Call:
        """Advances the amount: with the call in ETH, else approved before.

        It is the borrower's, its units go into custody, and the term runs. Anyone may, as long as the work
        can still earn, and in this asset.

        - `value`: ETH to send along, in wei

        Solidity: `fund(uint256 advanceId)`.
        """
        return self.write("fund(uint256)", advance_id, value=value)

    def held(self, asset: Address) -> int:
        """What of `asset` belongs to somebody (smallest unit): in escrow, or owed.

        The balance is at least that.

        Solidity: `held(address asset)`.
        """
        return cast("int", self.read("held(address)", asset))

    def missing(self, advance_id: int) -> int:
        """What the lender may still get (smallest unit).

        Solidity: `missing(uint256 advanceId)`.
        """
        return cast("int", self.read("missing(uint256)", advance_id))

    def owed_to(self, account: Address, asset: Address) -> int:
        """What `account` is owed of `asset` and did not claim (smallest unit).

        Solidity: `owedTo(address account, address asset)`.
        """
        return cast("int", self.read("owedTo(address,address)", account, asset))

    def release(self, matter_id: int) -> Call:
        """Gives the units back to their owner, once nothing is due from their income any more.

        Anyone may.

        Solidity: `release(uint256 matterId)`.
        """
        return self.write("release(uint256)", matter_id)

    def repay(self, advance_id: int, amount: int, *, value: Wei = NO_ETH) -> Call:
        """Pays `amount` (smallest unit) towards what is missing: with the call in ETH, else approved before.

        What exceeds it is the borrower's. Anyone may.

        - `value`: ETH to send along, in wei

        Solidity: `repay(uint256 advanceId, uint256 amount)`.
        """
        return self.write("repay(uint256,uint256)", advance_id, amount, value=value)

    def transfer_loan(self, advance_id: int, to: Address) -> Call:
        """The lender hands its right on.

        What the units earned so far is collected for it before.

        Solidity: `transferLoan(uint256 advanceId, address to)`.
        """
        return self.write("transferLoan(uint256,address)", advance_id, to)

    def vault(self) -> Address:
        """The vault whose units they are.

        Solidity: `vault()`.
        """
        return cast("Address", self.read("vault()"))

    def withdraw(self, advance_id: int) -> Call:
        """The borrower asks no more, as long as nobody took it up.

        Solidity: `withdraw(uint256 advanceId)`.
        """
        return self.write("withdraw(uint256)", advance_id)
