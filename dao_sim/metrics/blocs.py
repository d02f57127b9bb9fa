"""Who votes alike counts as one: the blocs that a record of votes shows, and how evenly they weigh.

A. Fábrega, A. Zhao, J. Yu, J. Austgen, S. Allen, K. Babel, M. Kelkar and A. Juels, Voting-Bloc Entropy: A New
Metric for DAO Decentralization (2025). They cluster voters by how alike their utilities are over a set of
elections, and take an entropy of the clusters' weights. Utilities are not on chain: here two voters are alike
if they voted the same in every election, so that all who never voted are one bloc.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from dao_sim.errors import BadInput
from dao_sim.metrics.entropy import min_entropy_bits


def bloc_weights(records: Sequence[Sequence[Hashable]], weights: Sequence[int]) -> list[int]:
    """The weight of each bloc, largest first.

    `records` holds, per voter, its choice in each election, in the same order for all; None where it did not
    vote. `weights` are the voters' own, integers in any unit, in the order of `records`. Raises BadInput
    where they do not match, where a record is longer than another, and for a negative weight.
    """
    if len(records) != len(weights):
        raise BadInput("blocs", "every voter needs a weight", voters=len(records), weights=len(weights))
    if len(lengths := {len(record) for record in records}) > 1:
        raise BadInput("blocs", "records must cover the same elections", elections=sorted(lengths))
    if any(weight < 0 for weight in weights):
        raise BadInput("blocs", "weights must not be negative", value=min(weights))
    blocs: Counter[tuple[Hashable, ...]] = Counter()
    for record, weight in zip(records, weights, strict=True):
        blocs[tuple(record)] += weight
    return sorted(blocs.values(), reverse=True)


def bloc_entropy_bits(records: Sequence[Sequence[Hashable]], weights: Sequence[int]) -> float:
    """Voting-bloc entropy with min-entropy, in bits: 0 if one bloc has all the weight.

    For Shannon's take `entropy_bits(bloc_weights(...))`. Arguments and errors are those of `bloc_weights`;
    raises BadInput also if nobody weighs anything.
    """
    return min_entropy_bits(bloc_weights(records, weights))
