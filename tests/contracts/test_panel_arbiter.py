"""Disputed deliveries before panels: who may ask, what a ruling gives, and what silence and lies come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from dao_sim.bindings import Commissions, CoopToken, PanelArbiter, ReviewPanels
from dao_sim.bindings.contract import Contract
from dao_sim.coop import Cooperative
from dao_sim.errors import Reverted
from dao_sim.units import ETH, Address, Wei
from tests.contracts.commissions import (
    DELIVERED,
    DISPUTED,
    RULING,
    SETTLED,
    commissions,
    delivered,
    disputed,
)
from tests.contracts.disputes import ruled
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    DEPLOYER,
    ERIN,
    MALLORY,
    NOBODY,
    TOKEN,
    mock,
    mock_class,
    mock_token,
    refuses,
)
from tests.contracts.panels import (
    APPEAL,
    APPEAL_PRICE,
    EXPIRED,
    PENDING,
    PRICE,
    admit,
    decided,
    enlisted,
    owed,
    panels,
    people,
    wait,
)

YES, NO = (True, True, True), (False, False, False)
ALL = 10 * TOKEN
"""Price and bond of a commission that is delivered in time."""


@dataclass(frozen=True)
class Court:
    """A co-op with panels, of seven members to draw from, and commissions whose disputes they decide."""

    coop: Cooperative
    panels: ReviewPanels
    arbiter: PanelArbiter
    commissions: Commissions

    def ask(self, number: int, bps: int, *, of: Address | None = None) -> int:
        """The buyer has a panel decide whether Alice gets only so much. Returns the case."""
        target = of or self.commissions.address
        receipt = self.arbiter.ask(target, number, bps, value=Wei(PRICE)).send(BUYER)
        return self.arbiter.decode(receipt, PanelArbiter.Asked)[0].case_id

    def ends(self, case: int, *votes: bool) -> None:
        """The panel decides so, and the ruling is handed on."""
        ruled(self.coop, self.panels, case, *votes)
        self.arbiter.conclude(case).send(MALLORY)

    def paid(self) -> tuple[int, int]:
        """What Alice, who delivered, and the buyer are owed, of price and bond alone."""
        left = 2 * TOKEN  # of the budget, the buyer's since the bid was accepted
        made = self.commissions
        return made.owed_to(ALICE, ETH), made.owed_to(BUYER, ETH) - left


@pytest.fixture(scope="module")
def built(deployed: Cooperative) -> Iterator[Court]:
    mark = deployed.chain.checkpoint()
    jury = panels(deployed)
    enlisted(deployed, jury, 7)
    arbiter = PanelArbiter.deploy(deployed.chain, DEPLOYER, jury.address)
    yield Court(deployed, jury, arbiter, commissions(deployed, arbiter.address))
    deployed.chain.restore(mark)


@pytest.fixture
def court(built: Court) -> Iterator[Court]:
    mark = built.coop.chain.checkpoint()
    yield built
    built.coop.chain.restore(mark)


@pytest.mark.parametrize("bps", [0, 1, 4_000, 9_999])
def test_a_claim_that_is_upheld_gives_the_provider_so_much_and_no_more(court: Court, bps: int) -> None:
    number = disputed(court.coop, court.commissions)
    case = court.ask(number, bps)
    request = court.arbiter.request_of(case)
    assert request == (court.commissions.address, number, bps, False)
    assert court.arbiter.case_of(court.commissions.address, number) == case
    court.ends(case, *YES)
    assert court.arbiter.request_of(case).concluded
    assert court.commissions.commission_of(number).state == SETTLED
    assert court.paid() == (ALL * bps // 10_000, ALL - ALL * bps // 10_000)


def test_a_claim_that_is_dismissed_gives_the_provider_everything(court: Court) -> None:
    case = court.ask(disputed(court.coop, court.commissions), 0)
    court.ends(case, *NO)
    assert court.paid() == (ALL, 0)


def test_what_is_late_is_taken_off_before(court: Court) -> None:
    day = 2 * TOKEN * 500 // 10_000
    case = court.ask(disputed(court.coop, court.commissions, late=86_400), 5_000)
    court.ends(case, *YES)
    assert court.paid() == ((ALL - day) // 2, ALL - (ALL - day) // 2)


def test_whoever_lets_the_draw_expire_has_no_claim(court: Court) -> None:
    """The buyer forfeits the panel's fees, and gains nothing by it."""
    case = court.ask(disputed(court.coop, court.commissions), 0)
    wait(court.coop, 256)
    assert court.panels.outcome_of(case) == EXPIRED
    court.arbiter.conclude(case).send(ALICE)
    assert court.paid() == (ALL, 0)
    court.panels.close(case).send(ALICE)
    assert owed(court.panels, court.coop.treasury.address, BUYER) == (PRICE, 0)


def test_a_dispute_without_a_question_ends_as_with_a_silent_arbiter(court: Court) -> None:
    number = disputed(court.coop, court.commissions)
    until = court.commissions.commission_of(number).deadline
    with refuses("Commissions_TooEarly", commissionId=number, deadline=until):
        court.commissions.settle(number).send(ALICE)
    court.coop.chain.advance(RULING)
    court.commissions.settle(number).send(MALLORY)
    assert court.paid() == (ALL, 0)


def test_panels_that_take_too_long_rule_on_nothing_any_more(court: Court) -> None:
    """The delivery stands; and whoever sat on the panel is paid all the same."""
    made = court.commissions
    number = disputed(court.coop, made)
    until = made.commission_of(number).deadline
    case = court.ask(number, 0)
    ruled(court.coop, court.panels, case, *YES)
    court.coop.chain.advance(max(until - court.coop.chain.now(), 0))
    with refuses("Commissions_TooLate", commissionId=number, deadline=until):
        court.arbiter.conclude(case).send(BUYER)
    made.settle(number).send(MALLORY)
    with refuses("Commissions_WrongState", commissionId=number, state=SETTLED):
        court.arbiter.conclude(case).send(BUYER)
    assert court.paid() == (ALL, 0)
    court.panels.close(case).send(MALLORY)
    seated = court.panels.panel_of(case, 1)
    assert sum(owed(court.panels, *seated)) == PRICE
    assert made.held(ETH) == court.coop.chain.balance(made.address)


def test_a_poster_who_comes_round_settles_before_the_panel_does(court: Court) -> None:
    number = disputed(court.coop, court.commissions)
    case = court.ask(number, 0)
    court.commissions.settle(number).send(BUYER)
    ruled(court.coop, court.panels, case, *YES)
    with refuses("Commissions_WrongState", commissionId=number, state=SETTLED):
        court.arbiter.conclude(case).send(BUYER)
    assert court.paid() == (ALL, 0)


def test_only_the_claimant_asks_and_once(court: Court) -> None:
    made, arbiter, target = court.commissions, court.arbiter, court.commissions.address
    number = delivered(court.coop, made)
    assert made.sides_of(number) == (NOBODY, NOBODY)
    assert made.commission_of(number).state == DELIVERED
    with refuses("PanelArbiter_NotClaimant", target=target, id=number, account=BUYER):
        arbiter.ask(target, number, 0, value=Wei(PRICE)).send(BUYER)
    made.dispute(number).send(BUYER)
    assert made.sides_of(number) == (BUYER, ALICE)
    for who in (ALICE, BOB, MALLORY):
        with refuses("PanelArbiter_NotClaimant", target=target, id=number, account=who):
            arbiter.ask(target, number, 0, value=Wei(PRICE)).send(who)
    for bps in (10_000, 2**256 - 1):
        with refuses("PanelArbiter_InvalidPart", bps=bps, maximum=9_999):
            arbiter.ask(target, number, bps, value=Wei(PRICE)).send(BUYER)
    case = court.ask(number, 0)
    with refuses("PanelArbiter_AskedAlready", target=target, id=number, caseId=case):
        arbiter.ask(target, number, 1, value=Wei(PRICE)).send(BUYER)


def test_a_ruling_is_handed_on_once_and_not_before_it_is_final(court: Court) -> None:
    case = court.ask(disputed(court.coop, court.commissions), 0)
    assert court.panels.outcome_of(case) == PENDING
    with refuses("PanelArbiter_NotDecided", caseId=case):
        court.arbiter.conclude(case).send(BUYER)
    for unknown in (0, case + 1):
        with refuses("PanelArbiter_NotWaiting", caseId=unknown):
            court.arbiter.conclude(unknown).send(BUYER)
    court.ends(case, *YES)
    with refuses("PanelArbiter_NotWaiting", caseId=case):
        court.arbiter.conclude(case).send(BUYER)


def test_an_appeal_is_waited_for(court: Court) -> None:
    coop, jury = court.coop, court.panels
    more = people(7, start=8)
    admit(coop, *more)
    for who in more:
        jury.enlist(TOKEN, value=Wei(TOKEN)).send(who)
    coop.chain.advance(1)
    case = court.ask(disputed(coop, court.commissions), 0)
    decided(coop, jury, case, *YES)
    jury.appeal(case, value=Wei(APPEAL_PRICE)).send(ALICE)
    with refuses("PanelArbiter_NotDecided", caseId=case):
        court.arbiter.conclude(case).send(BUYER)
    decided(coop, jury, case, *(False,) * 7)
    coop.chain.advance(APPEAL - 1)
    with refuses("PanelArbiter_NotDecided", caseId=case):
        court.arbiter.conclude(case).send(BUYER)
    coop.chain.advance(1)
    court.arbiter.conclude(case).send(BUYER)
    assert court.paid() == (ALL, 0)


def test_a_case_of_somebody_else_s_is_no_request(court: Court) -> None:
    """Whoever opens a case at the panels by itself, with the same words, is not heard by the arbiter."""
    made = court.commissions
    number = disputed(court.coop, made)
    case = court.ask(number, 0)
    found = court.panels.case_of(case)
    assert found.asker == court.arbiter.address
    court.panels.open_(found.question, [], value=Wei(PRICE)).send(MALLORY)
    with refuses("PanelArbiter_NotWaiting", caseId=case + 1):
        court.arbiter.conclude(case + 1).send(MALLORY)


def test_another_arbiter_s_commissions_are_not_asked_about(court: Court) -> None:
    other = commissions(court.coop)
    number = disputed(court.coop, other)
    with refuses("PanelArbiter_NotClaimant", target=other.address, id=number, account=BUYER):
        court.arbiter.ask(other.address, number, 0, value=Wei(PRICE)).send(BUYER)


def test_two_targets_with_the_same_numbers_are_told_apart(court: Court) -> None:
    other = commissions(court.coop, court.arbiter.address)
    numbers = disputed(court.coop, court.commissions), disputed(court.coop, other)
    assert numbers == (1, 1)
    first, second = court.ask(1, 0), court.ask(1, 5_000, of=other.address)
    assert first != second
    ruled(court.coop, court.panels, second, *YES)
    court.arbiter.conclude(second).send(BUYER)
    assert other.owed_to(ALICE, ETH) == ALL // 2
    assert court.commissions.commission_of(1).state == DISPUTED


@pytest.mark.parametrize("sent", [0, PRICE - 1, PRICE + 1])
def test_a_panel_costs_exactly_what_it_costs(court: Court, sent: int) -> None:
    number = disputed(court.coop, court.commissions)
    with refuses("Escrow_NotReceived", asset=ETH, amount=PRICE, received=sent):
        court.arbiter.ask(court.commissions.address, number, 0, value=Wei(sent)).send(BUYER)
    assert court.arbiter.case_of(court.commissions.address, number) == 0


def shifty(court: Court, claimant: Address, respondent: Address, *, refusing: bool = False) -> Contract:
    """A target that says that these are the sides of everything, and that the panels decide it."""
    target = mock(court.coop.chain, "ShiftyTarget")
    lie = court.arbiter.address, claimant, respondent, refusing
    target.write("say(address,address,address,bool)", *lie).send(MALLORY)
    return target


def test_a_target_that_lies_moves_nobody_else_s_money(court: Court) -> None:
    """Mallory names Alice as the respondent of a dispute that there is not."""
    honest = disputed(court.coop, court.commissions)
    target = shifty(court, MALLORY, ALICE)
    receipt = court.arbiter.ask(target.address, honest, 0, value=Wei(PRICE)).send(MALLORY)
    case = court.arbiter.decode(receipt, PanelArbiter.Asked)[0].case_id
    court.ends(case, *YES)
    assert (target.read("ruled()"), court.paid()) == (0, (0, 0))
    assert court.commissions.commission_of(honest).state == DISPUTED
    assert court.coop.chain.balance(court.arbiter.address) == 0


def test_a_target_that_changes_its_mind_is_held_to_what_was_asked(court: Court) -> None:
    target = shifty(court, BUYER, ALICE)
    case = court.ask(7, 100, of=target.address)
    target.write("say(address,address,address,bool)", MALLORY, MALLORY, BOB, False).send(MALLORY)
    court.ends(case, *YES)
    assert target.read("ruled()") == 100
    asked = court.panels.case_of(case).question
    assert (asked.claimant, asked.respondent, asked.payer) == (BUYER, ALICE, BUYER)


def test_a_target_that_refuses_its_ruling_can_have_it_later(court: Court) -> None:
    target = shifty(court, BUYER, ALICE, refusing=True)
    case = court.ask(7, 100, of=target.address)
    ruled(court.coop, court.panels, case, *NO)
    with refuses("ShiftyTarget_NoRuling", id=7, bps=10_000):
        court.arbiter.conclude(case).send(BUYER)
    court.panels.close(case).send(BUYER)
    assert sum(owed(court.panels, *court.panels.panel_of(case, 1))) == PRICE
    target.write("say(address,address,address,bool)", NOBODY, NOBODY, NOBODY, False).send(MALLORY)
    court.arbiter.conclude(case).send(BUYER)
    assert target.read("ruled()") == 10_000


@pytest.mark.parametrize("again", ["conclude", "ask"])
def test_a_target_that_calls_back_is_ruled_on_once(court: Court, again: str) -> None:
    target = shifty(court, BUYER, ALICE)
    case = court.ask(7, 100, of=target.address)
    ruled(court.coop, court.panels, case, *YES)
    arbiter = court.arbiter
    call = {"conclude": arbiter.conclude(case), "ask": arbiter.ask(target.address, 8, 0)}[again]
    target.write("arm(address,bytes,bool)", arbiter.address, call.data, True).send(MALLORY)
    with refuses("ReentrancyGuardReentrantCall"):
        arbiter.conclude(case).send(BUYER)


def test_one_that_is_no_contract_is_no_target(court: Court) -> None:
    with pytest.raises(Reverted):
        court.arbiter.ask(MALLORY, 1, 0, value=Wei(PRICE)).send(BUYER)
    assert court.panels.case_count() == 0


def in_token(court: Court, name: str, *arguments: int) -> tuple[Court, CoopToken]:
    """The same with panels that are paid in a token, of which the buyer has enough for two of them."""
    token = mock_token(court.coop.chain, name, *arguments)
    jury = panels(court.coop, token.address)
    arbiter = PanelArbiter.deploy(court.coop.chain, DEPLOYER, jury.address)
    assert arbiter.panels() == jury.address
    token.mint(BUYER, 2 * PRICE).send(BUYER)
    token.approve(arbiter.address, 2 * PRICE).send(BUYER)
    return Court(court.coop, jury, arbiter, commissions(court.coop, arbiter.address)), token


@pytest.mark.parametrize(
    "name", ["MintableToken", "NoReturnToken", "FalseReturningToken", "BlacklistingToken"]
)
def test_a_panel_is_paid_in_a_token(court: Court, name: str) -> None:
    paid, token = in_token(court, name)
    number = disputed(paid.coop, paid.commissions)
    with refuses("Escrow_NotReceived", asset=NOBODY, amount=0, received=1):
        paid.arbiter.ask(paid.commissions.address, number, 0, value=Wei(1)).send(BUYER)
    paid.arbiter.ask(paid.commissions.address, number, 0).send(BUYER)
    balances = [token.balance_of(who) for who in (paid.panels.address, paid.arbiter.address, BUYER)]
    assert balances == [PRICE, 0, PRICE]
    assert paid.panels.held(token.address) == PRICE


def test_a_token_that_keeps_a_fee_pays_no_panel(court: Court) -> None:
    paid, token = in_token(court, "FeeToken", 100)
    number = disputed(paid.coop, paid.commissions)
    short = PRICE - PRICE // 100
    kept = {"balance": short - PRICE // 100, "needed": short}  # the fee of handing it on is taken first
    with refuses("ERC20InsufficientBalance", sender=paid.arbiter.address, **kept):
        paid.arbiter.ask(paid.commissions.address, number, 0).send(BUYER)
    token.mint(paid.arbiter.address, PRICE).send(MALLORY)  # even if somebody makes up for it
    with refuses("Escrow_NotReceived", asset=token.address, amount=PRICE, received=short):
        paid.arbiter.ask(paid.commissions.address, number, 0).send(BUYER)


def test_a_token_that_says_false_pays_no_panel(court: Court) -> None:
    paid, token = in_token(court, "FalseReturningToken")
    number = disputed(paid.coop, paid.commissions)
    refusing = mock_class("FalseReturningToken")(court.coop.chain, token.address)
    refusing.write("setRefusing(bool)", True).send(BUYER)
    with refuses("SafeERC20FailedOperation", token=token.address):
        paid.arbiter.ask(paid.commissions.address, number, 0).send(BUYER)


def test_a_token_that_shuts_the_panels_out_leaves_deliveries_alone(court: Court) -> None:
    paid, token = in_token(court, "BlacklistingToken")
    number = disputed(paid.coop, paid.commissions)
    ban = mock_class("BlacklistingToken")(court.coop.chain, token.address)
    ban.write("setBanned(address,bool)", paid.panels.address, True).send(BUYER)
    with refuses("BlacklistingToken_Banned", account=paid.panels.address):
        paid.arbiter.ask(paid.commissions.address, number, 0).send(BUYER)
    court.coop.chain.advance(RULING)
    paid.commissions.settle(number).send(ERIN)
    assert paid.paid() == (ALL, 0)


def test_a_token_that_calls_back_asks_once(court: Court) -> None:
    paid, token = in_token(court, "ReentrantToken")
    number = disputed(paid.coop, paid.commissions)
    again = paid.arbiter.ask(paid.commissions.address, number, 0)
    hooks = mock_class("ReentrantToken")(court.coop.chain, token.address)
    hooks.write("arm(address,bytes,bool)", paid.arbiter.address, again.data, True).send(MALLORY)
    with refuses("ReentrancyGuardReentrantCall"):
        again.send(BUYER)
