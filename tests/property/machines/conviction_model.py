"""Conviction funding kept the simple way: who staked what on which request, and since when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dao_sim.metrics.tallies.conviction import Decay, Request, bound, grow_floor, passes, threshold_ceil
from dao_sim.units import MAX_UINT208, MAX_UINT256, Bps, Seconds
from tests.property.machines.refusal import refuse_if

NEVER, LIVE, PAID, CANCELLED = range(4)


@dataclass(slots=True)
class Asked:
    """A request. Conviction is that of `at`, when its stake last changed or it ended."""

    requester: str
    asset: str
    amount: int
    payee: str
    at: int
    state: int = LIVE
    conviction: int = 0
    most: int = 0
    stakes: Counter[str] = field(default_factory=Counter)

    @property
    def staked(self) -> int:
        return self.stakes.total()


@dataclass(slots=True)
class FundingModel:
    """All requests. Money is somebody else's business: budgets and supply are told."""

    half_life: int
    weight: int
    most: int
    least: int
    requests: dict[int, Asked] = field(default_factory=dict)

    @property
    def decay(self) -> Decay:
        return Decay.from_half_life(Seconds(self.half_life))

    @property
    def active(self) -> int:
        return sum(asked.staked for asked in self.requests.values() if asked.state == LIVE)

    def live(self, number: int) -> Asked:
        """The request, which must be live."""
        asked = self.requests.get(number)
        refuse_if(asked is None or asked.state != LIVE, "ConvictionFunding_NotLive")
        assert asked is not None
        return asked

    def conviction(self, number: int, now: int) -> int:
        asked = self.requests[number]
        if asked.state != LIVE:
            return asked.conviction
        return grow_floor(asked.conviction, asked.staked, Seconds(now - asked.at), self.decay)

    def bound(self, number: int) -> int:
        """What the request's conviction can never exceed."""
        return bound(self.requests[number].most, self.decay)

    def settle(self, number: int, now: int) -> None:
        asked = self.requests[number]
        asked.conviction, asked.at = self.conviction(number, now), now

    def back(self, number: int, by: str, amount: int, now: int) -> None:
        asked = self.live(number)
        refuse_if(not 0 < amount <= MAX_UINT208, "ConvictionFunding_InvalidAmount")
        self.settle(number, now)
        asked.stakes[by] += amount
        asked.most = max(asked.most, asked.staked)

    def withdraw(self, number: int, by: str, amount: int, now: int) -> None:
        asked = self.requests.get(number)
        staked = asked.stakes[by] if asked else 0
        refuse_if(not 0 < amount <= staked, "ConvictionFunding_InvalidAmount")
        assert asked is not None
        if asked.state == LIVE:
            self.settle(number, now)
        asked.stakes[by] -= amount

    def end(self, number: int, state: int, now: int) -> None:
        self.live(number)
        self.settle(number, now)
        self.requests[number].state = state

    def threshold(self, amount: int, budget: int, supply: int) -> int | None:
        request = Request(
            requested=amount, budget=budget, supply=supply, weight=Bps(self.weight), most=Bps(self.most)
        )
        return threshold_ceil(request, self.decay)

    def threshold_word(self, amount: int, budget: int, supply: int) -> int:
        """As the contract says it."""
        found = self.threshold(amount, budget, supply)
        return MAX_UINT256 if found is None else found

    def passes(self, number: int, budget: int, supply: int, now: int) -> bool:
        asked = self.requests[number]
        enough = self.threshold(asked.amount, budget, supply)
        reached = self.conviction(number, now)
        fits = passes(reached, enough, active=self.active, least_active=self.least)
        return asked.state == LIVE and fits
