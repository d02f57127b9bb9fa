"""A branch of a co-op's government: a governor, the rule that counts for it, its timelock and guards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dao_sim.bindings import (
    ApprovalRule,
    ChambersRule,
    CoopGovernor,
    CoopTimelock,
    ExitWindow,
    FractionalRule,
    MemberRule,
    OptimisticRule,
    ProposalBond,
    QuadraticRule,
    RankedRule,
    TargetBinding,
    TokenRule,
)
from dao_sim.chain.protocol import Chain
from dao_sim.coop.charter import Charter
from dao_sim.coop.governance_terms import GovernanceTerms
from dao_sim.units import Address

CONSTITUTION = "constitution"
"""The name of the branch that may change all others."""

YesNoRule = TokenRule | MemberRule | QuadraticRule | FractionalRule
"""A rule for plain measures: against, for, abstain."""
MEASURE_RULES = (TokenRule, MemberRule, QuadraticRule, FractionalRule, ChambersRule)
"""Those that tell who voted for a measure, which are the ones that a charter gives an exit window."""
OptionsRule = ApprovalRule | RankedRule
"""A rule for several options."""
Rule = YesNoRule | OptionsRule | ChambersRule | OptimisticRule

_RULES: Mapping[str, type[Rule]] = {
    "token": TokenRule,
    "member": MemberRule,
    "quadratic": QuadraticRule,
    "fractional": FractionalRule,
    "approval": ApprovalRule,
    "ranked": RankedRule,
    "chambers": ChambersRule,
    "optimistic": OptimisticRule,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Contracts that decide together."""

    prefix: str
    """What their names begin with: nothing for the constitution, `spending_` for a governor so called."""

    terms: GovernanceTerms
    governor: CoopGovernor
    rule: Rule
    timelock: CoopTimelock
    binding: TargetBinding | None
    """The guard that `bind_targets` deploys."""
    bond: ProposalBond | None
    """The guard that `proposal_bond` deploys."""
    exit: ExitWindow | None
    """The guard that `exit_window` deploys."""

    @property
    def name(self) -> str:
        """As a charter names it; "constitution" for the one that it does not name."""
        return self.prefix.removesuffix("_") or CONSTITUTION


def branches_of(chain: Chain, charter: Charter, addresses: Mapping[str, Address]) -> dict[str, Branch]:
    """The branches by name."""
    found = (
        Branch(
            prefix=prefix,
            terms=terms,
            governor=CoopGovernor(chain, addresses[f"{prefix}governor"]),
            rule=_RULES[terms.rule](chain, addresses[f"{prefix}rule"]),
            timelock=CoopTimelock(chain, addresses[f"{prefix}timelock"]),
            binding=TargetBinding(chain, addresses[f"{prefix}binding"]) if terms.bind_targets else None,
            bond=ProposalBond(chain, addresses[f"{prefix}bond"]) if terms.proposal_bond else None,
            exit=ExitWindow(chain, addresses[f"{prefix}exit"]) if terms.exit_window else None,
        )
        for prefix, terms in charter.all_governance().items()
    )
    return {branch.name: branch for branch in found}
