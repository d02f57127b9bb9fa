"""What conviction pays: never more than there is, once, and not to who takes everything down with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dao_sim.bindings import ConvictionFunding
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, MAX_UINT208, Address, MemberClass
from tests.contracts.funding import (
    CAP,
    HALF_LIFE,
    HELD,
    LIVE,
    NONE_SUFFICES,
    PAID,
    ask,
    bare,
    funding,
    needed,
    support,
    terms,
)
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    DAVE,
    DAY,
    MALLORY,
    TOKEN,
    decree,
    mock,
    mock_class,
    mock_token,
    nothing_moves,
    refuses,
)

SUPPLY = 2_000 * TOKEN
EPOCH = 30 * DAY
ARM = "arm(address,bytes,bool)"


def ripe(
    coop: Cooperative,
    made: ConvictionFunding,
    amount: int = TOKEN,
    payee: Address = DAVE,
    asset: Address = ETH,
) -> int:
    """A request that Alice has backed with all of hers for longer than any conviction grows."""
    number = ask(made, ALICE, amount, payee, asset)
    support(coop, made, number, ALICE, coop.token.balance_of(ALICE))
    coop.chain.advance(100 * HALF_LIFE)
    return number


@contextmanager
def nothing_changes(coop: Cooperative, made: ConvictionFunding, number: int) -> Iterator[None]:
    """Whatever is inside must leave the funding and everything else as they were."""

    def seen() -> tuple[object, ...]:
        stake, left = made.stake_of(number, ALICE), coop.treasury.remaining(made.address, ETH)
        return made.request_of(number), made.conviction_of(number), made.active_stake(), stake, left

    before = seen()
    with nothing_moves(coop, made.address, DAVE):
        yield
    assert seen() == before


def test_the_budget_is_what_may_be_paid_and_is_there(coop: Cooperative) -> None:
    made, treasury = funding(coop), coop.treasury
    assert (made.budget(ETH), CAP < HELD) == (CAP, True)
    decree(coop, treasury.set_cap(made.address, ETH, 3 * HELD))
    assert made.budget(ETH) == HELD
    decree(coop, treasury.pay(ETH, DAVE, 40 * TOKEN))  # governance has a cap of its own
    assert made.budget(ETH) == HELD - 40 * TOKEN
    assert made.threshold_for(ETH, TOKEN) == needed(terms(), TOKEN, 60 * TOKEN, SUPPLY)
    decree(coop, treasury.set_cap(made.address, ETH, 0))
    assert (made.budget(ETH), made.threshold_for(ETH, 1)) == (0, NONE_SUFFICES)


def test_what_one_request_takes_the_next_must_do_without(coop: Cooperative) -> None:
    """Two for a tenth of the budget each: 550 tokens suffice for either, but not after the other."""
    made, asked = funding(coop), 5 * TOKEN
    second = ask(made, BOB, asked)
    support(coop, made, second, BOB, 550 * TOKEN)
    first = ripe(coop, made, asked)
    assert made.passes(second)
    made.execute(first).send(BOB)
    assert made.budget(ETH) == CAP - asked
    short = {
        "conviction": made.conviction_of(second),
        "threshold": needed(terms(), asked, CAP - asked, SUPPLY),
    }
    with (
        nothing_changes(coop, made, second),
        refuses("ConvictionFunding_TooLittleConviction", requestId=second, **short),
    ):
        made.execute(second).send(BOB)
    coop.chain.advance(EPOCH - coop.chain.now() % EPOCH)
    made.execute(second).send(BOB)
    assert coop.chain.balance(coop.treasury.address) == HELD - 2 * asked


def test_no_support_suffices_for_too_large_a_share(coop: Cooperative) -> None:
    made = funding(coop)
    number = ripe(coop, made, CAP // 5)
    short = {"conviction": made.conviction_of(number), "threshold": NONE_SUFFICES}
    with refuses("ConvictionFunding_TooLittleConviction", requestId=number, **short):
        made.execute(number).send(ALICE)
    decree(coop, coop.treasury.set_cap(made.address, ETH, HELD))  # now it is a tenth
    made.execute(number).send(ALICE)


def test_nothing_is_paid_of_a_budget_that_is_gone(coop: Cooperative) -> None:
    made = funding(coop)
    number = ripe(coop, made)
    decree(coop, coop.treasury.set_cap(made.address, ETH, 0))
    short = {"conviction": made.conviction_of(number), "threshold": NONE_SUFFICES}
    with (
        nothing_changes(coop, made, number),
        refuses("ConvictionFunding_TooLittleConviction", requestId=number, **short),
    ):
        made.execute(number).send(ALICE)
    decree(coop, coop.treasury.set_cap(made.address, ETH, CAP))
    made.execute(number).send(ALICE)


def test_without_role_nothing_is_paid(coop: Cooperative) -> None:
    made = bare(coop, terms())
    coop.chain.fund(coop.treasury.address, HELD)
    decree(coop, coop.treasury.set_cap(made.address, ETH, CAP))
    number = ripe(coop, made)
    with nothing_changes(coop, made, number), refuses("AccessManagedUnauthorized", caller=made.address):
        made.execute(number).send(ALICE)
    decree(coop, coop.access.grant_role(int(Role.SPENDER), made.address, 0))
    made.execute(number).send(ALICE)


def test_tokens_are_paid_like_ether(coop: Cooperative) -> None:
    made, token = funding(coop), mock_token(coop.chain)
    token.mint(coop.treasury.address, 1_000).send(BUYER)
    number = ripe(coop, made, 100, asset=token.address)
    assert made.budget(token.address) == 0  # it has no cap yet
    decree(coop, coop.treasury.set_cap(made.address, token.address, 800))
    assert made.budget(token.address) == 800
    made.execute(number).send(ALICE)
    assert (token.balance_of(DAVE), made.budget(token.address)) == (100, 700)


def test_paying_the_token_itself_touches_no_escrow(coop: Cooperative) -> None:
    made, token = funding(coop), coop.token
    coop.mint(coop.treasury.address, 500 * TOKEN)
    decree(coop, coop.treasury.set_cap(made.address, token.address, MAX_UINT208))
    number = ripe(coop, made, 5 * TOKEN, BOB, token.address)
    made.execute(number).send(ALICE)
    assert token.balance_of(BOB) == 605 * TOKEN
    assert token.balance_of(made.address) == made.stake_of(number, ALICE) == 1_000 * TOKEN


def test_an_asset_nobody_approved_is_not_even_called(coop: Cooperative) -> None:
    made = funding(coop)
    for nothing in (BOB, mock(coop.chain, "GasBurningPayee").address):
        number = ask(made, ALICE, 1, asset=nothing)
        assert (made.budget(nothing), made.passes(number)) == (0, False)


@pytest.mark.parametrize(
    ("name", "error", "operands"),
    [
        ("RevertingPayee", "RevertingPayee_NoThanks", {"amount": TOKEN}),
        ("GasBurningPayee", "FailedCall", {}),
    ],
    ids=["reverts", "burns-gas"],
)
def test_who_cannot_be_paid_stops_only_its_own_request(
    coop: Cooperative, name: str, error: str, operands: dict[str, int]
) -> None:
    made = funding(coop)
    number = ripe(coop, made, payee=mock(coop.chain, name).address)
    with nothing_changes(coop, made, number), refuses(error, **operands):
        made.execute(number).send(MALLORY)
    assert made.request_of(number).state == LIVE
    made.withdraw(number, 1_000 * TOKEN).send(ALICE)
    made.execute(ripe(coop, made)).send(MALLORY)


def test_a_payee_that_is_shut_out_leaves_everything_as_it_was(coop: Cooperative) -> None:
    made, token = funding(coop), mock_token(coop.chain, "BlacklistingToken")
    token.mint(coop.treasury.address, 1_000).send(BUYER)
    decree(coop, coop.treasury.set_cap(made.address, token.address, 1_000))
    number = ripe(coop, made, 100, asset=token.address)
    shut_out = mock_class("BlacklistingToken")(coop.chain, token.address)
    shut_out.write("setBanned(address,bool)", DAVE, True).send(BUYER)
    with nothing_changes(coop, made, number), refuses("BlacklistingToken_Banned", account=DAVE):
        made.execute(number).send(ALICE)
    assert coop.treasury.remaining(made.address, token.address) == 1_000


@pytest.mark.parametrize("again", ["execute", "execute another", "back", "withdraw"])
def test_a_payee_that_calls_back_is_paid_once(coop: Cooperative, again: str) -> None:
    made, actor = funding(coop), mock(coop.chain, "Actor")
    number = ripe(coop, made, payee=actor.address)
    other = ask(made, ALICE)
    support(coop, made, other, BOB, 600 * TOKEN)
    coop.mint(actor.address, 2)
    for call in (coop.token.approve(made.address, 2), made.back(other, 1)):
        actor.write("act(address,bytes)", call.to, call.data).send(MALLORY)
    coop.chain.advance(100 * HALF_LIFE)
    assert made.passes(other)
    call = {
        "execute": made.execute(number),
        "execute another": made.execute(other),
        "back": made.back(other, 1),
        "withdraw": made.withdraw(other, 1),
    }[again]
    actor.write(ARM, made.address, call.data, True).send(MALLORY)
    with nothing_changes(coop, made, number), refuses("ReentrancyGuardReentrantCall"):
        made.execute(number).send(MALLORY)
    actor.write(ARM, made.address, call.data, False).send(MALLORY)
    made.execute(number).send(MALLORY)
    assert (coop.chain.balance(actor.address), made.budget(ETH)) == (TOKEN, CAP - TOKEN)
    assert (made.request_of(number).state, made.request_of(other).state) == (PAID, LIVE)


def test_a_requester_cannot_cancel_what_is_being_paid(coop: Cooperative) -> None:
    """`cancel` is not guarded: in the middle of a payment the request has already ended."""
    made, actor = funding(coop), mock(coop.chain, "Actor")
    coop.admit(actor.address, MemberClass.CREATOR)
    asked = made.request(ETH, TOKEN, actor.address)
    actor.write("act(address,bytes)", asked.to, asked.data).send(MALLORY)
    number = made.request_count()
    support(coop, made, number, ALICE, 1_000 * TOKEN)
    coop.chain.advance(HALF_LIFE)
    actor.write(ARM, made.address, made.cancel(number).data, True).send(MALLORY)
    with (
        nothing_changes(coop, made, number),
        refuses("ConvictionFunding_NotLive", requestId=number, state=PAID),
    ):
        made.execute(number).send(MALLORY)


def test_a_token_that_calls_back_is_escrowed_and_returned_once(coop: Cooperative) -> None:
    token = mock_token(coop.chain, "ReentrantToken")
    made = bare(coop, terms(), token.address)
    number = ask(made, ALICE)
    for holder in (ALICE, MALLORY):
        token.mint(holder, 100).send(holder)
        token.approve(made.address, 100).send(holder)
        made.back(number, 100).send(holder)
    hooks = mock_class("ReentrantToken")(coop.chain, token.address)
    hooks.write(ARM, made.address, made.withdraw(number, 100).data, True).send(MALLORY)
    with refuses("ReentrancyGuardReentrantCall"):
        made.withdraw(number, 100).send(MALLORY)
    assert (token.balance_of(made.address), made.stake_of(number, MALLORY)) == (200, 100)
