"""A member's vote weighs the integer square root of its tokens, rounded down.

The weight of quadratic voting, where n votes cost n² (S. P. Lalley and E. G. Weyl, Quadratic Voting: How
Mechanism Design Can Radicalize Democracy, AEA Papers and Proceedings 108 (2018)), here of what is held
rather than spent. Every ballot must be a member's: who could split a purse over many voters would gain.
Quorum: distinct members voting, in any way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import isqrt

from dao_sim.errors import BadInput
from dao_sim.metrics.tallies import token
from dao_sim.metrics.tallies.outcome import Options, Tally


def count(ballots: Iterable[tuple[str, int]], options: Options) -> Tally:
    """Counts (option, tokens) pairs, tokens in their smallest unit, 10^-18; totals are then in 10^-9.

    Raises BadInput for an option that is not listed, and for a negative weight.
    """
    tally = token.count([(option, weight_floor(tokens)) for option, tokens in ballots], options)
    return replace(tally, toward_quorum=tally.voters)


def weight_floor(tokens: int) -> int:
    """The integer square root; what it leaves out has no weight. Raises BadInput for negative tokens."""
    if tokens < 0:
        raise BadInput("weight", "must not be negative", value=tokens)
    return isqrt(tokens)
