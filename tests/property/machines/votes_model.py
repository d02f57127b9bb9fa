"""Votes kept the simple way: at any moment, whoever a holder's delegate is has all of the holder's units.

No checkpoint is moved from one account to another: votes are counted afresh from who holds what. The past is
a list of copies.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.property.machines.refusal import refuse_if

NOBODY = "nobody"
"""The zero address."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who has what at one moment; `delegates` names only those who chose one."""

    units: Mapping[str, int]
    delegates: Mapping[str, str]
    classes: Mapping[str, int]

    def delegate_of(self, holder: str) -> str:
        """The holder itself, unless it chose another."""
        return self.delegates.get(holder, holder)

    def votes(self) -> Counter[str]:
        """Votes by account."""
        counted: Counter[str] = Counter()
        for holder, units in self.units.items():
            counted[self.delegate_of(holder)] += units
        return counted

    @property
    def supply(self) -> int:
        """Units held by all."""
        return sum(self.units.values())

    def members(self, member_class: int) -> int:
        """Members of a class; of all for class 0."""
        return sum(1 for held in self.classes.values() if held and member_class in (0, held))


@dataclass(slots=True)
class VotesModel:
    """Units, delegates and (for memberships) classes, now and at every past second."""

    now: int
    units: Counter[str] = field(default_factory=Counter)
    delegates: dict[str, str] = field(default_factory=dict)
    classes: dict[str, int] = field(default_factory=dict)
    since: dict[str, int] = field(default_factory=dict)
    """When those who are members now were admitted."""
    times: list[int] = field(default_factory=list)
    """Past seconds after which time moved on, oldest first."""
    _past: list[Standing] = field(default_factory=list)

    def standing(self) -> Standing:
        """As it is now."""
        return Standing(dict(self.units), dict(self.delegates), dict(self.classes))

    def advance(self, seconds: int) -> None:
        """What stands now has stood since the last change of time, until this second included."""
        self.times.append(self.now)
        self._past.append(self.standing())
        self.now += seconds

    def at(self, moment: int) -> Standing:
        """As it stood at the end of a past second, from the first one known."""
        refuse_if(moment >= self.now, "ERC5805FutureLookup")
        return self._past[bisect_right(self.times, moment) - 1]

    @property
    def first_moment(self) -> int:
        """The first second that is known."""
        return self.times[0] if self.times else self.now

    def mint(self, holder: str, units: int) -> None:
        self.units[holder] += units

    def burn(self, holder: str, units: int) -> None:
        refuse_if(self.units[holder] < units, "ERC20InsufficientBalance")
        self.units[holder] -= units

    def transfer(self, source: str, target: str, units: int) -> None:
        refuse_if(target == NOBODY, "ERC20InvalidReceiver")
        self.burn(source, units)
        self.mint(target, units)

    def delegate(self, holder: str, to: str) -> None:
        self.delegates[holder] = holder if to == NOBODY else to

    def admit(self, account: str, member_class: int) -> None:
        refuse_if(account == NOBODY, "Membership_InvalidAccount")
        refuse_if(member_class == 0, "Membership_ClassRequired")
        refuse_if(bool(self.classes.get(account)), "Membership_AlreadyMember")
        self.classes[account] = member_class
        self.since[account] = self.now
        self.mint(account, 1)

    def leave(self, account: str) -> None:
        refuse_if(not self.classes.get(account), "Membership_NotMember")
        self.classes[account] = 0
        del self.since[account]
        self.burn(account, 1)
