"""Share units sold, advanced on and put into custody: what is paid for them, and what they earn."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterator

from hypothesis import strategies as st

from dao_sim.bindings import Advances, CompletionBonds, ShareSales
from dao_sim.bindings.generated.structs import (
    Advance,
    AdvanceTerms,
    Custody,
    Project,
    ProjectTerms,
    ShareOffer,
    ShareOfferTerms,
)
from dao_sim.units import ETH, Address, Wei
from tests.property.machines.economy.act import (
    FITTING,
    Sending,
    act,
    among,
    any_asset,
    assets,
    fitting,
    governance,
    mostly,
    numbers,
    people,
    periods,
    small,
)
from tests.property.machines.economy.district import EscrowDistrict
from tests.property.machines.economy.stage import ASSETS, EVERYONE, RICH
from tests.property.machines.views import record, word

HASH = b"\3" * 32
units = mostly(st.integers(1, 1_000), st.integers(0, 400_000), 3)
multiples = mostly(st.integers(10_000, 20_000), st.sampled_from((9_999, 100_000, 100_001)))
extras = mostly(st.just(0), st.just(1))


class TakesUnits(EscrowDistrict):
    """Of a contract that everybody lets have their share units."""

    def begin(self) -> None:
        for name in EVERYONE:
            self.coop.vault.set_operator(self.address, True).send(self.account(name))

    def in_escrow(self) -> Counter[Address]:
        """Nothing: everything is owed to somebody at once."""
        return Counter()

    def owned(self, by: str, drawn: int) -> int:
        """The number of a work, mostly of one in which somebody has units."""
        count, signature = word(self.coop.registry, "workCount()"), "balanceOf(address,uint256)"
        who = self.account(by)
        numbers = range(1, count + 1)
        return among(drawn, [work for work in numbers if word(self.coop.vault, signature, who, work)], count)

    def value(self, asset: Address, amount: int) -> Wei:
        """What goes along in ETH: at most a little more than anybody has."""
        return Wei(min(amount, 2 * RICH) if asset == ETH else 0)


class SalesDistrict(TakesUnits):
    NAME = "sales"
    OPEN = 1

    @property
    def contract(self) -> ShareSales:
        assert self.coop.sales is not None
        return self.coop.sales

    def begin(self) -> None:
        super().begin()
        for asset in ("ETH", "fee"):
            said = {"start": 400_000, "end": 200_000, "fall": 50, "period": 100}
            self.offer("ann", 0, asset=asset, amount=10_000, **said).go(self.stage.chain)
        self.buy("dan", 0, amount=1_000, most=1_000, extra=0).go(self.stage.chain)

    def offer_of(self, number: int) -> ShareOffer:
        return record(ShareOffer, self.contract, "offerOf(uint256)", number)

    def one(self, drawn: int) -> int:
        """The number of an offer, mostly of one that is open."""
        count = word(self.contract, "offerCount()")
        offers = range(1, count + 1)
        return among(drawn, [number for number in offers if self.offer_of(number).state == self.OPEN], count)

    @act(
        by=people,
        work=numbers,
        asset=any_asset,
        amount=units,
        start=st.integers(0, 10**6),
        end=mostly(st.integers(1, 1_000), st.integers(0, 10**6)),
        fall=mostly(st.integers(1, 10), periods),
        period=periods,
    )
    def offer(
        self, by: str, work: int, *, asset: str, amount: int, start: int, end: int, fall: int, period: int
    ) -> Sending:
        work, prices = self.owned(by, work), (start, end, 0)
        terms = ShareOfferTerms(work, amount, self.asset(asset), *prices, fall, period)
        return self.sent(self.contract.offer(terms), by, asset=self.asset(asset))

    @act(by=people, number=numbers, amount=units, most=mostly(st.just(10**6), small), extra=extras)
    def buy(self, by: str, number: int, *, amount: int, most: int, extra: int) -> Sending:
        number = self.one(number)
        asset = self.offer_of(number).asset
        call = self.contract.buy(number, amount, most, value=self.value(asset, most + extra))
        return self.sent(call, by, asset=asset)

    @act(weight=1, number=numbers)
    def withdraw(self, by: str, number: int) -> Sending:
        number = self.one(number)
        return self.sent(self.contract.withdraw(number), by, self.offer_of(number).seller)


class CustodianDistrict(TakesUnits):
    """Of a contract that keeps units, each matter's at an address of its own, and divides what they earn."""

    @abstractmethod
    def count(self) -> int:
        """How many matters there are, entrusted or not."""

    def custodies(self) -> Iterator[tuple[int, Custody]]:
        """The matters for which units are kept, or were."""
        for number in range(1, self.count() + 1):
            kept = record(Custody, self.contract, "custodyOf(uint256)", number)
            if kept.custody != ETH:
                yield number, kept

    def keeps_units(self) -> list[Address]:
        return [kept.custody for _, kept in self.custodies()]

    def earned(self, kept: Custody, asset: Address) -> int:
        """What can be collected: of the vault, and at the custody itself."""
        claimable = word(
            self.coop.vault, "claimable(uint256,address,address)", kept.work_id, asset, kept.custody
        )
        return claimable + self.stage.balance(asset, kept.custody)

    def end(self) -> None:
        for number, kept in self.custodies():
            if not kept.returned:
                self.must(self.contract.write("release(uint256)", number), self.account("dan"))
                left = word(self.coop.vault, "balanceOf(address,uint256)", kept.custody, kept.work_id)
                assert left == 0, f"{self.NAME} kept {left} units of matter {number}"

    def pay_out(self, asset: Address) -> None:
        for number, kept in self.custodies():
            if self.earned(kept, asset):
                collect = self.contract.write("collect(uint256,address)", number, asset)
                self.must(collect, self.account("dan"))
                left = self.stage.balance(asset, kept.custody)
                assert left == 0, f"{left} stays at the custody of matter {number} of {self.NAME}"
        super().pay_out(asset)

    def matter(self, drawn: int) -> int:
        """The number of a matter, mostly of one whose units are kept."""
        return among(drawn, [number for number, one in self.custodies() if not one.returned], self.count())

    @act(number=numbers, asset=fitting)
    def collect(self, by: str, number: int, asset: str) -> Sending:
        custodies = dict(self.custodies())
        number, what = self.matter(number), self.asset("ETH" if asset == FITTING else asset)
        if asset == FITTING:
            pairs = ((one, name) for one in custodies for name in ASSETS)
            earned = ((one, name) for one, name in pairs if self.earned(custodies[one], self.asset(name)))
            number, name = next(earned, (number, "plain"))
            what = self.asset(name)
        return self.sent(self.contract.write("collect(uint256,address)", number, what), by, asset=what)

    @act(number=numbers)
    def release(self, by: str, number: int) -> Sending:
        number = self.matter(number)
        return self.sent(self.contract.write("release(uint256)", number), by)

    @act(number=numbers, asset=assets, amount=small)
    def pay_custody(self, by: str, number: int, asset: str, amount: int) -> Sending:
        """A plain payment to where units are kept; to the treasury where none are."""
        what, known = self.asset(asset), dict(self.custodies())
        to = known[number].custody if number in known else self.stage.treasury
        sender = self.account("ann")
        if what == ETH:
            return Sending(sender, to, b"", amount)
        return self.sent(self.stage.tokens[what].transfer(to, amount), by, sender, what)


class AdvancesDistrict(CustodianDistrict):
    NAME = "advances"
    ASKED, RUNNING = 1, 3

    @property
    def contract(self) -> Advances:
        assert self.coop.advances is not None
        return self.coop.advances

    def begin(self) -> None:
        """Two advances that run, and one that is asked for."""
        super().begin()
        for asset in ("ETH", "silent", "plain"):
            said = {"amount": 400, "multiple": 12_000, "term": 100, "period": 300}
            self.ask("ann", 0, asset=asset, pledged=50_000, **said).go(self.stage.chain)
        for _ in range(2):
            self.fund("miser", 0, extra=0).go(self.stage.chain)
        self.coop.vault.deposit_eth(1, value=Wei(500)).send(self.account("dan"))

    def count(self) -> int:
        return word(self.contract, "advanceCount()")

    def advance(self, number: int) -> Advance:
        return record(Advance, self.contract, "advanceOf(uint256)", number)

    def one(self, drawn: int, state: int) -> int:
        """The number of an advance, mostly of one in that state."""
        count = self.count()
        fit = [number for number in range(1, count + 1) if self.advance(number).state == state]
        return among(drawn, fit, count)

    @act(
        by=people,
        work=numbers,
        asset=any_asset,
        pledged=units,
        amount=small,
        multiple=multiples,
        term=periods,
        period=periods,
    )
    def ask(
        self,
        by: str,
        work: int,
        *,
        asset: str,
        pledged: int,
        amount: int,
        multiple: int,
        term: int,
        period: int,
    ) -> Sending:
        work = self.owned(by, work)
        terms = AdvanceTerms(work, pledged, self.asset(asset), amount, multiple, term, period)
        return self.sent(self.contract.ask(terms), by)

    @act(weight=1, number=numbers)
    def withdraw(self, by: str, number: int) -> Sending:
        number = self.one(number, self.ASKED)
        return self.sent(self.contract.withdraw(number), by, self.advance(number).borrower)

    @act(by=people, number=numbers, extra=extras)
    def fund(self, by: str, number: int, extra: int) -> Sending:
        number = self.one(number, self.ASKED)
        found = self.advance(number)
        call = self.contract.fund(number, value=self.value(found.asset, found.amount + extra))
        return self.sent(call, by, asset=found.asset)

    @act(by=people, number=numbers, amount=small)
    def repay(self, by: str, number: int, amount: int) -> Sending:
        number = self.one(number, self.RUNNING)
        asset = self.advance(number).asset
        return self.sent(
            self.contract.repay(number, amount, value=self.value(asset, amount)), by, asset=asset
        )

    @act(number=numbers, to=people)
    def transfer_loan(self, by: str, number: int, to: str) -> Sending:
        """It collects what was earned so far, in an asset that may be hostile."""
        number = self.one(number, self.RUNNING)
        loan = self.advance(number)
        call = self.contract.transfer_loan(number, self.account(to))
        return self.sent(call, by, loan.lender, loan.asset)


class BondsDistrict(CustodianDistrict):
    """Presales: bond and pledges until the end, then what each share is to get, and what buyers get back."""

    NAME = "bonds"
    OPEN, DELIVERED, DISPUTED, COMPLETED, FAILED = range(1, 6)

    @property
    def contract(self) -> CompletionBonds:
        assert self.coop.bonds is not None
        return self.coop.bonds

    def begin(self) -> None:
        """Presales that are covered: one failed, one disputed, one delivered, and one on sale."""
        super().begin()
        chain, places = self.stage.chain, range(4)
        for asset in ("ETH", "plain", "silent", "ETH"):
            said = {"price": 13, "bond": 20, "share": 30, "shares": 7, "multiple": 15_000}
            times = {"presale": 200, "delivery": 60, "review": 100, "term": 100}
            self.open("ann", 0, asset=asset, pledged=10_000, **said, **times).go(chain)
        for place in places:
            self.pledge("bob", place, 5, extra=0).go(chain)
            self.prepay("dan", place, 5, extra=0).go(chain)
        self.abandon("ann", 0).go(chain)
        for _ in range(2):
            self.deliver("ann", 0).go(chain)
        self.dispute("dan", 0).go(chain)
        self.coop.vault.deposit_eth(1, value=Wei(2_000)).send(self.account("dan"))

    def count(self) -> int:
        return word(self.contract, "projectCount()")

    def project(self, number: int) -> Project:
        return record(Project, self.contract, "projectOf(uint256)", number)

    def projects(self) -> list[tuple[int, Project]]:
        return [(number, self.project(number)) for number in range(1, self.count() + 1)]

    def one(self, drawn: int, *states: int) -> int:
        """The number of a project, mostly of one in any of the states."""
        projects = self.projects()
        return among(drawn, [number for number, one in projects if one.state in states], len(projects))

    def in_escrow(self) -> Counter[Address]:
        held = Counter[Address]()
        for number, one in self.projects():
            if one.state in (self.OPEN, self.DELIVERED, self.DISPUTED):
                held[one.asset] += one.bond + one.share * self.pledged(number, one)
            else:
                held[one.asset] += one.undivided + sum(self.due(number).values())
            if one.state == self.FAILED:
                held[one.asset] += one.price * sum(self.copies(number).values())
        return held

    def pledged(self, number: int, one: Project) -> int:
        """The shares of all backers together."""
        signature = "sharesOf(uint256,address)"
        shares = sum(word(self.contract, signature, number, who) for who in self.stage.everyone)
        assert shares == one.pledged, (
            f"project {number} says that {one.pledged} shares are pledged, not {shares}"
        )
        return shares

    def due(self, number: int) -> dict[Address, int]:
        """Backer → what its shares have come to and were not paid."""
        signature = "payableTo(uint256,address)"
        return {who: word(self.contract, signature, number, who) for who in self.stage.everyone}

    def copies(self, number: int) -> dict[Address, int]:
        """Buyer → the copies it paid for and was not given back."""
        signature = "copiesOf(uint256,address)"
        return {who: word(self.contract, signature, number, who) for who in self.stage.everyone}

    def end(self) -> None:
        for number, one in self.projects():
            if one.state == self.OPEN:
                self.must(self.contract.abandon(number), self.account("dan"))
            if one.state in (self.DELIVERED, self.DISPUTED):
                self.must(self.contract.settle(number), self.account("dan"))
        self.stage.chain.advance(10 * 365 * 86_400)  # in which the backers' terms pass, whatever was earned
        super().end()

    def pay_out(self, asset: Address) -> None:
        super().pay_out(asset)
        anybody = self.account("dan")
        for number, one in self.projects():
            if one.asset == asset:
                for backer, amount in self.due(number).items():
                    if amount:
                        self.must(self.contract.pay_out(number, backer), anybody)
                for buyer, copies in self.copies(number).items():
                    if copies and one.state == self.FAILED:
                        self.must(self.contract.refund(number, buyer), anybody)
        self.claim_all(asset)

    @act(
        by=people,
        work=numbers,
        asset=any_asset,
        pledged=units,
        price=small,
        bond=small,
        share=small,
        shares=st.integers(1, 20),
        multiple=multiples,
        presale=periods,
        delivery=periods,
        review=periods,
        term=periods,
    )
    def open(
        self,
        by: str,
        work: int,
        *,
        asset: str,
        pledged: int,
        price: int,
        bond: int,
        share: int,
        shares: int,
        multiple: int,
        presale: int,
        delivery: int,
        review: int,
        term: int,
    ) -> Sending:
        work = self.owned(by, work)
        what, times = self.asset(asset), (presale, delivery, review, term)
        terms = ProjectTerms(work, pledged, what, price, bond, share, shares, multiple, *times)
        return self.sent(self.contract.open_(terms, value=self.value(what, bond)), by, asset=what)

    @act(by=people, number=numbers, shares=mostly(st.integers(1, 2), st.integers(0, 8)), extra=extras)
    def pledge(self, by: str, number: int, shares: int, extra: int) -> Sending:
        number = self.one(number, self.OPEN)
        one = self.project(number)
        call = self.contract.pledge(number, shares, value=self.value(one.asset, shares * one.share + extra))
        return self.sent(call, by, asset=one.asset)

    @act(by=people, number=numbers, copies=st.integers(0, 8), extra=extras)
    def prepay(self, by: str, number: int, copies: int, extra: int) -> Sending:
        number = self.one(number, self.OPEN)
        one = self.project(number)
        call = self.contract.prepay(number, copies, value=self.value(one.asset, copies * one.price + extra))
        return self.sent(call, by, asset=one.asset)

    @act(number=numbers)
    def deliver(self, by: str, number: int) -> Sending:
        number = self.one(number, self.OPEN)
        return self.sent(self.contract.deliver(number, HASH), by, self.project(number).borrower)

    @act(number=numbers)
    def dispute(self, by: str, number: int) -> Sending:
        number = self.one(number, self.DELIVERED)
        buyers = [who for who, copies in self.copies(number).items() if copies]
        return self.sent(self.contract.dispute(number), by, buyers[0] if buyers else ETH)

    @act(by=governance, number=numbers, delivered=st.booleans())
    def rule(self, by: str, number: int, delivered: bool) -> Sending:
        return self.sent(self.contract.rule(self.one(number, self.DISPUTED), delivered), by)

    @act(number=numbers)
    def settle(self, by: str, number: int) -> Sending:
        return self.sent(self.contract.settle(self.one(number, self.DELIVERED, self.DISPUTED)), by)

    @act(weight=1, number=numbers)
    def abandon(self, by: str, number: int) -> Sending:
        number = self.one(number, self.OPEN)
        return self.sent(self.contract.abandon(number), by, self.project(number).borrower)

    @act(number=numbers, backer=people)
    def pay_backer(self, by: str, number: int, backer: str) -> Sending:
        number = self.one(number, self.COMPLETED, self.FAILED)
        due = [who for who, amount in self.due(number).items() if amount]
        return self.sent(self.contract.pay_out(number, due[0] if due else self.account(backer)), by)

    @act(number=numbers, buyer=people)
    def refund(self, by: str, number: int, buyer: str) -> Sending:
        number = self.one(number, self.FAILED)
        buyers = [who for who, copies in self.copies(number).items() if copies]
        return self.sent(self.contract.refund(number, buyers[0] if buyers else self.account(buyer)), by)
