"""Rules that say yes or no: each option is a measure of its own, and all are open together.

Of the measures that are adopted, the one with most weight for it wins; of equals the one listed first.
"""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from dao_sim.experiments import preferences
from dao_sim.experiments.contests.contest import Contest, Held, Standing, strongest
from dao_sim.experiments.stage import Meeting, Stage
from dao_sim.units import Support


class Measures(Contest):
    """What all of these rules do alike."""

    @abstractmethod
    def deploy(self, stage: Stage) -> Any:
        """The rule's contract, which serves nobody yet."""

    @abstractmethod
    def reference(self, option: int, people: Sequence[int]) -> Standing:
        """What these people's votes on an option come to, counted without a contract."""

    def ballot(self, option: int, person: int) -> tuple[int, bytes] | None:
        """Somebody's vote on an option, as support and parameters; None if it stays silent."""
        return int(self.side(option, person)), b""

    def side(self, option: int, person: int) -> Support:
        """For, against or abstaining, of somebody who takes part."""
        return preferences.side(self.utilities(person), option)

    def parts(self, option: int, person: int) -> Sequence[int]:
        """What of somebody's weight is against, for, and abstaining."""
        chosen = self.side(option, person)
        return [self.weights[person] * (chosen is each) for each in Support]

    def strongest(self, standings: Sequence[Standing]) -> Standing:
        """The option that is ahead of the others."""
        return strongest(standings)

    def hold(self, stage: Stage, people: Sequence[int]) -> Held:
        options = self.electorate.options
        rule = self.deploy(stage)
        meeting = stage.meeting(rule)
        numbers = {
            option: meeting.propose([option], text=f"{option}: {options[option]}")
            for option in range(1, len(options))
        }
        meeting.open(max(numbers.values()))
        gas: dict[int, int] = defaultdict(int)
        for option, number in numbers.items():
            self._vote(meeting, number, option, people, gas)
        meeting.close(max(numbers.values()))
        standings = []
        for option, number in numbers.items():
            counted = self.reference(option, people)
            self.check(rule, number, option, people, counted)
            self.ensure_same("an outcome", contract=meeting.adopted(number), reference=counted.passes)
            standings.append(counted)
        adopted = [each for each in standings if each.passes]
        winner = self.strongest(adopted).option if adopted else 0
        exact = stage.chain.capabilities.exact_gas
        return Held(
            winner=winner,
            standings=tuple(standings),
            given=self._given(winner, self.strongest(standings).option, people),
            vote_gas=dict(gas),
            tally_gas=sum(map(meeting.tally_gas, numbers.values())) if exact else 0,
        )

    def check(
        self,
        rule: Any,
        number: int,
        option: int,  # noqa: ARG002
        people: Sequence[int],  # noqa: ARG002
        counted: Standing,
    ) -> None:
        """Raises DaoSimError unless the contract's tally is the reference's."""
        expected = counted.against, counted.for_, counted.abstain
        self.ensure_same("a tally", contract=tuple(rule.tally(number)), reference=expected)

    def _vote(
        self, meeting: Meeting, number: int, option: int, people: Sequence[int], gas: dict[int, int]
    ) -> None:
        cast = [(person, self.ballot(option, person)) for person in people]
        given = [(person, ballot) for person, ballot in cast if ballot is not None]
        accounts = meeting.stage.accounts
        used = meeting.stage.send(
            [(accounts[person], meeting.ballot(number, *ballot)) for person, ballot in given]
        )
        for (person, _ballot), spent in zip(given, used, strict=True):
            gas[person] += spent

    def _given(self, winner: int, rival: int, people: Sequence[int]) -> dict[int, int]:
        """What was for the winner; where that is no change, what was against its strongest rival."""
        side = Support.FOR if winner else Support.AGAINST
        return {person: self.parts(winner or rival, person)[side] for person in people}
