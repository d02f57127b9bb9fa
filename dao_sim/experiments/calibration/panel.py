"""Who came and who did not: members that are known from a history of votes, proposal by proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.experiments.calibration.history import Poll

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Members are numbered in the order in which they first voted: those known before a proposal come first.

    A vote file does not say who else could have voted. Who has voted before is known; a first vote says only
    that there was one more member, not how many others stayed silent.
    """

    members: tuple[str, ...]
    voted: tuple[NDArray[np.bool_], ...]
    """By proposal: who voted, of those who are known after it; those at the end are new."""
    known: tuple[int, ...]
    """By proposal: members that are known before it."""
    weights: tuple[NDArray[np.float64], ...]
    """By proposal: the last weight that each member known before it voted with, over their mean."""
    final: NDArray[np.float64]
    """The same, after the last proposal, by member."""
    entries: NDArray[np.float64]
    """Of each who was new after the first proposal: its weight, over the mean of those known before."""

    @property
    def newcomers(self) -> list[int]:
        """How many were new, by proposal, the first one left out: there all are."""
        return [len(voted) - known for voted, known in zip(self.voted, self.known, strict=True)][1:]


def panel(polls: Sequence[Poll]) -> Panel:
    """The members of a history, in order. Time and memory grow with members times proposals."""
    import numpy as np

    numbers: dict[str, int] = {}
    last: list[float] = []
    voted, known, weights, entries = [], [], [], []
    for poll in polls:
        before = len(numbers)
        mean = sum(last) / before if before else 1.0
        known.append(before)
        weights.append(np.array(last) / mean)
        for voter, weight in poll.weights.items():
            if numbers.setdefault(voter, len(numbers)) == len(last):
                last.append(0.0)
                if before:
                    entries.append(weight / mean)
            last[numbers[voter]] = float(weight)
        came = np.zeros(len(numbers), dtype=np.bool_)
        came[[numbers[voter] for voter in poll.weights]] = True
        voted.append(came)
    return Panel(
        members=tuple(numbers),
        voted=tuple(voted),
        known=tuple(known),
        weights=tuple(weights),
        final=np.array(last) * (len(last) / sum(last)),
        entries=np.array(entries),
    )
