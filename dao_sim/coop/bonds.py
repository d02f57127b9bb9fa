"""Bonds: what proposing locks, where a charter asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from dao_sim.bindings import Call, CoopToken
from dao_sim.coop.branch import Branch
from dao_sim.units import Address


def bond_approval(branch: Branch, token: CoopToken, proposer: Address) -> Iterator[Call]:
    """The approval that `proposer` must send before it proposes; nothing where it needs none, or has it."""
    bond = branch.bond
    if bond is not None and token.allowance(proposer, bond.address) < (amount := bond.amount()):
        yield token.approve(bond.address, amount)
