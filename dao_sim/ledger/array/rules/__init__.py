"""How votes are weighed and counted, one rule per file, each as its contract does."""

from dao_sim.coop.charter import Charter
from dao_sim.ledger.array.membership import Membership
from dao_sim.ledger.array.rules.chambers import ChambersRule
from dao_sim.ledger.array.rules.quadratic import QuadraticRule
from dao_sim.ledger.array.rules.rule import Electorate, Poll, Rule
from dao_sim.ledger.array.rules.yes_no import YesNoRule
from dao_sim.ledger.array.token import Token

__all__ = ["Electorate", "Poll", "Rule", "rule_of"]


def rule_of(charter: Charter, membership: Membership, token: Token) -> Rule:
    """The charter's rule."""
    terms = charter.governance
    if terms.rule == "chambers":
        return ChambersRule(terms, membership)
    if terms.rule == "quadratic":
        return QuadraticRule(terms.quorum_bps, token, membership)
    return YesNoRule(terms.quorum_bps, token.votes if terms.rule == "token" else membership.votes)
