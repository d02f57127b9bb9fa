"""Common money: it leaves by `pay` only, within a cap per spender, asset and epoch."""

from __future__ import annotations

import pytest

from dao_sim.bindings import CoopToken, Treasury
from dao_sim.bindings.generated.structs import Cap
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, MAX_UINT208, Address
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    CAROL,
    DAVE,
    MALLORY,
    NOBODY,
    TOKEN,
    decree,
    enact,
    mock,
    mock_class,
    mock_token,
    refuses,
)

EPOCH = 30 * 86_400
SPENDER = 5
CAP = 50 * TOKEN


@pytest.fixture
def rich(coop: Cooperative) -> Treasury:
    """A treasury with 1,000 ether."""
    coop.chain.send(BUYER, coop.treasury.address, b"", 1_000 * TOKEN)
    return coop.treasury


def test_it_takes_ether_from_anyone(coop: Cooperative) -> None:
    receipt = coop.chain.send(BUYER, coop.treasury.address, b"", 7)
    (received,) = coop.treasury.decode(receipt, Treasury.Received)
    assert (received.from_, received.amount) == (BUYER, 7)
    assert coop.chain.balance(coop.treasury.address) == 7


def test_governance_pays_ether_within_its_cap(coop: Cooperative, rich: Treasury) -> None:
    before, timelock = coop.chain.balance(DAVE), coop.timelock.address
    receipt = decree(coop, rich.pay(ETH, DAVE, 30 * TOKEN))
    (paid,) = rich.decode(receipt, Treasury.Paid)
    assert (paid.spender, paid.asset, paid.to, paid.amount) == (timelock, ETH, DAVE, 30 * TOKEN)
    assert coop.chain.balance(DAVE) == before + 30 * TOKEN
    assert rich.remaining(timelock, ETH) == 20 * TOKEN
    over = {"spender": timelock, "asset": ETH, "amount": 20 * TOKEN + 1, "remaining": 20 * TOKEN}
    with refuses("Treasury_CapExceeded", **over):
        decree(coop, rich.pay(ETH, DAVE, 20 * TOKEN + 1))
    decree(coop, rich.pay(ETH, DAVE, 20 * TOKEN))
    with refuses("Treasury_CapExceeded", **{**over, "amount": 1, "remaining": 0}):
        decree(coop, rich.pay(ETH, DAVE, 1))


def test_a_vote_pays_a_grant(coop: Cooperative, rich: Treasury) -> None:
    before = coop.chain.balance(DAVE)
    enact(coop, rich.pay(ETH, DAVE, TOKEN), title="A grant for Dave")
    assert coop.chain.balance(DAVE) == before + TOKEN


def test_a_token_needs_a_cap_of_its_own(coop: Cooperative) -> None:
    token, treasury, timelock = mock_token(coop.chain), coop.treasury, coop.timelock.address
    token.mint(treasury.address, 100).send(BUYER)
    none = {"spender": timelock, "asset": token.address, "amount": 1, "remaining": 0}
    with refuses("Treasury_CapExceeded", **none):
        decree(coop, treasury.pay(token.address, DAVE, 1))
    receipt = decree(coop, treasury.set_cap(timelock, token.address, 60))
    (changed,) = treasury.decode(receipt, Treasury.CapSet)
    assert (changed.spender, changed.asset, changed.old_cap, changed.new_cap) == (
        timelock,
        token.address,
        0,
        60,
    )
    decree(coop, treasury.pay(token.address, DAVE, 60))
    assert (token.balance_of(DAVE), token.balance_of(treasury.address)) == (60, 40)
    assert treasury.remaining(timelock, ETH) == CAP  # each asset has its own


def test_each_spender_has_its_own_cap(coop: Cooperative, rich: Treasury) -> None:
    decree(coop, coop.access.grant_role(SPENDER, BOB, 0))
    nothing = {"spender": BOB, "asset": ETH, "amount": 1, "remaining": 0}
    with refuses("Treasury_CapExceeded", **nothing):
        rich.pay(ETH, BOB, 1).send(BOB)
    decree(coop, rich.set_cap(BOB, ETH, 10))
    rich.pay(ETH, BOB, 10).send(BOB)
    assert (rich.remaining(BOB, ETH), rich.remaining(coop.timelock.address, ETH)) == (0, CAP)
    decree(coop, coop.access.revoke_role(SPENDER, BOB))
    with refuses("AccessManagedUnauthorized", caller=BOB):
        rich.pay(ETH, BOB, 1).send(BOB)


def test_a_cap_alone_lets_nobody_spend(coop: Cooperative, rich: Treasury) -> None:
    decree(coop, rich.set_cap(CAROL, ETH, 10))
    with refuses("AccessManagedUnauthorized", caller=CAROL):
        rich.pay(ETH, CAROL, 1).send(CAROL)
    for somebody in (ALICE, MALLORY):
        with refuses("AccessManagedUnauthorized", caller=somebody):
            rich.set_cap(somebody, ETH, MAX_UINT208).send(somebody)


def test_a_new_epoch_renews_the_cap(coop: Cooperative, rich: Treasury) -> None:
    chain, timelock = coop.chain, coop.timelock.address
    decree(coop, rich.pay(ETH, DAVE, CAP))
    chain.advance(EPOCH - chain.now() % EPOCH - 1)
    assert rich.remaining(timelock, ETH) == 0
    chain.advance(1)
    assert rich.remaining(timelock, ETH) == CAP
    decree(coop, rich.pay(ETH, DAVE, TOKEN))
    assert rich.remaining(timelock, ETH) == CAP - TOKEN  # what was paid before does not count any more
    decree(coop, rich.pay(ETH, DAVE, CAP - TOKEN))
    chain.advance(2 * EPOCH)
    assert rich.remaining(timelock, ETH) == CAP  # what was not spent is not carried over


def test_a_lowered_cap_counts_what_was_paid_before(coop: Cooperative, rich: Treasury) -> None:
    timelock = coop.timelock.address
    decree(coop, rich.pay(ETH, DAVE, 30 * TOKEN))
    decree(coop, rich.set_cap(timelock, ETH, 20 * TOKEN))
    assert (rich.cap_of(timelock, ETH), rich.remaining(timelock, ETH)) == (20 * TOKEN, 0)
    decree(coop, rich.set_cap(timelock, ETH, 31 * TOKEN))
    assert rich.remaining(timelock, ETH) == TOKEN


def test_payments_that_make_no_sense_are_refused(coop: Cooperative, rich: Treasury) -> None:
    for nowhere in (NOBODY, rich.address):
        with refuses("Treasury_InvalidPayee", to=nowhere):
            decree(coop, rich.pay(ETH, nowhere, 1))
    with refuses("Treasury_NothingToPay", asset=ETH, to=DAVE):
        decree(coop, rich.pay(ETH, DAVE, 0))
    with refuses("Treasury_InvalidCap", cap=MAX_UINT208 + 1, maximum=MAX_UINT208):
        decree(coop, rich.set_cap(BOB, ETH, MAX_UINT208 + 1))


def test_what_is_not_there_cannot_be_paid_and_uses_no_cap(coop: Cooperative) -> None:
    timelock = coop.timelock.address
    with refuses("InsufficientBalance", balance=0, needed=5):
        decree(coop, coop.treasury.pay(ETH, DAVE, 5))
    assert coop.treasury.remaining(timelock, ETH) == CAP


def test_an_asset_without_code_is_no_asset(coop: Cooperative) -> None:
    decree(coop, coop.treasury.set_cap(coop.timelock.address, BOB, 10))
    with refuses("SafeERC20FailedOperation", token=BOB):
        decree(coop, coop.treasury.pay(BOB, DAVE, 1))


def stocked(coop: Cooperative, name: str) -> CoopToken:
    """A token of which the treasury has 100, all of which may be spent."""
    token = mock_token(coop.chain, name)
    token.mint(coop.treasury.address, 100).send(BUYER)
    decree(coop, coop.treasury.set_cap(coop.timelock.address, token.address, 100))
    return token


def test_a_token_that_lies_is_not_believed(coop: Cooperative) -> None:
    token = stocked(coop, "FalseReturningToken")
    mock_class("FalseReturningToken")(coop.chain, token.address).write("setRefusing(bool)", True).send(BUYER)
    with refuses("SafeERC20FailedOperation", token=token.address):
        decree(coop, coop.treasury.pay(token.address, DAVE, 1))
    assert coop.treasury.remaining(coop.timelock.address, token.address) == 100


def test_a_token_that_returns_nothing_is_paid_out(coop: Cooperative) -> None:
    token = stocked(coop, "NoReturnToken")
    decree(coop, coop.treasury.pay(token.address, DAVE, 40))
    assert token.balance_of(DAVE) == 40
    assert coop.treasury.remaining(coop.timelock.address, token.address) == 60


def test_a_payee_that_takes_nothing_uses_no_cap(coop: Cooperative, rich: Treasury) -> None:
    with refuses("RevertingPayee_NoThanks", amount=3):
        decree(coop, rich.pay(ETH, mock(coop.chain, "RevertingPayee").address, 3))
    with refuses("FailedCall"):
        decree(coop, rich.pay(ETH, mock(coop.chain, "GasBurningPayee").address, 3))
    assert rich.remaining(coop.timelock.address, ETH) == CAP
    assert coop.chain.balance(rich.address) == 1_000 * TOKEN


def test_a_treasury_is_born_with_epochs_and_caps(coop: Cooperative) -> None:
    access = coop.access.address
    with refuses("Treasury_InvalidEpoch", epochLength=0):
        Treasury.deploy(coop.chain, MALLORY, access, 0, [])
    with refuses("Treasury_InvalidCap", cap=MAX_UINT208 + 1, maximum=MAX_UINT208):
        Treasury.deploy(coop.chain, MALLORY, access, 1, [Cap(BOB, ETH, MAX_UINT208 + 1)])
    treasury = Treasury.deploy(coop.chain, MALLORY, access, 9, [Cap(BOB, ETH, 7), Cap(BOB, access, 8)])
    assert (treasury.epoch_length(), treasury.cap_of(BOB, ETH), treasury.cap_of(BOB, access)) == (9, 7, 8)
    assert coop.treasury.epoch_length() == EPOCH


def earmarker(coop: Cooperative, account: Address) -> None:
    decree(coop, coop.access.grant_role(int(Role.EARMARKER), account, 0))


def test_what_is_set_aside_leaves_only_as_its_holder_says(coop: Cooperative, rich: Treasury) -> None:
    earmarker(coop, DAVE)
    receipt = rich.set_earmark(ETH, 970 * TOKEN).send(DAVE)
    (said,) = rich.decode(receipt, Treasury.EarmarkSet)
    assert list(said.arguments.values()) == [DAVE, ETH, 0, 970 * TOKEN]
    assert (rich.earmark_of(DAVE, ETH), rich.earmarked(ETH)) == (970 * TOKEN, 970 * TOKEN)
    assert rich.free(ETH) == 30 * TOKEN
    with refuses("Treasury_NotFree", asset=ETH, amount=30 * TOKEN + 1, free=30 * TOKEN):
        decree(coop, rich.pay(ETH, CAROL, 30 * TOKEN + 1))
    decree(coop, rich.pay(ETH, CAROL, 30 * TOKEN))
    before = coop.chain.balance(CAROL)
    receipt = rich.pay_earmarked(ETH, CAROL, 100 * TOKEN).send(DAVE)
    (paid,) = rich.decode(receipt, Treasury.EarmarkPaid)
    assert list(paid.arguments.values()) == [DAVE, ETH, CAROL, 100 * TOKEN]
    assert coop.chain.balance(CAROL) == before + 100 * TOKEN
    with refuses(
        "Treasury_EarmarkExceeded", holder=DAVE, asset=ETH, amount=870 * TOKEN + 1, earmark=870 * TOKEN
    ):
        rich.pay_earmarked(ETH, CAROL, 870 * TOKEN + 1).send(DAVE)
    rich.set_earmark(ETH, 5).send(DAVE)
    assert (rich.earmarked(ETH), rich.free(ETH)) == (5, 870 * TOKEN - 5)


def test_nobody_sets_aside_what_is_not_there_or_what_another_has(coop: Cooperative, rich: Treasury) -> None:
    earmarker(coop, DAVE)
    earmarker(coop, CAROL)
    rich.set_earmark(ETH, 600 * TOKEN).send(DAVE)
    with refuses("Treasury_NotFree", asset=ETH, amount=400 * TOKEN + 1, free=400 * TOKEN):
        rich.set_earmark(ETH, 400 * TOKEN + 1).send(CAROL)
    rich.set_earmark(ETH, 400 * TOKEN).send(CAROL)
    with refuses("Treasury_NotFree", asset=ETH, amount=600 * TOKEN + 1, free=600 * TOKEN):
        rich.set_earmark(ETH, 600 * TOKEN + 1).send(DAVE)
    with refuses(
        "Treasury_EarmarkExceeded", holder=CAROL, asset=ETH, amount=400 * TOKEN + 1, earmark=400 * TOKEN
    ):
        rich.pay_earmarked(ETH, CAROL, 400 * TOKEN + 1).send(CAROL)
    for asset, to, amount, error, operands in (
        (ETH, NOBODY, 1, "Treasury_InvalidPayee", {"to": NOBODY}),
        (ETH, rich.address, 1, "Treasury_InvalidPayee", {"to": rich.address}),
        (ETH, DAVE, 0, "Treasury_NothingToPay", {"asset": ETH, "to": DAVE}),
    ):
        with refuses(error, **operands):
            rich.pay_earmarked(asset, to, amount).send(CAROL)


def test_only_an_earmarker_sets_aside(coop: Cooperative, rich: Treasury) -> None:
    for call in (rich.set_earmark(ETH, 1), rich.pay_earmarked(ETH, MALLORY, 1)):
        for somebody in (MALLORY, ALICE, coop.timelock.address):
            with refuses("AccessManagedUnauthorized", caller=somebody):
                call.send(somebody)


def test_a_token_that_shrinks_leaves_nothing_free(coop: Cooperative) -> None:
    token = mock_token(coop.chain)
    token.mint(coop.treasury.address, 100).send(ALICE)
    earmarker(coop, DAVE)
    coop.treasury.set_earmark(token.address, 80).send(DAVE)
    token.transfer(MALLORY, 50).send(coop.treasury.address)
    assert coop.treasury.free(token.address) == 0
    decree(coop, coop.treasury.set_cap(coop.timelock.address, token.address, 100))
    with refuses("Treasury_NotFree", asset=token.address, amount=1, free=0):
        decree(coop, coop.treasury.pay(token.address, DAVE, 1))
    coop.treasury.set_earmark(token.address, 60).send(DAVE)
    coop.treasury.pay_earmarked(token.address, DAVE, 50).send(DAVE)
