"""A cap per epoch kept the simple way: a list of what was spent when, added up each time."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.property.machines.refusal import refuse_if

MAX_CAP = 2**208 - 1


@dataclass(slots=True)
class Budget:
    """What may be spent, and what was: (second, amount). Epochs are counted from second 0."""

    epoch: int
    cap: int
    spent: list[tuple[int, int]] = field(default_factory=list)

    def spent_in(self, now: int) -> int:
        """What was spent in the epoch that `now` is in."""
        return sum(amount for second, amount in self.spent if second // self.epoch == now // self.epoch)

    def left(self, now: int) -> int:
        """What may still be spent in that epoch; nothing if the cap was lowered below what was spent."""
        return max(self.cap - self.spent_in(now), 0)

    def set_cap(self, cap: int, refusal: str) -> None:
        refuse_if(cap > MAX_CAP, refusal)
        self.cap = cap

    def spend(self, now: int, amount: int) -> None:
        """Counts what was spent; whether it may be is asked of `left`."""
        self.spent.append((now, amount))
