"""Who leaves with what, in plain Python: sums of what everybody put in, set aside and took out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tests.property.machines.refusal import refuse_if


@dataclass
class Window:
    """What was there when a measure was queued, and who has left over it."""

    held_then: dict[str, int]
    """At the snapshot."""
    held_queued: dict[str, int]
    """In the second before it was queued."""
    closes_at: int
    supply: int
    pot: int
    burned: Counter[str] = field(default_factory=Counter)
    paid: int = 0


class ExitsModel:
    """One asset, its treasury, the earmarks of another, and members with tokens."""

    def __init__(self, holdings: dict[str, int], length: int, minimum: int) -> None:
        self.held = dict(holdings)
        self.length, self.minimum = length, minimum
        self.money = self.others = self.reserved = 0
        self.owed: Counter[str] = Counter()
        self.windows: list[Window] = []
        self.for_: set[tuple[int, str]] = set()

    @property
    def earmarked(self) -> int:
        return self.others + self.reserved + self.owed.total()

    def set_aside(self, amount: int) -> None:
        rises = amount > self.others
        refuse_if(rises and amount - self.others > self.money - self.earmarked, "Treasury_NotFree")
        self.others = amount

    def pay(self, amount: int) -> None:
        refuse_if(amount == 0, "Treasury_NothingToPay")
        if self.earmarked:
            refuse_if(amount > self.money - self.earmarked, "Treasury_NotFree")
        refuse_if(amount > self.money, "InsufficientBalance")
        self.money -= amount

    def queue(self, held_then: dict[str, int], held_queued: dict[str, int], now: int) -> None:
        pot = max(0, self.money - self.others - self.owed.total() - self.minimum)
        self.reserved = max(self.reserved, pot)
        supply = sum(held_queued.values())
        self.windows.append(Window(held_then, held_queued, now + self.length, supply, pot))

    def limit(self, window: Window, who: str) -> int:
        most = min(window.held_then[who], window.held_queued[who])
        return min(self.held[who], max(0, most - window.burned[who]))

    def exit(self, number: int, who: str, amount: int, now: int, members: set[str]) -> None:
        window = self.windows[number - 1] if number <= len(self.windows) else None
        refuse_if(window is None or now >= window.closes_at, "ExitWindow_Closed")
        assert window is not None
        refuse_if(who not in members, "ExitWindow_NotMember")
        refuse_if((number, who) in self.for_, "ExitWindow_VotedFor")
        refuse_if(not 0 < amount <= self.limit(window, who), "ExitWindow_InvalidAmount")
        share = window.pot * amount // window.supply
        refuse_if(share > self.reserved, "ExitWindow_Exhausted")
        window.burned[who] += amount
        window.paid += share
        self.held[who] -= amount
        self.reserved -= share
        self.owed[who] += share

    def claim(self, who: str) -> None:
        refuse_if(self.owed[who] == 0, "ExitWindow_NothingOwed")
        self.money -= self.owed.pop(who)

    def cancel(self, number: int, now: int) -> None:
        if number <= len(self.windows):
            window = self.windows[number - 1]
            window.closes_at = min(window.closes_at, now)

    def settle(self, now: int) -> None:
        if all(now >= window.closes_at for window in self.windows):
            self.reserved = 0
