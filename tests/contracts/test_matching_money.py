"""Money in matching rounds: tokens that cheat, payees that fight, and rounds that share one contract."""

from __future__ import annotations

import pytest

from dao_sim.bindings import Contract, CoopToken, MatchingRounds, RecordedMoney
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, MAX_UINT256, MemberClass
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    CAROL,
    DAVE,
    DAY,
    ERIN,
    MALLORY,
    NOBODY,
    decree,
    mock,
    mock_class,
    mock_token,
    nothing_moves,
    refuses,
)
from tests.contracts.matching import (
    a_round,
    endow,
    give,
    matching,
    pass_claims,
    pass_review,
    terms,
    until,
)

ARM = "arm(address,bytes,bool)"
ACT = "act(address,bytes)"


def in_token(coop: Cooperative, name: str, *arguments: object) -> tuple[MatchingRounds, CoopToken, Contract]:
    """A round in a token of which everybody has 10,000, all approved; and the token's hostile side."""
    token = mock_token(coop.chain, name, *arguments)
    made = matching(coop, token.address)
    for holder in (ALICE, BOB, BUYER, coop.treasury.address):
        token.mint(holder, 10_000).send(BUYER)
        coop.chain.send(holder, token.address, token.approve(made.address, MAX_UINT256).data)
    return made, token, mock_class(name)(coop.chain, token.address)


def test_a_round_in_a_token_lives_like_one_in_ether(coop: Cooperative) -> None:
    made, token, _ = in_token(coop, "MintableToken")
    number = a_round(coop, made, terms(token.address, pool=300))
    assert made.fund(number, 100).simulate(BUYER) == 100
    made.fund(number, 100).send(BUYER)
    for giver in (ALICE, BOB):
        made.contribute(number, 1, 100).send(giver)
    pass_review(coop, made, number)
    made.claim(number, 1, DAVE).send(BUYER)
    made.settle(number, 2).send(BUYER)
    made.give_back(number).send(BUYER)
    assert token.balance_of(DAVE) == 400
    assert (token.balance_of(made.address), token.balance_of(coop.treasury.address)) == (0, 9_900)


def test_a_token_that_answers_nothing_is_taken(coop: Cooperative) -> None:
    made, token, _ = in_token(coop, "NoReturnToken")
    number = a_round(coop, made, terms(token.address, pool=10))
    made.contribute(number, 1, 100).send(ALICE)
    pass_review(coop, made, number)
    made.claim(number, 1, DAVE).send(DAVE)
    assert token.balance_of(DAVE) == 100


def test_of_a_token_that_takes_a_fee_what_arrived_counts(coop: Cooperative) -> None:
    made, token, _ = in_token(coop, "FeeToken", 1_000)
    number = a_round(coop, made, terms(token.address, pool=100))
    assert made.round_of(number).pool == 90
    assert made.contribute(number, 1, 1_000).simulate(ALICE) == 900
    made.contribute(number, 1, 1_000).send(ALICE)
    made.fund(number, 10).send(BUYER)
    assert (made.grant_at(number, 1).contributed, made.round_of(number).pool) == (900, 99)
    pass_review(coop, made, number)
    made.claim(number, 1, DAVE).send(DAVE)
    made.settle(number, 2).send(DAVE)
    made.give_back(number).send(DAVE)
    assert token.balance_of(made.address) == 0


def test_a_token_that_says_false_moves_nothing(coop: Cooperative) -> None:
    made, token, hostile = in_token(coop, "FalseReturningToken")
    number = a_round(coop, made, terms(token.address))
    made.contribute(number, 1, 100).send(ALICE)
    hostile.write("setRefusing(bool)", True).send(BUYER)
    for call in (made.contribute(number, 1, 1), made.fund(number, 1)):
        with (
            nothing_moves(coop, made.address, assets=[token.address]),
            refuses("SafeERC20FailedOperation", token=token.address),
        ):
            call.send(ALICE)
    pass_review(coop, made, number)
    with refuses("SafeERC20FailedOperation", token=token.address):
        made.claim(number, 1, DAVE).send(DAVE)
    hostile.write("setRefusing(bool)", False).send(BUYER)
    made.claim(number, 1, DAVE).send(DAVE)


@pytest.mark.parametrize("again", ["contribute", "fund", "claim", "give back"])
def test_a_token_that_calls_back_cannot_come_in_twice(coop: Cooperative, again: str) -> None:
    made, token, hooks = in_token(coop, "ReentrantToken")
    number = a_round(coop, made, terms(token.address))
    made.contribute(number, 1, 100).send(ALICE)
    call = {
        "contribute": made.contribute(number, 1, 1),
        "fund": made.fund(number, 1),
        "claim": made.claim(number, 1, DAVE),
        "give back": made.give_back(number),
    }[again]
    hooks.write(ARM, made.address, call.data, True).send(MALLORY)
    with (
        nothing_moves(coop, made.address, assets=[token.address]),
        refuses("ReentrancyGuardReentrantCall"),
    ):
        made.contribute(number, 1, 100).send(BOB)
    hooks.write(ARM, made.address, call.data, False).send(MALLORY)  # it may try, and gets nowhere
    made.contribute(number, 1, 100).send(BOB)
    assert (made.grant_at(number, 1).contributed, token.balance_of(made.address)) == (200, 200)


@pytest.mark.parametrize("again", ["claim", "claim another", "contribute", "refund", "lapse"])
def test_a_payee_that_calls_back_is_paid_once(coop: Cooperative, again: str) -> None:
    """What is not guarded finds that the grant is not live any more."""
    made, actor = matching(coop), mock(coop.chain, "Actor")
    number = a_round(coop, made, payees=[actor.address, DAVE])
    give(made, number, 1, ALICE, 100)
    give(made, number, 2, ALICE, 70)
    pass_review(coop, made, number)
    call = {
        "claim": made.claim(number, 1, actor.address),
        "claim another": made.claim(number, 2, DAVE),
        "contribute": made.contribute(number, 1, 1),
        "refund": made.refund(number, 1, actor.address),
        "lapse": made.lapse(number, 1),
    }[again]
    actor.write(ARM, made.address, call.data, False).send(MALLORY)
    made.claim(number, 1, actor.address).send(MALLORY)
    assert not actor.read("succeeded()")
    assert (coop.chain.balance(actor.address), coop.chain.balance(made.address)) == (100, 70)


@pytest.mark.parametrize("again", ["the same", "another"])
def test_who_calls_back_from_a_refund_is_refunded_once(coop: Cooperative, again: str) -> None:
    made, actor = matching(coop), mock(coop.chain, "Actor")
    coop.admit(actor.address, MemberClass.CREATOR)
    coop.chain.advance(1)
    number = a_round(coop, made)
    coop.chain.fund(MALLORY, 10**18)
    for grant in (1, 2):
        gift = made.contribute_eth(number, grant)
        coop.chain.send(MALLORY, actor.address, actor.write(ACT, gift.to, gift.data).data, value=100)
    give(made, number, 1, BOB, 500)
    decree(coop, made.void_round(number))
    taken, more = (made.refund(number, grant, actor.address) for grant in (1, 2))
    call = taken if again == "the same" else more
    actor.write(ARM, made.address, call.data, False).send(MALLORY)
    actor.write(ACT, taken.to, taken.data).send(MALLORY)
    assert not actor.read("succeeded()")
    assert (coop.chain.balance(actor.address), coop.chain.balance(made.address)) == (100, 600)


@pytest.mark.parametrize(
    ("name", "error", "operands"),
    [
        ("RevertingPayee", "RevertingPayee_NoThanks", {"amount": 400}),
        ("GasBurningPayee", "FailedCall", {}),
    ],
    ids=["reverts", "burns-gas"],
)
def test_who_cannot_be_paid_stops_nobody_else(
    coop: Cooperative, name: str, error: str, operands: dict[str, int]
) -> None:
    """And once its time is over, everything of it finds another way out."""
    made, stubborn = matching(coop), mock(coop.chain, name)
    number = a_round(coop, made, payees=[stubborn.address, DAVE])
    endow(made, number, 1_000)
    for giver in (ALICE, BOB):
        give(made, number, 1, giver, 100)
        give(made, number, 2, giver, 100)
    pass_review(coop, made, number)
    with nothing_moves(coop, made.address, stubborn.address, DAVE), refuses(error, **operands):
        made.claim(number, 1, stubborn.address).send(MALLORY)
    made.claim(number, 2, DAVE).send(MALLORY)
    made.settle(number, 2).send(MALLORY)
    made.give_back(number).send(MALLORY)
    assert coop.chain.balance(made.address) == 400
    pass_claims(coop, made, number)
    made.lapse(number, 1).send(MALLORY)
    for giver in (ALICE, BOB):
        made.refund(number, 1, giver).send(giver)
    made.give_back(number).send(MALLORY)
    assert coop.chain.balance(made.address) == 0


def test_who_is_shut_out_by_the_token_names_somebody_else(coop: Cooperative) -> None:
    made, token, hostile = in_token(coop, "BlacklistingToken")
    numbers = [a_round(coop, made, terms(token.address)) for _ in range(2)]
    for number in numbers:
        made.contribute(number, 1, 100).send(ALICE)
    decree(coop, made.void_round(numbers[1]))
    for shut_out in (ALICE, DAVE):
        hostile.write("setBanned(address,bool)", shut_out, True).send(BUYER)
    pass_review(coop, made, numbers[0])
    with refuses("BlacklistingToken_Banned", account=DAVE):
        made.claim(numbers[0], 1, DAVE).send(MALLORY)
    with refuses("BlacklistingToken_Banned", account=ALICE):
        made.refund(numbers[1], 1, ALICE).send(ALICE)
    made.claim(numbers[0], 1, ERIN).send(DAVE)
    made.refund(numbers[1], 1, ERIN).send(ALICE)
    assert (token.balance_of(ERIN), token.balance_of(made.address)) == (200, 0)


def test_money_goes_to_somebody(coop: Cooperative) -> None:
    """Who claims or takes back in haste loses nothing to the zero address, or for ever in the contract."""
    made, token, _ = in_token(coop, "MintableToken")
    ether, called_off, in_tokens = (
        a_round(coop, made),
        a_round(coop, made),
        a_round(coop, made, terms(token.address)),
    )
    for number in (ether, called_off):
        give(made, number, 1, ALICE, 100)
    made.contribute(in_tokens, 1, 100).send(ALICE)
    decree(coop, made.void_round(called_off))
    pass_review(coop, made, in_tokens)
    for nobody in (NOBODY, made.address):
        for call, who in (
            (made.claim(ether, 1, nobody), DAVE),
            (made.claim(in_tokens, 1, nobody), DAVE),
            (made.refund(called_off, 1, nobody), ALICE),
        ):
            with refuses("MatchingRounds_InvalidPayee", payee=nobody):
                call.send(who)


def test_a_treasury_that_is_shut_out_stops_no_claim_and_no_refund(coop: Cooperative) -> None:
    made, token, hostile = in_token(coop, "BlacklistingToken")
    number = a_round(coop, made, terms(token.address, pool=1_000))
    for giver in (ALICE, BOB):
        made.contribute(number, 1, 100).send(giver)
        made.contribute(number, 2, 100).send(giver)
    hostile.write("setBanned(address,bool)", coop.treasury.address, True).send(BUYER)
    pass_claims(coop, made, number)
    made.settle(number, 2).send(MALLORY)
    with refuses("BlacklistingToken_Banned", account=coop.treasury.address):
        made.give_back(number).send(MALLORY)
    made.claim(number, 1, DAVE).send(DAVE)
    made.lapse(number, 2).send(MALLORY)
    for giver in (ALICE, BOB):
        made.refund(number, 2, giver).send(giver)
    assert token.balance_of(made.address) == made.round_of(number).due == 800
    hostile.write("setBanned(address,bool)", coop.treasury.address, False).send(BUYER)
    made.give_back(number).send(MALLORY)
    assert token.balance_of(made.address) == 0


def test_a_round_in_a_worthless_token_pays_nothing_of_another(coop: Cooperative) -> None:
    made, token, _ = in_token(coop, "MintableToken")
    worthless = a_round(coop, made, terms(token.address), payees=[MALLORY])
    real = a_round(coop, made, terms(ETH))
    endow(made, real, 1_000)
    give(made, real, 1, ALICE, 500)
    made.contribute(worthless, 1, 100).send(ALICE)
    made.fund(worthless, 1_000).send(BUYER)
    pass_review(coop, made, worthless)
    with nothing_moves(coop, made.address):
        made.claim(worthless, 1, MALLORY).send(MALLORY)
        made.settle(worthless, 1).send(MALLORY)
        made.give_back(worthless).send(MALLORY)
    assert (token.balance_of(made.address), coop.chain.balance(made.address)) == (0, 1_500)


def test_splitting_a_purse_over_members_pays_and_over_payments_does_not(coop: Cooperative) -> None:
    """The attack that quadratic funding is open to, and that admissions are the answer to."""
    made = matching(coop)
    alone, split = (a_round(coop, made) for _ in range(2))
    for _ in range(3):
        give(made, alone, 1, ALICE, 100)
    for straw in (ALICE, BOB, CAROL):
        give(made, split, 1, straw, 100)
    assert (made.ideal_of(alone, 1), made.ideal_of(split, 1)) == (0, 600)


def test_members_admitted_for_the_round_come_too_late(coop: Cooperative) -> None:
    made = matching(coop)
    number = a_round(coop, made, terms(delay=DAY))
    until(coop, made.round_of(number).opens_at)
    coop.admit(MALLORY, MemberClass.PATRON)
    coop.chain.advance(DAY)
    with refuses("MatchingRounds_NotMember", account=MALLORY, opensAt=made.round_of(number).opens_at):
        give(made, number, 1, MALLORY, 1)


def test_recorded_dollars_are_minted_by_who_replays(coop: Cooperative) -> None:
    money = RecordedMoney.create(coop.chain, MALLORY)
    assert (money.name(), money.symbol(), money.decimals(), money.minter()) == (
        "Recorded dollars",
        "USD",
        6,
        MALLORY,
    )
    money.mint(ALICE, 5).send(MALLORY)
    with refuses("RecordedMoney_NotMinter", account=ALICE):
        money.mint(ALICE, 5).send(ALICE)
    assert money.total_supply() == 5
