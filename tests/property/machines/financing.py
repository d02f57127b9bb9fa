"""What sales, advances and presales hold is what they owe; all of it, and every unit, comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import Advances, CompletionBonds, CoopToken, ShareSales
from dao_sim.bindings.generated.structs import AdvanceTerms, ProjectTerms, ShareOfferTerms
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import ETH, MAX_UINT256, Address, MemberClass, Wei
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.financing_model import (
    BONDS,
    BPS,
    DELIVERED,
    DISPUTED,
    LOANS,
    OPEN,
    RUNNING,
    SALES,
    FinancingModel,
    Loan,
    Offer,
    Project,
)
from tests.property.machines.mocks import mock
from tests.property.machines.refusal import refuse_if
from tests.property.machines.views import word, words

RULING, DAY = 300, 86_400
CHARTER = f"""
name = "Financing"
works.min_commit_age = "1s"
royalties.levy = "0%"
operators.admitter = ["account:0"]
operators.minter = ["account:0"]
financing = {{ arbiter = "account:5", ruling_period = "{RULING}s" }}
"""
PEOPLE = ("ann", "bob", "cat", "dan")
MEMBERS = {"ann", "bob"}
ASSETS = ("ETH", "plain")
UNITS = {"ann": 600_000, "bob": 400_000}
HASH = b"\7" * 32
START = 10**9

people = st.sampled_from(PEOPLE)
owners = st.sampled_from(("ann", "ann", "bob", "cat"))
assets = st.sampled_from(ASSETS)
numbers = st.integers(1, 3)
amounts = st.integers(1, 1_000)
units = st.integers(1, 300_000)
periods = st.integers(1, 200)
multiples = st.integers(BPS, 2 * BPS)
custodians = st.sampled_from((LOANS, BONDS))


@dataclass(frozen=True, slots=True)
class FinancingStage:
    """The co-op with one work, its contracts, and the addresses behind the names that the model uses."""

    coop: Cooperative
    sales: ShareSales
    loans: Advances
    bonds: CompletionBonds
    accounts: dict[str, Address]
    assets: dict[str, Address]

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> FinancingStage:
    """Two members who own a work, two others, and an arbiter; all let the contracts take what they have."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    chain, vault = coop.chain, coop.vault
    assert coop.sales is not None
    assert coop.advances is not None
    assert coop.bonds is not None
    keeper, *rest = chain.accounts()[:6]
    accounts = dict(zip((*PEOPLE, "jud"), rest, strict=True))
    token = mock("NoReturnToken").create(chain, keeper).address
    vault.list_asset(token).send(coop.timelock.address)
    for who in sorted(MEMBERS):
        coop.admit(accounts[who], MemberClass.CREATOR)
    coop.register_work(accounts["ann"], b"a work", {accounts[who]: held for who, held in UNITS.items()})
    contracts = (coop.sales, coop.advances, coop.bonds)
    for account in accounts.values():
        CoopToken(chain, token).mint(account, START).send(keeper)
        for contract in (*contracts, vault):
            CoopToken(chain, token).approve(contract.address, MAX_UINT256).send(account)
        for contract in contracts:
            vault.set_operator(contract.address, True).send(account)
    return FinancingStage(coop, *contracts, accounts, {"ETH": ETH, "plain": token})


class FinancingMachine(CoopMachine):
    """Units are sold, advanced on and put into custody; income comes in, is collected, and is divided."""

    NAME = "financing"
    stages: ClassVar[Stages[FinancingStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.sales, self.loans, self.bonds = self.stage.sales, self.stage.loans, self.stage.bonds
        self.vault = self.stage.coop.vault
        self.contracts: dict[str, ShareSales | Advances | CompletionBonds] = {
            SALES: self.sales,
            LOANS: self.loans,
            BONDS: self.bonds,
        }
        self.now = int(self.stage.chain.now())
        self.model = FinancingModel(UNITS, MEMBERS, "jud", RULING)

    @initialize(asset=assets, bond=st.integers(0, 300), share=st.integers(1, 60), copies=st.integers(0, 40))
    def begin(self, asset: str, bond: int, share: int, copies: int) -> None:
        """An offer, an advance that runs, and two presales that are covered, of which one is given up."""
        self.offer("ann", asset, 50_000, (500_000, 1_000), 100)
        self.ask("ann", asset, 200_000, (400, 12_000), (200, 100))
        self.fund(1, "cat")
        for number in (1, 2):
            self.open("bob", asset, 100_000, (7, bond, share, 13, 15_000), (60, 60, 50, 200))
            self.pledge(number, "cat", 7)
            self.pledge(number, "dan", 5)
            self.prepay(number, "dan", copies)
        self.abandon(1, "bob")
        self.deposit(asset, 777)

    @rule(asset=assets, amount=amounts)
    def deposit(self, asset: str, amount: int) -> None:
        """The work earns something."""
        if asset == "ETH":
            call = self.vault.deposit_eth(1, value=Wei(amount))
        else:
            call = self.vault.deposit(1, self.stage.assets[asset], amount)
        self.act(call, self.address("dan"), lambda: self.model.deposit(asset, amount))

    @rule(contract=custodians, number=numbers, asset=assets)
    def pay_custody(self, contract: str, number: int, asset: str) -> None:
        """The vault pays what units in custody earned, whoever asks it to."""
        custody = self.custody(contract, number)
        if custody is None:
            return

        def predict() -> None:
            short = self.model.credit[f"{contract} {number}", asset] < 1_000_000
            refuse_if(short, "RoyaltyVault_NothingToClaim")
            self.model.pay(f"{contract} {number}", asset)

        call = self.vault.claim(1, self.stage.assets[asset], custody)
        self.act(call, self.address("dan"), predict, "pay custody")

    @rule(by=owners, asset=assets, share=units, prices=st.tuples(amounts, amounts), fall=st.integers(1, 90))
    def offer(self, by: str, asset: str, share: int, prices: tuple[int, int], fall: int) -> None:
        last, first = sorted(prices)
        terms = ShareOfferTerms(1, share, self.stage.assets[asset], first, last, 0, fall, 100)
        made = Offer(by, asset, share, (first, last), self.now, fall, self.now + 100)
        self.act(self.sales.offer(terms), self.address(by), lambda: self.model.offers.append(made))

    @rule(number=numbers, by=people, share=st.integers(0, 60_000), tip=st.integers(0, 5))
    def buy(self, number: int, by: str, share: int, tip: int) -> None:
        """For what it costs, or in ether a little more."""
        known = self.model.offers[number - 1] if number <= len(self.model.offers) else None
        limit = known.cost(share, self.now) + tip if known else tip
        value = Wei(limit if known and known.asset == "ETH" else 0)
        call = self.sales.buy(number, share, limit, value=value)
        done = self.act(call, self.address(by), lambda: self.model.buy(number, by, share, self.now, tip))
        if done:
            [bought] = self.sales.decode(done.receipt, ShareSales.Bought)
            assert bought.cost == done.foretold

    @rule(number=st.sampled_from((1, 1, 2)), by=st.sampled_from(("ann", "ann", "bob")))
    def withdraw_offer(self, number: int, by: str) -> None:
        call = self.sales.withdraw(number)
        self.act(call, self.address(by), lambda: self.model.withdraw_offer(number, by), "withdraw offer")

    @rule(
        by=owners,
        asset=assets,
        share=units,
        money=st.tuples(amounts, multiples),
        times=st.tuples(periods, periods),
    )
    def ask(self, by: str, asset: str, share: int, money: tuple[int, int], times: tuple[int, int]) -> None:
        (amount, multiple), (term, period) = money, times
        terms = AdvanceTerms(1, share, self.stage.assets[asset], amount, multiple, term, period)
        due = amount * multiple // BPS
        made = Loan(by, asset, share, amount, due, term, self.now + period)
        self.act(self.loans.ask(terms), self.address(by), lambda: self.model.loans.append(made))

    @rule(number=numbers, by=people)
    def fund(self, number: int, by: str) -> None:
        known = self.model.loans[number - 1] if number <= len(self.model.loans) else None
        value = known.amount if known and known.asset == "ETH" else 0
        call = self.loans.fund(number, value=Wei(value))
        self.act(call, self.address(by), lambda: self.model.fund(number, by, self.now))

    @rule(number=numbers, by=people)
    def withdraw_wish(self, number: int, by: str) -> None:
        call = self.loans.withdraw(number)
        self.act(call, self.address(by), lambda: self.model.withdraw_wish(number, by), "withdraw wish")

    @rule(number=numbers, by=people, amount=amounts)
    def repay(self, number: int, by: str, amount: int) -> None:
        known = self.model.loans[number - 1] if number <= len(self.model.loans) else None
        value = amount if known and known.asset == "ETH" else 0
        call = self.loans.repay(number, amount, value=Wei(value))
        self.act(call, self.address(by), lambda: self.model.repay(number, amount))

    @rule(number=st.sampled_from((1, 1, 2)), by=st.sampled_from(("cat", "cat", "dan")), to=people)
    def hand_on(self, number: int, by: str, to: str) -> None:
        call = self.loans.transfer_loan(number, self.address(to))
        self.act(call, self.address(by), lambda: self.model.hand_on(number, by, to))

    @rule(contract=custodians, number=numbers, asset=assets)
    def collect(self, contract: str, number: int, asset: str) -> None:
        custodian = self.loans if contract == LOANS else self.bonds
        call = custodian.collect(number, self.stage.assets[asset])
        done = self.act(call, self.address("dan"), lambda: self.model.collect(contract, number, asset))
        if done:
            [collected] = custodian.decode(done.receipt, custodian.Collected)
            assert collected.arguments["amount"] == done.foretold

    @rule(contract=custodians, number=numbers)
    def release(self, contract: str, number: int) -> None:
        custodian = self.loans if contract == LOANS else self.bonds
        call = custodian.release(number)
        self.act(call, self.address("dan"), lambda: self.model.release(contract, number, self.now))

    @rule(
        by=owners,
        asset=assets,
        share=units,
        money=st.tuples(
            *(st.integers(1, 20), st.integers(0, 200), st.integers(1, 50)), st.integers(1, 15), multiples
        ),
        times=st.tuples(periods, periods, periods, periods),
    )
    def open(
        self,
        by: str,
        asset: str,
        share: int,
        money: tuple[int, int, int, int, int],
        times: tuple[int, int, int, int],
    ) -> None:
        presale, delivery, review, term = times
        ends = self.now + presale
        terms = ProjectTerms(1, share, self.stage.assets[asset], *money, *times)
        made = Project(by, asset, *money, ends, ends + delivery, review, term)
        call = self.bonds.open_(terms, value=Wei(money[1] if asset == "ETH" else 0))
        self.act(call, self.address(by), lambda: self.model.open(made, share))

    @rule(number=numbers, by=people, shares=st.integers(0, 9))
    def pledge(self, number: int, by: str, shares: int) -> None:
        call = self.bonds.pledge(number, shares, value=self.paid(number, "share", shares))
        self.act(call, self.address(by), lambda: self.model.pledge(number, by, shares, self.now))

    @rule(number=numbers, by=st.sampled_from((*PEOPLE, "jud")), copies=st.integers(0, 20))
    def prepay(self, number: int, by: str, copies: int) -> None:
        call = self.bonds.prepay(number, copies, value=self.paid(number, "price", copies))
        self.act(call, self.address(by), lambda: self.model.prepay(number, by, copies, self.now))

    @rule(number=numbers, by=people)
    def deliver(self, number: int, by: str) -> None:
        call = self.bonds.deliver(number, HASH)
        self.act(call, self.address(by), lambda: self.model.deliver(number, by, self.now))

    @rule(number=numbers, by=people)
    def dispute(self, number: int, by: str) -> None:
        call = self.bonds.dispute(number)
        self.act(call, self.address(by), lambda: self.model.dispute(number, by, self.now))

    @rule(number=numbers, by=st.sampled_from(("jud", "jud", "ann")), delivered=st.booleans())
    def judge(self, number: int, by: str, *, delivered: bool) -> None:
        call = self.bonds.rule(number, delivered)
        self.act(call, self.address(by), lambda: self.model.rule(number, by, self.now, delivered=delivered))

    @rule(number=numbers, delivered=st.booleans())
    def deliver_dispute_and_rule(self, number: int, delivered: bool) -> None:
        """All in one second, as far as there is somebody to do it."""
        if number <= len(self.model.projects):
            one = self.model.projects[number - 1]
            self.deliver(number, one.borrower)
            for buyer in sorted(one.copies)[:1]:
                self.dispute(number, buyer)
            self.judge(number, "jud", delivered=delivered)

    @rule(number=numbers)
    def settle(self, number: int) -> None:
        call = self.bonds.settle(number)
        self.act(call, self.address("cat"), lambda: self.model.settle(number, self.now))

    @rule(number=numbers, by=people)
    def abandon(self, number: int, by: str) -> None:
        call = self.bonds.abandon(number)
        self.act(call, self.address(by), lambda: self.model.abandon(number, by, self.now))

    @rule(number=numbers, who=people)
    def pay_out(self, number: int, who: str) -> None:
        call = self.bonds.pay_out(number, self.address(who))
        self.act(call, self.address("cat"), lambda: self.model.pay_out(number, who))

    @rule(number=numbers, who=people)
    def refund(self, number: int, who: str) -> None:
        call = self.bonds.refund(number, self.address(who))
        self.act(call, self.address("cat"), lambda: self.model.refund(number, who))

    @rule(contract=st.sampled_from((SALES, LOANS, BONDS)), who=people, asset=assets)
    def claim(self, contract: str, who: str, asset: str) -> None:
        made = self.contracts[contract]
        call = made.claim(self.stage.assets[asset], self.address("jud"))
        done = self.act(call, self.address(who), lambda: self.model.claim(contract, who, asset))
        if done:
            [claimed] = made.decode(done.receipt, made.Claimed)
            assert claimed.arguments["amount"] == done.foretold

    @rule(seconds=st.one_of(st.integers(1, 40), st.integers(1, 300)))
    def wait(self, seconds: int) -> None:
        self.note("wait")
        self.stage.chain.advance(seconds)
        self.now += seconds

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def paid(self, number: int, what: str, many: int) -> Wei:
        """The ether that so many shares or copies of a project cost."""
        one = self.model.projects[number - 1] if number <= len(self.model.projects) else None
        return Wei(many * (one.share if what == "share" else one.price) if one and one.asset == "ETH" else 0)

    def custody(self, contract: str, number: int) -> Address | None:
        """The address that holds a matter's units, where there is one."""
        found = (self.loans if contract == LOANS else self.bonds).custody_of(number).custody
        return None if found == ETH else found

    def balance(self, contract: str, asset: str) -> int:
        """What a contract has."""
        made = self.contracts[contract]
        if asset == "ETH":
            return self.stage.chain.balance(made.address)
        return word(CoopToken(self.stage.chain, self.stage.assets[asset]), "balanceOf(address)", made.address)

    def verify(self) -> None:
        model = self.model
        for contract, made in self.contracts.items():
            for name, asset in self.stage.assets.items():
                held = word(made, "held(address)", asset)
                assert held == model.held(contract, name) == self.balance(contract, name)
                for who in PEOPLE:
                    owed = word(made, "owedTo(address,address)", self.address(who), asset)
                    assert owed == model.owed[contract, who, name]
        for who in PEOPLE:
            assert word(self.vault, "balanceOf(address,uint256)", self.address(who), 1) == model.units[who]
        for number, offer in enumerate(model.offers, 1):
            found = words(self.sales, "offerOf(uint256)", number)
            assert (found[1], found[-1]) == (offer.state, offer.units)
        for number, loan in enumerate(model.loans, 1):
            found = words(self.loans, "advanceOf(uint256)", number)
            assert (found[1], found[2], *found[-2:]) == (loan.state, loan.deadline, loan.due, loan.repaid)
        for number, one in enumerate(model.projects, 1):
            found = words(self.bonds, "projectOf(uint256)", number)
            assert (found[1], found[2], found[12]) == (one.state, one.deadline, one.pledged)
            assert found[-3:] == (one.due, one.income, one.waits)
            for who in PEOPLE:
                more = word(self.bonds, "payableTo(uint256,address)", number, self.address(who))
                assert more == (one.of(who) if one.ended else 0)

    def finish(self) -> None:
        """After all deadlines anyone ends everything: not a smallest unit stays behind, and no share unit."""
        self.wait(10_000)
        for number, one in enumerate(self.model.projects, 1):
            if one.state == OPEN:
                self.abandon(number, "cat")
            if one.state in (DELIVERED, DISPUTED):
                self.settle(number)
        self.wait(10_000)
        matters = [
            (LOANS, number) for number, loan in enumerate(self.model.loans, 1) if loan.state == RUNNING
        ]
        matters += [(BONDS, number) for number in range(1, len(self.model.projects) + 1)]
        for contract, number in matters:
            if not self.model.matter(contract, number).returned:
                self.release(contract, number)
            for asset in ASSETS:
                self.collect(contract, number, asset)
        for number in range(1, len(self.model.projects) + 1):
            for who in PEOPLE:
                self.pay_out(number, who)
                self.refund(number, who)
        for contract, who, asset in [key for key, owed in self.model.owed.items() if owed]:
            self.claim(contract, who, asset)
        assert sum(self.model.units[who] for who in PEOPLE) == 1_000_000
        self.verify()
        assert {self.balance(contract, asset) for contract in self.contracts for asset in ASSETS} == {0}
