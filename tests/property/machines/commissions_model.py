"""Commissions in plain Python: who put what in, and whose it is in the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from tests.property.machines.refusal import refuse_if

BPS, DAY = 10_000, 86_400
OPEN, WORKING, DELIVERED, DISPUTED, SETTLED, CANCELLED, ABANDONED = range(1, 8)
LIVE, ACCEPTED, WITHDRAWN = 1, 2, 3


@dataclass
class Bid:
    """What somebody would do it for."""

    commission: int
    bidder: str
    price: int
    time: int
    bond: int
    state: int = LIVE


@dataclass
class Commission:
    """What somebody needs."""

    poster: str
    asset: str
    budget: int
    review: int
    late_bps: int
    deadline: int
    state: int = OPEN
    bid: Bid | None = None
    due_at: int = 0
    delivered_at: int = 0

    @property
    def last(self) -> int:
        """The first second in which being late would cost the whole bond."""
        days = Fraction(BPS, self.late_bps)
        return self.due_at + -(-days.numerator * DAY // days.denominator)

    def fee(self, now: int) -> int:
        """What being late costs: a part of the bond per day, rounded down."""
        if self.bid is None:
            return 0
        late = max(0, (self.delivered_at or now) - self.due_at)
        return min(self.bid.bond, int(Fraction(self.bid.bond * self.late_bps * late, BPS * DAY)))


class CommissionsModel:
    """Who is owed what, by commissions that are posted, bid for, delivered and judged."""

    def __init__(self, ruling: int, arbiter: str, members: tuple[str, ...]) -> None:
        self.ruling, self.arbiter, self.members = ruling, arbiter, members
        self.commissions: list[Commission] = []
        self.bids: list[Bid] = []
        self.owed: Counter[tuple[str, str]] = Counter()

    def held(self, asset: str) -> int:
        """What was put in and is not claimed: budgets, prices and bonds that are nobody's yet, and debts."""
        total = sum(amount for (_, of), amount in self.owed.items() if of == asset)
        for one in self.commissions:
            if one.asset == asset and one.state == OPEN:
                total += one.budget
            elif one.asset == asset and one.bid and one.state in (WORKING, DELIVERED, DISPUTED):
                total += one.bid.price + one.bid.bond
        live = [bid for bid in self.bids if bid.state == LIVE]
        return total + sum(bid.bond for bid in live if self.commissions[bid.commission - 1].asset == asset)

    def commission(self, number: int, *states: int) -> Commission:
        found = self.commissions[number - 1] if number <= len(self.commissions) else None
        refuse_if(found is None or found.state not in states, "Commissions_WrongState")
        assert found is not None
        return found

    def live(self, number: int) -> Bid:
        found = self.bids[number - 1] if number <= len(self.bids) else None
        refuse_if(found is None or found.state != LIVE, "Commissions_NotLive")
        assert found is not None
        return found

    def may_bid(self, made: Bid, now: int) -> Commission:
        wanted = self.commission(made.commission, OPEN)
        refuse_if(made.bidder not in self.members, "Commissions_NotMember")
        refuse_if(made.bidder in (self.arbiter, wanted.poster), "Commissions_OwnCause")
        refuse_if(now >= wanted.deadline, "Commissions_TooLate")
        refuse_if(not 0 < made.price <= wanted.budget, "Commissions_InvalidPrice")
        return wanted

    def withdraw(self, number: int, by: str) -> None:
        bid = self.live(number)
        refuse_if(by != bid.bidder, "Commissions_NotYours")
        bid.state = WITHDRAWN
        self.owed[by, self.commissions[bid.commission - 1].asset] += bid.bond

    def accept(self, number: int, by: str, now: int) -> None:
        bid = self.live(number)
        given = self.commission(bid.commission, OPEN)
        refuse_if(by != given.poster, "Commissions_NotYours")
        refuse_if(now >= given.deadline, "Commissions_TooLate")
        bid.state, given.state, given.bid = ACCEPTED, WORKING, bid
        given.due_at = given.deadline = now + bid.time
        self.owed[by, given.asset] += given.budget - bid.price

    def cancel(self, number: int, by: str, now: int) -> None:
        unmet = self.commission(number, OPEN)
        refuse_if(by != unmet.poster and now < unmet.deadline, "Commissions_TooEarly")
        unmet.state = CANCELLED
        self.owed[unmet.poster, unmet.asset] += unmet.budget

    def deliver(self, number: int, by: str, now: int) -> None:
        done = self.commission(number, WORKING)
        assert done.bid is not None
        refuse_if(by != done.bid.bidder, "Commissions_NotYours")
        refuse_if(now >= done.last, "Commissions_TooLate")
        done.state, done.delivered_at, done.deadline = DELIVERED, now, now + done.review

    def dispute(self, number: int, by: str, now: int) -> None:
        doubted = self.commission(number, DELIVERED)
        refuse_if(by != doubted.poster, "Commissions_NotYours")
        refuse_if(now >= doubted.deadline, "Commissions_TooLate")
        doubted.state, doubted.deadline = DISPUTED, now + self.ruling

    def rule(self, number: int, by: str, bps: int, now: int) -> tuple[int, int]:
        judged = self.commission(number, DISPUTED)
        refuse_if(by != self.arbiter, "Commissions_NotYours")
        refuse_if(bps > BPS, "Commissions_InvalidPart")
        refuse_if(now >= judged.deadline, "Commissions_TooLate")
        return self.share(judged, bps, now)

    def settle(self, number: int, by: str, now: int) -> tuple[int, int]:
        done = self.commission(number, DELIVERED, DISPUTED)
        refuse_if(by != done.poster and now < done.deadline, "Commissions_TooEarly")
        return self.share(done, BPS, now)

    def share(self, done: Commission, bps: int, now: int) -> tuple[int, int]:
        """What the provider and the poster get."""
        assert done.bid is not None
        everything = done.bid.price + done.bid.bond
        provider = (everything - done.fee(now)) * bps // BPS
        done.state = SETTLED
        self.owed[done.bid.bidder, done.asset] += provider
        self.owed[done.poster, done.asset] += everything - provider
        return provider, everything - provider

    def abandon(self, number: int, by: str, now: int) -> None:
        left = self.commission(number, WORKING)
        assert left.bid is not None
        refuse_if(by != left.bid.bidder and now < left.last, "Commissions_TooEarly")
        left.state = ABANDONED
        self.owed[left.poster, left.asset] += left.bid.price + left.bid.bond
