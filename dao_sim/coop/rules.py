"""The voting rules that a charter can name: which contract counts, and whose votes.

What each rule says, and to the letter, is in its contract and in `dao_sim.metrics.tallies`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class VotingRule:
    """A rule as a deployment sees it."""

    name: str
    contract: str
    """The contract that counts."""
    votes: str
    """The step that deploys the contract whose votes count: `token` or `membership`."""
    decimals: int
    """One whole vote is 10 to this power of units."""
    default_threshold: str
    """What `proposal_threshold` is where a charter does not say, in whole votes."""


VOTING_RULES: Mapping[str, VotingRule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            VotingRule(
                name="token", contract="TokenRule", votes="token", decimals=18, default_threshold="100"
            ),
            VotingRule(
                name="member", contract="MemberRule", votes="membership", decimals=0, default_threshold="1"
            ),
        )
    }
)
"""By name."""
