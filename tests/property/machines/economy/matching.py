"""Matching rounds: pools and contributions, until they are claimed, given back or refunded."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st

from dao_sim.bindings import MatchingRounds
from dao_sim.bindings.generated.structs import MatchingGrant, MatchingRound, RoundTerms
from dao_sim.units import ETH, Address, Wei
from tests.property.machines.economy.act import (
    ENTITLED,
    Sending,
    act,
    among,
    amounts,
    any_asset,
    governance,
    mostly,
    nth,
    numbers,
    payees,
    people,
    small,
)
from tests.property.machines.economy.district import District
from tests.property.machines.economy.stage import RICH
from tests.property.machines.views import record, word

ANNOUNCED, OPEN, REVIEW, CLAIMS, VOIDED = 1, 2, 3, 4, 5
LIVE, CLAIMED, LAPSED = 1, 2, 3
MOST = 2**128 - 1

Grants = list[tuple[int, MatchingGrant]]

wrongs = mostly(st.just(False), st.just(True))
spots = mostly(st.integers(1, 2), st.integers(0, 4))
delays = st.one_of(st.just(0), st.integers(0, 60))
durations = mostly(st.integers(1, 100), st.sampled_from((0, 86_400 * 3_650, 2**48 - 1)))


class MatchingDistrict(District):
    NAME = "matching"

    @property
    def contract(self) -> MatchingRounds:
        assert self.coop.matching is not None
        return self.coop.matching

    def begin(self) -> None:
        """A round in each state; two have given to each but that which is to come."""
        chain = self.stage.chain
        self.hold("coop", delay=0, duration=5)
        chain.advance(60)
        self.hold("silent", delay=0, duration=40)
        self.void_round("timelock", 0).go(chain)
        for asset in ("ETH", "plain"):
            self.hold(asset, delay=0, duration=150)
        self.hold("fee", delay=150, duration=60)

    def hold(self, asset: str, delay: int, duration: int) -> None:
        """A round with two grants and a work's, to the first of which two give if they can at once."""
        terms = {"delay": delay, "duration": duration, "cap": MOST, "pool": 300, "works": 1}
        made = self.make_round("timelock", asset=asset, payees=["refuser", "dan"], **terms)
        made.go(self.stage.chain)
        if not delay:
            live = [number for number, _ in self.rounds() if self.phase(number) == OPEN]
            for who in ("ann", "actor"):
                self.contribute(who, len(live) - 1, 1, 100).go(self.stage.chain)

    def phase(self, number: int) -> int:
        """The state of a round."""
        return word(self.contract, "stateOf(uint256)", number)

    def owes(self) -> Counter[Address]:
        owes = Counter[Address]()
        for number, one in self.rounds():
            grants = self.grants(number, one)
            owes[one.asset] += self.owed_by_pool(number, one, grants) + self.owed_to_givers(
                number, one, grants
            )
        return owes

    def owed_by_pool(self, number: int, one: MatchingRound, grants: Grants) -> int:
        """What is in the pool, less the matches that were paid or given up; and what is to be given back."""
        if one.voided:
            return one.due
        if self.phase(number) != CLAIMS:
            return one.pool
        matches = {place: self.match(number, place) for place, _ in grants}
        live = sum(matches[place] for place, grant in grants if grant.state == LIVE)
        return one.due + (live if one.finished else one.pool - sum(matches.values()) + live)

    def match(self, number: int, place: int) -> int:
        """What a grant gets of the pool, as gifts are now."""
        return word(self.contract, "matchOf(uint256,uint256)", number, place)

    def owed_to_givers(self, number: int, one: MatchingRound, grants: Grants) -> int:
        """What was given to grants that are live; and what givers did not take back yet."""
        owed = 0
        for place, grant in grants:
            given = sum(self.given(number, place).values())
            if grant.state == LIVE and not one.voided:
                said = grant.contributed
                assert said == given, f"grant {place} of {number} says that it was given {said}, not {given}"
            owed += given if one.voided or grant.state != CLAIMED else 0
        return owed

    def given(self, number: int, place: int) -> dict[Address, int]:
        """Giver → what it gave to a grant and did not take back."""
        signature = "contributionOf(uint256,uint256,address)"
        everyone = self.stage.everyone
        return {who: word(self.contract, signature, number, place, who) for who in everyone}

    def verify(self, owes: Counter[Address]) -> None:
        self.holds_nothing_else(owes)

    def end(self) -> None:
        anybody = self.account("dan")
        for number, one in self.rounds():
            if one.voided:
                continue
            if not one.finished:
                self.must(self.contract.settle(number, 200), anybody)
            for place, grant in self.grants(number, one):
                if (
                    grant.state == LIVE
                    and not word(self.contract, "matchOf(uint256,uint256)", number, place) + grant.contributed
                ):
                    self.must(self.contract.lapse(number, place), anybody)

    def pay_out(self, asset: Address) -> None:
        """Payees who can act claim; what is for others lapses, and all that is left goes back."""
        for number, one in self.rounds():
            if one.asset != asset:
                continue
            for place, grant in self.grants(number, one):
                if not one.voided and grant.state == LIVE:
                    self.claim_or_lapse(number, place, grant)
                for who, amount in self.given(number, place).items():
                    if amount and (one.voided or self.grant(number, place).state == LAPSED):
                        self.must(self.contract.refund(number, place, self.account("sink")), who)
            if self.round(number).due:
                self.must(self.contract.give_back(number), self.account("dan"))

    def claim_or_lapse(self, number: int, place: int, grant: MatchingGrant) -> None:
        """What is for nobody who can act lapses, and goes back to where it came from."""
        if grant.payee in self.stage.everyone and grant.payee != self.stage.treasury:
            self.must(self.contract.claim(number, place, self.account("sink")), grant.payee)
        else:
            self.must(self.contract.lapse(number, place), self.account("dan"))

    def rounds(self) -> list[tuple[int, MatchingRound]]:
        count = word(self.contract, "roundCount()")
        return [(number, self.round(number)) for number in range(1, count + 1)]

    def one(self, drawn: int, *states: int) -> int:
        """The number of a round, mostly of one in any of the states."""
        count = word(self.contract, "roundCount()")
        fit = [number for number in range(1, count + 1) if self.phase(number) in states]
        return among(drawn, fit, count)

    def round(self, number: int) -> MatchingRound:
        return record(MatchingRound, self.contract, "roundOf(uint256)", number)

    def grant(self, number: int, place: int) -> MatchingGrant:
        return record(MatchingGrant, self.contract, "grantAt(uint256,uint256)", number, place)

    def grants(self, number: int, one: MatchingRound) -> Grants:
        places = range(1, one.grant_count + 1)
        return [(place, self.grant(number, place)) for place in places]

    @act(
        by=governance,
        asset=any_asset,
        delay=delays,
        duration=durations,
        cap=mostly(st.just(MOST), st.integers(0, 1_000), 3),
        pool=amounts,
        payees=st.lists(payees, max_size=3),
        works=st.integers(0, 2),
    )
    def make_round(
        self,
        by: str,
        *,
        asset: str,
        delay: int,
        duration: int,
        cap: int,
        pool: int,
        payees: list[str],
        works: int,
    ) -> Sending:
        terms = RoundTerms(self.asset(asset), delay, duration, cap, min(pool, MOST))
        said = list(map(self.account, payees)), range(1, works + 1)
        return self.sent(self.contract.make_round(terms, *said), by, asset=self.asset(asset))

    @act(by=people, number=numbers, payee=payees)
    def register(self, by: str, number: int, payee: str) -> Sending:
        number = self.one(number, ANNOUNCED)
        return self.sent(self.contract.register(number, self.account(payee)), by)

    @act(by=people, number=numbers, work=numbers)
    def register_work(self, by: str, number: int, work: int) -> Sending:
        number = self.one(number, ANNOUNCED)
        work = nth(work, word(self.coop.registry, "workCount()"))
        return self.sent(self.contract.register_work(number, work), by)

    @act(by=people, number=numbers, amount=amounts, wrongly=wrongs)
    def fund(self, by: str, number: int, amount: int, wrongly: bool = False) -> Sending:
        """In the round's asset, or wrongly in the other way."""
        number = self.one(number, ANNOUNCED, OPEN)
        asset = self.round(number).asset
        if (asset == ETH) is not wrongly:
            call = self.contract.fund_eth(number, value=Wei(min(amount, 2 * RICH)))
        else:
            call = self.contract.fund(number, amount)
        return self.sent(call, by, asset=asset)

    @act(by=people, number=numbers, place=spots, amount=amounts, wrongly=wrongs)
    def contribute(self, by: str, number: int, place: int, amount: int, wrongly: bool = False) -> Sending:
        """In the round's asset, or wrongly in the other way."""
        number = self.one(number, OPEN)
        asset = self.round(number).asset
        if (asset == ETH) is not wrongly:
            call = self.contract.contribute_eth(number, place, value=Wei(min(amount, 2 * RICH)))
        else:
            call = self.contract.contribute(number, place, amount)
        return self.sent(call, by, asset=asset)

    @act(weight=1, by=governance, number=numbers)
    def void_round(self, by: str, number: int) -> Sending:
        number = self.one(number, OPEN, REVIEW)
        return self.sent(self.contract.void_round(number), by)

    @act(number=numbers, place=spots, to=payees)
    def claim(self, by: str, number: int, place: int, to: str) -> Sending:
        number = self.one(number, CLAIMS)
        payee, asset = self.grant(number, place).payee, self.round(number).asset
        return self.sent(self.contract.claim(number, place, self.account(to)), by, payee, asset)

    @act(number=numbers, place=spots)
    def claim_for_its_payee(self, by: str, number: int, place: int) -> Sending:
        number = self.one(number, CLAIMS)
        payee, asset = self.grant(number, place).payee, self.round(number).asset
        return self.sent(self.contract.claim(number, place, payee), by, asset=asset)

    @act(number=numbers, place=spots)
    def lapse(self, by: str, number: int, place: int) -> Sending:
        number = self.one(number, CLAIMS)
        return self.sent(self.contract.lapse(number, place), by)

    @act(number=numbers, place=spots, to=payees)
    def refund(self, by: str, number: int, place: int, to: str) -> Sending:
        number = self.one(number, VOIDED)
        entitled = ETH
        if by == ENTITLED:
            entitled = next((who for who, amount in self.given(number, place).items() if amount), ETH)
        asset = self.round(number).asset
        return self.sent(self.contract.refund(number, place, self.account(to)), by, entitled, asset)

    @act(number=numbers, most=small)
    def settle(self, by: str, number: int, most: int) -> Sending:
        number = self.one(number, CLAIMS)
        return self.sent(self.contract.settle(number, most % 4), by)

    @act(number=numbers)
    def give_back(self, by: str, number: int) -> Sending:
        rounds = self.rounds()
        number = among(number, [at for at, one in rounds if one.due], len(rounds))
        asset = self.round(number).asset
        return self.sent(self.contract.give_back(number), by, asset=asset)
