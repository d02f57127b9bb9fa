"""What became of a dataset: who said what about it, who used it for what, and who was paid.

Everything is read from the events of the data commons, which cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import DataCommons
from dao_sim.coop.data_terms import Purpose
from dao_sim.coop.datasets import Dataset, Licence, data_of, dataset, licences
from dao_sim.units import Address

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that was said about the dataset."""

    block: int
    what: str
    """`registered`, `service`, `confirmed`, `consents`, `withdraws`, `suspended` or `resumed`."""
    who: Address | None
    """None where it was the co-op."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A use, as it was countersigned. Amounts in the asset's smallest unit."""

    block: int
    licence: int
    number: int
    """Which use of the licence, from 1."""
    licensee: Address
    purpose: Purpose
    query: bytes
    """The hash of what was asked for."""
    service: Address
    """Who countersigned."""
    asset: Address
    paid: int
    """To the holders."""
    levy: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money that was booked as somebody's, in the asset's smallest unit."""

    block: int
    what: str
    """`credit` of a holder, or `refund` of a licensee."""
    who: Address
    asset: Address
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """What a dataset earned for its holders in one asset (smallest unit), and what is theirs to credit."""

    asset: Address
    earned: int
    creditable: dict[Address, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTrace:
    """A dataset's whole history."""

    dataset: Dataset
    steps: Sequence[Step]
    licences: Sequence[Licence]
    uses: Sequence[Use]
    incomes: Sequence[Income]
    payments: Sequence[Payment]


def trace(coop: Cooperative, number: int) -> DataTrace:
    """One dataset's history. Raises BadInput where there is no such one."""
    found, contract = dataset(coop, number), data_of(coop)
    sold = licences(coop, number)
    uses = [_use(event) for event in contract.events(DataCommons.Used, dataset_id=number)]
    payments = sorted(_payments(contract, number, sold), key=lambda payment: payment.block)
    assets = dict.fromkeys(use.asset for use in uses)
    return DataTrace(
        dataset=found,
        steps=sorted(_steps(contract, number), key=lambda step: step.block),
        licences=sold,
        uses=uses,
        incomes=[_income(contract, found, asset) for asset in assets],
        payments=payments,
    )


def _steps(contract: DataCommons, number: int) -> Iterator[Step]:
    for made in contract.events(DataCommons.DatasetRegistered, dataset_id=number):
        yield Step(block=made.block_number, what="registered", who=made.registrant)
    for named in contract.events(DataCommons.ServiceSet, dataset_id=number):
        yield Step(block=named.block_number, what="service", who=named.service)
    for confirmed in contract.events(DataCommons.SourceConfirmed, dataset_id=number):
        yield Step(block=confirmed.block_number, what="confirmed", who=confirmed.confirmer)
    for given in contract.events(DataCommons.ConsentGiven, dataset_id=number):
        yield Step(block=given.block_number, what="consents", who=given.holder)
    for taken in contract.events(DataCommons.ConsentWithdrawn, dataset_id=number):
        yield Step(block=taken.block_number, what="withdraws", who=taken.holder)
    for stopped in contract.events(DataCommons.DatasetSuspended, dataset_id=number):
        yield Step(block=stopped.block_number, what="suspended", who=None)
    for resumed in contract.events(DataCommons.DatasetResumed, dataset_id=number):
        yield Step(block=resumed.block_number, what="resumed", who=None)


def _use(event: DataCommons.Used) -> Use:
    return Use(
        block=event.block_number,
        licence=event.licence_id,
        number=event.use_number,
        licensee=event.licensee,
        purpose=Purpose(event.purpose),
        query=event.query_hash,
        service=event.service,
        asset=event.asset,
        paid=event.paid,
        levy=event.levy,
    )


def _payments(contract: DataCommons, number: int, sold: Sequence[Licence]) -> Iterator[Payment]:
    for event in contract.events(DataCommons.Credited, dataset_id=number):
        yield Payment(
            block=event.block_number,
            what="credit",
            who=event.holder,
            asset=event.asset,
            amount=event.amount,
        )
    for licence in sold:
        for back in contract.events(DataCommons.Refunded, licence_id=licence.number):
            yield Payment(
                block=back.block_number,
                what="refund",
                who=licence.licensee,
                asset=licence.terms.asset,
                amount=back.amount,
            )


def _income(contract: DataCommons, found: Dataset, asset: Address) -> Income:
    due = {each.account: contract.creditable(found.number, asset, each.account) for each in found.holders}
    return Income(asset=asset, earned=contract.income(found.number, asset), creditable=due)
