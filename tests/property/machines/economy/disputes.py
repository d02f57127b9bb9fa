"""Disputes about share units and deliveries, which panels decide: what that costs goes on to them."""

from __future__ import annotations

from collections import Counter

from eth_abi.abi import encode
from eth_utils.crypto import keccak
from hypothesis import strategies as st

from dao_sim.bindings import Disputes, PanelArbiter
from dao_sim.bindings.generated.structs import Claim, Dispute
from dao_sim.units import ETH, Address, Wei
from tests.property.machines.economy.act import (
    ENTITLED,
    Sending,
    act,
    among,
    mostly,
    nth,
    numbers,
    parts,
    people,
)
from tests.property.machines.economy.commissions import DISPUTED, CommissionsDistrict
from tests.property.machines.economy.district import District
from tests.property.machines.economy.works import SPLITS, WorksDistrict
from tests.property.machines.views import record, word

OPEN = 1
WHY = b"\7" * 32

extras = mostly(st.just(0), st.just(1))


class DisputesDistrict(District):
    NAME = "disputes"

    @property
    def contract(self) -> Disputes:
        assert self.coop.disputes is not None
        return self.coop.disputes

    def begin(self) -> None:
        """Somebody claims a part of what was registered for Ann."""
        self.open("miser", 1, party=0, units=1_000, extra=0).go(self.stage.chain)

    def verify(self, owes: Counter[Address]) -> None:
        self.holds_nothing_else(owes)

    def disputes(self) -> list[tuple[int, Dispute]]:
        count, signature = word(self.contract, "disputeCount()"), "disputeOf(uint256)"
        return [(number, record(Dispute, self.contract, signature, number)) for number in range(1, count + 1)]

    def end(self) -> None:
        """Panels have said what they had to say."""
        for number, one in self.disputes():
            if one.state == OPEN:
                self.must(self.contract.conclude(number), self.account("dan"))

    def payees(self, work: int) -> tuple[tuple[Address, ...], tuple[int, ...]]:
        """Whom a work was registered for, and with how many units; the first there are if nobody knows."""
        known = word(self.coop.vault, "payeesHashOf(uint256)", work)
        makers = [WorksDistrict(self.stage).makers(split) for split in range(len(SPLITS))]
        hashed = (int.from_bytes(keccak(encode(["address[]", "uint256[]"], made)), "big") for made in makers)
        return dict(zip(hashed, makers, strict=True)).get(known, makers[0])

    @act(
        by=people,
        work=numbers,
        party=st.integers(0, 2),
        units=mostly(st.integers(1, 1_000), st.integers(0, 10**6)),
        extra=extras,
    )
    def open(self, by: str, work: int, *, party: int, units: int, extra: int) -> Sending:
        """For whoever claims, at the cost of one of those for whom the work was registered."""
        work = nth(work, word(self.coop.registry, "workCount()"))
        payees, granted = self.payees(work)
        against = payees[party % len(payees)]
        claim = Claim(0, work, against, (self.account(by),), (units,), WHY)
        assert self.coop.panels is not None
        cost = word(self.coop.panels, "cost()") + extra
        return self.sent(self.contract.open_(claim, payees, granted, value=Wei(cost)), by)

    @act(number=numbers)
    def conclude(self, by: str, number: int) -> Sending:
        disputes = self.disputes()
        number = among(number, [at for at, one in disputes if one.state == OPEN], len(disputes))
        return self.sent(self.contract.conclude(number), by)


class ArbiterDistrict(District):
    NAME = "arbiter"

    @property
    def contract(self) -> PanelArbiter:
        return PanelArbiter(self.stage.chain, self.account("arbiter"))

    def begin(self) -> None:
        """Panels are asked about the commission that is disputed."""
        self.ask(ENTITLED, 0, 5_000, extra=0).go(self.stage.chain)

    def verify(self, owes: Counter[Address]) -> None:
        self.holds_nothing_else(owes)

    @act(number=numbers, bps=parts, extra=extras)
    def ask(self, by: str, number: int, bps: int, extra: int) -> Sending:
        """Whoever posted a commission that is disputed has panels decide."""
        commissions = CommissionsDistrict(self.stage)
        number = commissions.one(number, DISPUTED)
        assert self.coop.panels is not None
        cost = word(self.coop.panels, "cost()") + extra
        call = self.contract.ask(commissions.address, number, bps, value=Wei(cost))
        return self.sent(call, by, commissions.commission(number).poster)

    @act(case=numbers)
    def conclude(self, by: str, case: int) -> Sending:
        assert self.coop.panels is not None
        count = word(self.coop.panels, "caseCount()")
        asked = [number for number in range(1, count + 1) if self.waits(number)]
        return self.sent(self.contract.conclude(among(case, asked, count)), by)

    def waits(self, case: int) -> bool:
        request = self.contract.request_of(case)
        assert self.coop.panels is not None
        decided = word(self.coop.panels, "outcomeOf(uint256)", case) != 0
        return request.target != ETH and not request.concluded and decided
