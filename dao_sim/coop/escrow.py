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
    DataCommons,
    MilestoneGrants,
    ReviewPanels,
    ShareSales,
    Submissions,
)
from dao_sim.coop.assets import allowance, approval, asset_at, held
from dao_sim.errors import Refused
from dao_sim.units import ETH, Address, format_amount

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative

Escrow = (
    MilestoneGrants
    | Commissions
    | ShareSales
    | Advances
    | CompletionBonds
    | DataCommons
    | ReviewPanels
    | Submissions
)


def owed_to(escrow: Escrow, account: Address) -> dict[Address, int]:
    """What the account can claim, by asset (smallest unit)."""
    assets = [Address(event.arguments["asset"]) for event in escrow.events(escrow.Owed, account=account)]
    found = {asset: escrow.owed_to(account, asset) for asset in dict.fromkeys(assets)}
    return {asset: amount for asset, amount in found.items() if amount}


def approvals(
    coop: Cooperative, spender: Contract, asset: Address, payer: Address, amount: int
) -> Iterator[Call]:
    """The call that lets `spender` take so much of a token (smallest unit), where it may not yet.

    Raises Refused where the payer has less than that: nothing is approved that could not be taken.
    """
    if asset == ETH or not amount:
        return
    token = asset_at(coop, asset)
    if (has := held(coop, token, payer)) < amount:
        few, many = (format_amount(units, token.decimals) for units in (has, amount))
        reason = f"the account has less than that: {few} of {many} {token.symbol}"
        raise Refused("payment", reason, account=payer, asset=token.symbol)
    if allowance(coop, token, payer, spender.address) < amount:
        yield approval(coop, token, spender.address, amount)
