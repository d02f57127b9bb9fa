"""Commissions as members see them: what is needed, who would do it for how much, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, Commissions
from dao_sim.bindings.generated.structs import CommissionTerms
from dao_sim.coop.escrow import approvals
from dao_sim.errors import BadInput, Refused
from dao_sim.units import ETH, Address, Wei

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


class CommissionState(IntEnum):
    """`ICommissions.CommissionState`."""

    NONE = 0
    OPEN = 1
    WORKING = 2
    DELIVERED = 3
    DISPUTED = 4
    SETTLED = 5
    CANCELLED = 6
    ABANDONED = 7


RUNNING = frozenset(
    {CommissionState.OPEN, CommissionState.WORKING, CommissionState.DELIVERED, CommissionState.DISPUTED}
)
"""States in which something can still be done."""


class BidState(IntEnum):
    """`ICommissions.BidState`."""

    NONE = 0
    LIVE = 1
    ACCEPTED = 2
    WITHDRAWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """Who would do it. Amounts in the smallest unit, time in seconds from the acceptance."""

    number: int
    commission: int
    bidder: Address
    price: int
    time: int
    bond: int
    state: BidState


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """What somebody needs. Amounts in the smallest unit, times in seconds, rates in basis points."""

    number: int
    state: CommissionState
    poster: Address
    asset: Address
    budget: int
    brief: bytes
    late_bps: int
    """What a day's delay costs of the bond."""
    deadline: int
    """Of bidding, of being on time, of the review, or of the ruling, as its state is."""
    due_at: int | None
    last_delivery: int | None
    delivery: bytes | None
    late_fee: int
    """What delay costs; as of now, where nothing was delivered yet."""
    accepted: int | None
    """The number of the bid that was accepted."""
    bids: tuple[Bid, ...]


def commissions_of(coop: Cooperative) -> Commissions:
    """The contract. Raises Refused where the charter has none."""
    if coop.commissions is None:
        raise Refused("commission", "this co-op's charter has no section [commissions]")
    return coop.commissions


def commissions(coop: Cooperative) -> list[Commission]:
    """Every commission, in the order in which they were posted."""
    contract = commissions_of(coop)
    made: dict[int, list[int]] = {}
    for event in contract.events(Commissions.BidMade):
        made.setdefault(event.commission_id, []).append(event.bid_id)
    count = contract.commission_count()
    return [_commission(contract, number, made.get(number, [])) for number in range(1, count + 1)]


def commission(coop: Cooperative, number: int) -> Commission:
    """One commission. Raises BadInput where there is no such one."""
    contract = commissions_of(coop)
    count = contract.commission_count()
    if not 1 <= number <= count:
        hint = f"they are numbered from 1 to {count}" if count else "none has been posted yet"
        raise BadInput("commission", "there is no such commission", hint=hint, commission=number)
    made = contract.events(Commissions.BidMade, commission_id=number)
    return _commission(contract, number, [event.bid_id for event in made])


def bid_at(coop: Cooperative, number: int) -> Bid:
    """One bid, by its number among all. Raises BadInput where there is no such one."""
    contract = commissions_of(coop)
    if not 1 <= number <= contract.bid_count():
        hint = "`dao-sim commission show ID` lists a commission's bids"
        raise BadInput("commission", "there is no such bid", hint=hint, bid=number)
    return _bid(contract, number)


def post(coop: Cooperative, poster: Address, terms: CommissionTerms) -> Iterator[Call]:
    """The calls by which somebody posts a need and puts up its budget; an approval, if needed, first."""
    contract = commissions_of(coop)
    yield from approvals(coop, contract, terms.asset, poster, terms.budget)
    yield contract.post(terms, value=Wei(terms.budget if terms.asset == ETH else 0))


def bid(
    coop: Cooperative, number: int, bidder: Address, *, price: int, time: int, bond: int
) -> Iterator[Call]:
    """The calls by which a member bids and puts up its bond; an approval, if needed, first."""
    contract, asset = commissions_of(coop), commission(coop, number).asset
    yield from approvals(coop, contract, asset, bidder, bond)
    yield contract.bid(number, price, time, bond, value=Wei(bond if asset == ETH else 0))


def _commission(contract: Commissions, number: int, bids: list[int]) -> Commission:
    found = contract.commission_of(number)
    return Commission(
        number=number,
        state=CommissionState(found.state),
        poster=found.poster,
        asset=found.asset,
        budget=found.budget,
        brief=found.brief,
        late_bps=found.late_bps,
        deadline=found.deadline,
        due_at=found.due_at or None,
        last_delivery=contract.last_delivery(number) or None,
        delivery=found.delivery if found.delivered_at else None,
        late_fee=contract.late_fee(number),
        accepted=found.bid_id or None,
        bids=tuple(_bid(contract, each) for each in bids),
    )


def _bid(contract: Commissions, number: int) -> Bid:
    found = contract.bid_of(number)
    return Bid(
        number=number,
        commission=found.commission_id,
        bidder=found.bidder,
        price=found.price,
        time=found.time,
        bond=found.bond,
        state=BidState(found.state),
    )
