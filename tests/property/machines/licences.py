"""Whatever is licensed, derived, split or bundled: a scope has one owner, and every unit is somebody's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from eth_utils.crypto import keccak
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import Bundles, Licences, RoyaltyVault, SubRights
from dao_sim.bindings.generated.structs import Ancestor, Registration, Terms
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.bundles import terms_of
from dao_sim.units import ETH, Address, Wei
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.licences_model import (
    AI_TRAINING,
    BPS,
    DERIVATIVE,
    MILLION,
    SCOPES,
    USE,
    Bundle,
    LicencesModel,
    Offer,
)
from tests.property.machines.views import word

PEOPLE = ("ann", "bob", "cat")
NAMES = 20
LOCK = 20
SALT = b"\7" * 32
CHARTER = f"""
name = "Licences"
[works]
min_commit_age = "1s"
max_commit_age = "365d"
dispute_window = "{LOCK}s"
licences = true
bundles = true
[[founders]]
account = "account:1"
class = "creator"
[[founders]]
account = "account:2"
class = "creator"
[[founders]]
account = "account:3"
class = "creator"
tokens = "1000"
"""

people = st.sampled_from(PEOPLE)
works = st.sampled_from((1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8))
numbers = st.sampled_from((1, 1, 2, 2, 3, 4))
scopes = st.sampled_from((*SCOPES, DERIVATIVE, DERIVATIVE))
shares = st.one_of(st.sampled_from((0, 1, 5_000, 10_000, 10_001)), st.integers(0, 3_000))
amounts = st.one_of(st.integers(0, 9), st.integers(0, 10**6))
offers = st.builds(
    Offer,
    work=works,
    scope=scopes,
    share=shares,
    licensor=people,
    price=amounts,
    term=st.sampled_from((0, 0, 30)),
    withdrawn=st.just(False),
)


@dataclass(frozen=True, slots=True)
class LicencesStage:
    """The co-op, its contracts, and the addresses behind the names that the model uses."""

    coop: Cooperative
    licences: Licences
    rights: SubRights
    bundles: Bundles
    accounts: dict[str, Address]

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> LicencesStage:
    """Members who committed to many works."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    licences, rights, bundles = coop.licences, coop.rights, coop.bundles
    assert licences is not None
    assert rights is not None
    assert bundles is not None
    accounts = dict(zip(PEOPLE, coop.founders, strict=True))
    for who, address in accounts.items():
        for place in range(NAMES):
            content = stated(address, f"{who} {place}").content_hash
            coop.registry.commit(coop.registry.commitment_for(address, content, SALT)).send(address)
    coop.chain.advance(1)
    others = {"timelock": coop.timelock.address, "buyer": coop.chain.accounts()[9]}
    return LicencesStage(coop, licences, rights, bundles, accounts | others)


def stated(owner: Address, name: str) -> Registration:
    """What is stated of a work of that name, all of whose units are its owner's."""
    return Registration(bytes(keccak(text=name)), "", (owner,), (MILLION,), 0, 0)


class LicencesMachine(CoopMachine):
    """Works change hands, are licensed, derived from, split, bundled, paid for and voided."""

    NAME = "licences"
    stages: ClassVar[Stages[LicencesStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.coop, self.vault = self.stage.coop, self.stage.coop.vault
        self.now = int(self.stage.chain.now())
        self.model = LicencesModel(LOCK)
        self.named = dict.fromkeys(PEOPLE, 0)

    @initialize(share=st.integers(0, 5_000), parts=st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)))
    def begin(self, share: int, parts: tuple[int, int]) -> None:
        """Two songs, a remix of one, a licence to use the other and a right to it, and a bundle to be."""
        self.register("ann")
        self.register("bob")
        self.offer(Offer(1, DERIVATIVE, share, "ann"))
        self.buy(1, "cat", exact=True)
        self.offer(Offer(2, USE, share, "bob"))
        self.buy(2, "ann", exact=True)
        self.derive("cat", [1])
        self.split(2, AI_TRAINING, share, "bob", own=True)
        self.propose("ann", list(zip((1, 3), parts, strict=True)))
        self.join_all(1)

    @rule(by=people)
    def register(self, by: str) -> None:
        if name := self.next_name(by):
            said = stated(self.address(by), name)
            call = self.coop.registry.register(said, SALT)
            self.act(call, self.address(by), lambda: self.model.register(by, {}, self.now))

    @rule(made=offers)
    def offer(self, made: Offer) -> None:
        said = Terms(
            work_id=made.work,
            scope=made.scope,
            attribution=True,
            transferable=False,
            share_bps=made.share,
            term=made.term,
            asset=ETH,
            price=made.price,
            ceiling=0,
        )
        call = self.stage.licences.offer(said)
        self.act(call, self.address(made.licensor), lambda: self.model.offer(made))

    @rule(number=numbers, by=people)
    def withdraw_offer(self, number: int, by: str) -> None:
        call = self.stage.licences.withdraw(number)
        self.act(call, self.address(by), lambda: self.model.withdraw_offer(number, by), "withdrawOffer")

    @rule(number=numbers, by=people, exact=st.sampled_from((True, True, True, False)))
    def buy(self, number: int, by: str, exact: bool) -> None:
        """For the price, or for one unit more."""
        made = self.model.offers
        value = (made[number - 1].price if number <= len(made) else 0) + (not exact)
        call = self.stage.licences.buy(number, value=Wei(value))
        self.act(call, self.address(by), lambda: self.model.buy(number, by, value, self.now))

    @rule(work=works, by=people, share=shares)
    def license(self, work: int, by: str, share: int) -> None:
        """A free licence for derivatives, offered by whoever owns the work and bought at once."""
        if work in self.model.works:
            self.offer(Offer(work, DERIVATIVE, share, self.model.works[work].owner))
            self.buy(max(len(self.model.offers), 1), by, exact=True)

    @rule(number=numbers, revenue=amounts, exact=st.sampled_from((True, True, False)), by=people)
    def report(self, number: int, revenue: int, exact: bool, by: str) -> None:
        """By whoever has the licence, or with a unit too many by anybody."""
        held = self.model.licences[number - 1] if number <= len(self.model.licences) else None
        share = held.offer.share if held else 0
        value = revenue * share // BPS + (not exact)
        who = held.holder if held and exact else by
        call = self.stage.licences.report(number, revenue, value=Wei(value))
        self.act(call, self.address(who), lambda: self.model.report(number, who, revenue, value, self.now))

    @rule(number=numbers)
    def revoke(self, number: int) -> None:
        call = self.stage.licences.revoke(number, SALT)
        self.act(call, self.address("timelock"), lambda: self.model.revoke(number))

    @rule(by=people, held=st.lists(numbers, max_size=2))
    def derive(self, by: str, held: list[int]) -> None:
        if name := self.next_name(by):
            call = self.stage.licences.register_derivative(stated(self.address(by), name), SALT, held)
            self.act(call, self.address(by), lambda: self.model.derive(by, held, self.now))

    @rule(by=people)
    def derive_from_everything(self, by: str) -> None:
        """By every licence for derivatives that somebody has."""
        held = [
            number
            for number, each in enumerate(self.model.licences, 1)
            if each.holder == by and each.offer.scope == DERIVATIVE and self.model.in_force(each, self.now)
        ]
        self.derive(by, held)

    @rule(work=works, scope=scopes, share=shares, by=people, own=st.booleans())
    def split(self, work: int, scope: int, share: int, by: str, own: bool) -> None:
        who = self.model.works[work].owner if own and work in self.model.works else by
        if name := self.next_name(who):
            call = self.stage.rights.split(work, scope, share, stated(self.address(who), name), SALT)
            self.act(call, self.address(who), lambda: self.model.split(work, scope, share, who, self.now))

    @rule(work=works, by=people)
    def merge(self, work: int, by: str) -> None:
        self.act(self.stage.rights.merge(work), self.address(by), lambda: self.model.merge(work, by))

    @rule()
    def merge_all(self) -> None:
        """Every right, by whoever owns it."""
        for number, work in self.model.works.items():
            if work.right:
                self.merge(number, work.owner)

    @rule(by=people, rows=st.lists(st.tuples(works, shares), max_size=3).map(sorted))
    def propose(self, by: str, rows: list[tuple[int, int]]) -> None:
        if name := self.next_name(by):
            terms = terms_of(stated(self.address(by), name), SALT)
            call = self.stage.bundles.propose([Ancestor(*row) for row in rows], terms)
            self.act(call, self.address(by), lambda: self.model.propose(Bundle(by, name, rows)))

    @rule(number=numbers, work=works, by=people)
    def join(self, number: int, work: int, by: str) -> None:
        call = self.stage.bundles.join(number, work)
        self.act(call, self.address(by), lambda: self.model.join(number, work, by))

    @rule(number=numbers)
    def join_all(self, number: int) -> None:
        """Everybody who owns a work in it."""
        chosen = self.model.bundles[number - 1].shares if number <= len(self.model.bundles) else ()
        for work, _ in chosen:
            self.join(number, work, self.model.works[work].owner)

    @rule(number=numbers, work=works, by=people, own=st.booleans())
    def withdraw(self, number: int, work: int, by: str, own: bool) -> None:
        """By somebody, or by one who agreed."""
        given = self.model.bundles[number - 1].consents if number <= len(self.model.bundles) else {}
        work, by = min(given.items()) if own and given else (work, by)
        call = self.stage.bundles.withdraw(number, work)
        self.act(call, self.address(by), lambda: self.model.withdraw(number, work, by))

    @rule(number=numbers, by=people, own=st.sampled_from((True, True, True, False)))
    def open(self, number: int, by: str, own: bool) -> None:
        made = self.model.bundles[number - 1] if number <= len(self.model.bundles) else None
        who = made.curator if made and own else by
        said = stated(self.address(made.curator if made else by), made.name if made else "nothing")
        call = self.stage.bundles.open_(number, said, SALT)
        self.act(call, self.address(who), lambda: self.model.open(number, who, self.now))

    @rule(work=works, by=people, to=people, own=st.booleans())
    def give(self, work: int, by: str, to: str, own: bool) -> None:
        """A work's token changes hands."""
        who = self.model.works[work].owner if own and work in self.model.works else by
        call = self.coop.registry.transfer_from(self.address(who), self.address(to), work)
        self.act(call, self.address(who), lambda: self.model.give(work, who, to), "give")

    @rule(work=works, by=people, to=people, parts=st.integers(0, 101))
    def move(self, work: int, by: str, to: str, parts: int) -> None:
        """Hundredths of somebody's units, or one too many, change hands once they are not locked any more."""
        if work in self.model.works:
            units = self.model.works[work].units[by] * parts // 100 + (parts == 101)
            call = self.vault.transfer(self.address(to), work, units)
            self.act(call, self.address(by), lambda: self.model.move(work, by, to, units, self.now), "move")

    @rule(work=works, sure=st.sampled_from((True, False, False, False)))
    def void(self, work: int, sure: bool) -> None:
        if sure:
            call = self.coop.registry.void_registration(work, ETH)
            self.act(call, self.address("timelock"), lambda: self.model.void(work))

    @rule(work=works, amount=amounts)
    def pay(self, work: int, amount: int) -> None:
        call = self.vault.deposit_eth(work, value=Wei(amount))
        self.act(call, self.address("buyer"), lambda: self.model.pay(work, amount))

    @rule(work=works, who=people)
    def claim(self, work: int, who: str) -> None:
        if work in self.model.works:
            call = self.vault.claim(work, ETH, self.address(who))
            done = self.act(call, self.address("buyer"), lambda: self.model.claim(work, who))
            if done:
                [claimed] = self.vault.decode(done.receipt, RoyaltyVault.Claimed)
                assert claimed.amount == done.foretold

    @rule(seconds=st.integers(1, LOCK))
    def wait(self, seconds: int) -> None:
        self.note("wait")
        self.stage.chain.advance(seconds)
        self.now += seconds

    def next_name(self, who: str) -> str | None:
        """What somebody committed to and has not used; None once that is everything."""
        place = self.named[who]
        self.named[who] = min(place + 1, NAMES)
        return f"{who} {place}" if place < NAMES else None

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def verify(self) -> None:
        model, rights = self.model, self.stage.rights
        assert word(self.coop.registry, "workCount()") == len(model.works)
        owed = 0
        for number, work in model.works.items():
            assert word(rights, "scopesOf(uint256)", number) == sum(1 << one for one in model.scopes(number))
            assert word(self.vault, "income(uint256,address)", number, ETH) == work.income
            for who in PEOPLE:
                credit = word(self.vault, "creditOf(uint256,address,address)", number, ETH, self.address(who))
                assert credit == work.credit[who]
                owed += credit
        assert word(self.vault, "levyAccrued(address)", ETH) == model.levy
        assert owed + model.levy * MILLION == model.vault * MILLION
        assert self.stage.chain.balance(self.vault.address) == model.vault

    def finish(self) -> None:
        """Tables are as they were foretold, and so is what can be bought and used; everybody is paid."""
        for number, work in self.model.works.items():
            assert dict(self.vault.ancestors_of(number)) == dict(work.table)
        for number, offer in enumerate(self.model.offers, 1):
            assert self.stage.licences.is_open(number) == self.model.sells(offer)
        for number, licence in enumerate(self.model.licences, 1):
            assert self.stage.licences.in_force(number) == self.model.in_force(licence, self.now)
        for number, bundle in enumerate(self.model.bundles, 1):
            if not bundle.work:
                assert [self.stage.bundles.has_joined(number, work) for work, _ in bundle.shares] == [
                    self.model.works[work].open and self.model.joined(bundle, work)
                    for work, _ in bundle.shares
                ]
        for number, work in self.model.works.items():
            for who in PEOPLE:
                if work.credit[who] >= MILLION:
                    self.claim(number, who)
        assert self.model.vault - self.model.levy < len(self.model.works) * len(PEOPLE)
        self.verify()
