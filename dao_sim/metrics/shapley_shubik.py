"""Shapley–Shubik power: how often a voter is the one with whom a queue of voters begins to win.

L. S. Shapley and M. Shubik, A Method for Evaluating the Distribution of Power in a Committee System, American
Political Science Review 48 (1954). Exact by counting coalitions by weight and size: I. Mann and
L. S. Shapley, Values of Large Games, VI: Evaluating the Electoral College Exactly, RAND RM-3158 (1962).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial
from operator import mul

from dao_sim.errors import Unsupported
from dao_sim.metrics import coalitions
from dao_sim.metrics.game import WeightedGame
from dao_sim.metrics.swings import MOST_VOTERS, swings_by_size


def shapley_shubik(game: WeightedGame) -> tuple[Fraction, ...]:
    """Each voter's part of all orders in which it is pivotal, in the voters' order; they sum to 1.

    Raises Unsupported where there are too many sums and too many voters to count: see
    `sampled_shapley_shubik`.
    """
    reduced = game.reduced()
    queues = game.per_voter(_queues_by_weight(reduced))
    everybody = factorial(len(reduced.weights))
    return tuple(Fraction(count, everybody) for count in queues)


def _queues_by_weight(game: WeightedGame) -> dict[int, int]:
    """The orders of all voters of a reduced game in which one of each weight is pivotal."""
    weights, quota = game.weights, game.quota
    if coalitions.countable(len(weights), quota, by_size=True):
        return _counted(weights, quota, _orders(len(weights)))
    if len(weights) <= MOST_VOTERS:
        orders, swings = _orders(len(weights)), swings_by_size(weights, quota)
        return {weight: sum(map(mul, orders, counts)) for weight, counts in zip(weights, swings, strict=True)}
    raise Unsupported(
        "shapley-shubik", "too many coalitions to count", hint="sample", voters=len(weights), quota=quota
    )


def _orders(voters: int) -> list[int]:
    """In how many ways a coalition of each size may queue up before a voter, and the others after it."""
    return [factorial(before) * factorial(voters - 1 - before) for before in range(voters)]


def _counted(weights: Sequence[int], quota: int, orders: Sequence[int]) -> dict[int, int]:
    queues = dict.fromkeys(weights, 0)
    for size, counts in enumerate(coalitions.below_by_size(weights, quota)):
        # each step of `alternating` is a member more, and stands in two differences of opposite sign
        now, before = [*orders[size:], 0], [0, *orders[size:]]
        factors = [
            (one + other) * (-1) ** step for step, (one, other) in enumerate(zip(now, before, strict=True))
        ]
        for weight in queues:
            queues[weight] += sum(map(mul, factors, coalitions.alternating(counts, quota, weight)))
    return queues
