"""The data commons always has what it owes, uses no more than was agreed, and drains in the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import CoopToken, DataCommons
from dao_sim.bindings.generated.structs import AccessTerms, DatasetTerms
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import ETH, MAX_UINT256, Address, Wei
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.data_model import TREASURY, DataModel, Dataset, Licence, Offer
from tests.property.machines.mocks import mock
from tests.property.machines.refusal import refuse_if
from tests.property.machines.views import word, words

CHARTER = """
name = "Data"
token.mint_cap = "1"
operators.minter = ["account:0"]
data.confirmers = ["account:3"]
data.suspension = "100s"
founders = [
    { account = "account:1", class = "creator", tokens = "1000" },
    { account = "account:2", class = "patron", tokens = "600" },
]
"""
SUSPENSION, START = 100, 1_000_000
PEOPLE = ("ann", "bob", "cat", "dan")
"""Ann and Bob are members, and Cat confirms."""
ASSETS = ("ETH", "banning")
RESEARCH, TRAINING = 0, 3
PERMITTED = 1 << RESEARCH | 1 << TRAINING
SERVICES: dict[str, LocalAccount] = {
    name: Account.from_key(keccak(text=name)) for name in ("archive", "library")
}
QUERY = b"\7" * 32

people = st.sampled_from(PEOPLE)
assets = st.sampled_from(ASSETS)
numbers = st.sampled_from((1, 1, 1, 2, 2, 3, 4))
purposes = st.sampled_from((RESEARCH, RESEARCH, RESEARCH, TRAINING, 4))
services = st.sampled_from(("archive", "archive", "archive", "library"))
points = st.dictionaries(people, st.integers(1, 9), min_size=1, max_size=3)


@dataclass(frozen=True, slots=True)
class DataStage:
    """The co-op, its data commons, and the addresses behind the names that the model uses."""

    coop: Cooperative
    made: DataCommons
    accounts: dict[str, Address]
    assets: dict[str, Address]

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> DataStage:
    """People with tokens who let the escrow take them."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    assert coop.data is not None
    chain, timelock = coop.chain, coop.timelock.address
    keeper, *rest = chain.accounts()[: len(PEOPLE) + 1]
    accounts = dict(zip(PEOPLE, rest, strict=True))
    token = mock("BlacklistingToken").create(chain, keeper).address
    coop.vault.list_asset(token).send(timelock)
    for person in accounts.values():
        CoopToken(chain, token).mint(person, START).send(keeper)
        CoopToken(chain, token).approve(coop.data.address, MAX_UINT256).send(person)
    refuser = mock("RevertingPayee").create(chain, keeper).address
    others = {"keeper": keeper, "timelock": timelock, "refuser": refuser, TREASURY: coop.treasury.address}
    served = {name: Address(key.address) for name, key in SERVICES.items()}
    return DataStage(coop, coop.data, accounts | others | served, {"ETH": ETH, "banning": token})


class DataMachine(CoopMachine):
    """Datasets are registered, confirmed, consented to, offered, bought, used, stopped; money is shared."""

    NAME = "data"
    stages: ClassVar[Stages[DataStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.coop, self.made = self.stage.coop, self.stage.made
        self.now = int(self.stage.chain.now())
        self.model = DataModel(SUSPENSION)
        self.banned: set[str] = set()

    @initialize(
        held=points,
        asset=assets,
        uses=st.integers(1, 4),
        price=st.integers(0, 500),
        term=st.integers(50, 2_000),
    )
    def begin(self, held: dict[str, int], asset: str, uses: int, price: int, term: int) -> None:
        """A dataset of all but Cat, confirmed and consented to, and a licence of Dan's that was used once."""
        held = {who: number for who, number in held.items() if who != "cat"} or {"bob": 1}
        self.register("ann", 1, held, PERMITTED)
        self.confirm(1, "cat")
        for who in held:
            if who != "ann":
                self.consent(1, who)
        self.offer(1, "ann", RESEARCH, (uses, term), (asset, price))
        self.buy(1, "dan", exact=True)
        self.use_rightly(1)

    @rule(by=people, content=st.integers(1, 2), held=points, permitted=st.sampled_from((PERMITTED, 1)))
    def register(self, by: str, content: int, held: dict[str, int], permitted: int) -> None:
        if len(self.model.datasets) > 3:
            return
        holders = tuple(map(self.address, held))
        service = self.address("archive")
        terms = DatasetTerms(
            bytes([content]) * 32, QUERY, permitted, service, "", holders, tuple(held.values())
        )

        def predict() -> None:
            refuse_if(by not in ("ann", "bob"), "DataCommons_NotMember")
            made = Dataset(by, content, permitted, dict(held), {by} & held.keys(), "archive")
            self.model.datasets.append(made)

        self.act(self.made.register(terms), self.address(by), predict)

    @rule(number=numbers, by=st.sampled_from((*PEOPLE, "cat", "cat", "cat")))
    def confirm(self, number: int, by: str) -> None:
        self.act(self.made.confirm(number), self.address(by), lambda: self.model.confirm(number, by))

    @rule(number=numbers, by=people)
    def consent(self, number: int, by: str) -> None:
        call = self.made.consent(number)
        self.act(call, self.address(by), lambda: self.model.consent(number, by, consents=True))

    @rule()
    def consent_all(self) -> None:
        """Everybody who does not consent does."""
        for number, dataset in enumerate(self.model.datasets, 1):
            for who in sorted(dataset.points.keys() - dataset.consenting):
                self.consent(number, who)

    @rule(number=numbers, by=people)
    def withdraw(self, number: int, by: str) -> None:
        call = self.made.withdraw(number)
        self.act(call, self.address(by), lambda: self.model.consent(number, by, consents=False))

    @rule()
    def withdraw_one(self) -> None:
        """The first who consents to the first dataset does so no more."""
        for who in sorted(self.model.datasets[0].consenting)[:1]:
            self.withdraw(1, who)

    @rule(number=numbers)
    def suspend(self, number: int) -> None:
        call = self.made.suspend(number, QUERY)
        self.act(call, self.address("timelock"), lambda: self.model.suspend(number, self.now))

    @rule(number=numbers)
    def resume(self, number: int) -> None:
        self.act(self.made.resume(number), self.address("timelock"), lambda: self.model.resume(number))

    @rule()
    def resume_all(self) -> None:
        """Whatever is suspended is to be used again."""
        for number, dataset in enumerate(self.model.datasets, 1):
            if dataset.suspended_at is not None:
                self.resume(number)

    @rule(mask=st.sampled_from((0, 0, 0, 1 << RESEARCH, 1 << TRAINING)))
    def bar(self, mask: int) -> None:
        self.made.set_barred(mask).send(self.address("timelock"))
        self.model.barred = mask
        self.note("bar")

    @rule(bps=st.sampled_from((0, 500, 1_234, 3_000)))
    def set_levy(self, bps: int) -> None:
        self.coop.vault.set_levy(bps).send(self.address("timelock"))
        self.model.levy_bps = bps
        self.note("setLevy")

    @rule(number=numbers, by=people, service=services)
    def replace(self, number: int, by: str, service: str) -> None:
        def predict() -> None:
            found = self.model.dataset(number)
            refuse_if(found.registrant != by, "DataCommons_NotRegistrant")
            found.service = service

        self.act(self.made.set_service(number, self.address(service)), self.address(by), predict)

    @rule(
        number=numbers,
        by=st.sampled_from((*PEOPLE, "ann", "ann", "ann")),
        purpose=purposes,
        bounds=st.tuples(st.integers(1, 4), st.integers(1, 2_000)),
        cost=st.tuples(assets, st.integers(0, 500)),
    )
    def offer(
        self, number: int, by: str, purpose: int, bounds: tuple[int, int], cost: tuple[str, int]
    ) -> None:
        (uses, term), (asset, price) = bounds, cost
        terms = AccessTerms(number, term, self.stage.assets[asset], purpose, uses, price)
        made = Offer(number, purpose, uses, term, asset, price)
        self.act(self.made.offer(terms), self.address(by), lambda: self.model.offer(made, by))

    @rule(number=numbers, by=people)
    def close(self, number: int, by: str) -> None:
        self.act(self.made.close_offer(number), self.address(by), lambda: self.model.close(number, by))

    @rule(number=numbers, by=people, exact=st.booleans())
    def buy(self, number: int, by: str, exact: bool) -> None:
        """With the price, or in ether one unit more."""
        known = number <= len(self.model.offers)
        terms = self.model.offers[number - 1] if known else None
        amount = terms.price * terms.uses if terms else 0
        value = (amount if terms and terms.asset == "ETH" else 0) + (not exact)

        def predict() -> None:
            self.model.may_buy(number)
            assert terms is not None
            refuse_if(not exact, "Escrow_NotReceived")
            shut_out = terms.asset == "banning" and amount > 0 and by in self.banned
            refuse_if(shut_out, "BlacklistingToken_Banned")
            self.model.licences.append(Licence(by, terms, self.now + terms.term))

        self.act(self.made.buy(number, value=Wei(value)), self.address(by), predict)

    @rule(
        number=numbers,
        by=st.sampled_from((*PEOPLE, "dan", "dan", "dan", "dan")),
        purpose=purposes,
        key=services,
        late=st.sampled_from((False, False, False, True)),
    )
    def use(self, number: int, by: str, purpose: int, key: str, late: bool) -> None:
        until = self.now - late
        hashed = self.made.use_hash(number, purpose, QUERY, until)
        signature = bytes(SERVICES[key].unsafe_sign_hash(hashed).signature)  # type: ignore[arg-type]

        def predict() -> tuple[int, int]:
            used = self.model.may_use(number, by, purpose, self.now)
            refuse_if(late, "DataCommons_TooLate")
            service = self.model.datasets[used.offer.dataset - 1].service
            refuse_if(key != service, "DataCommons_InvalidCountersignature")
            return self.model.use(used)

        call = self.made.use(number, purpose, QUERY, until, signature)
        if done := self.act(call, self.address(by), predict):
            [used] = self.made.decode(done.receipt, DataCommons.Used)
            assert (used.paid, used.levy) == done.foretold
            assert used.use_number == self.model.licences[number - 1].used

    @rule(number=numbers)
    def use_rightly(self, number: int) -> None:
        """The licensee, for the licence's purpose, with the right countersignature."""
        if number <= len(self.model.licences):
            one = self.model.licences[number - 1]
            service = self.model.datasets[one.offer.dataset - 1].service
            self.use(number, one.licensee, one.offer.purpose, service, late=False)

    @rule(number=numbers, by=people)
    def refund(self, number: int, by: str) -> None:
        done = self.act(
            self.made.refund(number), self.address(by), lambda: self.model.refund(number, by, self.now)
        )
        if done:
            [back] = self.made.decode(done.receipt, DataCommons.Refunded)
            assert back.amount == done.foretold

    @rule(number=numbers, waits=st.booleans())
    def take_back(self, number: int, waits: bool) -> None:
        """The licensee asks its money back, at once or after a suspension's longest hold."""
        if number <= len(self.model.licences):
            if waits:
                self.wait(SUSPENSION)
            self.refund(number, self.model.licences[number - 1].licensee)

    @rule(number=numbers, asset=assets, who=people)
    def credit(self, number: int, asset: str, who: str) -> None:
        call = self.made.credit(number, self.stage.assets[asset], self.address(who))
        if done := self.act(call, self.address("keeper"), lambda: self.model.credit(number, asset, who)):
            [credited] = self.made.decode(done.receipt, DataCommons.Credited)
            assert credited.amount == done.foretold

    @rule(who=people, asset=assets, to=st.sampled_from((*PEOPLE, "refuser")))
    def claim(self, who: str, asset: str, to: str) -> None:
        def predict() -> int:
            refuse_if(self.model.owed[who, asset] == 0, "Escrow_NothingOwed")
            refuse_if((asset, to) == ("ETH", "refuser"), "RevertingPayee_NoThanks")
            refuse_if(asset == "banning" and to in self.banned, "BlacklistingToken_Banned")
            return self.model.claim(who, asset)

        call = self.made.claim(self.stage.assets[asset], self.address(to))
        if done := self.act(call, self.address(who), predict):
            [claimed] = self.made.decode(done.receipt, DataCommons.Claimed)
            assert claimed.amount == done.foretold

    @rule(asset=assets)
    def collect(self, asset: str) -> None:
        call = self.made.collect_levy(self.stage.assets[asset])
        self.act(call, self.address("keeper"), lambda: self.model.collect(asset))

    @rule(who=people, banned=st.booleans())
    def ban(self, who: str, banned: bool) -> None:
        """The issuer of the token shuts somebody out, or lets them in again."""
        token = mock("BlacklistingToken")(self.stage.chain, self.stage.assets["banning"])
        token.write("setBanned(address,bool)", self.address(who), banned).send(self.address("keeper"))
        self.banned = self.banned | {who} if banned else self.banned - {who}
        self.note("ban")

    @rule(seconds=st.one_of(st.integers(1, 20), st.integers(1, 200)))
    def wait(self, seconds: int) -> None:
        self.note("wait")
        self.stage.chain.advance(seconds)
        self.now += seconds

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
            for who in (*PEOPLE, TREASURY):
                owed = word(made, "owedTo(address,address)", self.address(who), asset)
                assert owed == model.owed[who, name]
            for number, dataset in enumerate(model.datasets, 1):
                assert word(made, "income(uint256,address)", number, asset) == dataset.income[name]
                for who in PEOPLE:
                    due = word(made, "creditable(uint256,address,address)", number, asset, self.address(who))
                    assert due == dataset.due(who, name)
        for number, dataset in enumerate(model.datasets, 1):
            closed = not dataset.confirmed or dataset.missing or dataset.suspended_at is not None
            assert word(made, "isOpen(uint256)", number) == (not closed)
        for number, licence in enumerate(model.licences, 1):
            _, _, until, used, refunded = words(made, "licenceOf(uint256)", number)
            assert (until, used, refunded) == (licence.until, licence.used, licence.refunded)

    def finish(self) -> None:
        """After all time anybody ends every licence, and only fractions of the holders' stay behind."""
        for who in sorted(self.banned):
            self.ban(who, banned=False)
        self.wait(5_000)
        for number, licence in enumerate(self.model.licences, 1):
            if licence.left:
                self.refund(number, "bob")
        left: Counter[str] = Counter()
        for number, dataset in enumerate(self.model.datasets, 1):
            for asset in ASSETS:
                for who in dataset.points:
                    if dataset.due(who, asset):
                        self.credit(number, asset, who)
                left[asset] += dataset.income[asset] - sum(dataset.earned(who, asset) for who in PEOPLE)
        for who, asset in [key for key, owed in self.model.owed.items() if owed and key[0] != TREASURY]:
            self.claim(who, asset, "cat")
        for asset in ASSETS:
            if self.model.owed[TREASURY, asset]:
                self.collect(asset)
            assert self.balance(asset) == left[asset] < 4 * len(PEOPLE)
        self.verify()
