"""Whose units are whose since the registration, in pots, and what rulings take out of which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.property.machines.refusal import refuse_if

OPEN, UPHELD, DISMISSED = 1, 2, 3
LAST_BLOCK = 255
"""A panel is drawn until so many blocks after its request."""


STAKEHOLDER = 50_000
"""The least that is claimed for somebody else."""


@dataclass(slots=True)
class Work:
    """`first` are units that their holder had from the registration, `later` all others.

    Credit is in millionths of the smallest unit.
    """

    granted: Mapping[str, int]
    window_end: int
    locked_until: int
    first: Counter[str] = field(default_factory=Counter)
    later: Counter[str] = field(default_factory=Counter)
    credit: Counter[str] = field(default_factory=Counter)
    freezing: int = 0

    def units(self, who: str) -> int:
        return self.first[who] + self.later[who]

    def earn(self, amount: int) -> None:
        for who in {*self.first, *self.later}:
            self.credit[who] += self.units(who) * amount

    def give(self, owner: str, to: str, units: int) -> None:
        """Of what its owner had from the registration, first; it is nobody's first any more."""
        if owner != to:
            taken = min(units, self.first[owner])
            self.first[owner] -= taken
            self.later[owner] -= units - taken
            self.later[to] += units


@dataclass(slots=True)
class Dispute:
    """Of whose units, for whom how many. `verdict` is None until the panel decided, if it ever does."""

    work: int
    party: str
    heirs: tuple[tuple[str, int], ...]
    request: int
    froze: bool = False
    state: int = OPEN
    verdict: bool | None = None

    def pending(self, block: int) -> bool:
        return self.verdict is None and block <= self.request + LAST_BLOCK


class DisputesModel:
    """Works by number, disputes in order. Times in seconds; a panel that is not drawn in time says no."""

    def __init__(self, freeze: int) -> None:
        self.freeze = freeze
        self.works: dict[int, Work] = {}
        self.disputes: list[Dispute] = []

    def register(self, number: int, granted: Mapping[str, int], window_end: int) -> None:
        self.works[number] = Work(granted, window_end, window_end, first=Counter(granted))

    def open(self, said: Dispute, by: str, now: int) -> None:
        refuse_if(said.work not in self.works, "Disputes_NotThePayees")
        work = self.works[said.work]
        party, heirs = said.party, said.heirs
        refuse_if(party == by or work.first[party] == 0, "Disputes_InvalidParty")
        refuse_if(not heirs, "Disputes_InvalidHeirs")
        least = {by: 1}
        small = any(due < least.get(who, STAKEHOLDER) for who, due in heirs)
        refuse_if(small or any(who in (party, "vault") for who, _ in heirs), "Disputes_InvalidHeir")
        refuse_if(sum(due for _, due in heirs) > work.first[party], "Disputes_ClaimTooLarge")
        said.froze = now < work.window_end
        if said.froze:
            work.freezing += 1
            work.locked_until = max(work.locked_until, now + self.freeze)
        self.disputes.append(said)

    def conclude(self, number: int, block: int) -> tuple[bool, int]:
        """Whether it was upheld, and how many units moved."""
        refuse_if(number > len(self.disputes), "Disputes_NotOpen")
        done = self.disputes[number - 1]
        refuse_if(done.state != OPEN, "Disputes_NotOpen")
        refuse_if(done.pending(block), "Disputes_NotDecided")
        work = self.works[done.work]
        upheld = bool(done.verdict)
        done.state = UPHELD if upheld else DISMISSED
        if done.froze:
            work.freezing -= 1
            if not work.freezing:
                work.locked_until = work.window_end
        return upheld, self.move(work, done) if upheld else 0

    def move(self, work: Work, done: Dispute) -> int:
        """Out of the party's first units, never out of others; what is rounded off is the first heir's."""
        claimed = sum(due for _, due in done.heirs)
        moved = min(claimed, work.first[done.party])
        parts = [due * moved // claimed for _, due in done.heirs]
        parts[0] += moved - sum(parts)
        for (heir, _), part in zip(done.heirs, parts, strict=True):
            work.first[done.party] -= part
            work.later[heir] += part
        return moved

    def transfer(self, number: int, owner: str, to: str, units: int, now: int) -> None:
        refuse_if(to == "vault", "RoyaltyVault_UnitsRefused")
        work = self.works.get(number)
        refuse_if(work is not None and now < work.locked_until, "RoyaltyVault_UnitsLocked")
        refuse_if(units > (work.units(owner) if work else 0), "ERC6909InsufficientBalance")
        if work:
            work.give(owner, to, units)
