"""Presales under completion bonds as members see them: what is covered, sold, delivered, and due to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, CompletionBonds
from dao_sim.bindings.generated.structs import ProjectTerms
from dao_sim.coop.custody import no_financing, uncollected, unit_approvals
from dao_sim.coop.escrow import approvals
from dao_sim.errors import BadInput
from dao_sim.units import ETH, Address, Wei

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


class ProjectState(IntEnum):
    """`ICompletionBonds.ProjectState`."""

    NONE = 0
    OPEN = 1
    DELIVERED = 2
    DISPUTED = 3
    COMPLETED = 4
    FAILED = 5


ENDED = (ProjectState.COMPLETED, ProjectState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What is sold in advance. Amounts in the smallest unit, times in seconds, basis points."""

    number: int
    state: ProjectState
    borrower: Address
    work: int
    asset: Address
    price: int
    bond: int
    share: int
    shares: int
    """How many there are at most."""
    multiple: int
    presold: int
    covered: int
    """What bond and pledges exceed sales by."""
    presale_ends: int
    deadline: int
    """Of delivery, review, or ruling, as its state is; once it ended, of the term."""
    review: int
    """For how many seconds buyers may dispute what is delivered."""
    term: int
    """For how many seconds after the end the units stay in custody, at most."""
    delivery: bytes | None
    due_per_share: int
    paid_per_share: int
    """Of income, once it ended."""
    custody: Address
    returned: bool
    """Whether the borrower has its units again."""
    uncollected: Mapping[Address, int]
    """What the units in custody earned and nobody collected, by asset."""
    backers: Mapping[Address, int]
    """The shares they pledged."""
    buyers: Mapping[Address, int]
    """The copies they paid for, and were not paid back."""


def bonds_of(coop: Cooperative) -> CompletionBonds:
    """The contract. Raises Refused where the charter has none."""
    if coop.bonds is None:
        raise no_financing("presale")
    return coop.bonds


def projects(coop: Cooperative) -> list[Project]:
    """Every project, in the order in which they were opened."""
    return [project(coop, number) for number in range(1, bonds_of(coop).project_count() + 1)]


def project(coop: Cooperative, number: int) -> Project:
    """One project. Raises BadInput where there is no such one."""
    contract = bonds_of(coop)
    count = contract.project_count()
    if not 1 <= number <= count:
        hint = f"they are numbered from 1 to {count}" if count else "none has been opened yet"
        raise BadInput("presale", "there is no such project", hint=hint, project=number)
    found, kept = contract.project_of(number), contract.custody_of(number)
    backers = [event.backer for event in contract.events(CompletionBonds.Pledged, project_id=number)]
    buyers = [event.buyer for event in contract.events(CompletionBonds.Prepaid, project_id=number)]
    return Project(
        number=number,
        state=ProjectState(found.state),
        borrower=found.borrower,
        work=kept.work_id,
        asset=found.asset,
        price=found.price,
        bond=found.bond,
        share=found.share,
        shares=found.shares,
        multiple=found.multiple_bps,
        presold=found.presold,
        covered=contract.covered(number),
        presale_ends=found.presale_ends,
        deadline=found.deadline,
        review=found.review_period,
        term=found.term,
        delivery=found.delivery if any(found.delivery) else None,
        due_per_share=found.due_per_share,
        paid_per_share=found.paid_per_share,
        custody=kept.custody,
        returned=kept.returned,
        uncollected=uncollected(coop, contract, number),
        backers={who: contract.shares_of(number, who) for who in dict.fromkeys(backers)},
        buyers={who: copies for who in dict.fromkeys(buyers) if (copies := contract.copies_of(number, who))},
    )


def open_project(coop: Cooperative, borrower: Address, terms: ProjectTerms) -> Iterator[Call]:
    """The calls by which a member opens a project: it approves units and bond, and then opens it."""
    contract = bonds_of(coop)
    yield from unit_approvals(coop, contract, borrower, terms.work_id, terms.units)
    yield from approvals(coop, contract, terms.asset, borrower, terms.bond)
    yield contract.open_(terms, value=Wei(terms.bond if terms.asset == ETH else 0))


def pledge(coop: Cooperative, number: int, backer: Address, shares: int) -> Iterator[Call]:
    """The calls by which somebody pledges shares; an approval, if needed, first."""
    contract, found = bonds_of(coop), project(coop, number)
    amount = shares * found.share
    yield from approvals(coop, contract, found.asset, backer, amount)
    yield contract.pledge(number, shares, value=Wei(amount if found.asset == ETH else 0))


def prepay(coop: Cooperative, number: int, buyer: Address, copies: int) -> Iterator[Call]:
    """The calls by which somebody pays for copies in advance; an approval, if needed, first."""
    contract, found = bonds_of(coop), project(coop, number)
    amount = copies * found.price
    yield from approvals(coop, contract, found.asset, buyer, amount)
    yield contract.prepay(number, copies, value=Wei(amount if found.asset == ETH else 0))


def shares_out(coop: Cooperative, account: Address) -> Iterator[tuple[int, Call]]:
    """The calls that book what ended projects have for somebody to claim, with the projects' numbers."""
    contract = bonds_of(coop)
    for number in range(1, contract.project_count() + 1):
        state = contract.project_of(number).state
        if state in ENDED and contract.payable_to(number, account):
            yield number, contract.pay_out(number, account)
        if state == ProjectState.FAILED and contract.copies_of(number, account):
            yield number, contract.refund(number, account)
