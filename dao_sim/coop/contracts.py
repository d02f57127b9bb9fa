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
    optional: dict[str, Contract | None] = {
        "rights": coop.rights,
        "licences": coop.licences,
        "bundles": coop.bundles,
        "funding": coop.funding,
        "matching": coop.matching,
        "grants": coop.grants,
        "panels": coop.panels,
        "arbiter": coop.panel_arbiter,
        "disputes": coop.disputes,
        "commissions": coop.commissions,
        "rewards": coop.rewards,
        "sales": coop.sales,
        "advances": coop.advances,
        "bonds": coop.bonds,
        "data": coop.data,
        "submissions": coop.submissions,
    }
    found |= {step: part for step, part in optional.items() if part is not None}
    for branch in coop.branches.values():
        parts = {"timelock": branch.timelock, "rule": branch.rule, "governor": branch.governor}
        guards = {"binding": branch.binding, "bond": branch.bond, "exit": branch.exit}
        found |= {f"{branch.prefix}{name}": part for name, part in parts.items()}
        found |= {f"{branch.prefix}{name}": guard for name, guard in guards.items() if guard is not None}
    return found
