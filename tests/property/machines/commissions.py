"""The escrow of commissions always has what it owes, and drains to nothing once all deadlines have passed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import Commissions, CoopToken
from dao_sim.bindings.generated.structs import CommissionTerms
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import ETH, MAX_UINT256, Address, MemberClass, Wei
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.commissions_model import (
    DELIVERED,
    DISPUTED,
    LIVE,
    OPEN,
    WORKING,
    Bid,
    Commission,
    CommissionsModel,
)
from tests.property.machines.mocks import mock
from tests.property.machines.refusal import refuse_if
from tests.property.machines.views import word, words

DAY, RULING, START = 86_400, 5 * 86_400, 1_000_000
PEOPLE = ("ann", "bob", "cat", "dan")
MEMBERS = ("ann", "bob", "jud")
ASSETS = ("ETH", "plain", "banning")
CHARTER = f"""
name = "Commissions"
token.mint_cap = "1"
operators.minter = ["account:0"]
operators.admitter = ["account:0"]
commissions.arbiter = "account:5"
commissions.ruling_period = "{RULING}s"
"""
HASH = b"\1" * 32

people = st.sampled_from(PEOPLE)
anyone = st.sampled_from((*PEOPLE, "jud"))
assets = st.sampled_from(ASSETS)
numbers = st.integers(1, 4)
periods = st.integers(1, 4 * DAY)


@dataclass(frozen=True, slots=True)
class CommissionsStage:
    """The co-op, its commissions, and the addresses behind the names that the model uses."""

    coop: Cooperative
    made: Commissions
    accounts: dict[str, Address]
    assets: dict[str, Address]

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> CommissionsStage:
    """Four people, of whom two are members, and an arbiter who is one too, with tokens to put in."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    assert coop.commissions is not None
    chain = coop.chain
    keeper, *rest = chain.accounts()[:6]
    accounts = dict(zip((*PEOPLE, "jud"), rest, strict=True))
    tokens = {
        name: mock(kind).create(chain, keeper).address
        for name, kind in (("plain", "NoReturnToken"), ("banning", "BlacklistingToken"))
    }
    for who, account in accounts.items():
        for token in tokens.values():
            CoopToken(chain, token).mint(account, START).send(keeper)
            CoopToken(chain, token).approve(coop.commissions.address, MAX_UINT256).send(account)
        if who in MEMBERS:
            coop.admit(account, MemberClass.CREATOR)
    refuser = mock("RevertingPayee").create(chain, keeper).address
    named = accounts | {"keeper": keeper, "refuser": refuser}
    return CommissionsStage(coop, coop.commissions, named, {"ETH": ETH, **tokens})


class CommissionsMachine(CoopMachine):
    """Needs are posted, bid for, delivered early and late, disputed and judged; money is claimed."""

    NAME = "commissions"
    stages: ClassVar[Stages[CommissionsStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.made = self.stage.made
        self.now = int(self.stage.chain.now())
        self.model = CommissionsModel(RULING, "jud", MEMBERS)
        self.banned: set[str] = set()

    @initialize(
        asset=assets,
        budget=st.integers(1, 500),
        bond=st.integers(0, 10**6 // 2),
        late=st.integers(0, 4 * DAY),
    )
    def begin(self, asset: str, budget: int, bond: int, late: int) -> None:
        """Something delivered, perhaps late; something in the works; and something open, with a bid."""
        for number in (1, 2, 3):
            self.post("dan", asset, budget, (DAY, DAY, 500 * number), exact=True)
            self.bid(number, "ann", budget, (DAY, bond // 3), exact=True)
        for number in (1, 2):
            self.accept(number, "dan")
        self.wait(DAY + late)
        self.deliver(1, "ann")

    @rule(
        by=anyone,
        asset=assets,
        budget=st.integers(0, 500),
        times=st.tuples(periods, periods, st.integers(99, 10_001)),
        exact=st.booleans(),
    )
    def post(self, by: str, asset: str, budget: int, times: tuple[int, int, int], *, exact: bool) -> None:
        """With the budget, or one unit of ether more."""
        bids, review, late = times

        def predict() -> None:
            refuse_if(by == "jud", "Commissions_OwnCause")
            refuse_if(budget == 0, "Commissions_InvalidBudget")
            refuse_if(not 100 <= late <= 10_000, "Commissions_InvalidLateRate")
            self.pays(by, asset, budget, exact)
            self.model.commissions.append(Commission(by, asset, budget, review, late, self.now + bids))

        terms = CommissionTerms(HASH, self.stage.assets[asset], bids, review, budget, late)
        call = self.made.post(terms, value=self.value(asset, budget, exact))
        self.act(call, self.address(by), predict)

    @rule(
        number=numbers,
        by=st.sampled_from((*MEMBERS, "cat")),
        price=st.integers(0, 500),
        stake=st.tuples(periods, st.integers(0, 1_000)),
        exact=st.sampled_from((True, True, False)),
    )
    def bid(self, number: int, by: str, price: int, stake: tuple[int, int], *, exact: bool) -> None:
        time, bond = stake
        known = number <= len(self.model.commissions)
        asset = self.model.commissions[number - 1].asset if known else "ETH"
        made = Bid(number, by, price, time, bond)

        def predict() -> None:
            self.model.may_bid(made, self.now)
            self.pays(by, asset, bond, exact)
            self.model.bids.append(made)

        call = self.made.bid(number, price, time, bond, value=self.value(asset, bond, exact))
        self.act(call, self.address(by), predict)

    @rule(number=numbers, by=st.sampled_from(MEMBERS))
    def withdraw_bid(self, number: int, by: str) -> None:
        call = self.made.withdraw_bid(number)
        self.act(call, self.address(by), lambda: self.model.withdraw(number, by))

    @rule(number=numbers, by=people)
    def accept(self, number: int, by: str) -> None:
        call = self.made.accept(number)
        self.act(call, self.address(by), lambda: self.model.accept(number, by, self.now))

    @rule(number=numbers, by=people)
    def cancel(self, number: int, by: str) -> None:
        call = self.made.cancel(number)
        self.act(call, self.address(by), lambda: self.model.cancel(number, by, self.now))

    @rule(number=numbers, by=people)
    def deliver(self, number: int, by: str) -> None:
        call = self.made.deliver(number, HASH)
        self.act(call, self.address(by), lambda: self.model.deliver(number, by, self.now))

    @rule(number=numbers, by=people)
    def dispute(self, number: int, by: str) -> None:
        call = self.made.dispute(number)
        self.act(call, self.address(by), lambda: self.model.dispute(number, by, self.now))

    @rule(bps=st.integers(0, 10_000))
    def dispute_and_rule(self, bps: int) -> None:
        """Whatever was delivered goes before the arbiter, who decides at once."""
        for number, one in enumerate(self.model.commissions, 1):
            if one.state == DELIVERED:
                self.dispute(number, one.poster)
            if one.state == DISPUTED:
                self.judge(number, "jud", bps)

    @rule(number=numbers, by=anyone, bps=st.integers(0, 10_001))
    def judge(self, number: int, by: str, bps: int) -> None:
        call = self.made.rule(number, bps)
        done = self.act(call, self.address(by), lambda: self.model.rule(number, by, bps, self.now))
        if done:
            [settled] = self.made.decode(done.receipt, Commissions.Settled)
            assert (settled.to_provider, settled.to_poster) == done.foretold

    @rule(number=numbers, by=people)
    def settle(self, number: int, by: str) -> None:
        call = self.made.settle(number)
        done = self.act(call, self.address(by), lambda: self.model.settle(number, by, self.now))
        if done:
            [settled] = self.made.decode(done.receipt, Commissions.Settled)
            assert (settled.to_provider, settled.to_poster) == done.foretold

    @rule(number=numbers, by=people)
    def abandon(self, number: int, by: str) -> None:
        call = self.made.abandon(number)
        self.act(call, self.address(by), lambda: self.model.abandon(number, by, self.now))

    @rule(who=people, asset=assets, to=st.sampled_from((*PEOPLE, "refuser")))
    def claim(self, who: str, asset: str, to: str) -> None:
        def predict() -> int:
            refuse_if(self.model.owed[who, asset] == 0, "Escrow_NothingOwed")
            refuse_if((asset, to) == ("ETH", "refuser"), "RevertingPayee_NoThanks")
            refuse_if(asset == "banning" and to in self.banned, "BlacklistingToken_Banned")
            return self.model.owed.pop((who, asset))

        call = self.made.claim(self.stage.assets[asset], self.address(to))
        done = self.act(call, self.address(who), predict)
        if done:
            [claimed] = self.made.decode(done.receipt, Commissions.Claimed)
            assert claimed.amount == done.foretold

    @rule(who=people, banned=st.booleans())
    def ban(self, who: str, banned: bool) -> None:
        """The issuer of one token shuts somebody out, or lets them in again."""
        token = mock("BlacklistingToken")(self.stage.chain, self.stage.assets["banning"])
        token.write("setBanned(address,bool)", self.address(who), banned).send(self.address("keeper"))
        self.banned = self.banned | {who} if banned else self.banned - {who}
        self.note("ban")

    @rule(seconds=st.one_of(st.integers(1, DAY), st.integers(1, 30 * DAY)))
    def wait(self, seconds: int) -> None:
        self.note("wait")
        self.stage.chain.advance(seconds)
        self.now += seconds

    def pays(self, by: str, asset: str, amount: int, exact: bool) -> None:
        """Refuses what does not arrive."""
        refuse_if(not exact, "Escrow_NotReceived")
        refuse_if(asset == "banning" and amount > 0 and by in self.banned, "BlacklistingToken_Banned")

    def value(self, asset: str, amount: int, exact: bool) -> Wei:
        return Wei((amount if asset == "ETH" else 0) + (not exact))

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def balance(self, asset: str) -> int:
        """What the contract has."""
        if asset == "ETH":
            return self.stage.chain.balance(self.made.address)
        token = CoopToken(self.stage.chain, self.stage.assets[asset])
        return word(token, "balanceOf(address)", self.made.address)

    def verify(self) -> None:
        made, model = self.made, self.model
        for name, asset in self.stage.assets.items():
            assert word(made, "held(address)", asset) == model.held(name) == self.balance(name)
            for who in PEOPLE:
                owed = word(made, "owedTo(address,address)", self.address(who), asset)
                assert owed == model.owed[who, name]
        for number, one in enumerate(model.commissions, 1):
            found = words(made, "commissionOf(uint256)", number)
            assert (found[3], found[4], found[8]) == (one.deadline, one.delivered_at, one.state)
            assert word(made, "lateFee(uint256)", number) == one.fee(self.now)
            if one.bid:
                assert word(made, "lastDelivery(uint256)", number) == one.last
        for number, bid in enumerate(model.bids, 1):
            assert words(made, "bidOf(uint256)", number)[3] == bid.state

    def finish(self) -> None:
        """After all deadlines anyone ends everything, bidders take theirs, and not a unit stays behind."""
        for who in sorted(self.banned):
            self.ban(who, banned=False)
        self.wait(200 * DAY)
        ends = {OPEN: self.cancel, WORKING: self.abandon, DELIVERED: self.settle, DISPUTED: self.settle}
        for number, one in enumerate(self.model.commissions, 1):
            if one.state in ends:
                ends[one.state](number, "cat")
        for number, bid in enumerate(self.model.bids, 1):
            if bid.state == LIVE:
                self.withdraw_bid(number, bid.bidder)
        for who, asset in [key for key, owed in self.model.owed.items() if owed]:
            self.claim(who, asset, "cat")
        assert [self.balance(asset) for asset in ASSETS] == [0] * len(ASSETS)
        self.verify()
