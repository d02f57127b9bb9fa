"""Contribution rewards in plain Python: what each contribution is promised, given, and has vested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tests.property.machines.budget_model import Budget
from tests.property.machines.refusal import refuse_if

BPS = 10_000
SUBMITTED, ACCEPTED, DECLINED, LAPSED = range(1, 5)


class Reward(NamedTuple):
    """What a kind earns, and how that vests (seconds from acceptance)."""

    amount: int
    cliff: int
    duration: int


@dataclass
class Contribution:
    """What somebody did, and what it has got for it."""

    contributor: str
    promised: Reward
    decide_by: int
    delegate: str
    state: int = SUBMITTED
    bps: int = 0
    start: int = 0
    minted: int = 0
    released: int = 0

    @property
    def awarded(self) -> int:
        return self.promised.amount * self.bps // BPS

    @property
    def left(self) -> int:
        """What is in the award."""
        return self.minted - self.released

    def vested(self, now: int) -> int:
        """Of what has been minted, as if all of it had been there from the start."""
        passed, (_, cliff, duration) = now - self.start, self.promised
        if passed < cliff:
            return 0
        return self.minted if passed >= duration else self.minted * passed // duration


class RewardsModel:
    """Kinds with their rewards, contributions, members, and what may be minted."""

    def __init__(self, review: int, minting: Budget, members: set[str], rewarders: tuple[str, ...]) -> None:
        self.review, self.minting, self.members, self.rewarders = review, minting, members, rewarders
        self.rewards: dict[str, list[Reward]] = {}
        self.contributions: list[Contribution] = []

    def current(self, kind: str) -> Reward:
        return self.rewards.get(kind, [Reward(0, 0, 0)])[-1]

    def votes(self, who: str, held: int) -> int:
        """What it holds itself, and what of awards is delegated to it."""
        return held + sum(one.left for one in self.contributions if one.delegate == who)

    def set_reward(self, kind: str, reward: Reward, by: str) -> None:
        refuse_if(by != "timelock", "AccessManagedUnauthorized")
        unknown = not reward.amount and not self.current(kind).amount
        refuse_if(unknown, "ContributionRewards_UnknownKind")
        refuse_if(0 < reward.amount < BPS, "ContributionRewards_InvalidAmount")
        refuse_if(reward.cliff > reward.duration, "ContributionRewards_InvalidSchedule")
        self.rewards.setdefault(kind, []).append(reward)

    def submit(self, kind: str, by: str, now: int) -> None:
        refuse_if(by not in self.members, "ContributionRewards_NotMember")
        refuse_if(not self.current(kind).amount, "ContributionRewards_UnknownKind")
        self.contributions.append(Contribution(by, self.current(kind), now + self.review, by))

    def decided(self, number: int, by: str, now: int) -> Contribution:
        refuse_if(by not in self.rewarders, "AccessManagedUnauthorized")
        found = self.contribution(number, SUBMITTED)
        refuse_if(by == found.contributor, "ContributionRewards_OwnContribution")
        refuse_if(now >= found.decide_by, "ContributionRewards_TooLate")
        return found

    def accept(self, number: int, by: str, bps: int, now: int) -> int:
        """What is minted with it."""
        found = self.decided(number, by, now)
        refuse_if(not 0 < bps <= BPS, "ContributionRewards_InvalidPart")
        found.state, found.bps, found.start = ACCEPTED, bps, now
        return self.fill(found, now)

    def decline(self, number: int, by: str, now: int) -> None:
        self.decided(number, by, now).state = DECLINED

    def lapse(self, number: int, by: str, now: int) -> None:
        found = self.contribution(number, SUBMITTED)
        early = by != found.contributor and now < found.decide_by
        refuse_if(early, "ContributionRewards_TooEarly")
        found.state = LAPSED

    def mint(self, number: int, now: int) -> int:
        found = self.contribution(number, ACCEPTED)
        refuse_if(found.minted == found.awarded, "ContributionRewards_AllMinted")
        refuse_if(self.minting.left(now) == 0, "ContributionRewards_CapSpent")
        return self.fill(found, now)

    def fill(self, found: Contribution, now: int) -> int:
        """Mints what is due, as far as the cap leaves room."""
        amount = min(found.awarded - found.minted, self.minting.left(now))
        self.minting.spend(now, amount)
        found.minted += amount
        return amount

    def release(self, number: int, now: int) -> int:
        found = self.contribution(number, ACCEPTED)
        amount = found.vested(now) - found.released
        found.released += amount
        return amount

    def delegate(self, number: int, by: str, to: str) -> None:
        found = self.contribution(number, ACCEPTED)
        refuse_if(by != found.contributor, "OwnableUnauthorizedAccount")
        found.delegate = to

    def contribution(self, number: int, state: int) -> Contribution:
        found = self.contributions[number - 1] if number <= len(self.contributions) else None
        refuse_if(found is None or found.state != state, "ContributionRewards_WrongState")
        assert found is not None
        return found
