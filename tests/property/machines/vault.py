"""The vault's books balance to the unit, whatever is done to it in whatever order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from itertools import product
from typing import ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import Call, RoyaltyVault
from dao_sim.bindings.generated.structs import Ancestor
from dao_sim.units import Wei
from tests.property.machines import vault_stage
from tests.property.machines.base import CoopMachine, Done, Stages
from tests.property.machines.refusal import Refusal, refuse_if
from tests.property.machines.vault_model import MAX_INCOME, MILLION, NO_LIMIT, receiver
from tests.property.machines.vault_stage import ASSETS, HOLDERS, PEOPLE, WORKS, VaultStage, origin

T = TypeVar("T")

amounts = st.one_of(
    st.integers(0, 9),
    st.integers(0, 2**128),
    st.sampled_from(
        (9_999, 10_000, 10_001, MILLION - 1, MILLION, 2**64 - 1, 2**128, MAX_INCOME - 1, MAX_INCOME + 1)
    ),
)
works = st.sampled_from(WORKS)
new_assets = st.sampled_from(("spare", "late", "nothing"))
some_works = st.sampled_from((1,) * 12 + (2,) * 4 + (3, 4))
assets = st.sampled_from(ASSETS)
tokens = st.sampled_from([asset for asset in ASSETS if asset != "ETH"])
people = st.sampled_from(PEOPLE)
holders = st.sampled_from(HOLDERS)
owners = st.sampled_from((*PEOPLE, *PEOPLE, "refuser", "treasury", receiver(2)))
targets = st.sampled_from((*HOLDERS, *PEOPLE, *PEOPLE, "vault", "nobody"))
keepers = st.sampled_from(("keeper",) * 9 + ("ann",))
units = st.one_of(st.integers(0, 3), st.integers(0, MILLION), st.just(MILLION))
shares_in_bps = st.one_of(st.integers(1, 3_333), st.sampled_from((0, 1, 5_000, 9_999, 10_000)))
tables = st.one_of(
    st.lists(
        st.tuples(st.sampled_from((1, 1, 1, 2)), shares_in_bps), max_size=2, unique_by=lambda row: row[0]
    ).map(sorted),
    st.lists(st.tuples(works, shares_in_bps), max_size=3),
)
cuts = st.lists(st.integers(1, MILLION - 1), max_size=5, unique=True).map(sorted)


class VaultMachine(CoopMachine):
    """Deposits, transfers of units, levies, listings, claims, receivers, works opened and closed."""

    NAME = "vault"
    stages: ClassVar[Stages[VaultStage]] = Stages(vault_stage.build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.vault = self.stage.coop.vault
        self.model = self.stage.model()

    @initialize(
        cuts=cuts,
        payees=st.lists(owners, min_size=6, max_size=6),
        amount=amounts,
        last=new_assets,
        table=tables,
    )
    def begin(
        self, cuts: list[int], payees: list[str], amount: int, last: str, table: list[tuple[int, int]]
    ) -> None:
        """Nothing much happens in a vault without a work and its first income."""
        self.open_work(1, cuts, payees, spoilt=19)
        self.open_derivative(2, ["bob"], table)
        self.deposit_eth(2, amount)
        self.deposit_eth(1, amount)
        self.deposit(1, "burning", amount)
        self.list_asset(last, "keeper")

    @rule(work=works, cuts=cuts, payees=st.lists(targets, min_size=6, max_size=6), spoilt=st.integers(0, 19))
    def open_work(self, work: int, cuts: list[int], payees: list[str], spoilt: int) -> None:
        """Mostly as it should be; now and then with a unit or a payee too many, or a payee without units."""
        shares = [end - start for start, end in zip([0, *cuts], [*cuts, MILLION], strict=True)]
        chosen = payees[: len(shares)]
        if spoilt == 0:
            shares[0] += 1
        elif spoilt == 1:
            chosen.append("ann")
        elif spoilt == 2:
            shares.append(0)
            chosen.append("ann")
        call = self.vault.open_work(
            work, origin(work), [self.stage.accounts[payee] for payee in chosen], shares
        )
        self.restricted(call, "keeper", lambda: self.model.open_work(work, chosen, shares))

    @rule(work=st.sampled_from((2, 2, 3, 3)), payees=st.lists(owners, min_size=1, max_size=1), table=tables)
    def open_derivative(self, work: int, payees: list[str], table: list[tuple[int, int]]) -> None:
        """Mostly of a work that is there; now and then of itself, of too many, for more than it earns."""
        shares, ancestors = [MILLION] * len(payees), [Ancestor(*row) for row in table]
        to = [self.stage.accounts[payee] for payee in payees]
        call = self.vault.open_derivative(work, origin(work), to, shares, ancestors)
        self.restricted(call, "keeper", lambda: self.model.open_derivative(work, payees, shares, table))

    @rule(work=st.sampled_from((1, 2, 2, 3, 3, 3)), by=keepers)
    def close_work(self, work: int, by: str) -> None:
        self.restricted(self.vault.close_work(work), by, lambda: self.model.close_work(work))

    @rule(bps=st.one_of(st.integers(0, 3_100), st.sampled_from((0, 1, 3_000, 3_001))), by=keepers)
    def set_levy(self, bps: int, by: str) -> None:
        self.restricted(self.vault.set_levy(bps), by, lambda: self.model.set_levy(bps))

    @rule(asset=st.one_of(new_assets, assets), by=keepers)
    def list_asset(self, asset: str, by: str) -> None:
        call = self.vault.list_asset(self.stage.assets[asset])
        done = self.restricted(call, by, lambda: self.model.list_asset(asset))
        if done:
            listed = self.vault.decode(done.receipt, RoyaltyVault.AssetListed)[0]
            assert (listed.asset, listed.number) == (self.stage.assets[asset], done.foretold)

    @rule(asset=assets, by=keepers)
    def unlist_asset(self, asset: str, by: str) -> None:
        call = self.vault.unlist_asset(self.stage.assets[asset])
        self.restricted(call, by, lambda: self.model.unlist_asset(asset))

    @rule(work=some_works, amount=amounts)
    def deposit_eth(self, work: int, amount: int) -> None:
        call = self.vault.deposit_eth(work, value=Wei(amount))
        done = self.act(call, self.stage.accounts["buyer"], lambda: self.model.deposit(work, "ETH", amount))
        self.check_deposit(done)

    @rule(work=some_works, asset=tokens, amount=amounts)
    def deposit(self, work: int, asset: str, amount: int) -> None:
        call = self.vault.deposit(work, self.stage.assets[asset], amount)
        done = self.act(call, self.stage.accounts["buyer"], lambda: self.model.deposit(work, asset, amount))
        self.check_deposit(done)

    @rule(work=some_works, asset=assets)
    def collect(self, work: int, asset: str) -> None:
        call = self.vault.collect(work, self.stage.assets[asset])
        done = self.act(call, self.stage.accounts["ann"], lambda: self.model.collect(work, asset))
        self.check_deposit(done)

    @rule(to=st.sampled_from((*map(receiver, WORKS), "vault")), asset=assets, amount=amounts)
    def pay_outside(self, to: str, asset: str, amount: int) -> None:
        """A marketplace pays a receiver, made or not yet; somebody sends the vault something unasked."""
        self.attempt(
            "payOutside",
            lambda: self.stage.pay("buyer", to, asset, amount),
            lambda: self.model.pay_outside(to, asset, amount),
        )

    @rule(work=some_works, asset=assets, payee=holders)
    def claim(self, work: int, asset: str, payee: str) -> None:
        before = self.stage.balance(payee, asset) if payee in PEOPLE else 0
        call = self.vault.claim(work, self.stage.assets[asset], self.stage.accounts[payee])
        done = self.act(call, self.stage.accounts["buyer"], lambda: self.model.claim(work, asset, payee))
        if done:
            paid, arrived = done.foretold
            assert [event.amount for event in self.vault.decode(done.receipt, RoyaltyVault.Claimed)] == [paid]
            if payee in PEOPLE:
                assert self.stage.balance(payee, asset) - before == arrived

    @rule(asset=assets)
    def collect_levy(self, asset: str) -> None:
        call = self.vault.collect_levy(self.stage.assets[asset])
        done = self.act(call, self.stage.accounts["ann"], lambda: self.model.collect_levy(asset))
        if done:
            [event] = self.vault.decode(done.receipt, RoyaltyVault.LevyCollected)
            assert event.amount == done.foretold

    @rule(owner=people, to=targets, work=some_works, parts=st.integers(0, 101))
    def transfer(self, owner: str, to: str, work: int, parts: int) -> None:
        """Hundredths of what the owner has, or a unit too many; to anybody, oneself included."""
        book = self.model.works.get(work)
        units = (book.units[owner] if book else 0) * parts // 100 + (parts == 101)
        call = self.vault.transfer(self.stage.accounts[to], work, units)
        self.act(call, self.stage.accounts[owner], lambda: self.model.transfer(owner, owner, to, work, units))

    @rule(owner=people, by=people, to=targets, work=some_works, units=units)
    def transfer_from(self, owner: str, by: str, to: str, work: int, units: int) -> None:
        """By the holder, its operator, or whoever thinks it may."""
        source, target, sender = (self.stage.accounts[name] for name in (owner, to, by))
        call = self.vault.transfer_from(source, target, work, units)
        self.act(call, sender, lambda: self.model.transfer(by, owner, to, work, units))

    @rule(owner=people, by=people, allowed=st.booleans())
    def set_operator(self, owner: str, by: str, allowed: bool) -> None:
        change = self.model.operators.add if allowed else self.model.operators.discard
        call = self.vault.set_operator(self.stage.accounts[by], allowed)
        self.act(call, self.stage.accounts[owner], lambda: change((owner, by)))

    @rule(owner=people, by=people, work=works, units=st.one_of(units, st.just(NO_LIMIT)))
    def approve(self, owner: str, by: str, work: int, units: int) -> None:
        call = self.vault.approve(self.stage.accounts[by], work, units)
        self.act(call, self.stage.accounts[owner], lambda: self.model.approve(owner, by, work, units))

    @rule(work=some_works, asset=assets, payees=st.lists(people, min_size=1, unique=True), owed=st.booleans())
    def claim_together(self, work: int, asset: str, payees: list[str], owed: bool) -> None:
        """Several claims in one transaction: all, or none. `owed` leaves out who has nothing to claim."""
        if owed:
            payees = [payee for payee in payees if self.model.credit(work, asset, payee) >= MILLION]
        token = self.stage.assets[asset]
        calls = [self.vault.claim(work, token, self.stage.accounts[payee]).data for payee in payees]

        def predict() -> list[int]:
            before = deepcopy(self.model)
            try:
                return [self.model.claim(work, asset, payee)[0] for payee in payees]
            except Refusal:
                self.model = before
                raise

        done = self.act(self.vault.multicall(calls), self.stage.accounts["dan"], predict)
        if done:
            claimed = self.vault.decode(done.receipt, RoyaltyVault.Claimed)
            assert [event.amount for event in claimed] == done.foretold

    def restricted(self, call: Call, by: str, predict: Callable[[], T]) -> Done[T] | None:
        """`act` for what only the keeper may do."""

        def as_keeper() -> T:
            refuse_if(by != "keeper", "AccessManagedUnauthorized")
            return predict()

        return self.act(call, self.stage.accounts[by], as_keeper)

    def check_deposit(self, done: Done[tuple[int, int]] | Done[tuple[int, int] | None] | None) -> None:
        if done is None:
            return
        events = self.vault.decode(done.receipt, RoyaltyVault.Deposited)
        assert [(event.gross, event.levy) for event in events] == ([done.foretold] if done.foretold else [])

    def known_assets(self) -> list[str]:
        return [asset for asset in ASSETS if asset in self.model.numbers]

    def verify(self) -> None:
        model, known = self.model, self.known_assets()
        found = self.stage.credits(model.works, known)
        assert found == {row: model.credit(*row) for row in found}
        for work, book in model.works.items():
            for asset in known:
                total = sum(found[work, asset, holder] for holder in HOLDERS)
                assert total == MILLION * (book.income[asset] - book.paid[asset])
        for asset in ASSETS:
            held = self.stage.balance("vault", asset)
            assert held == model.vault[asset]
            assert held * MILLION == model.owed(asset) + model.donated[asset] * MILLION
        units = self.stage.units(model.works)
        assert units == {(work, holder): model.works[work].units[holder] for work, holder in units}

    def finish(self) -> None:
        """Everybody is paid; nothing is left but fractions, and what the refuser refuses."""
        self.check_views()
        for asset in self.known_assets():
            for work, holder in product(self.model.works, HOLDERS):
                if self.model.credit(work, asset, holder) >= MILLION:
                    self.claim(work, asset, holder)
            if self.model.levy[asset]:
                self.collect_levy(asset)
            self.verify()
            left = (self.stage.balance("vault", asset) - self.model.donated[asset]) * MILLION
            books = [book.credit.get(asset, Counter()) for book in self.model.works.values()]
            refused = sum(book["refuser"] for book in books) if asset == "ETH" else 0
            fractions = [book[holder] for book in books for holder in HOLDERS if book[holder] < MILLION]
            assert refused <= left == sum(book.total() for book in books)
            assert left - refused < MILLION * max(len(fractions), 1)
        for account in ("treasury", *map(receiver, WORKS)):
            purse = self.model.purse(account)
            assert {asset: self.stage.balance(account, asset) for asset in ASSETS} == {
                asset: purse[asset] for asset in ASSETS
            }

    def check_views(self) -> None:
        """What else the vault says about itself."""
        model, vault = self.model, self.vault
        assert vault.levy_bps() == model.levy_bps
        assert len(vault.assets()) == len(model.numbers)
        for asset in ASSETS:
            assert vault.is_listed(self.stage.assets[asset]) == (asset in model.listed)
        for work, book in model.works.items():
            assert vault.is_open(work) == book.open
            received = [model.numbers[asset] for asset in ASSETS if book.income[asset]]
            assert vault.assets_received(work) == sum(1 << number for number in received)
            for asset in self.known_assets():
                assert vault.income(work, self.stage.assets[asset]) == book.income[asset]
                for holder in HOLDERS:
                    row = (work, self.stage.assets[asset], self.stage.accounts[holder])
                    assert vault.claimable(*row) == model.credit(work, asset, holder) // MILLION
        for asset in self.known_assets():
            assert vault.number_of(self.stage.assets[asset]) == model.numbers[asset]
            assert vault.levy_accrued(self.stage.assets[asset]) == model.levy[asset]
