"""Grants: held until they are accepted and settled, then owed to the grantee or the treasury."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st

from dao_sim.bindings import MilestoneGrants
from dao_sim.bindings.generated.structs import Grant, GrantTerms, Milestone, MilestoneTerms
from dao_sim.units import Address, Wei
from tests.property.machines.economy.act import (
    Sending,
    act,
    among,
    amounts,
    any_asset,
    assets,
    governance,
    mostly,
    numbers,
    parts,
    payees,
    people,
    periods,
    places,
    small,
)
from tests.property.machines.economy.district import EscrowDistrict
from tests.property.machines.economy.stage import ASSETS
from tests.property.machines.views import record, records, word

NONE, OFFERED, ACTIVE = 0, 1, 2
SETTLED = 2
EVIDENCE = b"\1" * 32


class GrantsDistrict(EscrowDistrict):
    NAME = "grants"

    @property
    def contract(self) -> MilestoneGrants:
        assert self.coop.grants is not None
        return self.coop.grants

    def begin(self) -> None:
        """Money for more, a grant that is half paid, another whose first milestone is shown, and an offer."""
        chain = self.stage.chain
        for asset in ASSETS:
            paid = self.coop.treasury.pay(self.asset(asset), self.address, 2_000)
            paid.send(self.stage.timelock)
        for asset in ("ETH", "plain", "silent"):
            self.open(
                "timelock",
                grantee="cat",
                asset=asset,
                stones=[100, 200],
                bond=50,
                period=100,
                reviewers=["ann", "refuser"],
                needed=1,
            ).go(chain)
        for _ in range(2):
            self.accept("cat", 0, extra=0).go(chain)
        self.submit("cat", 0, 0).go(chain)
        self.review("ann", 0, 0, bps=10_000, judge=0).go(chain)
        self.settle("dan", 0, 0).go(chain)
        self.submit("cat", 1, 0).go(chain)

    def in_escrow(self) -> Counter[Address]:
        held = Counter[Address]()
        for number, grant in self.grants():
            if grant.state in (OFFERED, ACTIVE):
                held[grant.asset] += sum(
                    stone.amount for stone in self.stones(number) if stone.state != SETTLED
                )
            if grant.state == ACTIVE:
                held[grant.asset] += grant.bond
        return held

    def end(self) -> None:
        anybody = self.account("dan")
        for number, grant in self.grants():
            if grant.state == OFFERED:
                self.must(self.contract.lapse(number), anybody)
            if grant.state == ACTIVE:
                for place, stone in enumerate(self.stones(number)):
                    if stone.state != SETTLED:
                        self.must(self.contract.settle(number, place), anybody)

    def pay_out(self, asset: Address) -> None:
        super().pay_out(asset)
        treasury = self.stage.treasury
        if self.owed(treasury, asset) + word(self.contract, "spare(address)", asset):
            self.must(self.contract.recover(asset), self.account("dan"))

    def left(self, asset: Address) -> int:
        """Not a unit: the treasury recovers even what was thrown at the contract."""
        return 0

    def grants(self) -> list[tuple[int, Grant]]:
        count = word(self.contract, "grantCount()")
        return [(number, self.grant(number)) for number in range(1, count + 1)]

    def one(self, drawn: int, state: int) -> int:
        """The number of a grant, mostly of one in that state."""
        grants = self.grants()
        return among(drawn, [number for number, grant in grants if grant.state == state], len(grants))

    def grant(self, number: int) -> Grant:
        return record(Grant, self.contract, "grantOf(uint256)", number)

    def stones(self, number: int) -> list[Milestone]:
        return records(Milestone, self.contract, "milestonesOf(uint256)", number)

    @act(by=governance, asset=assets, amount=amounts)
    def pay_in(self, by: str, asset: str, amount: int) -> Sending:
        paid = self.coop.treasury.pay(self.asset(asset), self.address, amount)
        return self.sent(paid, by, asset=self.asset(asset))

    @act(
        by=governance,
        grantee=mostly(people, payees),
        asset=any_asset,
        stones=mostly(st.lists(small, min_size=1, max_size=3), st.just([])),
        bond=small,
        period=periods,
        reviewers=st.lists(people, max_size=3, unique=True),
        needed=mostly(st.integers(0, 1), st.integers(2, 3)),
    )
    def open(
        self,
        by: str,
        *,
        grantee: str,
        asset: str,
        stones: list[int],
        bond: int,
        period: int,
        reviewers: list[str],
        needed: int,
    ) -> Sending:
        milestones = tuple(MilestoneTerms(amount, 100 * place) for place, amount in enumerate(stones, 1))
        judges = tuple(map(self.account, reviewers))
        terms = GrantTerms(self.account(grantee), needed, self.asset(asset), bond, period, judges, milestones)
        return self.sent(self.contract.open_(terms), by, asset=self.asset(asset))

    @act(number=numbers, extra=mostly(st.just(0), st.just(1)))
    def accept(self, by: str, number: int, extra: int) -> Sending:
        """With the bond, or in ETH with more."""
        number = self.one(number, OFFERED)
        grant = self.grant(number)
        value = Wei(extra + (grant.bond if grant.asset == self.asset("ETH") else 0))
        return self.sent(self.contract.accept(number, value=value), by, grant.grantee, grant.asset)

    @act(number=numbers)
    def lapse(self, by: str, number: int) -> Sending:
        number = self.one(number, OFFERED)
        return self.sent(self.contract.lapse(number), by, self.grant(number).grantee)

    @act(number=numbers, place=places)
    def submit(self, by: str, number: int, place: int) -> Sending:
        number = self.one(number, ACTIVE)
        call = self.contract.submit(number, place, EVIDENCE)
        return self.sent(call, by, self.grant(number).grantee)

    @act(number=numbers, place=places, bps=parts, judge=st.integers(0, 1))
    def review(self, by: str, number: int, place: int, *, bps: int, judge: int) -> Sending:
        number = self.one(number, ACTIVE)
        judges = dict(enumerate(self.contract.reviewers_of(number)))
        call = self.contract.review(number, place, bps)
        return self.sent(call, by, judges.get(judge, self.account("ann")))

    @act(number=numbers, place=places)
    def settle(self, by: str, number: int, place: int) -> Sending:
        number = self.one(number, ACTIVE)
        return self.sent(self.contract.settle(number, place), by)

    @act(asset=any_asset)
    def recover(self, by: str, asset: str) -> Sending:
        return self.sent(self.contract.recover(self.asset(asset)), by, asset=self.asset(asset))
