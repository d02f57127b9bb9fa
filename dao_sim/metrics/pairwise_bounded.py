"""Quadratic funding that pays less for pairs of people who give to the same grants over and over.

V. Buterin, Pairwise coordination subsidies: a new quadratic funding design, ethresear.ch (2019). The plain
match of a grant, the square of the sum of roots minus the sum, is the sum over all ordered pairs of
contributors of √(their gifts' product). Here a pair's part is multiplied by M / (M + the sum of those roots
over all grants), so that two people, or two accounts of one, draw less than 2 · M from the pool however much
they give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from itertools import combinations
from typing import TypeVar

from dao_sim.errors import BadInput
from dao_sim.metrics.quadratic_funding import ROOT_BITS, root_floor

Grant = TypeVar("Grant", bound=Hashable)
Person = TypeVar("Person", bound=Hashable)

_PLACES = 128
"""Fractional bits in which pairs' parts are added up."""


def pairwise_bounded_matches(gifts: Mapping[Grant, Mapping[Person, int]], bound: int) -> dict[Grant, int]:
    """The match of each grant, before any pool is shared out, in the gifts' unit, rounded down.

    `gifts` are by grant, then by contributor; `bound` is M, in the same unit. With M beyond all measure this
    is the plain quadratic match. Takes time in the number of pairs that share a grant. Raises BadInput for a
    negative amount and for a bound below 1.
    """
    if bound < 1:
        raise BadInput("bound", "must be at least 1", bound=bound)
    places: dict[Person, int] = {}
    for given in gifts.values():
        for who in given:
            places.setdefault(who, len(places))
    roots = {
        grant: [(places[who], root_floor(amount)) for who, amount in given.items() if amount]
        for grant, given in gifts.items()
    }
    together: Counter[tuple[int, int]] = Counter()
    for given_roots in roots.values():
        together.update(dict(_pairs(given_roots)))
    unit = 2 * ROOT_BITS  # products of two roots have so many fractional bits
    whole = bound << unit
    return {
        grant: sum(
            2 * product * (bound << _PLACES) // (whole + together[pair])
            for pair, product in _pairs(given_roots)
        )
        >> _PLACES
        for grant, given_roots in roots.items()
    }


def _pairs(roots: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], int]]:
    """Every two contributors, in the order of their places, and the product of their roots."""
    for (one, root), (other, another) in combinations(sorted(roots), 2):
        yield (one, other), root * another
