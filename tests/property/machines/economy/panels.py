"""Review panels: stakes, what open cases will cost, and deposits; all of it in one asset."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from eth_utils.address import to_checksum_address
from hypothesis import strategies as st

from dao_sim.bindings import ReviewPanels
from dao_sim.bindings.generated.structs import Panellist, PanelRound, PanelTerms, Question
from dao_sim.coop.panels import conflicts_of
from dao_sim.units import ETH, Address, Wei
from tests.property.machines.economy.act import (
    ENTITLED,
    Sending,
    act,
    among,
    fitting,
    governance,
    mostly,
    numbers,
    people,
    small,
)
from tests.property.machines.economy.district import EscrowDistrict
from tests.property.machines.economy.stage import ASSETS
from tests.property.machines.views import record, word, words

DRAWING, VOTING, DECIDED, REFERRED, FINAL = range(1, 6)
CLOSABLE = (VOTING, DECIDED, REFERRED, DRAWING)
SALT = b"\6" * 32
SEED_DELAY, DRAW_WINDOW = 5, 250
STAKE = 10_000
TERMS = (
    PanelTerms(1, 5_000, 200, 100, 40, 300, STAKE, 500, 100),
    PanelTerms(3, 6_666, 200, 100, 40, 300, 2 * STAKE, 300, 0),
    PanelTerms(1, 9_999, 20, 60, 10, 20, 1, 0, 7),
    PanelTerms(2, 5_000, 40, 40, 40, 300, STAKE, 500, 100),
)
"""What a vote may decide; the last is no panel."""
seats = mostly(st.just(0), st.integers(1, 6), 2)
votes = mostly(st.just(True), st.just(False), 2)
extras = mostly(st.just(0), st.just(1))


class Case(NamedTuple):
    """The words of a case that are looked at."""

    claimant: Address
    respondent: Address
    terms: int
    phase: int
    standing: int
    rounds: int
    depositor: Address


class PanelsDistrict(EscrowDistrict):
    NAME = "panels"

    @property
    def contract(self) -> ReviewPanels:
        assert self.coop.panels is not None
        return self.coop.panels

    @property
    def staked(self) -> Address:
        """The asset of stakes, fees and deposits."""
        return ETH

    def begin(self) -> None:
        """A case in each phase: what is asked before anybody is enlisted goes to the members' vote."""
        chain = self.stage.chain
        self.enlist("bob", STAKE, extra=0).go(chain)
        self.retire("bob").go(chain)
        self.let_blocks_pass(SEED_DELAY + DRAW_WINDOW + 1)
        self.open("dan", "ann", extra=0).go(chain)
        self.let_blocks_pass(SEED_DELAY + 1)
        self.draw("dan", 0).go(chain)
        chain.fund(self.address, self.holds(ETH) + 7)
        for name in ("cat", "refuser", "actor", "miser", "reentrant"):
            self.enlist(name, STAKE, extra=0).go(chain)
        chain.advance(1)
        for _ in range(2):
            self.open("ann", "bob", extra=0).go(chain)
            self.let_blocks_pass(SEED_DELAY + 1)
            self.draw("dan", 0).go(chain)
            self.commit(ENTITLED, 0, 0, upheld=True).go(chain)
            chain.advance(600)
            self.reveal(ENTITLED, 0, 0, upheld=True).go(chain)
            self.must(self.contract.close(self.one(0, VOTING)), self.account("dan"))
        for _ in range(2):
            self.open("ann", "bob", extra=0).go(chain)
        self.let_blocks_pass(SEED_DELAY + 1)
        self.draw("dan", 0).go(chain)
        self.commit(ENTITLED, 0, 0, upheld=True).go(chain)
        chain.advance(600)
        self.draw("dan", 0).go(chain)

    def let_blocks_pass(self, count: int) -> None:
        """So many, of a second each."""
        for _ in range(count):
            self.stage.chain.advance(1)

    def in_escrow(self) -> Counter[Address]:
        held = sum(self.panellist(who).stake for who in self.stage.everyone)
        for number, case in self.cases():
            terms = self.terms(case.terms)
            if case.phase in (DRAWING, VOTING):
                held += self.round(number, case.rounds).seats * (terms.fee + terms.bonus)
            if case.phase != FINAL and case.depositor != ETH:
                held += (2 * terms.size + 1) * (terms.fee + terms.bonus)
        return Counter({self.staked: held})

    def cases(self) -> list[tuple[int, Case]]:
        count = word(self.contract, "caseCount()")
        return [(number, self.case(number)) for number in range(1, count + 1)]

    def case(self, number: int) -> Case:
        found = words(self.contract, "caseOf(uint256)", number)
        claimant, respondent, depositor = (
            Address(to_checksum_address(found[at].to_bytes(20, "big"))) for at in (1, 2, 14)
        )
        terms, phase, standing, rounds = found[7:11]
        return Case(claimant, respondent, terms, phase, standing, rounds, depositor)

    def round(self, case: int, number: int) -> PanelRound:
        return record(PanelRound, self.contract, "roundOf(uint256,uint256)", case, number)

    def terms(self, number: int) -> PanelTerms:
        return record(PanelTerms, self.contract, "termsOf(uint256)", number)

    def panellist(self, who: Address) -> Panellist:
        return record(Panellist, self.contract, "panellistOf(address)", who)

    def end(self) -> None:
        """Every case is closed until it is final; then whoever is enlisted leaves."""
        chain = self.stage.chain
        for number, case in self.cases():
            phase = case.phase
            while phase != FINAL:
                if phase == DRAWING:
                    self.let_blocks_pass(SEED_DELAY + DRAW_WINDOW + 1)
                else:
                    chain.advance(366 * 86_400)
                self.must(self.contract.close(number), self.account("dan"))
                phase = self.case(number).phase
        enlisted = [who for who in self.stage.everyone if self.panellist(who).slot]
        for who in enlisted:
            if not self.panellist(who).retired_in:
                self.must(self.contract.retire(), who)
        self.let_blocks_pass(SEED_DELAY + DRAW_WINDOW + 1)
        for who in enlisted:
            self.must(self.contract.withdraw(), who)

    def pay_out(self, asset: Address) -> None:
        super().pay_out(asset)
        if self.recoverable(asset):
            self.must(self.contract.recover(asset), self.account("dan"))

    def recoverable(self, asset: Address) -> int:
        """What is the treasury's, or nobody's."""
        return self.owed(self.stage.treasury, asset) + word(self.contract, "spare(address)", asset)

    def left(self, asset: Address) -> int:
        """Not a unit: the treasury recovers even what was thrown at the contract."""
        return 0

    def one(self, drawn: int, *phases: int) -> int:
        """The number of a case, mostly of one in any of the phases."""
        cases = self.cases()
        return among(drawn, [number for number, case in cases if case.phase in phases], len(cases))

    def seated(self, number: int, seat: int) -> Address:
        """Somebody on a case's panel; nobody where there is none."""
        panel = self.contract.panel_of(number, self.case(number).rounds)
        return panel[seat % len(panel)] if panel else ETH

    @act(by=people, amount=mostly(st.just(STAKE), small), extra=extras)
    def enlist(self, by: str, amount: int, extra: int) -> Sending:
        return self.sent(self.contract.enlist(amount, value=Wei(amount + extra)), by)

    @act(weight=1, by=people)
    def retire(self, by: str) -> Sending:
        return self.sent(self.contract.retire(), by)

    @act()
    def withdraw(self, by: str) -> Sending:
        retired = [who for who in self.stage.everyone if self.panellist(who).retired_in]
        return self.sent(self.contract.withdraw(), by, retired[0] if retired else ETH)

    @act(by=people, respondent=people, extra=extras)
    def open(self, by: str, respondent: str, extra: int) -> Sending:
        who, cost = self.account(by), word(self.contract, "cost()")
        question = Question(SALT, who, self.account(respondent), who, int(self.stage.chain.now()))
        return self.sent(self.contract.open_(question, (), value=Wei(cost + extra)), by)

    @act(number=numbers)
    def draw(self, by: str, number: int) -> Sending:
        number = self.one(number, DRAWING)
        known = 0 < number <= word(self.contract, "caseCount()")
        return self.sent(self.contract.draw(number, conflicts_of(self.contract, number) if known else ()), by)

    @act(number=numbers, seat=seats, upheld=votes)
    def commit(self, by: str, number: int, seat: int, *, upheld: bool) -> Sending:
        number = self.one(number, VOTING)
        rounds, who = self.case(number).rounds, self.seated(number, seat)
        sealed = self.contract.commitment_of(number, rounds, who, upheld, SALT)
        return self.sent(self.contract.commit(number, sealed), by, who)

    @act(number=numbers, seat=seats, upheld=votes)
    def reveal(self, by: str, number: int, seat: int, *, upheld: bool) -> Sending:
        number = self.one(number, VOTING)
        return self.sent(self.contract.reveal(number, upheld, SALT), by, self.seated(number, seat))

    @act(number=numbers)
    def close(self, by: str, number: int) -> Sending:
        return self.sent(self.contract.close(self.one(number, *CLOSABLE)), by)

    @act(number=numbers, extra=extras)
    def appeal(self, by: str, number: int, extra: int) -> Sending:
        number = self.one(number, DECIDED)
        case = self.case(number)
        cost = word(self.contract, "appealCost(uint256)", number)
        loser = case.respondent if case.standing == 1 else case.claimant
        return self.sent(self.contract.appeal(number, value=Wei(cost + extra)), by, loser)

    @act(by=governance, number=numbers, upheld=st.booleans())
    def decide(self, by: str, number: int, upheld: bool) -> Sending:
        return self.sent(self.contract.decide(self.one(number, REFERRED), upheld), by)

    @act(weight=1, by=governance, terms=st.sampled_from(TERMS))
    def set_terms(self, by: str, terms: PanelTerms) -> Sending:
        return self.sent(self.contract.set_terms(terms), by)

    @act(asset=fitting)
    def recover(self, by: str, asset: str) -> Sending:
        what = self.asset(self.fit(asset, [name for name in ASSETS if self.recoverable(self.asset(name))]))
        return self.sent(self.contract.recover(what), by, asset=what)
