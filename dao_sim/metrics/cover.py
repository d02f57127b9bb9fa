"""The cheapest set of things that add up to enough: the minimisation knapsack problem.

Solved by lists of undominated sets: G. L. Nemhauser and Z. Ullmann, Discrete Dynamic Programming and Capital
Allocation, Management Science 15 (1969). Sets that cannot end up cheaper than the best known are dropped, by
G. B. Dantzig's bound, Discrete-Variable Extremum Problems, Operations Research 5 (1957): a last thing may be
bought in part.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from dao_sim.errors import BadInput

MOST_SETS = 100_000
"""Undominated sets to keep; beyond, the answer is a range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Things that add up to enough."""

    cost: int
    chosen: tuple[int, ...]
    """Their places, ascending."""
    at_least: int
    """No set is cheaper than this. Equal to `cost` where that is exact, which is nearly always."""


class _Set(NamedTuple):
    gain: int
    cost: int
    chosen: tuple[int, _Set] | None
    """The thing added last, and the set that it was added to."""


def cheapest_cover(gains: Sequence[int], costs: Sequence[int], need: int) -> Cover:
    """The cheapest of the sets whose gains add up to the need; the empty one if that is zero or less.

    Gains and costs are integers, none negative. Raises BadInput if all gains together are less than the need.
    """
    if need > sum(gains):
        raise BadInput("cover", "all together are not enough", need=need, sum=sum(gains))
    if need <= 0:
        return Cover(cost=0, chosen=(), at_least=0)
    places = [place for place, gain in enumerate(gains) if gain]
    places.sort(key=lambda place: Fraction(costs[place], gains[place]))
    return _Search(places, gains, costs, need).run()


class _Search:
    """Things in order of their cost per gain, cheapest first."""

    def __init__(self, places: list[int], gains: Sequence[int], costs: Sequence[int], need: int) -> None:
        self.places, self.gains, self.costs, self.need = places, gains, costs, need
        self.gained = list(accumulate((gains[place] for place in places), initial=0))
        self.spent = list(accumulate((costs[place] for place in places), initial=0))
        self.best = self._greedy()

    def run(self) -> Cover:
        sets = [_Set(0, 0, None)]
        for step, place in enumerate(self.places):
            larger = [self._with(each, place) for each in sets]
            enough = [each for each in larger if each.gain >= self.need]
            self.best = min([self.best, *enough], key=lambda each: each.cost)
            sets = self._promising(sets + [each for each in larger if each.gain < self.need], step + 1)
            if len(sets) > MOST_SETS:
                return self._cover(min(self._bound(each, step + 1) for each in sets))
        return self._cover(self.best.cost)

    def _promising(self, sets: list[_Set], step: int) -> list[_Set]:
        """Those that no other one beats in gain and cost, and that may still end up cheaper than the best."""
        kept: list[_Set] = []
        for each in sorted(sets, key=lambda each: (each.cost, -each.gain)):
            if kept and each.gain <= kept[-1].gain:
                continue
            last = self._last(each, step)
            if last < len(self.gained):
                self._complete(each, step, last)
                if self._bound(each, step) < self.best.cost:
                    kept.append(each)
        return kept

    def _last(self, each: _Set, step: int) -> int:
        """Up to where things from `step` on make this set enough; beyond the end if all do not."""
        return bisect_left(self.gained, self.gained[step] + self.need - each.gain, lo=step)

    def _complete(self, each: _Set, step: int, last: int) -> None:
        """Remembers the set with all things up to `last`, if it is the cheapest so far."""
        if each.cost + self.spent[last] - self.spent[step] < self.best.cost:
            for place in self.places[step:last]:
                each = self._with(each, place)
            self.best = each

    def _bound(self, each: _Set, step: int) -> int:
        """What this set costs at least by the time that things from `step` on make it enough; rounded up."""
        last = self._last(each, step) - 1
        missing = self.need - each.gain - self.gained[last] + self.gained[step]
        part = -(-missing * self.costs[self.places[last]] // self.gains[self.places[last]])
        return each.cost + self.spent[last] - self.spent[step] + part

    def _with(self, each: _Set, place: int) -> _Set:
        return _Set(each.gain + self.gains[place], each.cost + self.costs[place], (place, each))

    def _greedy(self) -> _Set:
        """A set that is enough, from the cheapest on, without those that turn out to be superfluous."""
        last = bisect_left(self.gained, self.need)
        spare = self.gained[last] - self.need
        greedy = _Set(0, 0, None)
        for place in reversed(self.places[:last]):
            if self.gains[place] <= spare:
                spare -= self.gains[place]
            else:
                greedy = self._with(greedy, place)
        return greedy

    def _cover(self, at_least: int) -> Cover:
        chosen, link = [], self.best.chosen
        while link is not None:
            chosen.append(link[0])
            link = link[1].chosen
        return Cover(
            cost=self.best.cost, chosen=tuple(sorted(chosen)), at_least=min(at_least, self.best.cost)
        )
