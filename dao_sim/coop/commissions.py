"""Commissions as members see them: what is needed, who would do it for how much, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, Commissions, PanelArbiter
from dao_sim.bindings.generated.structs import CommissionTerms
from dao_sim.coop.escrow import approvals
from dao_sim.coop.panels import Outcome, panels_of
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
class Question:
    """Whether the provider should get only so much (basis points), and how far the panels are."""

    case: int
    bps: int
    outcome: Outcome
    concluded: bool
    """Whether what they said was handed on."""


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
    question: Question | None
    """What panels were asked about a dispute; None where nobody asked."""
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
    return [_commission(coop, number, made.get(number, [])) for number in range(1, count + 1)]


def commission(coop: Cooperative, number: int) -> Commission:
    """One commission. Raises BadInput where there is no such one."""
    contract = commissions_of(coop)
    count = contract.commission_count()
    if not 1 <= number <= count:
        hint = f"they are numbered from 1 to {count}" if count else "none has been posted yet"
        raise BadInput("commission", "there is no such commission", hint=hint, commission=number)
    made = contract.events(Commissions.BidMade, commission_id=number)
    return _commission(coop, number, [event.bid_id for event in made])


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


def arbiter_of(coop: Cooperative) -> PanelArbiter:
    """What has panels decide disputes. Raises Refused where somebody else decides them."""
    arbiter, contract = coop.panel_arbiter, commissions_of(coop)
    decides = contract.arbiter()
    if arbiter is None or decides != arbiter.address:
        reason = "panels do not decide this co-op's disputes"
        hint = f'{decides} does; a charter has panels decide them by arbiter = "panels" in [commissions]'
        raise Refused("commission", reason, hint=hint)
    return arbiter


def ask(coop: Cooperative, number: int, claimant: Address, *, bps: int) -> Iterator[Call]:
    """The calls by which whoever disputes a delivery has a panel decide, and pays it; an approval first.

    The panel says whether the provider gets only so much (basis points). Raises BadInput for no such
    commission, Refused where panels do not decide.
    """
    arbiter, panels, target = arbiter_of(coop), panels_of(coop), commissions_of(coop).address
    commission(coop, number)
    asset, cost = panels.asset(), panels.cost()
    yield from approvals(coop, arbiter, asset, claimant, cost)
    yield arbiter.ask(target, number, bps, value=Wei(cost if asset == ETH else 0))


def conclude(coop: Cooperative, number: int) -> Call:
    """The call that hands on what panels said. Raises BadInput, or Refused where they were not asked."""
    arbiter, question = arbiter_of(coop), commission(coop, number).question
    if question is None:
        hint = f"who disputes it asks them: `dao-sim commission ask {number} PERCENT`"
        raise Refused("commission", "no panel was asked about it", hint=hint, commission=number)
    return arbiter.conclude(question.case)


def _commission(coop: Cooperative, number: int, bids: list[int]) -> Commission:
    contract = commissions_of(coop)
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
        question=_question(coop, contract, number),
        bids=tuple(_bid(contract, each) for each in bids),
    )


def _question(coop: Cooperative, contract: Commissions, number: int) -> Question | None:
    arbiter = coop.panel_arbiter
    case = arbiter.case_of(contract.address, number) if arbiter else 0
    if arbiter is None or not case:
        return None
    found, outcome = arbiter.request_of(case), Outcome(panels_of(coop).outcome_of(case))
    return Question(case=case, bps=found.bps, outcome=outcome, concluded=found.concluded)


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
