"""How many come, and how few of them decide: figures of votes that were cast, exact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from dao_sim.errors import BadInput
from dao_sim.metrics.concentration import fewest_holding, top_share
from dao_sim.metrics.holdings import ascending


def participation(voters: int, members: int) -> Fraction:
    """The share of the members that voted on a proposal. Raises BadInput unless 0 ≤ voters ≤ members > 0."""
    if not 0 <= voters <= members or members == 0:
        reason = "takes at least one member, and no more voters than members"
        raise BadInput("participation", reason, voters=voters, members=members)
    return Fraction(voters, members)


def half_holders(weights: Iterable[int]) -> int:
    """The fewest voters that together cast half of the weight or more.

    `majority_holders` asks for more than half, which decides. Raises BadInput for a negative weight, and if
    nobody cast anything.
    """
    ordered, total = ascending(weights)
    fewest = fewest_holding(ordered, -(-total // 2))
    assert fewest is not None  # all of them together hold it all
    return fewest


def delegates_share(votes: Sequence[int], own: Sequence[int], count: int = 10) -> Fraction | None:
    """What share of all delegated votes the `count` largest delegates hold; None where nobody delegates.

    By account: `votes` are the votes that it has, `own` those of them that come from its own tokens. The rest
    is delegated to it. Raises BadInput if somebody has more own votes than votes, for lists of unequal
    length, and for a count below one.
    """
    if len(votes) != len(own):
        raise BadInput("delegates share", "takes one entry per account", votes=len(votes), own=len(own))
    given = [held - mine for held, mine in zip(votes, own, strict=True)]
    return top_share(given, count) if any(given) else None
