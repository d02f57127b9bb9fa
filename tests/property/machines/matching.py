"""Matching rounds owe what they hold, match what the gifts say, and drain to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import Call, CoopToken, MatchingRounds
from dao_sim.bindings.generated.structs import RoundTerms
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.matching import matching_of
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, MAX_UINT208, Address, MemberClass, Wei
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.matching_model import CLAIMED, CLAIMS, FEE_BPS, LIVE, VOIDED, MatchingModel
from tests.property.machines.mocks import mock
from tests.property.machines.views import word

MEMBERS, OUTSIDERS = ("ann", "bob", "cat"), ("dan", "eve")
PEOPLE = (*MEMBERS, *OUTSIDERS)
HOLDERS = {"bob"}
PAYEES = ("ann", "dan", "work")
REVIEW, CLAIM_PERIOD, RICH = 100, 500, 10**12
MOST_ROUNDS = 3
CHARTER = f"""
name = "Matching"
operators.admitter = ["account:0"]
operators.minter = ["account:0"]
[matching]
review = "{REVIEW}s"
claim_period = "{CLAIM_PERIOD}s"
caps = [{{ asset = "ETH", amount = "none" }}]
"""

people = st.sampled_from(PEOPLE)
numbers = st.integers(1, MOST_ROUNDS)
places = st.integers(1, len(PAYEES))
amounts = st.one_of(st.integers(0, 9).map(lambda root: root**2), st.integers(0, 10**6))


@dataclass(frozen=True, slots=True)
class MatchingStage:
    """The co-op, its rounds, a token that takes a fee, and the people behind the names."""

    coop: Cooperative
    matching: MatchingRounds
    token: CoopToken
    accounts: dict[str, Address]
    work: int

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> MatchingStage:
    """Three members of whom one holds a work, two outsiders, and a treasury that has enough."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    chain, matching = coop.chain, matching_of(coop)
    keeper, *rest = chain.accounts()[: len(PEOPLE) + 1]
    accounts = {**dict(zip(PEOPLE, rest, strict=True)), "keeper": keeper}
    accounts["sink"] = Address("0x" + "5" * 40)
    accounts["treasury"] = coop.treasury.address
    token = CoopToken(chain, mock("FeeToken").create(chain, keeper, FEE_BPS).address)
    coop.treasury.set_cap(matching.address, token.address, MAX_UINT208).send(coop.timelock.address)
    chain.fund(coop.treasury.address, RICH)
    token.mint(coop.treasury.address, RICH).send(keeper)
    for who in PEOPLE:
        token.mint(accounts[who], RICH).send(keeper)
        token.approve(matching.address, MAX_UINT208).send(accounts[who])
    for who in MEMBERS:
        coop.admit(accounts[who], MemberClass.CREATOR)
    work = coop.register_work(accounts["bob"], b"a song", {accounts["bob"]: 1_000_000})
    accounts["work"] = coop.vault.receiver_of(work)
    assert coop.access.has_role(int(Role.SPENDER), matching.address).is_member
    chain.advance(1)
    return MatchingStage(coop, matching, token, accounts, work)


class MatchingMachine(CoopMachine):
    """Rounds made and called off, gifts to grants and pools, members who come and go, claims and refunds."""

    NAME = "matching"
    stages: ClassVar[Stages[MatchingStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.coop, self.matching = self.stage.coop, self.stage.matching
        self.now = int(self.stage.chain.now())
        self.model = MatchingModel(set(MEMBERS), HOLDERS, REVIEW, CLAIM_PERIOD, self.now - 10)

    @initialize(asset=st.sampled_from(["ether", "token"]), amount=st.integers(1, 1_000), cap=amounts)
    def begin(self, asset: str, amount: int, cap: int) -> None:
        """A round that is open, and gifts of two members to one grant."""
        self.make(asset, 0, 60, cap=cap, pool=amount, payees=["dan", "work"])
        for who in ("ann", "cat"):
            self.contribute(1, 1, who, amount)

    @rule(
        asset=st.sampled_from(["ether", "token"]),
        delay=st.integers(0, 20),
        duration=st.integers(1, 60),
        cap=st.one_of(amounts, st.just(2**128 - 1)),
        pool=amounts,
        payees=st.lists(st.sampled_from(PAYEES), max_size=2, unique=True),
    )
    def make(self, asset: str, delay: int, duration: int, *, cap: int, pool: int, payees: list[str]) -> None:
        if len(self.model.rounds) == MOST_ROUNDS:
            return
        address = ETH if asset == "ether" else self.stage.token.address
        payees = sorted(payees, key=lambda payee: payee == "work")  # as the contract numbers them
        accounts = [self.address(payee) for payee in payees if payee != "work"]
        works = [self.stage.work] * (len(payees) - len(accounts))
        terms = RoundTerms(address, delay, duration, cap, pool)
        opens = self.now + delay
        self.act(
            self.matching.make_round(terms, accounts, works),
            self.coop.timelock.address,
            lambda: self.model.make(asset, (opens, opens + duration), cap, pool, payees),
        )

    @rule(number=numbers, payee=st.sampled_from(PAYEES), by=people)
    def register(self, number: int, payee: str, by: str) -> None:
        if payee == "work":
            call = self.matching.register_work(number, self.stage.work)
        else:
            call = self.matching.register(number, self.address(payee))
        self.act(call, self.address(by), lambda: self.model.register(number, payee, by, self.now), "register")

    @rule(number=numbers, who=people, amount=amounts)
    def fund(self, number: int, who: str, amount: int) -> None:
        in_ether = self.matching.fund_eth(number, value=Wei(amount))
        call = self.in_its_asset(number, in_ether, self.matching.fund(number, amount))
        self.act(call, self.address(who), lambda: self.model.fund(number, amount, self.now), "fund")

    @rule(number=numbers, place=places, who=people, amount=amounts)
    def contribute(self, number: int, place: int, who: str, amount: int) -> None:
        in_ether = self.matching.contribute_eth(number, place, value=Wei(amount))
        call = self.in_its_asset(number, in_ether, self.matching.contribute(number, place, amount))
        self.act(
            call,
            self.address(who),
            lambda: self.model.contribute(number, place, who, amount, self.now),
            "contribute",
        )

    @rule(number=numbers)
    def void(self, number: int) -> None:
        call = self.matching.void_round(number)
        self.act(call, self.coop.timelock.address, lambda: self.model.void(number, self.now))

    @rule(number=numbers, place=places, by=people, aside=st.booleans())
    def claim(self, number: int, place: int, by: str, *, aside: bool) -> None:
        grant = self.model.grant(number, place)
        to = "sink" if aside or grant is None else grant.payee
        call = self.matching.claim(number, place, self.address(to))
        self.act(call, self.address(by), lambda: self.model.claim(number, place, by, to, self.now))

    @rule(number=numbers, place=places)
    def lapse(self, number: int, place: int) -> None:
        call = self.matching.lapse(number, place)
        self.act(call, self.address("eve"), lambda: self.model.lapse(number, place, self.now))

    @rule(number=numbers, place=places, who=people)
    def refund(self, number: int, place: int, who: str) -> None:
        call = self.matching.refund(number, place, self.address("sink"))
        self.act(call, self.address(who), lambda: self.model.refund(number, place, who, self.now))

    @rule(number=numbers, most=st.integers(0, 3))
    def settle(self, number: int, most: int) -> None:
        call = self.matching.settle(number, most)
        self.act(call, self.address("eve"), lambda: self.model.settle(number, most, self.now))

    @rule(number=numbers)
    def give_back(self, number: int) -> None:
        call = self.matching.give_back(number)
        self.act(call, self.address("eve"), lambda: self.model.give_back(number))

    @rule(who=people)
    def join_or_leave(self, who: str) -> None:
        joins = not self.model.is_member(who)
        if joins:
            self.coop.admit(self.address(who), MemberClass.PATRON)
        else:
            self.coop.membership.resign().send(self.address(who))
        self.model.history.setdefault(who, []).append((self.now, joins))
        self.note("join" if joins else "leave")

    @rule(seconds=st.one_of(st.integers(1, 30), st.integers(1, REVIEW + CLAIM_PERIOD)))
    def wait(self, seconds: int) -> None:
        self.note("wait")
        self.stage.chain.advance(seconds)
        self.now += seconds

    def in_its_asset(self, number: int, in_ether: Call, in_token: Call) -> Call:
        """The call that fits the round; of a round that is not there, any."""
        there = number <= len(self.model.rounds)
        return in_ether if there and self.model.rounds[number - 1].asset == "ether" else in_token

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def balance(self, asset: str, account: Address) -> int:
        if asset == "ether":
            return self.stage.chain.balance(account)
        return word(self.stage.token, "balanceOf(address)", account)

    def verify(self) -> None:
        model, matching = self.model, self.matching
        for asset in ("ether", "token"):
            held = self.balance(asset, matching.address)
            assert held == model.held[asset]
            assert held == sum(found.owed() for found in model.rounds if found.asset == asset)
            assert self.balance(asset, self.address("sink")) == model.sink[asset]
            assert self.balance(asset, self.address("treasury")) == RICH + model.treasury[asset]
        for number, found in enumerate(model.rounds, start=1):
            stored = matching.round_of(number)
            assert (stored.pool, stored.due, stored.finished) == (found.pool, found.due, found.finished)
            assert (stored.grant_count, stored.settled) == (len(found.grants), found.settled)
            assert word(matching, "stateOf(uint256)", number) == model.state(number, self.now)
            for place, (grant, match) in enumerate(zip(found.grants, found.matches(), strict=True), 1):
                assert word(matching, "matchOf(uint256,uint256)", number, place) == match
                kept = matching.grant_at(number, place)
                assert (kept.contributed, kept.counted) == (grant.total, grant.counted.total())
                assert kept.state == grant.state

    def finish(self) -> None:
        """After all deadlines somebody's act gets everything out, whatever was left undone."""
        self.wait(REVIEW + CLAIM_PERIOD + 100)
        for number, found in enumerate(self.model.rounds, start=1):
            assert self.model.state(number, self.now) in (CLAIMS, VOIDED)
            for place, grant in enumerate(found.grants, start=1):
                if place == number:  # one of them is claimed after all
                    self.claim(number, place, "eve", aside=False)
                if grant.state == LIVE and not found.voided:
                    self.lapse(number, place)
                if grant.state == CLAIMED:
                    continue
                for who in [name for name, given in grant.given.items() if given]:
                    self.refund(number, place, who)
            if not found.voided and not found.finished:
                self.settle(number, len(found.grants))
            if found.due:
                self.give_back(number)
        for asset in ("ether", "token"):
            assert self.balance(asset, self.matching.address) == 0
        self.verify()
