"""A matching round's life: announced, open, reviewed, claimed; and everything that is refused on the way."""

from __future__ import annotations

import pytest

from dao_sim.bindings import MatchingRounds
from dao_sim.bindings.generated.structs import MatchingContribution
from dao_sim.coop import Cooperative
from dao_sim.coop.matching import NO_CAP, GrantState, RoundState
from dao_sim.metrics.quadratic_funding import ideal_match, quadratic_matches, root_floor
from dao_sim.units import ETH, Address, MemberClass
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    ERIN,
    GUARDIAN,
    MALLORY,
    NOBODY,
    TOKEN,
    decree,
    enact,
    mock_token,
    refuses,
)
from tests.contracts.matching import (
    CLAIMS,
    DELAY,
    DURATION,
    MAX_AMOUNT,
    MAX_DURATION,
    REVIEW,
    a_round,
    bare,
    endow,
    give,
    matching,
    pass_claims,
    pass_review,
    terms,
    until,
)


def test_many_small_gifts_are_matched_more_than_a_large_one(coop: Cooperative) -> None:
    made = matching(coop)
    coop.chain.fund(coop.treasury.address, 100 * TOKEN)
    number = a_round(coop, made, terms(pool=30 * TOKEN))
    for giver in (ALICE, BOB, CAROL):
        give(made, number, 1, giver, 4 * TOKEN)
    give(made, number, 2, ALICE, 12 * TOKEN)
    assert made.grant_at(number, 1).contributors == 3
    assert (made.ideal_of(number, 1), made.ideal_of(number, 2)) == (24 * TOKEN, 0)
    pass_review(coop, made, number)
    assert made.match_of(number, 1) == 24 * TOKEN
    before = coop.chain.balance(DAVE), coop.chain.balance(ERIN)
    assert made.claim(number, 1, DAVE).simulate(MALLORY) == 36 * TOKEN
    for grant, payee in ((1, DAVE), (2, ERIN)):
        made.claim(number, grant, payee).send(MALLORY)
    assert coop.chain.balance(DAVE) - before[0] == 36 * TOKEN
    assert coop.chain.balance(ERIN) - before[1] == 12 * TOKEN
    made.settle(number, 10).send(MALLORY)
    made.give_back(number).send(MALLORY)
    assert coop.chain.balance(coop.treasury.address) == 76 * TOKEN
    assert coop.chain.balance(made.address) == 0


def test_a_vote_makes_a_round(coop: Cooperative) -> None:
    made = matching(coop)
    coop.chain.fund(coop.treasury.address, 100 * TOKEN)
    enact(coop, made.make_round(terms(pool=5 * TOKEN, delay=DELAY), [DAVE], []))
    said = made.round_of(1)
    assert (said.asset, said.pool, said.cap, said.grant_count) == (ETH, 5 * TOKEN, NO_CAP, 1)
    assert said.closes_at - said.opens_at == DURATION
    assert said.opens_at - coop.chain.now() == DELAY
    assert made.round_count() == 1
    with refuses("AccessManagedUnauthorized", caller=ALICE):
        made.make_round(terms(), [DAVE], []).send(ALICE)


def test_several_payments_of_one_are_one_sum(coop: Cooperative) -> None:
    made = matching(coop)
    number = a_round(coop, made)
    give(made, number, 1, BOB, 100)
    for part in (1, 50, 49, 300):
        give(made, number, 1, ALICE, part)
    assert made.contribution_of(number, 1, ALICE) == MatchingContribution(400, 400)
    grant = made.grant_at(number, 1)
    assert (grant.contributors, grant.contributed, grant.root_sum) == (
        2,
        500,
        root_floor(100) + root_floor(400),
    )
    assert made.ideal_of(number, 1) == ideal_match([100, 400]) == 400
    assert made.round_of(number).ideals == 400


def test_what_a_recipient_gives_itself_reaches_it_unmatched(coop: Cooperative, work: int) -> None:
    """Of an account's grant, the account's own; of a work's, what those give who earn a hundredth of it."""
    made = matching(coop)
    number = a_round(coop, made, payees=[ALICE], works=[work])
    for giver in (ALICE, BOB, CAROL):
        give(made, number, 1, giver, 100)
        give(made, number, 2, giver, 100)
    assert made.contribution_of(number, 1, ALICE) == MatchingContribution(100, 0)
    assert made.ideal_of(number, 1) == ideal_match([100, 100]) == 200
    assert made.ideal_of(number, 2) == ideal_match([100]) == 0  # Alice and Bob hold the units
    assert (made.grant_at(number, 2).contributed, made.grant_at(number, 2).counted) == (300, 100)
    coop.vault.transfer(CAROL, work, 10_000).send(BOB)
    give(made, number, 2, CAROL, 50)  # from now on a holder
    assert made.contribution_of(number, 2, CAROL) == MatchingContribution(150, 100)


def test_a_work_is_paid_through_its_receiver(coop: Cooperative, work: int) -> None:
    made = matching(coop)
    number = a_round(coop, made, payees=(), works=[work])
    receiver = coop.vault.receiver_of(work)
    assert (made.grant_at(number, 1).payee, made.grant_of(number, receiver)) == (receiver, 1)
    give(made, number, 1, CAROL, 1_000)
    pass_review(coop, made, number)
    made.claim(number, 1, receiver).send(MALLORY)
    coop.vault.collect(work, ETH).send(MALLORY)
    assert coop.vault.income(work, ETH) == 950  # the levy is taken as of any income


def test_the_cap_holds_for_each_grant(coop: Cooperative) -> None:
    made = matching(coop)
    number = a_round(coop, made, terms(cap=150))
    endow(made, number, 1_000)
    for giver in (ALICE, BOB):
        give(made, number, 1, giver, 100)
        give(made, number, 2, giver, 36)
    assert [made.ideal_of(number, grant) for grant in (1, 2)] == [150, 72]
    assert [made.match_of(number, grant) for grant in (1, 2)] == [150, 72]


def test_a_pool_that_does_not_suffice_is_shared_in_proportion(coop: Cooperative) -> None:
    made = matching(coop)
    number = a_round(coop, made)
    endow(made, number, 100)
    gifts = {1: {ALICE: 100, BOB: 100}, 2: {ALICE: 49, BOB: 36, CAROL: 1}}
    for grant, given in gifts.items():
        for giver, amount in given.items():
            give(made, number, grant, giver, amount)
    matches = quadratic_matches(gifts, 100)
    assert [made.match_of(number, grant) for grant in (1, 2)] == [*matches.values()]
    pass_review(coop, made, number)
    for _ in range(2):  # in steps
        made.settle(number, 1).send(MALLORY)
    found = made.round_of(number)
    assert (found.matched, found.due, found.finished) == (
        sum(matches.values()),
        100 - sum(matches.values()),
        True,
    )
    with refuses("MatchingRounds_NothingToSettle", roundId=number):
        made.settle(number, 1).send(MALLORY)


def test_steps_end_with_the_last_grant(coop: Cooperative) -> None:
    made = matching(coop)
    number = a_round(coop, made, payees=[DAVE, ERIN, GUARDIAN])
    pass_review(coop, made, number)
    for counted in (2, 3):
        made.settle(number, 2).send(MALLORY)
        assert made.round_of(number).settled == counted


def test_who_was_not_a_member_before_the_round_opened_cannot_give(coop: Cooperative) -> None:
    made = matching(coop)
    number = a_round(coop, made, payees=[GUARDIAN])
    opens_at = made.round_of(number).opens_at
    coop.admit(DAVE, MemberClass.PATRON)  # in the very second in which it opens
    coop.chain.advance(1)
    for outsider in (DAVE, MALLORY):
        with refuses("MatchingRounds_NotMember", account=outsider, opensAt=opens_at):
            give(made, number, 1, outsider, 1)
    coop.membership.resign().send(BOB)
    with refuses("MatchingRounds_NotMember", account=BOB, opensAt=opens_at):
        give(made, number, 1, BOB, 1)
    give(made, number, 1, ALICE, 1)


def test_members_register_a_grant_each_until_the_round_opens(coop: Cooperative, work: int) -> None:
    made = matching(coop)
    number = a_round(coop, made, terms(delay=DELAY), payees=[ERIN])
    made.register(number, DAVE).send(ALICE)
    made.register_work(number, work).send(BOB)
    assert made.has_registered(number, ALICE)
    assert made.round_of(number).grant_count == 3
    assert made.grant_at(number, 3).work_id == work
    with refuses("MatchingRounds_HasRegistered", roundId=number, account=ALICE):
        made.register(number, GUARDIAN).send(ALICE)
    with refuses("MatchingRounds_NotMember", account=MALLORY, opensAt=made.round_of(number).opens_at):
        made.register(number, GUARDIAN).send(MALLORY)
    with refuses("MatchingRounds_AlreadyRegistered", roundId=number, payee=DAVE, grantId=2):
        made.register(number, DAVE).send(CAROL)
    with refuses("MatchingRounds_WorkNotOpen", workId=99):
        made.register_work(number, 99).send(CAROL)
    for payee in (NOBODY, made.address, coop.treasury.address, coop.vault.address):
        with refuses("MatchingRounds_InvalidPayee", payee=payee):
            made.register(number, payee).send(CAROL)
    with refuses("MatchingRounds_WrongState", roundId=number, state=RoundState.ANNOUNCED):
        give(made, number, 1, ALICE, 1)
    coop.chain.advance(DELAY)
    with refuses("MatchingRounds_WrongState", roundId=number, state=RoundState.OPEN):
        made.register(number, GUARDIAN).send(CAROL)
    give(made, number, 3, CAROL, 1)


def test_a_round_has_at_most_so_many_grants(coop: Cooperative) -> None:
    made, most = matching(coop), 200
    assert (made.max_grants(), made.max_duration(), made.recipient_bps()) == (most, MAX_DURATION, 100)
    payees = [Address(f"0x{place:040x}") for place in range(1, most + 2)]
    with refuses("MatchingRounds_TooManyGrants", maximum=most):
        a_round(coop, made, payees=payees)
    number = a_round(coop, made, payees=payees[:most])
    endow(made, number, 7)
    pass_review(coop, made, number)
    made.settle(number, most).send(MALLORY)
    assert made.round_of(number).due == 7


@pytest.mark.parametrize(("delay", "duration"), [(0, 0), (0, MAX_DURATION + 1), (MAX_DURATION + 1, 1)])
def test_times_have_bounds(coop: Cooperative, delay: int, duration: int) -> None:
    made = matching(coop)
    wrong = {"delay": delay, "duration": duration, "maximum": MAX_DURATION}
    with refuses("MatchingRounds_InvalidDuration", **wrong):
        a_round(coop, made, terms(delay=delay, duration=duration))


@pytest.mark.parametrize(
    ("review", "claims"), [(0, 0), (MAX_DURATION + 1, 1), (0, MAX_DURATION + 1)], ids=str
)
def test_review_and_claims_have_bounds(coop: Cooperative, review: int, claims: int) -> None:
    with refuses("MatchingRounds_InvalidTimes", review=review, claimPeriod=claims):
        bare(coop, review, claims)


def test_it_knows_its_parts(coop: Cooperative) -> None:
    made = bare(coop)
    assert (made.authority(), made.membership()) == (coop.access.address, coop.membership.address)
    assert (made.vault(), made.treasury()) == (coop.vault.address, coop.treasury.address)
    assert (made.review(), made.claim_period()) == (REVIEW, CLAIMS)
    assert made.is_consuming_scheduled_op() == bytes(4)
    with refuses("AccessManagedUnauthorized", caller=ALICE):
        made.set_authority(MALLORY).send(ALICE)


def test_states_follow_the_clock(coop: Cooperative) -> None:
    made = matching(coop)
    assert made.state_of(1) == RoundState.NONE
    number = a_round(coop, made, terms(delay=DELAY))
    found = made.round_of(number)
    for moment, state in (
        (found.opens_at - 1, RoundState.ANNOUNCED),
        (found.opens_at, RoundState.OPEN),
        (found.closes_at - 1, RoundState.OPEN),
        (found.closes_at, RoundState.REVIEW),
        (found.closes_at + REVIEW - 1, RoundState.REVIEW),
        (found.closes_at + REVIEW, RoundState.CLAIMS),
    ):
        until(coop, moment)
        assert made.state_of(number) == state


def test_nothing_is_given_too_late_or_to_nobody(coop: Cooperative) -> None:
    made = matching(coop)
    number = a_round(coop, made)
    none = {"roundId": number, "grantId": 3, "state": GrantState.NONE}
    with refuses("MatchingRounds_NotLive", **none):
        give(made, number, 3, ALICE, 1)
    with refuses("MatchingRounds_InvalidAmount", amount=0, maximum=MAX_AMOUNT):
        give(made, number, 1, ALICE, 0)
    with refuses("MatchingRounds_InvalidAmount", amount=0, maximum=MAX_AMOUNT):
        endow(made, number, 0)
    with refuses("MatchingRounds_WrongAsset", roundId=number, asset=ETH):
        made.contribute(number, 1, 1).send(ALICE)
    with refuses("MatchingRounds_WrongAsset", roundId=number, asset=ETH):
        made.fund(number, 1).send(ALICE)
    until(coop, made.round_of(number).closes_at)
    with refuses("MatchingRounds_WrongState", roundId=number, state=RoundState.REVIEW):
        give(made, number, 1, ALICE, 1)
    with refuses("MatchingRounds_PoolClosed", roundId=number, state=RoundState.REVIEW):
        endow(made, number, 1)
    with refuses("MatchingRounds_PoolClosed", roundId=9, state=RoundState.NONE):
        endow(made, 9, 1)


def test_nothing_is_claimed_or_settled_before_the_review_is_over(coop: Cooperative) -> None:
    made = matching(coop)
    number = a_round(coop, made)
    give(made, number, 1, ALICE, 10)
    until(coop, made.round_of(number).closes_at + REVIEW - 1)
    early = {"roundId": number, "state": RoundState.REVIEW}
    for call in (made.claim(number, 1, DAVE), made.lapse(number, 1), made.settle(number, 1)):
        with refuses("MatchingRounds_WrongState", **early):
            call.send(DAVE)
    coop.chain.advance(1)
    with refuses("MatchingRounds_NotPayee", roundId=number, grantId=1, account=MALLORY):
        made.claim(number, 1, MALLORY).send(MALLORY)
    with refuses("MatchingRounds_NothingToClaim", roundId=number, grantId=2):
        made.claim(number, 2, ERIN).send(ERIN)
    before = coop.chain.balance(ERIN)
    made.claim(number, 1, ERIN).send(DAVE)  # the payee alone sends it elsewhere
    assert coop.chain.balance(ERIN) - before == 10
    with refuses("MatchingRounds_NotLive", roundId=number, grantId=1, state=GrantState.CLAIMED):
        made.claim(number, 1, DAVE).send(DAVE)


def test_a_round_that_is_called_off_pays_everybody_back(coop: Cooperative) -> None:
    made = matching(coop)
    number = a_round(coop, made)
    endow(made, number, 500)
    give(made, number, 1, ALICE, 100)
    give(made, number, 1, ALICE, 100)
    give(made, number, 2, BOB, 70)
    with refuses("AccessManagedUnauthorized", caller=ALICE):
        made.void_round(number).send(ALICE)
    with refuses("MatchingRounds_NoRefund", roundId=number, grantId=1):
        made.refund(number, 1, ALICE).send(ALICE)
    until(coop, made.round_of(number).closes_at + REVIEW - 1)
    decree(coop, made.void_round(number))
    with refuses("MatchingRounds_WrongState", roundId=number, state=RoundState.VOIDED):
        decree(coop, made.void_round(number))
    pass_claims(coop, made, number)
    for call in (made.claim(number, 1, DAVE), made.settle(number, 2), made.lapse(number, 1)):
        with refuses("MatchingRounds_WrongState", roundId=number, state=RoundState.VOIDED):
            call.send(DAVE)
    assert made.refund(number, 1, ALICE).simulate(ALICE) == 200
    made.refund(number, 1, ALICE).send(ALICE)
    with refuses("MatchingRounds_NothingToRefund", roundId=number, grantId=1, account=ALICE):
        made.refund(number, 1, ALICE).send(ALICE)
    before = coop.chain.balance(ERIN)
    made.refund(number, 2, ERIN).send(BOB)
    assert coop.chain.balance(ERIN) - before == 70
    made.give_back(number).send(MALLORY)
    with refuses("MatchingRounds_NothingToReturn", roundId=number):
        made.give_back(number).send(MALLORY)
    assert (coop.chain.balance(made.address), coop.chain.balance(coop.treasury.address)) == (0, 500)


def test_a_round_cannot_be_called_off_once_it_can_be_claimed(coop: Cooperative) -> None:
    made = matching(coop)
    number = a_round(coop, made)
    pass_review(coop, made, number)
    with refuses("MatchingRounds_WrongState", roundId=number, state=RoundState.CLAIMS):
        decree(coop, made.void_round(number))
    with refuses("MatchingRounds_WrongState", roundId=7, state=RoundState.NONE):
        decree(coop, made.void_round(7))


@pytest.mark.parametrize("settled_first", [True, False])
def test_what_nobody_claims_goes_back_to_who_gave_it(coop: Cooperative, settled_first: bool) -> None:
    made = matching(coop)
    number = a_round(coop, made)
    endow(made, number, 1_000)
    for giver in (ALICE, BOB):
        give(made, number, 1, giver, 100)
        give(made, number, 2, giver, 49)
    pass_review(coop, made, number)
    if settled_first:
        made.settle(number, 9).send(MALLORY)
        made.give_back(number).send(MALLORY)
    lapses_at = coop.chain.now() + CLAIMS
    with refuses("MatchingRounds_NotLapsed", roundId=number, grantId=1, lapsesAt=lapses_at):
        made.lapse(number, 1).send(MALLORY)
    pass_claims(coop, made, number)
    made.lapse(number, 1).send(MALLORY)
    with refuses("MatchingRounds_NotLive", roundId=number, grantId=1, state=GrantState.LAPSED):
        made.claim(number, 1, DAVE).send(DAVE)
    made.claim(number, 2, ERIN).send(ERIN)  # late, but before anybody had it lapse
    for giver in (ALICE, BOB):
        made.refund(number, 1, giver).send(giver)
    with refuses("MatchingRounds_NoRefund", roundId=number, grantId=2):
        made.refund(number, 2, ALICE).send(ALICE)
    if not settled_first:
        made.settle(number, 9).send(MALLORY)
    made.give_back(number).send(MALLORY)
    assert (coop.chain.balance(made.address), coop.chain.balance(coop.treasury.address)) == (0, 902)


def test_a_round_without_grants_gives_its_pool_back(coop: Cooperative) -> None:
    made = matching(coop)
    number = a_round(coop, made, payees=())
    endow(made, number, 500)
    pass_review(coop, made, number)
    made.settle(number, 0).send(MALLORY)
    made.give_back(number).send(MALLORY)
    assert coop.chain.balance(coop.treasury.address) == 500
    with refuses("MatchingRounds_NothingToSettle", roundId=number):
        made.settle(number, 1).send(MALLORY)


def test_an_asset_is_a_contract_and_not_ether_by_another_door(coop: Cooperative) -> None:
    made, token = matching(coop), mock_token(coop.chain)
    with refuses("MatchingRounds_AssetHasNoCode", asset=BOB):
        a_round(coop, made, terms(BOB))
    number = a_round(coop, made, terms(token.address))
    with refuses("MatchingRounds_WrongAsset", roundId=number, asset=token.address):
        give(made, number, 1, ALICE, 1)
    with refuses("MatchingRounds_WrongAsset", roundId=number, asset=token.address):
        endow(made, number, 1)


def test_ether_that_nobody_asked_for_is_refused(coop: Cooperative) -> None:
    made = matching(coop)
    with refuses("MatchingRounds_UnexpectedEther", **{"from": MALLORY}):
        coop.chain.send(MALLORY, made.address, value=1)
    coop.chain.fund(coop.treasury.address, 100)
    with refuses("MatchingRounds_UnexpectedEther", **{"from": coop.treasury.address}):
        decree(coop, coop.treasury.pay(ETH, made.address, 100))


def test_without_a_cap_the_treasury_pays_into_no_pool(coop: Cooperative) -> None:
    made = bare(coop)
    coop.chain.fund(coop.treasury.address, 100)
    with refuses("AccessManagedUnauthorized", caller=made.address):
        a_round(coop, made, terms(pool=10))
    a_round(coop, made)


def test_sums_of_more_than_there_can_be_are_refused(coop: Cooperative) -> None:
    made, token = matching(coop), mock_token(coop.chain)
    number = a_round(coop, made, terms(token.address))
    token.mint(ALICE, 2**200).send(ALICE)
    token.approve(made.address, 2**200).send(ALICE)
    made.contribute(number, 1, MAX_AMOUNT - 5).send(ALICE)
    for amount in (6, 2**199):
        with refuses("MatchingRounds_InvalidAmount", amount=amount, maximum=5):
            made.contribute(number, 1, amount).send(ALICE)
    made.contribute(number, 1, 5).send(ALICE)
    assert made.grant_at(number, 1).root_sum == root_floor(MAX_AMOUNT)
    made.fund(number, MAX_AMOUNT).send(ALICE)
    with refuses("MatchingRounds_InvalidAmount", amount=1, maximum=0):
        made.fund(number, 1).send(ALICE)
    pass_review(coop, made, number)
    made.claim(number, 1, DAVE).send(DAVE)
    made.settle(number, 2).send(DAVE)
    made.give_back(number).send(DAVE)
    assert token.balance_of(made.address) == 0


def test_an_event_tells_what_was_counted(coop: Cooperative) -> None:
    made = matching(coop)
    number = a_round(coop, made, payees=[ALICE])
    give(made, number, 1, ALICE, 5)
    give(made, number, 1, BOB, 6)
    told = [(e.contributor, e.amount, e.counted) for e in made.events(MatchingRounds.Contributed)]
    assert told == [(ALICE, 5, False), (BOB, 6, True)]
    assert [(e.payee, e.work_id, e.by) for e in made.events(MatchingRounds.GrantRegistered)] == [
        (ALICE, 0, coop.timelock.address)
    ]
