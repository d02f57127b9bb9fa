"""An advance repays itself from the income of units in custody, to its multiple and no more.

Alice has 600,000 units, of which she gives 500,000: half of what the work earns repays 1,200 for 1,000.
"""

from __future__ import annotations

import pytest

from dao_sim.bindings import Advances, UnitCustody
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Address, Wei
from tests.contracts.financing import ASKED, LENDER, RUNNING, advances, asked, drains, funded, running
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    CAROL,
    DAVE,
    DAY,
    DEPLOYER,
    MALLORY,
    NOBODY,
    decree,
    mock_token,
    refuses,
)

MOST = 3_650 * DAY


def units(coop: Cooperative, work: int, *holders: Address) -> list[int]:
    return [coop.vault.balance_of(holder, work) for holder in holders]


def due(made: Advances, asset: Address = ETH) -> tuple[int, int]:
    """What Erin, who lent, and Alice, who borrowed, are owed."""
    return made.owed_to(LENDER, asset), made.owed_to(ALICE, asset)


def test_an_advance_pays_at_once_and_puts_units_into_custody(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    coop.deposit(work, 100, BUYER)
    now = coop.chain.now()
    (wish,) = made.decode(made.ask(asked(work)).send(ALICE), Advances.Asked)
    assert (wish.advance_id, wish.borrower, wish.work_id, wish.asset) == (1, ALICE, work, ETH)
    assert (wish.units, wish.amount, wish.due) == (500_000, 1_000, 1_200)
    assert (made.advance_of(1).state, made.advance_of(1).deadline) == (ASKED, now + 7 * DAY)
    assert units(coop, work, ALICE) == [600_000]
    receipt = made.fund(1, value=Wei(1_000)).send(LENDER)
    (funding,) = made.decode(receipt, Advances.Funded)
    assert (funding.advance_id, funding.lender, funding.ends_at) == (1, LENDER, now + 365 * DAY)
    custody = made.custody_of(1)
    (given,) = made.decode(receipt, Advances.Entrusted)
    assert (given.matter_id, given.owner, given.work_id) == (1, ALICE, work)
    assert (given.custody, given.units) == (custody.custody, 500_000)
    assert (custody.owner, custody.work_id, custody.returned) == (ALICE, work, False)
    assert units(coop, work, ALICE, BOB, custody.custody) == [100_000, 400_000, 500_000]
    assert due(made) == (0, 1_000)
    assert coop.vault.claimable(work, ETH, ALICE) == 60  # what accrued before is hers
    assert (made.advance_count(), made.vault()) == (1, coop.vault.address)


def test_income_is_the_lender_s_up_to_the_multiple_and_then_the_borrower_s(
    coop: Cooperative, work: int
) -> None:
    made = advances(coop)
    number = running(made, work)
    coop.deposit(work, 1_000, BUYER)
    assert made.collect(number, ETH).simulate(MALLORY) == 500
    receipt = made.collect(number, ETH).send(MALLORY)
    (collected,) = made.decode(receipt, Advances.Collected)
    assert (collected.matter_id, collected.asset, collected.amount) == (number, ETH, 500)
    (divided,) = made.decode(receipt, Advances.Divided)
    assert (divided.to_lender, divided.to_borrower, divided.repaid) == (500, 0, 500)
    coop.deposit(work, 2_000, BUYER)
    with refuses("Custodian_TooEarly", matterId=number, deadline=made.advance_of(number).deadline):
        made.release(number).send(ALICE)
    made.collect(number, ETH).send(MALLORY)
    assert (due(made), made.missing(number)) == ((1_200, 1_300), 0)  # the amount, and 300 beyond what was due
    receipt = made.release(number).send(MALLORY)
    (returned,) = made.decode(receipt, Advances.Returned)
    assert (returned.matter_id, returned.owner, returned.units) == (number, ALICE, 500_000)
    assert units(coop, work, ALICE, BOB) == [600_000, 400_000]
    assert coop.vault.claimable(work, ETH, BOB) == 1_200  # untouched
    with refuses("Custodian_AlreadyReturned", matterId=number):
        made.release(number).send(ALICE)
    assert drains(coop, made)


def test_what_is_missing_after_the_term_is_the_lender_s_loss(coop: Cooperative, work: int) -> None:
    """And what was earned in custody is divided by the same rule after the units went back."""
    made = advances(coop)
    number = running(made, work)
    coop.deposit(work, 400, BUYER)
    coop.chain.advance(365 * DAY - 1)
    with refuses("Custodian_TooEarly", matterId=number, deadline=coop.chain.now() + 1):
        made.release(number).send(MALLORY)
    coop.chain.advance(1)
    made.release(number).send(MALLORY)
    coop.deposit(work, 1_000, BUYER)  # Alice's own again
    made.collect(number, ETH).send(MALLORY)
    assert (due(made), made.missing(number)) == ((200, 1_000), 1_000)
    assert coop.vault.claimable(work, ETH, ALICE) == 40 + 600
    with refuses("Custodian_NothingToCollect", matterId=number, asset=ETH):
        made.collect(number, ETH).send(MALLORY)
    assert drains(coop, made)


def test_income_in_other_assets_is_the_borrower_s(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    token = funded(coop, made.address, "MintableToken")
    number = running(made, work)
    coop.vault.deposit(work, token.address, 600).send(BUYER)
    made.collect(number, token.address).send(LENDER)
    assert due(made, token.address) == (0, 300)
    assert made.missing(number) == 1_200
    stranger = mock_token(coop.chain)
    with refuses("RoyaltyVault_AssetUnknown", asset=stranger.address):
        made.collect(number, stranger.address).send(LENDER)


def test_what_somebody_had_paid_to_the_custody_is_collected(coop: Cooperative, work: int) -> None:
    """Anyone may have the vault pay; and what anyone sends there is income like any other."""
    made = advances(coop)
    number = running(made, work)
    custody = made.custody_of(number).custody
    coop.deposit(work, 1_000, BUYER)
    coop.vault.claim(work, ETH, custody).send(MALLORY)
    made.collect(number, ETH).send(ALICE)
    assert made.owed_to(LENDER, ETH) == 500
    coop.chain.send(BUYER, custody, value=7)
    made.collect(number, ETH).send(ALICE)
    assert made.owed_to(LENDER, ETH) == 507


def test_units_given_to_the_custody_go_to_the_borrower(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    number = running(made, work)
    coop.vault.transfer(made.custody_of(number).custody, work, 1_000).send(BOB)
    coop.chain.advance(365 * DAY)
    made.release(number).send(ALICE)
    assert units(coop, work, ALICE) == [601_000]


def test_what_is_missing_can_be_paid_before(coop: Cooperative, work: int) -> None:
    """More than that is the borrower's again, so that a collection in between stops nobody."""
    made = advances(coop)
    number = running(made, work)
    made.repay(number, 200, value=Wei(200)).send(ALICE)
    assert made.missing(number) == 1_000
    coop.deposit(work, 200, BUYER)
    made.collect(number, ETH).send(MALLORY)
    receipt = made.repay(number, 1_000, value=Wei(1_000)).send(ALICE)
    (divided,) = made.decode(receipt, Advances.Divided)
    assert (divided.to_lender, divided.to_borrower, divided.repaid) == (900, 100, 1_200)
    with refuses("Advances_NothingMissing", advanceId=number):
        made.repay(number, 1, value=Wei(1)).send(ALICE)
    made.release(number).send(ALICE)
    assert drains(coop, made)


def test_a_lender_hands_its_right_on(coop: Cooperative, work: int) -> None:
    """What was earned before is still the one's who lent."""
    made = advances(coop)
    number = running(made, work)
    coop.deposit(work, 1_000, BUYER)
    with refuses("Custodian_NotYours", matterId=number, account=MALLORY):
        made.transfer_loan(number, MALLORY).send(MALLORY)
    for nobody in (NOBODY, made.address):
        with refuses("Advances_InvalidLender", to=nobody):
            made.transfer_loan(number, nobody).send(LENDER)
    receipt = made.transfer_loan(number, CAROL).send(LENDER)
    (handed,) = made.decode(receipt, Advances.HandedOn)
    assert (handed.advance_id, handed.from_, handed.to) == (number, LENDER, CAROL)
    coop.deposit(work, 200, BUYER)
    made.transfer_loan(number, DAVE).send(CAROL)
    made.transfer_loan(number, CAROL).send(DAVE)  # with nothing to collect
    assert [made.owed_to(who, ETH) for who in (LENDER, CAROL, DAVE)] == [500, 100, 0]


def test_what_is_due_is_rounded_down(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    made.ask(asked(work, amount=7, multiple=12_345)).send(ALICE)
    assert made.advance_of(1).due == 8  # 8.6415


def test_a_wish_is_withdrawn_or_runs_out(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    for _ in range(2):
        made.ask(asked(work)).send(ALICE)
    with refuses("Custodian_NotYours", matterId=1, account=MALLORY):
        made.withdraw(1).send(MALLORY)
    (withdrawn,) = made.decode(made.withdraw(1).send(ALICE), Advances.Withdrawn)
    assert withdrawn.advance_id == 1
    for call in (made.withdraw(1), made.fund(1, value=Wei(1_000))):
        with refuses("Advances_WrongState", advanceId=1, state=2):
            call.send(ALICE)
    deadline = made.advance_of(2).deadline
    coop.chain.advance(7 * DAY)
    with refuses("Custodian_TooLate", matterId=2, deadline=deadline):
        made.fund(2, value=Wei(1_000)).send(LENDER)


def test_what_is_not_running_is_not_repaid_collected_or_returned(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    made.ask(asked(work)).send(ALICE)
    for call in (made.repay(1, 1, value=Wei(1)), made.transfer_loan(1, CAROL)):
        with refuses("Advances_WrongState", advanceId=1, state=ASKED):
            call.send(ALICE)
    for call in (made.collect(1, ETH), made.release(1)):
        with refuses("Custodian_NothingEntrusted", matterId=1):
            call.send(ALICE)
    made.fund(1, value=Wei(1_000)).send(LENDER)
    with refuses("Advances_WrongState", advanceId=1, state=RUNNING):
        made.fund(1, value=Wei(1_000)).send(LENDER)


def test_only_units_that_are_there_and_approved_secure_an_advance(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    made.ask(asked(work, units=600_001)).send(ALICE)
    with refuses("UnitTaker_NotEnough", owner=ALICE, workId=work, units=600_001, has=600_000):
        made.fund(1, value=Wei(1_000)).send(LENDER)
    made.ask(asked(work, units=400_000)).send(BOB)
    coop.vault.approve(made.address, work, 399_999).send(BOB)
    with refuses("UnitTaker_NotApproved", owner=BOB, workId=work, units=400_000, approved=399_999):
        made.fund(2, value=Wei(1_000)).send(LENDER)


@pytest.mark.parametrize(
    ("changed", "error", "operands"),
    [
        ({"amount": 0}, "Advances_InvalidAmount", {"amount": 0, "units": 500_000}),
        ({"units": 0}, "Advances_InvalidAmount", {"amount": 1_000, "units": 0}),
        ({"asset": MALLORY}, "Custodian_AssetNotListed", {"asset": MALLORY}),
        (
            {"multiple": 9_999},
            "Custodian_InvalidMultiple",
            {"bps": 9_999, "minimum": 10_000, "maximum": 100_000},
        ),
        (
            {"multiple": 100_001},
            "Custodian_InvalidMultiple",
            {"bps": 100_001, "minimum": 10_000, "maximum": 100_000},
        ),
        ({"term": 0}, "Custodian_InvalidPeriod", {"period": 0, "maximum": MOST}),
        ({"period": MOST + 1}, "Custodian_InvalidPeriod", {"period": MOST + 1, "maximum": MOST}),
    ],
    ids=str,
)
def test_wishes_that_make_no_sense_are_refused(
    coop: Cooperative, work: int, changed: dict[str, object], error: str, operands: dict[str, object]
) -> None:
    made = advances(coop)
    with refuses(error, **operands):
        made.ask(asked(work, **changed)).send(ALICE)  # type: ignore[arg-type]


def test_a_custody_obeys_its_keeper_only(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    custody = UnitCustody(coop.chain, made.custody_of(running(made, work)).custody)
    assert (custody.keeper(), custody.vault()) == (made.address, coop.vault.address)
    for call in (custody.hand_over(ETH), custody.hand_back(work, MALLORY)):
        for somebody in (MALLORY, ALICE, LENDER):
            with refuses("UnitCustody_OnlyKeeper", caller=somebody):
                call.send(somebody)
    alone = UnitCustody.deploy(coop.chain, DEPLOYER, coop.vault.address)
    assert alone.keeper() == DEPLOYER


def test_ether_comes_from_custodies_only(coop: Cooperative) -> None:
    made = advances(coop)
    with refuses("Custodian_UnexpectedEther", **{"from": BUYER}):
        coop.chain.send(BUYER, made.address, value=1)


def test_a_work_that_is_ended_earns_no_more_and_gives_its_units_back(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    number = running(made, work)
    coop.deposit(work, 400, BUYER)
    decree(coop, coop.registry.void_registration(work, NOBODY))
    made.collect(number, ETH).send(LENDER)
    coop.chain.advance(365 * DAY)
    made.release(number).send(ALICE)
    assert units(coop, work, ALICE) == [600_000]
    assert made.owed_to(LENDER, ETH) == 200
