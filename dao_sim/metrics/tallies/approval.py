"""Voters approve any number of options, each with their whole weight, and the most approved one wins.

S. J. Brams and P. C. Fishburn, Approval Voting, American Political Science Review 72 (1978).
`count_budget` is the variant in which a voter spends its weight over the options: cumulative voting.
Quorum: distinct members voting, in any way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dao_sim.errors import BadInput
from dao_sim.metrics.tallies.outcome import Options, Tally, add_up, equals, repeated


def count(ballots: Iterable[tuple[Sequence[str], int]], options: Options) -> Tally:
    """Counts (approved options, weight) pairs. The totals may sum to more than was cast.

    Raises BadInput for an option that is not listed or approved twice on a ballot, and for a negative
    weight.
    """
    given = list(ballots)
    for approved, _weight in given:
        if repeated(approved) is not None:
            raise BadInput("approval", "an option is approved twice", value=list(approved))
    gifts = ((option, weight) for approved, weight in given for option in approved)
    cast = sum(weight for _approved, weight in given)
    return _outcome(add_up(gifts, options), options, voters=len(given), cast=cast, unused=0)


def count_budget(ballots: Iterable[tuple[Sequence[tuple[str, int]], int]], options: Options) -> Tally:
    """Counts ((option, votes) pairs, budget) pairs. What is not spent is unused.

    Raises BadInput for an option that is not listed, negative votes, and votes beyond the budget.
    """
    given = list(ballots)
    for votes, budget in given:
        if (spent := sum(amount for _option, amount in votes)) > budget:
            raise BadInput("approval", "more votes are spent than there are", value=spent, budget=budget)
    totals = add_up((vote for votes, _budget in given for vote in votes), options)
    cast = sum(budget for _votes, budget in given)
    unused = cast - sum(totals.values())
    return _outcome(totals, options, voters=len(given), cast=cast, unused=unused)


def _outcome(totals: dict[str, int], options: Options, *, voters: int, cast: int, unused: int) -> Tally:
    winner = options.most(totals)
    return Tally(
        options=options,
        totals=totals,
        winner=winner,
        tied=equals(totals, winner),
        voters=voters,
        cast=cast,
        unused=unused,
        toward_quorum=voters,
    )
