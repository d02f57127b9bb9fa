"""Concurrent majorities: a measure passes when every chamber that its kind needs passes it.

After J. C. Calhoun, A Disquisition on Government (1851): the sense of each interest is taken apart, and
each has a negative on the others. A chamber is a class of members; each member has one vote in its own,
delegation ignored. Which chambers a measure needs is derived from its actions, never declared.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import TypeVar

from dao_sim.units import BPS, Bps, MemberClass

Call = TypeVar("Call", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chamber:
    """A class of members in a vote: who there was at the snapshot, what it takes, and who voted how."""

    members: int
    """At the snapshot."""
    quorum: Bps
    """The share of them that must vote, in any way."""
    threshold: Bps
    """The share of the votes for and against that those for must exceed."""
    for_: int = 0
    against: int = 0
    abstain: int = 0

    @property
    def has_quorum(self) -> bool:
        """Without rounding: 4 of 10 members are a quorum of 40 %, 3 of 10 are not."""
        return (self.for_ + self.against + self.abstain) * BPS >= self.quorum * self.members

    @property
    def passes(self) -> bool:
        """A class that had no member has nobody to ask, and is in nobody's way.

        Exactly the threshold is not enough: a tie is no change.
        """
        if self.members == 0:
            return True
        return self.has_quorum and self.for_ * BPS > self.threshold * (self.for_ + self.against)


def passes(needed: Iterable[Chamber]) -> bool:
    """Whether all of the needed chambers pass, of which at least one must have members."""
    asked = list(needed)
    return any(chamber.members for chamber in asked) and all(chamber.passes for chamber in asked)


def needed_classes(
    calls: Iterable[Call], table: Mapping[Call, Set[MemberClass]], everybody: Set[MemberClass]
) -> set[MemberClass]:
    """The classes whose chambers a batch of calls needs: the union of what each of them needs.

    A call is known by its target and selector. One that is not in the table needs `everybody`.
    """
    return {each for call in calls for each in table.get(call, everybody)}
