"""What a rule does with an electorate: who weighs what, what the contracts counted, and who won."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from dao_sim.errors import BadInput, DaoSimError
from dao_sim.experiments.electorate import NO_CHANGE, Electorate
from dao_sim.experiments.stage import Stage
from dao_sim.experiments.terms import Terms
from dao_sim.units import BPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one option got, in the unit in which the rule counts."""

    option: int
    for_: int
    against: int = 0
    abstain: int = 0
    passes: bool
    """Whether it was adopted. Where several measures were, only one of them wins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A vote that is over."""

    winner: int
    """An option; 0 is no change."""
    standings: tuple[Standing, ...]
    given: dict[int, int]
    """By person who took part, by silence too where that counts: what of its weight was for the winner."""
    vote_gas: dict[int, int]
    """By person who sent something: all that it sent, together. Exact only where the chain's is."""
    tally_gas: int
    """Of transactions that find out what was decided; 0 where the chain's gas is not exact."""


class Contest(ABC):
    """A rule, with an electorate that votes under it.

    Raises BadInput if the electorate has more options than the rule decides on.
    """

    name: ClassVar[str]
    says: ClassVar[str]
    """The rule in a few words."""
    most_options: ClassVar[int] = 32
    """That the rule decides on, no change included."""
    counts: ClassVar[str]
    """Whose holdings weigh: "tokens", or "memberships"."""
    delegation: ClassVar[bool] = False
    """Whether holdings weigh where they are delegated to. Otherwise everybody votes personally."""
    members_only: ClassVar[bool] = False
    """Whether only members vote. What is delegated to somebody else is lost."""

    def __init__(self, electorate: Electorate, terms: Terms) -> None:
        if len(electorate.options) > self.most_options:
            reason = f"{self.name} decides on at most {self.most_options} options, {NO_CHANGE!r} included"
            hint = f"leave {self.name} out of the rules, or options out of the electorate"
            raise BadInput("rules", reason, hint=hint, options=len(electorate.options))
        self.electorate = electorate
        self.terms = terms

    @abstractmethod
    def hold(self, stage: Stage, people: Sequence[int]) -> Held:
        """These people, all `present`, vote on the contracts; whoever is not named stays away.

        Raises DaoSimError if the contracts count or decide otherwise than the reference; Refused if they
        refuse a vote.
        """

    @abstractmethod
    def smallest_coalition(self) -> int | None:
        """The fewest of those present that could decide, however the others vote; None if not even all could.

        To decide is to have an option adopted against the ballots of all others present. Under a rule by
        which all is adopted that nobody vetoes, it is to veto.
        """

    @cached_property
    def holdings(self) -> list[int]:
        """What each person has that weighs, whoever votes with it."""
        people = self.electorate
        return people.tokens if self.counts == "tokens" else people.memberships

    @cached_property
    def carriers(self) -> list[int]:
        """Who votes with each person's holdings."""
        return self.electorate.delegates if self.delegation else list(range(len(self.holdings)))

    @cached_property
    def weights(self) -> list[int]:
        """What each person's vote weighs, in the unit in which the rule counts."""
        votes = [0] * len(self.holdings)
        for held, carrier in zip(self.holdings, self.carriers, strict=True):
            votes[carrier] += held
        members = self.electorate.memberships
        return [
            self.weigh(held) if member or not self.members_only else 0
            for held, member in zip(votes, members, strict=True)
        ]

    def weigh(self, held: int) -> int:
        """What a vote with these holdings weighs."""
        return held

    @cached_property
    def present(self) -> list[int]:
        """Who takes part: has a preference, and a vote that weighs something."""
        return [person for person in self.electorate.taking_part if self.weights[person]]

    @cached_property
    def senders(self) -> list[int]:
        """Those present who send something: all of them, unless silence is an answer under this rule."""
        return self.present

    def utilities(self, person: int) -> tuple[int, ...]:
        """What the options are worth to somebody who takes part."""
        found = self.electorate.people[person].utilities
        assert found is not None
        return found

    def ensure_same(self, what: str, *, contract: object, reference: object) -> None:
        """Raises DaoSimError unless contract and reference say the same."""
        if contract != reference:
            reason = f"contract and reference differ in {what} under {self.name}"
            raise DaoSimError("compare", reason, contract=contract, reference=reference)


def strongest(standings: Iterable[Standing]) -> Standing:
    """The one with most for it; of equals the one listed first."""
    return max(standings, key=lambda each: (each.for_, -each.option))


def share_floor(whole: int, bps: int) -> int:
    """So many basis points of it, rounded down as the contracts round a quorum."""
    return whole * bps // BPS
