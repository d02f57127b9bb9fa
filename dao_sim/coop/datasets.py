"""Datasets as members see them: where they come from, who consents, what is offered, licensed and used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, DataCommons
from dao_sim.bindings.generated.structs import AccessTerms
from dao_sim.coop.data_terms import Purpose, purposes_in
from dao_sim.coop.escrow import approvals
from dao_sim.coop.plan import NOBODY
from dao_sim.errors import BadInput, Refused
from dao_sim.units import ETH, Address, Wei

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has rights in a dataset."""

    account: Address
    points: int
    """Of contribution."""
    consents: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Data that is used by licence. Times in seconds."""

    number: int
    content_hash: bytes
    uri: str
    statement: bytes
    """The hash of the statement of where it comes from."""
    registrant: Address
    registered_at: int
    permitted: tuple[str, ...]
    service: Address
    holders: tuple[Holder, ...]
    confirmer: Address | None
    """Who confirmed its source; None before."""
    confirmed_at: int | None
    suspended_at: int | None
    open: bool
    """Whether licences are sold and used now."""

    @property
    def points(self) -> int:
        """All contribution points."""
        return sum(holder.points for holder in self.holders)

    @property
    def consents(self) -> int:
        """How many holders consent."""
        return sum(holder.consents for holder in self.holders)

    @property
    def state(self) -> str:
        """In a word or two, why it is open or not."""
        if self.suspended_at is not None:
            return "suspended"
        if self.confirmer is None:
            return "not confirmed"
        return "open" if self.open else "waits for consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Licences that can be bought. The price is of each use, in the smallest unit of the terms' asset."""

    number: int
    terms: AccessTerms
    closed: bool

    @property
    def amount(self) -> int:
        """What a licence costs: all uses, in advance."""
        return self.terms.price * self.terms.uses


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """What somebody may use a dataset for, how often, and until when (seconds)."""

    number: int
    offer: int
    terms: AccessTerms
    licensee: Address
    until: int
    used: int
    refunded: bool

    @property
    def purpose(self) -> Purpose:
        """The only one of its uses."""
        return Purpose(self.terms.purpose)

    @property
    def unused(self) -> int:
        """How many uses are left; 0 where they were given back."""
        return 0 if self.refunded else self.terms.uses - self.used


def data_of(coop: Cooperative) -> DataCommons:
    """The contract. Raises Refused where the charter has none."""
    if coop.data is None:
        reason = "this co-op's charter has no section [data]"
        raise Refused("data", reason, hint="`dao-sim charter new` prints one; docs/data.md explains it")
    return coop.data


def datasets(coop: Cooperative) -> list[Dataset]:
    """Every dataset, in the order in which they were registered."""
    events = data_of(coop).events(DataCommons.DatasetRegistered)
    return [_dataset(coop, event) for event in events]


def dataset(coop: Cooperative, number: int) -> Dataset:
    """One dataset. Raises BadInput where there is no such one."""
    contract = data_of(coop)
    _check("dataset", number, contract.dataset_count(), "none has been registered yet")
    (event,) = contract.events(DataCommons.DatasetRegistered, dataset_id=number)
    return _dataset(coop, event)


def offers(coop: Cooperative, number: int) -> list[Offer]:
    """What was ever offered of a dataset."""
    events = data_of(coop).events(DataCommons.AccessOffered, dataset_id=number)
    return [offer(coop, event.offer_id) for event in events]


def offer(coop: Cooperative, number: int) -> Offer:
    """One offer. Raises BadInput where there is no such one."""
    contract = data_of(coop)
    _check("offer", number, contract.offer_count(), "nothing has been offered yet")
    found = contract.offer_of(number)
    return Offer(number=number, terms=found.terms, closed=found.closed)


def licences(coop: Cooperative, number: int) -> list[Licence]:
    """Every licence that was ever bought in a dataset."""
    events = data_of(coop).events(DataCommons.AccessBought, dataset_id=number)
    return [licence(coop, event.licence_id) for event in events]


def licence(coop: Cooperative, number: int) -> Licence:
    """One licence. Raises BadInput where there is no such one."""
    contract = data_of(coop)
    _check("licence", number, contract.licence_count(), "none has been bought yet")
    found = contract.licence_of(number)
    return Licence(
        number=number,
        offer=found.offer_id,
        terms=contract.offer_of(found.offer_id).terms,
        licensee=found.licensee,
        until=found.until,
        used=found.used,
        refunded=found.refunded,
    )


def buy(coop: Cooperative, number: int, buyer: Address) -> Iterator[Call]:
    """The calls by which a licence is bought; an approval, if needed, first."""
    found, contract = offer(coop, number), data_of(coop)
    yield from approvals(coop, contract, found.terms.asset, buyer, found.amount)
    yield contract.buy(number, value=Wei(found.amount if found.terms.asset == ETH else 0))


def credits_of(coop: Cooperative, account: Address) -> Iterator[Call]:
    """The calls that book what datasets earned for an account as its own, to claim."""
    contract = data_of(coop)
    for registered in contract.events(DataCommons.DatasetRegistered):
        if account in registered.holders:
            for asset in earned_in(contract, registered.dataset_id):
                if contract.creditable(registered.dataset_id, asset, account):
                    yield contract.credit(registered.dataset_id, asset, account)


def earned_in(contract: DataCommons, number: int) -> list[Address]:
    """The assets in which a dataset ever earned anything."""
    uses = contract.events(DataCommons.Used, dataset_id=number)
    return list(dict.fromkeys(use.asset for use in uses if use.paid))


def _dataset(coop: Cooperative, event: DataCommons.DatasetRegistered) -> Dataset:
    contract, number = data_of(coop), event.dataset_id
    found = contract.dataset_of(number)
    return Dataset(
        number=number,
        content_hash=found.content_hash,
        uri=event.uri,
        statement=found.statement,
        registrant=found.registrant,
        registered_at=found.registered_at,
        permitted=purposes_in(found.permitted),
        service=found.service,
        holders=tuple(
            Holder(account=who, points=points, consents=contract.share_of(number, who).consents)
            for who, points in zip(event.holders, event.points, strict=True)
        ),
        confirmer=None if found.confirmer == NOBODY else found.confirmer,
        confirmed_at=found.confirmed_at or None,
        suspended_at=found.suspended_at or None,
        open=contract.is_open(number),
    )


def _check(what: str, number: int, count: int, none: str) -> None:
    if not 1 <= number <= count:
        hint = f"they are numbered from 1 to {count}" if count else none
        raise BadInput("data", f"there is no such {what}", hint=hint, **{what: number})
