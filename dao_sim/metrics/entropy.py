"""How uncertain it is whose a unit drawn at random is, in bits. Weights are integers, none negative.

Logarithms are irrational: these figures are floats, right to some 12 places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from dao_sim.metrics.holdings import ascending


def entropy_bits(weights: Iterable[int]) -> float:
    """The Shannon entropy of the shares: log2 n for n equal holders, 0 for one who holds everything.

    C. E. Shannon, A Mathematical Theory of Communication, Bell System Technical Journal 27 (1948). Raises
    BadInput for a negative weight, and if nobody holds anything.
    """
    ordered, total = ascending(weights)
    shares = (weight / total for weight in ordered)  # integers of any size: each quotient is rounded once
    return abs(math.fsum(-share * math.log2(share) for share in shares if share))


def min_entropy_bits(weights: Iterable[int]) -> float:
    """The min-entropy of the shares: -log2 of the largest one. Never above the Shannon entropy.

    A. Rényi, On Measures of Entropy and Information (1961), order infinity. Raises BadInput for a negative
    weight, and if nobody holds anything.
    """
    ordered, total = ascending(weights)
    return abs(math.log2(ordered[-1] / total))
