"""Where a work comes from and what became of it: origin, makers, owners, licences, family, payments.

Everything is read from the events of registry, vault and licences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import Event, Licences, RoyaltyVault, WorkRegistry
from dao_sim.coop.licences import Licence, licence
from dao_sim.coop.plan import NOBODY
from dao_sim.coop.submissions import Disclosure, disclosure
from dao_sim.coop.works import Work, tables_of_ancestors, work
from dao_sim.units import Address

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
    """`deposit`, `passed on` to an ancestor, `received` from a derivative, or a holder's `claim`."""
    asset: Address
    amount: int
    levy: int
    """Of a deposit, which its amount includes."""
    other: Address | int
    """Who paid or was paid; the work, where it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A derivative and a parent of it, by a licence."""

    parent: int
    child: int
    licence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """A work's whole history."""

    work: Work
    changes: Sequence[Change]
    out: Sequence[Licence]
    """Licences in it."""
    into: Sequence[Licence]
    """Licences by which it derives from others."""
    family: Sequence[Link]
    """Every link between it, what it descends from, and what descends from it."""
    payments: Sequence[Payment]
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
    found = work(coop, number)
    family = _family(_links(coop), number)
    contract = coop.licences
    sold = contract.events(Licences.LicenceBought, work_id=number) if contract else []
    held = sorted({link.licence for link in family if link.child == number})
    payments = sorted(_payments(coop, number), key=lambda payment: payment.block)
    return Provenance(
        work=found,
        changes=_changes(coop, number),
        out=[licence(coop, event.licence_id) for event in sold],
        into=[licence(coop, each) for each in held],
        family=family,
        payments=payments,
        disclosure=disclosure(coop, number),
    )


def _links(coop: Cooperative) -> list[Link]:
    if coop.licences is None:
        return []
    return [
        Link(parent=parent, child=event.work_id, licence=held)
        for event in coop.licences.events(Licences.DerivativeRegistered)
        for parent, held in zip(event.parents, event.licences, strict=True)
    ]


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
    for paid in vault.events(RoyaltyVault.Deposited, work_id=number):
        yield _payment(paid, "deposit", paid.asset, paid.gross, paid.from_, levy=paid.levy)
    for passed in vault.events(RoyaltyVault.PassedOn) if tables else ():
        parts = zip(tables[passed.work_id], passed.amounts, strict=True)
        for ancestor, amount in parts:
            if passed.work_id == number and amount:
                yield _payment(passed, "passed on", passed.asset, amount, ancestor)
            if ancestor == number and amount:
                yield _payment(passed, "received", passed.asset, amount, passed.work_id)
    for claim in vault.events(RoyaltyVault.Claimed, work_id=number):
        yield _payment(claim, "claim", claim.asset, claim.amount, claim.payee)


def _payment(
    event: Event, kind: str, asset: Address, amount: int, other: Address | int, *, levy: int = 0
) -> Payment:
    return Payment(block=event.block_number, kind=kind, asset=asset, amount=amount, levy=levy, other=other)
