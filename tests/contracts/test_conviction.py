"""Funding without rounds: support that lasts passes, and nobody's tokens are ever stuck."""

from __future__ import annotations

import pytest

from dao_sim.bindings import ConvictionFunding
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.metrics.tallies.conviction import grow_floor
from dao_sim.units import ETH, MAX_UINT208, Seconds
from tests.contracts.funding import (
    CANCELLED,
    CAP,
    HALF_LIFE,
    LIVE,
    PAID,
    UNBORN,
    ask,
    decay_of,
    funding,
    needed,
    support,
    terms,
)
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, DAY, MALLORY, NOBODY, TOKEN, decree, refuses

SUPPLY = 2_000 * TOKEN
SECONDS_TO_PASS = 62_680
"""Of half of all tokens, for a fiftieth of the budget: 0.725 of a day."""


def conviction(staked: int, seconds: int, before: int = 0) -> int:
    """By the reference, on the usual terms."""
    return grow_floor(before, staked, Seconds(seconds), decay_of(terms()))


def test_support_that_lasts_passes(coop: Cooperative) -> None:
    made = funding(coop)
    number = ask(made, BOB, TOKEN)
    support(coop, made, number, ALICE, 1_000 * TOKEN)
    start, threshold = coop.chain.now(), needed(terms(), TOKEN, CAP, SUPPLY)
    assert (made.conviction_of(number), made.threshold_for(ETH, TOKEN)) == (0, threshold)
    coop.chain.advance(SECONDS_TO_PASS - 1)
    short = {"requestId": number, "threshold": threshold}
    with refuses("ConvictionFunding_TooLittleConviction", conviction=made.conviction_of(number), **short):
        made.execute(number).send(MALLORY)
    assert not made.passes(number)
    coop.chain.advance(1)
    assert made.passes(number)
    before, reached = coop.chain.balance(DAVE), conviction(1_000 * TOKEN, coop.chain.now() - start)
    receipt = made.execute(number).send(MALLORY)
    (executed,) = made.decode(receipt, ConvictionFunding.Executed)
    assert (executed.request_id, executed.conviction, executed.threshold) == (number, reached, threshold)
    assert conviction(1_000 * TOKEN, SECONDS_TO_PASS - 1) <= threshold < reached
    assert coop.chain.balance(DAVE) == before + TOKEN
    assert coop.treasury.remaining(made.address, ETH) == CAP - TOKEN


def test_exactly_enough_is_not_enough(coop: Cooperative) -> None:
    """With a half-life of a second, a second of a stake is a conviction of its own size."""
    quick = terms(half_life=1)
    made, enough = funding(coop, quick), needed(quick, TOKEN, CAP, SUPPLY)
    staked = next(x for x in (enough, enough + 1) if grow_floor(0, x, Seconds(1), decay_of(quick)) == enough)
    number, better = ask(made, ALICE), ask(made, ALICE)
    support(coop, made, number, ALICE, staked)
    support(coop, made, better, ALICE, staked + 1)
    coop.chain.advance(1)
    assert not made.passes(number)
    with refuses(
        "ConvictionFunding_TooLittleConviction", requestId=number, conviction=enough, threshold=enough
    ):
        made.execute(number).send(ALICE)
    made.execute(better).send(ALICE)


def test_it_is_paid_once_and_its_tokens_go_home(coop: Cooperative) -> None:
    made = funding(coop)
    number = ask(made, ALICE)
    support(coop, made, number, ALICE, 1_000 * TOKEN)
    coop.chain.advance(HALF_LIFE)
    made.execute(number).send(ALICE)
    assert (made.request_of(number).state, made.active_stake()) == (PAID, 0)
    ended = {"requestId": number, "state": PAID}
    coop.token.approve(made.address, 1).send(BOB)
    for call, by in [
        (made.execute(number), ALICE),
        (made.back(number, 1), BOB),
        (made.cancel(number), ALICE),
    ]:
        with refuses("ConvictionFunding_NotLive", **ended):
            call.send(by)
    assert not made.passes(number)
    at_the_end = made.conviction_of(number)
    coop.chain.advance(DAY)
    made.withdraw(number, 1_000 * TOKEN).send(ALICE)
    assert coop.token.balance_of(ALICE) == 1_000 * TOKEN
    assert (made.stake_of(number, ALICE), made.request_of(number).staked) == (0, 0)
    assert made.conviction_of(number) == at_the_end == made.request_of(number).conviction


def test_what_is_withdrawn_fades(coop: Cooperative) -> None:
    made = funding(coop)
    number = ask(made, ALICE)
    support(coop, made, number, ALICE, 1_000 * TOKEN)
    coop.chain.advance(1_000)
    receipt = made.withdraw(number, 600 * TOKEN).send(ALICE)
    (withdrawn,) = made.decode(receipt, ConvictionFunding.Withdrawn)
    assert (withdrawn.request_id, withdrawn.supporter, withdrawn.amount) == (number, ALICE, 600 * TOKEN)
    built = conviction(1_000 * TOKEN, 1_000)
    assert made.request_of(number).conviction == built
    coop.chain.advance(50)
    made.withdraw(number, 400 * TOKEN).send(ALICE)
    built = conviction(400 * TOKEN, 50, built)
    coop.chain.advance(HALF_LIFE)
    assert made.conviction_of(number) == conviction(0, HALF_LIFE, built) == pytest.approx(built / 2)
    coop.chain.advance(1_000 * HALF_LIFE)
    assert made.conviction_of(number) == 0


def test_support_that_switches_begins_anew(coop: Cooperative) -> None:
    """A token backs one request, and takes nothing of what it built along."""
    made = funding(coop)
    first, second = ask(made, BOB), ask(made, CAROL)
    support(coop, made, first, ALICE, 1_000 * TOKEN)
    coop.chain.advance(DAY)
    coop.token.approve(made.address, 1_000 * TOKEN).send(ALICE)
    spent = {"sender": ALICE, "balance": 0, "needed": 1_000 * TOKEN}
    with refuses("ERC20InsufficientBalance", **spent):
        made.back(second, 1_000 * TOKEN).send(ALICE)
    built = made.conviction_of(first)
    made.withdraw(first, 1_000 * TOKEN).send(ALICE)
    made.back(second, 1_000 * TOKEN).send(ALICE)
    assert (made.conviction_of(first), made.conviction_of(second)) == (built, 0)
    coop.chain.advance(DAY)
    assert made.conviction_of(first) == conviction(0, DAY, built) < built
    assert made.conviction_of(second) == built
    assert made.active_stake() == 1_000 * TOKEN


def test_supporters_are_counted_together_and_withdraw_their_own(coop: Cooperative) -> None:
    made = funding(coop)
    number = ask(made, ALICE)
    coop.token.approve(made.address, 600 * TOKEN).send(BOB)
    receipt = made.back(number, 600 * TOKEN).send(BOB)
    (backed,) = made.decode(receipt, ConvictionFunding.Backed)
    assert (backed.request_id, backed.supporter, backed.amount) == (number, BOB, 600 * TOKEN)
    support(coop, made, number, CAROL, 100 * TOKEN)
    support(coop, made, number, CAROL, 150 * TOKEN)
    assert (made.stake_of(number, BOB), made.stake_of(number, CAROL)) == (600 * TOKEN, 250 * TOKEN)
    assert made.request_of(number).staked == made.active_stake() == 850 * TOKEN
    assert coop.token.balance_of(made.address) == 850 * TOKEN
    for thief, own in ((CAROL, 250 * TOKEN), (MALLORY, 0)):
        with refuses("ConvictionFunding_InvalidAmount", amount=own + 1, maximum=own):
            made.withdraw(number, own + 1).send(thief)
    with refuses("ConvictionFunding_InvalidAmount", amount=0, maximum=250 * TOKEN):
        made.withdraw(number, 0).send(CAROL)
    made.withdraw(number, 250 * TOKEN).send(CAROL)
    assert (coop.token.balance_of(CAROL), made.request_of(number).staked) == (400 * TOKEN, 600 * TOKEN)


def test_a_minimum_must_be_staked_in_all(coop: Cooperative) -> None:
    made = funding(coop, terms(least=500 * TOKEN))
    number, other, dead = ask(made, BOB), ask(made, BOB), ask(made, BOB)
    support(coop, made, number, ALICE, 400 * TOKEN)
    support(coop, made, dead, CAROL, 400 * TOKEN)
    coop.chain.advance(10 * HALF_LIFE)
    assert made.passes(number)
    made.cancel(dead).send(BOB)  # what backs the dead does not count
    assert made.conviction_of(number) > made.threshold_for(ETH, TOKEN)
    assert not made.passes(number)
    with refuses("ConvictionFunding_TooLittleActive", active=400 * TOKEN, minimum=500 * TOKEN):
        made.execute(number).send(ALICE)
    support(coop, made, other, BOB, 100 * TOKEN - 1)
    with refuses("ConvictionFunding_TooLittleActive", active=500 * TOKEN - 1, minimum=500 * TOKEN):
        made.execute(number).send(ALICE)
    support(coop, made, other, BOB, 1)
    made.execute(number).send(ALICE)
    assert made.active_stake() == 100 * TOKEN


def test_borrowed_tokens_build_nothing(coop: Cooperative) -> None:
    """In and out within a second: they count towards the minimum only."""
    made = funding(coop)
    number = ask(made, BOB)
    support(coop, made, number, ALICE, 1_000 * TOKEN)
    assert (made.conviction_of(number), made.active_stake()) == (0, 1_000 * TOKEN)
    made.withdraw(number, 1_000 * TOKEN).send(ALICE)
    coop.chain.advance(HALF_LIFE)
    assert (made.conviction_of(number), made.active_stake()) == (0, 0)


def test_escrowed_tokens_have_no_vote(coop: Cooperative) -> None:
    made, token = funding(coop), coop.token
    number = ask(made, BOB)
    support(coop, made, number, ALICE, 700 * TOKEN)
    assert (token.get_votes(ALICE), token.total_supply()) == (300 * TOKEN, SUPPLY)
    made.withdraw(number, 700 * TOKEN).send(ALICE)
    assert token.get_votes(ALICE) == 1_000 * TOKEN


def test_tokens_that_nobody_votes_with_are_not_in_what_is_enough(coop: Cooperative) -> None:
    """S is the votable supply: the treasury's own tokens make no request harder, the escrowed ones do."""
    made, said = funding(coop), terms()
    whole = made.threshold_for(ETH, TOKEN)
    assert whole == needed(said, TOKEN, made.budget(ETH), SUPPLY)
    coop.token.transfer(coop.treasury.address, 500 * TOKEN).send(ALICE)
    assert made.threshold_for(ETH, TOKEN) == whole  # not by moving tokens for a moment
    coop.chain.advance(1)
    assert made.threshold_for(ETH, TOKEN) == needed(said, TOKEN, made.budget(ETH), SUPPLY - 500 * TOKEN)
    support(coop, made, ask(made, BOB), ALICE, 100 * TOKEN)
    assert made.threshold_for(ETH, TOKEN) == needed(said, TOKEN, made.budget(ETH), SUPPLY - 500 * TOKEN)


def test_a_funding_that_is_excluded_itself_makes_nothing_easier(coop: Cooperative) -> None:
    made = funding(coop)
    number = ask(made, BOB)
    decree(coop, coop.token.set_excluded(made.address, True))
    whole = made.threshold_for(ETH, TOKEN)
    support(coop, made, number, ALICE, 900 * TOKEN)
    coop.chain.advance(1)
    assert coop.token.votable_supply() == SUPPLY - 900 * TOKEN
    assert made.threshold_for(ETH, TOKEN) == whole


def test_what_is_set_aside_is_no_budget(coop: Cooperative) -> None:
    made = funding(coop)
    decree(coop, coop.access.grant_role(int(Role.EARMARKER), CAROL, 0))
    held = coop.chain.balance(coop.treasury.address)
    assert made.budget(ETH) == min(held, CAP)
    coop.treasury.set_earmark(ETH, held - 5 * TOKEN).send(CAROL)
    assert made.budget(ETH) == 5 * TOKEN


def test_only_members_request(coop: Cooperative) -> None:
    made = funding(coop)
    with refuses("ConvictionFunding_NotMember", account=DAVE):
        made.request(ETH, TOKEN, DAVE).send(DAVE)
    receipt = made.request(ETH, TOKEN, DAVE).send(ALICE)
    (asked,) = made.decode(receipt, ConvictionFunding.Requested)
    assert (asked.request_id, asked.requester, asked.payee) == (1, ALICE, DAVE)
    assert (asked.asset, asked.amount, made.request_count()) == (ETH, TOKEN, 1)
    found = made.request_of(1)
    assert (found.staked, found.conviction, found.state, found.updated_at) == (0, 0, LIVE, coop.chain.now())
    assert (found.asset, found.amount, found.payee, found.requester) == (ETH, TOKEN, DAVE, ALICE)


def test_a_request_outlives_the_membership(coop: Cooperative) -> None:
    made = funding(coop)
    number = ask(made, CAROL)
    coop.membership.resign().send(CAROL)
    support(coop, made, number, ALICE, 1_000 * TOKEN)
    coop.chain.advance(HALF_LIFE)
    made.execute(number).send(BOB)
    with refuses("ConvictionFunding_NotMember", account=CAROL):
        made.request(ETH, TOKEN, DAVE).send(CAROL)


def test_requests_that_make_no_sense_are_refused(coop: Cooperative) -> None:
    made = funding(coop)
    for nowhere in (NOBODY, coop.treasury.address, made.address):
        with refuses("ConvictionFunding_InvalidPayee", payee=nowhere):
            made.request(ETH, 1, nowhere).send(ALICE)
    number = ask(made, ALICE)
    support(coop, made, ask(made, ALICE), BOB, TOKEN)
    with refuses("ConvictionFunding_InvalidAmount", amount=MAX_UINT208, maximum=MAX_UINT208 - TOKEN):
        made.back(number + 1, MAX_UINT208).send(ALICE)
    for amount in (0, MAX_UINT208 + 1):
        for call in (made.request(ETH, amount, DAVE), made.back(number, amount)):
            with refuses("ConvictionFunding_InvalidAmount", amount=amount, maximum=MAX_UINT208):
                call.send(ALICE)


def test_what_was_never_requested_is_not_live(coop: Cooperative) -> None:
    made, timelock = funding(coop), coop.timelock.address
    for call in (made.back(7, 1), made.execute(7), made.cancel(7), made.revoke(7)):
        with refuses("ConvictionFunding_NotLive", requestId=7, state=UNBORN):
            call.send(timelock)
    assert (made.conviction_of(7), made.passes(7), made.stake_of(7, ALICE)) == (0, False, 0)
    with refuses("ConvictionFunding_InvalidAmount", amount=1, maximum=0):
        made.withdraw(7, 1).send(ALICE)


@pytest.mark.parametrize("by", ["its requester", "governance"])
def test_a_cancelled_request_gives_its_tokens_back(coop: Cooperative, by: str) -> None:
    made = funding(coop)
    number = ask(made, BOB)
    support(coop, made, number, ALICE, 1_000 * TOKEN)
    coop.chain.advance(HALF_LIFE)
    if by == "governance":
        who, receipt = coop.timelock.address, decree(coop, made.revoke(number))
    else:
        who, receipt = BOB, made.cancel(number).send(BOB)
    (cancelled,) = made.decode(receipt, ConvictionFunding.Cancelled)
    assert (cancelled.request_id, cancelled.by) == (number, who)
    assert (made.request_of(number).state, made.active_stake()) == (CANCELLED, 0)
    for call in (made.execute(number), made.cancel(number)):
        with refuses("ConvictionFunding_NotLive", requestId=number, state=CANCELLED):
            call.send(BOB)
    made.withdraw(number, 1_000 * TOKEN).send(ALICE)
    assert coop.token.balance_of(ALICE) == 1_000 * TOKEN


def test_nobody_else_cancels(coop: Cooperative) -> None:
    made = funding(coop)
    number = ask(made, BOB)
    for somebody in (ALICE, MALLORY, coop.timelock.address):
        with refuses("ConvictionFunding_NotRequester", requestId=number, account=somebody):
            made.cancel(number).send(somebody)
    for somebody in (BOB, ALICE, MALLORY):
        with refuses("AccessManagedUnauthorized", caller=somebody):
            made.revoke(number).send(somebody)
    assert made.request_of(number).state == LIVE
