"""A weighted majority game: a coalition wins if its members' weights add up to the quota or more.

J. von Neumann and O. Morgenstern, Theory of Games and Economic Behavior (1944), chapter 10.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd

from dao_sim.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedGame:
    """Voters' weights, in any order, and the quota, all integers in the same unit.

    Raises BadInput for a negative weight, and for a quota that nothing or everything meets.
    """

    weights: tuple[int, ...]
    quota: int

    def __post_init__(self) -> None:
        if any(weight < 0 for weight in self.weights):
            raise BadInput("game", "weights must not be negative", value=min(self.weights))
        if self.quota <= 0:
            raise BadInput("quota", "must be above zero", value=self.quota)
        if self.quota > (total := sum(self.weights)):
            raise BadInput("quota", "must be at most the sum of the weights", value=self.quota, sum=total)

    def reduced(self) -> WeightedGame:
        """A game of the same power, with smaller numbers: positive weights only, from light to heavy.

        Whoever weighs nothing changes nothing. A common divisor of the weights goes. A voter swings as many
        coalitions of each size in a game as, of the complementary size, in its dual, in which a coalition
        wins if the others could not win without it: the smaller of both quotas is taken.
        """
        unit = gcd(*self.weights)
        quota = -(-self.quota // unit)
        weights = tuple(sorted(weight // unit for weight in self.weights if weight))
        return WeightedGame(weights=weights, quota=min(quota, sum(weights) - quota + 1))

    def per_voter(self, by_weight: Mapping[int, int]) -> tuple[int, ...]:
        """What is said of each weight of the reduced game, for each voter of this one; 0 without weight."""
        unit = gcd(*self.weights)
        return tuple(by_weight[weight // unit] if weight else 0 for weight in self.weights)
