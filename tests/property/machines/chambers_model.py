"""Concurrent majorities in plain Python: lists of who is in which class, and of who voted how."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.property.machines.refusal import refuse_if

CLASSES = (1, 2, 3, 4)
ALL = 15
BPS = 10_000


@dataclass
class Measure:
    """What it needs, who belonged at its snapshot, and how they voted."""

    needs: int
    snapshot: int
    members: dict[str, int]
    votes: dict[str, int] = field(default_factory=dict)

    def of_class(self, kind: int) -> list[str]:
        return [who for who, theirs in self.members.items() if theirs == kind]

    def counts(self, kind: int) -> list[int]:
        """Against, for, abstain, in a class."""
        given = [self.votes[who] for who in self.of_class(kind) if who in self.votes]
        return [given.count(support) for support in (0, 1, 2)]


class ChambersModel:
    """Members of four classes, the table of what calls need, and measures."""

    def __init__(self, members: dict[str, int], quorums: dict[int, int], thresholds: dict[int, int]) -> None:
        self.members = dict(members)
        self.quorums, self.thresholds = quorums, thresholds
        self.kinds: dict[str, int] = {}
        self.measures: list[Measure] = []

    def admit(self, who: str, kind: int) -> None:
        refuse_if(who in self.members, "Membership_AlreadyMember")
        self.members[who] = kind

    def leave(self, who: str) -> None:
        refuse_if(who not in self.members, "Membership_NotMember")
        del self.members[who]

    def set_kind(self, call: str, chambers: int) -> None:
        refuse_if(not 0 < chambers <= ALL, "ChambersRule_InvalidKind")
        self.kinds[call] = chambers

    def propose(self, calls: list[str], snapshot: int) -> None:
        needs = 0
        for call in calls:
            needs |= self.kinds.get(call, ALL)
        self.measures.append(Measure(needs, snapshot, dict(self.members)))

    def vote(self, number: int, who: str, support: int) -> None:
        measure = self.measures[number - 1]
        refuse_if(support > 2, "GovernorInvalidVoteType")
        refuse_if(who in measure.votes, "GovernorAlreadyCastVote")
        refuse_if(who not in measure.members, "VotingRule_NotMember")
        measure.votes[who] = support

    def asked(self, measure: Measure) -> list[int]:
        """The classes that must agree: those that are needed and have anybody."""
        return [kind for kind in CLASSES if measure.needs >> (kind - 1) & 1 and measure.of_class(kind)]

    def quorum_reached(self, measure: Measure) -> bool:
        return all(
            sum(measure.counts(kind)) * BPS >= self.quorums[kind] * len(measure.of_class(kind))
            for kind in self.asked(measure)
        )

    def agreed(self, measure: Measure) -> bool:
        asked = self.asked(measure)
        return bool(asked) and all(self.agrees(kind, *measure.counts(kind)[:2]) for kind in asked)

    def agrees(self, kind: int, against: int, for_: int) -> bool:
        return for_ * BPS > self.thresholds[kind] * (for_ + against)
