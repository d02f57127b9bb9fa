"""The part of a deployment plan that a governor's voting rule and guards are."""

from __future__ import annotations

from typing import Any

from dao_sim.coop.governance_terms import GovernanceTerms
from dao_sim.coop.steps import Deploy, Invoke, Ref, selector


def rule_step(prefix: str, terms: GovernanceTerms) -> Deploy:
    """The contract that counts for the governor whose steps begin with `prefix`."""
    contract = terms.voting_rule.contract
    return Deploy(step=f"{prefix}rule", contract=contract, arguments=_arguments(contract, terms))


def rule_settings(prefix: str, terms: GovernanceTerms) -> tuple[Invoke, ...]:
    """What a rule is told once it is there."""
    signature = "setCaps(address,(uint256,uint256,uint256))"
    return tuple(
        Invoke(
            step=f"{prefix}rule caps {place}",
            contract="OptimisticRule",
            target=Ref(f"{prefix}rule"),
            calls=((signature, (cap.asset, (cap.per_proposal, cap.per_proposer, cap.per_epoch))),),
        )
        for place, cap in enumerate(terms.optimistic_caps, 1)
    )


def guard_steps(prefix: str, terms: GovernanceTerms) -> tuple[Deploy, ...]:
    """Who watches the governor's proposals, in the order in which they are told."""
    binding = Deploy(step=f"{prefix}binding", contract="TargetBinding", arguments=())
    bonded = (Ref("token"), terms.proposal_bond, Ref("treasury"))
    bond = Deploy(step=f"{prefix}bond", contract="ProposalBond", arguments=bonded)
    return (
        *((binding,) if terms.bind_targets else ()),
        *((bond,) if terms.proposal_bond else ()),
        *exit_step(prefix, terms),
    )


def exit_step(prefix: str, terms: GovernanceTerms) -> tuple[Deploy, ...]:
    """Where members leave before a measure is executed, if they may."""
    if not terms.exit_window:
        return ()
    parties = (Ref("access"), Ref("token"), Ref("membership"), Ref("treasury"))
    minimums = tuple((each.asset, each.minimum) for each in terms.exit_assets)
    arguments = (*parties, terms.exit_window, minimums)
    return (Deploy(step=f"{prefix}exit", contract="ExitWindow", arguments=arguments),)


def _arguments(contract: str, terms: GovernanceTerms) -> tuple[Any, ...]:
    """What the rule's constructor takes."""
    access, members, votes = Ref("access"), Ref("membership"), Ref(terms.voting_rule.votes)
    counted = (access, terms.quorum_bps, votes)
    switches = (
        terms.vote_change,
        terms.early_success or 0,
        terms.rented_vote_defence,
        terms.vote_override,
    )
    return {
        "QuadraticRule": (*counted, members, switches),
        "ApprovalRule": (*counted, members, terms.cumulative),
        "RankedRule": (*counted, members),
        "ChambersRule": (access, members, _chambers(terms), _kinds(terms)),
        "OptimisticRule": (*counted, Ref("treasury")),
    }.get(contract, (*counted, switches))


def _chambers(terms: GovernanceTerms) -> tuple[tuple[int, int], ...]:
    by_class = terms.chambers.by_class() if terms.chambers else {}
    return tuple((chamber.quorum, chamber.threshold) for chamber in by_class.values())


def _kinds(terms: GovernanceTerms) -> tuple[tuple[Ref, bytes, int], ...]:
    return tuple((Ref(need.target), selector(need.signature), need.mask) for need in terms.needs)
