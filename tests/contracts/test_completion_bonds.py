"""Presales that backers cover: what is delivered pays them a premium, what is not costs them their pledges.

Copies cost 10, the bond is 100, and ten shares of 30 are pledged, seven by Carol and three by Dave; half of
what the work earns is earned in custody.
"""

from __future__ import annotations

import pytest

from dao_sim.bindings import CompletionBonds
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Address, Wei
from tests.contracts.financing import (
    COMPLETED,
    DELIVERED,
    DISPUTED,
    FAILED,
    HASH,
    OPEN,
    REVIEW,
    RULING,
    bonds,
    completed,
    drains,
    failed,
    opened,
    planned,
    presold,
)
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    CAROL,
    DAVE,
    DAY,
    DEPLOYER,
    ERIN,
    GUARDIAN,
    MALLORY,
    NOBODY,
    decree,
    refuses,
)

MOST = 3_650 * DAY


def owed(made: CompletionBonds, *people: Address) -> list[int]:
    return [made.owed_to(who, ETH) for who in people]


def pay_out(made: CompletionBonds, number: int) -> list[int]:
    """What Carol and Dave get."""
    paid = []
    for backer in (CAROL, DAVE):
        receipt = made.pay_out(number, backer).send(MALLORY)
        paid.append(made.decode(receipt, CompletionBonds.PaidOut)[0].amount)
    return paid


def test_a_project_is_opened_backed_and_sold(coop: Cooperative, work: int) -> None:
    made, now = bonds(coop), coop.chain.now()
    receipt = made.open_(planned(work), value=Wei(100)).send(ALICE)
    (said,) = made.decode(receipt, CompletionBonds.Opened)
    assert (said.project_id, said.borrower, said.work_id, said.asset, said.bond) == (1, ALICE, work, ETH, 100)
    assert coop.vault.balance_of(made.custody_of(1).custody, work) == 500_000
    found = made.project_of(1)
    assert (found.borrower, found.state, found.presale_ends) == (ALICE, OPEN, now + 30 * DAY)
    assert found.deadline == now + 90 * DAY
    receipt = made.pledge(1, 2, value=Wei(60)).send(CAROL)
    (pledged,) = made.decode(receipt, CompletionBonds.Pledged)
    assert (pledged.project_id, pledged.backer, pledged.shares) == (1, CAROL, 2)
    made.pledge(1, 1, value=Wei(30)).send(CAROL)
    assert (made.shares_of(1, CAROL), made.project_of(1).pledged, made.covered(1)) == (3, 3, 190)
    receipt = made.prepay(1, 4, value=Wei(40)).send(BUYER)
    (paid,) = made.decode(receipt, CompletionBonds.Prepaid)
    assert (paid.project_id, paid.buyer, paid.copies, paid.cost) == (1, BUYER, 4, 40)
    assert (made.copies_of(1, BUYER), made.project_of(1).presold, made.covered(1)) == (4, 40, 150)
    assert owed(made, ALICE) == [40]  # hers to use at once
    assert made.held(ETH) == coop.chain.balance(made.address) == 230


def test_no_more_is_sold_than_is_covered(coop: Cooperative, work: int) -> None:
    """Nor pledged than is asked for."""
    made = bonds(coop)
    number = opened(made, work)
    for copies in (0, 11):
        with refuses("CompletionBonds_NotCovered", projectId=number, copies=copies, covered=10):
            made.prepay(number, copies, value=Wei(10 * copies)).send(BUYER)
    made.prepay(number, 10, value=Wei(100)).send(BUYER)
    with refuses("CompletionBonds_NotCovered", projectId=number, copies=1, covered=0):
        made.prepay(number, 1, value=Wei(10)).send(BUYER)
    made.pledge(number, 1, value=Wei(30)).send(CAROL)
    with refuses("CompletionBonds_NotCovered", projectId=number, copies=2**255, covered=3):
        made.prepay(number, 2**255).send(BUYER)
    for shares in (0, 10):
        with refuses("CompletionBonds_NotOffered", projectId=number, shares=shares, left=9):
            made.pledge(number, shares, value=Wei(30 * shares)).send(DAVE)


def test_what_is_delivered_gives_pledges_back_and_pays_a_premium(coop: Cooperative, work: int) -> None:
    """6 for each share: 60 of what comes in, and the rest is the borrower's."""
    made = bonds(coop)
    number = presold(made, work)
    receipt = made.deliver(number, HASH).send(ALICE)
    (shown,) = made.decode(receipt, CompletionBonds.Delivered)
    assert (shown.project_id, shown.delivery) == (number, HASH)
    deadline = coop.chain.now() + REVIEW
    assert (made.project_of(number).state, made.project_of(number).deadline) == (DELIVERED, deadline)
    with refuses("Custodian_TooEarly", matterId=number, deadline=deadline):
        made.settle(number).send(ALICE)
    coop.chain.advance(REVIEW)
    (ended,) = made.decode(made.settle(number).send(MALLORY), CompletionBonds.Completed)
    assert (ended.project_id, ended.due) == (number, 6)
    assert owed(made, ALICE) == [250 + 100]
    assert made.payable_to(number, CAROL) == 210
    assert pay_out(made, number) == [210, 90]
    coop.deposit(work, 70, BUYER)
    (divided,) = made.decode(made.collect(number, ETH).send(MALLORY), CompletionBonds.Divided)
    assert (divided.project_id, divided.per_share, divided.to_borrower) == (number, 3, 0)
    assert made.project_of(number).undivided == 5
    with refuses("CompletionBonds_StillDue", projectId=number, deadline=coop.chain.now() + 365 * DAY):
        made.release(number).send(ALICE)
    coop.deposit(work, 70, BUYER)
    (divided,) = made.decode(made.collect(number, ETH).send(MALLORY), CompletionBonds.Divided)
    assert (divided.per_share, divided.to_borrower) == (3, 10)
    assert pay_out(made, number) == [42, 18]
    made.release(number).send(MALLORY)
    assert coop.vault.balance_of(ALICE, work) == 600_000
    assert drains(coop, made)


def test_what_is_not_delivered_pays_buyers_back_in_full(coop: Cooperative, work: int) -> None:
    """250 were paid: 100 of the bond, and 15 of each of ten shares."""
    made = bonds(coop)
    number = presold(made, work)
    deadline = made.project_of(number).deadline
    coop.chain.advance(90 * DAY - 1)
    with refuses("Custodian_TooEarly", matterId=number, deadline=deadline):
        made.abandon(number).send(BUYER)
    coop.chain.advance(1)
    with refuses("Custodian_TooLate", matterId=number, deadline=deadline):
        made.deliver(number, HASH).send(ALICE)
    (ended,) = made.decode(made.abandon(number).send(MALLORY), CompletionBonds.Failed)
    assert (ended.bond_lost, ended.lost_per_share, ended.due) == (100, 15, 18)
    (back,) = made.decode(made.refund(number, BUYER).send(MALLORY), CompletionBonds.Refunded)
    assert (back.project_id, back.buyer, back.amount) == (number, BUYER, 250)
    with refuses("CompletionBonds_NothingDue", projectId=number, account=BUYER):
        made.refund(number, BUYER).send(BUYER)
    assert pay_out(made, number) == [105, 45]
    with refuses("CompletionBonds_NothingDue", projectId=number, account=CAROL):
        made.pay_out(number, CAROL).send(CAROL)
    coop.deposit(work, 1_000, BUYER)
    made.collect(number, ETH).send(MALLORY)
    assert pay_out(made, number) == [7 * 18, 3 * 18]
    assert owed(made, ALICE) == [250 + 500 - 180]
    made.release(number).send(MALLORY)
    assert drains(coop, made)


def test_the_bond_is_the_first_loss_and_what_is_left_of_it_comes_home(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    number = failed(made, work, copies=4)
    found = made.project_of(number)
    assert (found.state, found.per_share, found.due_per_share) == (FAILED, 30, 0)
    assert owed(made, ALICE) == [40 + 60]
    made.release(number).send(MALLORY)  # nothing is due to anybody
    made.refund(number, BUYER).send(BUYER)
    assert pay_out(made, number) == [210, 90]
    assert drains(coop, made)


def test_what_rounding_up_took_from_pledges_waits_for_their_backers(coop: Cooperative, work: int) -> None:
    """A loss of 113 costs each of ten shares 12: 7 too much, which count as their first income."""
    made = bonds(coop)
    number = presold(made, work, bond=37, copies=15)
    made.abandon(number).send(ALICE)
    found = made.project_of(number)
    assert (found.per_share, found.due_per_share, found.undivided) == (18, 14, 7)
    coop.deposit(work, 6, BUYER)
    made.collect(number, ETH).send(MALLORY)  # 7 + 3 are one for each
    assert (made.project_of(number).paid_per_share, made.project_of(number).undivided) == (1, 0)
    made.refund(number, BUYER).send(BUYER)
    assert pay_out(made, number) == [7 * 19, 3 * 19]
    coop.chain.advance(365 * DAY)
    made.release(number).send(MALLORY)
    assert drains(coop, made)


def test_what_cannot_be_divided_when_the_term_is_over_is_the_borrower_s(coop: Cooperative, work: int) -> None:
    """Before the units go back it waits; what comes in afterwards waits no more."""
    made = bonds(coop)
    number = presold(made, work, bond=37, copies=15)
    made.abandon(number).send(ALICE)
    before = owed(made, ALICE)[0]
    coop.deposit(work, 46, BUYER)
    coop.chain.advance(365 * DAY)
    made.release(number).send(MALLORY)
    assert owed(made, ALICE) == [before + 7]
    made.collect(number, ETH).send(MALLORY)  # 23: two for each, and 3 over
    assert owed(made, ALICE) == [before + 10]
    made.refund(number, BUYER).send(BUYER)
    assert pay_out(made, number) == [7 * 20, 3 * 20]
    assert drains(coop, made)


def test_a_project_that_nobody_backs_or_buys_ends_with_nothing_due(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    first, second = opened(made, work, units=200_000), opened(made, work, units=200_000)
    made.abandon(first).send(ALICE)
    made.deliver(second, HASH).send(ALICE)
    coop.chain.advance(REVIEW)
    made.settle(second).send(MALLORY)
    coop.deposit(work, 1_000, BUYER)
    for number in (first, second):
        made.collect(number, ETH).send(MALLORY)
        made.release(number).send(MALLORY)
    assert owed(made, ALICE) == [200 + 400]
    assert drains(coop, made)


def test_income_before_the_end_waits_for_it(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    number = presold(made, work)
    coop.deposit(work, 100, BUYER)
    for call in (made.collect(number, ETH), made.release(number), made.pay_out(number, CAROL)):
        with refuses("CompletionBonds_WrongState", projectId=number, state=OPEN):
            call.send(MALLORY)
    with refuses("CompletionBonds_WrongState", projectId=number, state=OPEN):
        made.refund(number, BUYER).send(BUYER)
    made.deliver(number, HASH).send(ALICE)
    coop.chain.advance(REVIEW)
    made.settle(number).send(MALLORY)
    made.collect(number, ETH).send(MALLORY)
    assert pay_out(made, number) == [210 + 35, 90 + 15]


@pytest.mark.parametrize(("said", "state"), [(True, COMPLETED), (False, FAILED)])
def test_a_buyer_disputes_and_the_arbiter_rules(coop: Cooperative, work: int, said: bool, state: int) -> None:
    made = bonds(coop, GUARDIAN)
    number = presold(made, work)
    made.deliver(number, HASH).send(ALICE)
    for somebody in (CAROL, MALLORY):
        with refuses("CompletionBonds_NotBuyer", projectId=number, account=somebody):
            made.dispute(number).send(somebody)
    (doubt,) = made.decode(made.dispute(number).send(BUYER), CompletionBonds.Disputed)
    assert (doubt.project_id, doubt.buyer) == (number, BUYER)
    assert made.project_of(number).deadline == coop.chain.now() + made.ruling_period()
    with refuses("Custodian_NotYours", matterId=number, account=BUYER):
        made.rule(number, said).send(BUYER)
    receipt = made.rule(number, said).send(GUARDIAN)
    (ruled,) = made.decode(receipt, CompletionBonds.Ruled)
    assert (ruled.project_id, ruled.delivered, made.project_of(number).state) == (number, said, state)


def test_governance_is_the_arbiter_where_nobody_is_named(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    number = presold(made, work)
    made.deliver(number, HASH).send(ALICE)
    made.dispute(number).send(BUYER)
    decree(coop, made.rule(number, False))
    assert made.project_of(number).state == FAILED
    assert (made.arbiter(), made.membership()) == (coop.timelock.address, coop.membership.address)
    assert (made.project_count(), made.vault()) == (1, coop.vault.address)


def test_silence_lets_a_delivery_stand(coop: Cooperative, work: int) -> None:
    """Of the buyers, and of the arbiter."""
    made = bonds(coop, GUARDIAN)
    number = presold(made, work)
    made.deliver(number, HASH).send(ALICE)
    coop.chain.advance(REVIEW - 1)
    made.dispute(number).send(BUYER)
    deadline = coop.chain.now() + RULING
    coop.chain.advance(RULING - 1)
    with refuses("Custodian_TooEarly", matterId=number, deadline=deadline):
        made.settle(number).send(MALLORY)
    coop.chain.advance(1)
    with refuses("Custodian_TooLate", matterId=number, deadline=deadline):
        made.rule(number, False).send(GUARDIAN)
    made.settle(number).send(MALLORY)
    assert made.project_of(number).state == COMPLETED


def test_a_review_that_is_over_is_not_disputed(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    number = presold(made, work)
    made.deliver(number, HASH).send(ALICE)
    coop.chain.advance(REVIEW)
    with refuses("Custodian_TooLate", matterId=number, deadline=coop.chain.now()):
        made.dispute(number).send(BUYER)


def test_only_the_borrower_delivers_something(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    number = presold(made, work)
    with refuses("Custodian_NotYours", matterId=number, account=MALLORY):
        made.deliver(number, HASH).send(MALLORY)
    with refuses("CompletionBonds_NoDelivery", projectId=number):
        made.deliver(number, bytes(32)).send(ALICE)


def test_each_act_has_its_state(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    number = completed(coop, made, work)
    calls = (
        *(made.pledge(number, 1, value=Wei(30)), made.prepay(number, 1, value=Wei(10))),
        *(made.deliver(number, HASH), made.dispute(number), made.rule(number, True)),
        *(made.settle(number), made.abandon(number), made.refund(number, BUYER)),
    )
    for call in calls:
        with refuses("CompletionBonds_WrongState", projectId=number, state=COMPLETED):
            call.send(BUYER)
    made.deliver(presold(made, work, units=1), HASH).send(ALICE)
    made.dispute(2).send(BUYER)
    with refuses("CompletionBonds_WrongState", projectId=2, state=DISPUTED):
        made.dispute(2).send(BUYER)


def test_the_presale_ends(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    number = opened(made, work)
    coop.chain.advance(30 * DAY)
    for call in (made.pledge(number, 1, value=Wei(30)), made.prepay(number, 1, value=Wei(10))):
        with refuses("Custodian_TooLate", matterId=number, deadline=coop.chain.now()):
            call.send(BUYER)


def test_nobody_acts_in_its_own_cause(coop: Cooperative, work: int) -> None:
    made = bonds(coop, BOB)
    number = opened(made, work)
    for somebody in (ALICE, BOB):
        for call in (made.pledge(number, 1, value=Wei(30)), made.prepay(number, 1, value=Wei(10))):
            with refuses("CompletionBonds_OwnCause", account=somebody):
                call.send(somebody)
    with refuses("CompletionBonds_OwnCause", account=BOB):
        made.open_(planned(work), value=Wei(100)).send(BOB)


def test_only_members_open_projects(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    coop.vault.transfer(ERIN, work, 1_000).send(ALICE)
    with refuses("CompletionBonds_NotMember", account=ERIN):
        made.open_(planned(work, units=1_000), value=Wei(100)).send(ERIN)


@pytest.mark.parametrize(
    ("changed", "error", "operands"),
    [
        ({"price": 0}, "CompletionBonds_InvalidPrice", {"price": 0}),
        ({"shares": 0}, "CompletionBonds_InvalidShares", {"shares": 0, "share": 30, "maximum": 10_000}),
        ({"share": 0}, "CompletionBonds_InvalidShares", {"shares": 10, "share": 0, "maximum": 10_000}),
        (
            {"shares": 10_001},
            "CompletionBonds_InvalidShares",
            {"shares": 10_001, "share": 30, "maximum": 10_000},
        ),
        ({"asset": MALLORY}, "Custodian_AssetNotListed", {"asset": MALLORY}),
        ({"multiple": 0}, "Custodian_InvalidMultiple", {"bps": 0, "minimum": 10_000, "maximum": 100_000}),
        ({"presale": 0}, "Custodian_InvalidPeriod", {"period": 0, "maximum": MOST}),
        ({"delivery": 0}, "Custodian_InvalidPeriod", {"period": 0, "maximum": MOST}),
        ({"review": MOST + 1}, "Custodian_InvalidPeriod", {"period": MOST + 1, "maximum": MOST}),
        ({"term": 0}, "Custodian_InvalidPeriod", {"period": 0, "maximum": MOST}),
    ],
    ids=str,
)
def test_projects_that_make_no_sense_are_refused(
    coop: Cooperative, work: int, changed: dict[str, object], error: str, operands: dict[str, object]
) -> None:
    made = bonds(coop)
    with refuses(error, **operands):
        made.open_(planned(work, **changed), value=Wei(100)).send(ALICE)  # type: ignore[arg-type]


def test_a_project_puts_units_into_custody(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    with refuses("CompletionBonds_NoUnits", workId=work):
        made.open_(planned(work, units=0), value=Wei(100)).send(ALICE)
    with refuses("UnitTaker_NotApproved", owner=BOB, workId=work, units=100, approved=0):
        made.open_(planned(work, units=100), value=Wei(100)).send(BOB)


def test_an_arbiter_is_somebody_who_has_time(coop: Cooperative) -> None:
    parties = coop.vault.address, coop.membership.address
    with refuses("CompletionBonds_InvalidArbiter", arbiter=NOBODY):
        CompletionBonds.deploy(coop.chain, DEPLOYER, *parties, NOBODY, 1)
    with refuses("Custodian_InvalidPeriod", period=0, maximum=MOST):
        CompletionBonds.deploy(coop.chain, DEPLOYER, *parties, GUARDIAN, 0)
