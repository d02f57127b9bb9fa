"""Review panels as members see them: claims, who was drawn to answer them, and what they said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, ReviewPanels
from dao_sim.bindings.generated.structs import Question
from dao_sim.coop.escrow import approvals
from dao_sim.errors import BadInput, Refused
from dao_sim.units import ETH, Address, Wei

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


class Outcome(IntEnum):
    """`IReviewPanels.Outcome`."""

    PENDING = 0
    UPHELD = 1
    DISMISSED = 2
    EXPIRED = 3


class Phase(IntEnum):
    """`IReviewPanels.Phase`."""

    NONE = 0
    DRAWING = 1
    VOTING = 2
    DECIDED = 3
    REFERRED = 4
    FINAL = 5


class Vote(IntEnum):
    """`IReviewPanels.Vote`: what a panellist revealed."""

    NONE = 0
    UPHOLD = 1
    DISMISS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who sits, and what it did."""

    account: Address
    committed: bool
    vote: Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A panel. Times in seconds; None before it is drawn."""

    number: int
    payer: Address
    size: int
    drawable: tuple[int, int]
    """The first and the last block in which it can be drawn."""
    seats: tuple[Seat, ...]
    commit_ends: int | None
    reveal_ends: int | None
    upheld: int
    revealed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim, and what panels said about it."""

    number: int
    phase: Phase
    outcome: Outcome
    """Pending until nothing can change it any more."""
    standing: Outcome
    """What the last panel said, or the final outcome."""
    subject: bytes
    asker: Address
    claimant: Address
    respondent: Address
    admitted_before: int
    conflicts: tuple[Address, ...]
    """Who cannot sit, beside claimant and respondent."""
    deadline: int | None
    """Until when what its phase allows can be done; None while a panel is drawn, and in the end."""
    appeal_cost: int
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panellist:
    """Who can be drawn, or could be. The stake in the smallest unit."""

    account: Address
    stake: int
    seats: int
    retired: bool


def panels_of(coop: Cooperative) -> ReviewPanels:
    """The contract. Raises Refused where the charter has none."""
    if coop.panels is None:
        reason = "this co-op's charter has no section [review]"
        raise Refused("review", reason, hint="put the question to the vote: `dao-sim propose FILE`")
    return coop.panels


def panellists(coop: Cooperative) -> list[Panellist]:
    """Everybody with a slot, in the slots' order; retired ones until they withdraw."""
    contract = panels_of(coop)
    found = []
    for slot in range(1, contract.slot_count() + 1):
        account = contract.slot_owner(slot)
        one = contract.panellist_of(account)
        if one.slot == slot:
            retired = one.retired_in != 0
            found.append(Panellist(account=account, stake=one.stake, seats=one.seats, retired=retired))
    return found


def cases(coop: Cooperative) -> list[Case]:
    """Every case, in the order in which they were opened."""
    return [case(coop, number) for number in range(1, panels_of(coop).case_count() + 1)]


def case(coop: Cooperative, number: int) -> Case:
    """One case. Raises BadInput where there is no such one."""
    contract = panels_of(coop)
    count = contract.case_count()
    if not 1 <= number <= count:
        hint = f"they are numbered from 1 to {count}" if count else "none has been opened yet"
        raise BadInput("review", "there is no such case", hint=hint, case=number)
    found = contract.case_of(number)
    phase = Phase(found.phase)
    return Case(
        number=number,
        phase=phase,
        outcome=Outcome(contract.outcome_of(number)),
        standing=Outcome(found.standing),
        subject=found.question.subject,
        asker=found.asker,
        claimant=found.question.claimant,
        respondent=found.question.respondent,
        admitted_before=found.question.admitted_before,
        conflicts=conflicts_of(contract, number),
        deadline=None if phase in (Phase.DRAWING, Phase.FINAL) else found.deadline,
        appeal_cost=contract.appeal_cost(number),
        rounds=tuple(_round(contract, number, place) for place in range(1, found.rounds + 1)),
    )


def conflicts_of(contract: ReviewPanels, number: int) -> tuple[Address, ...]:
    """Who was named as being in conflict when the case was opened; whoever draws passes it on."""
    return tuple(contract.events(ReviewPanels.Opened, case_id=number)[0].conflicts)


def enlist(coop: Cooperative, member: Address, amount: int) -> Iterator[Call]:
    """The calls by which a member enlists with so much more at stake (smallest unit)."""
    contract = panels_of(coop)
    asset = contract.asset()
    yield from approvals(coop, contract, asset, member, amount)
    yield contract.enlist(amount, value=_value(asset, amount))


def missing_stake(coop: Cooperative, member: Address) -> int:
    """What a member must put up to be enlisted (smallest unit)."""
    contract = panels_of(coop)
    return max(0, contract.terms().stake - contract.panellist_of(member).stake)


def ask(
    coop: Cooperative, payer: Address, question: Question, conflicts: Sequence[Address]
) -> Iterator[Call]:
    """The calls by which somebody puts a question to a panel and pays for it."""
    contract = panels_of(coop)
    asset, price = contract.asset(), contract.cost()
    yield from approvals(coop, contract, asset, payer, price)
    yield contract.open_(question, conflicts, value=_value(asset, price))


def appeal(coop: Cooperative, appellant: Address, number: int) -> Iterator[Call]:
    """The calls by which whom a round decided against appeals."""
    contract = panels_of(coop)
    asset, price = contract.asset(), case(coop, number).appeal_cost
    yield from approvals(coop, contract, asset, appellant, price)
    yield contract.appeal(number, value=_value(asset, price))


def draw(coop: Cooperative, number: int) -> Call:
    """The call that draws the present panel of a case, or goes on drawing it."""
    contract = panels_of(coop)
    case(coop, number)
    return contract.draw(number, conflicts_of(contract, number))


def _value(asset: Address, amount: int) -> Wei:
    return Wei(amount if asset == ETH else 0)


def _round(contract: ReviewPanels, case_id: int, number: int) -> Round:
    found = contract.round_of(case_id, number)
    first, last = contract.drawable_in(case_id, number)
    panel = contract.panel_of(case_id, number)
    return Round(
        number=number,
        payer=found.payer,
        size=found.seats,
        drawable=(first, last),
        seats=tuple(_seat(contract, case_id, account) for account in panel),
        commit_ends=found.commit_ends or None,
        reveal_ends=found.reveal_ends or None,
        upheld=found.upheld,
        revealed=found.revealed,
    )


def _seat(contract: ReviewPanels, case_id: int, account: Address) -> Seat:
    found = contract.seat_of(case_id, account)
    return Seat(account=account, committed=any(found.commitment), vote=Vote(found.vote))
