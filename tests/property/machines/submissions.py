"""Whatever is submitted, flagged, reviewed and left lying: each deposit has an owner, and nobody is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import ReviewPanels, Submissions
from dao_sim.bindings.generated import structs
from dao_sim.bindings.generated.structs import Registration, Verdict
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import ETH, SHARES_PER_WORK, Address, MemberClass, Wei
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.refusal import refuse_if
from tests.property.machines.submissions_model import (
    CLEARED,
    DISMISSED,
    EXPIRED,
    FLAGGED,
    IN_REVIEW,
    LIVE,
    PENDING,
    SCREENING,
    TREASURY,
    UPHELD,
    Policy,
    SubmissionsModel,
)
from tests.property.machines.views import word, words

CHARTER = """
name = "Submissions"
token.mint_cap = "1"
operators.admitter = ["account:0"]
operators.minter = ["account:0"]
works.min_commit_age = "1s"
works.max_commit_age = "365d"
review.size = 1
review.stake = "1"
review.fee = "0.5"
review.bonus = "0"
content.screen_period = "100s"
content.act_period = "600s"
content.domains.music = { cap = "50%", review_from = "30%", deposit = "0.7" }
"""
SCREEN, ACT, COST, DEPOSIT = 100, 600, 5 * 10**17, 7 * 10**17
PEOPLE = ("ann", "bob", "cat")
SCREENERS: dict[str, LocalAccount] = {name: Account.from_key(keccak(text=name)) for name in ("sue", "tom")}
CONTENTS = ("song", "tune", "hymn")
MUSIC = b"music".ljust(32, b"\0")
SALT = b"\2" * 32
OTHER = 8
TYPES = {
    "submissionId": "uint256",
    "registrationHash": "bytes32",
    "similarTo": "uint256",
    "reportHash": "bytes32",
    "screener": "address",
    "flags": "uint8",
    "validUntil": "uint48",
}

people = st.sampled_from(PEOPLE)
contents = st.sampled_from(CONTENTS)
shares = st.sampled_from((0, 0, 2_999, 3_000, 5_001))
numbers = st.integers(1, 4)
screeners = st.sampled_from(tuple(SCREENERS))


@dataclass(frozen=True, slots=True)
class SubmissionsStage:
    """The co-op, its submissions and panels, and the addresses behind the names that the model uses."""

    coop: Cooperative
    made: Submissions
    panels: ReviewPanels
    accounts: dict[str, Address]

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> SubmissionsStage:
    """Members who committed to every content. Nobody is enlisted: what panels are asked goes to the vote."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    assert coop.submissions is not None
    assert coop.panels is not None
    keeper, *rest = coop.chain.accounts()[: len(PEOPLE) + 1]
    accounts = dict(zip(PEOPLE, rest, strict=True))
    for person in accounts.values():
        coop.admit(person, MemberClass.CREATOR, by=keeper)
        for content in CONTENTS:
            _commit(coop, person, content)
    coop.chain.advance(1)
    others = {"timelock": coop.timelock.address, TREASURY: coop.treasury.address}
    signers = {name: Address(key.address) for name, key in SCREENERS.items()}
    return SubmissionsStage(coop, coop.submissions, coop.panels, accounts | others | signers)


def _commit(coop: Cooperative, person: Address, content: str) -> None:
    commitment = coop.registry.commitment_for(person, keccak(text=content), SALT)
    coop.registry.commit(commitment).send(person)


class SubmissionsMachine(CoopMachine):
    """Works are submitted, screened, put to panels, withdrawn, registered and voided; money is claimed."""

    NAME = "submissions"
    stages: ClassVar[Stages[SubmissionsStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.coop, self.made, self.panels = self.stage.coop, self.stage.made, self.stage.panels
        self.now = int(self.stage.chain.now())
        self.model = SubmissionsModel(Policy(5_000, 3_000, DEPOSIT), SCREEN, ACT, COST)
        self.works: dict[str, int] = {}
        domain = self.made.eip712_domain()
        self.domain = {
            "name": domain.name,
            "version": domain.version,
            "chainId": domain.chain_id,
            "verifyingContract": domain.verifying_contract,
        }

    @initialize(content=contents, ai=shares, flags=st.sampled_from((0, OTHER)), again=st.booleans())
    def begin(self, content: str, ai: int, flags: int, again: bool) -> None:
        """Two screeners who have spoken about a submission; one may have been appointed again in between."""
        for who in SCREENERS:
            self.set_screener(who, appointed=True)
        self.submit("ann", content, ai, exact=True)
        self.screen(1, "sue", flags)
        if again:
            self.appoint_again("tom")
        self.screen(1, "tom", 0)

    @rule(who=screeners, appointed=st.booleans())
    def set_screener(self, who: str, appointed: bool) -> None:
        call = self.made.set_screener(self.address(who), appointed)
        self.act(call, self.address("timelock"), lambda: self.model.set_screener(who, appointed))

    def appoint_again(self, who: str) -> None:
        """A screener is removed and appointed."""
        for appointed in (False, True):
            self.set_screener(who, appointed)

    @rule(cap=st.integers(0, 10_000), review_from=st.integers(0, 10_001), more=st.sampled_from((-1, 0, 100)))
    def set_policy(self, cap: int, review_from: int, more: int) -> None:
        def predict() -> None:
            refuse_if(more < 0, "Submissions_DepositBelowCost")
            self.model.policy = Policy(cap, review_from, COST + more)

        policy = structs.Policy(open_=True, cap_bps=cap, review_from_bps=review_from, deposit=COST + more)
        self.act(self.made.set_policy(MUSIC, policy), self.address("timelock"), predict)

    @rule(by=people, content=contents, ai=shares, exact=st.booleans())
    def submit(self, by: str, content: str, ai: int, exact: bool) -> None:
        """With the deposit, or with one unit less."""
        value = self.model.policy.deposit - (not exact)

        def predict() -> None:
            self.model.check_free(by, content, self.now)
            refuse_if(not exact, "Escrow_NotReceived")
            self.model.submit(by, content, ai, self.now)

        said = self.registration(content, by, ai)
        self.act(self.made.submit(said, MUSIC, "", SALT, value=Wei(value)), self.address(by), predict)

    @rule(number=numbers, by=screeners, flags=st.sampled_from((0, 0, 0, 2, OTHER)))
    def screen(self, number: int, by: str, flags: int) -> None:
        each = self.model.made[number - 1] if number <= len(self.model.made) else None
        hashed = self.made.submission_of(number).registration_hash if each else bytes(32)
        said = Verdict(number, hashed, 0, bytes(32), self.address(by), flags, self.now + 1)
        kinds = {"Verdict": [{"name": name, "type": kind} for name, kind in TYPES.items()]}
        message = dict(zip(TYPES, said, strict=True))
        signature = bytes(SCREENERS[by].sign_typed_data(self.domain, kinds, message).signature)
        self.act(
            self.made.screen(said, signature),
            self.address("cat"),
            lambda: self.model.screen(number, by, flags, self.now),
        )

    @rule(number=numbers, by=st.sampled_from((*PEOPLE, "its own", "its own")))
    def request(self, number: int, by: str) -> None:
        who, said = self.whose(number, by)
        call = self.made.request_review(number, said)
        self.act(call, self.address(who), lambda: self.model.request(number, who, self.now))

    @rule(outcome=st.sampled_from((UPHELD, DISMISSED, DISMISSED, DISMISSED, EXPIRED)))
    def answer(self, outcome: int) -> None:
        """What comes of open cases: drawn, with nobody to draw from, and decided by vote; or not drawn."""
        for number, each in enumerate(self.model.made, 1):
            if each.state != IN_REVIEW or each.outcome != PENDING:
                continue
            case = words(self.made, "submissionOf(uint256)", number)[10]
            first, last = words(self.panels, "drawableIn(uint256,uint256)", case, 1)
            if outcome == EXPIRED or self.block() > last:
                self.pass_blocks(last + 1)
                each.outcome = EXPIRED
                continue
            self.pass_blocks(first)
            conflicts = [self.address(who) for who in (each.submitter, *each.flaggers)]
            self.panels.draw(case, conflicts).send(self.address("cat"))
            self.panels.decide(case, outcome == UPHELD).send(self.address("timelock"))
            each.outcome = outcome
        self.note("answer")

    @rule(outcome=st.sampled_from((UPHELD, DISMISSED, DISMISSED, EXPIRED)))
    def review(self, outcome: int) -> None:
        """Whatever needs a panel is put to one, and has its answer."""
        for number, each in enumerate(self.model.made, 1):
            if self.model.state(each, self.now)[0] == FLAGGED:
                self.request(number, "its own")
        self.answer(outcome)
        for number, each in enumerate(self.model.made, 1):
            if each.state == IN_REVIEW:
                self.conclude(number, "cat")

    @rule(number=numbers, by=people)
    def conclude(self, number: int, by: str) -> None:
        self.act(self.made.conclude(number), self.address(by), lambda: self.model.conclude(number, self.now))

    @rule(number=numbers, by=st.sampled_from((*PEOPLE, "its own")))
    def withdraw(self, number: int, by: str) -> None:
        who, _ = self.whose(number, by)
        self.act(
            self.made.withdraw(number), self.address(who), lambda: self.model.withdraw(number, who, self.now)
        )

    @rule(content=contents, by=people, ai=shares)
    def follow(self, content: str, by: str, ai: int) -> None:
        """A submission is withdrawn, and whoever has seen it submits its content at once."""
        live = self.model.live(content)
        if live is not None:
            self.withdraw(self.model.made.index(live) + 1, "its own")
            self.submit(by, content, ai, exact=True)

    @rule(number=numbers, by=people)
    def lapse(self, number: int, by: str) -> None:
        self.act(self.made.lapse(number), self.address(by), lambda: self.model.lapse(number, self.now))

    @rule(number=numbers, by=st.sampled_from((*PEOPLE, "its own", "its own")), same=st.booleans())
    def register(self, number: int, by: str, same: bool) -> None:
        """What was submitted, or with a little more of AI's in it."""
        each = self.model.made[number - 1] if number <= len(self.model.made) else None
        if each is None:
            return
        who, _ = self.whose(number, by)
        said = self.registration(each.content, who, each.ai + (not same))
        call = self.coop.registry.register(said, SALT)

        def predict() -> None:
            self.model.register(each.content, who, each.ai + (not same), self.now)

        if self.act(call, self.address(who), predict):
            self.works[each.content] = self.coop.registry.work_count()

    @rule(which=st.integers(0, 2))
    def register_cleared(self, which: int) -> None:
        """One of those that can be registered."""
        cleared = [
            number
            for number, each in enumerate(self.model.made, 1)
            if self.model.state(each, self.now)[0] == CLEARED
        ]
        if cleared:
            self.register(cleared[which % len(cleared)], "its own", same=True)

    @rule(content=contents)
    def void(self, content: str) -> None:
        """Governance voids a registration; who made it commits to the content again."""
        if content not in self.works:
            return
        number = self.works.pop(content)
        registrant = self.coop.registry.work(number).registrant
        nobody = ETH
        self.coop.registry.void_registration(number, nobody).send(self.address("timelock"))
        self.model.registered.remove(content)
        _commit(self.coop, registrant, content)
        self.note("void")
        self.wait(1)

    @rule(who=people, to=people)
    def claim(self, who: str, to: str) -> None:
        call = self.made.claim(ETH, self.address(to))
        done = self.act(call, self.address(who), lambda: self.model.claim(who))
        if done:
            [claimed] = self.made.decode(done.receipt, Submissions.Claimed)
            assert claimed.amount == done.foretold

    @rule(by=people)
    def recover(self, by: str) -> None:
        done = self.act(self.made.recover(ETH), self.address(by), self.model.recover)
        if done:
            [paid] = self.made.decode(done.receipt, Submissions.Recovered)
            assert paid.amount == done.foretold

    @rule(seconds=st.one_of(st.integers(1, 60), st.sampled_from((100, 600))))
    def wait(self, seconds: int) -> None:
        self.note("wait")
        self.stage.chain.advance(seconds)
        self.now += seconds

    def pass_blocks(self, until: int) -> None:
        """Blocks of a second each, until that one is the next."""
        while self.block() < until:
            self.stage.chain.advance(1)
        self.now = int(self.stage.chain.now())

    def block(self) -> int:
        """The block in which something would be done."""
        return self.stage.chain.block_number() + 1

    def whose(self, number: int, by: str) -> tuple[str, Registration]:
        """Who acts, and what was submitted."""
        if number > len(self.model.made):
            return ("ann" if by == "its own" else by), self.registration("song", "ann", 0)
        each = self.model.made[number - 1]
        said = self.registration(each.content, each.submitter, each.ai)
        return (each.submitter if by == "its own" else by), said

    def registration(self, content: str, by: str, ai: int) -> Registration:
        return Registration(keccak(text=content), "", (self.address(by),), (SHARES_PER_WORK,), ai, 0)

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def verify(self) -> None:
        made, model = self.made, self.model
        held = word(made, "held(address)", ETH)
        assert held == model.held() == self.stage.chain.balance(made.address)
        for who in (*PEOPLE, TREASURY):
            assert word(made, "owedTo(address,address)", self.address(who), ETH) == model.owed[who]
        assert word(made, "submissionCount()") == len(model.made)
        for number, each in enumerate(model.made, 1):
            found = words(made, "submissionOf(uint256)", number)
            _, state, needs, flags, deadline, ai, _, _, deposit, *_ = found
            assert (state, deadline) == model.state(each, self.now)
            assert (needs, flags, ai, deposit) == (each.needs_review, each.flags, each.ai, each.deposit)
        for content in CONTENTS:
            live = model.live(content)
            number = model.made.index(live) + 1 if live else 0
            assert word(made, "liveOf(bytes32)", int.from_bytes(keccak(text=content), "big")) == number

    def finish(self) -> None:
        """After all deadlines anyone ends everything, and not a unit stays behind."""
        self.answer(DISMISSED)
        for number, each in enumerate(self.model.made, 1):
            if each.state == IN_REVIEW:
                self.conclude(number, "cat")
        self.wait(2_000)
        for number, each in enumerate(self.model.made, 1):
            if each.state in LIVE:
                assert self.model.state(each, self.now)[0] in (FLAGGED, CLEARED)
                assert each.state in (SCREENING, FLAGGED, CLEARED)
                self.lapse(number, "cat")
        for who in [who for who in PEOPLE if self.model.owed[who]]:
            self.claim(who, "cat")
        if self.model.owed[TREASURY]:
            self.recover("cat")
        assert self.stage.chain.balance(self.made.address) == 0
        self.verify()
