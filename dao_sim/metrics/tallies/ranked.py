"""Instant run-off: until an option has more than half, the one with least is out and its ballots move on.

W. R. Ware's single-winner form of T. Hare's single transferable vote, as described by E. J. Nanson,
Methods of Election, Transactions and Proceedings of the Royal Society of Victoria 19 (1883). To the
letter:

1. A ballot's weight counts for the highest of its options that is still in. A ballot that names none of
   them is exhausted: its weight counts for nobody from then on, and not for the half either.
2. An option with more than half of the weight that counts wins. So does the last one that is in.
3. Otherwise the option with the least weight is out, one per round, also if it has none. Of several, it
   is the one that is listed last; an option that changes nothing is the last of them to go.

Votes are kept as weight per ranking, and at most 5 options make 325 rankings, so that a count costs the
same however many have voted. Quorum: distinct members voting, in any way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dao_sim.errors import BadInput
from dao_sim.metrics.pairwise import condorcet_winner
from dao_sim.metrics.tallies.outcome import Options, Round, Tally, equals, repeated

MAX_OPTIONS = 5


def count(ballots: Iterable[tuple[Sequence[str], int]], options: Options) -> Tally:
    """Counts (ranking, weight) pairs; the totals are those of the first round.

    Raises BadInput for more than 5 options, an option that is not listed or ranked twice on a ballot, an
    empty ranking, and a negative weight.
    """
    if len(options.names) > MAX_OPTIONS:
        reason = f"there are at most {MAX_OPTIONS} options, the one that changes nothing included"
        raise BadInput("options", reason, value=list(options.names))
    given = [(tuple(ranking), weight) for ranking, weight in ballots]
    by_ranking: Counter[tuple[str, ...]] = Counter()
    for ranking, weight in given:
        _check(ranking, weight, options)
        by_ranking[ranking] += weight
    winner, rounds = run_off(by_ranking, options)
    return Tally(
        options=options,
        totals=rounds[0].totals,
        winner=winner,
        voters=len(given),
        cast=by_ranking.total(),
        toward_quorum=len(given),
        rounds=rounds,
        condorcet_winner=condorcet_winner(by_ranking.items(), options.names),
    )


def run_off(by_ranking: Mapping[tuple[str, ...], int], options: Options) -> tuple[str, tuple[Round, ...]]:
    """The winner of the weights by ranking, and every round, at least one."""
    rounds: list[Round] = []
    remaining = set(options.names)
    while True:
        totals = {name: 0 for name in options.names if name in remaining}
        exhausted = 0
        for ranking, weight in by_ranking.items():
            choice = next((name for name in ranking if name in remaining), None)
            if choice is None:
                exhausted += weight
            else:
                totals[choice] += weight
        leader = options.most(totals)
        if len(remaining) == 1 or 2 * totals[leader] > sum(totals.values()):
            rounds.append(Round(totals=totals, exhausted=exhausted, eliminated=None))
            return leader, tuple(rounds)
        out = options.least(totals)
        rounds.append(Round(totals=totals, exhausted=exhausted, eliminated=out, tied=equals(totals, out)))
        remaining.remove(out)


def _check(ranking: tuple[str, ...], weight: int, options: Options) -> None:
    if not ranking or repeated(ranking) is not None:
        raise BadInput("ranking", "must name at least one option, and each once", value=list(ranking))
    for option in ranking:
        if option not in options.names:
            raise BadInput("options", "there is no such option", value=option, options=list(options.names))
    if weight < 0:
        raise BadInput("weight", "must not be negative", value=weight)
