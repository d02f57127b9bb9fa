"""Nobody's tokens are ever stuck, no conviction exceeds its bound, and no payment exceeds the budget."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import Contract, ConvictionFunding, Treasury
from dao_sim.bindings.generated.structs import FundingTerms
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, MAX_UINT256, Address, MemberClass
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.budget_model import Budget
from tests.property.machines.conviction_model import CANCELLED, PAID, Asked, FundingModel
from tests.property.machines.mocks import mock
from tests.property.machines.refusal import refuse_if
from tests.property.machines.views import word, words

EPOCH, HALF_LIFE, WEIGHT, MOST, LEAST = 1_000, 100, 10, 5_000, 500
HOLDING = 10_000
CHARTER = f"""
name = "Conviction"
[token]
mint_cap = "1"
[treasury]
epoch = "{EPOCH}s"
[operators]
admitter = ["account:0"]
minter = ["account:0"]
"""
HOLDERS = ("ann", "bob", "cat")
MEMBERS = ("ann", "bob")
ASSETS = ("ETH", "plain")

holders = st.sampled_from(HOLDERS)
assets = st.sampled_from(ASSETS)
numbers = st.integers(1, 5)
stakes = st.one_of(st.integers(0, HOLDING + 1), st.sampled_from((1, LEAST, MAX_UINT256)))


@dataclass(frozen=True, slots=True)
class FundingStage:
    """The co-op, its funding, and the addresses behind the names that the model uses."""

    coop: Cooperative
    made: ConvictionFunding
    plain: Contract
    accounts: dict[str, Address]
    assets: dict[str, Address]

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> FundingStage:
    """Three holders, of whom two are members; a funding that may pay as much as its caps say."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    chain, timelock = coop.chain, coop.timelock.address
    keeper, ann, bob, cat, payee = chain.accounts()[:5]
    plain = mock("MintableToken").create(chain, keeper)
    parties = coop.access.address, coop.token.address, coop.membership.address, coop.treasury.address
    made = ConvictionFunding.deploy(chain, keeper, *parties, FundingTerms(HALF_LIFE, WEIGHT, MOST, LEAST))
    coop.access.grant_role(int(Role.SPENDER), made.address, 0).send(timelock)
    for member in (ann, bob):
        coop.admit(member, MemberClass.CREATOR)
    for holder in (ann, bob, cat):
        coop.mint(holder, HOLDING)
        coop.token.approve(made.address, MAX_UINT256).send(holder)
    refuser = mock("RevertingPayee").create(chain, keeper).address
    accounts = {
        "keeper": keeper,
        "ann": ann,
        "bob": bob,
        "cat": cat,
        "payee": payee,
        "refuser": refuser,
        "timelock": timelock,
        "treasury": coop.treasury.address,
        "funding": made.address,
    }
    return FundingStage(coop, made, plain, accounts, {"ETH": ETH, "plain": plain.address})


class ConvictionMachine(CoopMachine):
    """Requests, support that comes and goes, payments, caps that change, money coming in, tokens burnt."""

    NAME = "conviction"
    stages: ClassVar[Stages[FundingStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.coop, self.made = self.stage.coop, self.stage.made
        self.now = int(self.stage.chain.now())
        self.model = FundingModel(HALF_LIFE, WEIGHT, MOST, LEAST)
        self.budgets = {asset: Budget(EPOCH, 0) for asset in ASSETS}
        self.held: Counter[str] = Counter()
        self.purses = dict.fromkeys(HOLDERS, HOLDING)
        self.supply = self.supply_before = HOLDING * len(HOLDERS)
        """Now, and in the second before."""

    @initialize(
        amount=st.integers(100, 2_000), cap=st.integers(100, 1_000), staked=st.integers(1, HOLDING // 2)
    )
    def begin(self, amount: int, cap: int, staked: int) -> None:
        """Money to ask for, somebody who asks, and somebody who is for it."""
        for number, asset in enumerate(ASSETS, start=1):
            self.pay_in(asset, amount)
            self.set_cap(asset, cap)
            self.request("ann", asset, 10, "payee")
            self.back(number, "cat", staked)
        self.request("bob", "ETH", 10, "refuser")
        self.back(3, "bob", staked)

    @rule(asset=assets, amount=st.integers(1, 1_000))
    def pay_in(self, asset: str, amount: int) -> None:
        treasury, keeper, plain = self.coop.treasury.address, self.stage.accounts["keeper"], self.stage.plain
        if asset == "ETH":
            self.stage.chain.send(keeper, treasury, value=amount)
        else:
            plain.write("mint(address,uint256)", treasury, amount).send(keeper)
        self.held[asset] += amount
        self.note("payIn")

    @rule(asset=assets, cap=st.integers(0, 1_000))
    def set_cap(self, asset: str, cap: int) -> None:
        call = self.coop.treasury.set_cap(self.made.address, self.stage.assets[asset], cap)
        self.act(call, self.address("timelock"), lambda: self.budgets[asset].set_cap(cap, ""))

    @rule(
        by=st.sampled_from((*HOLDERS, "ann", "bob")),
        asset=assets,
        amount=st.one_of(st.integers(1, 100), st.integers(0, 1_000)),
        payee=st.sampled_from(("payee", "payee", "payee", "ann", "refuser", "treasury", "funding")),
    )
    def request(self, by: str, asset: str, amount: int, payee: str) -> None:
        def predict() -> None:
            refuse_if(by not in MEMBERS, "ConvictionFunding_NotMember")
            refuse_if(payee in ("treasury", "funding"), "ConvictionFunding_InvalidPayee")
            refuse_if(amount == 0, "ConvictionFunding_InvalidAmount")
            number = len(self.model.requests) + 1
            self.model.requests[number] = Asked(by, asset, amount, payee, self.now)

        call = self.made.request(self.stage.assets[asset], amount, self.address(payee))
        self.act(call, self.address(by), predict)

    @rule(number=numbers, by=holders, amount=stakes)
    def back(self, number: int, by: str, amount: int) -> None:
        def predict() -> None:
            purse = self.purses[by]
            if 0 < amount < 2**208:
                self.model.live(number)
                refuse_if(amount > purse, "ERC20InsufficientBalance")
            self.model.back(number, by, amount, self.now)
            self.purses[by] -= amount

        self.act(self.made.back(number, amount), self.address(by), predict)

    @rule(number=numbers, by=holders, amount=stakes)
    def withdraw(self, number: int, by: str, amount: int) -> None:
        def predict() -> None:
            self.model.withdraw(number, by, amount, self.now)
            self.purses[by] += amount

        self.act(self.made.withdraw(number, amount), self.address(by), predict)

    @rule(number=numbers, by=holders)
    def withdraw_all(self, number: int, by: str) -> None:
        asked = self.model.requests.get(number)
        self.withdraw(number, by, asked.stakes[by] if asked else 1)

    @rule(number=numbers, by=st.sampled_from((*MEMBERS, "cat", "cat")))
    def cancel(self, number: int, by: str) -> None:
        def predict() -> None:
            wrong = self.model.live(number).requester != by
            refuse_if(wrong, "ConvictionFunding_NotRequester")
            self.model.end(number, CANCELLED, self.now)

        self.act(self.made.cancel(number), self.address(by), predict)

    @rule(number=numbers, by=st.sampled_from(("timelock", *HOLDERS)))
    def revoke(self, number: int, by: str) -> None:
        def predict() -> None:
            refuse_if(by != "timelock", "AccessManagedUnauthorized")
            self.model.end(number, CANCELLED, self.now)

        self.act(self.made.revoke(number), self.address(by), predict)

    @rule(number=numbers, by=holders)
    def execute(self, number: int, by: str) -> None:
        def predict() -> tuple[int, int, int]:
            asked = self.model.live(number)
            refuse_if(self.model.active < LEAST, "ConvictionFunding_TooLittleActive")
            budget = self.budget(asked.asset)
            passes = self.model.passes(number, budget, self.votable, self.now)
            refuse_if(not passes, "ConvictionFunding_TooLittleConviction")
            refuse_if((asked.asset, asked.payee) == ("ETH", "refuser"), "RevertingPayee_NoThanks")
            assert asked.amount * 10_000 < MOST * budget
            self.budgets[asked.asset].spend(self.now, asked.amount)
            self.held[asked.asset] -= asked.amount
            enough = self.model.threshold_word(asked.amount, budget, self.votable)
            self.model.end(number, PAID, self.now)
            return number, asked.conviction, enough

        done = self.act(self.made.execute(number), self.address(by), predict)
        if done:
            [executed] = self.made.decode(done.receipt, ConvictionFunding.Executed)
            assert (executed.request_id, executed.conviction, executed.threshold) == done.foretold

    @rule(seconds=st.integers(1, 3 * HALF_LIFE))
    def wait_and_execute_what_passes(self, seconds: int) -> None:
        self.wait(seconds)
        for number, asked in self.model.requests.items():
            if self.model.passes(number, self.budget(asked.asset), self.votable, self.now):
                self.execute(number, "cat")

    @rule(by=holders, amount=st.integers(1, 500))
    def burn(self, by: str, amount: int) -> None:
        """The supply is that of the moment of checking."""

        def predict() -> None:
            refuse_if(amount > self.purses[by], "ERC20InsufficientBalance")
            self.purses[by] -= amount
            self.supply -= amount

        self.act(self.coop.token.burn(amount), self.address(by), predict)

    @rule(seconds=st.one_of(st.integers(1, 60), st.integers(1, 5 * HALF_LIFE), st.just(300 * HALF_LIFE)))
    def wait(self, seconds: int) -> None:
        self.note("wait")
        self.supply_before = self.supply
        self.stage.chain.advance(seconds)
        self.now += seconds

    @property
    def votable(self) -> int:
        """The supply that counts: of the second before, if more voted then."""
        return max(self.supply, self.supply_before)

    def budget(self, asset: str) -> int:
        return min(self.budgets[asset].left(self.now), self.held[asset])

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def verify(self) -> None:
        escrow = sum(asked.staked for asked in self.model.requests.values())
        assert word(self.coop.token, "balanceOf(address)", self.made.address) == escrow
        assert word(self.made, "activeStake()") == self.model.active
        assert word(self.made, "requestCount()") == len(self.model.requests)
        for asset in ASSETS:
            assert word(self.made, "budget(address)", self.stage.assets[asset]) == self.budget(asset)
        for holder, left in self.purses.items():
            assert word(self.coop.token, "balanceOf(address)", self.address(holder)) == left
        for number, asked in self.model.requests.items():
            staked, _, _, state = words(self.made, "requestOf(uint256)", number)[:4]
            assert (staked, state) == (asked.staked, asked.state)
            reached = word(self.made, "convictionOf(uint256)", number)
            assert reached == self.model.conviction(number, self.now) <= self.model.bound(number)
            passes = self.model.passes(number, self.budget(asked.asset), self.votable, self.now)
            assert word(self.made, "passes(uint256)", number) == passes

    def finish(self) -> None:
        """Each request was paid at most once, what it asked for; and everybody's tokens come home."""
        paid = [(event.asset, event.amount) for event in self.coop.treasury.events(Treasury.Paid)]
        asked = [request for request in self.model.requests.values() if request.state == PAID]
        assert Counter(paid) == Counter((self.stage.assets[one.asset], one.amount) for one in asked)
        for number, request in self.model.requests.items():
            for holder in [name for name, staked in request.stakes.items() if staked]:
                self.withdraw_all(number, holder)
        assert word(self.coop.token, "balanceOf(address)", self.made.address) == 0
        assert sum(self.purses.values()) == self.supply
        self.verify()
