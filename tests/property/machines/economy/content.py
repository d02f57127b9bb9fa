"""Submissions: what works put up before they are registered, until they are, or a panel or time ends it."""

from __future__ import annotations

from collections import Counter

from eth_account import Account
from eth_account.signers.local import LocalAccount
from hypothesis import strategies as st

from dao_sim.bindings import ReviewPanels, Submissions
from dao_sim.bindings.generated.structs import Policy, Submission, Verdict
from dao_sim.coop.content_terms import domain_id
from dao_sim.units import ETH, Address, Wei
from tests.property.machines.economy.act import (
    ENTITLED,
    Sending,
    act,
    among,
    assets,
    governance,
    mostly,
    numbers,
    people,
)
from tests.property.machines.economy.district import EscrowDistrict
from tests.property.machines.economy.panels import DRAW_WINDOW, SEED_DELAY, PanelsDistrict
from tests.property.machines.economy.stage import SCREENER_KEY
from tests.property.machines.economy.works import AI_SHARES, BUNDLED, SALT, WorksDistrict, contents, splits
from tests.property.machines.views import record, word, words

SCREENER: LocalAccount = Account.from_key(SCREENER_KEY)
SCREENING, FLAGGED, IN_REVIEW, CLEARED = 1, 2, 3, 4
MUSIC = domain_id("music")
LEAST = 600
OTHER = 8

ai_shares = mostly(st.just(0), st.sampled_from(AI_SHARES), 2)
extras = mostly(st.just(0), st.just(1))


class SubmissionsDistrict(EscrowDistrict):
    NAME = "submissions"

    @property
    def contract(self) -> Submissions:
        assert self.coop.submissions is not None
        return self.coop.submissions

    @property
    def panels(self) -> ReviewPanels:
        assert self.coop.panels is not None
        return self.coop.panels

    def begin(self) -> None:
        """One that was forfeited, and one in each state that does not last. Works need not pass here yet."""
        chain, panels = self.stage.chain, PanelsDistrict(self.stage)
        self.submit("miser", content=10, makers=0, ai=0, extra=0).go(chain)
        self.screen("dan", 0, OTHER, late=False).go(chain)
        self.request_review(ENTITLED, 0, extra=0).go(chain)
        panels.let_blocks_pass(SEED_DELAY + DRAW_WINDOW + 1)
        self.conclude("dan", 0).go(chain)
        self.submit("bob", content=11, makers=0, ai=0, extra=0).go(chain)
        self.withdraw(ENTITLED, 0).go(chain)
        for who, content in (("ann", 3), ("bob", 4), ("cat", BUNDLED), ("cat", 5)):
            self.submit(who, content=content, makers=0, ai=0, extra=0).go(chain)
        self.screen("dan", 0, OTHER, late=False).go(chain)
        self.request_review(ENTITLED, 0, extra=0).go(chain)
        for _ in range(2):
            self.screen("dan", 0, 0, late=False).go(chain)
        self.submit("actor", content=9, makers=1, ai=6_000, extra=0).go(chain)
        self.screen("dan", 1, OTHER, late=False).go(chain)

    def in_escrow(self) -> Counter[Address]:
        return Counter({ETH: sum(made.deposit for _, made in self.submissions())})

    def submissions(self) -> list[tuple[int, Submission]]:
        count = word(self.contract, "submissionCount()")
        return [(number, self.submission(number)) for number in range(1, count + 1)]

    def submission(self, number: int) -> Submission:
        return record(Submission, self.contract, "submissionOf(uint256)", number)

    def end(self) -> None:
        """Panels have said what they had to say; what passes then has its time, too."""
        anybody = self.account("dan")
        for number, made in self.submissions():
            if made.state == IN_REVIEW:
                self.must(self.contract.conclude(number), anybody)
        self.stage.chain.advance(366 * 86_400)
        for number, made in self.submissions():
            if made.state in (FLAGGED, CLEARED):
                self.must(self.contract.lapse(number), anybody)

    def pay_out(self, asset: Address) -> None:
        super().pay_out(asset)
        if self.holds(asset) and self.owed(self.stage.treasury, asset):
            self.must(self.contract.recover(asset), self.account("dan"))

    def one(self, drawn: int, *states: int) -> int:
        """The number of a submission, mostly of one in any of the states."""
        found = self.submissions()
        return among(drawn, [number for number, made in found if made.state in states], len(found))

    @act(by=people, content=contents, makers=splits, ai=ai_shares, extra=extras)
    def submit(self, by: str, *, content: int, makers: int, ai: int, extra: int) -> Sending:
        registration = WorksDistrict(self.stage).registration(content, makers, ai)
        deposit = words(self.contract, "policyOf(bytes32)", int.from_bytes(MUSIC, "big"))[3]
        call = self.contract.submit(registration, MUSIC, "", SALT, value=Wei(deposit + extra))
        return self.sent(call, by)

    @act(number=numbers, flags=st.sampled_from((0, OTHER)), late=mostly(st.just(False), st.just(True)))
    def screen(self, by: str, number: int, flags: int, *, late: bool) -> Sending:
        """By whoever has the screener's verdict."""
        number = self.one(number, SCREENING)
        until = int(self.stage.chain.now()) + (-1 if late else 30)
        meant = self.submission(number).registration_hash
        hashed = int(meant).to_bytes(32, "big")
        verdict = Verdict(number, hashed, 0, SALT, Address(SCREENER.address), flags, until)
        signed = SCREENER.unsafe_sign_hash(self.contract.digest_of(verdict))  # type: ignore[arg-type]
        return self.sent(self.contract.screen(verdict, bytes(signed.signature)), by)

    @act(number=numbers, extra=extras)
    def request_review(self, by: str, number: int, extra: int) -> Sending:
        number = self.one(number, FLAGGED)
        made = self.submission(number)
        works = WorksDistrict(self.stage)
        registration = works.registration(*works.stated(int(made.registration_hash)))
        missing = max(word(self.panels, "cost()") - made.deposit, 0)
        call = self.contract.request_review(number, registration, value=Wei(missing + extra))
        return self.sent(call, by, made.submitter)

    @act(number=numbers)
    def conclude(self, by: str, number: int) -> Sending:
        return self.sent(self.contract.conclude(self.one(number, IN_REVIEW)), by)

    @act(weight=1, number=numbers)
    def withdraw(self, by: str, number: int) -> Sending:
        number = self.one(number, SCREENING, FLAGGED, CLEARED)
        return self.sent(self.contract.withdraw(number), by, self.submission(number).submitter)

    @act(number=numbers)
    def lapse(self, by: str, number: int) -> Sending:
        return self.sent(self.contract.lapse(self.one(number, FLAGGED, CLEARED)), by)

    @act(asset=mostly(st.just("ETH"), assets, 3))
    def recover(self, by: str, asset: str) -> Sending:
        return self.sent(self.contract.recover(self.asset(asset)), by, asset=self.asset(asset))

    @act(by=governance, deposit=mostly(st.integers(LEAST, 2_000), st.just(LEAST - 1)), review=ai_shares)
    def set_policy(self, by: str, deposit: int, review: int) -> Sending:
        policy = Policy(open_=True, cap_bps=5_000, review_from_bps=10_001 - review, deposit=deposit)
        return self.sent(self.contract.set_policy(MUSIC, policy), by)

    @act(weight=1, by=governance, appointed=st.booleans())
    def set_screener(self, by: str, appointed: bool) -> Sending:
        return self.sent(self.contract.set_screener(Address(SCREENER.address), appointed), by)
