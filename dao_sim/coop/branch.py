"""A branch of a co-op's government: a governor, the rule that counts for it, and its timelock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dao_sim.bindings import CoopGovernor, CoopTimelock, MemberRule, TokenRule
from dao_sim.chain.protocol import Chain
from dao_sim.coop.charter import Charter
from dao_sim.units import Address

CONSTITUTION = "constitution"
"""The name of the branch that may change all others."""

Rule = TokenRule | MemberRule

_RULES: Mapping[str, type[Rule]] = {"token": TokenRule, "member": MemberRule}


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Three contracts that decide together."""

    prefix: str
    """What their names begin with: nothing for the constitution, `spending_` for a governor so called."""

    governor: CoopGovernor
    rule: Rule
    timelock: CoopTimelock


def branches_of(chain: Chain, charter: Charter, addresses: Mapping[str, Address]) -> dict[str, Branch]:
    """The branches by name."""
    rules = {"": charter.governance.rule} | {f"{each.name}_": each.rule for each in charter.governors}
    return {
        prefix.removesuffix("_") or CONSTITUTION: Branch(
            prefix=prefix,
            governor=CoopGovernor(chain, addresses[f"{prefix}governor"]),
            rule=_RULES[rule](chain, addresses[f"{prefix}rule"]),
            timelock=CoopTimelock(chain, addresses[f"{prefix}timelock"]),
        )
        for prefix, rule in rules.items()
    }
