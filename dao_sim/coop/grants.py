"""Milestone grants as members see them: what is offered, shown, reviewed and paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, MilestoneGrants
from dao_sim.bindings.generated import structs
from dao_sim.coop.escrow import approvals
from dao_sim.errors import BadInput, Refused
from dao_sim.units import ETH, Address, Wei

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


class GrantState(IntEnum):
    """`IMilestoneGrants.GrantState`."""

    NONE = 0
    OFFERED = 1
    ACTIVE = 2
    ENDED = 3
    LAPSED = 4


class MilestoneState(IntEnum):
    """`IMilestoneGrants.MilestoneState`."""

    OPEN = 0
    SUBMITTED = 1
    SETTLED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A part of a grant. Amounts in the smallest unit, times in seconds, parts in basis points."""

    number: int
    """From 1; the contract counts from 0."""
    amount: int
    state: MilestoneState
    time: int
    """From the grant's acceptance to the deadline."""
    deadline: int | None
    """Until when evidence can be submitted; None where the grant was not accepted."""
    evidence: bytes | None
    review_ends: int | None
    accepted: int
    """The part that enough reviewers accept; once settled, what was paid."""
    verdicts: Mapping[Address, int]
    """What reviewers said, those who spoke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Money in escrow for somebody, and what it is paid for."""

    number: int
    state: GrantState
    grantee: Address
    asset: Address
    bond: int
    """What is asked for; of an active grant, what is left of it."""
    accept_by: int
    review_period: int
    needed: int
    reviewers: tuple[Address, ...]
    milestones: tuple[Milestone, ...]

    @property
    def amount(self) -> int:
        """What all milestones together pay when wholly accepted."""
        return sum(milestone.amount for milestone in self.milestones)


def grants_of(coop: Cooperative) -> MilestoneGrants:
    """The contract. Raises Refused where the charter has none."""
    if coop.grants is None:
        reason = "this co-op's charter has no section [grants]"
        raise Refused("grant", reason, hint="propose a payment instead: `dao-sim propose pay`")
    return coop.grants


def grants(coop: Cooperative) -> list[Grant]:
    """Every grant, in the order in which they were opened."""
    return [grant(coop, number) for number in range(1, grants_of(coop).grant_count() + 1)]


def grant(coop: Cooperative, number: int) -> Grant:
    """One grant. Raises BadInput where there is no such one."""
    contract = grants_of(coop)
    count = contract.grant_count()
    if not 1 <= number <= count:
        hint = f"they are numbered from 1 to {count}" if count else "none has been opened yet"
        raise BadInput("grant", "there is no such grant", hint=hint, grant=number)
    found = contract.grant_of(number)
    reviewers = contract.reviewers_of(number)
    places = enumerate(contract.milestones_of(number))
    return Grant(
        number=number,
        state=GrantState(found.state),
        grantee=found.grantee,
        asset=found.asset,
        bond=found.bond,
        accept_by=found.accept_by,
        review_period=found.review_period,
        needed=found.needed,
        reviewers=reviewers,
        milestones=tuple(
            _milestone(contract, (number, place), one, reviewers, found.accepted_at) for place, one in places
        ),
    )


def accept(coop: Cooperative, number: int) -> Iterator[Call]:
    """The calls by which its grantee accepts a grant and puts up the bond; an approval, if needed, first."""
    found, contract = grant(coop, number), grants_of(coop)
    yield from approvals(coop, contract, found.asset, found.grantee, found.bond)
    yield contract.accept(number, value=Wei(found.bond if found.asset == ETH else 0))


def place_of(found: Grant, milestone: int) -> int:
    """Where the contract has a milestone that people number from 1. Raises BadInput for no such one."""
    if not 1 <= milestone <= len(found.milestones):
        hint = f"they are numbered from 1 to {len(found.milestones)}"
        raise BadInput("grant", "there is no such milestone", hint=hint, milestone=milestone)
    return milestone - 1


def _milestone(
    contract: MilestoneGrants,
    place: tuple[int, int],
    found: structs.Milestone,
    reviewers: tuple[Address, ...],
    accepted_at: int,
) -> Milestone:
    state = MilestoneState(found.state)
    said = {who: contract.verdict_of(*place, who) for who in reviewers}
    return Milestone(
        number=place[1] + 1,
        amount=found.amount,
        state=state,
        time=found.time,
        deadline=accepted_at + found.time if accepted_at else None,
        evidence=found.evidence if found.review_ends else None,
        review_ends=found.review_ends or None,
        accepted=found.accepted_bps if state == MilestoneState.SETTLED else contract.agreed(*place).bps,
        verdicts={who: verdict.bps for who, verdict in said.items() if verdict.spoke},
    )
