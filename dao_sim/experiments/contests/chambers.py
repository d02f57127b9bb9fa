"""chambers: every class of members must agree. No option is in any table, so that all four are asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dao_sim.bindings import ChambersRule
from dao_sim.bindings.generated.structs import Chamber
from dao_sim.experiments.contests.contest import Standing
from dao_sim.experiments.contests.measures import Measures
from dao_sim.experiments.stage import Stage
from dao_sim.metrics.tallies import chambers
from dao_sim.units import BPS, MemberClass, Support

CLASSES = tuple(each for each in MemberClass if each is not MemberClass.NONE)


class ChambersContest(Measures):
    """A member's vote counts in its own class; delegation is ignored."""

    name = "chambers"
    says = "every class of members must agree"
    counts = "memberships"

    def deploy(self, stage: Stage) -> Any:
        coop = stage.coop
        each = Chamber(self.terms.quorum, self.terms.chamber_majority)
        return ChambersRule.deploy(
            stage.chain,
            stage.clerk,
            coop.access.address,
            coop.membership.address,
            (each,) * len(CLASSES),
            (),
        )

    def chamber(self, member_class: MemberClass, sides: Counter[Support]) -> chambers.Chamber:
        """A class with these votes, as the reference has it."""
        return chambers.Chamber(
            members=sum(person.member_class is member_class for person in self.electorate.people),
            quorum=self.terms.quorum,
            threshold=self.terms.chamber_majority,
            for_=sides[Support.FOR],
            against=sides[Support.AGAINST],
            abstain=sides[Support.ABSTAIN],
        )

    def votes(self, option: int, people: Sequence[int]) -> dict[MemberClass, Counter[Support]]:
        """How many voted how, in each class."""
        found: dict[MemberClass, Counter[Support]] = {each: Counter() for each in CLASSES}
        for person in people:
            found[self.electorate.people[person].member_class][self.side(option, person)] += 1
        return found

    def reference(self, option: int, people: Sequence[int]) -> Standing:
        votes = self.votes(option, people)
        total: Counter[Support] = sum(votes.values(), Counter())
        return Standing(
            option=option,
            for_=total[Support.FOR],
            against=total[Support.AGAINST],
            abstain=total[Support.ABSTAIN],
            passes=chambers.passes(self.chamber(*each) for each in votes.items()),
        )

    def check(self, rule: Any, number: int, option: int, people: Sequence[int], counted: Standing) -> None:
        super().check(rule, number, option, people, counted)
        for each, sides in self.votes(option, people).items():
            said = [sides[side] for side in Support]
            counts = list(rule.chamber_tally(number, each))
            self.ensure_same(f"the chamber {each.name.lower()}", contract=counts, reference=said)

    def smallest_coalition(self) -> int | None:
        """In each class that has members, the fewest that are more than its majority of all present."""
        voters = Counter(self.electorate.people[person].member_class for person in self.present)
        fewest = 0
        for each in CLASSES:
            needed = self.terms.chamber_majority * voters[each] // BPS + 1
            united = self.chamber(
                each, Counter({Support.FOR: needed, Support.AGAINST: voters[each] - needed})
            )
            if not united.members:
                continue
            if needed > voters[each] or not united.passes:
                return None
            fewest += needed
        return fewest or None
