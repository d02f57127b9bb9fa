"""Awards hold what was minted and not released, vote with whom they are given to, and drain to nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import ContributionRewards, VestingAward
from dao_sim.bindings.generated import structs
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.reward_terms import kind_bytes
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, Address, MemberClass
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.budget_model import Budget
from tests.property.machines.rewards_model import ACCEPTED, SUBMITTED, Reward, RewardsModel
from tests.property.machines.views import word, words

EPOCH, CAP, REVIEW = 1_000, 100_000, 500
PEOPLE = ("ann", "bob", "cat")
REWARDERS = ("keeper", "ann")
CHARTER = f"""
name = "Rewards"
token.epoch = "{EPOCH}s"
token.mint_cap = "0.0000000000001"
operators.admitter = ["account:0"]
operators.rewarder = ["account:0", "account:1"]
governance.proposal_threshold = "0"
rewards.review_period = "{REVIEW}s"
"""
EVIDENCE = b"\1" * 32

people = st.sampled_from(PEOPLE)
anyone = st.sampled_from((*PEOPLE, "keeper"))
kinds = st.sampled_from(("code", "text"))
numbers = st.integers(1, 5)
amounts = st.one_of(st.sampled_from((0, 9_999, 10_000)), st.integers(10_000, 300_000))
parts = st.one_of(st.sampled_from((0, 1, 3_333, 10_000, 10_000, 10_001)), st.integers(1, 10_000))


@dataclass(frozen=True, slots=True)
class RewardsStage:
    """The co-op, its rewards, and the addresses behind the names that the model uses."""

    coop: Cooperative
    made: ContributionRewards
    accounts: dict[str, Address]

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> RewardsStage:
    """Three people, of whom two are members, and one of those a rewarder beside the keeper."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    assert coop.rewards is not None
    keeper, *rest = coop.chain.accounts()[: len(PEOPLE) + 1]
    accounts = dict(zip(PEOPLE, rest, strict=True))
    for who in ("ann", "bob"):
        coop.admit(accounts[who], MemberClass.CREATOR)
    coop.access.grant_role(int(Role.EXPELLER), keeper, 0).send(coop.timelock.address)
    named = accounts | {"keeper": keeper, "timelock": coop.timelock.address}
    return RewardsStage(coop, coop.rewards, named)


class RewardsMachine(CoopMachine):
    """Rewards are set; work is submitted, accepted, declined; awards are minted, released and delegated."""

    NAME = "rewards"
    stages: ClassVar[Stages[RewardsStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.coop, self.made, self.token = self.stage.coop, self.stage.made, self.stage.coop.token
        self.now = int(self.stage.chain.now())
        self.model = RewardsModel(REVIEW, Budget(EPOCH, CAP), {"ann", "bob"}, REWARDERS)
        self.held: Counter[str] = Counter()

    @initialize(amount=st.integers(50_000, 200_000), cliff=st.integers(0, 500), more=st.integers(0, 2_000))
    def begin(self, amount: int, cliff: int, more: int) -> None:
        """An award, perhaps larger than the cap; and something that waits."""
        self.set_reward("code", amount, (cliff, cliff + more), "timelock")
        self.submit("code", "bob")
        self.submit("code", "bob")
        self.accept(1, "keeper", 10_000)

    @rule(
        kind=kinds,
        amount=amounts,
        times=st.tuples(st.integers(0, 600), st.integers(0, 3_000)),
        by=st.sampled_from(("timelock", "timelock", "timelock", "keeper")),
    )
    def set_reward(self, kind: str, amount: int, times: tuple[int, int], by: str) -> None:
        call = self.made.set_reward(kind_bytes(kind), structs.Reward(amount, *times))
        self.act(call, self.address(by), lambda: self.model.set_reward(kind, Reward(amount, *times), by))

    @rule(cap=st.integers(0, 2 * CAP))
    def set_cap(self, cap: int) -> None:
        """For awards, which are all that is minted here."""
        call = self.token.set_mint_cap(cap)
        self.act(call, self.address("timelock"), lambda: self.model.minting.set_cap(cap, "unreached"))

    @rule(kind=kinds, by=people)
    def submit(self, kind: str, by: str) -> None:
        call = self.made.submit(kind_bytes(kind), EVIDENCE, "")
        self.act(call, self.address(by), lambda: self.model.submit(kind, by, self.now))

    @rule(number=numbers, by=st.sampled_from((*REWARDERS, *REWARDERS, "bob")), bps=parts)
    def accept(self, number: int, by: str, bps: int) -> None:
        call = self.made.accept(number, bps)
        done = self.act(call, self.address(by), lambda: self.model.accept(number, by, bps, self.now))
        if done:
            minted = [event.amount for event in self.made.decode(done.receipt, ContributionRewards.Minted)]
            assert minted == ([done.foretold] if done.foretold else [])

    @rule(number=numbers, by=anyone)
    def decline(self, number: int, by: str) -> None:
        call = self.made.decline(number)
        self.act(call, self.address(by), lambda: self.model.decline(number, by, self.now))

    @rule(number=numbers, by=anyone)
    def lapse(self, number: int, by: str) -> None:
        call = self.made.lapse(number)
        self.act(call, self.address(by), lambda: self.model.lapse(number, by, self.now))

    @rule(number=numbers, by=anyone)
    def mint(self, number: int, by: str) -> None:
        done = self.act(self.made.mint(number), self.address(by), lambda: self.model.mint(number, self.now))
        if done:
            [minted] = self.made.decode(done.receipt, ContributionRewards.Minted)
            assert minted.amount == done.foretold

    @rule(number=numbers, by=anyone)
    def release(self, number: int, by: str) -> None:
        """Where there is an award."""
        award = self.award(number)
        if award is None:
            return
        call = award.release_with_token(self.token.address)
        done = self.act(call, self.address(by), lambda: self.model.release(number, self.now))
        assert done is not None
        self.held[self.model.contributions[number - 1].contributor] += done.foretold

    @rule(number=numbers, by=people, to=st.sampled_from((*PEOPLE, "nobody")))
    def delegate(self, number: int, by: str, to: str) -> None:
        """To anybody; to nobody means to its owner."""
        award = self.award(number)
        if award is None:
            return
        call = award.delegate(ETH if to == "nobody" else self.address(to))
        self.act(
            call,
            self.address(by),
            lambda: self.model.delegate(number, by, by if to == "nobody" else to),
            "delegate award",
        )

    @rule(who=people, expelled=st.booleans())
    def come_or_go(self, who: str, expelled: bool) -> None:
        """Membership says who can submit, and nothing about what was submitted or earned."""
        if who not in self.model.members:
            self.coop.admit(self.address(who), MemberClass.CREATOR)
        elif expelled:
            self.coop.membership.expel(self.address(who)).send(self.address("keeper"))
        else:
            self.coop.membership.resign().send(self.address(who))
        self.model.members ^= {who}
        self.note("come or go")

    @rule(seconds=st.one_of(st.integers(1, 200), st.integers(1, 2_000)))
    def wait(self, seconds: int) -> None:
        self.note("wait")
        self.stage.chain.advance(seconds)
        self.now += seconds

    def award(self, number: int) -> VestingAward | None:
        """Where a contribution's tokens vest; None where it was not accepted."""
        address = self.made.contribution_of(number).award
        return None if address == ETH else VestingAward(self.stage.chain, address)

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def verify(self) -> None:
        made, model, token = self.made, self.model, self.token
        assert word(made, "contributionCount()") == len(model.contributions)
        assert word(token, "mintable()") == model.minting.left(self.now)
        for number, one in enumerate(model.contributions, 1):
            found = words(made, "contributionOf(uint256)", number)
            assert (found[2], found[3]) == (one.minted, one.decide_by)
            assert (found[6], found[7]) == (one.bps, one.state)
            if one.state != ACCEPTED:
                continue
            assert word(made, "awarded(uint256)", number) == one.awarded
            award = VestingAward(self.stage.chain, Address(f"0x{found[8]:040x}"))
            assert word(token, "balanceOf(address)", award.address) == one.left
            due = word(award, "releasable(address)", token.address)
            assert due == one.vested(self.now) - one.released
        for who in PEOPLE:
            assert word(token, "balanceOf(address)", self.address(who)) == self.held[who]
            assert word(token, "getVotes(address)", self.address(who)) == model.votes(who, self.held[who])
        everything = sum(one.minted for one in model.contributions)
        assert word(token, "votableSupply()") == everything

    def finish(self) -> None:
        """After all deadlines everything that was promised is with its owner, and no award keeps anything."""
        self.set_cap(10 * CAP)
        self.wait(REVIEW)
        for number, one in enumerate(self.model.contributions, 1):
            if one.state == SUBMITTED:
                self.lapse(number, "cat")
            if one.state == ACCEPTED and one.minted < one.awarded:
                self.wait(EPOCH)
                self.mint(number, "cat")
        self.wait(3_000)
        for number, one in enumerate(self.model.contributions, 1):
            if one.state == ACCEPTED:
                self.release(number, "cat")
                assert (one.left, one.released) == (0, one.awarded)
        self.verify()
