"""Where a work comes from and what became of it: makers, owners, licences, family, payments, disputes.

Everything is read from the events of registry, vault, licences, rights, bundles and disputes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import Event, Licences, RoyaltyVault, WorkRegistry
from dao_sim.coop.bundles import Bundle, opened_bundles
from dao_sim.coop.disputes import Adjudged, Dispute, adjudged, disputes, locked_until
from dao_sim.coop.licences import Licence, licence
from dao_sim.coop.plan import NOBODY
from dao_sim.coop.rights import Right, rights
from dao_sim.coop.submissions import Disclosure, disclosure
from dao_sim.coop.works import Work, tables_of_ancestors, work
from dao_sim.units import Address, Bps, Seconds

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A work's token changed hands. From nobody it was registered, to nobody it was voided."""

    block: int
    giver: Address | None
    taker: Address | None
    decreed: bool
    """Whether governance gave it, rather than its owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money for a work or out of it, in the asset's smallest unit."""

    block: int
    kind: str
    """`deposit`; `licence` and `revenue`, deposits for a licence and under one; `passed on` to an ancestor;
    `received` from a derivative; a holder's `claim`; `redirected` to the treasury once it was voided."""
    asset: Address
    amount: int
    levy: int
    """Of a deposit, which its amount includes."""
    other: Address | int
    """Who paid or was paid; the work, where it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A work and a parent of it: what it derives from, what it is a right in, or what it bundles."""

    parent: int
    child: int
    by: str
    """`licence`, `right` or `bundle`."""
    share_bps: Bps
    """As the parent's licence, right or place in the bundle states it."""
    licence: int | None = None
    """Its number, where it is by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """A work's whole history."""

    work: Work
    changes: Sequence[Change]
    out: Sequence[Licence]
    """Licences in it."""
    into: Sequence[Licence]
    """Licences by which it derives from others."""
    right: Right | None
    """What it is a right to, if it is one."""
    bundle: Bundle | None
    """Which bundle it is, if it is one."""
    rights: Sequence[Right]
    """What was split from it."""
    family: Sequence[Link]
    """Every link between it, what it descends from, and what descends from it."""
    payments: Sequence[Payment]
    disputes: Sequence[Dispute]
    adjudged: Sequence[Adjudged]
    """Units that rulings moved."""
    locked_until: Seconds | None
    """Until when its units cannot be transferred; None where they can."""
    disclosure: Disclosure | None
    """What was disclosed when it was submitted; None where it was not."""

    @property
    def parents(self) -> list[int]:
        """The works that it names as its parents."""
        return sorted({link.parent for link in self.family if link.child == self.work.id})

    @property
    def children(self) -> list[int]:
        """The works that name it as a parent."""
        return sorted({link.child for link in self.family if link.parent == self.work.id})


def trace(coop: Cooperative, number: int) -> Provenance:
    """One work's provenance. Raises BadInput where there is no such work."""
    found, split, opened = work(coop, number), rights(coop), opened_bundles(coop)
    family = _family(_links(coop, split, opened), number)
    contract = coop.licences
    sold = contract.events(Licences.LicenceBought, work_id=number) if contract else []
    held = sorted({link.licence for link in family if link.child == number and link.licence})
    payments = sorted(_payments(coop, number), key=lambda payment: payment.block)
    return Provenance(
        work=found,
        changes=_changes(coop, number),
        out=[licence(coop, event.licence_id) for event in sold],
        into=[licence(coop, each) for each in held],
        right=next((each for each in split if each.number == number), None),
        bundle=opened.get(number),
        rights=[each for each in split if each.work == number],
        family=family,
        payments=payments,
        disputes=disputes(coop, number) if coop.disputes else [],
        adjudged=adjudged(coop, number),
        locked_until=locked_until(coop, number),
        disclosure=disclosure(coop, number),
    )


def _links(coop: Cooperative, split: Sequence[Right], opened: Mapping[int, Bundle]) -> list[Link]:
    """By rising numbers of the children."""
    contract = coop.licences
    links = (
        [
            Link(
                parent=parent,
                child=event.work_id,
                by="licence",
                share_bps=Bps(contract.terms_of(held).share_bps),
                licence=held,
            )
            for event in contract.events(Licences.DerivativeRegistered)
            for parent, held in zip(event.parents, event.licences, strict=True)
        ]
        if contract
        else []
    )
    links += [
        Link(parent=each.work, child=each.number, by="right", share_bps=each.share_bps) for each in split
    ]
    links += [
        Link(parent=part.work, child=child, by="bundle", share_bps=part.share_bps)
        for child, bundle in opened.items()
        for part in bundle.parts
    ]
    return sorted(dict.fromkeys(links), key=lambda link: link.child)  # a licence may have been named twice


def _family(links: Sequence[Link], number: int) -> list[Link]:
    """What lies on a way up or down from the work. Parents have smaller numbers than their children."""
    above, below = {number}, {number}
    for link in sorted(links, key=lambda link: -link.child):
        if link.child in above:
            above.add(link.parent)
    for link in sorted(links, key=lambda link: link.child):
        if link.parent in below:
            below.add(link.child)
    return [link for link in links if link.child in above or link.parent in below]


def _changes(coop: Cooperative, number: int) -> list[Change]:
    decreed = {
        (event.block_number, event.to)
        for event in coop.registry.events(WorkRegistry.WorkReassigned, work_id=number)
    }
    return [
        Change(
            block=move.block_number,
            giver=None if move.from_ == NOBODY else move.from_,
            taker=None if move.to == NOBODY else move.to,
            decreed=move.to == NOBODY or (move.block_number, move.to) in decreed,
        )
        for move in coop.registry.events(WorkRegistry.Transfer, token_id=number)
    ]


def _payments(coop: Cooperative, number: int) -> Iterator[Payment]:
    vault, tables = coop.vault, tables_of_ancestors(coop.vault)
    licensees = _licensees(coop, number)
    for paid in vault.events(RoyaltyVault.Deposited, work_id=number):
        kind, payer = "deposit", paid.from_
        if coop.licences is not None and payer == coop.licences.address:
            kind, payer = licensees[paid.block_number, paid.asset, paid.gross].pop(0)
        yield _payment(paid, kind, paid.asset, paid.gross, payer, levy=paid.levy)
    for passed in vault.events(RoyaltyVault.PassedOn) if tables else ():
        parts = zip(tables[passed.work_id], passed.amounts, strict=True)
        for ancestor, amount in parts:
            if passed.work_id == number and amount:
                yield _payment(passed, "passed on", passed.asset, amount, ancestor)
            if ancestor == number and amount:
                yield _payment(passed, "received", passed.asset, amount, passed.work_id)
    for claim in vault.events(RoyaltyVault.Claimed, work_id=number):
        yield _payment(claim, "claim", claim.asset, claim.amount, claim.payee)
    for late in vault.events(RoyaltyVault.Redirected, work_id=number):
        yield _payment(late, "redirected", late.asset, late.amount, vault.treasury())


def _licensees(coop: Cooperative, number: int) -> dict[tuple[int, Address, int], list[tuple[str, Address]]]:
    """Block, asset and amount of what came by licences in a work → what for, and from whom."""
    found: dict[tuple[int, Address, int], list[tuple[str, Address]]] = defaultdict(list)
    contract = coop.licences
    if contract is None:
        return found

    def add(kind: str, event: Licences.LicenceBought | Licences.RevenueReported, who: Address) -> None:
        if event.received:
            asset = contract.terms_of(event.licence_id).asset
            found[event.block_number, asset, event.received].append((kind, who))

    for bought in contract.events(Licences.LicenceBought, work_id=number):
        add("licence", bought, bought.licensee)
    for told in contract.events(Licences.RevenueReported, work_id=number):
        held = [
            move.to
            for move in contract.events(Licences.Transfer, token_id=told.licence_id)
            if move.block_number <= told.block_number
        ]
        add("revenue", told, held[-1])
    return found


def _payment(
    event: Event, kind: str, asset: Address, amount: int, other: Address | int, *, levy: int = 0
) -> Payment:
    return Payment(block=event.block_number, kind=kind, asset=asset, amount=amount, levy=levy, other=other)
