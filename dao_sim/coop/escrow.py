"""What contracts that hold money for others have in common: what is owed, and what must be approved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dao_sim.bindings import (
    Advances,
    Call,
    Commissions,
    CompletionBonds,
    Contract,
    MilestoneGrants,
    ReviewPanels,
    ShareSales,
)
from dao_sim.coop.assets import allowance, approval, asset_at
from dao_sim.units import ETH, Address

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative

Escrow = MilestoneGrants | Commissions | ShareSales | Advances | CompletionBonds | ReviewPanels


def owed_to(escrow: Escrow, account: Address) -> dict[Address, int]:
    """What the account can claim, by asset (smallest unit)."""
    assets = [Address(event.arguments["asset"]) for event in escrow.events(escrow.Owed, account=account)]
    found = {asset: escrow.owed_to(account, asset) for asset in dict.fromkeys(assets)}
    return {asset: amount for asset, amount in found.items() if amount}


def approvals(
    coop: Cooperative, spender: Contract, asset: Address, payer: Address, amount: int
) -> Iterator[Call]:
    """The call that lets a contract take so much of a token (smallest unit), where it may not yet."""
    if asset != ETH and amount:
        token = asset_at(coop, asset)
        if allowance(coop, token, payer, spender.address) < amount:
            yield approval(coop, token, spender.address, amount)
