"""Grants by milestones in plain Python: one asset, whose every unit is somebody's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tests.property.machines.refusal import refuse_if

BPS = 10_000
OFFERED, ACTIVE, ENDED, LAPSED = 1, 2, 3, 4
OPEN, SUBMITTED, SETTLED = range(3)
TREASURY = "treasury"


@dataclass
class Stone:
    """A milestone."""

    amount: int
    time: int
    state: int = OPEN
    ends: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)


@dataclass
class Grant:
    """A grant of one asset."""

    grantee: str
    asset: str
    bond: int
    review: int
    needed: int
    reviewers: tuple[str, ...]
    stones: list[Stone]
    accept_by: int
    state: int = OFFERED
    accepted_at: int = 0

    @property
    def escrow(self) -> int:
        """What of it is in escrow: all that is not settled, and the bond."""
        if self.state not in (OFFERED, ACTIVE):
            return 0
        unsettled = sum(stone.amount for stone in self.stones if stone.state != SETTLED)
        return unsettled + (self.bond if self.state == ACTIVE else 0)

    def agreed(self, stone: Stone) -> int:
        """The largest part that at least `needed` reviewers accept."""
        said = [stone.verdicts.get(who, 0) for who in self.reviewers]
        return max(part for part in (0, *said) if sum(one >= part for one in said) >= self.needed)

    def decides(self, stone: Stone) -> bool:
        """Whether enough spoke, so that what is not accepted is a loss."""
        return stone.state == OPEN or len(stone.verdicts) >= self.needed


class GrantsModel:
    """Who is owed what, by grants that are offered, accepted, reviewed and settled."""

    def __init__(self, accept_period: int) -> None:
        self.accept_period = accept_period
        self.grants: list[Grant] = []
        self.owed: Counter[tuple[str, str]] = Counter()
        self.spare: Counter[str] = Counter()

    def held(self, asset: str) -> int:
        owed = sum(amount for (_, of), amount in self.owed.items() if of == asset)
        return owed + sum(grant.escrow for grant in self.grants if grant.asset == asset)

    def grant(self, number: int, *states: int) -> Grant:
        found = self.grants[number - 1] if number <= len(self.grants) else None
        refuse_if(found is None or found.state not in states, "MilestoneGrants_WrongState")
        assert found is not None
        return found

    def stone(self, number: int, place: int, *states: int) -> Stone:
        stones = self.grants[number - 1].stones if number <= len(self.grants) else []
        wrong = place >= len(stones) or stones[place].state not in states
        refuse_if(wrong, "MilestoneGrants_WrongMilestone")
        return stones[place]

    def open(self, grant: Grant) -> None:
        amount = sum(stone.amount for stone in grant.stones)
        refuse_if(amount > self.spare[grant.asset], "MilestoneGrants_NotFunded")
        self.spare[grant.asset] -= amount
        self.grants.append(grant)

    def accept(self, number: int, by: str, now: int) -> int:
        grant = self.grant(number, OFFERED)
        refuse_if(by != grant.grantee, "MilestoneGrants_NotGrantee")
        refuse_if(now >= grant.accept_by, "MilestoneGrants_TooLate")
        grant.state, grant.accepted_at = ACTIVE, now
        return grant.bond

    def lapse(self, number: int, by: str, now: int) -> None:
        grant = self.grant(number, OFFERED)
        refuse_if(by != grant.grantee and now < grant.accept_by, "MilestoneGrants_TooEarly")
        self.owed[TREASURY, grant.asset] += grant.escrow
        grant.state = LAPSED

    def submit(self, number: int, place: int, by: str, now: int) -> None:
        grant = self.grant(number, ACTIVE)
        refuse_if(by != grant.grantee, "MilestoneGrants_NotGrantee")
        stone = self.stone(number, place, OPEN)
        refuse_if(now >= grant.accepted_at + stone.time, "MilestoneGrants_TooLate")
        stone.state, stone.ends = SUBMITTED, now + grant.review

    def review(self, number: int, place: int, by: str, bps: int, now: int) -> None:
        stone = self.stone(number, place, SUBMITTED)
        refuse_if(by not in self.grants[number - 1].reviewers, "MilestoneGrants_NotReviewer")
        refuse_if(bps > BPS, "MilestoneGrants_InvalidPart")
        refuse_if(now >= stone.ends, "MilestoneGrants_TooLate")
        refuse_if(by in stone.verdicts, "MilestoneGrants_AlreadyReviewed")
        stone.verdicts[by] = bps

    def settle(self, number: int, place: int, now: int) -> tuple[int, int, int]:
        """What is paid, returned, and lost of the bond."""
        grant = self.grant(number, ACTIVE)
        stone = self.stone(number, place, OPEN, SUBMITTED)
        part, spoke = grant.agreed(stone), len(stone.verdicts)
        if stone.state == OPEN:
            early = now < grant.accepted_at + stone.time
        else:
            early = now < stone.ends and part != BPS and spoke != len(grant.reviewers)
        refuse_if(early, "MilestoneGrants_TooEarly")
        decided = grant.decides(stone)
        stone.state = SETTLED
        paid = stone.amount * part // BPS
        lost = min(grant.bond, stone.amount - paid) if decided else 0
        grant.bond -= lost
        self.owed[grant.grantee, grant.asset] += paid
        self.owed[TREASURY, grant.asset] += stone.amount - paid + lost
        if all(one.state == SETTLED for one in grant.stones):
            grant.state = ENDED
            self.owed[grant.grantee, grant.asset] += grant.bond
        return paid, stone.amount - paid, lost

    def claim(self, who: str, asset: str) -> int:
        refuse_if(self.owed[who, asset] == 0, "Escrow_NothingOwed")
        return self.owed.pop((who, asset))

    def recover(self, asset: str) -> int:
        amount = self.owed[TREASURY, asset] + self.spare[asset]
        refuse_if(amount == 0, "MilestoneGrants_NothingToRecover")
        self.owed[TREASURY, asset] = self.spare[asset] = 0
        return amount
