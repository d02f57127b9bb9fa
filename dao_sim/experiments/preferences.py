"""What somebody with these utilities does under each rule: ballots that say what their voter thinks.

Nobody is strategic. `utilities` has an integer per option, "no change" first; see `Electorate`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dao_sim.units import Support


class Shares(NamedTuple):
    """Parts in which a weight is split over the sides of a measure; only their ratios matter."""

    against: int
    for_: int
    abstain: int


def side(utilities: Sequence[int], option: int) -> Support:
    """On a measure: for what is better than no change, against what is worse, else abstaining."""
    if utilities[option] == utilities[0]:
        return Support.ABSTAIN
    return Support.FOR if utilities[option] > utilities[0] else Support.AGAINST


def shares(utilities: Sequence[int], option: int, *, cardinal: bool) -> Shares:
    """On a measure, for a weight that can be split.

    For and against get parts in proportion to how much better than this voter's worst option the measure and
    no change are. All goes to one side where one of them is the worst (as it always is of two options), and
    where the utilities stand for a ranking; all abstains where measure and no change are the same.
    """
    chosen = side(utilities, option)
    if chosen is Support.ABSTAIN or not cardinal:
        return Shares(*(int(chosen is each) for each in Support))
    worst = min(utilities)
    return Shares(utilities[0] - worst, utilities[option] - worst, 0)


def approved(utilities: Sequence[int]) -> tuple[int, ...]:
    """Every option that is better than no change; no change where there is none."""
    better = tuple(option for option, utility in enumerate(utilities) if utility > utilities[0])
    return better or (0,)


def ranking(utilities: Sequence[int], *, cardinal: bool) -> tuple[int, ...]:
    """The options from the best to the worst, equal ones as listed.

    Utilities that stand for a ranking give that ranking back, without the options that it did not name.
    """
    named = [option for option, utility in enumerate(utilities) if cardinal or utility]
    return tuple(sorted(named, key=lambda option: -utilities[option]))


def favourite(utilities: Sequence[int]) -> int:
    """The best option; of equal ones, the one listed first."""
    return max(range(len(utilities)), key=lambda option: utilities[option])


def budget(utilities: Sequence[int], weight: int, *, cardinal: bool) -> list[int]:
    """How a weight is spent over the options, rounded down; what is left over is not spent.

    In proportion to how much better than this voter's worst option each is. All goes to the favourite where
    the utilities stand for a ranking, and nothing is spent by somebody to whom all options are the same.
    """
    worst = min(utilities)
    gains = [utility - worst for utility in utilities]
    if not cardinal and any(gains):
        gains = [int(option == favourite(utilities)) for option in range(len(utilities))]
    whole = sum(gains) or 1
    return [weight * gain // whole for gain in gains]
