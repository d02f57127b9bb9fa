"""One member, one vote: every voter counts as one, whatever it holds.

The second principle of the International Co-operative Alliance's Statement on the Co-operative Identity
(1995), from the rules of the Rochdale Pioneers. Quorum: members for and abstaining, against a share of
the members at the snapshot.
"""

from __future__ import annotations

from collections.abc import Iterable

from dao_sim.metrics.tallies import token
from dao_sim.metrics.tallies.outcome import Options, Tally


def count(ballots: Iterable[tuple[str, int]], options: Options) -> Tally:
    """Counts (option, weight) pairs, in members. Raises BadInput for an option that is not listed."""
    return token.count([(option, 1) for option, _weight in ballots], options)
