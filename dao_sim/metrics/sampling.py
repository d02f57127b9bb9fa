"""Power where coalitions are too many to count: estimated from a seeded sample, with a bound on the error.

The bound holds for all voters at once, with the probability `CONFIDENCE`, whatever the game: A. Maurer and
M. Pontil, Empirical Bernstein Bounds and Sample Variance Penalization (COLT 2009), theorem 4.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.errors import BadInput, Unsupported
from dao_sim.metrics import limbs
from dao_sim.metrics.game import WeightedGame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_SAMPLES, MOST_DRAWS = 20_000, 50_000_000
"""Samples, and samples times voters, unless more are asked for: some ten seconds."""
CONFIDENCE = 0.99
_CELLS = 2**20
"""Voters times samples to hold at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Power of each voter, in the voters' order."""

    values: tuple[float, ...]
    error: float
    """With the probability `CONFIDENCE`, no value is further from the truth than this."""
    samples: int
    seed: int


def sampled_shapley_shubik(game: WeightedGame, *, samples: int | None = None, seed: int = 0) -> Estimate:
    """How often each voter was pivotal in random orders of all.

    J. Castro, D. Gómez and J. Tejada, Polynomial Calculation of the Shapley Value Based on Sampling,
    Computers & Operations Research 36 (2009). Raises BadInput for fewer than two samples.
    """
    import numpy as np

    voters = len(game.weights)
    samples = _enough(voters) if samples is None else samples
    weights, pivots = limbs.split(game.weights), np.zeros(voters, dtype=np.int64)
    draws = np.random.default_rng(seed)
    for count in _batches(samples, voters):
        orders = draws.random((count, voters)).argsort(axis=1)
        wins = limbs.at_least(weights[orders].cumsum(axis=1), game.quota)
        first = wins.argmax(axis=1)
        pivots += np.bincount(orders[np.arange(count), first], minlength=voters)
    error = max(_deviations(pivots.tolist(), samples, bounds=voters))
    values = tuple(count / samples for count in pivots.tolist())
    return Estimate(values=values, error=min(error, 1.0), samples=samples, seed=seed)


def sampled_banzhaf(game: WeightedGame, *, samples: int | None = None, seed: int = 0) -> Estimate:
    """Each voter's part of the swings in random coalitions.

    Y. Bachrach et al., Approximating Power Indices: Theoretical and Empirical, Autonomous Agents and
    Multi-Agent Systems 20 (2010). The bound is on the normalised index: it
    follows from bounds on every voter's swings and on their sum. Raises BadInput for fewer than two samples,
    Unsupported if no voter swung any coalition of the sample.
    """
    import numpy as np

    voters = len(game.weights)
    samples = _enough(voters) if samples is None else samples
    swings, totals = np.zeros(voters, dtype=np.int64), []
    draws = np.random.default_rng(seed)
    for count in _batches(samples, voters):
        swung = _swung(game, draws.integers(0, 2, (count, voters), dtype=np.int8).astype(np.bool_))
        swings += swung.sum(axis=0)
        totals += swung.sum(axis=1).tolist()
    if not (total := sum(totals)):
        raise Unsupported(
            "banzhaf", "no voter swung any coalition of the sample", samples=samples, voters=voters
        )
    per_voter = _deviations(swings.tolist(), samples, bounds=voters + 1)
    variance = (sum(each * each for each in totals) - total * total / samples) / (samples - 1)
    of_sum = _deviation(variance, samples, width=voters, bounds=voters + 1)
    values = tuple(count / total for count in swings.tolist())
    least, most = max(total / samples - of_sum, 0.0), total / samples + of_sum
    error = max(
        max((count / samples + own) / least - value if least else 1.0, value - (count / samples - own) / most)
        for count, own, value in zip(swings.tolist(), per_voter, values, strict=True)
    )
    return Estimate(values=values, error=min(error, 1.0), samples=samples, seed=seed)


def _swung(game: WeightedGame, members: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Who could turn a coalition's outcome, by leaving it or by joining it: as `members`, one row each."""
    import numpy as np

    weights = limbs.split(game.weights)
    sums = limbs.join(members.astype(np.int64) @ weights)
    # from heavy to light, those who weigh enough to turn a coalition come first
    order = np.array(sorted(range(len(game.weights)), key=game.weights.__getitem__, reverse=True))
    needed = [held - game.quota + 1 if held >= game.quota else game.quota - held for held in sums]
    lightest_first = sorted(game.weights)
    able = np.array([_at_least(lightest_first, weight) for weight in needed])
    wins = np.array([held >= game.quota for held in sums])
    swung = np.empty_like(members)
    swung[:, order] = np.arange(len(order)) < able[:, None]
    swung &= members == wins[:, None]
    return swung


def _at_least(ascending: list[int], weight: int) -> int:
    return len(ascending) - bisect_left(ascending, weight)


def _enough(voters: int) -> int:
    return max(2, min(MOST_SAMPLES, MOST_DRAWS // voters))


def _batches(samples: int, voters: int) -> Iterator[int]:
    if samples < 2:
        raise BadInput("samples", "must be at least two", value=samples)
    batch = max(1, _CELLS // voters)
    for start in range(0, samples, batch):
        yield min(batch, samples - start)


def _deviations(counts: list[int], samples: int, *, bounds: int) -> list[float]:
    """How far each frequency may be from its probability."""
    variances = (count * (samples - count) / (samples * (samples - 1)) for count in counts)
    return [_deviation(variance, samples, width=1, bounds=bounds) for variance in variances]


def _deviation(variance: float, samples: int, *, width: int, bounds: int) -> float:
    """How far a mean of independent draws from an interval of this width may be from what it estimates.

    `bounds` are as many as are to hold at once, to both sides.
    """
    logarithm = math.log(4 * bounds / (1 - CONFIDENCE))
    return math.sqrt(2 * variance * logarithm / samples) + 7 * width * logarithm / (3 * (samples - 1))
