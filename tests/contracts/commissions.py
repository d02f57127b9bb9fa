"""Commissions, deployed with a few words."""

from __future__ import annotations

from dao_sim.bindings import Commissions
from dao_sim.bindings.generated.structs import CommissionTerms
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Address, Wei
from tests.contracts.kit import ALICE, BOB, BUYER, DAY, DEPLOYER, TOKEN

OPEN, WORKING, DELIVERED, DISPUTED, SETTLED, CANCELLED, ABANDONED = range(1, 8)
LIVE, ACCEPTED, WITHDRAWN = 1, 2, 3
RULING = 30 * DAY
BRIEF, WORK = b"\1" * 32, b"\2" * 32
LAST = 20 * DAY
"""How long after it was due something can be delivered, at 5 % of the bond a day."""


def needed(
    *,
    asset: Address = ETH,
    bids: int = 7 * DAY,
    review: int = 5 * DAY,
    budget: int = 10 * TOKEN,
    late: int = 500,
) -> CommissionTerms:
    """10 ETH at most, bids for a week, five days of review, and 5 % of the bond for a day's delay."""
    return CommissionTerms(BRIEF, asset, bids, review, budget, late)


def commissions(coop: Cooperative, arbiter: Address | None = None) -> Commissions:
    """The contract; the timelock decides disputes unless you say who."""
    parties = coop.membership.address, arbiter or coop.timelock.address
    return Commissions.deploy(coop.chain, DEPLOYER, *parties, RULING)


def posted(made: Commissions, said: CommissionTerms | None = None, by: Address = BUYER) -> int:
    """A commission in ETH, posted by somebody who is no member."""
    said = said or needed()
    receipt = made.post(said, value=Wei(said.budget)).send(by)
    return made.decode(receipt, Commissions.Posted)[0].commission_id


def bid(
    made: Commissions,
    number: int,
    by: Address = ALICE,
    *,
    price: int = 8 * TOKEN,
    time: int = 10 * DAY,
    bond: int = 2 * TOKEN,
) -> int:
    """A bid with a bond in ETH."""
    receipt = made.bid(number, price, time, bond, value=Wei(bond)).send(by)
    return made.decode(receipt, Commissions.BidMade)[0].bid_id


def working(made: Commissions) -> int:
    """A commission that Alice works on, for 8 ETH, within ten days; Bob's bid lost."""
    number = posted(made)
    bid(made, number, BOB, price=9 * TOKEN)
    made.accept(bid(made, number)).send(BUYER)
    return number


def delivered(coop: Cooperative, made: Commissions, late: int = 0) -> int:
    """The same, delivered in time, or so many seconds late."""
    number = working(made)
    coop.chain.advance(10 * DAY + late)
    made.deliver(number, WORK).send(ALICE)
    return number


def disputed(coop: Cooperative, made: Commissions, late: int = 0) -> int:
    """The same, disputed."""
    number = delivered(coop, made, late)
    made.dispute(number).send(BUYER)
    return number
