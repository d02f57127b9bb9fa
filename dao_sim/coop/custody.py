"""What contracts that take share units have in common: the charter's section, and what must be approved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dao_sim.bindings import Advances, Call, CompletionBonds, ShareSales
from dao_sim.coop.shares import percent_of
from dao_sim.errors import Refused
from dao_sim.units import MAX_UINT256, Address

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative

Taker = ShareSales | Advances | CompletionBonds
Custodian = Advances | CompletionBonds


def no_financing(component: str) -> Refused:
    """The error where the charter has no such contracts."""
    return Refused(component, "this co-op's charter has no section [financing]")


def unit_approvals(coop: Cooperative, taker: Taker, owner: Address, work: int, units: int) -> Iterator[Call]:
    """The call that lets the contract take so many units more, beside those that it may take already.

    Raises Refused where the owner has fewer.
    """
    if (has := coop.vault.balance_of(owner, work)) < units:
        reason = f"the account has less of the work than that: {percent_of(has)}"
        raise Refused("units", reason, account=owner, work=work)
    if not coop.vault.is_operator(owner, taker.address):
        approved = coop.vault.allowance(owner, taker.address, work)
        if approved < MAX_UINT256:  # which stays as it is, however much is taken
            yield coop.vault.approve(taker.address, work, min(approved + units, MAX_UINT256))


def uncollected(coop: Cooperative, custodian: Custodian, matter: int) -> dict[Address, int]:
    """What the units in custody earned and nobody collected, by asset (smallest unit)."""
    from dao_sim.coop.assets import asset_at, held

    kept, vault = custodian.custody_of(matter), coop.vault
    found = {
        asset: vault.claimable(kept.work_id, asset, kept.custody)
        + held(coop, asset_at(coop, asset), kept.custody)
        for asset in vault.assets()
    }
    return {asset: amount for asset, amount in found.items() if amount}
