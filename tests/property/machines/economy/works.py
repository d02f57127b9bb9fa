"""Works and the rights in them: registered, voided, licensed, derived from. No money stays there."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import product

from eth_abi.abi import encode
from eth_utils.crypto import keccak
from hypothesis import strategies as st

from dao_sim.bindings import Licences, WorkRegistry
from dao_sim.bindings.generated.structs import Registration, Submission, Terms
from dao_sim.coop.licences import Scope
from dao_sim.errors import Reverted
from dao_sim.units import ETH, Address, Wei
from tests.property.machines.economy.act import (
    ENTITLED,
    Sending,
    act,
    any_asset,
    governance,
    mostly,
    nth,
    numbers,
    people,
    small,
)
from tests.property.machines.economy.district import District
from tests.property.machines.economy.stage import MEMBERS
from tests.property.machines.views import record, word

SALT = bytes(32)
CONTENTS = range(1, 13)
BUNDLED = 7
"""What a bundle is going to be registered with."""
SPLITS: tuple[dict[str, int], ...] = (
    {"ann": 333_333, "refuser": 333_333, "actor": 333_334},
    {"burner": 1, "reentrant": 999_999},
    {"treasury": 500_000, "dan": 499_999, "sink": 1},
    {"ann": 1, "bob": 1},
)
"""Who made a work; the last does not sum up."""

REGISTRATION = "(bytes32,string,address[],uint256[],uint16,uint16)"
AI_SHARES = (0, 3_000, 6_000)
CLEARED = 4
"""The state of a submission that has passed."""

contents = st.sampled_from(CONTENTS)
splits = mostly(st.integers(0, 2), st.just(3))
shares = mostly(st.sampled_from((0, 1, 2_500)), st.sampled_from((9_999, 10_000, 10_001)))


Makers = tuple[tuple[Address, ...], tuple[int, ...]]


@cache
def _hashes(makers: tuple[Makers, ...]) -> dict[int, tuple[int, int, int]]:
    """The hash of every registration that anybody may state → its content, makers and AI's share."""
    found = {}
    for content, (split, made), ai in product(CONTENTS, enumerate(makers), AI_SHARES):
        encoded = encode([REGISTRATION], [(bytes([content]) * 32, "", *made, ai, 500)])
        found[int.from_bytes(keccak(encoded), "big")] = content, split, ai
    return found


class WorksDistrict(District):
    NAME = "registry"

    @property
    def contract(self) -> WorkRegistry:
        return self.coop.registry

    def begin(self) -> None:
        """A work; and every member has committed to every content, so that any can be registered."""
        self.set_gate("timelock", shut=False).go(self.stage.chain)
        for name in MEMBERS:
            for content in CONTENTS:
                self.commit(name, content).go(self.stage.chain)
        self.stage.chain.advance(1)
        self.register("ann", 1, 0).go(self.stage.chain)

    def owner(self, work: int) -> Address:
        """Nobody's where there is no such work, or it was voided."""
        try:
            return self.contract.owner_of(work)
        except Reverted:
            return ETH

    def registration(self, content: int, split: int, ai: int = 0) -> Registration:
        payees, units = self.makers(split)
        return Registration(bytes([content]) * 32, "", payees, units, ai, 500)

    def makers(self, split: int) -> Makers:
        """Who is named as having made a work, and with how many units."""
        return tuple(map(self.account, SPLITS[split])), tuple(SPLITS[split].values())

    def stated(self, registration_hash: int) -> tuple[int, int, int]:
        """Content, makers and AI's share of which registration this is the hash of; any for another."""
        known = _hashes(tuple(map(self.makers, range(len(SPLITS)))))
        return known.get(registration_hash, (1, 0, 0))

    def ready(self) -> list[tuple[Address, tuple[int, int, int]]]:
        """Who may register what, where works must have passed before."""
        gate = self.coop.submissions
        if gate is None or word(self.contract, "gate()") == 0:
            return []
        count = word(gate, "submissionCount()")
        signature = "submissionOf(uint256)"
        found = (record(Submission, gate, signature, number) for number in range(1, count + 1))
        return [
            (made.submitter, self.stated(int(made.registration_hash)))
            for made in found
            if made.state == CLEARED
        ]

    @act(by=people, content=contents)
    def commit(self, by: str, content: int) -> Sending:
        who = self.account(by)
        commitment = self.contract.commitment_for(who, bytes([content]) * 32, SALT)
        return self.sent(self.contract.commit(commitment), by)

    @act(content=contents, split=splits)
    def register(self, by: str, content: int, split: int) -> Sending:
        """What has passed, where works must, by who may; else anything."""
        ready = self.ready()
        entitled, said = ready[0] if ready and by == ENTITLED else (ETH, (content, split, 0))
        return self.sent(self.contract.register(self.registration(*said), SALT), by, entitled)

    @act(weight=15, by=governance, shut=mostly(st.just(False), st.just(True), 1))
    def set_gate(self, by: str, *, shut: bool) -> Sending:
        """Whether works must pass before they are registered."""
        return self.sent(self.contract.set_gate(self.account("submissions") if shut else ETH), by)

    @act(weight=1, by=governance, work=numbers, heir=people)
    def void_registration(self, by: str, work: int, heir: str) -> Sending:
        work = nth(work, word(self.coop.registry, "workCount()"))
        return self.sent(self.contract.void_registration(work, self.account(heir)), by)

    @act(by=governance, work=numbers, to=people)
    def reassign(self, by: str, work: int, to: str) -> Sending:
        work = nth(work, word(self.coop.registry, "workCount()"))
        return self.sent(self.contract.reassign(work, self.account(to)), by)


class LicencesDistrict(District):
    NAME = "licences"

    @property
    def contract(self) -> Licences:
        assert self.coop.licences is not None
        return self.coop.licences

    def begin(self) -> None:
        """Two offers, for derivatives and for gain; a licence of each, and a work that derives."""
        chain, works = self.stage.chain, WorksDistrict(self.stage)
        said = {"price": 20, "share": 2_500}
        self.offer("ann", 1, scope=Scope.DERIVATIVE, asset="ETH", ceiling=0, **said).go(chain)
        self.offer("ann", 1, scope=Scope.COMMERCIAL, asset="plain", ceiling=1_000, **said).go(chain)
        self.buy("bob", 1, 0).go(chain)
        self.buy("actor", 2, 0).go(chain)
        assert works.owner(1) == self.account("ann")
        self.derive("bob", 2, 1, [1]).go(chain)

    def verify(self, owes: Counter[Address]) -> None:
        """What goes through it does not stay."""
        self.holds_nothing_else(owes)

    def licensee(self, licence: int) -> Address:
        """Nobody where there is no such licence."""
        try:
            return self.contract.owner_of(licence)
        except Reverted:
            return ETH

    def terms(self, offer: int) -> Terms | None:
        try:
            return self.contract.offer_of(offer).terms
        except Reverted:
            return None

    @act(
        work=numbers,
        scope=st.sampled_from(Scope),
        asset=any_asset,
        price=st.one_of(st.just(0), small),
        share=shares,
        ceiling=st.sampled_from((0, 0, 1_000)),
    )
    def offer(
        self, by: str, work: int, *, scope: Scope, asset: str, price: int, share: int, ceiling: int
    ) -> Sending:
        work = nth(work, word(self.coop.registry, "workCount()"))
        terms = Terms(work, scope, True, True, share, 0, self.asset(asset), price, ceiling)
        owner = WorksDistrict(self.stage).owner(work)
        return self.sent(self.contract.offer(terms), by, owner, self.asset(asset))

    @act(weight=1, number=numbers)
    def withdraw(self, by: str, number: int) -> Sending:
        number = nth(number, self.contract.offer_count())
        terms = self.terms(number)
        owner = WorksDistrict(self.stage).owner(terms.work_id) if terms else ETH
        return self.sent(self.contract.withdraw(number), by, owner)

    @act(by=people, number=numbers, extra=mostly(st.just(0), st.just(1)))
    def buy(self, by: str, number: int, extra: int) -> Sending:
        number = nth(number, self.contract.offer_count())
        terms = self.terms(number)
        asset, price = (terms.asset, terms.price) if terms else (ETH, 0)
        call = self.contract.buy(number, value=Wei(extra + (price if asset == ETH else 0)))
        return self.sent(call, by, asset=asset)

    @act(number=numbers, revenue=small)
    def report(self, by: str, number: int, revenue: int) -> Sending:
        number = nth(number, self.contract.licence_count())
        known = number <= self.contract.licence_count() and number > 0
        terms = self.contract.terms_of(number) if known else None
        asset, share = (terms.asset, terms.share_bps) if terms else (ETH, 0)
        value = revenue * share // 10_000 if asset == ETH else 0
        call = self.contract.report(number, revenue, value=Wei(value))
        return self.sent(call, by, self.licensee(number), asset)

    @act(weight=1, by=governance, number=numbers)
    def revoke(self, by: str, number: int) -> Sending:
        number = nth(number, self.contract.licence_count())
        return self.sent(self.contract.revoke(number, SALT[:-1] + b"\1"), by)

    @act(number=numbers, to=people)
    def hand_on(self, by: str, number: int, to: str) -> Sending:
        number = nth(number, self.contract.licence_count())
        owner = self.licensee(number)
        source = self.account("ann") if owner == ETH else owner
        return self.sent(self.contract.transfer_from(source, self.account(to), number), by, owner)

    @act(content=contents, split=splits, licences=st.lists(st.integers(1, 11), max_size=2))
    def derive(self, by: str, content: int, split: int, licences: list[int]) -> Sending:
        registration = WorksDistrict(self.stage).registration(content, split)
        ids = [nth(licence, self.contract.licence_count()) for licence in licences]
        owner = self.licensee(ids[0]) if ids else ETH
        return self.sent(self.contract.register_derivative(registration, SALT, ids), by, owner)
