"""Owners sell units of their own, at a price that stands or falls. Alice has 600,000 of a million."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest

from dao_sim.bindings import ShareSales
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Wei
from tests.contracts.financing import OPEN, SOLD_OUT, WITHDRAWN, drains, for_sale, sales
from tests.contracts.kit import ALICE, BOB, BUYER, CAROL, DAY, MALLORY, TOKEN, refuses

MOST = 3_650 * DAY


def test_units_are_sold_in_parts_and_the_seller_is_paid(coop: Cooperative, work: int) -> None:
    made = sales(coop)
    coop.deposit(work, 1_000, BUYER)
    receipt = made.offer(for_sale(work)).send(ALICE)
    (offered,) = made.decode(receipt, ShareSales.Offered)
    assert (offered.offer_id, offered.seller, offered.work_id) == (1, ALICE, work)
    assert (offered.asset, offered.units) == (ETH, 100_000)
    assert (offered.start_price, offered.end_price) == (10 * TOKEN, 10 * TOKEN)
    receipt = made.buy(1, 40_000, 4 * TOKEN // 10, value=Wei(4 * TOKEN // 10)).send(BUYER)
    (bought,) = made.decode(receipt, ShareSales.Bought)
    assert (bought.offer_id, bought.buyer, bought.units, bought.cost) == (1, BUYER, 40_000, 4 * TOKEN // 10)
    assert (made.offer_of(1).units, made.offer_of(1).state) == (60_000, OPEN)
    made.buy(1, 60_000, TOKEN, value=Wei(TOKEN)).send(BUYER)  # more than it costs: the change is the buyer's
    assert made.offer_of(1).state == SOLD_OUT
    assert [coop.vault.balance_of(who, work) for who in (ALICE, BOB, BUYER)] == [500_000, 400_000, 100_000]
    assert (made.owed_to(ALICE, ETH), made.owed_to(BUYER, ETH)) == (TOKEN, 4 * TOKEN // 10)
    assert coop.vault.claimable(work, ETH, ALICE) == 570  # what accrued before is hers
    assert coop.vault.claimable(work, ETH, BUYER) == 0
    assert drains(coop, made)
    with refuses("ShareSales_NotOpen", offerId=1, state=SOLD_OUT):
        made.buy(1, 1, TOKEN, value=Wei(TOKEN)).send(BUYER)


def test_a_price_falls_evenly_and_then_stands(coop: Cooperative, work: int) -> None:
    """Against fractions, every cost rounded up."""
    made, now = sales(coop), coop.chain.now()
    terms = for_sale(work, prices=(1_000_003, 7), start=now + 100, fall=700, period=1_000)
    made.offer(terms).send(ALICE)
    for after in (0, 1, 2, 333, 699, 700, 701, 999):
        fallen = Fraction(1_000_003 - 7) * min(after, 700) / 700
        price = 1_000_003 - fallen.__floor__()
        for units in (1, 7, 99_999):
            assert made.quote(1, units, now + 100 + after) == ceil(Fraction(price * units, 1_000_000))
    assert made.quote(1, 100_000, now) == made.quote(1, 100_000, now + 100) == 100_001
    with refuses("ShareSales_TooEarly", offerId=1, start=now + 100):
        made.buy(1, 1, 10, value=Wei(10)).send(BUYER)
    coop.chain.advance(100 + 350)
    cost = made.quote(1, 50_000, coop.chain.now())
    assert cost == 25_001  # half of the way down: 500,005 for all
    with refuses("ShareSales_TooExpensive", offerId=1, cost=cost, maxCost=cost - 1):
        made.buy(1, 50_000, cost - 1, value=Wei(cost - 1)).send(BUYER)
    assert made.buy(1, 50_000, cost, value=Wei(cost)).simulate(BUYER) == cost
    coop.chain.advance(649)
    made.buy(1, 1, 1, value=Wei(1)).send(BUYER)
    coop.chain.advance(1)
    with refuses("ShareSales_TooLate", offerId=1, end=now + 1_100):
        made.buy(1, 1, 1, value=Wei(1)).send(BUYER)
    assert drains(coop, made)


def test_a_seller_takes_back_what_is_not_sold(coop: Cooperative, work: int) -> None:
    made = sales(coop)
    made.offer(for_sale(work)).send(ALICE)
    with refuses("ShareSales_NotSeller", offerId=1, account=MALLORY):
        made.withdraw(1).send(MALLORY)
    (back,) = made.decode(made.withdraw(1).send(ALICE), ShareSales.Withdrawn)
    assert (back.offer_id, back.units, made.offer_of(1).state) == (1, 100_000, WITHDRAWN)
    for call in (made.withdraw(1), made.buy(1, 1, 1)):
        with refuses("ShareSales_NotOpen", offerId=1, state=WITHDRAWN):
            call.send(ALICE)


def test_only_what_the_seller_has_and_approves_is_sold(coop: Cooperative, work: int) -> None:
    """Carol offers what she has not; Alice's approval, by amount, is used up."""
    made, vault = sales(coop), coop.vault
    made.offer(for_sale(work)).send(CAROL)
    with refuses("UnitTaker_NotEnough", owner=CAROL, workId=work, units=1, has=0):
        made.buy(1, 1, TOKEN, value=Wei(TOKEN)).send(BUYER)
    vault.set_operator(made.address, False).send(ALICE)
    made.offer(for_sale(work)).send(ALICE)
    with refuses("UnitTaker_NotApproved", owner=ALICE, workId=work, units=1, approved=0):
        made.buy(2, 1, TOKEN, value=Wei(TOKEN)).send(BUYER)
    vault.approve(made.address, work, 10).send(ALICE)
    made.buy(2, 10, TOKEN, value=Wei(TOKEN)).send(BUYER)
    with refuses("UnitTaker_NotApproved", owner=ALICE, workId=work, units=1, approved=0):
        made.buy(2, 1, TOKEN, value=Wei(TOKEN)).send(BUYER)
    assert vault.balance_of(BUYER, work) == 10
    assert (made.vault(), made.offer_count()) == (vault.address, 2)


def test_only_what_is_offered_is_sold(coop: Cooperative, work: int) -> None:
    made = sales(coop)
    made.offer(for_sale(work)).send(ALICE)
    for units in (0, 100_001):
        with refuses("ShareSales_NotOffered", offerId=1, units=units, left=100_000):
            made.buy(1, units, TOKEN, value=Wei(TOKEN)).send(BUYER)
    with refuses("ShareSales_NotOpen", offerId=2, state=0):
        made.buy(2, 1, TOKEN, value=Wei(TOKEN)).send(BUYER)


@pytest.mark.parametrize(
    ("changed", "error", "operands"),
    [
        ({"units": 0}, "ShareSales_InvalidUnits", {"units": 0, "maximum": 1_000_000}),
        ({"units": 1_000_001}, "ShareSales_InvalidUnits", {"units": 1_000_001, "maximum": 1_000_000}),
        ({"prices": (1, 0)}, "ShareSales_InvalidPrices", {"startPrice": 1, "endPrice": 0}),
        ({"prices": (1, 2)}, "ShareSales_InvalidPrices", {"startPrice": 1, "endPrice": 2}),
        ({"period": 0}, "ShareSales_InvalidPeriod", {"period": 0, "maximum": MOST}),
        ({"period": MOST + 1}, "ShareSales_InvalidPeriod", {"period": MOST + 1, "maximum": MOST}),
        ({"prices": (2, 1)}, "ShareSales_InvalidFall", {"fall": 0, "period": 30 * DAY}),
        ({"fall": 30 * DAY + 1}, "ShareSales_InvalidFall", {"fall": 30 * DAY + 1, "period": 30 * DAY}),
    ],
    ids=str,
)
def test_offers_that_make_no_sense_are_refused(
    coop: Cooperative, work: int, changed: dict[str, object], error: str, operands: dict[str, int]
) -> None:
    made = sales(coop)
    with refuses(error, **operands):
        made.offer(for_sale(work, **changed)).send(ALICE)  # type: ignore[arg-type]


def test_an_offer_starts_within_the_time_that_it_may_stand(coop: Cooperative, work: int) -> None:
    made, now = sales(coop), coop.chain.now()
    made.offer(for_sale(work, start=now + MOST)).send(ALICE)
    with refuses("ShareSales_InvalidPeriod", period=MOST + 1, maximum=MOST):
        made.offer(for_sale(work, start=coop.chain.now() + MOST + 1)).send(ALICE)
    assert made.offer_of(1).end == now + MOST + 30 * DAY
