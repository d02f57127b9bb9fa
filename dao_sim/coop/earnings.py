"""What an account earned with its units of works, and what of it is still to be claimed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import RoyaltyVault
from dao_sim.coop.works import tables_of_ancestors
from dao_sim.units import CREDIT_PER_UNIT, ETH, Address

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


@dataclass(frozen=True, slots=True, kw_only=True)
class Earning:
    """One account's part in one work's income in one asset, in the asset's smallest unit."""

    work_id: int
    asset: Address
    units: int
    """Held now, of 1,000,000."""
    claimable: int
    """What a claim would pay now."""
    fraction: int
    """Credit below the smallest unit, in millionths of it: carried on until it is a whole one."""
    claimed: int
    """Paid out so far."""


def earnings(coop: Cooperative, account: Address) -> list[Earning]:
    """By work and asset, for every work that the account holds or held units of.

    A work that earned nothing yet has one row, in ETH. Which works those are is told by the moves of the
    account's units, so that works of others are not looked at.
    """
    units = _units(coop.vault, account)
    assets: dict[int, set[Address]] = {work_id: set() for work_id in units}
    for deposit in coop.vault.events(RoyaltyVault.Deposited) if units else ():
        if deposit.work_id in assets:
            assets[deposit.work_id].add(deposit.asset)
    tables = tables_of_ancestors(coop.vault) if units else {}
    for passed in coop.vault.events(RoyaltyVault.PassedOn) if tables else ():
        for ancestor in assets.keys() & tables[passed.work_id].keys():
            assets[ancestor].add(passed.asset)
    claimed: dict[tuple[int, Address], int] = {}
    for claim in coop.vault.events(RoyaltyVault.Claimed, payee=account):
        key = (claim.work_id, claim.asset)
        claimed[key] = claimed.get(key, 0) + claim.amount
    found = []
    for work_id in sorted(units):
        for asset in sorted(assets[work_id] or {ETH}):
            whole, fraction = divmod(coop.vault.credit_of(work_id, asset, account), CREDIT_PER_UNIT)
            earning = Earning(
                work_id=work_id,
                asset=asset,
                units=units[work_id],
                claimable=whole,
                fraction=fraction,
                claimed=claimed.get((work_id, asset), 0),
            )
            found.append(earning)
    return found


def _units(vault: RoyaltyVault, account: Address) -> dict[int, int]:
    """Work → units that the account holds now, 0 where it gave them all away."""
    units: dict[int, int] = {}
    received = vault.events(RoyaltyVault.Transfer, receiver=account)
    given = vault.events(RoyaltyVault.Transfer, sender=account)
    for move in filter(lambda move: move.amount, received):  # anybody can send anybody nothing
        units[move.id_] = units.get(move.id_, 0) + move.amount
    for move in filter(lambda move: move.amount, given):
        units[move.id_] -= move.amount
    return units
