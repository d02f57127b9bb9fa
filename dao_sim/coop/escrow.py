"""What contracts that hold money for others have in common: what is owed, and what must be approved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, Commissions, MilestoneGrants, ReviewPanels, Submissions
from dao_sim.coop.assets import allowance, approval, asset_at
from dao_sim.units import ETH, Address

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative

Escrow = MilestoneGrants | Commissions | ReviewPanels | Submissions


def owed_to(escrow: Escrow, account: Address) -> dict[Address, int]:
    """What the account can claim, by asset (smallest unit)."""
    if isinstance(escrow, MilestoneGrants):
        assets = [event.asset for event in escrow.events(MilestoneGrants.Owed, account=account)]
    elif isinstance(escrow, Commissions):
        assets = [event.asset for event in escrow.events(Commissions.Owed, account=account)]
    else:
        assets = [escrow.asset()]
    found = {asset: escrow.owed_to(account, asset) for asset in dict.fromkeys(assets)}
    return {asset: amount for asset, amount in found.items() if amount}


def approvals(
    coop: Cooperative, escrow: Escrow, asset: Address, payer: Address, amount: int
) -> Iterator[Call]:
    """The call that lets the escrow take so much of a token (smallest unit), where it may not yet."""
    if asset != ETH and amount:
        token = asset_at(coop, asset)
        if allowance(coop, token, payer, escrow.address) < amount:
            yield approval(coop, token, escrow.address, amount)
