"""Who votes: people with a class, tokens, perhaps a delegate, and what each option is worth to them.

The first option is always "no change". Preferences are utilities, one integer per option: more is better, and
equal is indifferent. Where they come from rankings only their order means anything: see
`Electorate.cardinal`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dao_sim.errors import BadInput
from dao_sim.metrics.tallies.outcome import repeated
from dao_sim.units import MemberClass, Wei, format_amount

NO_CHANGE = "no change"
MAX_SUPPLY = 2**128 - 1
"""All tokens together: a vote that is split has room for no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One who may vote."""

    name: str
    member_class: MemberClass = MemberClass.NONE
    """NONE for a holder of tokens who is no member."""
    tokens: Wei = Wei(0)
    """In their smallest unit."""
    delegate: str | None = None
    """The name of who votes with this one's token votes and, if it is a member, with its membership's."""
    utilities: tuple[int, ...] | None = None
    """Per option, as the electorate lists them; None for somebody who does not take part."""

    @property
    def is_member(self) -> bool:
        """Whether it belongs to the co-op."""
        return self.member_class is not MemberClass.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Electorate:
    """At least one person, and at least two options.

    Raises BadInput for a name or an option that is there twice, a first option that is not "no change", a
    delegate who is nobody, utilities that do not fit the options, tokens that are negative, and more than
    2^128 - 1 of them.
    """

    options: tuple[str, ...]
    people: tuple[Person, ...]
    cardinal: bool = True
    """Whether differences of utilities mean something. Otherwise they stand for rankings: an option that was
    not ranked has 0, and is below all that were."""

    def __post_init__(self) -> None:
        _check_options(self.options)
        if not self.people:
            raise BadInput("electorate", "must have at least one person")
        names = [person.name for person in self.people]
        if (twice := repeated(names)) is not None:
            raise BadInput("electorate", "a name is there twice", voter=twice)
        known = set(names)
        for person in self.people:
            _check_person(person, known, len(self.options))
        if (supply := self.supply) > MAX_SUPPLY:
            hint = f"at most {format_amount(MAX_SUPPLY)} in all"
            raise BadInput("electorate", "there are too many tokens", hint=hint, value=format_amount(supply))

    @property
    def supply(self) -> int:
        """All tokens, in their smallest unit."""
        return sum(person.tokens for person in self.people)

    @property
    def members(self) -> int:
        """How many people are members."""
        return sum(person.is_member for person in self.people)

    @property
    def tokens(self) -> list[int]:
        """Person by person, in the smallest unit, delegation aside."""
        return [person.tokens for person in self.people]

    @property
    def memberships(self) -> list[int]:
        """Person by person, 1 for a member and 0 for anybody else, delegation aside."""
        return [int(person.is_member) for person in self.people]

    @property
    def delegates(self) -> list[int]:
        """Person by person, the place of who votes for it: its delegate's, or its own."""
        places = {person.name: place for place, person in enumerate(self.people)}
        return [places[person.delegate or person.name] for person in self.people]

    @property
    def taking_part(self) -> list[int]:
        """The places of those who have a preference, indifferent ones included."""
        return [place for place, person in enumerate(self.people) if person.utilities is not None]

    def held_with_delegation(self, holdings: Sequence[int]) -> list[int]:
        """What each person votes with, if everybody's holdings go where it delegates to.

        Delegation is not passed on: who gets votes and has a delegate of its own keeps those it got.
        """
        votes = [0] * len(self.people)
        for held, delegate in zip(holdings, self.delegates, strict=True):
            votes[delegate] += held
        return votes

    def only(self, places: Iterable[int]) -> Electorate:
        """The people at these places, in order; a delegate who is not among them is none."""
        kept = [self.people[place] for place in sorted(set(places))]
        names = {person.name for person in kept}
        people = (person if person.delegate in names else replace(person, delegate=None) for person in kept)
        return replace(self, people=tuple(people))


def _check_options(options: tuple[str, ...]) -> None:
    if len(options) < 2:
        reason = f"must have at least one option beside {NO_CHANGE!r}"
        raise BadInput("electorate", reason, options=list(options))
    if options[0] != NO_CHANGE:
        reason = f"the first option must be {NO_CHANGE!r}"
        raise BadInput("electorate", reason, options=list(options))
    if (twice := repeated(options)) is not None:
        raise BadInput("electorate", "an option is listed twice", value=twice)


def _check_person(person: Person, names: set[str], options: int) -> None:
    if person.delegate is not None and person.delegate not in names:
        reason = "a delegate is nobody in the electorate"
        raise BadInput("electorate", reason, voter=person.name, value=person.delegate)
    if person.tokens < 0:
        raise BadInput("electorate", "tokens must not be negative", voter=person.name, value=person.tokens)
    if person.utilities is not None and len(person.utilities) != options:
        reason = "a person needs a utility for every option, or none at all"
        raise BadInput("electorate", reason, voter=person.name, options=options, value=person.utilities)
