"""Advances on the income of share units as members see them: what is asked for, lent, and repaid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from dao_sim.bindings import Advances, Call
from dao_sim.bindings.generated.structs import AdvanceTerms
from dao_sim.coop.custody import no_financing, uncollected, unit_approvals
from dao_sim.coop.escrow import approvals
from dao_sim.errors import BadInput
from dao_sim.units import ETH, Address, Wei

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


class AdvanceState(IntEnum):
    """`IAdvances.AdvanceState`, and what follows from time and money."""

    NONE = 0
    ASKED = 1
    WITHDRAWN = 2
    RUNNING = 3
    LAPSED = 4
    """Nobody took it up in time."""
    ENDED = 5
    """The units went back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """Money for the income of units. Amounts in the smallest unit, times in seconds."""

    number: int
    state: AdvanceState
    borrower: Address
    lender: Address | None
    work: int
    units: int
    asset: Address
    amount: int
    due: int
    repaid: int
    deadline: int
    """Until when it can be taken up; of one that was, when the term is over."""
    term: int
    custody: Address | None
    uncollected: Mapping[Address, int]
    """What the units in custody earned and nobody collected, by asset."""


def advances_of(coop: Cooperative) -> Advances:
    """The contract. Raises Refused where the charter has none."""
    if coop.advances is None:
        raise no_financing("loan")
    return coop.advances


def advances(coop: Cooperative) -> list[Advance]:
    """Every advance, in the order in which they were asked for."""
    return [advance(coop, number) for number in range(1, advances_of(coop).advance_count() + 1)]


def advance(coop: Cooperative, number: int) -> Advance:
    """One advance. Raises BadInput where there is no such one."""
    contract = advances_of(coop)
    count = contract.advance_count()
    if not 1 <= number <= count:
        hint = f"they are numbered from 1 to {count}" if count else "none has been asked for yet"
        raise BadInput("loan", "there is no such advance", hint=hint, advance=number)
    found, kept = contract.advance_of(number), contract.custody_of(number)
    state, lent = AdvanceState(found.state), found.state == AdvanceState.RUNNING
    if kept.returned:
        state = AdvanceState.ENDED
    elif state == AdvanceState.ASKED and coop.chain.now() >= found.deadline:
        state = AdvanceState.LAPSED
    return Advance(
        number=number,
        state=state,
        borrower=found.borrower,
        lender=found.lender if lent else None,
        work=found.work_id,
        units=found.units,
        asset=found.asset,
        amount=found.amount,
        due=found.due,
        repaid=found.repaid,
        deadline=found.deadline,
        term=found.term,
        custody=kept.custody if lent else None,
        uncollected=uncollected(coop, contract, number) if lent else {},
    )


def ask(coop: Cooperative, borrower: Address, terms: AdvanceTerms) -> Iterator[Call]:
    """The calls by which an owner asks for an advance: it approves its units, and then asks.

    Raises Refused where it has fewer, Reverted for a wish that would be refused: before it approves any.
    """
    contract = advances_of(coop)
    wish = contract.ask(terms)
    wish.simulate(borrower)
    yield from unit_approvals(coop, contract, borrower, terms.work_id, terms.units)
    yield wish


def fund(coop: Cooperative, number: int, lender: Address) -> Iterator[Call]:
    """The calls by which somebody advances the amount; an approval, if needed, first."""
    contract, found = advances_of(coop), advance(coop, number)
    yield from approvals(coop, contract, found.asset, lender, found.amount)
    yield contract.fund(number, value=Wei(found.amount if found.asset == ETH else 0))


def repay(coop: Cooperative, number: int, payer: Address, amount: int) -> Iterator[Call]:
    """The calls by which somebody pays so much towards what is missing; an approval, if needed, first."""
    contract, found = advances_of(coop), advance(coop, number)
    yield from approvals(coop, contract, found.asset, payer, amount)
    yield contract.repay(number, amount, value=Wei(amount if found.asset == ETH else 0))
