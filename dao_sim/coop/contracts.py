"""A co-op's contracts as one list: to decode calls and events by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dao_sim.bindings import Contract

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


def contracts_of(coop: Cooperative) -> tuple[Contract, ...]:
    """Every contract of the co-op, further governors last."""
    return tuple(contracts_by_step(coop).values())


def contracts_by_step(coop: Cooperative) -> dict[str, Contract]:
    """The same by the names of the plan's steps, such as `vault`, `governor` and `spending_governor`."""
    found: dict[str, Contract] = {
        "access": coop.access,
        "membership": coop.membership,
        "token": coop.token,
        "treasury": coop.treasury,
        "vault": coop.vault,
        "registry": coop.registry,
    }
    if coop.licences is not None:
        found["licences"] = coop.licences
    if coop.funding is not None:
        found["funding"] = coop.funding
    if coop.matching is not None:
        found["matching"] = coop.matching
    if coop.grants is not None:
        found["grants"] = coop.grants
    if coop.commissions is not None:
        found["commissions"] = coop.commissions
    if coop.panels is not None:
        found["panels"] = coop.panels
    if coop.submissions is not None:
        found["submissions"] = coop.submissions
    for branch in coop.branches.values():
        parts = {"timelock": branch.timelock, "rule": branch.rule, "governor": branch.governor}
        guards = {"binding": branch.binding, "bond": branch.bond, "exit": branch.exit}
        found |= {f"{branch.prefix}{name}": part for name, part in parts.items()}
        found |= {f"{branch.prefix}{name}": guard for name, guard in guards.items() if guard is not None}
    return found
