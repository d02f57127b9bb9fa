"""The vault's books over all works, added up from its events and from what its holders can claim."""

from __future__ import annotations

from dataclasses import dataclass

from dao_sim.bindings import CoopToken, RoyaltyVault
from dao_sim.units import CREDIT_PER_UNIT, ETH, Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """One asset's books, in its smallest unit (fractions in millionths of it)."""

    asset: Address
    deposits: int
    """Everything that arrived for works, before the levy."""
    paid_out: int
    claimable: int
    """What holders of units could claim now."""
    levy: int
    """The treasury's part: collected, and accrued."""
    fractions: int
    """Credit below a whole unit that holders carry on, in millionths, summed over works and holders."""
    owed: int
    """Claimable, levy not yet collected, and carried fractions."""
    held: int
    """What the vault has."""

    @property
    def balanced(self) -> bool:
        """Whether every unit that arrived is accounted for, and the vault holds what it owes."""
        whole, rest = divmod(self.fractions, CREDIT_PER_UNIT)
        accounted = self.paid_out + self.claimable + self.levy + whole
        return rest == 0 and accounted == self.deposits and self.held >= self.owed


def books(vault: RoyaltyVault, asset: Address = ETH) -> Books:
    """Adds up every work's deposits, payouts, levy and every holder's credit. Reads the whole history."""
    deposited = vault.events(RoyaltyVault.Deposited, asset=asset)
    claimed = vault.events(RoyaltyVault.Claimed, asset=asset)
    collected = sum(event.amount for event in vault.events(RoyaltyVault.LevyCollected, asset=asset))
    claimable = fractions = 0
    earning = {event.work_id for event in deposited}
    for table in (vault.ancestors_of(work_id) for work_id in tuple(earning)):
        earning |= {ancestor.work_id for ancestor in table}
    for work_id, holder in {(moved.id_, moved.receiver) for moved in vault.events(RoyaltyVault.Transfer)}:
        if work_id in earning:
            whole, fraction = divmod(vault.credit_of(work_id, asset, holder), CREDIT_PER_UNIT)
            claimable += whole
            fractions += fraction
    accrued = vault.levy_accrued(asset)
    return Books(
        asset=asset,
        deposits=sum(event.gross for event in deposited),
        paid_out=sum(event.amount for event in claimed),
        claimable=claimable,
        levy=accrued + collected,
        fractions=fractions,
        owed=claimable + accrued + -(-fractions // CREDIT_PER_UNIT),
        held=_held(vault, asset),
    )


def _held(vault: RoyaltyVault, asset: Address) -> int:
    if asset == ETH:
        return vault.chain.balance(vault.address)
    return CoopToken(vault.chain, asset).balance_of(vault.address)  # any ERC-20 answers this
