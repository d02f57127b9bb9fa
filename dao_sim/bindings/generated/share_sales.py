# Generated from artifacts/ShareSales.json by `python scripts/bindings.py`: change that, not this.
"""`ShareSales`, compiled from contracts/royalties/ShareSales.sol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, ShareOffer, ShareOfferTerms
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class ShareSales(Contract):
    """Owners' offers of their own units."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "ShareSales"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Bought(Event):
        """`buyer` bought so many units for `cost` (smallest unit).

        Solidity: `Bought(uint256 offerId, address buyer, uint256 units, uint256 cost)`.
        """

        SIGNATURE: ClassVar[str] = "Bought(uint256,address,uint256,uint256)"
        offer_id: int
        """Indexed."""
        buyer: Address
        """Indexed."""
        units: int
        cost: int

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
    class Offered(Event):
        """`seller` offers so many units of a work, for these prices of all its units (smallest unit).

        Solidity: `Offered(uint256 offerId, address seller, uint256 workId, address asset, uint256 units,
        uint256 startPrice, uint256 endPrice)`.
        """

        SIGNATURE: ClassVar[str] = "Offered(uint256,address,uint256,address,uint256,uint256,uint256)"
        offer_id: int
        """Indexed."""
        seller: Address
        """Indexed."""
        work_id: int
        """Indexed."""
        asset: Address
        units: int
        start_price: int
        end_price: int

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
    class Withdrawn(Event):
        """The seller took back what is not sold.

        Solidity: `Withdrawn(uint256 offerId, uint256 units)`.
        """

        SIGNATURE: ClassVar[str] = "Withdrawn(uint256,uint256)"
        offer_id: int
        """Indexed."""
        units: int

    @classmethod
    def creation(cls, vault: Address) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `vault`: The vault whose units are sold.
        """
        return cls.initcode(vault)

    @classmethod
    def deploy(cls, chain: Chain, sender: Address, vault: Address) -> ShareSales:
        """Deploys a `ShareSales` and returns it, at the address in the receipt.

        - `vault`: The vault whose units are sold.
        """
        return cls.create(chain, sender, vault)

    def buy(self, offer_id: int, units: int, max_cost: int, *, value: Wei = NO_ETH) -> Call:
        """Buys units, which go from the seller to the caller at once.

        In ETH, send exactly `maxCost`: what it exceeds the cost by is the caller's to claim. A token is
        taken for exactly the cost, and must have been approved before.

        - `max_cost`: The most that they may cost (smallest unit).
        - `value`: ETH to send along, in wei

        `simulate` returns `cost`: What they cost (smallest unit).

        Solidity: `buy(uint256 offerId, uint256 units, uint256 maxCost)`.
        """
        return self.write("buy(uint256,uint256,uint256)", offer_id, units, max_cost, value=value)

    def claim(self, asset: Address, to: Address) -> Call:
        """Pays `to` all that the caller is owed of `asset`.

        Solidity: `claim(address asset, address to)`.
        """
        return self.write("claim(address,address)", asset, to)

    def held(self, asset: Address) -> int:
        """What of `asset` belongs to somebody (smallest unit): in escrow, or owed.

        The balance is at least that.

        Solidity: `held(address asset)`.
        """
        return cast("int", self.read("held(address)", asset))

    def offer(self, terms: ShareOfferTerms) -> Call:
        """Offers units of the caller's own, which it approves this contract for in the vault.

        `simulate` returns `offerId`: Its number; the first is 1.

        Solidity: `offer(IShareSales.ShareOfferTerms terms)`.
        """
        return self.write("offer((uint256,uint256,address,uint128,uint128,uint48,uint48,uint48))", terms)

    def offer_count(self) -> int:
        """How many offers were made, which is the last one's number.

        Solidity: `offerCount()`.
        """
        return cast("int", self.read("offerCount()"))

    def offer_of(self, offer_id: int) -> ShareOffer:
        """An offer, of zeros if there is no such one.

        Solidity: `offerOf(uint256 offerId)`.
        """
        return cast("ShareOffer", self.read("offerOf(uint256)", offer_id))

    def owed_to(self, account: Address, asset: Address) -> int:
        """What `account` is owed of `asset` and did not claim (smallest unit).

        Solidity: `owedTo(address account, address asset)`.
        """
        return cast("int", self.read("owedTo(address,address)", account, asset))

    def quote(self, offer_id: int, units: int, time: int) -> int:
        """What so many units of the offer would cost at `time` (seconds), rounded up to the smallest unit.

        The fall is rounded down, so that the price is rounded up.

        Solidity: `quote(uint256 offerId, uint256 units, uint256 time)`.
        """
        return cast("int", self.read("quote(uint256,uint256,uint256)", offer_id, units, time))

    def vault(self) -> Address:
        """The vault whose units they are.

        Solidity: `vault()`.
        """
        return cast("Address", self.read("vault()"))

    def withdraw(self, offer_id: int) -> Call:
        """The seller takes back what is not sold, at any time.

        Solidity: `withdraw(uint256 offerId)`.
        """
        return self.write("withdraw(uint256)", offer_id)
