"""Quadratic funding, on exact integers: what each grant of a round is matched with.

V. Buterin, Z. Hitzig and E. G. Weyl, A Flexible Design for Funding Public Goods, Management Science 65
(2019).
`MatchingRounds` computes the same with sums that it keeps; this starts from what everybody gave.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from math import isqrt
from types import MappingProxyType
from typing import TypeVar

from dao_sim.errors import BadInput

Grant = TypeVar("Grant", bound=Hashable)
Person = TypeVar("Person", bound=Hashable)

ROOT_BITS = 32
"""Fractional bits of a root: it is floor(√(c · 2^64))."""


def root_floor(amount: int) -> int:
    """√amount, times 2^32, rounded down. Raises BadInput for a negative amount."""
    if amount < 0:
        raise BadInput("contribution", "must not be negative", amount=amount)
    return isqrt(amount << 2 * ROOT_BITS)


def ideal_match(amounts: Collection[int]) -> int:
    """The square of the sum of the roots, minus the sum, in the amounts' unit; rounded down, never below 0.

    `amounts` are one for each contributor, whatever the number of payments it came in.
    """
    roots = sum(root_floor(amount) for amount in amounts)
    return max((roots**2 >> 2 * ROOT_BITS) - sum(amounts), 0)


def quadratic_matches(
    gifts: Mapping[Grant, Mapping[Person, int]],
    pool: int,
    *,
    cap: int | None = None,
    recipients: Mapping[Grant, Collection[Person]] = MappingProxyType({}),
) -> dict[Grant, int]:
    """What each grant gets of the pool beside its gifts, all in the smallest unit.

    `gifts` are by grant, then by contributor; what `recipients` give to their own grant is not matched. No
    ideal match exceeds `cap`. Where the ideals together exceed the pool, each grant gets its proportional
    share, rounded down: what is left of the pool stays with its owner. Raises BadInput for a negative amount.
    """
    if pool < 0:
        raise BadInput("pool", "must not be negative", pool=pool)
    ideals = {}
    for grant, given in gifts.items():
        own = recipients.get(grant, ())
        ideal = ideal_match([amount for who, amount in given.items() if who not in own])
        ideals[grant] = ideal if cap is None else min(ideal, cap)
    total = sum(ideals.values())
    if total <= pool:
        return ideals
    return {grant: ideal * pool // total for grant, ideal in ideals.items()}
