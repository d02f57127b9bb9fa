"""Panels are drawn as their seed says, every unit is somebody's, and everything ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import ReviewPanels
from dao_sim.bindings.generated.structs import PanelTerms, Question
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import ETH, Address, Wei
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.panels_model import (
    DRAWING,
    FINAL,
    TREASURY,
    VOTING,
    Case,
    PanelsModel,
    Terms,
)
from tests.property.machines.views import word, words

CHARTER = """
name = "Panels"
token.mint_cap = "1"
operators.minter = ["account:0"]
governance.voting_delay = "0s"
governance.voting_period = "1s"
governance.late_quorum_extension = "0s"
governance.timelock_delay = "0s"
[review]
size = 1
stake = "0.00000000000001"
fee = "0.000000000000005"
bonus = "0.000000000000001"
commit_period = "50s"
reveal_period = "50s"
appeal_period = "60s"
vote_period = "100s"
"""
PEOPLE = ("ann", "bob", "cat", "dan", "eve", "fay", "gus", "hal", "ida", "jim")
PARTIES = ("ann", "bob")
SALT = b"\1" * 32
USUAL = Terms(1, 5_000, 10_000, 5_000, 1_000, 50, 50, 60, 100)
OTHERS = (Terms(3, 6_666, 12_000, 6_000, 0, 50, 50, 60, 100), USUAL, Terms(1, 9_999, 1, 0, 7, 20, 90, 10, 5))

people = st.sampled_from(PEOPLE)
parties = st.sampled_from(PARTIES)
numbers = st.sampled_from((1, 1, 1, 2, 3))


@dataclass(frozen=True, slots=True)
class PanelsStage:
    """The co-op, its panels, and the addresses behind the names that the model uses."""

    coop: Cooperative
    made: ReviewPanels
    accounts: dict[str, Address]

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> PanelsStage:
    """Ten members with ETH, of whom two quarrel."""
    accounts = {name: Address(to_checksum_address(keccak(text=name)[12:])) for name in PEOPLE}
    founders = "".join(
        f'[[founders]]\naccount = "{account}"\nclass = "creator"\n' for account in accounts.values()
    )
    coop = Cooperative.deploy(Charter.parse(CHARTER.replace("[review]", f"{founders}[review]")))
    assert coop.panels is not None
    for account in accounts.values():
        coop.chain.fund(account, 10**18)
    coop.chain.advance(5)
    others = {"timelock": coop.timelock.address, TREASURY: coop.treasury.address}
    return PanelsStage(coop, coop.panels, accounts | others)


class PanelsMachine(CoopMachine):
    """Members enlist, retire and leave; claims are asked, drawn, voted, closed, appealed and decided."""

    NAME = "panels"
    stages: ClassVar[Stages[PanelsStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.coop, self.made = self.stage.coop, self.stage.made
        self.now = int(self.stage.chain.now())
        self.model = PanelsModel(PEOPLE, USUAL)

    @property
    def block(self) -> int:
        """The block of what is sent next."""
        return self.stage.chain.block_number() + 1

    @initialize(count=st.integers(0, len(PEOPLE)), claimant=parties, drawn=st.booleans())
    def begin(self, count: int, claimant: str, drawn: bool) -> None:
        """Some are enlisted, and a claim is asked."""
        for who in PEOPLE[:count]:
            self.enlist(who, USUAL.stake)
        self.wait(1)
        self.open(claimant, 0)
        if drawn:
            self.let_blocks_pass(6)
            self.draw(1, "ann")

    @rule(who=people, amount=st.sampled_from((0, 1, 9_999, 10_000, 25_000)))
    def enlist(self, who: str, amount: int) -> None:
        call, block = self.made.enlist(amount, value=Wei(amount)), self.block
        self.act(call, self.address(who), lambda: self.model.enlist(who, amount, self.now, block))

    @rule(who=people)
    def retire(self, who: str) -> None:
        block = self.block
        self.act(self.made.retire(), self.address(who), lambda: self.model.retire(who, block))

    @rule(who=people)
    def withdraw(self, who: str) -> None:
        block = self.block
        self.act(self.made.withdraw(), self.address(who), lambda: self.model.withdraw(who, block))

    @rule(who=st.sampled_from(PEOPLE[2:]))
    def leave(self, who: str) -> None:
        """For good, and in a second of its own."""
        if self.model.sitters[who].left_at <= self.now:
            return
        self.wait(1)
        self.coop.membership.resign().send(self.address(who))
        self.model.sitters[who].left_at = self.now
        self.wait(1)
        self.note("resign")

    @rule(claimant=parties, ago=st.integers(0, 4))
    def open(self, claimant: str, ago: int) -> None:
        """The other party answers; who claims pays."""
        if len(self.model.cases) == 3:
            return
        respondent = PARTIES[claimant == PARTIES[0]]
        before, terms, block = self.now - ago, self.model.terms, self.block
        case = Case(claimant, respondent, terms, before)
        sender = self.address(claimant)
        question = Question(SALT, sender, self.address(respondent), sender, before)
        call = self.made.open_(question, (), value=Wei(terms.cost(terms.size)))
        self.act(call, sender, lambda: self.model.open(case, claimant, self.now, block))

    @rule(number=numbers, by=people)
    def draw(self, number: int, by: str) -> None:
        block = self.block

        def predict() -> None:
            self.model.drawable(number, block)
            self.model.draw(number, self.seed(number), self.now, block)

        self.act(self.made.draw(number, ()), self.address(by), predict)

    @rule(number=numbers, who=people, upheld=st.booleans())
    def commit(self, number: int, who: str, upheld: bool) -> None:
        sealed = self.sealed(number, who, upheld)
        call = self.made.commit(number, sealed)
        self.act(call, self.address(who), lambda: self.model.commit(number, who, upheld, self.now))

    @rule(number=numbers, who=people, upheld=st.booleans())
    def reveal(self, number: int, who: str, upheld: bool) -> None:
        call = self.made.reveal(number, upheld, SALT)
        self.act(call, self.address(who), lambda: self.model.reveal(number, who, upheld, self.now))

    @rule(number=numbers, votes=st.lists(st.sampled_from((True, False, None)), min_size=7, max_size=7))
    def vote(self, number: int, votes: list[bool | None]) -> None:
        """The panel of a case votes, as far as its periods allow; None is silent. Then it is closed."""
        if number > len(self.model.cases) or self.model.cases[number - 1].phase != VOTING:
            return
        current = self.model.cases[number - 1].rounds[-1]
        said = {who: vote for who, vote in zip(current.panel, votes, strict=False) if vote is not None}
        for who, vote in said.items():
            self.commit(number, who, vote)
        if self.now < current.commit_ends:
            self.wait(current.commit_ends - self.now)
        for who, vote in said.items():
            self.reveal(number, who, vote)
        if self.now < current.reveal_ends:
            self.wait(current.reveal_ends - self.now)
        self.close(number, "jim")

    @rule(number=numbers, by=people)
    def close(self, number: int, by: str) -> None:
        block = self.block
        call = self.made.close(number)
        self.act(call, self.address(by), lambda: self.model.close(number, self.now, block))

    @rule(number=numbers, by=st.sampled_from((*PARTIES, *PARTIES, "cat")))
    def appeal(self, number: int, by: str) -> None:
        block, price = self.block, 0
        if number <= len(self.model.cases):
            case = self.model.cases[number - 1]
            price = case.terms.cost(case.larger)
        call = self.made.appeal(number, value=Wei(price))
        self.act(call, self.address(by), lambda: self.model.appeal(number, by, self.now, block))

    @rule(number=numbers, upheld=st.booleans())
    def decide(self, number: int, upheld: bool) -> None:
        call = self.made.decide(number, upheld)
        self.act(call, self.address("timelock"), lambda: self.model.decide(number, upheld, self.now))

    @rule(terms=st.sampled_from(OTHERS))
    def set_terms(self, terms: Terms) -> None:
        """For cases that are opened later."""
        times = (terms.commit, terms.reveal, terms.appeal, terms.vote)
        said = PanelTerms(terms.size, terms.majority, *times, terms.stake, terms.fee, terms.bonus)
        self.made.set_terms(said).send(self.address("timelock"))
        self.model.terms = terms
        self.note("setTerms")

    @rule(who=people, to=people)
    def claim(self, who: str, to: str) -> None:
        call = self.made.claim(ETH, self.address(to))
        done = self.act(call, self.address(who), lambda: self.model.claim(who))
        if done:
            [claimed] = self.made.decode(done.receipt, ReviewPanels.Claimed)
            assert claimed.amount == done.foretold

    @rule(by=people)
    def recover(self, by: str) -> None:
        done = self.act(self.made.recover(ETH), self.address(by), self.model.recover)
        if done:
            [recovered] = self.made.decode(done.receipt, ReviewPanels.Recovered)
            assert recovered.amount == done.foretold

    @rule(seconds=st.one_of(st.integers(1, 20), st.integers(1, 120)))
    def wait(self, seconds: int) -> None:
        self.note("wait")
        self.stage.chain.advance(seconds)
        self.now += seconds

    @rule(count=st.sampled_from((3, 6, 6, 6, 100, 256)))
    def let_blocks_pass(self, count: int) -> None:
        """So many blocks, of a second each."""
        self.note("blocks")
        for _ in range(count):
            self.stage.chain.advance(1)
        self.now += count

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def seed(self, number: int) -> bytes:
        """Of the present round, by the hash that the embedded engine makes up for a block."""
        rounds = self.model.cases[number - 1].rounds
        return self.made.seed_of(number, len(rounds), bytes(keccak(text=str(rounds[-1].block + 5))))

    def sealed(self, number: int, who: str, upheld: bool) -> bytes:
        rounds = len(self.model.cases[number - 1].rounds) if number <= len(self.model.cases) else 1
        return self.made.commitment_of(number, rounds, self.address(who), upheld, SALT)

    def verify(self) -> None:
        made, model = self.made, self.model
        held = word(made, "held(address)", ETH)
        assert held == model.held == self.stage.chain.balance(made.address)
        for who in (*PEOPLE, TREASURY):
            assert word(made, "owedTo(address,address)", self.address(who), ETH) == model.owed[who]
        for who, sitter in model.sitters.items():
            found = words(made, "panellistOf(address)", self.address(who))
            assert found == (sitter.stake, sitter.slot, sitter.seats, sitter.retired_in)
        for number, case in enumerate(model.cases, 1):
            found = words(made, "caseOf(uint256)", number)
            assert found[8:11] == (case.phase, case.standing, len(case.rounds))
            assert found[11:13] == (case.appealed, case.repeated)
            assert case.phase == FINAL or found[13] == case.deadline
            outcome = word(made, "outcomeOf(uint256)", number)
            assert outcome == case.outcome(self.now, self.stage.chain.block_number())
            panel = made.panel_of(number, len(case.rounds))
            assert list(panel) == [self.address(who) for who in case.rounds[-1].panel]

    def finish(self) -> None:
        """Anyone ends every case, everybody has its stake back, and not a unit stays behind."""
        for number, case in enumerate(self.model.cases, 1):
            while case.phase != FINAL:
                if case.phase == DRAWING:
                    self.let_blocks_pass(256)
                else:
                    self.wait(101)
                self.close(number, "jim")
        for who, sitter in self.model.sitters.items():
            if sitter.slot and not sitter.retired_in:
                self.retire(who)
        self.let_blocks_pass(256)
        for who, sitter in self.model.sitters.items():
            if sitter.slot:
                self.withdraw(who)
        for who in [who for who, owed in self.model.owed.items() if owed and who != TREASURY]:
            self.claim(who, "jim")
        if self.model.owed[TREASURY]:
            self.recover("jim")
        assert self.stage.chain.balance(self.made.address) == 0
        self.verify()
