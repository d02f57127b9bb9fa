"""Banzhaf power: how often a voter's joining turns a losing coalition into a winning one.

L. S. Penrose, The Elementary Statistics of Majority Voting, Journal of the Royal Statistical Society 109
(1946); J. F. Banzhaf, Weighted Voting Doesn't Work: A Mathematical Analysis, Rutgers Law Review 19 (1965).
"""

from __future__ import annotations

from fractions import Fraction

from dao_sim.errors import Unsupported
from dao_sim.metrics import coalitions
from dao_sim.metrics.game import WeightedGame
from dao_sim.metrics.swings import MOST_VOTERS, swings_by_size


def banzhaf(game: WeightedGame) -> tuple[Fraction, ...]:
    """Each voter's part of all swings, in the voters' order: the normalised index, which sums to 1.

    Raises Unsupported where there are too many sums and too many voters to count: see `sampled_banzhaf`.
    """
    swings = banzhaf_swings(game)
    total = sum(swings)
    return tuple(Fraction(count, total) for count in swings)


def penrose(game: WeightedGame) -> tuple[Fraction, ...]:
    """The probability that a voter swings the coalition of those others who toss a coin for joining it.

    Also known as the absolute Banzhaf index. Raises Unsupported as `banzhaf` does.
    """
    return tuple(Fraction(count, 2 ** (len(game.weights) - 1)) for count in banzhaf_swings(game))


def banzhaf_swings(game: WeightedGame) -> tuple[int, ...]:
    """Per voter, in order: the coalitions of others that lose without it and win with it.

    Raises Unsupported as `banzhaf` does.
    """
    reduced = game.reduced()
    swings = game.per_voter(_by_weight(reduced))
    # one who weighs nothing is in or out of every coalition, which doubles their number
    doublings = len(game.weights) - len(reduced.weights)
    return tuple(count << doublings for count in swings)


def _by_weight(game: WeightedGame) -> dict[int, int]:
    """Swings of a voter of each weight in a reduced game."""
    weights, quota = game.weights, game.quota
    if coalitions.countable(len(weights), quota, by_size=False):
        counts = coalitions.below(weights, quota)
        return {weight: _swings(counts, quota, weight) for weight in set(weights)}
    if len(weights) <= MOST_VOTERS:
        return dict(zip(weights, map(sum, swings_by_size(weights, quota)), strict=True))
    raise Unsupported(
        "banzhaf", "too many coalitions to count", hint="sample", voters=len(weights), quota=quota
    )


def _swings(counts: list[int], quota: int, weight: int) -> int:
    steps = coalitions.alternating(counts, quota, weight)
    return steps[0] - 2 * sum(steps[1::2]) + 2 * sum(steps[2::2])
