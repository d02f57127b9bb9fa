"""A co-op's contracts as one list: to decode calls and events by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dao_sim.bindings import Contract

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


def contracts_of(coop: Cooperative) -> tuple[Contract, ...]:
    """Every contract of the co-op, in the order of deployment, further governors last."""
    return (
        coop.access,
        coop.timelock,
        coop.membership,
        coop.token,
        coop.rule,
        coop.governor,
        coop.treasury,
        coop.vault,
        coop.registry,
        *(
            contract
            for branch in coop.branches.values()
            if branch.prefix
            for contract in (branch.timelock, branch.rule, branch.governor)
        ),
    )
