"""What a vote weighs under each rule, in the rule's unit: now, and on a proposal."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING

from dao_sim.bindings import FractionalRule, MemberRule, QuadraticRule, TokenRule
from dao_sim.units import Address, MemberClass

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


def weight_now(coop: Cooperative, account: Address) -> int:
    """What a vote of `account` would weigh if votes were weighed now."""
    rule = coop.terms.voting_rule
    if rule.members_only and coop.membership.class_of(account) == MemberClass.NONE:
        return 0
    if not rule.delegable:
        return 1
    return weight_of_votes(coop, coop.votes.get_votes(account))


def weight_of_votes(coop: Cooperative, votes: int) -> int:
    """What so many votes of `coop.votes` weigh in one hand, which may vote."""
    rule = coop.terms.voting_rule
    if not rule.delegable:
        return min(votes, 1)
    return isqrt(votes) if rule.name == "quadratic" else votes


def weight_on(coop: Cooperative, proposal_id: int, account: Address) -> int:
    """What a vote of `account` weighs on a proposal whose snapshot is past."""
    if isinstance(coop.rule, TokenRule | MemberRule | QuadraticRule | FractionalRule):
        return coop.rule.weight_on(proposal_id, account)
    return coop.rule.weight_of(account, coop.governor.proposal_snapshot(proposal_id))
