"""token, member and quadratic: a vote is for, against or abstaining, and weighs what its rule says."""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt
from typing import Any

from dao_sim.bindings import MemberRule, QuadraticRule, TokenRule
from dao_sim.bindings.generated.structs import Switches
from dao_sim.experiments.contests.contest import Standing, share_floor
from dao_sim.experiments.contests.measures import Measures
from dao_sim.experiments.stage import Stage
from dao_sim.metrics.concentration import fewest_holding
from dao_sim.metrics.tallies import Tally, member, quadratic, token
from dao_sim.metrics.tallies.outcome import ABSTAIN, AGAINST, FOR, SIDES, Options

OFF = Switches(vote_change=False, super_quorum_bps=0, rented_votes=False, vote_override=False)
MEASURE = Options(names=SIDES, no_change=AGAINST)


def standing(option: int, tally: Tally, quorum: int) -> Standing:
    """What a count on a measure says, where so much has to take part."""
    return Standing(
        option=option,
        for_=tally.totals[FOR],
        against=tally.totals[AGAINST],
        abstain=tally.totals[ABSTAIN],
        passes=tally.winner == FOR and tally.toward_quorum >= quorum,
    )


class TokenContest(Measures):
    """One token, one vote."""

    name = "token"
    says = "one token, one vote"
    counts = "tokens"
    delegation = True

    @property
    def quorum(self) -> int:
        """The weight that must be for a measure or abstain."""
        return share_floor(sum(self.holdings), self.terms.quorum)

    def deploy(self, stage: Stage) -> Any:
        coop = stage.coop
        return TokenRule.deploy(
            stage.chain, stage.clerk, coop.access.address, self.terms.quorum, coop.token.address, OFF
        )

    def reference(self, option: int, people: Sequence[int]) -> Standing:
        ballots = [(self.written(option, person), self.weights[person]) for person in people]
        return standing(option, token.count(ballots, MEASURE), self.quorum)

    def written(self, option: int, person: int) -> str:
        """Somebody's side, as the reference has it."""
        return self.side(option, person).name.lower()

    def smallest_coalition(self) -> int | None:
        """More than half of what all present weigh, and a quorum: the others help neither."""
        weights = [self.weights[person] for person in self.present]
        return fewest_holding(weights, max(sum(weights) // 2 + 1, self.quorum))


class MemberContest(TokenContest):
    """One member, one vote; a delegate has those of its delegators."""

    name = "member"
    says = "one member, one vote"
    counts = "memberships"

    def deploy(self, stage: Stage) -> Any:
        coop = stage.coop
        return MemberRule.deploy(
            stage.chain, stage.clerk, coop.access.address, self.terms.quorum, coop.membership.address, OFF
        )

    def reference(self, option: int, people: Sequence[int]) -> Standing:
        # a delegate's ballot stands for as many as it votes for
        votes = [(self.written(option, person), 1) for person in people for _ in range(self.weights[person])]
        return standing(option, member.count(votes, MEASURE), self.quorum)


class QuadraticContest(Measures):
    """A member's vote weighs the square root of its token votes."""

    name = "quadratic"
    says = "a member's vote weighs the square root of its tokens"
    counts = "tokens"
    delegation = True
    members_only = True

    def weigh(self, held: int) -> int:
        return isqrt(held)

    @property
    def quorum(self) -> int:
        """How many members must vote, in any way."""
        return share_floor(self.electorate.members, self.terms.quorum)

    def deploy(self, stage: Stage) -> Any:
        coop = stage.coop
        tokens, members = coop.token.address, coop.membership.address
        return QuadraticRule.deploy(
            stage.chain, stage.clerk, coop.access.address, self.terms.quorum, tokens, members, OFF
        )

    def reference(self, option: int, people: Sequence[int]) -> Standing:
        held = self.electorate.held_with_delegation(self.electorate.tokens)
        ballots = [(self.side(option, person).name.lower(), held[person]) for person in people]
        return standing(option, quadratic.count(ballots, MEASURE), self.quorum)

    def smallest_coalition(self) -> int | None:
        """More than half of what all present weigh, if these make the quorum together."""
        weights = [self.weights[person] for person in self.present]
        return fewest_holding(weights, sum(weights) // 2 + 1) if len(weights) >= self.quorum else None
