"""Who gave what to which grant, in plain Python: gifts are kept, and added up when somebody asks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dao_sim.metrics.quadratic_funding import quadratic_matches
from tests.property.machines.refusal import Refusal, refuse_if

FEE_BPS = 137
"""What the token burns of every transfer."""
NONE, ANNOUNCED, OPEN, REVIEW, CLAIMS, VOIDED = range(6)
LIVE, CLAIMED, LAPSED = range(1, 4)


@dataclass
class GrantModel:
    """What was given to a payee."""

    payee: str
    state: int = LIVE
    given: Counter[str] = field(default_factory=Counter)
    """By all, those who got it back aside."""
    counted: Counter[str] = field(default_factory=Counter)
    total: int = 0


@dataclass
class RoundModel:
    """A round; times in seconds."""

    asset: str
    opens: int
    closes: int
    cap: int
    pool: int = 0
    due: int = 0
    settled: int = 0
    finished: bool = False
    voided: bool = False
    grants: list[GrantModel] = field(default_factory=list)
    registered: set[str] = field(default_factory=set)

    def matches(self) -> list[int]:
        gifts = {place: grant.counted for place, grant in enumerate(self.grants)}
        return [*quadratic_matches(gifts, self.pool, cap=self.cap).values()]

    def owed(self) -> int:
        """All that somebody can still get out of it."""
        back = sum(grant.given.total() for grant in self.grants if self.voided or grant.state == LAPSED)
        if self.voided:
            return self.due + back
        matches = self.matches()
        live = [
            (grant, match) for grant, match in zip(self.grants, matches, strict=True) if grant.state == LIVE
        ]
        payable = sum(grant.total + match for grant, match in live)
        left = 0 if self.finished else self.pool - sum(matches)
        return self.due + back + payable + left


class MatchingModel:
    """Rounds in ETH and in a token that takes a fee, for people who come and go."""

    def __init__(self, members: set[str], holders: set[str], review: int, claims: int, now: int) -> None:
        self.review, self.claims = review, claims
        self.holders = holders
        """Of the work's units."""
        self.history = {who: [(now, True)] for who in members}
        self.rounds: list[RoundModel] = []
        self.held: Counter[str] = Counter()
        """What the contract has, by asset."""
        self.sink: Counter[str] = Counter()
        self.treasury: Counter[str] = Counter()

    def arriving(self, asset: str, amount: int) -> int:
        return amount - (amount * FEE_BPS // 10_000 if asset == "token" else 0)

    def is_member(self, who: str) -> bool:
        return who in self.history and self.history[who][-1][1]

    def was_member(self, who: str, moment: int) -> bool:
        before = [status for at, status in self.history.get(who, ()) if at <= moment]
        return bool(before) and before[-1]

    def state(self, number: int, now: int) -> int:
        if not 1 <= number <= len(self.rounds):
            return NONE
        found = self.rounds[number - 1]
        if found.voided:
            return VOIDED
        ends = ((found.opens, ANNOUNCED), (found.closes, OPEN), (found.closes + self.review, REVIEW))
        return next((state for end, state in ends if now < end), CLAIMS)

    def make(self, asset: str, times: tuple[int, int], cap: int, pool: int, payees: list[str]) -> None:
        made = RoundModel(asset, *times, cap)
        made.grants = [GrantModel(payee) for payee in payees]
        self.rounds.append(made)
        if pool:
            made.pool = self.arriving(asset, pool)
            self.held[asset] += made.pool
            self.treasury[asset] -= pool

    def register(self, number: int, payee: str, by: str, now: int) -> None:
        refuse_if(self.state(number, now) != ANNOUNCED, "MatchingRounds_WrongState")
        refuse_if(not self.is_member(by), "MatchingRounds_NotMember")
        found = self.rounds[number - 1]
        refuse_if(by in found.registered, "MatchingRounds_HasRegistered")
        refuse_if(payee in {grant.payee for grant in found.grants}, "MatchingRounds_AlreadyRegistered")
        found.registered.add(by)
        found.grants.append(GrantModel(payee))

    def fund(self, number: int, amount: int, now: int) -> None:
        refuse_if(self.state(number, now) not in (ANNOUNCED, OPEN), "MatchingRounds_PoolClosed")
        found = self.rounds[number - 1]
        received = self.arriving(found.asset, amount)
        refuse_if(received == 0, "MatchingRounds_InvalidAmount")
        found.pool += received
        self.held[found.asset] += received

    def contribute(self, number: int, place: int, who: str, amount: int, now: int) -> None:
        refuse_if(self.state(number, now) != OPEN, "MatchingRounds_WrongState")
        grant, found = self.live(number, place), self.rounds[number - 1]
        before = self.was_member(who, found.opens - 1)
        refuse_if(not before or not self.is_member(who), "MatchingRounds_NotMember")
        received = self.arriving(found.asset, amount)
        refuse_if(received == 0, "MatchingRounds_InvalidAmount")
        grant.given[who] += received
        grant.total += received
        if not self.is_own(grant, who):
            grant.counted[who] += received
        self.held[found.asset] += received

    def is_own(self, grant: GrantModel, who: str) -> bool:
        return who in self.holders if grant.payee == "work" else who == grant.payee

    def void(self, number: int, now: int) -> None:
        allowed = (ANNOUNCED, OPEN, REVIEW)
        refuse_if(self.state(number, now) not in allowed, "MatchingRounds_WrongState")
        found = self.rounds[number - 1]
        found.voided, found.due = True, found.pool

    def claim(self, number: int, place: int, by: str, to: str, now: int) -> int:
        refuse_if(self.state(number, now) != CLAIMS, "MatchingRounds_WrongState")
        grant = self.live(number, place)
        refuse_if(grant.payee not in (by, to), "MatchingRounds_NotPayee")
        found = self.rounds[number - 1]
        paid = grant.total + found.matches()[place - 1]
        refuse_if(paid == 0, "MatchingRounds_NothingToClaim")
        grant.state = CLAIMED
        self.pay(found.asset, to, paid)
        return paid

    def lapse(self, number: int, place: int, now: int) -> None:
        refuse_if(self.state(number, now) != CLAIMS, "MatchingRounds_WrongState")
        grant, found = self.live(number, place), self.rounds[number - 1]
        refuse_if(now < found.closes + self.review + self.claims, "MatchingRounds_NotLapsed")
        grant.state = LAPSED
        found.due += found.matches()[place - 1]

    def refund(self, number: int, place: int, who: str, now: int) -> int:
        voided, grant = self.state(number, now) == VOIDED, self.grant(number, place)
        refuse_if(not voided and (grant is None or grant.state != LAPSED), "MatchingRounds_NoRefund")
        if grant is None or not grant.given[who]:
            raise Refusal("MatchingRounds_NothingToRefund")
        amount = grant.given.pop(who)
        self.pay(self.rounds[number - 1].asset, "sink", amount)
        return amount

    def settle(self, number: int, most: int, now: int) -> None:
        refuse_if(self.state(number, now) != CLAIMS, "MatchingRounds_WrongState")
        found = self.rounds[number - 1]
        refuse_if(found.finished, "MatchingRounds_NothingToSettle")
        found.settled = min(found.settled + most, len(found.grants))
        if found.settled == len(found.grants):
            found.finished = True
            found.due += found.pool - sum(found.matches())

    def give_back(self, number: int) -> None:
        due = self.rounds[number - 1].due if 1 <= number <= len(self.rounds) else 0
        refuse_if(due == 0, "MatchingRounds_NothingToReturn")
        found = self.rounds[number - 1]
        self.pay(found.asset, "treasury", due)
        found.due = 0

    def pay(self, asset: str, to: str, amount: int) -> None:
        self.held[asset] -= amount
        if to in ("sink", "treasury"):
            (self.sink if to == "sink" else self.treasury)[asset] += self.arriving(asset, amount)

    def grant(self, number: int, place: int) -> GrantModel | None:
        grants = self.rounds[number - 1].grants if 1 <= number <= len(self.rounds) else []
        return grants[place - 1] if 1 <= place <= len(grants) else None

    def live(self, number: int, place: int) -> GrantModel:
        grant = self.grant(number, place)
        if grant is None or grant.state != LIVE:
            raise Refusal("MatchingRounds_NotLive")
        return grant
