"""Deposits in hostile tokens, and payees that take nothing: each hurts only what is its own."""

from __future__ import annotations

import pytest

from dao_sim.bindings import CoopToken, Submissions
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Flag, Wei
from tests.contracts.kit import (
    ALICE,
    BUYER,
    ERIN,
    MALLORY,
    NOBODY,
    decree,
    mock,
    mock_class,
    mock_token,
    refuses,
)
from tests.contracts.panels import PRICE, STAKE, admit, people, wait
from tests.contracts.submissions import (
    CLEARED,
    DEPOSIT,
    IN_REVIEW,
    MUSIC,
    SALT,
    announced,
    panels_of,
    registration,
    screened,
    submissions,
    submitted,
)

ARM = "arm(address,bytes,bool)"


def token_of(coop: Cooperative, name: str, *arguments: int) -> CoopToken:
    """A token of which Alice has ten deposits."""
    token = mock_token(coop.chain, name, *arguments)
    token.mint(ALICE, 10 * DEPOSIT).send(BUYER)
    return token


def put_up(coop: Cooperative, made: Submissions, token: CoopToken, amount: int = DEPOSIT) -> int:
    """A submission of Alice's with its deposit in a token."""
    said = registration()
    announced(coop, said)
    token.approve(made.address, amount).send(ALICE)
    made.submit(said, MUSIC, "", SALT).send(ALICE)
    return made.submission_count()


@pytest.mark.parametrize(
    "name", ["MintableToken", "NoReturnToken", "FalseReturningToken", "BlacklistingToken"]
)
def test_deposits_in_tokens_pay_for_panels_like_ether(coop: Cooperative, name: str) -> None:
    token = token_of(coop, name)
    made = submissions(coop, token.address)
    number = put_up(coop, made, token)
    assert token.balance_of(made.address) == made.held(token.address) == DEPOSIT
    screened(coop, made, number, Flag.OTHER)
    made.request_review(number, registration()).send(ALICE)
    reviewing = panels_of(coop, made)
    assert token.balance_of(made.address) == made.held(token.address) == DEPOSIT - PRICE
    assert token.balance_of(reviewing.address) == PRICE
    assert token.allowance(made.address, reviewing.address) == 0
    wait(coop, 256)
    made.conclude(number).send(MALLORY)
    made.recover(token.address).send(MALLORY)
    assert token.balance_of(coop.treasury.address) == DEPOSIT - PRICE
    assert token.balance_of(made.address) == made.held(token.address) == 0


def test_a_token_that_keeps_a_fee_is_no_deposit(coop: Cooperative) -> None:
    token = token_of(coop, "FeeToken", 100)
    made = submissions(coop, token.address)
    with refuses(
        "Escrow_NotReceived", asset=token.address, amount=DEPOSIT, received=DEPOSIT - DEPOSIT // 100
    ):
        put_up(coop, made, token)
    assert (made.submission_count(), made.live_of(registration().content_hash)) == (0, 0)


def test_a_token_that_says_false_moves_nothing(coop: Cooperative) -> None:
    token = token_of(coop, "FalseReturningToken")
    made = submissions(coop, token.address)
    refusing = mock_class("FalseReturningToken")(coop.chain, token.address)
    refusing.write("setRefusing(bool)", True).send(BUYER)
    with refuses("SafeERC20FailedOperation", token=token.address):
        put_up(coop, made, token)
    refusing.write("setRefusing(bool)", False).send(BUYER)
    coop.registry.commit(coop.registry.commitment_for(ALICE, registration().content_hash, SALT))
    made.submit(registration(), MUSIC, "", SALT).send(ALICE)
    screened(coop, made, 1)
    assert made.submission_of(1).state == CLEARED


@pytest.mark.parametrize("sent", [0, DEPOSIT - 1, DEPOSIT + 1])
def test_a_deposit_in_ether_is_exact(coop: Cooperative, sent: int) -> None:
    made, said = submissions(coop), registration()
    announced(coop, said)
    with refuses("Escrow_NotReceived", asset=ETH, amount=DEPOSIT, received=sent):
        made.submit(said, MUSIC, "", SALT, value=Wei(sent)).send(ALICE)


def test_ether_is_not_kept_where_tokens_are_asked_for(coop: Cooperative) -> None:
    token = token_of(coop, "MintableToken")
    made, said = submissions(coop, token.address), registration()
    announced(coop, said)
    token.approve(made.address, DEPOSIT).send(ALICE)
    with refuses("Escrow_NotReceived", asset=NOBODY, amount=0, received=1):
        made.submit(said, MUSIC, "", SALT, value=Wei(1)).send(ALICE)


def test_who_is_shut_out_has_the_deposit_paid_elsewhere(coop: Cooperative) -> None:
    token = token_of(coop, "BlacklistingToken")
    made = submissions(coop, token.address)
    number = put_up(coop, made, token)
    ban = mock_class("BlacklistingToken")(coop.chain, token.address)
    ban.write("setBanned(address,bool)", ALICE, True).send(BUYER)
    made.withdraw(number).send(ALICE)
    with refuses("BlacklistingToken_Banned", account=ALICE):
        made.claim(token.address, ALICE).send(ALICE)
    made.claim(token.address, ERIN).send(ALICE)
    assert token.balance_of(ERIN) == DEPOSIT


def test_a_token_that_stops_moving_stops_no_registration(coop: Cooperative) -> None:
    """Registering books the deposit, and moves nothing."""
    token = token_of(coop, "BlacklistingToken")
    made = submissions(coop, token.address)
    number = put_up(coop, made, token)
    screened(coop, made, number)
    ban = mock_class("BlacklistingToken")(coop.chain, token.address)
    ban.write("setBanned(address,bool)", made.address, True).send(BUYER)
    coop.registry.register(registration(), SALT).send(ALICE)
    assert made.owed_to(ALICE, token.address) == DEPOSIT


@pytest.mark.parametrize(
    ("name", "error", "operands"),
    [
        ("RevertingPayee", "RevertingPayee_NoThanks", {"amount": DEPOSIT}),
        ("GasBurningPayee", "FailedCall", {}),
    ],
)
def test_a_payee_that_takes_nothing_stops_only_that_claim(
    coop: Cooperative, name: str, error: str, operands: dict[str, int]
) -> None:
    made = submissions(coop)
    number = submitted(coop, made)
    made.withdraw(number).send(ALICE)
    with refuses(error, **operands):
        made.claim(ETH, mock(coop.chain, name).address).send(ALICE)
    with refuses("Escrow_NothingOwed", account=MALLORY, asset=ETH):
        made.claim(ETH, MALLORY).send(MALLORY)
    with refuses("Escrow_InvalidPayee", to=made.address):
        made.claim(ETH, made.address).send(ALICE)
    made.claim(ETH, ERIN).send(ALICE)


@pytest.mark.parametrize("again", ["submit", "request", "conclude", "claim"])
def test_a_token_that_calls_back_while_a_deposit_arrives(coop: Cooperative, again: str) -> None:
    token = token_of(coop, "ReentrantToken")
    made, said = submissions(coop, token.address), registration()
    hooks = mock_class("ReentrantToken")(coop.chain, token.address)
    call = {
        "submit": made.submit(said, MUSIC, "", SALT),
        "request": made.request_review(1, said),
        "conclude": made.conclude(1),
        "claim": made.claim(token.address, MALLORY),
    }[again]
    hooks.write(ARM, made.address, call.data, True).send(MALLORY)
    with refuses("ReentrancyGuardReentrantCall"):
        put_up(coop, made, token)
    hooks.write(ARM, made.address, call.data, False).send(MALLORY)
    made.submit(said, MUSIC, "", SALT).send(ALICE)
    assert token.balance_of(made.address) == made.held(token.address) == DEPOSIT


def test_a_token_that_calls_back_while_a_panel_is_paid(coop: Cooperative) -> None:
    """The submission is before a panel whose number is not written down yet; nothing can be made of that."""
    token = token_of(coop, "ReentrantToken")
    made = submissions(coop, token.address)
    number = put_up(coop, made, token)
    screened(coop, made, number, Flag.OTHER)
    hooks = mock_class("ReentrantToken")(coop.chain, token.address)
    hooks.write(ARM, made.address, made.conclude(number).data, True).send(MALLORY)
    request = made.request_review(number, registration())
    with refuses("ReentrancyGuardReentrantCall"):
        request.send(ALICE)
    hooks.write(ARM, made.address, made.withdraw(number).data, True).send(MALLORY)
    with refuses("Submissions_WrongState", submissionId=number, state=IN_REVIEW):
        request.send(ALICE)
    hooks.write(ARM, made.address, made.conclude(number).data, False).send(MALLORY)
    request.send(ALICE)
    assert (made.submission_of(number).state, made.submission_of(number).case_id) == (IN_REVIEW, 1)


def test_a_submitter_that_calls_back_is_paid_once(coop: Cooperative) -> None:
    made, actor = submissions(coop), mock(coop.chain, "Actor")
    admit(coop, actor.address)
    said = registration(by=actor.address)
    registry = coop.registry
    commitment = registry.commitment_for(actor.address, said.content_hash, SALT)
    act = "act(address,bytes)"
    actor.write(act, registry.address, registry.commit(commitment).data).send(MALLORY)
    coop.chain.advance(60)
    submit = made.submit(said, MUSIC, "", SALT)
    actor.write(act, made.address, submit.data, value=Wei(DEPOSIT)).send(MALLORY)
    actor.write(act, made.address, made.withdraw(1).data).send(MALLORY)
    submitted(coop, made, registration("other"))
    claim = made.claim(ETH, actor.address)
    actor.write(ARM, made.address, claim.data, True).send(MALLORY)
    with refuses("ReentrancyGuardReentrantCall"):
        actor.write(act, made.address, claim.data).send(MALLORY)
    before = coop.chain.balance(actor.address)
    actor.write(ARM, made.address, claim.data, False).send(MALLORY)
    actor.write(act, made.address, claim.data).send(MALLORY)
    assert coop.chain.balance(actor.address) - before == DEPOSIT
    assert coop.chain.balance(made.address) == made.held(ETH) == DEPOSIT


def test_the_books_of_deposits_and_of_stakes_are_apart(coop: Cooperative) -> None:
    token = token_of(coop, "MintableToken")
    made = submissions(coop, token.address)
    reviewing = panels_of(coop, made)
    (one,) = people(1)
    admit(coop, one)
    token.mint(one, STAKE).send(BUYER)
    token.approve(reviewing.address, STAKE).send(one)
    reviewing.enlist(STAKE).send(one)
    put_up(coop, made, token)
    assert (made.held(token.address), reviewing.held(token.address)) == (DEPOSIT, STAKE)
    decree(coop, coop.registry.set_gate(NOBODY))
    made.withdraw(1).send(ALICE)
    assert (made.owed_to(ALICE, token.address), reviewing.owed_to(ALICE, token.address)) == (DEPOSIT, 0)
