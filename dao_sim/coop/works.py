"""The co-op's works, read from the events of registry and vault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import RoyaltyVault, WorkRegistry
from dao_sim.coop.plan import NOBODY
from dao_sim.errors import BadInput
from dao_sim.units import BPS, Address, Bps, Seconds

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A registered work. Units are of 1,000,000.

    Income is what its holders earned: net of the levy and of what is passed on to ancestors, with what
    derivatives passed on to it, in each asset's smallest unit.
    """

    id: int
    registrant: Address
    owners: tuple[Address, ...]
    """Everybody who ever owned its token, in order; the last one does, unless the work is voided."""
    content_hash: bytes
    uri: str
    contributors: Mapping[Address, int]
    """Units as registered."""
    ancestors: Mapping[int, Bps]
    """Works that it passes on to, and their shares of its net deposits; empty for an original."""
    holders: Mapping[Address, int]
    """Units now."""
    ai_share_bps: Bps
    """As the registrant disclosed it."""
    royalty_bps: Bps
    """Asked on resales; 0 once voided."""
    registered_at: Seconds
    voided: bool
    heir: Address | None
    """Who alone may register a voided work's content again; None for anyone."""
    receiver: Address
    """Where its royalties can be sent."""
    income: Mapping[Address, int]

    @property
    def owner(self) -> Address | None:
        """Who owns its token; None once it is voided."""
        return None if self.voided else self.owners[-1]


def works(coop: Cooperative) -> list[Work]:
    """Every work ever registered, voided ones too, oldest first. Reads the whole history."""
    return _read(coop)


def work(coop: Cooperative, work_id: int) -> Work:
    """One work. Raises BadInput where there is none of that number."""
    count = coop.registry.work_count()
    if not 1 <= work_id <= count:
        hint = f"they are numbered from 1 to {count}" if count else "no work is registered yet"
        raise BadInput("work", "there is no such work", hint=hint, work=work_id)
    (found,) = _read(coop, work_id)
    return found


def standing_registration(coop: Cooperative, content_hash: bytes) -> tuple[int, Address] | None:
    """The work whose content has that hash, and its registrant; None where it is free to register.

    Compared here, over all registrations: to ask the node for one hash would show it before its time.
    """
    voided = {event.work_id for event in coop.registry.events(WorkRegistry.WorkVoided)}
    for event in coop.registry.events(WorkRegistry.WorkRegistered):
        if event.content_hash == content_hash and event.work_id not in voided:
            return event.work_id, event.registrant
    return None


def reserved_for(coop: Cooperative, content_hash: bytes) -> Address | None:
    """Who alone may register content whose registration was voided; None for anyone. Compared here, too."""
    voided = coop.registry.events(WorkRegistry.WorkVoided)
    heirs = [event.heir for event in voided if event.content_hash == content_hash]
    return _somebody(heirs[-1]) if heirs else None


def _read(coop: Cooperative, work_id: int | None = None) -> list[Work]:
    registry, vault = coop.registry, coop.vault
    by_work = {} if work_id is None else {"work_id": work_id}
    by_token = {} if work_id is None else {"token_id": work_id}
    by_id = {} if work_id is None else {"id_": work_id}
    registered = registry.events(WorkRegistry.WorkRegistered, **by_work)
    voided = {event.work_id: event.heir for event in registry.events(WorkRegistry.WorkVoided, **by_work)}
    receivers = {event.work_id: event.receiver for event in vault.events(RoyaltyVault.WorkOpened, **by_work)}
    owners = _owners(registry.events(WorkRegistry.Transfer, **by_token))
    holders = _units_held(vault.events(RoyaltyVault.Transfer, **by_id))
    tables = tables_of_ancestors(vault)
    income = _income(vault.events(RoyaltyVault.Deposited, **by_work), _passed_on(vault, tables))
    return [
        Work(
            id=event.work_id,
            registrant=event.registrant,
            owners=tuple(owners[event.work_id]),
            content_hash=event.content_hash,
            uri=event.uri,
            contributors=_added(zip(event.contributors, event.units, strict=True)),
            ancestors=tables.get(event.work_id, {}),
            holders=holders[event.work_id],
            ai_share_bps=Bps(event.ai_share_bps),
            royalty_bps=Bps(registry.royalty_info(event.work_id, BPS).amount),
            registered_at=Seconds(registry.work(event.work_id).registered_at),
            voided=event.work_id in voided,
            heir=_somebody(voided.get(event.work_id, NOBODY)),
            receiver=receivers[event.work_id],
            income=income[event.work_id],
        )
        for event in registered
    ]


def _units_held(moves: Iterable[RoyaltyVault.Transfer]) -> Mapping[int, Mapping[Address, int]]:
    """Work → holder → units, after these moves of units, of which none may be missing."""
    held: dict[int, dict[Address, int]] = defaultdict(lambda: defaultdict(int))
    for move in moves:
        held[move.id_][move.sender] -= move.amount
        held[move.id_][move.receiver] += move.amount
    return {
        work_id: {holder: units for holder, units in units_of.items() if units and holder != NOBODY}
        for work_id, units_of in held.items()
    }


def _owners(moves: Iterable[WorkRegistry.Transfer]) -> Mapping[int, list[Address]]:
    owners: dict[int, list[Address]] = defaultdict(list)
    for move in moves:
        if move.to != NOBODY:
            owners[move.token_id].append(move.to)
    return owners


def tables_of_ancestors(vault: RoyaltyVault) -> dict[int, dict[int, Bps]]:
    """Derivative → ancestor → its share of the derivative's net deposits, in the order of the table."""
    return {
        event.work_id: {work_id: Bps(share) for work_id, share in event.ancestors}
        for event in vault.events(RoyaltyVault.DerivativeOpened)
    }


def _passed_on(
    vault: RoyaltyVault, tables: Mapping[int, Mapping[int, Bps]]
) -> Iterator[tuple[int, Address, int]]:
    """Work, asset, and what its holders earned by a deposit for a derivative; the derivative, less than 0."""
    for passed in vault.events(RoyaltyVault.PassedOn) if tables else ():
        yield passed.work_id, passed.asset, -sum(passed.amounts)
        for ancestor, amount in zip(tables[passed.work_id], passed.amounts, strict=True):
            yield ancestor, passed.asset, amount


def _income(
    deposits: Iterable[RoyaltyVault.Deposited], passed_on: Iterable[tuple[int, Address, int]]
) -> Mapping[int, Mapping[Address, int]]:
    """Work → asset → what its holders earned, which is more than nothing."""
    income: dict[int, dict[Address, int]] = defaultdict(lambda: defaultdict(int))
    for deposit in deposits:
        income[deposit.work_id][deposit.asset] += deposit.gross - deposit.levy
    for work_id, asset, amount in passed_on:
        income[work_id][asset] += amount
    earned = {
        work_id: {asset: amount for asset, amount in by_asset.items() if amount}
        for work_id, by_asset in income.items()
    }
    return defaultdict(dict, earned)


def _added(shares: Iterable[tuple[Address, int]]) -> Mapping[Address, int]:
    """A contributor may be registered twice: it has both amounts."""
    added: dict[Address, int] = defaultdict(int)
    for contributor, units in shares:
        added[contributor] += units
    return dict(added)


def _somebody(account: Address) -> Address | None:
    return None if account == NOBODY else account
