"""Offers of share units as members see them: who sells how many, and at which price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, ShareSales
from dao_sim.bindings.generated.structs import ShareOfferTerms
from dao_sim.coop.custody import no_financing, unit_approvals
from dao_sim.coop.escrow import approvals
from dao_sim.errors import BadInput
from dao_sim.units import ETH, SHARES_PER_WORK, Address, Wei

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


class OfferState(IntEnum):
    """`IShareSales.OfferState`, and what time adds to it."""

    NONE = 0
    OPEN = 1
    SOLD_OUT = 2
    WITHDRAWN = 3
    AHEAD = 4
    """It starts later."""
    OVER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Units for sale. Prices are for all units of the work, in the smallest unit; times in seconds."""

    number: int
    state: OfferState
    seller: Address
    work: int
    units: int
    """How many are left."""
    asset: Address
    start_price: int
    end_price: int
    price: int
    """What all units of the work cost at the chain's time."""
    start: int
    fall: int
    """Over which time the price falls."""
    end: int


def sales_of(coop: Cooperative) -> ShareSales:
    """The contract. Raises Refused where the charter has none."""
    if coop.sales is None:
        raise no_financing("share")
    return coop.sales


def offers(coop: Cooperative) -> list[Offer]:
    """Every offer, in the order in which they were made."""
    return [offer(coop, number) for number in range(1, sales_of(coop).offer_count() + 1)]


def offer(coop: Cooperative, number: int) -> Offer:
    """One offer. Raises BadInput where there is no such one."""
    contract = sales_of(coop)
    count = contract.offer_count()
    if not 1 <= number <= count:
        hint = f"they are numbered from 1 to {count}" if count else "none has been made yet"
        raise BadInput("share", "there is no such offer", hint=hint, offer=number)
    found, now = contract.offer_of(number), coop.chain.now()
    state = OfferState(found.state)
    if state == OfferState.OPEN and not found.start <= now < found.end:
        state = OfferState.AHEAD if now < found.start else OfferState.OVER
    return Offer(
        number=number,
        state=state,
        seller=found.seller,
        work=found.work_id,
        units=found.units,
        asset=found.asset,
        start_price=found.start_price,
        end_price=found.end_price,
        price=contract.quote(number, SHARES_PER_WORK, now),
        start=found.start,
        fall=found.fall,
        end=found.end,
    )


def offer_units(coop: Cooperative, seller: Address, terms: ShareOfferTerms) -> Iterator[Call]:
    """The calls by which an owner offers units: it approves them, and then makes the offer.

    Raises Refused where it has fewer, Reverted for an offer that would be refused: before it approves any.
    """
    contract = sales_of(coop)
    made = contract.offer(terms)
    made.simulate(seller)
    yield from unit_approvals(coop, contract, seller, terms.work_id, terms.units)
    yield made


def buy(
    coop: Cooperative, number: int, buyer: Address, units: int, most: int | None = None
) -> Iterator[Call]:
    """The calls by which somebody buys units; an approval, if needed, first.

    They cost at most `most` (smallest unit): what they cost at present unless you say otherwise, for a price
    does not rise. Raises BadInput where there is no such offer.
    """
    contract, found = sales_of(coop), offer(coop, number)
    limit = contract.quote(number, units, coop.chain.now()) if most is None else most
    yield from approvals(coop, contract, found.asset, buyer, limit)
    yield contract.buy(number, units, limit, value=Wei(limit if found.asset == ETH else 0))
