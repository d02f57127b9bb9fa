"""A voter splits its weight over options; each part is rounded down, and the remainder is not voted.

OpenZeppelin's `GovernorCountingFractional`, after ScopeLift's Flexible Voting. There a ballot gives
amounts; here it gives shares, and `amounts_floor` says which amounts a wallet makes of them. What is left
over, less than one smallest unit per option, goes to nobody, so that rounding never breaks a tie. Quorum:
weight for and abstaining, against a share of the votable supply.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dao_sim.errors import BadInput
from dao_sim.metrics.tallies.outcome import Options, Tally, add_up, for_and_abstain, most_wins

Split = Sequence[tuple[str, int]]
"""(option, share) pairs; a share is a part of the sum of all shares."""


def count(ballots: Iterable[tuple[Split, int]], options: Options) -> Tally:
    """Counts (split, weight) pairs.

    Raises BadInput for an option that is not listed, a negative weight or share, and shares that sum to
    zero.
    """
    given = list(ballots)
    totals = add_up((part for split, weight in given for part in amounts_floor(split, weight)), options)
    winner, tied = most_wins(totals, options)
    cast = sum(weight for _split, weight in given)
    return Tally(
        options=options,
        totals=totals,
        winner=winner,
        tied=tied,
        voters=len(given),
        cast=cast,
        unused=cast - sum(totals.values()),
        toward_quorum=for_and_abstain(totals),
    )


def amounts_floor(split: Split, weight: int) -> list[tuple[str, int]]:
    """What each option of a split gets of the weight.

    Raises BadInput for shares that cannot be parts of it: negative ones, or none but zeros.
    """
    whole = sum(share for _option, share in split)
    if whole <= 0 or any(share < 0 for _option, share in split):
        reason = "shares must not be negative, and not all zero"
        raise BadInput("split", reason, value=[share for _option, share in split])
    return [(option, weight * share // whole) for option, share in split]
