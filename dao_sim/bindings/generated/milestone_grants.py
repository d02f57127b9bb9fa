# Generated from artifacts/MilestoneGrants.json by `python scripts/bindings.py`: change that, not this.
"""`MilestoneGrants`, compiled from contracts/funding/MilestoneGrants.sol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Grant, GrantTerms, Milestone
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class AgreedResult(NamedTuple):
    """What `MilestoneGrants.agreed` returns."""

    bps: int
    spoke: int


class VerdictOfResult(NamedTuple):
    """What `MilestoneGrants.verdict_of` returns."""

    spoke: bool
    bps: int


class MilestoneGrants(Contract):
    """Common money in escrow, released as reviewers accept milestones, returned as they are missed."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "MilestoneGrants"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Accepted(Event):
        """The grantee put up its bond (smallest unit); the milestones' times run.

        Solidity: `Accepted(uint256 grantId, uint256 bond)`.
        """

        SIGNATURE: ClassVar[str] = "Accepted(uint256,uint256)"
        grant_id: int
        """Indexed."""
        bond: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

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
    class Ended(Event):
        """The last milestone was settled; the grantee gets what is left of its bond (smallest unit).

        Solidity: `Ended(uint256 grantId, uint256 bond)`.
        """

        SIGNATURE: ClassVar[str] = "Ended(uint256,uint256)"
        grant_id: int
        """Indexed."""
        bond: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Lapsed(Event):
        """The offer was not accepted; `amount` (smallest unit) goes back to the treasury.

        Solidity: `Lapsed(uint256 grantId, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Lapsed(uint256,uint256)"
        grant_id: int
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Offered(Event):
        """Governance offers `grantee` a grant of `amount` (smallest unit) of `asset` in all.

        Solidity: `Offered(uint256 grantId, address grantee, address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Offered(uint256,address,address,uint256)"
        grant_id: int
        """Indexed."""
        grantee: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        amount: int

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
    class Recovered(Event):
        """`amount` (smallest unit) of `asset` went back to the treasury.

        Solidity: `Recovered(address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Recovered(address,uint256)"
        asset: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Reviewed(Event):
        """`reviewer` accepts so much of a milestone (basis points).

        Solidity: `Reviewed(uint256 grantId, uint256 milestone, address reviewer, uint256 bps)`.
        """

        SIGNATURE: ClassVar[str] = "Reviewed(uint256,uint256,address,uint256)"
        grant_id: int
        """Indexed."""
        milestone: int
        """Indexed."""
        reviewer: Address
        """Indexed."""
        bps: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Settled(Event):
        """A milestone is settled: the grantee gets `paid`, the treasury `returned` of the escrow and `lost` of
        the bond (smallest unit).

        Solidity: `Settled(uint256 grantId, uint256 milestone, uint256 paid, uint256 returned, uint256
        lost)`.
        """

        SIGNATURE: ClassVar[str] = "Settled(uint256,uint256,uint256,uint256,uint256)"
        grant_id: int
        """Indexed."""
        milestone: int
        """Indexed."""
        paid: int
        returned: int
        lost: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Submitted(Event):
        """The grantee submitted evidence of a milestone.

        Solidity: `Submitted(uint256 grantId, uint256 milestone, bytes32 evidence)`.
        """

        SIGNATURE: ClassVar[str] = "Submitted(uint256,uint256,bytes32)"
        grant_id: int
        """Indexed."""
        milestone: int
        """Indexed."""
        evidence: bytes

    @classmethod
    def creation(cls, authority: Address, treasury: Address, accept_period: int) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `treasury`: Where what is not earned goes back to.
        - `accept_period`: How long an offer stands (seconds).
        """
        return cls.initcode(authority, treasury, accept_period)

    @classmethod
    def deploy(
        cls, chain: Chain, sender: Address, authority: Address, treasury: Address, accept_period: int
    ) -> MilestoneGrants:
        """Deploys a `MilestoneGrants` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `treasury`: Where what is not earned goes back to.
        - `accept_period`: How long an offer stands (seconds).
        """
        return cls.create(chain, sender, authority, treasury, accept_period)

    def accept(self, grant_id: int, *, value: Wei = NO_ETH) -> Call:
        """The grantee takes the offer and puts up its bond: with the call in ETH, else approved before.

        - `value`: ETH to send along, in wei

        Solidity: `accept(uint256 grantId)`.
        """
        return self.write("accept(uint256)", grant_id, value=value)

    def accept_period(self) -> int:
        """How long an offer stands (seconds).

        Solidity: `acceptPeriod()`.
        """
        return cast("int", self.read("acceptPeriod()"))

    def agreed(self, grant_id: int, milestone: int) -> AgreedResult:
        """The part that enough reviewers accept as of now (basis points), and how many spoke.

        The needed-th largest verdict. At most nine reviewers are compared with each other.

        Solidity: `agreed(uint256 grantId, uint256 milestone)`.
        """
        return AgreedResult(*self.read("agreed(uint256,uint256)", grant_id, milestone))

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def claim(self, asset: Address, to: Address) -> Call:
        """Pays `to` all that the caller is owed of `asset`.

        Solidity: `claim(address asset, address to)`.
        """
        return self.write("claim(address,address)", asset, to)

    def grant_count(self) -> int:
        """How many grants were opened, which is the last one's number.

        Solidity: `grantCount()`.
        """
        return cast("int", self.read("grantCount()"))

    def grant_of(self, grant_id: int) -> Grant:
        """A grant, of zeros if there is no such one.

        Solidity: `grantOf(uint256 grantId)`.
        """
        return cast("Grant", self.read("grantOf(uint256)", grant_id))

    def held(self, asset: Address) -> int:
        """What of `asset` belongs to somebody (smallest unit): in escrow, or owed.

        The balance is at least that.

        Solidity: `held(address asset)`.
        """
        return cast("int", self.read("held(address)", asset))

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def lapse(self, grant_id: int) -> Call:
        """Ends an offer that nobody accepted in time; the grantee may decline it before.

        Solidity: `lapse(uint256 grantId)`.
        """
        return self.write("lapse(uint256)", grant_id)

    def milestones_of(self, grant_id: int) -> tuple[Milestone, ...]:
        """A grant's milestones.

        Solidity: `milestonesOf(uint256 grantId)`.
        """
        return cast("tuple[Milestone, ...]", self.read("milestonesOf(uint256)", grant_id))

    def open_(self, terms: GrantTerms) -> Call:
        """Offers a grant, of money that is here and belongs to nobody.

        Restricted to the GRANTER role.

        Guarded, for while money is on its way out it is still in the balance and belongs to nobody.

        `simulate` returns `grantId`: Its number; the first is 1.

        Solidity: `open(IMilestoneGrants.GrantTerms terms)`.
        """
        return self.write("open((address,uint8,address,uint208,uint48,address[],(uint208,uint48)[]))", terms)

    def owed_to(self, account: Address, asset: Address) -> int:
        """What `account` is owed of `asset` and did not claim (smallest unit).

        Solidity: `owedTo(address account, address asset)`.
        """
        return cast("int", self.read("owedTo(address,address)", account, asset))

    def recover(self, asset: Address) -> Call:
        """Pays the treasury what it is owed of `asset`, and what of it is here and belongs to nobody.

        Anyone may.

        Solidity: `recover(address asset)`.
        """
        return self.write("recover(address)", asset)

    def review(self, grant_id: int, milestone: int, bps: int) -> Call:
        """A reviewer says, once, which part of a milestone it accepts (basis points).

        Solidity: `review(uint256 grantId, uint256 milestone, uint256 bps)`.
        """
        return self.write("review(uint256,uint256,uint256)", grant_id, milestone, bps)

    def reviewers_of(self, grant_id: int) -> tuple[Address, ...]:
        """A grant's reviewers.

        Solidity: `reviewersOf(uint256 grantId)`.
        """
        return cast("tuple[Address, ...]", self.read("reviewersOf(uint256)", grant_id))

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def settle(self, grant_id: int, milestone: int) -> Call:
        """Settles a milestone: whose deadline passed without evidence, whose review is over, or of which
        nothing can change any more since every reviewer spoke or enough accept it wholly.

        Anyone may call it, once.

        Solidity: `settle(uint256 grantId, uint256 milestone)`.
        """
        return self.write("settle(uint256,uint256)", grant_id, milestone)

    def spare(self, asset: Address) -> int:
        """What of `asset` is here and belongs to nobody (smallest unit): what a grant can be opened with.

        Solidity: `spare(address asset)`.
        """
        return cast("int", self.read("spare(address)", asset))

    def submit(self, grant_id: int, milestone: int, evidence: bytes) -> Call:
        """The grantee submits the hash of a milestone's evidence, once, before the deadline.

        The first is 0.

        Solidity: `submit(uint256 grantId, uint256 milestone, bytes32 evidence)`.
        """
        return self.write("submit(uint256,uint256,bytes32)", grant_id, milestone, evidence)

    def treasury(self) -> Address:
        """Where what is not earned goes back to.

        Solidity: `treasury()`.
        """
        return cast("Address", self.read("treasury()"))

    def verdict_of(self, grant_id: int, milestone: int, reviewer: Address) -> VerdictOfResult:
        """Whether a reviewer spoke about a milestone, and which part it accepts (basis points).

        Solidity: `verdictOf(uint256 grantId, uint256 milestone, address reviewer)`.
        """
        return VerdictOfResult(
            *self.read("verdictOf(uint256,uint256,address)", grant_id, milestone, reviewer)
        )
