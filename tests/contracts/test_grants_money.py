"""The escrow of milestone grants under hostile tokens and payees: each hurts only what is its own."""

from __future__ import annotations

import pytest

from dao_sim.bindings import CoopToken, MilestoneGrants
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, MAX_UINT208, Wei
from tests.contracts.grants import EVIDENCE, accepted, grants, offer, say, submitted, terms
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
    decree,
    mock,
    mock_class,
    mock_token,
    refuses,
)

ARM = "arm(address,bytes,bool)"


def funded(coop: Cooperative, name: str, *arguments: int) -> CoopToken:
    """A token of which the treasury has 1,000 and may pay all, and Dave has 100."""
    token = mock_token(coop.chain, name, *arguments)
    token.mint(coop.treasury.address, 1_000).send(BUYER)
    token.mint(DAVE, 100).send(BUYER)
    decree(coop, coop.treasury.set_cap(coop.timelock.address, token.address, MAX_UINT208))
    return token


def taken(coop: Cooperative, made: MilestoneGrants, token: CoopToken, bond: int = 30) -> int:
    """A grant of 60 and 40 tokens that Dave has accepted."""
    number = offer(coop, made, terms((60, 40), asset=token.address, bond=bond))
    token.approve(made.address, bond).send(DAVE)
    made.accept(number).send(DAVE)
    return number


@pytest.mark.parametrize(
    "name", ["MintableToken", "NoReturnToken", "FalseReturningToken", "BlacklistingToken"]
)
def test_tokens_are_escrowed_and_paid_like_ether(coop: Cooperative, name: str) -> None:
    made, token = grants(coop), funded(coop, name)
    number = taken(coop, made, token)
    assert (made.held(token.address), token.balance_of(made.address)) == (130, 130)
    made.submit(number, 0, EVIDENCE).send(DAVE)
    say(made, number, 0, 5_000, 5_000, 5_000)
    made.settle(number, 0).send(ALICE)
    made.claim(token.address, ERIN).send(DAVE)
    made.recover(token.address).send(MALLORY)
    assert (token.balance_of(ERIN), token.balance_of(coop.treasury.address)) == (30, 900 + 60)
    assert token.balance_of(made.address) == made.held(token.address) == 40


def test_a_token_that_keeps_a_fee_opens_no_grant_with_what_did_not_arrive(coop: Cooperative) -> None:
    made, token = grants(coop), funded(coop, "FeeToken", 100)
    decree(coop, coop.treasury.pay(token.address, made.address, 100))
    said = terms((60, 40), asset=token.address, bond=0)
    with refuses("MilestoneGrants_NotFunded", asset=token.address, amount=100, spare=99):
        decree(coop, made.open_(said))
    decree(coop, made.open_(terms((60, 39), asset=token.address, bond=100)))
    token.approve(made.address, 100).send(DAVE)
    with refuses("Escrow_NotReceived", asset=token.address, amount=100, received=99):
        made.accept(1).send(DAVE)
    made.lapse(1).send(DAVE)
    made.recover(token.address).send(DAVE)
    assert (token.balance_of(made.address), made.held(token.address)) == (0, 0)


def test_a_token_that_says_false_moves_nothing(coop: Cooperative) -> None:
    made, token = grants(coop), funded(coop, "FalseReturningToken")
    number = offer(coop, made, terms((60, 40), asset=token.address, bond=30))
    token.approve(made.address, 30).send(DAVE)
    refusing = mock_class("FalseReturningToken")(coop.chain, token.address)
    refusing.write("setRefusing(bool)", True).send(BUYER)
    with refuses("SafeERC20FailedOperation", token=token.address):
        made.accept(number).send(DAVE)
    made.lapse(number).send(DAVE)
    with refuses("SafeERC20FailedOperation", token=token.address):
        made.recover(token.address).send(DAVE)
    refusing.write("setRefusing(bool)", False).send(BUYER)
    made.recover(token.address).send(DAVE)
    assert token.balance_of(coop.treasury.address) == 1_000


@pytest.mark.parametrize("sent", [0, TOKEN, 4 * TOKEN])
def test_a_bond_in_ether_is_exact(coop: Cooperative, sent: int) -> None:
    made = grants(coop)
    number = offer(coop, made)
    with refuses("Escrow_NotReceived", asset=ETH, amount=3 * TOKEN, received=sent):
        made.accept(number, value=Wei(sent)).send(DAVE)


def test_ether_is_not_kept_where_tokens_are_asked_for(coop: Cooperative) -> None:
    made, token = grants(coop), funded(coop, "MintableToken")
    number = offer(coop, made, terms((60, 40), asset=token.address, bond=30))
    token.approve(made.address, 30).send(DAVE)
    with refuses("Escrow_NotReceived", asset=NOBODY, amount=0, received=1):
        made.accept(number, value=Wei(1)).send(DAVE)


def test_who_is_shut_out_has_it_paid_elsewhere(coop: Cooperative) -> None:
    made, token = grants(coop), funded(coop, "BlacklistingToken")
    number = taken(coop, made, token)
    made.submit(number, 0, EVIDENCE).send(DAVE)
    mock_class("BlacklistingToken")(coop.chain, token.address).write(
        "setBanned(address,bool)", DAVE, True
    ).send(BUYER)
    say(made, number, 0, 10_000, 10_000)
    made.settle(number, 0).send(ALICE)
    with refuses("BlacklistingToken_Banned", account=DAVE):
        made.claim(token.address, DAVE).send(DAVE)
    made.claim(token.address, ERIN).send(DAVE)
    assert token.balance_of(ERIN) == 60


@pytest.mark.parametrize(
    ("name", "error", "operands"),
    [
        ("RevertingPayee", "RevertingPayee_NoThanks", {"amount": 2 * TOKEN}),
        ("GasBurningPayee", "FailedCall", {}),
    ],
)
def test_a_payee_that_takes_nothing_stops_only_that_claim(
    coop: Cooperative, name: str, error: str, operands: dict[str, int]
) -> None:
    made = grants(coop)
    number = submitted(coop, made)
    say(made, number, 0, 5_000, 5_000, 5_000)
    made.settle(number, 0).send(ALICE)
    owed, payee = made.owed_to(DAVE, ETH), mock(coop.chain, name).address
    with refuses(error, **operands):
        made.claim(ETH, payee).send(DAVE)
    made.recover(ETH).send(MALLORY)
    assert made.owed_to(DAVE, ETH) == owed == 2 * TOKEN
    made.claim(ETH, ERIN).send(DAVE)


def test_a_claim_is_one_s_own_once_and_goes_somewhere(coop: Cooperative) -> None:
    made = grants(coop)
    number = submitted(coop, made)
    say(made, number, 0, 10_000, 10_000)
    made.settle(number, 0).send(ALICE)
    for nowhere in (NOBODY, made.address):
        with refuses("Escrow_InvalidPayee", to=nowhere):
            made.claim(ETH, nowhere).send(DAVE)
    with refuses("Escrow_NothingOwed", account=MALLORY, asset=ETH):
        made.claim(ETH, MALLORY).send(MALLORY)
    receipt = made.claim(ETH, ERIN).send(DAVE)
    (claimed,) = made.decode(receipt, MilestoneGrants.Claimed)
    assert (claimed.account, claimed.to, claimed.amount) == (DAVE, ERIN, 4 * TOKEN)
    with refuses("Escrow_NothingOwed", account=DAVE, asset=ETH):
        made.claim(ETH, ERIN).send(DAVE)


@pytest.mark.parametrize("again", ["claim", "recover", "open"])
def test_a_payee_that_calls_back_is_paid_once(coop: Cooperative, again: str) -> None:
    """While its ether is on its way, the balance still has what nobody owns any more."""
    made, actor = grants(coop), mock(coop.chain, "Actor")
    said = terms(grantee=actor.address, bond=0)
    number = offer(coop, made, said)
    for call in (made.accept(number), made.submit(number, 0, EVIDENCE)):
        actor.write("act(address,bytes)", call.to, call.data).send(MALLORY)
    say(made, number, 0, 10_000, 10_000)
    made.settle(number, 0).send(ALICE)
    decree(coop, coop.access.grant_role(int(Role.GRANTER), actor.address, 0))
    claim = made.claim(ETH, actor.address)
    call = {"claim": claim, "recover": made.recover(ETH), "open": made.open_(terms((1,), times=(1,)))}[again]
    actor.write(ARM, made.address, call.data, True).send(MALLORY)
    with refuses("ReentrancyGuardReentrantCall"):
        actor.write("act(address,bytes)", claim.to, claim.data).send(MALLORY)
    actor.write(ARM, made.address, call.data, False).send(MALLORY)
    actor.write("act(address,bytes)", claim.to, claim.data).send(MALLORY)
    assert coop.chain.balance(actor.address) == 4 * TOKEN
    assert coop.chain.balance(made.address) == made.held(ETH) == 6 * TOKEN


@pytest.mark.parametrize("again", ["recover", "claim"])
def test_a_token_that_calls_back_while_a_bond_arrives(coop: Cooperative, again: str) -> None:
    made, token = grants(coop), funded(coop, "ReentrantToken")
    number = offer(coop, made, terms((60, 40), asset=token.address, bond=30))
    token.approve(made.address, 30).send(DAVE)
    hooks = mock_class("ReentrantToken")(coop.chain, token.address)
    call = {"recover": made.recover(token.address), "claim": made.claim(token.address, ERIN)}[again]
    hooks.write(ARM, made.address, call.data, True).send(MALLORY)
    with refuses("ReentrancyGuardReentrantCall"):
        made.accept(number).send(DAVE)
    hooks.write(ARM, made.address, call.data, False).send(MALLORY)
    made.accept(number).send(DAVE)
    assert token.balance_of(made.address) == made.held(token.address) == 130


def test_an_asset_that_breaks_holds_up_no_other(coop: Cooperative) -> None:
    made, token = grants(coop), funded(coop, "BlacklistingToken")
    broken, sound = taken(coop, made, token), accepted(coop, made)
    ban = mock_class("BlacklistingToken")(coop.chain, token.address)
    ban.write("setBanned(address,bool)", made.address, True).send(BUYER)
    coop.chain.advance(60 * DAY)
    for number in (broken, sound):
        for milestone in (0, 1):
            made.settle(number, milestone).send(BOB)
    with refuses("BlacklistingToken_Banned", account=made.address):
        made.recover(token.address).send(BOB)
    made.recover(ETH).send(BOB)
    ban.write("setBanned(address,bool)", made.address, False).send(BUYER)
    made.recover(token.address).send(BOB)
    assert (made.held(ETH), made.held(token.address)) == (0, 0)
