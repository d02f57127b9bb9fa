"""The voting rules that a charter can name: which contract counts, whose votes, and how a ballot is written.

What each rule says, and to the letter, is in its contract and in `dao_sim.metrics.tallies`. Which keys of a
charter go with which rule is in `dao_sim.coop.fits`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import Literal

WHOLE_TOKEN = 18
"""One whole token is 10 to this power of units."""


class Counting(str, Enum):
    """What a ballot says. The values are OpenZeppelin's `COUNTING_MODE`, as far as it tells them apart."""

    SIDE = "support=bravo"
    """One of for, against and abstain."""
    SPLIT = "support=bravo,fractional"
    """A share of the weight for each of the three."""
    APPROVAL = "support=approval"
    """Any number of options."""
    CUMULATIVE = "support=none&params=cumulative"
    """A share of the weight for each option."""
    RANKING = "support=none&params=ranking"
    """Options, the best first."""
    VETO = "support=against"
    """Against, or nothing."""

    @property
    def has_options(self) -> bool:
        """Whether a proposal may have several."""
        return self in (Counting.APPROVAL, Counting.CUMULATIVE, Counting.RANKING)


Weighs = Literal["token", "member"]


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
    counting: Counting
    members_only: bool = False
    """Whether only members vote."""
    delegable: bool = True
    """Whether votes that were delegated count; where not, every member's vote weighs 1."""

    @property
    def unit(self) -> str:
        """What a whole vote is, in a word."""
        return {18: "tokens", 9: "roots of tokens"}.get(self.decimals, "members")

    def weighing(self, weight: Weighs) -> VotingRule:
        """The rule where its ballots weigh tokens, or one per member."""
        if weight == "token":
            return self
        return replace(self, votes="membership", decimals=0, default_threshold="1", delegable=False)

    def cumulative(self) -> VotingRule:
        """The rule where voters spend their weight over the options."""
        return replace(self, counting=Counting.CUMULATIVE)


def _of_tokens(name: str, counting: Counting, *, members_only: bool = False) -> VotingRule:
    return VotingRule(
        name=name,
        contract=f"{name.capitalize()}Rule",
        votes="token",
        decimals=WHOLE_TOKEN,
        default_threshold="100",
        counting=counting,
        members_only=members_only,
    )


VOTING_RULES: Mapping[str, VotingRule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            _of_tokens("token", Counting.SIDE),
            VotingRule(
                name="member",
                contract="MemberRule",
                votes="membership",
                decimals=0,
                default_threshold="1",
                counting=Counting.SIDE,
            ),
            VotingRule(
                name="quadratic",
                contract="QuadraticRule",
                votes="token",
                decimals=WHOLE_TOKEN // 2,
                default_threshold="10",
                counting=Counting.SIDE,
                members_only=True,
            ),
            _of_tokens("fractional", Counting.SPLIT),
            _of_tokens("approval", Counting.APPROVAL, members_only=True),
            _of_tokens("ranked", Counting.RANKING, members_only=True),
            VotingRule(
                name="chambers",
                contract="ChambersRule",
                votes="membership",
                decimals=0,
                default_threshold="1",
                counting=Counting.SIDE,
                members_only=True,
                delegable=False,
            ),
            _of_tokens("optimistic", Counting.VETO),
        )
    }
)
"""By name."""
