"""One matching round: what was given to which grant, and what it is matched with, to the unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isqrt
from typing import TYPE_CHECKING

from dao_sim.coop.matching import RoundState
from dao_sim.ledger.amounts import LARGEST
from dao_sim.ledger.outcome import Refusal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Payee = tuple[str, int]
"""("account", index) or ("work", number)."""


def root_floor(amount: int) -> int:
    """√amount with 32 fractional bits, rounded down: `MatchingMath.rootFloor`."""
    return isqrt(amount << 64)


@dataclass(slots=True)
class MatchedGrant:
    """What was given to one payee of a round (wei)."""

    payee: Payee
    contributed: int = 0
    counted: int = 0
    root_sum: int = 0
    """Of the roots of what each contributor's counted part is, with 32 fractional bits."""
    claimed: bool = False
    counted_of: dict[int, int] = field(default_factory=dict)
    """Contributor → that part of its gifts which is matched."""

    def give(self, giver: int, amount: int, *, is_matched: bool) -> None:
        """Books a gift. Raises Refusal."""
        if not 0 < amount <= LARGEST - self.contributed:
            raise Refusal("MatchingRounds_InvalidAmount")
        self.contributed += amount
        before = self.counted_of.setdefault(giver, 0)
        if not is_matched:
            return
        self.counted_of[giver] = before + amount
        self.counted += amount
        self.root_sum += root_floor(before + amount) - root_floor(before)

    def ideal(self, cap: int) -> int:
        """The match that a pool without bounds would give: `MatchingMath.idealFloor`."""
        return min(max((self.root_sum * self.root_sum >> 64) - self.counted, 0), cap)


@dataclass(slots=True, kw_only=True)
class Round:
    """A round as it is kept. Times in seconds, amounts in wei."""

    opens_at: int
    closes_at: int
    claims_at: int
    pool: int
    cap: int
    grants: list[MatchedGrant]
    were_members: NDArray[np.bool_] | None = None
    """Who was a member in the second before it opened; None until that is over."""
    settled: bool = False

    def state(self, now: int) -> RoundState:
        """Where it is at a time."""
        if now < self.opens_at:
            return RoundState.ANNOUNCED
        if now < self.closes_at:
            return RoundState.OPEN
        return RoundState.REVIEW if now < self.claims_at else RoundState.CLAIMS

    def live(self, number: int) -> MatchedGrant:
        """A grant that can be given to or claimed. Raises Refusal."""
        if not 1 <= number <= len(self.grants) or self.grants[number - 1].claimed:
            raise Refusal("MatchingRounds_NotLive")
        return self.grants[number - 1]

    def matches(self) -> list[int]:
        """Of each grant, as the round stands: `MatchingMath.shareFloor`."""
        ideals = [grant.ideal(self.cap) for grant in self.grants]
        together = sum(ideals)
        if together <= self.pool:
            return ideals
        return [ideal * self.pool // together for ideal in ideals]
