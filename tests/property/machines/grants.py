"""The escrow of grants always has what it owes, and drains to nothing once all deadlines have passed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import CoopToken, MilestoneGrants
from dao_sim.bindings.generated.structs import GrantTerms, MilestoneTerms
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import ETH, MAX_UINT208, MAX_UINT256, Address, Wei
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.grants_model import ACTIVE, OFFERED, SETTLED, TREASURY, Grant, GrantsModel, Stone
from tests.property.machines.mocks import mock
from tests.property.machines.refusal import refuse_if
from tests.property.machines.views import word, words

CHARTER = """
name = "Grants"
token.mint_cap = "1"
operators.minter = ["account:0"]
grants.accept_within = "200s"
"""
ACCEPT, START = 200, 1_000_000
PEOPLE = ("ann", "bob", "cat", "dan")
ASSETS = ("ETH", "plain", "banning")
EVIDENCE = b"\1" * 32

people = st.sampled_from(PEOPLE)
assets = st.sampled_from(ASSETS)
numbers = st.integers(1, 4)
places = st.integers(0, 2)
parts = st.one_of(st.sampled_from((0, 5_000, 10_000, 10_001)), st.integers(0, 10_000))


@dataclass(frozen=True, slots=True)
class GrantsStage:
    """The co-op, its grants, and the addresses behind the names that the model uses."""

    coop: Cooperative
    made: MilestoneGrants
    accounts: dict[str, Address]
    assets: dict[str, Address]

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> GrantsStage:
    """People with tokens who let the escrow take them; a treasury with money in every asset."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    assert coop.grants is not None
    chain, timelock = coop.chain, coop.timelock.address
    keeper, *rest = chain.accounts()[: len(PEOPLE) + 1]
    tokens = {
        name: mock(kind).create(chain, keeper).address
        for name, kind in (("plain", "NoReturnToken"), ("banning", "BlacklistingToken"))
    }
    accounts = dict(zip(PEOPLE, rest, strict=True))
    chain.send(keeper, coop.treasury.address, value=START)
    for token in tokens.values():
        for holder in (coop.treasury.address, *accounts.values()):
            CoopToken(chain, token).mint(holder, START).send(keeper)
        for person in accounts.values():
            CoopToken(chain, token).approve(coop.grants.address, MAX_UINT256).send(person)
    for asset in (ETH, *tokens.values()):
        coop.treasury.set_cap(timelock, asset, MAX_UINT208).send(timelock)
    refuser = mock("RevertingPayee").create(chain, keeper).address
    others = {"keeper": keeper, "timelock": timelock, "refuser": refuser, TREASURY: coop.treasury.address}
    return GrantsStage(coop, coop.grants, accounts | others, {"ETH": ETH, **tokens})


class GrantsMachine(CoopMachine):
    """Grants are offered, accepted, declined, shown, reviewed and settled; money is claimed and recovered."""

    NAME = "grants"
    stages: ClassVar[Stages[GrantsStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.coop, self.made = self.stage.coop, self.stage.made
        self.now = int(self.stage.chain.now())
        self.model = GrantsModel(ACCEPT)
        self.home: Counter[str] = Counter(dict.fromkeys(ASSETS, START))
        self.banned: set[str] = set()

    @initialize(asset=assets, amount=st.integers(1, 500), bond=st.integers(0, 600), needed=st.integers(0, 3))
    def begin(self, asset: str, amount: int, bond: int, needed: int) -> None:
        """A grant that was accepted, with evidence of its first milestone; and an offer."""
        for _ in range(2):
            self.pay_in(asset, 2 * amount)
            self.open(asset, "dan", [amount, amount], bond, (needed, ["ann", "bob", "cat"]))
        self.accept(1, "dan", exact=True)
        self.submit(1, 0, "dan")

    @rule(asset=assets, amount=st.integers(1, 1_000))
    def pay_in(self, asset: str, amount: int) -> None:
        """From the treasury, in which it then is no more."""
        if self.home[asset] < amount or (asset == "banning" and self.banned & {TREASURY}):
            return
        pay = self.coop.treasury.pay(self.stage.assets[asset], self.made.address, amount)
        pay.send(self.address("timelock"))
        self.home[asset] -= amount
        self.model.spare[asset] += amount
        self.note("payIn")

    @rule(
        asset=assets,
        grantee=people,
        amounts=st.lists(st.integers(1, 400), min_size=1, max_size=3),
        bond=st.integers(0, 600),
        judging=st.tuples(st.integers(0, 3), st.lists(people, min_size=1, max_size=4, unique=True)),
    )
    def open(
        self, asset: str, grantee: str, amounts: list[int], bond: int, judging: tuple[int, list[str]]
    ) -> None:
        needed, reviewers = judging
        times = [100 * place for place in range(1, len(amounts) + 1)]

        def predict() -> None:
            refuse_if(needed > len(reviewers), "MilestoneGrants_InvalidNeeded")
            refuse_if(grantee in reviewers, "MilestoneGrants_InvalidReviewer")
            stones = list(map(Stone, amounts, times))
            enough = needed or len(reviewers) // 2 + 1
            accept_by = self.now + ACCEPT
            made = Grant(grantee, asset, bond, 50, enough, tuple(reviewers), stones, accept_by)
            self.model.open(made)

        milestones = tuple(map(MilestoneTerms, amounts, times))
        judges = tuple(map(self.address, reviewers))
        terms = GrantTerms(
            self.address(grantee), needed, self.stage.assets[asset], bond, 50, judges, milestones
        )
        self.act(self.made.open_(terms), self.address("timelock"), predict)

    @rule(number=numbers, by=people, exact=st.booleans())
    def accept(self, number: int, by: str, exact: bool) -> None:
        """With the bond, or in ether one unit more."""
        grant = self.model.grants[number - 1] if number <= len(self.model.grants) else None
        bond = grant.bond if grant and grant.asset == "ETH" else 0
        value = bond + (not exact)

        def predict() -> None:
            self.model.grant(number, OFFERED)
            assert grant is not None
            refuse_if(by != grant.grantee, "MilestoneGrants_NotGrantee")
            refuse_if(self.now >= grant.accept_by, "MilestoneGrants_TooLate")
            refuse_if(not exact, "Escrow_NotReceived")
            shut_out = grant.asset == "banning" and grant.bond > 0 and by in self.banned
            refuse_if(shut_out, "BlacklistingToken_Banned")
            self.model.accept(number, by, self.now)

        self.act(self.made.accept(number, value=Wei(value)), self.address(by), predict)

    @rule(number=numbers, by=people)
    def lapse(self, number: int, by: str) -> None:
        self.act(self.made.lapse(number), self.address(by), lambda: self.model.lapse(number, by, self.now))

    @rule(number=numbers, place=places, by=st.sampled_from((*PEOPLE, "dan", "dan", "dan")))
    def submit(self, number: int, place: int, by: str) -> None:
        call = self.made.submit(number, place, EVIDENCE)
        self.act(call, self.address(by), lambda: self.model.submit(number, place, by, self.now))

    @rule(number=numbers, place=places, by=people, bps=parts)
    def review(self, number: int, place: int, by: str, bps: int) -> None:
        call = self.made.review(number, place, bps)
        self.act(call, self.address(by), lambda: self.model.review(number, place, by, bps, self.now))

    @rule(bps=st.lists(parts.filter(lambda bps: bps <= 10_000), min_size=1, max_size=3))
    def review_all(self, bps: list[int]) -> None:
        """Reviewers speak about whatever waits for them."""
        for number, grant in enumerate(self.model.grants, 1):
            for place, stone in enumerate(grant.stones):
                for who, part in zip(grant.reviewers, bps, strict=False):
                    if stone.state == 1 and who not in stone.verdicts:
                        self.review(number, place, who, part)

    @rule(number=numbers, place=places, by=people)
    def settle(self, number: int, place: int, by: str) -> None:
        call = self.made.settle(number, place)
        done = self.act(call, self.address(by), lambda: self.model.settle(number, place, self.now))
        if done:
            [settled] = self.made.decode(done.receipt, MilestoneGrants.Settled)
            assert (settled.paid, settled.returned, settled.lost) == done.foretold

    @rule(who=people, asset=assets, to=st.sampled_from((*PEOPLE, "refuser")))
    def claim(self, who: str, asset: str, to: str) -> None:
        def predict() -> int:
            refuse_if(self.model.owed[who, asset] == 0, "Escrow_NothingOwed")
            refuse_if((asset, to) == ("ETH", "refuser"), "RevertingPayee_NoThanks")
            refuse_if(asset == "banning" and to in self.banned, "BlacklistingToken_Banned")
            return self.model.claim(who, asset)

        done = self.act(
            self.made.claim(self.stage.assets[asset], self.address(to)), self.address(who), predict
        )
        if done:
            [claimed] = self.made.decode(done.receipt, MilestoneGrants.Claimed)
            assert claimed.amount == done.foretold

    @rule(asset=assets, by=people)
    def recover(self, asset: str, by: str) -> None:
        def predict() -> None:
            nothing = self.model.owed[TREASURY, asset] + self.model.spare[asset] == 0
            refuse_if(nothing, "MilestoneGrants_NothingToRecover")
            refuse_if(asset == "banning" and TREASURY in self.banned, "BlacklistingToken_Banned")
            self.home[asset] += self.model.recover(asset)

        self.act(self.made.recover(self.stage.assets[asset]), self.address(by), predict)

    @rule(who=st.sampled_from((*PEOPLE, TREASURY)), banned=st.booleans())
    def ban(self, who: str, banned: bool) -> None:
        """The issuer of one token shuts somebody out, or lets them in again."""
        token = mock("BlacklistingToken")(self.stage.chain, self.stage.assets["banning"])
        token.write("setBanned(address,bool)", self.address(who), banned).send(self.address("keeper"))
        self.banned = self.banned | {who} if banned else self.banned - {who}
        self.note("ban")

    @rule(seconds=st.one_of(st.integers(1, 49), st.integers(1, 400)))
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
        return word(
            CoopToken(self.stage.chain, self.stage.assets[asset]), "balanceOf(address)", self.made.address
        )

    def verify(self) -> None:
        made, model = self.made, self.model
        for name, asset in self.stage.assets.items():
            held = word(made, "held(address)", asset)
            assert held == model.held(name) <= self.balance(name)
            assert self.balance(name) == held + model.spare[name]
            for who in (*PEOPLE, TREASURY):
                owed = word(made, "owedTo(address,address)", self.address(who), asset)
                assert owed == model.owed[who, name]
        for number, grant in enumerate(model.grants, 1):
            _, state, accept_by, _, accepted_at, _, bond, needed, unsettled = words(
                made, "grantOf(uint256)", number
            )
            assert (state, accept_by, bond, needed) == (
                grant.state,
                grant.accept_by,
                grant.bond,
                grant.needed,
            )
            left = sum(stone.state != SETTLED for stone in grant.stones)
            assert (accepted_at, unsettled) == (grant.accepted_at, left)
            for place, stone in enumerate(grant.stones):
                said = words(made, "agreed(uint256,uint256)", number, place)
                assert said == (grant.agreed(stone), len(stone.verdicts))

    def finish(self) -> None:
        """After all deadlines anyone ends everything, and not a unit stays behind."""
        for who in sorted(self.banned):
            self.ban(who, banned=False)
        self.wait(10_000)
        for number, grant in enumerate(self.model.grants, 1):
            if grant.state == OFFERED:
                self.lapse(number, "cat")
            for place, stone in enumerate(grant.stones):
                if grant.state == ACTIVE and stone.state != SETTLED:
                    self.settle(number, place, "cat")
        for who, asset in [key for key, owed in self.model.owed.items() if owed and key[0] != TREASURY]:
            self.claim(who, asset, "cat")
        for asset in ASSETS:
            if self.model.owed[TREASURY, asset] + self.model.spare[asset]:
                self.recover(asset, "cat")
            assert self.balance(asset) == 0
        self.verify()
