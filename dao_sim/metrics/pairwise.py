"""Pairwise comparison of weighted rankings: the Condorcet winner is the option that beats every other one.

An option beats another if the ballots that rank it higher weigh more than those that rank it lower.
M. de Condorcet, Essai sur l'application de l'analyse à la probabilité des décisions rendues à la pluralité
des voix (Paris, 1785); defined as in P. C. Fishburn, Condorcet social choice functions, SIAM Journal on
Applied Mathematics 33 (1977), 469–489.

A ranking may leave options out: they are below all that it names, and equal among themselves, so that a
ballot says nothing about two options that it does not rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from dao_sim.errors import BadInput

Option = TypeVar("Option", bound=Hashable)


def condorcet_winner(
    ballots: Iterable[tuple[Sequence[Option], int]], options: Iterable[Option] = ()
) -> Option | None:
    """The option that beats every other one, or None if there is none (a cycle, or a tie at the top).

    `ballots` are rankings, best first, each with its weight: an integer in any unit, none negative. `options`
    names those that nobody may have ranked. An option without a rival wins. Raises BadInput for a ranking
    that names an option twice, and for a negative weight.
    """
    above = preferences(ballots, options)
    contenders = {first for first, _ in above}
    for option in contenders:
        if all(above[option, other] > above[other, option] for other in contenders - {option}):
            return option
    return None


def preferences(
    ballots: Iterable[tuple[Sequence[Option], int]], options: Iterable[Option] = ()
) -> dict[tuple[Option, Option], int]:
    """What weight ranks the first option above the second, for every ordered pair; 0 for one and itself.

    Arguments and errors are those of `condorcet_winner`.
    """
    weights: Counter[tuple[Option, ...]] = Counter()
    for ranking, weight in ballots:
        weights[tuple(ranking)] += _checked(ranking, weight)
    known = {*options, *(option for ranking in weights for option in ranking)}
    above = {(first, second): 0 for first in known for second in known}
    for ranking, weight in weights.items():
        below = set(known)
        for option in ranking:
            below.remove(option)
            for other in below:
                above[option, other] += weight
    return above


def _checked(ranking: Sequence[Option], weight: int) -> int:
    if len(set(ranking)) != len(ranking):
        raise BadInput("ranking", "an option is ranked twice", value=list(ranking))
    if weight < 0:
        raise BadInput("weight", "must not be negative", value=weight)
    return weight
