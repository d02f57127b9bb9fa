"""Whether a majority agrees with an outcome: by heads, or by what people hold, delegation and rules aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dao_sim.experiments.electorate import Electorate


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What a group thinks of an outcome, beside its strongest rival.

    That is the option which most of the group's weight prefers to the outcome, less what prefers the outcome
    to it; of equals the one listed first. No change is a rival like any other.
    """

    rival: int
    prefer_outcome: int
    """The weight of those to whom the outcome is better than the rival."""
    prefer_rival: int

    @property
    def agrees(self) -> bool:
        """Whether more than half of those who prefer one of the two prefer the outcome."""
        return self.prefer_outcome > self.prefer_rival


def agreement(electorate: Electorate, weights: Sequence[int], outcome: int) -> Agreement | None:
    """What people who weigh so much think of an outcome; None if no option is better or worse to anybody.

    Everybody with a preference counts, whether it voted or not.
    """
    found = [
        Agreement(
            rival=rival,
            prefer_outcome=_preferring(electorate, weights, outcome, rival),
            prefer_rival=_preferring(electorate, weights, rival, outcome),
        )
        for rival in range(len(electorate.options))
        if rival != outcome
    ]
    decided = [each for each in found if each.prefer_outcome or each.prefer_rival]
    return max(decided, key=lambda each: (each.prefer_rival - each.prefer_outcome, -each.rival), default=None)


def _preferring(electorate: Electorate, weights: Sequence[int], better: int, worse: int) -> int:
    return sum(
        weight
        for person, weight in zip(electorate.people, weights, strict=True)
        if person.utilities is not None and person.utilities[better] > person.utilities[worse]
    )
