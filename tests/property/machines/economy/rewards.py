"""Rewards: tokens that are made for accepted work, and kept for its author until they have vested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hypothesis import strategies as st

from dao_sim.bindings import ContributionRewards, VestingAward
from dao_sim.bindings.generated.structs import Contribution, Reward
from dao_sim.coop.reward_terms import kind_bytes
from dao_sim.units import ETH, MAX_UINT208, Address
from tests.property.machines.economy.act import Sending, act, among, governance, mostly, numbers, people
from tests.property.machines.economy.district import District
from tests.property.machines.views import record, word

SUBMITTED, ACCEPTED = 1, 2
EVIDENCE = b"\4" * 32

kinds = mostly(st.just("code"), st.sampled_from(("text", "nonsense")), 3)


class RewardsDistrict(District):
    """The contract holds nothing; each award is an address of its own."""

    NAME = "rewards"

    @property
    def contract(self) -> ContributionRewards:
        assert self.coop.rewards is not None
        return self.coop.rewards

    def begin(self) -> None:
        """A contribution that is accepted, one whose award waits for the cap, and one that is submitted."""
        token, timelock = self.coop.token, self.stage.timelock
        for by in ("actor", "cat", "bob"):
            self.submit(by, "code").go(self.stage.chain)
        self.accept("timelock", 0, 10_000).go(self.stage.chain)
        token.set_mint_cap(0).send(timelock)
        self.accept("timelock", 0, 10_000).go(self.stage.chain)
        token.set_mint_cap(MAX_UINT208).send(timelock)

    def contributions(self) -> list[tuple[int, Contribution]]:
        count = word(self.contract, "contributionCount()")
        signature = "contributionOf(uint256)"
        return [
            (number, record(Contribution, self.contract, signature, number)) for number in range(1, count + 1)
        ]

    def awards(self) -> Iterator[tuple[Contribution, VestingAward]]:
        for _, made in self.contributions():
            if made.state == ACCEPTED:
                yield made, VestingAward(self.stage.chain, made.award)

    def verify(self, owes: Counter[Address]) -> None:
        """Whatever was made for an award is there, or was released to its owner."""
        self.holds_nothing_else(owes)
        token = self.coop.token.address
        for made, award in self.awards():
            has = self.stage.balance(token, award.address)
            released = word(award, "released(address)", token)
            assert has + released == made.minted, f"{made.minted} were made, {has} + {released} are known"

    def pay_out(self, asset: Address) -> None:
        if asset != self.coop.token.address:
            return
        for made, award in self.awards():
            if word(award, "releasable(address)", asset):
                self.must(award.release_with_token(asset), self.account("dan"))
            left = self.stage.balance(asset, award.address)
            assert left == 0, f"{left} stays in the award of {made.contributor}"

    def one(self, drawn: int, state: int) -> int:
        """The number of a contribution, mostly of one in that state."""
        made = self.contributions()
        return among(drawn, [number for number, one in made if one.state == state], len(made))

    @act(by=people, kind=kinds)
    def submit(self, by: str, kind: str) -> Sending:
        return self.sent(self.contract.submit(kind_bytes(kind), EVIDENCE, ""), by)

    @act(by=governance, number=numbers, bps=mostly(st.integers(1, 10_000), st.sampled_from((0, 10_001))))
    def accept(self, by: str, number: int, bps: int) -> Sending:
        return self.sent(self.contract.accept(self.one(number, SUBMITTED), bps), by)

    @act(weight=1, by=governance, number=numbers)
    def decline(self, by: str, number: int) -> Sending:
        return self.sent(self.contract.decline(self.one(number, SUBMITTED)), by)

    @act(weight=1, number=numbers)
    def lapse(self, by: str, number: int) -> Sending:
        number = self.one(number, SUBMITTED)
        author = dict(self.contributions()).get(number)
        return self.sent(self.contract.lapse(number), by, author.contributor if author else ETH)

    @act(number=numbers)
    def mint(self, by: str, number: int) -> Sending:
        made = self.contributions()
        waits = [number for number, one in made if self.contract.awarded(number) > one.minted]
        return self.sent(self.contract.mint(among(number, waits, len(made))), by)

    @act(by=governance, kind=kinds, amount=mostly(st.integers(10_000, 50_000), st.integers(0, 9_999)))
    def set_reward(self, by: str, kind: str, amount: int) -> Sending:
        return self.sent(self.contract.set_reward(kind_bytes(kind), Reward(amount, 10, 60)), by)

    @act(number=numbers)
    def release(self, by: str, number: int) -> Sending:
        number = self.one(number, ACCEPTED)
        found = dict(self.contributions()).get(number)
        if found is None or found.award == ETH:
            return self.sent(self.contract.mint(number), by)
        award = VestingAward(self.stage.chain, found.award)
        return self.sent(award.release_with_token(self.coop.token.address), by)
