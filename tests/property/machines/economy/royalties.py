"""Royalties: income that is the holders' of share units, and the levy, until it is paid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hypothesis import strategies as st

from dao_sim.bindings import RoyaltyVault
from dao_sim.units import CREDIT_PER_UNIT, ETH, SHARES_PER_WORK, Address, Wei
from tests.property.machines.economy.act import (
    FITTING,
    Sending,
    act,
    amounts,
    any_asset,
    assets,
    fitting,
    governance,
    mostly,
    nth,
    numbers,
    people,
)
from tests.property.machines.economy.district import District
from tests.property.machines.economy.stage import ASSETS, RICH, TAKE_NO_ETHER
from tests.property.machines.views import word

INCOME = "income(uint256,address)"
CREDIT_OF = "creditOf(uint256,address,address)"

units = st.one_of(st.integers(1, SHARES_PER_WORK), st.integers(0, 3), st.just(SHARES_PER_WORK + 1))
keepers = st.sampled_from(("ann", "refuser", "burner", "actor", "reentrant", "sink", "treasury", "vault"))


class VaultDistrict(District):
    NAME = "vault"

    @property
    def contract(self) -> RoyaltyVault:
        return self.coop.vault

    def begin(self) -> None:
        """Income, and money in a till; one asset is not accepted."""
        self.unlist_asset("timelock", "false").go(self.stage.chain)
        for asset in ("ETH", "plain", "reentrant"):
            self.deposit("dan", 1, asset, 1_001).go(self.stage.chain)
            self.pay_till("dan", 1, asset, 1_001).go(self.stage.chain)

    def owes(self) -> Counter[Address]:
        """Levy, and credits to the last millionth: all together are income that was not paid, whole units."""
        owes = Counter[Address]()
        for asset in self.looked_at:
            credit = sum(credit for _, _, credit in self.shares(asset))
            assert credit % CREDIT_PER_UNIT == 0, f"{credit} millionths are no whole number of units"
            owes[asset] = credit // CREDIT_PER_UNIT + word(self.contract, "levyAccrued(address)", asset)
        return owes

    def verify(self, owes: Counter[Address]) -> None:
        self.holds_nothing_else(owes)

    def shares(self, asset: Address) -> Iterator[tuple[int, Address, int]]:
        """Work, holder and credit, where there is any income."""
        earning = [work for work in self.works() if word(self.contract, INCOME, work, asset)]
        holders = self.holders() if earning else []
        for work in earning:
            for holder in holders:
                yield work, holder, word(self.contract, CREDIT_OF, work, asset, holder)

    def works(self) -> range:
        return range(1, word(self.coop.registry, "workCount()") + 1)

    def holders(self) -> list[Address]:
        """All who have share units, or had some."""
        kept = (address for district in self.districts.values() for address in district.keeps_units())
        return [*self.stage.everyone, self.account("sink"), *kept]

    def end(self) -> None:
        """What waits in the works' tills comes in, or goes to the treasury where the work was closed."""
        for work in self.works():
            for asset in filter(self.sane.__contains__, self.stage.assets.values()):
                self.collect_all(work, asset)

    def collect_all(self, work: int, asset: Address) -> None:
        """A till whose asset is not accepted for an open work is left: governance accepts it, or not."""
        if not self.in_till(work, asset) or self.passed_on(work):
            return
        if not self.contract.is_open(work) or self.contract.is_listed(asset):
            self.must(self.contract.collect(work, asset), self.account("dan"))
            assert self.in_till(work, asset) == 0, f"collecting left something in the till of {work}"

    def in_till(self, work: int, asset: Address) -> int:
        """What waits at the address where a work's money is collected."""
        return self.stage.balance(asset, self.contract.receiver_of(work)) if work in self.works() else 0

    def passed_on(self, work: int) -> bool:
        """Whether a later work of the same origin has the till."""
        till = self.contract.receiver_of(work)
        return any(self.contract.receiver_of(later) == till for later in self.works() if later > work)

    def pay_out(self, asset: Address) -> None:
        if asset not in self.sane:
            for work in self.works():
                self.collect_all(work, asset)
        for work, holder, credit in list(self.shares(asset)):
            if credit >= CREDIT_PER_UNIT and not self.refuses(holder, asset):
                self.must(self.contract.claim(work, asset, holder), self.account("dan"))
        if word(self.contract, "levyAccrued(address)", asset):
            self.must(self.contract.collect_levy(asset), self.account("dan"))

    def left(self, asset: Address) -> int:
        """Fractions of a unit of each holder's, and what those are owed who take no ETH."""
        kept = sum(
            credit if self.refuses(holder, asset) else self.fraction(credit)
            for _, holder, credit in self.shares(asset)
        )
        assert kept % CREDIT_PER_UNIT == 0, f"{kept} millionths are left, which are no whole number of units"
        return kept // CREDIT_PER_UNIT + self.stray[asset]

    def fraction(self, credit: int) -> int:
        return credit % CREDIT_PER_UNIT

    def refuses(self, holder: Address, asset: Address) -> bool:
        """The vault pays a holder and nobody in its place: whoever takes no ETH leaves it there."""
        return asset == ETH and holder in map(self.account, TAKE_NO_ETHER)

    @act(by=people, work=numbers, asset=any_asset, amount=amounts)
    def deposit(self, by: str, work: int, asset: str, amount: int) -> Sending:
        work = nth(work, word(self.coop.registry, "workCount()"))
        what = self.asset(asset)
        if what == ETH:
            return self.sent(self.contract.deposit_eth(work, value=Wei(min(amount, 2 * RICH))), by)
        return self.sent(self.contract.deposit(work, what, amount), by, asset=what)

    @act(work=numbers, asset=assets, amount=st.integers(1, 10**4))
    def pay_till(self, by: str, work: int, asset: str, amount: int) -> Sending:
        """A plain payment to where a work's money is collected; to the treasury where there is none."""
        work = nth(work, word(self.coop.registry, "workCount()"))
        what, sender = self.asset(asset), self.account("ann")
        till = self.contract.receiver_of(work) if work in self.works() else self.stage.treasury
        if what == ETH:
            return Sending(sender, till, b"", amount)
        return self.sent(self.stage.tokens[what].transfer(till, amount), by, asset=what)

    @act(work=numbers, asset=fitting)
    def collect(self, by: str, work: int, asset: str) -> Sending:
        work = nth(work, word(self.coop.registry, "workCount()"))
        if asset == FITTING:
            full = (
                (work, name)
                for work in self.works()
                for name in ASSETS
                if self.in_till(work, self.asset(name))
            )
            work, asset = next(full, (work, "ETH"))
        what = self.asset(asset)
        return self.sent(self.contract.collect(work, what), by, asset=what)

    @act(work=numbers, asset=fitting, holder=keepers)
    def claim(self, by: str, work: int, asset: str, holder: str) -> Sending:
        work = nth(work, word(self.coop.registry, "workCount()"))
        what, payee = self.asset("plain" if asset == FITTING else asset), self.account(holder)
        if asset == FITTING:
            earned = (
                (work, asset, holder)
                for asset in map(self.asset, ASSETS)
                for work, holder, credit in self.shares(asset)
                if credit >= CREDIT_PER_UNIT
            )
            work, what, payee = next(earned, (work, what, payee))
        return self.sent(self.contract.claim(work, what, payee), by, asset=what)

    @act(asset=fitting)
    def collect_levy(self, by: str, asset: str) -> Sending:
        accrued = [name for name in ASSETS if word(self.contract, "levyAccrued(address)", self.asset(name))]
        what = self.asset(self.fit(asset, accrued))
        return self.sent(self.contract.collect_levy(what), by, asset=what)

    @act(work=numbers, holder=people, to=keepers, amount=units)
    def hand_on(self, by: str, work: int, holder: str, to: str, amount: int) -> Sending:
        """Share units; mostly no more than there are."""
        work = nth(work, word(self.coop.registry, "workCount()"))
        has = word(self.contract, "balanceOf(address,uint256)", self.account(holder), work)
        amount = amount % (has + 2)
        call = self.contract.transfer(self.account(to), work, amount)
        return self.sent(call, by, self.account(holder))

    @act(by=governance, bps=mostly(st.sampled_from((0, 1, 500, 3_000)), st.just(3_001)))
    def set_levy(self, by: str, bps: int) -> Sending:
        return self.sent(self.contract.set_levy(bps), by)

    @act(by=governance, asset=fitting)
    def list_asset(self, by: str, asset: str) -> Sending:
        unlisted = [name for name in ASSETS if not word(self.contract, "isListed(address)", self.asset(name))]
        return self.sent(self.contract.list_asset(self.asset(self.fit(asset, unlisted))), by)

    @act(weight=1, by=governance, asset=any_asset)
    def unlist_asset(self, by: str, asset: str) -> Sending:
        return self.sent(self.contract.unlist_asset(self.asset(asset)), by)
