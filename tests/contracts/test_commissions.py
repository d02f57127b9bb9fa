"""Commissions: posted, bid for, delivered, paid; late costs the bond, silence accepts, disputes are split."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dao_sim.bindings import Call, Commissions
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Wei
from tests.contracts.commissions import (
    ABANDONED,
    ACCEPTED,
    BRIEF,
    CANCELLED,
    DELIVERED,
    DISPUTED,
    LAST,
    LIVE,
    OPEN,
    RULING,
    SETTLED,
    WITHDRAWN,
    WORK,
    WORKING,
    bid,
    commissions,
    delivered,
    disputed,
    needed,
    posted,
    working,
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
    MALLORY,
    NOBODY,
    TOKEN,
    decree,
    refuses,
)

YEAR = 365 * DAY


def due(made: Commissions) -> tuple[int, int]:
    """What Alice, who works, and the buyer, who posted, are owed."""
    return made.owed_to(ALICE, ETH), made.owed_to(BUYER, ETH)


def test_a_need_is_posted_bid_for_delivered_and_paid(coop: Cooperative) -> None:
    made = commissions(coop)
    number = posted(made)
    found = made.commission_of(number)
    assert (found.brief, found.poster, found.state, found.budget) == (BRIEF, BUYER, OPEN, 10 * TOKEN)
    assert (found.deadline, made.commission_count()) == (coop.chain.now() + 7 * DAY, 1)
    first, second = bid(made, number, BOB, price=9 * TOKEN), bid(made, number)
    assert (made.bid_count(), made.held(ETH)) == (2, 14 * TOKEN)
    assert made.bid_of(second)[:4] == (number, ALICE, 10 * DAY, LIVE)
    receipt = made.accept(second).send(BUYER)
    (taken,) = made.decode(receipt, Commissions.BidAccepted)
    assert (taken.commission_id, taken.bid_id, taken.due_at) == (number, second, coop.chain.now() + 10 * DAY)
    assert (made.commission_of(number).state, made.bid_of(second).state) == (WORKING, ACCEPTED)
    assert due(made) == (0, 2 * TOKEN)  # what the price left of the budget
    receipt = made.deliver(number, WORK).send(ALICE)
    assert made.decode(receipt, Commissions.Delivered)[0].delivery == WORK
    assert made.commission_of(number).state == DELIVERED
    receipt = made.settle(number).send(BUYER)
    (settled,) = made.decode(receipt, Commissions.Settled)
    assert (settled.to_provider, settled.to_poster, settled.late) == (10 * TOKEN, 0, 0)
    assert made.commission_of(number).state == SETTLED
    made.withdraw_bid(first).send(BOB)
    assert made.bid_of(first).state == WITHDRAWN
    for who in (ALICE, BOB, BUYER):
        made.claim(ETH, ERIN).send(who)
    assert (made.held(ETH), coop.chain.balance(made.address)) == (0, 0)


def test_silence_accepts(coop: Cooperative) -> None:
    made = commissions(coop)
    number = delivered(coop, made)
    ends = coop.chain.now() + 5 * DAY
    coop.chain.advance(5 * DAY - 1)
    for who in (ALICE, MALLORY):
        with refuses("Commissions_TooEarly", commissionId=number, deadline=ends):
            made.settle(number).send(who)
    coop.chain.advance(1)
    with refuses("Commissions_TooLate", commissionId=number, deadline=ends):
        made.dispute(number).send(BUYER)
    made.settle(number).send(MALLORY)
    assert due(made) == (10 * TOKEN, 2 * TOKEN)


@pytest.mark.parametrize(
    ("late", "fee"),
    [
        (0, 0),
        (1, 2 * TOKEN * 500 // (10_000 * DAY)),
        (DAY, TOKEN // 10),
        (DAY + DAY // 2, 15 * TOKEN // 100),
        (LAST - 1, 2 * TOKEN * (LAST - 1) * 500 // (10_000 * DAY)),
    ],
)
def test_late_costs_the_bond_at_the_stated_rate(coop: Cooperative, late: int, fee: int) -> None:
    made = commissions(coop)
    number = delivered(coop, made, late)
    coop.chain.advance(DAY)
    assert made.late_fee(number) == fee
    made.settle(number).send(BUYER)
    assert due(made) == (10 * TOKEN - fee, 2 * TOKEN + fee)


def test_the_last_second_is_the_first_that_costs_the_whole_bond(coop: Cooperative) -> None:
    """At 7 % a day that is no whole number of seconds, and is rounded up."""
    made = commissions(coop)
    number = posted(made, needed(late=700))
    made.accept(bid(made, number)).send(BUYER)
    last = made.last_delivery(number)
    assert last == coop.chain.now() + 10 * DAY + 1_234_286  # 100 / 7 days are 1,234,285.7 seconds
    coop.chain.advance(last - 1 - coop.chain.now())
    assert 0 < 2 * TOKEN - made.late_fee(number) < 2 * TOKEN // 1_000_000
    made.deliver(number, WORK).send(ALICE)


def test_what_never_comes_costs_the_bond_and_gives_the_price_back(coop: Cooperative) -> None:
    made = commissions(coop)
    number = working(made)
    last = coop.chain.now() + 10 * DAY + LAST
    assert made.last_delivery(number) == last
    coop.chain.advance(10 * DAY + LAST - 1)
    with refuses("Commissions_TooEarly", commissionId=number, deadline=last):
        made.abandon(number).send(BUYER)
    coop.chain.advance(1)
    assert made.late_fee(number) == 2 * TOKEN
    with refuses("Commissions_TooLate", commissionId=number, deadline=last):
        made.deliver(number, WORK).send(ALICE)
    receipt = made.abandon(number).send(MALLORY)
    (left,) = made.decode(receipt, Commissions.Abandoned)
    assert (left.commission_id, left.price, left.bond) == (number, 8 * TOKEN, 2 * TOKEN)
    assert made.commission_of(number).state == ABANDONED
    assert due(made) == (0, 12 * TOKEN)


def test_a_provider_may_give_up_at_once(coop: Cooperative) -> None:
    made = commissions(coop)
    number = working(made)
    made.abandon(number).send(ALICE)
    assert due(made) == (0, 12 * TOKEN)


@pytest.mark.parametrize("bps", [0, 3_333, 10_000])
@pytest.mark.parametrize("late", [0, DAY])
def test_a_ruling_splits_price_and_bond(coop: Cooperative, bps: int, late: int) -> None:
    made = commissions(coop)
    number = disputed(coop, made, late)
    assert made.commission_of(number).state == DISPUTED
    receipt = decree(coop, made.rule(number, bps))
    assert made.decode(receipt, Commissions.Ruled)[0].bps == bps
    left = 10 * TOKEN - late * TOKEN // 10 // DAY
    assert due(made) == (left * bps // 10_000, 12 * TOKEN - left * bps // 10_000)
    with refuses("Commissions_WrongState", commissionId=number, state=SETTLED):
        decree(coop, made.rule(number, bps))


def test_what_a_ruling_rounds_off_is_the_poster_s(coop: Cooperative) -> None:
    made = commissions(coop)
    number = posted(made, needed(budget=3))
    made.accept(bid(made, number, price=3, bond=0)).send(BUYER)
    made.deliver(number, WORK).send(ALICE)
    made.dispute(number).send(BUYER)
    decree(coop, made.rule(number, 5_000))
    assert due(made) == (1, 2)


def test_a_silent_arbiter_lets_the_delivery_stand(coop: Cooperative) -> None:
    made = commissions(coop)
    number = disputed(coop, made, DAY)
    ends = coop.chain.now() + RULING
    coop.chain.advance(RULING - 1)
    with refuses("Commissions_TooEarly", commissionId=number, deadline=ends):
        made.settle(number).send(ALICE)
    coop.chain.advance(1)
    with refuses("Commissions_TooLate", commissionId=number, deadline=ends):
        decree(coop, made.rule(number, 0))
    made.settle(number).send(ALICE)
    assert due(made) == (10 * TOKEN - TOKEN // 10, 2 * TOKEN + TOKEN // 10)


def test_a_poster_may_drop_a_dispute(coop: Cooperative) -> None:
    made = commissions(coop)
    number = disputed(coop, made)
    made.settle(number).send(BUYER)
    assert due(made) == (10 * TOKEN, 2 * TOKEN)


def test_what_nobody_was_chosen_for_is_cancelled(coop: Cooperative) -> None:
    made = commissions(coop)
    number = posted(made)
    offered, ends = bid(made, number), made.commission_of(number).deadline
    coop.chain.advance(7 * DAY - 1)
    with refuses("Commissions_TooEarly", commissionId=number, deadline=ends):
        made.cancel(number).send(MALLORY)
    coop.chain.advance(1)
    for call, by in (
        (made.accept(offered), BUYER),
        (made.bid(number, TOKEN, DAY, 0), BOB),
    ):
        with refuses("Commissions_TooLate", commissionId=number, deadline=ends):
            call.send(by)
    receipt = made.cancel(number).send(MALLORY)
    assert made.decode(receipt, Commissions.Cancelled)[0].budget == 10 * TOKEN
    assert made.commission_of(number).state == CANCELLED
    made.withdraw_bid(offered).send(ALICE)
    assert due(made) == (2 * TOKEN, 10 * TOKEN)
    with refuses("Commissions_NotLive", bidId=offered, state=WITHDRAWN):
        made.withdraw_bid(offered).send(ALICE)


def test_a_poster_may_cancel_before(coop: Cooperative) -> None:
    made = commissions(coop)
    number = posted(made)
    made.cancel(number).send(BUYER)
    assert due(made) == (0, 10 * TOKEN)


def test_a_bid_that_was_withdrawn_or_accepted_is_neither_again(coop: Cooperative) -> None:
    """A bid is never changed, so that no other is accepted than was seen."""
    made = commissions(coop)
    number = posted(made)
    first, second = bid(made, number), bid(made, number, BOB)
    made.withdraw_bid(first).send(ALICE)
    with refuses("Commissions_NotLive", bidId=first, state=WITHDRAWN):
        made.accept(first).send(BUYER)
    made.accept(second).send(BUYER)
    for call, by in ((made.accept(second), BUYER), (made.withdraw_bid(second), BOB)):
        with refuses("Commissions_NotLive", bidId=second, state=ACCEPTED):
            call.send(by)
    with refuses("Commissions_NotLive", bidId=7, state=0):
        made.withdraw_bid(7).send(BOB)


def test_one_bid_is_accepted(coop: Cooperative) -> None:
    made = commissions(coop)
    number = posted(made)
    first, second = bid(made, number), bid(made, number, BOB)
    made.accept(first).send(BUYER)
    for call, by in (
        (made.accept(second), BUYER),
        (made.bid(number, 1, 1, 0), BOB),
        (made.cancel(number), BUYER),
    ):
        with refuses("Commissions_WrongState", commissionId=number, state=WORKING):
            call.send(by)


def test_only_members_bid_and_nobody_in_its_own_cause(coop: Cooperative) -> None:
    made = commissions(coop, arbiter=CAROL)
    number, own = posted(made), posted(made, by=ALICE)
    with refuses("Commissions_NotMember", account=DAVE):
        made.bid(number, TOKEN, DAY, 0).send(DAVE)
    with refuses("Commissions_OwnCause", account=ALICE):
        made.bid(own, TOKEN, DAY, 0).send(ALICE)
    with refuses("Commissions_OwnCause", account=CAROL):
        made.bid(number, TOKEN, DAY, 0).send(CAROL)
    with refuses("Commissions_OwnCause", account=CAROL):
        made.post(needed(), value=Wei(10 * TOKEN)).send(CAROL)
    assert (made.arbiter(), made.ruling_period()) == (CAROL, RULING)
    assert made.membership() == coop.membership.address


def with_a_bid(_coop: Cooperative, made: Commissions) -> int:
    """The first commission, for which Alice made the first bid."""
    bid(made, number := posted(made))
    return number


STEPS: list[tuple[Callable[[Cooperative, Commissions], int], Callable[[Commissions, int], Call]]] = [
    (with_a_bid, lambda made, number: made.accept(number)),
    (with_a_bid, lambda made, number: made.withdraw_bid(number)),
    (lambda _coop, made: working(made), lambda made, number: made.deliver(number, WORK)),
    (delivered, lambda made, number: made.dispute(number)),
    (disputed, lambda made, number: made.rule(number, 1)),
]
"""How far it goes, and what is then somebody's to do."""


@pytest.mark.parametrize(
    ("until", "call"), STEPS, ids=["accept", "withdrawBid", "deliver", "dispute", "rule"]
)
def test_each_acts_in_its_own_place_only(
    coop: Cooperative,
    until: Callable[[Cooperative, Commissions], int],
    call: Callable[[Commissions, int], Call],
) -> None:
    made = commissions(coop)
    number = until(coop, made)
    with refuses("Commissions_NotYours", commissionId=number, account=MALLORY):
        call(made, number).send(MALLORY)


@pytest.mark.parametrize(
    ("changed", "error", "operands"),
    [
        ({"budget": 0}, "Commissions_InvalidBudget", {"budget": 0}),
        ({"bids": 0}, "Commissions_InvalidPeriod", {"period": 0, "maximum": YEAR}),
        ({"review": YEAR + 1}, "Commissions_InvalidPeriod", {"period": YEAR + 1, "maximum": YEAR}),
        ({"late": 99}, "Commissions_InvalidLateRate", {"bps": 99, "minimum": 100, "maximum": 10_000}),
        ({"late": 10_001}, "Commissions_InvalidLateRate", {"bps": 10_001, "minimum": 100, "maximum": 10_000}),
    ],
)
def test_needs_that_make_no_sense_are_refused(
    coop: Cooperative, changed: dict[str, int], error: str, operands: dict[str, int]
) -> None:
    made, said = commissions(coop), needed(**changed)  # type: ignore[arg-type]
    with refuses(error, **operands):
        made.post(said, value=Wei(said.budget)).send(BUYER)


def test_bids_and_rulings_that_make_no_sense_are_refused(coop: Cooperative) -> None:
    made = commissions(coop)
    number = posted(made)
    for price in (0, 10 * TOKEN + 1):
        with refuses("Commissions_InvalidPrice", price=price, budget=10 * TOKEN):
            made.bid(number, price, DAY, 0).send(ALICE)
    for period in (0, YEAR + 1, 2**48 - 1):
        with refuses("Commissions_InvalidPeriod", period=period, maximum=YEAR):
            made.bid(number, TOKEN, period, 0).send(ALICE)
    made.accept(bid(made, number)).send(BUYER)
    with refuses("Commissions_NoDelivery", commissionId=number):
        made.deliver(number, bytes(32)).send(ALICE)
    made.deliver(number, WORK).send(ALICE)
    made.dispute(number).send(BUYER)
    with refuses("Commissions_InvalidPart", bps=10_001, maximum=10_000):
        decree(coop, made.rule(number, 10_001))


def test_an_arbiter_is_somebody_and_has_time(coop: Cooperative) -> None:
    members = coop.membership.address
    with refuses("Commissions_InvalidArbiter", arbiter=NOBODY):
        Commissions.deploy(coop.chain, DEPLOYER, members, NOBODY, RULING)
    for period in (0, YEAR + 1):
        with refuses("Commissions_InvalidRulingPeriod", period=period, maximum=YEAR):
            Commissions.deploy(coop.chain, DEPLOYER, members, CAROL, period)


def test_what_was_never_posted_is_nothing(coop: Cooperative) -> None:
    made = commissions(coop)
    for call in (
        *(made.bid(7, 1, 1, 0), made.cancel(7), made.deliver(7, WORK), made.dispute(7)),
        *(made.rule(7, 1), made.settle(7), made.abandon(7)),
    ):
        with refuses("Commissions_WrongState", commissionId=7, state=0):
            call.send(ALICE)
    assert (made.late_fee(7), made.last_delivery(7), made.commission_of(7).state) == (0, 0, 0)
