# Generated from artifacts/CompletionBonds.json by `python scripts/bindings.py`: change that, not this.
"""`CompletionBonds`, compiled from contracts/royalties/CompletionBonds.sol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Custody, Project, ProjectTerms
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class CompletionBonds(Contract):
    """Presales that backers cover, who are repaid from the income of the borrower's units.

    Backers and buyers are as many as there are; nothing loops over them. A share is the same for all, so
    that an index of what each got is exact, and not a unit is left over.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "CompletionBonds"
    STRUCTS: ClassVar[Structs] = STRUCTS

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
    class Completed(Event):
        """It is delivered: pledges are the backers' again, and each share gets `due` (smallest unit) of the
        income.

        Solidity: `Completed(uint256 projectId, uint256 due)`.
        """

        SIGNATURE: ClassVar[str] = "Completed(uint256,uint256)"
        project_id: int
        """Indexed."""
        due: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Delivered(Event):
        """The borrower showed what it delivers.

        Solidity: `Delivered(uint256 projectId, bytes32 delivery)`.
        """

        SIGNATURE: ClassVar[str] = "Delivered(uint256,bytes32)"
        project_id: int
        """Indexed."""
        delivery: bytes

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Disputed(Event):
        """`buyer` disputes the delivery.

        Solidity: `Disputed(uint256 projectId, address buyer)`.
        """

        SIGNATURE: ClassVar[str] = "Disputed(uint256,address)"
        project_id: int
        """Indexed."""
        buyer: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Divided(Event):
        """Of income, each share gets `perShare` (smallest unit), and the borrower so much.

        Solidity: `Divided(uint256 projectId, uint256 perShare, uint256 toBorrower)`.
        """

        SIGNATURE: ClassVar[str] = "Divided(uint256,uint256,uint256)"
        project_id: int
        """Indexed."""
        per_share: int
        to_borrower: int

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
    class Failed(Event):
        """It is not delivered: bond and shares lost so much (smallest unit), and each share gets `due` of the
        income.

        Solidity: `Failed(uint256 projectId, uint256 bondLost, uint256 lostPerShare, uint256 due)`.
        """

        SIGNATURE: ClassVar[str] = "Failed(uint256,uint256,uint256,uint256)"
        project_id: int
        """Indexed."""
        bond_lost: int
        lost_per_share: int
        due: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Opened(Event):
        """`borrower` opened a project and put up a bond (smallest unit).

        Solidity: `Opened(uint256 projectId, address borrower, uint256 workId, address asset, uint256
        bond)`.
        """

        SIGNATURE: ClassVar[str] = "Opened(uint256,address,uint256,address,uint256)"
        project_id: int
        """Indexed."""
        borrower: Address
        """Indexed."""
        work_id: int
        """Indexed."""
        asset: Address
        bond: int

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
    class PaidOut(Event):
        """`backer` is owed `amount` (smallest unit): of its pledge, and of income.

        Solidity: `PaidOut(uint256 projectId, address backer, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "PaidOut(uint256,address,uint256)"
        project_id: int
        """Indexed."""
        backer: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Pledged(Event):
        """`backer` pledged so many shares more.

        Solidity: `Pledged(uint256 projectId, address backer, uint256 shares)`.
        """

        SIGNATURE: ClassVar[str] = "Pledged(uint256,address,uint256)"
        project_id: int
        """Indexed."""
        backer: Address
        """Indexed."""
        shares: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Prepaid(Event):
        """`buyer` paid `cost` (smallest unit) for so many copies.

        Solidity: `Prepaid(uint256 projectId, address buyer, uint256 copies, uint256 cost)`.
        """

        SIGNATURE: ClassVar[str] = "Prepaid(uint256,address,uint256,uint256)"
        project_id: int
        """Indexed."""
        buyer: Address
        """Indexed."""
        copies: int
        cost: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Refunded(Event):
        """`buyer` is owed `amount` (smallest unit) again.

        Solidity: `Refunded(uint256 projectId, address buyer, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Refunded(uint256,address,uint256)"
        project_id: int
        """Indexed."""
        buyer: Address
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
    class Ruled(Event):
        """The arbiter decided.

        Solidity: `Ruled(uint256 projectId, bool delivered)`.
        """

        SIGNATURE: ClassVar[str] = "Ruled(uint256,bool)"
        project_id: int
        """Indexed."""
        delivered: bool

    @classmethod
    def creation(cls, vault: Address, membership: Address, arbiter: Address, ruling_period: int) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `vault`: The vault whose units earn what backers get.
        - `membership`: Who may open a project.
        - `arbiter`: Who decides disputes.
        - `ruling_period`: How long the arbiter has (seconds).
        """
        return cls.initcode(vault, membership, arbiter, ruling_period)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        vault: Address,
        membership: Address,
        arbiter: Address,
        ruling_period: int,
    ) -> CompletionBonds:
        """Deploys a `CompletionBonds` and returns it, at the address in the receipt.

        - `vault`: The vault whose units earn what backers get.
        - `membership`: Who may open a project.
        - `arbiter`: Who decides disputes.
        - `ruling_period`: How long the arbiter has (seconds).
        """
        return cls.create(chain, sender, vault, membership, arbiter, ruling_period)

    def abandon(self, project_id: int) -> Call:
        """Ends a project of which nothing can be delivered any more; its borrower may give it up before.

        Solidity: `abandon(uint256 projectId)`.
        """
        return self.write("abandon(uint256)", project_id)

    def arbiter(self) -> Address:
        """Who decides disputes.

        Solidity: `arbiter()`.
        """
        return cast("Address", self.read("arbiter()"))

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

    def copies_of(self, project_id: int, buyer: Address) -> int:
        """How many copies a buyer paid for, and was not paid back.

        Solidity: `copiesOf(uint256 projectId, address buyer)`.
        """
        return cast("int", self.read("copiesOf(uint256,address)", project_id, buyer))

    def covered(self, project_id: int) -> int:
        """For how much more can be sold (smallest unit): what bond and pledges exceed sales by.

        Solidity: `covered(uint256 projectId)`.
        """
        return cast("int", self.read("covered(uint256)", project_id))

    def custody_of(self, matter_id: int) -> Custody:
        """The units in custody for a matter, of zeros if there are none.

        Solidity: `custodyOf(uint256 matterId)`.
        """
        return cast("Custody", self.read("custodyOf(uint256)", matter_id))

    def deliver(self, project_id: int, delivery: bytes) -> Call:
        """The borrower shows the hash of what it delivers, once; nothing is backed or bought any more.

        Solidity: `deliver(uint256 projectId, bytes32 delivery)`.
        """
        return self.write("deliver(uint256,bytes32)", project_id, delivery)

    def dispute(self, project_id: int) -> Call:
        """A buyer disputes a delivery before it is accepted by silence.

        Solidity: `dispute(uint256 projectId)`.
        """
        return self.write("dispute(uint256)", project_id)

    def held(self, asset: Address) -> int:
        """What of `asset` belongs to somebody (smallest unit): in escrow, or owed.

        The balance is at least that.

        Solidity: `held(address asset)`.
        """
        return cast("int", self.read("held(address)", asset))

    def membership(self) -> Address:
        """Who may open a project.

        Solidity: `membership()`.
        """
        return cast("Address", self.read("membership()"))

    def open_(self, terms: ProjectTerms, *, value: Wei = NO_ETH) -> Call:
        """Opens a project and puts up its bond: with the call in ETH, else approved before.

        The caller's units go into custody, which it approves this contract for in the vault. Members may.

        - `value`: ETH to send along, in wei

        `simulate` returns `projectId`: Its number; the first is 1.

        Solidity: `open(ICompletionBonds.ProjectTerms terms)`.
        """
        return self.write(
            "open((uint256,uint256,address,uint128,uint128,uint128,uint16,uint32,uint48,uint48,uint48,uint48))",
            terms,
            value=value,
        )

    def owed_to(self, account: Address, asset: Address) -> int:
        """What `account` is owed of `asset` and did not claim (smallest unit).

        Solidity: `owedTo(address account, address asset)`.
        """
        return cast("int", self.read("owedTo(address,address)", account, asset))

    def pay_out(self, project_id: int, backer: Address) -> Call:
        """Books what a backer may take of an ended project, for it to claim.

        Anyone may, as often as there is more.

        `simulate` returns `uint256 amount`.

        Solidity: `payOut(uint256 projectId, address backer)`.
        """
        return self.write("payOut(uint256,address)", project_id, backer)

    def payable_to(self, project_id: int, backer: Address) -> int:
        """What `payOut` would book for a backer now (smallest unit).

        Solidity: `payableTo(uint256 projectId, address backer)`.
        """
        return cast("int", self.read("payableTo(uint256,address)", project_id, backer))

    def pledge(self, project_id: int, shares: int, *, value: Wei = NO_ETH) -> Call:
        """Pledges shares: with the call in ETH, else approved before; as long as the work can still earn, and
        in this asset.

        Buyers may go on: what they pay is covered.

        - `value`: ETH to send along, in wei

        Solidity: `pledge(uint256 projectId, uint256 shares)`.
        """
        return self.write("pledge(uint256,uint256)", project_id, shares, value=value)

    def prepay(self, project_id: int, copies: int, *, value: Wei = NO_ETH) -> Call:
        """Pays for copies in advance: with the call in ETH, else approved before.

        - `value`: ETH to send along, in wei

        Solidity: `prepay(uint256 projectId, uint256 copies)`.
        """
        return self.write("prepay(uint256,uint256)", project_id, copies, value=value)

    def project_count(self) -> int:
        """How many projects were opened, which is the last one's number.

        Solidity: `projectCount()`.
        """
        return cast("int", self.read("projectCount()"))

    def project_of(self, project_id: int) -> Project:
        """A project, of zeros if there is no such one.

        Solidity: `projectOf(uint256 projectId)`.
        """
        return cast("Project", self.read("projectOf(uint256)", project_id))

    def refund(self, project_id: int, buyer: Address) -> Call:
        """Books what a buyer of a project that failed is paid back, for it to claim.

        Anyone may, once.

        `simulate` returns `uint256 amount`.

        Solidity: `refund(uint256 projectId, address buyer)`.
        """
        return self.write("refund(uint256,address)", project_id, buyer)

    def release(self, matter_id: int) -> Call:
        """Gives the units back to their owner, once nothing is due from their income any more.

        Anyone may.

        Solidity: `release(uint256 matterId)`.
        """
        return self.write("release(uint256)", matter_id)

    def rule(self, project_id: int, delivered: bool) -> Call:
        """The arbiter says whether it is delivered.

        Solidity: `rule(uint256 projectId, bool delivered)`.
        """
        return self.write("rule(uint256,bool)", project_id, delivered)

    def ruling_period(self) -> int:
        """How long the arbiter has (seconds).

        Solidity: `rulingPeriod()`.
        """
        return cast("int", self.read("rulingPeriod()"))

    def settle(self, project_id: int) -> Call:
        """Accepts a delivery once review, or ruling in a dispute, is over.

        Anyone may.

        Solidity: `settle(uint256 projectId)`.
        """
        return self.write("settle(uint256)", project_id)

    def shares_of(self, project_id: int, backer: Address) -> int:
        """How many shares a backer pledged.

        Solidity: `sharesOf(uint256 projectId, address backer)`.
        """
        return cast("int", self.read("sharesOf(uint256,address)", project_id, backer))

    def vault(self) -> Address:
        """The vault whose units they are.

        Solidity: `vault()`.
        """
        return cast("Address", self.read("vault()"))
