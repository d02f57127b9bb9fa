"""Commissions: a budget until a bid is accepted, then its price and bond; and the bonds of all other bids."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st

from dao_sim.bindings import Commissions
from dao_sim.bindings.generated.structs import Bid, Commission, CommissionTerms
from dao_sim.units import ETH, MAX_UINT208, Address, Wei
from tests.property.machines.economy.act import (
    Sending,
    act,
    among,
    amounts,
    any_asset,
    mostly,
    numbers,
    parts,
    people,
    periods,
)
from tests.property.machines.economy.district import EscrowDistrict
from tests.property.machines.economy.stage import RICH
from tests.property.machines.views import record, word

OPEN, WORKING, DELIVERED, DISPUTED = 1, 2, 3, 4
LIVE = 1
HASH = b"\2" * 32

extras = mostly(st.just(0), st.just(1))


class CommissionsDistrict(EscrowDistrict):
    NAME = "commissions"

    @property
    def contract(self) -> Commissions:
        assert self.coop.commissions is not None
        return self.coop.commissions

    def begin(self) -> None:
        """One in each state that does not last; a bid for each."""
        chain = self.stage.chain
        for asset in ("ETH", "silent", "plain", "ETH", "coop"):
            self.post("dan", asset=asset, budget=400, bidding=100, review=100, late=5_000, extra=0).go(chain)
        for place in range(5):
            self.bid("refuser", place, price=300, time=50, bond=60, extra=0).go(chain)
        for _ in range(4):
            self.accept("dan", 0).go(chain)
        for _ in range(3):
            self.deliver("refuser", 0).go(chain)
        for _ in range(2):
            self.dispute("dan", 0).go(chain)

    def in_escrow(self) -> Counter[Address]:
        held, bids, asset_of = Counter[Address](), dict(self.bids()), dict[int, Address]()
        for number, made in self.commissions():
            asset_of[number] = made.asset
            if made.state == OPEN:
                held[made.asset] += made.budget
            if made.state in (WORKING, DELIVERED, DISPUTED):
                taken = bids.pop(made.bid_id)
                held[made.asset] += taken.price + taken.bond
        for bid in bids.values():
            held[asset_of[bid.commission_id]] += bid.bond if bid.state == LIVE else 0
        return held

    def end(self) -> None:
        anybody = self.account("cat")
        for number, made in self.commissions():
            if made.state == OPEN:
                self.must(self.contract.cancel(number), anybody)
            if made.state == WORKING:
                self.must(self.contract.abandon(number), anybody)
            if made.state in (DELIVERED, DISPUTED):
                self.must(self.contract.settle(number), anybody)
        for number, bid in self.bids():
            if bid.state == LIVE:
                self.must(self.contract.withdraw_bid(number), bid.bidder)

    def commissions(self) -> list[tuple[int, Commission]]:
        count = word(self.contract, "commissionCount()")
        return [(number, self.commission(number)) for number in range(1, count + 1)]

    def one(self, drawn: int, *states: int) -> int:
        """The number of a commission, mostly of one in any of the states."""
        made = self.commissions()
        return among(drawn, [number for number, one in made if one.state in states], len(made))

    def one_bid(self, drawn: int, *states: int) -> int:
        """The number of a bid, mostly of one that is live; for a commission in any of the states."""
        bids, made = self.bids(), dict(self.commissions())
        live = [number for number, bid in bids if bid.state == LIVE]
        fit = [
            number for number, bid in bids if bid.state == LIVE and made[bid.commission_id].state in states
        ]
        return among(drawn, fit or live, len(bids))

    def commission(self, number: int) -> Commission:
        return record(Commission, self.contract, "commissionOf(uint256)", number)

    def bid_of(self, number: int) -> Bid:
        return record(Bid, self.contract, "bidOf(uint256)", number)

    def bids(self) -> list[tuple[int, Bid]]:
        count = word(self.contract, "bidCount()")
        return [(number, self.bid_of(number)) for number in range(1, count + 1)]

    @act(
        by=people,
        asset=any_asset,
        budget=amounts,
        bidding=periods,
        review=periods,
        late=mostly(st.sampled_from((100, 5_000, 10_000)), st.sampled_from((99, 10_001))),
        extra=extras,
    )
    def post(
        self, by: str, *, asset: str, budget: int, bidding: int, review: int, late: int, extra: int
    ) -> Sending:
        budget = min(budget, MAX_UINT208)
        terms = CommissionTerms(HASH, self.asset(asset), bidding, review, budget, late)
        call = self.contract.post(terms, value=self.value(self.asset(asset), budget + extra))
        return self.sent(call, by, asset=self.asset(asset))

    @act(by=people, number=numbers, price=st.integers(1, 100), time=periods, bond=amounts, extra=extras)
    def bid(self, by: str, number: int, *, price: int, time: int, bond: int, extra: int) -> Sending:
        number = self.one(number, OPEN)
        bond, asset = min(bond, MAX_UINT208), self.commission(number).asset
        call = self.contract.bid(number, price, time, bond, value=self.value(asset, bond + extra))
        return self.sent(call, by, asset=asset)

    @act(number=numbers)
    def withdraw_bid(self, by: str, number: int) -> Sending:
        number = self.one_bid(number)
        return self.sent(self.contract.withdraw_bid(number), by, self.bid_of(number).bidder)

    @act(number=numbers)
    def accept(self, by: str, number: int) -> Sending:
        number = self.one_bid(number, OPEN)
        poster = self.commission(self.bid_of(number).commission_id).poster
        return self.sent(self.contract.accept(number), by, poster)

    @act(weight=1, number=numbers)
    def cancel(self, by: str, number: int) -> Sending:
        number = self.one(number, OPEN)
        return self.sent(self.contract.cancel(number), by, self.commission(number).poster)

    @act(number=numbers)
    def deliver(self, by: str, number: int) -> Sending:
        number = self.one(number, WORKING)
        return self.sent(self.contract.deliver(number, HASH), by, self.provider(number))

    @act(number=numbers)
    def dispute(self, by: str, number: int) -> Sending:
        number = self.one(number, DELIVERED)
        return self.sent(self.contract.dispute(number), by, self.commission(number).poster)

    @act(by=people, number=numbers, bps=parts)
    def rule(self, by: str, number: int, bps: int) -> Sending:
        """Nobody may but the arbiter, a contract that hands on what panels say."""
        number = self.one(number, DISPUTED)
        return self.sent(self.contract.rule(number, bps), by)

    @act(number=numbers)
    def settle(self, by: str, number: int) -> Sending:
        number = self.one(number, DELIVERED, DISPUTED)
        return self.sent(self.contract.settle(number), by)

    @act(weight=1, number=numbers)
    def abandon(self, by: str, number: int) -> Sending:
        number = self.one(number, WORKING)
        return self.sent(self.contract.abandon(number), by, self.provider(number))

    def provider(self, number: int) -> Address:
        return self.bid_of(self.commission(number).bid_id).bidder

    def value(self, asset: Address, amount: int) -> Wei:
        """What goes along in ETH: at most a little more than anybody has."""
        return Wei(min(amount, 2 * RICH) if asset == ETH else 0)
