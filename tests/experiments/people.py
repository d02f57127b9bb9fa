"""Small electorates, made by chance or by hand, and the rules once more, written down without looking."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import isqrt

from dao_sim.experiments import NO_CHANGE, Electorate, Person
from dao_sim.units import MemberClass, Wei

CREATOR, ENTERPRISE, PUBLIC_BODY, PATRON = list(MemberClass)[1:]
NONE = MemberClass.NONE


def person(
    name: str,
    tokens: int = 0,
    wants: Sequence[int] | None = None,
    *,
    kind: MemberClass = CREATOR,
    to: str | None = None,
) -> Person:
    """Somebody, in a few words."""
    worth = None if wants is None else tuple(wants)
    return Person(name=name, member_class=kind, tokens=Wei(tokens), delegate=to, utilities=worth)


def electorate(*people: Person, options: str = "AB", cardinal: bool = True) -> Electorate:
    """These people, who choose between no change and options of one letter each."""
    return Electorate(options=(NO_CHANGE, *options), people=people, cardinal=cardinal)


def by_chance(rng: random.Random, size: int, options: str = "AB", *, cardinal: bool = True) -> Electorate:
    """Few tokens and few utilities, so that ties are frequent; some are no members, silent, or delegate."""
    people = []
    for number in range(size):
        wants: list[int] | None = [rng.randint(-2, 2) for _ in range(len(options) + 1)]
        if not cardinal:
            named = rng.sample(range(len(options) + 1), rng.randint(1, len(options) + 1))
            wants = [named.index(each) + 1 if each in named else 0 for each in range(len(options) + 1)]
        if rng.random() < 0.2:
            wants = None
        to = f"p{rng.randrange(size)}" if rng.random() < 0.25 else None
        kind = rng.choice(list(MemberClass))
        people.append(person(f"p{number}", rng.choice((0, 1, 1, 2, 3, 4, 9)), wants, kind=kind, to=to))
    return electorate(*people, options=options, cardinal=cardinal)


def votes_of(among: Electorate, holdings: Sequence[int]) -> dict[str, int]:
    """What each votes with, if holdings follow delegates; not passed on."""
    found = {each.name: 0 for each in among.people}
    for each, held in zip(among.people, holdings, strict=True):
        found[each.delegate or each.name] += held
    return found


def roots(among: Electorate) -> dict[str, int]:
    """Square roots of the members' token votes."""
    votes = votes_of(among, [each.tokens for each in among.people])
    return {each.name: isqrt(votes[each.name]) if each.is_member else 0 for each in among.people}
