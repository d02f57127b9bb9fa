"""Bonds: what proposing locks, where a charter asks for it, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dao_sim.bindings import Call, CoopToken, ProposalBond
from dao_sim.coop.branch import Branch
from dao_sim.errors import Refused, Reverted
from dao_sim.units import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """The bond of one proposal."""

    proposal: int
    proposer: Address
    amount: int
    """In the token's smallest unit."""
    released_to: Address | None
    """Who got it back; None while it is locked."""
    can_be_released: bool
    """Whether it is locked for nothing: its proposal is over."""


def bond_approval(branch: Branch, token: CoopToken, proposer: Address) -> Iterator[Call]:
    """The approval that `proposer` must send before it proposes; nothing where it needs none, or has it."""
    bond = branch.bond
    if bond is not None and token.allowance(proposer, bond.address) < (amount := bond.amount()):
        yield token.approve(bond.address, amount)


def bond_of(branch: Branch) -> ProposalBond:
    """The contract that keeps them. Raises Refused where the governor asks for none."""
    if branch.bond is None:
        reason = f"the charter gives the governor {branch.name} no proposal_bond"
        raise Refused("bond", reason, hint="proposing locks nothing here")
    return branch.bond


def bonds(branch: Branch) -> list[Bond]:
    """Every bond that was ever locked, in the order of their proposals. Raises Refused as `bond_of`."""
    contract = bond_of(branch)
    released = {event.proposal_id: event.to for event in contract.events(ProposalBond.BondReleased)}
    return [
        Bond(
            proposal=event.proposal_id,
            proposer=event.proposer,
            amount=event.amount,
            released_to=released.get(event.proposal_id),
            can_be_released=event.proposal_id not in released and _is_over(contract, event.proposal_id),
        )
        for event in contract.events(ProposalBond.BondLocked)
    ]


def _is_over(contract: ProposalBond, proposal: int) -> bool:
    try:
        contract.release(proposal).simulate(contract.governor())
    except Reverted:
        return False
    return True
