"""Proposals: each locks a bond, which goes back to its proposer, or to the treasury."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st

from dao_sim.bindings import Call, ProposalBond
from dao_sim.errors import Reverted
from dao_sim.units import Address
from tests.contracts.kit import content_of
from tests.property.machines.economy.act import Sending, act, among, mostly, numbers, people
from tests.property.machines.economy.district import District
from tests.property.machines.views import word

MEASURES = (("ETH", "dan", 100), ("plain", "actor", 200), ("reentrant", "cat", 50), ("fee", "refuser", 60))
"""What can be proposed: payments by the treasury. An asset, who gets it, and how much."""

ACTIVE, SUCCEEDED, QUEUED = 1, 4, 5

measures = st.integers(0, len(MEASURES) - 1)


class GovernanceDistrict(District):
    NAME = "bond"

    @property
    def contract(self) -> ProposalBond:
        assert self.coop.branch.bond is not None
        return self.coop.branch.bond

    def begin(self) -> None:
        """A measure that is queued, so that members may leave over it; one cancelled, one voted on."""
        chain, voters = self.stage.chain, ("ann", "actor")
        self.propose("cat", 2).go(chain)
        self.cancel("cat", 2).go(chain)
        self.propose("ann", 0).go(chain)
        chain.advance(2)
        for voter in voters:
            self.vote(voter, 0, 1).go(chain)
        chain.advance(61)
        self.propose("bob", 1).go(chain)
        self.queue("dan", 0).go(chain)
        chain.advance(2)
        self.vote("bob", 0, 1).go(chain)

    def owes(self) -> Counter[Address]:
        locked = sum(map(self.locked, self.proposals()))
        return Counter({self.coop.token.address: locked * word(self.contract, "amount()")})

    def verify(self, owes: Counter[Address]) -> None:
        self.holds_nothing_else(owes)

    def pay_out(self, asset: Address) -> None:
        if asset == self.coop.token.address:
            for number in self.proposals():
                if self.locked(number):
                    self.must(self.contract.release(number), self.account("dan"))

    def proposals(self) -> range:
        return range(1, word(self.coop.governor, "latestProposalId()") + 1)

    def locked(self, number: int) -> bool:
        """Whether a proposal's bond is still there."""
        return word(self.contract, "bondedBy(uint256)", number) != 0

    def state(self, number: int) -> int:
        return word(self.coop.governor, "state(uint256)", number)

    def fitting(self, drawn: int, state: int) -> int:
        """A measure, mostly one whose proposal is in that state."""
        fit = [measure for measure in range(len(MEASURES)) if self.state(self.number_of(measure)) == state]
        return fit[0] if fit and drawn else drawn

    def number_of(self, measure: int) -> int:
        """The number of a measure's proposal; that of the first where there is none."""
        try:
            return self.coop.governor.get_proposal_id(*self.content(measure))
        except Reverted:
            return 1

    def content(self, measure: int) -> tuple[list[Address], list[int], list[bytes], bytes]:
        return content_of([self.payment(measure)], f"measure {measure}")

    def payment(self, measure: int) -> Call:
        asset, to, amount = MEASURES[measure]
        return self.coop.treasury.pay(self.asset(asset), self.account(to), amount)

    @act(by=people, measure=measures)
    def propose(self, by: str, measure: int) -> Sending:
        call = self.payment(measure)
        said = [call.to], [0], [call.data], f"measure {measure}"
        return self.sent(self.coop.governor.propose(*said), by)

    @act(by=people, number=numbers, support=mostly(st.just(1), st.sampled_from((0, 2, 3)), 3))
    def vote(self, by: str, number: int, support: int) -> Sending:
        open_ = [one for one in self.proposals() if self.state(one) == ACTIVE]
        number = among(number, open_, len(self.proposals()))
        return self.sent(self.coop.governor.cast_vote(number, support), by)

    @act(measure=measures)
    def queue(self, by: str, measure: int) -> Sending:
        measure = self.fitting(measure, SUCCEEDED)
        return self.sent(self.coop.governor.queue(*self.content(measure)), by)

    @act(measure=measures)
    def execute(self, by: str, measure: int) -> Sending:
        measure = self.fitting(measure, QUEUED)
        asset = self.asset(MEASURES[measure][0])
        return self.sent(self.coop.governor.execute(*self.content(measure)), by, asset=asset)

    @act(weight=1, measure=measures)
    def cancel(self, by: str, measure: int) -> Sending:
        """By its guardian, while that has a mandate, if not by somebody else."""
        guardian = self.account("guardian")
        return self.sent(self.coop.governor.cancel(*self.content(measure)), by, guardian)

    @act(number=numbers)
    def release(self, by: str, number: int) -> Sending:
        number = among(number, [one for one in self.proposals() if self.locked(one)], len(self.proposals()))
        return self.sent(self.contract.release(number), by)
