"""Rules that choose among several options at once, no change among them: approval, cumulative, ranked."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Sequence
from typing import Any

from eth_abi.abi import encode

from dao_sim.bindings import ApprovalRule, RankedRule
from dao_sim.experiments import preferences
from dao_sim.experiments.contests.contest import Contest, Held, Standing, share_floor
from dao_sim.experiments.stage import Stage
from dao_sim.metrics.concentration import fewest_holding
from dao_sim.metrics.tallies import Options, Tally, approval, ranked
from dao_sim.units import Address


class Choices(Contest):
    """One proposal with all options. The quorum is of members who vote, in any way."""

    counts = "tokens"
    delegation = True
    members_only = True

    @abstractmethod
    def deploy(self, stage: Stage) -> Any:
        """The rule's contract, which serves nobody yet."""

    @abstractmethod
    def ballot(self, person: int) -> tuple[int, bytes]:
        """Somebody's vote, as support and parameters."""

    @abstractmethod
    def reference(self, people: Sequence[int]) -> Tally:
        """What these people's votes come to, counted without a contract."""

    @abstractmethod
    def part(self, option: int, person: int, still_in: Collection[str]) -> int:
        """What of somebody's weight was for an option, when no more than these were still in."""

    @property
    def quorum(self) -> int:
        """How many members must vote."""
        return share_floor(self.electorate.members, self.terms.quorum)

    @property
    def listed(self) -> Options:
        """As the reference has them."""
        return Options(names=self.electorate.options, no_change=self.electorate.options[0])

    def votes(self, stage: Stage) -> Address:
        """The contract whose votes weigh."""
        return (stage.coop.token if self.counts == "tokens" else stage.coop.membership).address

    def names(self, options: Sequence[int]) -> tuple[str, ...]:
        """Options as the reference has them."""
        return tuple(self.electorate.options[option] for option in options)

    def hold(self, stage: Stage, people: Sequence[int]) -> Held:
        options = range(1, len(self.electorate.options))
        rule = self.deploy(stage)
        meeting = stage.meeting(rule)
        number = meeting.propose(options, text="Choose one")
        meeting.open(number)
        gas = stage.send(
            [(stage.accounts[person], meeting.ballot(number, *self.ballot(person))) for person in people]
        )
        meeting.close(number)
        tally = self.reference(people)
        ahead = self.electorate.options.index(tally.winner)
        winner = ahead if tally.toward_quorum >= self.quorum else 0
        self.ensure_same("a tally", contract=list(rule.tally(number)), reference=list(tally.totals.values()))
        self.ensure_same("an outcome", contract=rule.outcome(number), reference=ahead)
        self.ensure_same("adoption", contract=meeting.adopted(number), reference=winner > 0)
        standings = [
            Standing(option=option, for_=total, passes=option == winner and option > 0)
            for option, total in enumerate(tally.totals.values())
        ]
        still_in = tally.rounds[-1].totals if tally.rounds else tally.totals
        exact = stage.chain.capabilities.exact_gas
        return Held(
            winner=winner,
            standings=tuple(standings),
            given={person: self.part(winner, person, still_in) for person in people},
            vote_gas=dict(zip(people, gas, strict=True)),
            tally_gas=meeting.tally_gas(number) if exact else 0,
        )

    def smallest_coalition(self) -> int | None:
        """More than half of what all present weigh, if these make the quorum together.

        The others can do no more than give all that they have to no change, which ties favour.
        """
        weights = [self.weights[person] for person in self.present]
        return fewest_holding(weights, sum(weights) // 2 + 1) if len(weights) >= self.quorum else None


class ApprovalContest(Choices):
    """Every option that is better than no change gets the whole weight."""

    name = "approval"
    says = "each approved option gets the whole weight, in tokens"
    most_options = 8

    def deploy(self, stage: Stage) -> Any:
        access, members = stage.coop.access.address, stage.coop.membership.address
        return ApprovalRule.deploy(
            stage.chain, stage.clerk, access, self.terms.quorum, self.votes(stage), members, cumulative=False
        )

    def approved(self, person: int) -> tuple[int, ...]:
        """Whom somebody approves."""
        return preferences.approved(self.utilities(person))

    def ballot(self, person: int) -> tuple[int, bytes]:
        return sum(1 << option for option in self.approved(person)), b""

    def reference(self, people: Sequence[int]) -> Tally:
        ballots = [(self.names(self.approved(person)), self.weights[person]) for person in people]
        return approval.count(ballots, self.listed)

    def part(self, option: int, person: int, still_in: Collection[str]) -> int:  # noqa: ARG002
        return self.weights[person] if option in self.approved(person) else 0


class CumulativeContest(Choices):
    """The weight is spent over the options."""

    name = "cumulative"
    says = "a voter spends its tokens' weight over the options"
    most_options = 8

    def deploy(self, stage: Stage) -> Any:
        access, members = stage.coop.access.address, stage.coop.membership.address
        return ApprovalRule.deploy(
            stage.chain, stage.clerk, access, self.terms.quorum, self.votes(stage), members, cumulative=True
        )

    def spent(self, person: int) -> list[int]:
        """By option."""
        utilities, weight = self.utilities(person), self.weights[person]
        return preferences.budget(utilities, weight, cardinal=self.electorate.cardinal)

    def ballot(self, person: int) -> tuple[int, bytes]:
        return 0, encode(["uint256[]"], [self.spent(person)])

    def reference(self, people: Sequence[int]) -> Tally:
        ballots = [
            (list(zip(self.electorate.options, self.spent(person), strict=True)), self.weights[person])
            for person in people
        ]
        return approval.count_budget(ballots, self.listed)

    def part(self, option: int, person: int, still_in: Collection[str]) -> int:  # noqa: ARG002
        return self.spent(person)[option]


class RankedContest(Choices):
    """Instant run-off."""

    name = "ranked"
    says = "instant run-off, in tokens"
    most_options = ranked.MAX_OPTIONS

    def deploy(self, stage: Stage) -> Any:
        access, members = stage.coop.access.address, stage.coop.membership.address
        return RankedRule.deploy(
            stage.chain, stage.clerk, access, self.terms.quorum, self.votes(stage), members
        )

    def ranking(self, person: int) -> tuple[int, ...]:
        """Somebody's options, best first."""
        return preferences.ranking(self.utilities(person), cardinal=self.electorate.cardinal)

    def ballot(self, person: int) -> tuple[int, bytes]:
        return 0, bytes(self.ranking(person))

    def reference(self, people: Sequence[int]) -> Tally:
        ballots = [(self.names(self.ranking(person)), self.weights[person]) for person in people]
        return ranked.count(ballots, self.listed)

    def part(self, option: int, person: int, still_in: Collection[str]) -> int:
        """The whole weight, if the ballot counted for the option in the last round."""
        choice = next((name for name in self.names(self.ranking(person)) if name in still_in), None)
        return self.weights[person] if choice == self.electorate.options[option] else 0


class ApprovalMembersContest(ApprovalContest):
    """Approval by heads."""

    name = "approval-members"
    says = "each approved option gets one vote per member"
    counts = "memberships"
    delegation = False


class RankedMembersContest(RankedContest):
    """Instant run-off by heads."""

    name = "ranked-members"
    says = "instant run-off, one vote per member"
    counts = "memberships"
    delegation = False
