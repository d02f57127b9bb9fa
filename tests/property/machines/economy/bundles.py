"""Rights split from works, and works combined in bundles: no money stays there."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st

from dao_sim.bindings import Bundles, SubRights
from dao_sim.bindings.generated.structs import Ancestor
from dao_sim.coop.licences import Scope
from dao_sim.errors import Reverted
from dao_sim.units import ETH, Address
from tests.property.machines.economy.act import ENTITLED, Sending, act, among, mostly, nth, numbers, people
from tests.property.machines.economy.district import District
from tests.property.machines.economy.works import BUNDLED, SALT, WorksDistrict, contents, shares, splits
from tests.property.machines.views import word

SPLIT = 0
"""Who has the units of the bundle that there is from the start."""
included = st.lists(st.integers(1, 6), min_size=2, max_size=3, unique=True).map(sorted)


class RightsDistrict(District):
    NAME = "rights"

    @property
    def contract(self) -> SubRights:
        assert self.coop.rights is not None
        return self.coop.rights

    def begin(self) -> None:
        """A right to train with the first work."""
        split = self.split("ann", 1, scope=Scope.AI_TRAINING, share=2_500, content=6, makers=0)
        split.go(self.stage.chain)

    def verify(self, owes: Counter[Address]) -> None:
        self.holds_nothing_else(owes)

    @act(work=numbers, scope=st.sampled_from(Scope), share=shares, content=contents, makers=splits)
    def split(self, by: str, work: int, *, scope: Scope, share: int, content: int, makers: int) -> Sending:
        works = WorksDistrict(self.stage)
        work = nth(work, word(self.coop.registry, "workCount()"))
        call = self.contract.split(work, scope, share, works.registration(content, makers), SALT)
        return self.sent(call, by, works.owner(work))

    @act(number=numbers)
    def merge(self, by: str, number: int) -> Sending:
        count = word(self.coop.registry, "workCount()")
        number = among(number, list(filter(self.is_right, range(1, count + 1))), count)
        return self.sent(self.contract.merge(number), by, WorksDistrict(self.stage).owner(number))

    def is_right(self, work: int) -> bool:
        try:
            return not self.contract.right_of(work).merged
        except Reverted:
            return False


class BundlesDistrict(District):
    NAME = "bundles"

    @property
    def contract(self) -> Bundles:
        assert self.coop.bundles is not None
        return self.coop.bundles

    def begin(self) -> None:
        """A bundle of two works whose owners have joined, and another that nobody has joined."""
        chain = self.stage.chain
        self.propose("cat", [1, 2], share=3_000, content=BUNDLED, makers=SPLIT).go(chain)
        for work in (1, 2):
            self.join(ENTITLED, 0, work).go(chain)
        self.propose("ann", [1, 2], share=1_000, content=8, makers=SPLIT).go(chain)

    def verify(self, owes: Counter[Address]) -> None:
        self.holds_nothing_else(owes)

    def bundle(self, drawn: int) -> int:
        """The number of a bundle, mostly of one that is not opened."""
        count = word(self.contract, "bundleCount()")
        bundles = range(1, count + 1)
        new = [number for number in bundles if not self.contract.bundle_of(number).work_id]
        return among(drawn, new, count)

    def curator(self, number: int) -> Address:
        """Nobody where there is no such bundle."""
        try:
            return self.contract.bundle_of(number).curator
        except Reverted:
            return ETH

    @act(
        by=people,
        works=included,
        share=mostly(st.sampled_from((0, 3_000)), st.just(9_000)),
        content=contents,
        makers=splits,
    )
    def propose(self, by: str, works: list[int], *, share: int, content: int, makers: int) -> Sending:
        registration = WorksDistrict(self.stage).registration(content, makers)
        terms = self.contract.terms_for(registration, SALT)
        return self.sent(self.contract.propose([Ancestor(work, share) for work in works], terms), by)

    @act(number=numbers, work=mostly(st.integers(1, 2), st.integers(3, 6), 3))
    def join(self, by: str, number: int, work: int) -> Sending:
        call = self.contract.join(self.bundle(number), work)
        return self.sent(call, by, WorksDistrict(self.stage).owner(work))

    @act(weight=1, number=numbers, work=mostly(st.integers(1, 2), st.integers(3, 6), 3))
    def withdraw(self, by: str, number: int, work: int) -> Sending:
        call = self.contract.withdraw(self.bundle(number), work)
        return self.sent(call, by, WorksDistrict(self.stage).owner(work))

    @act(
        number=numbers,
        content=mostly(st.just(BUNDLED), contents, 2),
        makers=mostly(st.just(SPLIT), splits, 2),
    )
    def open(self, by: str, number: int, content: int, makers: int) -> Sending:
        number = self.bundle(number)
        registration = WorksDistrict(self.stage).registration(content, makers)
        return self.sent(self.contract.open_(number, registration, SALT), by, self.curator(number))
