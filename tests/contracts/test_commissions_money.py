"""The escrow of commissions under hostile tokens and payees: each hurts only what is its own."""

from __future__ import annotations

import pytest

from dao_sim.bindings import Commissions, CoopToken
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, MemberClass, Wei
from tests.contracts.commissions import WORK, bid, commissions, delivered, needed, posted
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    DAVE,
    DAY,
    ERIN,
    MALLORY,
    NOBODY,
    TOKEN,
    mock,
    mock_class,
    mock_token,
    refuses,
)

ARM = "arm(address,bytes,bool)"


def funded(coop: Cooperative, made: Commissions, name: str, *arguments: int) -> CoopToken:
    """A token of which the buyer and Alice have 1,000 each that the contract may take."""
    token = mock_token(coop.chain, name, *arguments)
    for who in (BUYER, ALICE):
        token.mint(who, 1_000).send(BUYER)
        token.approve(made.address, 1_000).send(who)
    return token


def worked(made: Commissions, token: CoopToken) -> int:
    """A commission of 100 tokens that Alice took for 80, with a bond of 20."""
    made.post(needed(asset=token.address, budget=100)).send(BUYER)
    made.bid(made.commission_count(), 80, DAY, 20).send(ALICE)
    made.accept(made.bid_count()).send(BUYER)
    made.deliver(made.commission_count(), WORK).send(ALICE)
    return made.commission_count()


@pytest.mark.parametrize(
    "name", ["MintableToken", "NoReturnToken", "FalseReturningToken", "BlacklistingToken"]
)
def test_tokens_are_escrowed_and_paid_like_ether(coop: Cooperative, name: str) -> None:
    made = commissions(coop)
    token = funded(coop, made, name)
    number = worked(made, token)
    assert made.held(token.address) == token.balance_of(made.address) == 120
    made.settle(number).send(BUYER)
    made.claim(token.address, ERIN).send(ALICE)
    made.claim(token.address, DAVE).send(BUYER)
    assert (token.balance_of(ERIN), token.balance_of(DAVE)) == (100, 20)
    assert made.held(token.address) == token.balance_of(made.address) == 0


def test_a_token_that_keeps_a_fee_is_refused(coop: Cooperative) -> None:
    made = commissions(coop)
    token = funded(coop, made, "FeeToken", 100)
    with refuses("Escrow_NotReceived", asset=token.address, amount=100, received=99):
        made.post(needed(asset=token.address, budget=100)).send(BUYER)
    made.post(needed(asset=token.address, budget=99)).send(BUYER)  # too little for a fee
    with refuses("Escrow_NotReceived", asset=token.address, amount=100, received=99):
        made.bid(1, 99, DAY, 100).send(ALICE)
    assert made.held(token.address) == token.balance_of(made.address) == 99


def test_a_token_that_says_false_moves_nothing(coop: Cooperative) -> None:
    made = commissions(coop)
    token = funded(coop, made, "FalseReturningToken")
    refusing = mock_class("FalseReturningToken")(coop.chain, token.address)
    refusing.write("setRefusing(bool)", True).send(BUYER)
    with refuses("SafeERC20FailedOperation", token=token.address):
        made.post(needed(asset=token.address, budget=100)).send(BUYER)
    refusing.write("setRefusing(bool)", False).send(BUYER)
    number = worked(made, token)
    made.settle(number).send(BUYER)
    refusing.write("setRefusing(bool)", True).send(BUYER)
    with refuses("SafeERC20FailedOperation", token=token.address):
        made.claim(token.address, ALICE).send(ALICE)
    assert made.owed_to(ALICE, token.address) == 100


def test_ether_is_exact_and_not_kept_where_tokens_are_asked_for(coop: Cooperative) -> None:
    made = commissions(coop)
    for sent in (0, 10 * TOKEN - 1, 10 * TOKEN + 1):
        with refuses("Escrow_NotReceived", asset=ETH, amount=10 * TOKEN, received=sent):
            made.post(needed(), value=Wei(sent)).send(BUYER)
    number = posted(made)
    with refuses("Escrow_NotReceived", asset=ETH, amount=2, received=1):
        made.bid(number, TOKEN, DAY, 2, value=Wei(1)).send(ALICE)
    token = funded(coop, made, "MintableToken")
    with refuses("Escrow_NotReceived", asset=NOBODY, amount=0, received=1):
        made.post(needed(asset=token.address, budget=100), value=Wei(1)).send(BUYER)


@pytest.mark.parametrize(
    ("name", "error", "operands"),
    [
        ("RevertingPayee", "RevertingPayee_NoThanks", {"amount": 10 * TOKEN}),
        ("GasBurningPayee", "FailedCall", {}),
    ],
)
def test_a_payee_that_takes_nothing_stops_only_that_claim(
    coop: Cooperative, name: str, error: str, operands: dict[str, int]
) -> None:
    made = commissions(coop)
    made.settle(delivered(coop, made)).send(BUYER)
    with refuses(error, **operands):
        made.claim(ETH, mock(coop.chain, name).address).send(ALICE)
    made.claim(ETH, BUYER).send(BUYER)
    made.claim(ETH, ERIN).send(ALICE)
    assert made.held(ETH) == coop.chain.balance(made.address) == 2 * TOKEN  # Bob's bond, which he left there


def test_who_is_shut_out_has_it_paid_elsewhere(coop: Cooperative) -> None:
    made = commissions(coop)
    token = funded(coop, made, "BlacklistingToken")
    made.settle(worked(made, token)).send(BUYER)
    ban = mock_class("BlacklistingToken")(coop.chain, token.address)
    ban.write("setBanned(address,bool)", ALICE, True).send(BUYER)
    with refuses("BlacklistingToken_Banned", account=ALICE):
        made.claim(token.address, ALICE).send(ALICE)
    made.claim(token.address, ERIN).send(ALICE)
    assert token.balance_of(ERIN) == 100


@pytest.mark.parametrize("again", ["claim", "post", "bid"])
def test_a_payee_that_calls_back_is_paid_once(coop: Cooperative, again: str) -> None:
    made, actor = commissions(coop), mock(coop.chain, "Actor")
    coop.admit(actor.address, MemberClass.CREATOR)
    number = posted(made)
    offered = made.bid(number, TOKEN, DAY, 0)
    actor.write("act(address,bytes)", offered.to, offered.data).send(MALLORY)
    other = posted(made)
    made.accept(made.bid_count()).send(BUYER)
    delivery = made.deliver(number, WORK)
    actor.write("act(address,bytes)", delivery.to, delivery.data).send(MALLORY)
    made.settle(number).send(BUYER)
    claim = made.claim(ETH, actor.address)
    call = {"claim": claim, "post": made.post(needed()), "bid": made.bid(other, 1, 1, 0)}[again]
    actor.write(ARM, made.address, call.data, True).send(MALLORY)
    with refuses("ReentrancyGuardReentrantCall"):
        actor.write("act(address,bytes)", claim.to, claim.data).send(MALLORY)
    actor.write(ARM, made.address, call.data, False).send(MALLORY)
    actor.write("act(address,bytes)", claim.to, claim.data).send(MALLORY)
    assert coop.chain.balance(actor.address) == TOKEN
    assert made.held(ETH) == coop.chain.balance(made.address)


@pytest.mark.parametrize("again", ["withdrawBid", "claim"])
def test_a_token_that_calls_back_while_a_bond_arrives(coop: Cooperative, again: str) -> None:
    """The token itself is a member and bids, so that what it calls in the middle is its own."""
    made = commissions(coop)
    token = funded(coop, made, "ReentrantToken")
    hooks = mock_class("ReentrantToken")(coop.chain, token.address)
    coop.admit(token.address, MemberClass.CREATOR)
    token.mint(token.address, 100).send(BUYER)
    made.post(needed(asset=token.address, budget=100)).send(BUYER)
    approve, offered = token.approve(made.address, 100), made.bid(1, 80, DAY, 20)
    hooks.write("act(address,bytes)", approve.to, approve.data).send(MALLORY)
    call = {"withdrawBid": made.withdraw_bid(1), "claim": made.claim(token.address, ERIN)}[again]
    hooks.write(ARM, made.address, call.data, False).send(MALLORY)
    hooks.write("act(address,bytes)", offered.to, offered.data).send(MALLORY)
    assert made.held(token.address) == token.balance_of(made.address) == 120
    assert made.owed_to(token.address, token.address) == (20 if again == "withdrawBid" else 0)


def test_an_asset_that_breaks_holds_up_no_other(coop: Cooperative) -> None:
    made = commissions(coop)
    token = funded(coop, made, "BlacklistingToken")
    broken, sound = worked(made, token), delivered(coop, made)
    ban = mock_class("BlacklistingToken")(coop.chain, token.address)
    ban.write("setBanned(address,bool)", made.address, True).send(BUYER)
    coop.chain.advance(5 * DAY)
    for number in (broken, sound):
        made.settle(number).send(BOB)
    with refuses("BlacklistingToken_Banned", account=made.address):
        made.claim(token.address, ALICE).send(ALICE)
    made.claim(ETH, ERIN).send(ALICE)
    assert coop.chain.balance(made.address) == made.held(ETH)


def test_many_bids_cost_the_poster_nothing_more(coop: Cooperative) -> None:
    made = commissions(coop)
    number = posted(made)
    for _ in range(30):
        bid(made, number, BOB, price=TOKEN, bond=1)
    chosen = bid(made, number)
    made.accept(chosen).send(BUYER)
    assert made.commission_of(number).bid_id == chosen
