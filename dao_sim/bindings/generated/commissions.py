# Generated from artifacts/Commissions.json by `python scripts/bindings.py`: change that, not this.
"""`Commissions`, compiled from contracts/funding/Commissions.sol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Bid, Commission, CommissionTerms
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class SidesOfResult(NamedTuple):
    """What `Commissions.sides_of` returns."""

    claimant: Address
    """Who says that the delivery is not what was agreed."""
    respondent: Address
    """Who delivered."""


class Commissions(Contract):
    """Work that somebody needs, done by a member for a price in escrow.

    Bids are as many as there are; nothing loops over them.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "Commissions"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Abandoned(Event):
        """Nothing was delivered; price and bond are the poster's.

        Solidity: `Abandoned(uint256 commissionId, uint256 price, uint256 bond)`.
        """

        SIGNATURE: ClassVar[str] = "Abandoned(uint256,uint256,uint256)"
        commission_id: int
        """Indexed."""
        price: int
        bond: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class BidAccepted(Event):
        """The poster accepted a bid, which is due at `dueAt` (seconds).

        Solidity: `BidAccepted(uint256 commissionId, uint256 bidId, uint256 dueAt)`.
        """

        SIGNATURE: ClassVar[str] = "BidAccepted(uint256,uint256,uint256)"
        commission_id: int
        """Indexed."""
        bid_id: int
        """Indexed."""
        due_at: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class BidMade(Event):
        """`bidder` would do it for `price`, within `time` seconds, with a bond (smallest units).

        Solidity: `BidMade(uint256 commissionId, uint256 bidId, address bidder, uint256 price, uint256 time,
        uint256 bond)`.
        """

        SIGNATURE: ClassVar[str] = "BidMade(uint256,uint256,address,uint256,uint256,uint256)"
        commission_id: int
        """Indexed."""
        bid_id: int
        """Indexed."""
        bidder: Address
        """Indexed."""
        price: int
        time: int
        bond: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class BidWithdrawn(Event):
        """A bid was withdrawn; its bond is its bidder's again.

        Solidity: `BidWithdrawn(uint256 commissionId, uint256 bidId)`.
        """

        SIGNATURE: ClassVar[str] = "BidWithdrawn(uint256,uint256)"
        commission_id: int
        """Indexed."""
        bid_id: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Cancelled(Event):
        """No bid was accepted; the budget is the poster's again.

        Solidity: `Cancelled(uint256 commissionId, uint256 budget)`.
        """

        SIGNATURE: ClassVar[str] = "Cancelled(uint256,uint256)"
        commission_id: int
        """Indexed."""
        budget: int

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
    class Delivered(Event):
        """Something was delivered.

        Solidity: `Delivered(uint256 commissionId, bytes32 delivery)`.
        """

        SIGNATURE: ClassVar[str] = "Delivered(uint256,bytes32)"
        commission_id: int
        """Indexed."""
        delivery: bytes

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Disputed(Event):
        """The poster disputes the delivery.

        Solidity: `Disputed(uint256 commissionId)`.
        """

        SIGNATURE: ClassVar[str] = "Disputed(uint256)"
        commission_id: int
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
    class Posted(Event):
        """`poster` needs something, and put up a budget (smallest unit) for it.

        Solidity: `Posted(uint256 commissionId, address poster, address asset, uint256 budget)`.
        """

        SIGNATURE: ClassVar[str] = "Posted(uint256,address,address,uint256)"
        commission_id: int
        """Indexed."""
        poster: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        budget: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Ruled(Event):
        """The arbiter gives the provider so much (basis points).

        Solidity: `Ruled(uint256 commissionId, uint256 bps)`.
        """

        SIGNATURE: ClassVar[str] = "Ruled(uint256,uint256)"
        commission_id: int
        """Indexed."""
        bps: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Settled(Event):
        """It is over: the provider gets `toProvider`, the poster `toPoster`, of which `late` is for delay.

        Solidity: `Settled(uint256 commissionId, uint256 toProvider, uint256 toPoster, uint256 late)`.
        """

        SIGNATURE: ClassVar[str] = "Settled(uint256,uint256,uint256,uint256)"
        commission_id: int
        """Indexed."""
        to_provider: int
        to_poster: int
        late: int

    @classmethod
    def creation(cls, membership: Address, arbiter: Address, ruling_period: int) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `membership`: Who may bid.
        - `arbiter`: Who decides disputes.
        - `ruling_period`: How long the arbiter has (seconds).
        """
        return cls.initcode(membership, arbiter, ruling_period)

    @classmethod
    def deploy(
        cls, chain: Chain, sender: Address, membership: Address, arbiter: Address, ruling_period: int
    ) -> Commissions:
        """Deploys a `Commissions` and returns it, at the address in the receipt.

        - `membership`: Who may bid.
        - `arbiter`: Who decides disputes.
        - `ruling_period`: How long the arbiter has (seconds).
        """
        return cls.create(chain, sender, membership, arbiter, ruling_period)

    def abandon(self, commission_id: int) -> Call:
        """Ends a commission of which nothing can be delivered any more; its provider may give it up before.

        Solidity: `abandon(uint256 commissionId)`.
        """
        return self.write("abandon(uint256)", commission_id)

    def accept(self, bid_id: int) -> Call:
        """The poster accepts a bid; its time runs.

        Solidity: `accept(uint256 bidId)`.
        """
        return self.write("accept(uint256)", bid_id)

    def arbiter(self) -> Address:
        """Who decides disputes.

        Solidity: `arbiter()`.
        """
        return cast("Address", self.read("arbiter()"))

    def bid(self, commission_id: int, price: int, time: int, bond: int, *, value: Wei = NO_ETH) -> Call:
        """Bids, and puts up the bond: with the call in ETH, else approved before.

        Members may, as often as they like.

        - `value`: ETH to send along, in wei

        `simulate` returns `bidId`: Its number; the first of all is 1.

        Solidity: `bid(uint256 commissionId, uint208 price, uint48 time, uint208 bond)`.
        """
        return self.write(
            "bid(uint256,uint208,uint48,uint208)", commission_id, price, time, bond, value=value
        )

    def bid_count(self) -> int:
        """How many bids were made on all commissions, which is the last one's number.

        Solidity: `bidCount()`.
        """
        return cast("int", self.read("bidCount()"))

    def bid_of(self, bid_id: int) -> Bid:
        """A bid, of zeros if there is no such one.

        Solidity: `bidOf(uint256 bidId)`.
        """
        return cast("Bid", self.read("bidOf(uint256)", bid_id))

    def cancel(self, commission_id: int) -> Call:
        """Ends a commission of which no bid was accepted in time; its poster may before.

        Solidity: `cancel(uint256 commissionId)`.
        """
        return self.write("cancel(uint256)", commission_id)

    def claim(self, asset: Address, to: Address) -> Call:
        """Pays `to` all that the caller is owed of `asset`.

        Solidity: `claim(address asset, address to)`.
        """
        return self.write("claim(address,address)", asset, to)

    def commission_count(self) -> int:
        """How many commissions were posted, which is the last one's number.

        Solidity: `commissionCount()`.
        """
        return cast("int", self.read("commissionCount()"))

    def commission_of(self, commission_id: int) -> Commission:
        """A commission, of zeros if there is no such one.

        Solidity: `commissionOf(uint256 commissionId)`.
        """
        return cast("Commission", self.read("commissionOf(uint256)", commission_id))

    def deliver(self, commission_id: int, delivery: bytes) -> Call:
        """The provider delivers: the hash of its work, once.

        Solidity: `deliver(uint256 commissionId, bytes32 delivery)`.
        """
        return self.write("deliver(uint256,bytes32)", commission_id, delivery)

    def dispute(self, commission_id: int) -> Call:
        """The poster disputes a delivery before it is accepted by silence.

        Solidity: `dispute(uint256 commissionId)`.
        """
        return self.write("dispute(uint256)", commission_id)

    def held(self, asset: Address) -> int:
        """What of `asset` belongs to somebody (smallest unit): in escrow, or owed.

        The balance is at least that.

        Solidity: `held(address asset)`.
        """
        return cast("int", self.read("held(address)", asset))

    def last_delivery(self, commission_id: int) -> int:
        """From when on nothing can be delivered (seconds); 0 before a bid is accepted.

        Rounded up to the second in which the whole bond is used up.

        Solidity: `lastDelivery(uint256 commissionId)`.
        """
        return cast("int", self.read("lastDelivery(uint256)", commission_id))

    def late_fee(self, commission_id: int) -> int:
        """What delay costs (smallest unit): of a delivery, or if it were made now.

        Solidity: `lateFee(uint256 commissionId)`.
        """
        return cast("int", self.read("lateFee(uint256)", commission_id))

    def membership(self) -> Address:
        """Who may bid.

        Solidity: `membership()`.
        """
        return cast("Address", self.read("membership()"))

    def owed_to(self, account: Address, asset: Address) -> int:
        """What `account` is owed of `asset` and did not claim (smallest unit).

        Solidity: `owedTo(address account, address asset)`.
        """
        return cast("int", self.read("owedTo(address,address)", account, asset))

    def post(self, terms: CommissionTerms, *, value: Wei = NO_ETH) -> Call:
        """Posts a need and puts up its budget: with the call in ETH, else approved before.

        Anyone may.

        - `value`: ETH to send along, in wei

        `simulate` returns `commissionId`: Its number; the first is 1.

        Solidity: `post(ICommissions.CommissionTerms terms)`.
        """
        return self.write("post((bytes32,address,uint48,uint48,uint208,uint16))", terms, value=value)

    def rule(self, commission_id: int, bps: int) -> Call:
        """The arbiter gives the respondent so much (basis points), and the claimant's side the rest.

        Solidity: `rule(uint256 commissionId, uint256 bps)`.
        """
        return self.write("rule(uint256,uint256)", commission_id, bps)

    def ruling_period(self) -> int:
        """How long the arbiter has (seconds).

        Solidity: `rulingPeriod()`.
        """
        return cast("int", self.read("rulingPeriod()"))

    def settle(self, commission_id: int) -> Call:
        """Accepts a delivery.

        Its poster may at any time; once review, or ruling in a dispute, is over, anyone.

        Solidity: `settle(uint256 commissionId)`.
        """
        return self.write("settle(uint256)", commission_id)

    def sides_of(self, commission_id: int) -> SidesOfResult:
        """The two sides of a dispute that waits for the arbiter; zero addresses where none does.

        Returns `claimant`: Who says that the delivery is not what was agreed.
        Returns `respondent`: Who delivered.

        Solidity: `sidesOf(uint256 commissionId)`.
        """
        return SidesOfResult(*self.read("sidesOf(uint256)", commission_id))

    def withdraw_bid(self, bid_id: int) -> Call:
        """The bidder takes back a bid that was not accepted, at any time; its bond can be claimed.

        Solidity: `withdrawBid(uint256 bidId)`.
        """
        return self.write("withdrawBid(uint256)", bid_id)
