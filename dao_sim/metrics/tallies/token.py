"""One token, one vote: a voter's whole weight goes to one option, and the option with the most wins.

As counted by Compound's Governor Bravo and OpenZeppelin's `GovernorCountingSimple`. A measure passes with
more weight for than against. Quorum: weight for and abstaining, against a share of the votable supply.
"""

from __future__ import annotations

from collections.abc import Iterable

from dao_sim.metrics.tallies.outcome import Options, Tally, add_up, for_and_abstain, most_wins


def count(ballots: Iterable[tuple[str, int]], options: Options) -> Tally:
    """Counts (option, weight) pairs.

    Raises BadInput for an option that is not listed, and for a negative weight.
    """
    given = list(ballots)
    totals = add_up(given, options)
    winner, tied = most_wins(totals, options)
    return Tally(
        options=options,
        totals=totals,
        winner=winner,
        tied=tied,
        voters=len(given),
        cast=sum(totals.values()),
        toward_quorum=for_and_abstain(totals),
    )
