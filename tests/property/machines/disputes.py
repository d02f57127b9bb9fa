"""Rulings move what the party was registered with and still holds, and nothing else, ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import Disputes, ReviewPanels
from dao_sim.bindings.generated.structs import Claim
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.panels import conflicts_of
from dao_sim.units import ETH, Address, MemberClass, Wei
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.disputes_model import OPEN, Dispute, DisputesModel
from tests.property.machines.views import word, words

DAY, MILLION, ETHER = 86_400, 1_000_000, 10**18
WINDOW, FREEZE = 2 * DAY, 40 * DAY
PEOPLE = ("ann", "bob", "cat")
SALT, WHY = bytes(32), b"\1" * 32
CHARTER = f"""
name = "Disputes"
royalties.levy = "0%"
works.min_commit_age = "1s"
works.dispute_window = "{WINDOW}s"
works.dispute_freeze = "{FREEZE}s"
operators.admitter = ["account:0"]
operators.minter = ["account:0"]
[governance]
voting_delay = "1d"
voting_period = "1d"
late_quorum_extension = "1d"
timelock_delay = "1d"
[review]
size = 1
stake = "1"
commit_period = "1h"
reveal_period = "1h"
appeal_period = "1d"
vote_period = "30d"
"""

people = st.sampled_from(PEOPLE)
works = st.sampled_from((1, 1, 1, 2, 2, 3))
numbers = st.sampled_from((1, 2, 3, 4, 99))
parts = st.one_of(st.integers(1, 10), st.integers(0, 21))
heirs = st.lists(
    st.tuples(st.sampled_from((*PEOPLE, "eve", "eve", "vault")), parts),
    max_size=3,
    unique_by=lambda row: row[0],
)


@dataclass(frozen=True, slots=True)
class DisputesStage:
    """The co-op, its disputes and panels, and the addresses behind the names that the model uses."""

    coop: Cooperative
    disputes: Disputes
    panels: ReviewPanels
    accounts: dict[str, Address]

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> DisputesStage:
    """Three makers; Eve, who buys and inherits; and Pam, who is every panel."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    assert coop.disputes is not None
    assert coop.panels is not None
    _, *rest = coop.chain.accounts()[:6]
    accounts = dict(zip((*PEOPLE, "eve", "pam"), rest, strict=True))
    for name in (*PEOPLE, "pam"):
        coop.admit(accounts[name], MemberClass.CREATOR)
    coop.panels.enlist(ETHER, value=Wei(ETHER)).send(accounts["pam"])
    coop.chain.advance(1)
    return DisputesStage(coop, coop.disputes, coop.panels, accounts | {"vault": coop.vault.address})


class DisputesMachine(CoopMachine):
    """Works are registered, earn and are disputed; panels answer or are never drawn; units change hands."""

    NAME = "disputes"
    stages: ClassVar[Stages[DisputesStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.coop, self.made = self.stage.coop, self.stage.disputes
        self.model = DisputesModel(FREEZE)
        self.cost = Wei(self.stage.panels.cost())

    @initialize(cut=st.integers(1, MILLION - 1), late=st.booleans(), due=parts)
    def begin(self, cut: int, late: bool, due: int) -> None:
        """Two works that earned something; the first is disputed by two, in the window or after a sale."""
        self.register({"ann": cut, "bob": MILLION - cut})
        self.register({"cat": MILLION - 1, "ann": 1})
        self.deposit(1, 7)
        if late:
            self.wait(WINDOW)
            self.transfer(1, "bob", "ann", 5)
        self.open(1, "cat", "ann", [("eve", due), ("cat", 1)])
        self.open(1, "eve", "bob", [("eve", due)])

    @rule(cut=st.integers(1, MILLION - 1))
    def another(self, cut: int) -> None:
        if len(self.model.works) < 3:
            self.register({"bob": cut, "cat": MILLION - cut})

    @rule(number=works, by=st.sampled_from((*PEOPLE, "eve")), party=people, due=heirs)
    def open(self, number: int, by: str, party: str, due: list[tuple[str, int]]) -> None:
        """Twentieths of what the party still has of its first units, for each heir; now and then too much."""
        known = self.model.works.get(number)
        first = known.first[party] if known else 0
        claimed = tuple((heir, first * part // 20) for heir, part in due)
        payees = {self.address(who): granted for who, granted in known.granted.items()} if known else {}
        said = Claim(
            0,
            number,
            self.address(party),
            tuple(self.address(heir) for heir, _ in claimed),
            tuple(amount for _, amount in claimed),
            WHY,
        )
        call = self.made.open_(said, list(payees), list(payees.values()), value=self.cost)
        made, now = Dispute(number, party, claimed, self.block + 1), self.now
        self.act(call, self.address(by), lambda: self.model.open(made, by, now))

    @rule(number=numbers, upheld=st.sampled_from((True, True, False)))
    def answer(self, number: int, upheld: bool) -> None:
        """Pam's panel decides, if it is not too late for it to be drawn, and nobody appeals."""
        number = self.some(number)
        known = self.model.disputes[number - 1 :][:1]
        if not known or not known[0].pending(self.block + 10):
            return
        self.note("answer")
        panels, pam, chain = self.stage.panels, self.address("pam"), self.stage.chain
        case = self.made.dispute_of(number).case_id
        for _ in range(6):
            chain.advance(1)
        panels.draw(case, conflicts_of(panels, case)).send(pam)
        panels.commit(case, panels.commitment_of(case, 1, pam, upheld, SALT)).send(pam)
        chain.advance(3_600)
        panels.reveal(case, upheld, SALT).send(pam)
        panels.close(case).send(pam)
        chain.advance(DAY)
        known[0].verdict = upheld

    @rule(number=numbers, by=people)
    def conclude(self, number: int, by: str) -> None:
        number, block = self.some(number), self.block + 1
        done = self.act(
            self.made.conclude(number), self.address(by), lambda: self.model.conclude(number, block)
        )
        if done:
            [ended] = self.made.decode(done.receipt, Disputes.DisputeConcluded)
            assert (ended.upheld, ended.moved) == done.foretold

    @rule(
        number=works,
        owner=st.sampled_from((*PEOPLE, "eve")),
        to=st.sampled_from((*PEOPLE, "eve", "vault")),
        part=st.integers(0, 11),
    )
    def transfer(self, number: int, owner: str, to: str, part: int) -> None:
        """Tenths of what the owner has, or a unit too many; to oneself included."""
        known = self.model.works.get(number)
        amount = (known.units(owner) if known else 0) * part // 10 if part <= 10 else MILLION + 1
        call, now = self.coop.vault.transfer(self.address(to), number, amount), self.now
        self.act(call, self.address(owner), lambda: self.model.transfer(number, owner, to, amount, now))

    @rule(number=works, amount=st.integers(1, 10**6))
    def deposit(self, number: int, amount: int) -> None:
        if known := self.model.works.get(number):
            call = self.coop.vault.deposit_eth(number, value=Wei(amount))
            self.act(call, self.address("pam"), lambda: known.earn(amount))

    @rule(seconds=st.one_of(st.integers(1, DAY), st.sampled_from((WINDOW, FREEZE))))
    def wait(self, seconds: int) -> None:
        self.note("wait")
        self.stage.chain.advance(seconds)

    @rule(often=st.sampled_from((0, 0, 0, 1)))
    def let_panels_expire(self, often: int) -> None:
        """Nobody draws what was requested, until it is too late."""
        self.note("expire")
        for _ in range(256 * often):
            self.stage.chain.advance(1)

    def register(self, shares: dict[str, int]) -> None:
        """A work of those people's, whose units are locked for the window from here on."""
        self.note("register")
        makers = {self.address(who): granted for who, granted in shares.items()}
        content = bytes([len(self.model.works) + 1])
        number = self.coop.register_work(next(iter(makers)), content, makers)
        self.model.register(number, shares, self.now + WINDOW)

    def some(self, number: int) -> int:
        """One of the disputes there are; 99 stays what it is."""
        count = len(self.model.disputes)
        return number if number == 99 or not count else 1 + (number - 1) % count

    @property
    def now(self) -> int:
        return int(self.stage.chain.now())

    @property
    def block(self) -> int:
        return self.stage.chain.block_number()

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def verify(self) -> None:
        vault, made = self.coop.vault, self.made
        for number, work in self.model.works.items():
            assert word(vault, "lockedUntil(uint256)", number) == work.locked_until
            assert word(made, "freezing(uint256)", number) == work.freezing
            for who in (*PEOPLE, "eve"):
                account = self.address(who)
                assert word(vault, "balanceOf(address,uint256)", account, number) == work.units(who)
                assert (
                    word(vault, "creditOf(uint256,address,address)", number, ETH, account) == work.credit[who]
                )
                granted = work.granted.get(who, 0)
                held = word(made, "heldOf(uint256,address,uint256)", number, account, granted)
                assert held == work.first[who]
        for number, one in enumerate(self.model.disputes, 1):
            assert words(made, "disputeOf(uint256)", number)[2] == one.state

    def finish(self) -> None:
        """Once no panel can be drawn any more anyone concludes everything, and every unit is free."""
        for _ in range(256):
            self.stage.chain.advance(1)
        for number, one in enumerate(self.model.disputes, 1):
            if one.state == OPEN:
                self.conclude(number, "cat")
        self.wait(WINDOW)
        for number, work in self.model.works.items():
            assert not work.freezing
            for who in (*PEOPLE, "eve"):
                self.transfer(number, who, "eve", 10)
        self.verify()
        assert all(work.units("eve") == MILLION for work in self.model.works.values())
