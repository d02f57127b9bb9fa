"""Disputes about works as members see them: who claims whose units for whom, and what panels said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, Disputes, RoyaltyVault, WorkRegistry
from dao_sim.bindings.generated.structs import Claim
from dao_sim.coop.escrow import approvals
from dao_sim.coop.panels import Outcome, panels_of
from dao_sim.errors import BadInput, Refused
from dao_sim.units import ETH, Address, Seconds, Wei

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


class DisputeKind(IntEnum):
    """`IDisputes.DisputeKind`."""

    SHARES = 0
    INFRINGEMENT = 1


class DisputeState(IntEnum):
    """`IDisputes.DisputeState`."""

    NONE = 0
    OPEN = 1
    UPHELD = 2
    DISMISSED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """What somebody claims, and how far it is. Units are of 1,000,000."""

    number: int
    state: DisputeState
    kind: DisputeKind
    work: int
    claimant: Address
    party: Address
    """Whose units are claimed."""
    heirs: Mapping[Address, int]
    """For whom, and how many."""
    grounds: bytes
    """The hash of why."""
    granted: int
    """What the party had from the registration."""
    held: int
    """What it still holds of that."""
    case: int
    """The panels' case."""
    outcome: Outcome
    """Of that case; pending while it can change."""
    freezes: bool
    """Whether it keeps the work's units locked while it is open."""
    moved: int | None
    """How many units changed hands; None while it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudged:
    """Units that a ruling moved."""

    block: int
    giver: Address
    taker: Address
    units: int


def disputes_of(coop: Cooperative) -> Disputes:
    """The contract. Raises Refused where the charter has none."""
    if coop.disputes is None:
        reason = "this co-op's charter has no disputes about works"
        hint = "they take the section [review], and a dispute_window under [works]"
        raise Refused("dispute", reason, hint=hint)
    return coop.disputes


def disputes(coop: Cooperative, work: int | None = None) -> list[Dispute]:
    """Every dispute, or those about one work, in the order in which they were opened."""
    contract = disputes_of(coop)
    about = {} if work is None else {"work_id": work}
    opened = contract.events(Disputes.DisputeOpened, **about)
    moved = {event.dispute_id: event.moved for event in contract.events(Disputes.DisputeConcluded, **about)}
    return [_dispute(coop, event.dispute_id, moved.get(event.dispute_id)) for event in opened]


def dispute(coop: Cooperative, number: int) -> Dispute:
    """One dispute. Raises BadInput where there is no such one."""
    contract = disputes_of(coop)
    count = contract.dispute_count()
    if not 1 <= number <= count:
        hint = f"they are numbered from 1 to {count}" if count else "none has been opened yet"
        raise BadInput("dispute", "there is no such dispute", hint=hint, dispute=number)
    concluded = contract.events(Disputes.DisputeConcluded, dispute_id=number)
    return _dispute(coop, number, concluded[0].moved if concluded else None)


def adjudged(coop: Cooperative, work: int) -> list[Adjudged]:
    """What rulings moved of a work's units, in order."""
    return [
        Adjudged(block=event.block_number, giver=event.from_, taker=event.to, units=event.units)
        for event in coop.vault.events(RoyaltyVault.Adjudged, work_id=work)
    ]


def locked_until(coop: Cooperative, work: int) -> Seconds | None:
    """Until when a work's units cannot be transferred; None where they can."""
    until = coop.vault.locked_until(work)
    return Seconds(until) if until > coop.chain.now() else None


def payees_of(coop: Cooperative, work: int) -> tuple[Sequence[Address], Sequence[int]]:
    """Whom a work was registered with, and their units, as `open` wants them. Raises BadInput for no work."""
    registered = coop.registry.events(WorkRegistry.WorkRegistered, work_id=work)
    if not registered:
        raise BadInput("work", "there is no such work", hint="`dao-sim work list` lists them", work=work)
    return registered[0].contributors, registered[0].units


def open_dispute(
    coop: Cooperative,
    claimant: Address,
    *,
    work: int,
    party: Address,
    heirs: Mapping[Address, int],
    grounds: bytes,
    kind: DisputeKind = DisputeKind.SHARES,
) -> Iterator[Call]:
    """The calls by which somebody claims units of a party's for heirs and pays a panel; an approval first.

    `grounds` is the hash of why. Raises BadInput where there is no such work.
    """
    contract, panels = disputes_of(coop), panels_of(coop)
    payees, units = payees_of(coop, work)
    claim = Claim(int(kind), work, party, tuple(heirs), tuple(heirs.values()), grounds)
    asset, cost = panels.asset(), panels.cost()
    yield from approvals(coop, contract, asset, claimant, cost)
    yield contract.open_(claim, payees, units, value=Wei(cost if asset == ETH else 0))


def _dispute(coop: Cooperative, number: int, moved: int | None) -> Dispute:
    contract = disputes_of(coop)
    found, claim = contract.dispute_of(number), contract.claim_of(number)
    return Dispute(
        number=number,
        state=DisputeState(found.state),
        kind=DisputeKind(claim.kind),
        work=claim.work_id,
        claimant=found.claimant,
        party=claim.party,
        heirs=_added(claim),
        grounds=claim.grounds,
        granted=found.granted,
        held=contract.held_of(claim.work_id, claim.party, found.granted),
        case=found.case_id,
        outcome=Outcome(panels_of(coop).outcome_of(found.case_id)),
        freezes=found.froze and found.state == DisputeState.OPEN,
        moved=moved,
    )


def _added(claim: Claim) -> dict[Address, int]:
    """An heir may be named twice: it has both amounts."""
    added: dict[Address, int] = {}
    for heir, units in zip(claim.heirs, claim.units, strict=True):
        added[heir] = added.get(heir, 0) + units
    return added
