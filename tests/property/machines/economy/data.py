"""The data commons: licences paid in advance, and what their uses earned, until it is credited."""

from __future__ import annotations

from collections import Counter

from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak
from hypothesis import strategies as st

from dao_sim.bindings import DataCommons
from dao_sim.bindings.generated.structs import Access, AccessTerms, Dataset, DatasetTerms
from dao_sim.errors import Reverted
from dao_sim.units import ETH, Address, Wei
from tests.property.machines.economy.act import (
    FITTING,
    Sending,
    act,
    among,
    any_asset,
    fitting,
    governance,
    mostly,
    numbers,
    people,
    periods,
    small,
)
from tests.property.machines.economy.district import EscrowDistrict
from tests.property.machines.economy.stage import ASSETS
from tests.property.machines.views import record, word, words

SERVICE: LocalAccount = Account.from_key(keccak(text="archive"))
HASH = b"\5" * 32
SHARE_OF = "shareOf(uint256,address)"
RESEARCH, TRAINING, PERMITTED = 0, 3, 0b1001
SHARED: tuple[dict[str, int], ...] = (
    {"ann": 1, "actor": 2},
    {"bob": 3, "miser": 1, "refuser": 3},
    {"cat": 7},
)
"""Who has rights in a dataset, with how many points."""

purposes = mostly(st.just(RESEARCH), st.sampled_from((TRAINING, 4)), 5)
shared = st.integers(0, len(SHARED) - 1)
extras = mostly(st.just(0), st.just(1))


class DataDistrict(EscrowDistrict):
    NAME = "data"

    @property
    def contract(self) -> DataCommons:
        assert self.coop.data is not None
        return self.coop.data

    def begin(self) -> None:
        """A dataset that is open, with three licences; one suspended, and one not confirmed yet."""
        chain = self.stage.chain
        self.register("ann", 1, 0).go(chain)
        self.confirm("guardian", 0).go(chain)
        self.consent("actor", 0).go(chain)
        self.register("bob", 2, 1).go(chain)
        self.confirm("guardian", 0).go(chain)
        self.suspend("timelock", 1).go(chain)
        self.register("bob", 3, 2).go(chain)
        for place, asset in enumerate(("ETH", "plain", "coop")):
            self.offer("ann", 0, asset=asset, purpose=RESEARCH, uses=3, term=200, price=101).go(chain)
            self.buy("dan", place, extra=0).go(chain)
        self.use("dan", 0, RESEARCH, late=False).go(chain)
        self.credit("dan", 0, FITTING, "ann").go(chain)

    def in_escrow(self) -> Counter[Address]:
        """What unused uses cost; what holders are not credited yet, to the last fraction of a unit."""
        held = Counter[Address]()
        for _, licence in self.licences():
            terms = self.terms(licence.offer_id)
            held[terms.asset] += 0 if licence.refunded else terms.price * (terms.uses - licence.used)
        for number, _ in self.datasets():
            for asset in self.looked_at:
                if self.income(number, asset):
                    held[asset] += sum(self.creditable(number, asset).values()) + self.fractions(
                        number, asset
                    )
        return held

    def datasets(self) -> list[tuple[int, Dataset]]:
        count = word(self.contract, "datasetCount()")
        return [(number, self.dataset(number)) for number in range(1, count + 1)]

    def dataset(self, number: int) -> Dataset:
        return record(Dataset, self.contract, "datasetOf(uint256)", number)

    def licences(self) -> list[tuple[int, Access]]:
        count = word(self.contract, "licenceCount()")
        signature = "licenceOf(uint256)"
        return [(number, record(Access, self.contract, signature, number)) for number in range(1, count + 1)]

    def terms(self, offer: int) -> AccessTerms:
        """Those of an offer; of nothing where there is none."""
        try:
            *terms, _ = words(self.contract, "offerOf(uint256)", offer)
        except Reverted:
            return AccessTerms(0, 0, ETH, 0, 0, 0)
        dataset, term, asset, purpose, uses, price = terms
        by_number = {int(address, 16): address for address in self.stage.assets.values()}
        return AccessTerms(dataset, term, by_number[asset], purpose, uses, price)

    def income(self, dataset: int, asset: Address) -> int:
        return word(self.contract, "income(uint256,address)", dataset, asset)

    def creditable(self, dataset: int, asset: Address) -> dict[Address, int]:
        """Holder → what is its and was not credited."""
        signature = "creditable(uint256,address,address)"
        everyone = self.stage.everyone
        return {who: word(self.contract, signature, dataset, asset, who) for who in everyone}

    def fractions(self, dataset: int, asset: Address) -> int:
        """What is left of the income when all have their whole units: less than there are holders."""
        income, all_points = self.income(dataset, asset), self.dataset(dataset).points
        points = (word(self.contract, SHARE_OF, dataset, who) for who in self.stage.everyone)
        return income - sum(income * each // all_points for each in points)

    def end(self) -> None:
        for number, licence in self.licences():
            if not licence.refunded and licence.used < self.terms(licence.offer_id).uses:
                self.must(self.contract.refund(number), self.account("bob"))

    def pay_out(self, asset: Address) -> None:
        for number, _ in self.datasets():
            for who, amount in self.creditable(number, asset).items():
                if amount:
                    self.must(self.contract.credit(number, asset, who), self.account("bob"))
        super().pay_out(asset)
        if self.owed(self.stage.treasury, asset):
            self.must(self.contract.collect_levy(asset), self.account("bob"))

    def left(self, asset: Address) -> int:
        """Fractions of a unit, which later income would complete."""
        fractions = sum(self.fractions(number, asset) for number, _ in self.datasets())
        return fractions + self.stray[asset]

    def one(self, drawn: int) -> int:
        """The number of a dataset."""
        count = word(self.contract, "datasetCount()")
        return among(drawn, range(1, count + 1), count)

    def licence(self, drawn: int) -> int:
        """The number of a licence, mostly of one that is not used up."""
        found = self.licences()
        unused = [
            number for number, one in found if not one.refunded and one.used < self.terms(one.offer_id).uses
        ]
        return among(drawn, unused, len(found))

    @act(by=people, content=st.integers(1, 3), holders=shared)
    def register(self, by: str, content: int, holders: int) -> Sending:
        accounts = tuple(map(self.account, SHARED[holders]))
        service = Address(SERVICE.address)
        points = tuple(SHARED[holders].values())
        terms = DatasetTerms(bytes([content]) * 32, HASH, PERMITTED, service, "", accounts, points)
        return self.sent(self.contract.register(terms), by)

    @act(number=numbers)
    def confirm(self, by: str, number: int) -> Sending:
        datasets = self.datasets()
        new = [at for at, one in datasets if one.confirmer == ETH]
        call = self.contract.confirm(among(number, new, len(datasets)))
        return self.sent(call, by, self.account("guardian"))

    @act(number=numbers)
    def consent(self, by: str, number: int) -> Sending:
        number = self.one(number)
        rights = ((who, words(self.contract, SHARE_OF, number, who)) for who in self.stage.everyone)
        missing = [who for who, (points, consents) in rights if points and not consents]
        return self.sent(self.contract.consent(number), by, missing[0] if missing else ETH)

    @act(weight=1, by=people, number=numbers)
    def withdraw(self, by: str, number: int) -> Sending:
        return self.sent(self.contract.withdraw(self.one(number)), by)

    @act(weight=1, by=governance, number=numbers)
    def suspend(self, by: str, number: int) -> Sending:
        return self.sent(self.contract.suspend(self.one(number), HASH), by)

    @act(by=governance, number=numbers)
    def resume(self, by: str, number: int) -> Sending:
        datasets = self.datasets()
        stopped = [at for at, one in datasets if one.suspended_at]
        return self.sent(self.contract.resume(among(number, stopped, len(datasets))), by)

    @act(weight=1, by=governance, purposes=st.sampled_from((0, 0, 1 << TRAINING, 1 << RESEARCH, 1 << 7)))
    def set_barred(self, by: str, purposes: int) -> Sending:
        return self.sent(self.contract.set_barred(purposes), by)

    @act(
        number=numbers,
        asset=any_asset,
        purpose=purposes,
        uses=mostly(st.integers(1, 4), st.sampled_from((0, 10**6 + 1))),
        term=periods,
        price=mostly(small, st.just(0)),
    )
    def offer(
        self, by: str, number: int, *, asset: str, purpose: int, uses: int, term: int, price: int
    ) -> Sending:
        number = self.one(number)
        terms = AccessTerms(number, term, self.asset(asset), purpose, uses, price)
        return self.sent(self.contract.offer(terms), by, self.dataset(number).registrant)

    @act(weight=1, number=numbers)
    def close_offer(self, by: str, number: int) -> Sending:
        count = word(self.contract, "offerCount()")
        number = among(number, range(1, count + 1), count)
        registrant = self.dataset(self.terms(number).dataset_id).registrant
        return self.sent(self.contract.close_offer(number), by, registrant)

    @act(by=people, number=numbers, extra=extras)
    def buy(self, by: str, number: int, extra: int) -> Sending:
        count = word(self.contract, "offerCount()")
        number = among(number, range(1, count + 1), count)
        terms = self.terms(number)
        value = Wei(terms.price * terms.uses + extra if terms.asset == ETH else 0)
        return self.sent(self.contract.buy(number, value=value), by, asset=terms.asset)

    @act(number=numbers, purpose=purposes, late=mostly(st.just(False), st.just(True)))
    def use(self, by: str, number: int, purpose: int, late: bool) -> Sending:
        """Countersigned, for half a minute."""
        number, until = self.licence(number), int(self.stage.chain.now()) + (-1 if late else 30)
        licensee = dict(self.licences())[number].licensee if number in dict(self.licences()) else ETH
        hashed = self.contract.use_hash(number, purpose, HASH, until)
        signature = bytes(SERVICE.unsafe_sign_hash(hashed).signature)  # type: ignore[arg-type]
        return self.sent(self.contract.use(number, purpose, HASH, until, signature), by, licensee)

    @act(number=numbers)
    def refund(self, by: str, number: int) -> Sending:
        number = self.licence(number)
        licensee = dict(self.licences())[number].licensee if number in dict(self.licences()) else ETH
        return self.sent(self.contract.refund(number), by, licensee)

    @act(number=numbers, asset=fitting, holder=people)
    def credit(self, by: str, number: int, asset: str, holder: str) -> Sending:
        number, what, who = self.one(number), self.asset(self.fit(asset, ())), self.account(holder)
        if asset == FITTING:
            earned = (
                (at, each, holder)
                for at, _ in self.datasets()
                for each in map(self.asset, ASSETS)
                for holder, amount in self.creditable(at, each).items()
                if amount
            )
            number, what, who = next(earned, (number, what, who))
        return self.sent(self.contract.credit(number, what, who), by)

    @act(asset=fitting)
    def collect_levy(self, by: str, asset: str) -> Sending:
        accrued = [name for name in ASSETS if self.owed(self.stage.treasury, self.asset(name))]
        what = self.asset(self.fit(asset, accrued))
        return self.sent(self.contract.collect_levy(what), by, asset=what)
