"""Sales, advances and completion bonds under hostile tokens and payees: each hurts only what is its own."""

from __future__ import annotations

import pytest

from dao_sim.bindings import Advances, Call, CoopToken
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Wei
from tests.contracts.financing import (
    HASH,
    LENDER,
    REVIEW,
    advances,
    asked,
    bonds,
    completed,
    drains,
    for_sale,
    funded,
    planned,
    presold,
    running,
    sales,
)
from tests.contracts.kit import (
    ALICE,
    BUYER,
    CAROL,
    DAVE,
    DAY,
    ERIN,
    MALLORY,
    NOBODY,
    TOKEN,
    decree,
    mock,
    mock_class,
    refuses,
)

ARM = "arm(address,bytes,bool)"
SOUND = ["MintableToken", "NoReturnToken", "FalseReturningToken", "BlacklistingToken"]


def lent(coop: Cooperative, made: Advances, work: int, token: CoopToken) -> int:
    """An advance to Alice in that token, and 1,000 of income."""
    made.ask(asked(work, asset=token.address)).send(ALICE)
    made.fund(made.advance_count()).send(LENDER)
    coop.vault.deposit(work, token.address, 1_000).send(BUYER)
    return made.advance_count()


@pytest.mark.parametrize("name", SOUND)
def test_tokens_are_counted_and_paid_like_ether(coop: Cooperative, work: int, name: str) -> None:
    sold, made, covered = sales(coop), advances(coop), bonds(coop)
    token = funded(coop, made.address, name)
    for taker in (sold, covered):
        for who in (ALICE, BUYER, CAROL):
            coop.chain.send(who, token.address, token.approve(taker.address, 10_000).data)
    sold.offer(for_sale(work, asset=token.address, prices=(10_000, 10_000))).send(ALICE)
    sold.buy(1, 50_000, 600).send(BUYER)
    assert (sold.owed_to(ALICE, token.address), sold.owed_to(BUYER, token.address)) == (500, 0)
    number = lent(coop, made, work, token)
    made.collect(number, token.address).send(MALLORY)
    assert made.owed_to(LENDER, token.address) == 500
    made.repay(number, 700).send(ALICE)
    made.release(number).send(MALLORY)
    covered.open_(planned(work, asset=token.address)).send(ALICE)
    covered.pledge(1, 10).send(CAROL)
    covered.prepay(1, 40).send(BUYER)
    covered.abandon(1).send(ALICE)
    covered.refund(1, BUYER).send(BUYER)
    assert covered.owed_to(BUYER, token.address) == 400
    for contract in (sold, made, covered):
        assert drains(coop, contract, token.address)


def test_a_token_that_keeps_a_fee_buys_and_repays_nothing(coop: Cooperative, work: int) -> None:
    """But as income, what arrived counts: 1 % is kept on each of three ways."""
    made = advances(coop)
    token = funded(coop, made.address, "FeeToken", 100)
    made.ask(asked(work, asset=token.address)).send(ALICE)
    with refuses("Escrow_NotReceived", asset=token.address, amount=1_000, received=990):
        made.fund(1).send(LENDER)
    made.ask(asked(work, asset=token.address, amount=99)).send(ALICE)  # too little for a fee
    made.fund(2).send(LENDER)
    coop.vault.deposit(work, token.address, 2_000).send(BUYER)
    made.collect(2, token.address).send(MALLORY)
    arrived = 1_980 // 2 - 9 - 9
    assert (made.missing(2), made.owed_to(LENDER, token.address)) == (0, 118)
    assert made.owed_to(ALICE, token.address) == 99 + arrived - 118
    assert drains(coop, made, token.address)
    sold = sales(coop)
    coop.chain.send(BUYER, token.address, token.approve(sold.address, 10_000).data)
    sold.offer(for_sale(work, asset=token.address, prices=(10_000, 10_000))).send(ALICE)
    with refuses("Escrow_NotReceived", asset=token.address, amount=1_000, received=990):
        sold.buy(1, 100_000, 1_000).send(BUYER)
    assert coop.vault.balance_of(BUYER, work) == 0


def test_a_token_that_says_false_moves_nothing(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    token = funded(coop, made.address, "FalseReturningToken")
    refusing = mock_class("FalseReturningToken")(coop.chain, token.address)
    number = lent(coop, made, work, token)
    made.ask(asked(work, units=1, asset=token.address)).send(ALICE)
    refusing.write("setRefusing(bool)", True).send(BUYER)
    for call, by in ((made.fund(2), LENDER), (made.collect(number, token.address), MALLORY)):
        with refuses("SafeERC20FailedOperation", token=token.address):
            call.send(by)
    assert (made.missing(number), made.owed_to(LENDER, token.address)) == (1_200, 0)


def test_ether_is_exact_and_not_kept_where_tokens_are_asked_for(coop: Cooperative, work: int) -> None:
    sold, made, covered = sales(coop), advances(coop), bonds(coop)
    sold.offer(for_sale(work)).send(ALICE)
    with refuses("Escrow_NotReceived", asset=ETH, amount=TOKEN, received=TOKEN - 1):
        sold.buy(1, 1, TOKEN, value=Wei(TOKEN - 1)).send(BUYER)
    made.ask(asked(work)).send(ALICE)
    with refuses("Escrow_NotReceived", asset=ETH, amount=1_000, received=1_001):
        made.fund(1, value=Wei(1_001)).send(LENDER)
    with refuses("Escrow_NotReceived", asset=ETH, amount=100, received=99):
        covered.open_(planned(work), value=Wei(99)).send(ALICE)
    token = funded(coop, made.address, "MintableToken")
    made.ask(asked(work, asset=token.address)).send(ALICE)
    with refuses("Escrow_NotReceived", asset=NOBODY, amount=0, received=1):
        made.fund(2, value=Wei(1)).send(LENDER)


@pytest.mark.parametrize("broken", ["vault", "custody", "escrow"])
def test_units_come_home_though_their_asset_is_broken(coop: Cooperative, work: int, broken: str) -> None:
    """Whichever of the three that income passes through the token's issuer shuts out."""
    made = advances(coop)
    token = funded(coop, made.address, "BlacklistingToken")
    number = lent(coop, made, work, token)
    custody = made.custody_of(number).custody
    banned = {"vault": coop.vault.address, "custody": custody, "escrow": made.address}[broken]
    ban = mock_class("BlacklistingToken")(coop.chain, token.address)
    ban.write("setBanned(address,bool)", banned, True).send(BUYER)
    for call, by in ((made.collect(number, token.address), MALLORY), (made.transfer_loan(1, DAVE), LENDER)):
        with refuses("BlacklistingToken_Banned", account=banned):
            call.send(by)
    coop.deposit(work, 100, BUYER)
    made.collect(number, ETH).send(MALLORY)  # another asset goes on
    coop.chain.advance(365 * DAY)
    made.release(number).send(MALLORY)
    assert coop.vault.balance_of(ALICE, work) == 600_000
    ban.write("setBanned(address,bool)", banned, False).send(BUYER)
    made.collect(number, token.address).send(MALLORY)
    assert made.owed_to(LENDER, token.address) == 500


def test_a_project_in_a_broken_asset_gives_its_units_back(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    token = funded(coop, made.address, "BlacklistingToken")
    made.open_(planned(work, asset=token.address)).send(ALICE)
    made.pledge(1, 10).send(CAROL)
    made.prepay(1, 40).send(BUYER)
    ban = mock_class("BlacklistingToken")(coop.chain, token.address)
    ban.write("setBanned(address,bool)", made.address, True).send(BUYER)
    made.abandon(1).send(ALICE)
    made.refund(1, BUYER).send(BUYER)
    coop.chain.advance(365 * DAY)
    made.release(1).send(MALLORY)
    assert coop.vault.balance_of(ALICE, work) == 600_000
    with refuses("BlacklistingToken_Banned", account=made.address):
        made.claim(token.address, BUYER).send(BUYER)
    ban.write("setBanned(address,bool)", made.address, False).send(BUYER)
    assert drains(coop, made, token.address)


def test_an_asset_that_is_accepted_no_more_is_still_collected(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    token = funded(coop, made.address, "MintableToken")
    number = lent(coop, made, work, token)
    decree(coop, coop.vault.unlist_asset(token.address))
    made.collect(number, token.address).send(MALLORY)
    assert made.owed_to(LENDER, token.address) == 500


@pytest.mark.parametrize(
    ("name", "error", "operands"),
    [
        ("RevertingPayee", "RevertingPayee_NoThanks", {"amount": 1_000}),
        ("GasBurningPayee", "FailedCall", {}),
    ],
)
def test_a_payee_that_takes_nothing_stops_only_that_claim(
    coop: Cooperative, work: int, name: str, error: str, operands: dict[str, int]
) -> None:
    made = advances(coop)
    number = running(made, work)
    with refuses(error, **operands):
        made.claim(ETH, mock(coop.chain, name).address).send(ALICE)
    coop.deposit(work, 100, BUYER)
    made.collect(number, ETH).send(MALLORY)
    made.claim(ETH, LENDER).send(LENDER)
    made.claim(ETH, ERIN).send(ALICE)
    assert made.held(ETH) == coop.chain.balance(made.address) == 0


def test_a_claim_is_one_s_own_once_and_goes_somewhere(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    completed(coop, made, work)
    for nowhere in (NOBODY, made.address):
        with refuses("Escrow_InvalidPayee", to=nowhere):
            made.claim(ETH, nowhere).send(ALICE)
    with refuses("Escrow_NothingOwed", account=MALLORY, asset=ETH):
        made.claim(ETH, MALLORY).send(MALLORY)
    made.claim(ETH, ERIN).send(ALICE)
    with refuses("Escrow_NothingOwed", account=ALICE, asset=ETH):
        made.claim(ETH, ERIN).send(ALICE)


@pytest.mark.parametrize("again", ["fund", "collect", "repay", "release", "claim", "transferLoan"])
@pytest.mark.parametrize("during", ["collect", "repay"])
def test_a_token_that_calls_back_while_it_is_moved(
    coop: Cooperative, work: int, again: str, during: str
) -> None:
    """While income arrives its balance is not booked yet, and could be taken for somebody's payment."""
    made = advances(coop)
    token = funded(coop, made.address, "ReentrantToken")
    number = lent(coop, made, work, token)
    made.ask(asked(work, units=1, asset=token.address)).send(ALICE)
    calls: dict[str, Call] = {
        "fund": made.fund(2),
        "collect": made.collect(number, token.address),
        "repay": made.repay(number, 1),
        "release": made.release(number),
        "claim": made.claim(token.address, MALLORY),
        "transferLoan": made.transfer_loan(number, MALLORY),
    }
    outer = {"collect": calls["collect"], "repay": made.repay(number, 500)}[during]
    hooks = mock_class("ReentrantToken")(coop.chain, token.address)
    hooks.write(ARM, made.address, calls[again].data, True).send(MALLORY)
    with refuses("ReentrancyGuardReentrantCall"):
        outer.send(ALICE)
    hooks.write(ARM, made.address, calls[again].data, False).send(MALLORY)
    outer.send(ALICE)
    assert made.missing(number) == 700
    assert token.balance_of(made.address) == made.held(token.address) == 1_500


@pytest.mark.parametrize("again", ["open", "pledge", "prepay", "collect", "release", "claim"])
def test_a_token_that_calls_back_while_a_project_is_paid(coop: Cooperative, work: int, again: str) -> None:
    made = bonds(coop)
    token = funded(coop, made.address, "ReentrantToken")
    made.open_(planned(work, asset=token.address)).send(ALICE)
    calls: dict[str, Call] = {
        "open": made.open_(planned(work)),
        "pledge": made.pledge(1, 1),
        "prepay": made.prepay(1, 1),
        "collect": made.collect(1, token.address),
        "release": made.release(1),
        "claim": made.claim(token.address, MALLORY),
    }
    hooks = mock_class("ReentrantToken")(coop.chain, token.address)
    for outer, by in ((made.pledge(1, 2), CAROL), (made.prepay(1, 5), BUYER)):
        hooks.write(ARM, made.address, calls[again].data, True).send(MALLORY)
        with refuses("ReentrancyGuardReentrantCall"):
            outer.send(by)
        hooks.write(ARM, made.address, calls[again].data, False).send(MALLORY)
        outer.send(by)
    assert token.balance_of(made.address) == made.held(token.address) == 100 + 60 + 50


def test_a_buyer_that_calls_back_buys_once(coop: Cooperative, work: int) -> None:
    made = sales(coop)
    token = funded(coop, made.address, "ReentrantToken")
    made.offer(for_sale(work, asset=token.address, prices=(10_000, 10_000))).send(ALICE)
    hooks = mock_class("ReentrantToken")(coop.chain, token.address)
    for again in (made.buy(1, 10_000, 100), made.claim(token.address, MALLORY)):
        hooks.write(ARM, made.address, again.data, True).send(MALLORY)
        with refuses("ReentrancyGuardReentrantCall"):
            made.buy(1, 10_000, 100).send(BUYER)
    made.withdraw(1).send(ALICE)
    assert (coop.vault.balance_of(BUYER, work), made.held(token.address)) == (0, 0)


def test_a_seller_that_withdraws_while_it_is_paid_has_sold(coop: Cooperative, work: int) -> None:
    """What is bought is booked before the asset is called: the token ends the offer, not the purchase."""
    made = sales(coop)
    token = funded(coop, made.address, "ReentrantToken")
    hooks = mock_class("ReentrantToken")(coop.chain, token.address)
    actor_owns = coop.vault.transfer(token.address, work, 10_000)
    actor_owns.send(ALICE)
    approve = coop.vault.set_operator(made.address, True)
    offer = made.offer(for_sale(work, units=10_000, asset=token.address, prices=(10_000, 10_000)))
    for call in (approve, offer):
        hooks.write("act(address,bytes)", call.to, call.data).send(MALLORY)
    hooks.write(ARM, made.address, made.withdraw(1).data, True).send(MALLORY)
    made.buy(1, 4_000, 40).send(BUYER)
    assert coop.vault.balance_of(BUYER, work) == 4_000
    assert made.owed_to(token.address, token.address) == 40
    assert made.offer_of(1).units == 6_000
    with refuses("ShareSales_NotOpen", offerId=1, state=3):
        made.buy(1, 1, 40).send(BUYER)


def test_each_matter_has_the_income_of_its_own_units(coop: Cooperative, work: int) -> None:
    """10 % and 20 % of the work."""
    made = bonds(coop)
    first, second = presold(made, work, units=100_000), presold(made, work, units=200_000)
    made.abandon(first).send(ALICE)
    made.deliver(second, HASH).send(ALICE)
    coop.deposit(work, 1_000, BUYER)
    made.collect(first, ETH).send(MALLORY)
    assert made.project_of(first).paid_per_share == 10
    coop.chain.advance(REVIEW)
    made.settle(second).send(MALLORY)
    made.collect(second, ETH).send(MALLORY)
    assert made.project_of(second).paid_per_share == 6
    made.release(second).send(MALLORY)
    assert coop.vault.balance_of(made.custody_of(first).custody, work) == 100_000
