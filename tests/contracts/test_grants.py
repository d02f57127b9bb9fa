"""Milestone grants: what is accepted is paid, what is missed comes back, and nobody is ever stuck."""

from __future__ import annotations

import random

import pytest

from dao_sim.bindings import MilestoneGrants
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Wei
from tests.contracts.grants import (
    ACCEPT_PERIOD,
    ACTIVE,
    ENDED,
    EVIDENCE,
    LAPSED,
    OFFERED,
    OPEN,
    REVIEW,
    REVIEWERS,
    SETTLED,
    SUBMITTED,
    accepted,
    grants,
    offer,
    say,
    submitted,
    terms,
)
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    DAY,
    DEPLOYER,
    ERIN,
    MALLORY,
    NOBODY,
    TOKEN,
    decree,
    enact,
    refuses,
)

YEAR = 365 * DAY


def due(made: MilestoneGrants, coop: Cooperative) -> tuple[int, int]:
    """What Dave and the treasury are owed."""
    return made.owed_to(DAVE, ETH), made.owed_to(coop.treasury.address, ETH)


def test_one_proposal_pays_and_opens(coop: Cooperative) -> None:
    made = grants(coop)
    enact(coop, coop.treasury.pay(ETH, made.address, 10 * TOKEN), made.open_(terms()))
    assert (made.grant_count(), made.held(ETH), made.spare(ETH)) == (1, 10 * TOKEN, 0)
    found = made.grant_of(1)
    assert (found.grantee, found.state, found.asset, found.bond) == (DAVE, OFFERED, ETH, 3 * TOKEN)
    assert (found.needed, found.unsettled, found.review_period, found.accepted_at) == (2, 2, REVIEW, 0)
    assert found.accept_by == coop.chain.now() + made.accept_period() == coop.chain.now() + ACCEPT_PERIOD
    assert made.reviewers_of(1) == REVIEWERS
    first, second = made.milestones_of(1)
    assert (first.amount, first.time, first.state) == (4 * TOKEN, 30 * DAY, OPEN)
    assert (second.amount, second.time, second.evidence) == (6 * TOKEN, 60 * DAY, bytes(32))


def test_what_is_accepted_is_paid_and_the_bond_comes_home(coop: Cooperative) -> None:
    made = grants(coop)
    number = offer(coop, made)
    receipt = made.accept(number, value=Wei(3 * TOKEN)).send(DAVE)
    (taken,) = made.decode(receipt, MilestoneGrants.Accepted)
    assert (taken.grant_id, taken.bond, made.held(ETH)) == (number, 3 * TOKEN, 13 * TOKEN)
    for milestone, amount in enumerate((4 * TOKEN, 6 * TOKEN)):
        receipt = made.submit(number, milestone, EVIDENCE).send(DAVE)
        (shown,) = made.decode(receipt, MilestoneGrants.Submitted)
        assert (shown.grant_id, shown.milestone, shown.evidence) == (number, milestone, EVIDENCE)
        say(made, number, milestone, 10_000, 10_000)
        receipt = made.settle(number, milestone).send(MALLORY)
        (settled,) = made.decode(receipt, MilestoneGrants.Settled)
        assert (settled.paid, settled.returned, settled.lost) == (amount, 0, 0)
    (ended,) = made.decode(receipt, MilestoneGrants.Ended)
    assert (ended.grant_id, ended.bond, made.grant_of(number).state) == (number, 3 * TOKEN, ENDED)
    before = coop.chain.balance(ERIN)
    made.claim(ETH, ERIN).send(DAVE)
    assert coop.chain.balance(ERIN) - before == 13 * TOKEN
    assert (made.held(ETH), coop.chain.balance(made.address)) == (0, 0)


def test_what_is_missed_comes_back_with_as_much_of_the_bond(coop: Cooperative) -> None:
    """The first milestone loses 4, more than the bond of 3; the second has no bond left to lose."""
    made = grants(coop)
    number = accepted(coop, made)
    start = coop.chain.now()
    coop.chain.advance(30 * DAY - 1)
    with refuses("MilestoneGrants_TooEarly", grantId=number, deadline=start + 30 * DAY):
        made.settle(number, 0).send(MALLORY)
    coop.chain.advance(1)
    with refuses("MilestoneGrants_TooLate", grantId=number, deadline=start + 30 * DAY):
        made.submit(number, 0, EVIDENCE).send(DAVE)
    receipt = made.settle(number, 0).send(MALLORY)
    (settled,) = made.decode(receipt, MilestoneGrants.Settled)
    assert (settled.paid, settled.returned, settled.lost) == (0, 4 * TOKEN, 3 * TOKEN)
    assert (made.grant_of(number).bond, due(made, coop)) == (0, (0, 7 * TOKEN))
    coop.chain.advance(30 * DAY)
    made.settle(number, 1).send(MALLORY)
    before = coop.chain.balance(coop.treasury.address)
    receipt = made.recover(ETH).send(MALLORY)
    (recovered,) = made.decode(receipt, MilestoneGrants.Recovered)
    assert recovered.amount == coop.chain.balance(coop.treasury.address) - before == 13 * TOKEN
    with refuses("MilestoneGrants_NothingToRecover", asset=ETH):
        made.recover(ETH).send(MALLORY)


def test_a_small_loss_costs_a_part_of_the_bond(coop: Cooperative) -> None:
    made = grants(coop)
    number = submitted(coop, made)
    say(made, number, 0, 7_500, 7_500, 0)
    made.settle(number, 0).send(DAVE)
    assert due(made, coop) == (3 * TOKEN, 2 * TOKEN)  # a quarter of 4 ETH, and as much of the bond
    assert made.grant_of(number).bond == 2 * TOKEN
    assert made.milestones_of(number)[0].accepted_bps == 7_500


@pytest.mark.parametrize(
    ("needed", "said", "part"),
    [
        (0, (10_000, 6_000, 0), 6_000),
        (0, (0, 0, 10_000), 0),
        (0, (10_000, 10_000, 0), 10_000),
        (1, (2_000, 6_000, 0), 6_000),
        (3, (9_000, 6_000, 8_000), 6_000),
    ],
)
def test_the_largest_part_that_enough_accept_is_paid(
    coop: Cooperative, needed: int, said: tuple[int, ...], part: int
) -> None:
    made = grants(coop)
    number = submitted(coop, made, terms(needed=needed))
    say(made, number, 0, *said)
    assert made.agreed(number, 0) == (part, 3)
    assert [made.verdict_of(number, 0, who) for who in REVIEWERS] == [(True, bps) for bps in said]
    made.settle(number, 0).send(MALLORY)
    assert made.owed_to(DAVE, ETH) == 4 * TOKEN * part // 10_000


def test_what_enough_accept_is_the_needed_th_largest_verdict(coop: Cooperative) -> None:
    """Nine reviewers and any number needed, some of them silent, against a sorted list."""
    made, draw = grants(coop), random.Random(5)
    people = [who for who in coop.chain.accounts()[:10] if who != DAVE]
    for needed in range(1, 10):
        number = submitted(coop, made, terms((100, 100), bond=0, needed=needed, reviewers=people))
        speakers = draw.sample(people, draw.randint(0, 9))
        verdicts = [draw.choice((0, 1, 5_000, draw.randint(0, 10_000), 10_000)) for _ in speakers]
        for who, bps in zip(speakers, verdicts, strict=True):
            made.review(number, 0, bps).send(who)
        ordered = sorted([*verdicts, *[0] * 9], reverse=True)
        assert made.agreed(number, 0) == (ordered[needed - 1], len(speakers))


def test_what_is_rounded_off_is_the_treasury_s(coop: Cooperative) -> None:
    made = grants(coop)
    number = submitted(coop, made, terms((7, 1), bond=0))
    say(made, number, 0, 5_000, 5_000, 5_000)
    made.settle(number, 0).send(DAVE)
    assert due(made, coop) == (3, 4)


def test_silence_pays_nothing_and_costs_no_bond(coop: Cooperative) -> None:
    made = grants(coop)
    number = submitted(coop, made)
    say(made, number, 0, 9_000)
    ends = made.milestones_of(number)[0].review_ends
    assert ends == coop.chain.now() + REVIEW
    coop.chain.advance(REVIEW - 1)
    with refuses("MilestoneGrants_TooEarly", grantId=number, deadline=ends):
        made.settle(number, 0).send(DAVE)
    coop.chain.advance(1)
    with refuses("MilestoneGrants_TooLate", grantId=number, deadline=ends):
        made.review(number, 0, 9_000).send(BOB)
    receipt = made.settle(number, 0).send(MALLORY)
    (settled,) = made.decode(receipt, MilestoneGrants.Settled)
    assert (settled.paid, settled.returned, settled.lost) == (0, 4 * TOKEN, 0)
    assert made.grant_of(number).bond == 3 * TOKEN


def test_enough_who_speak_decide_though_others_are_silent(coop: Cooperative) -> None:
    made = grants(coop)
    number = submitted(coop, made)
    say(made, number, 0, 8_000, 4_000)
    ends = made.milestones_of(number)[0].review_ends
    with refuses("MilestoneGrants_TooEarly", grantId=number, deadline=ends):
        made.settle(number, 0).send(MALLORY)  # the third could still make it more
    coop.chain.advance(REVIEW)
    made.settle(number, 0).send(MALLORY)
    assert due(made, coop) == (4 * TOKEN * 4 // 10, 4 * TOKEN * 6 // 10 + 4 * TOKEN * 6 // 10)


def test_an_offer_that_nobody_takes_goes_back(coop: Cooperative) -> None:
    made = grants(coop)
    number = offer(coop, made)
    ends = made.grant_of(number).accept_by
    coop.chain.advance(ACCEPT_PERIOD - 1)
    with refuses("MilestoneGrants_TooEarly", grantId=number, deadline=ends):
        made.lapse(number).send(MALLORY)
    coop.chain.advance(1)
    with refuses("MilestoneGrants_TooLate", grantId=number, deadline=ends):
        made.accept(number, value=Wei(3 * TOKEN)).send(DAVE)
    receipt = made.lapse(number).send(MALLORY)
    (lapsed,) = made.decode(receipt, MilestoneGrants.Lapsed)
    assert (lapsed.grant_id, lapsed.amount, made.grant_of(number).state) == (number, 10 * TOKEN, LAPSED)
    assert due(made, coop) == (0, 10 * TOKEN)


def test_a_grantee_may_decline_at_once(coop: Cooperative) -> None:
    made = grants(coop)
    number = offer(coop, made)
    made.lapse(number).send(DAVE)
    for call in (made.lapse(number), made.accept(number), made.submit(number, 0, EVIDENCE)):
        with refuses("MilestoneGrants_WrongState", grantId=number, state=LAPSED):
            call.send(DAVE)


def test_money_that_no_grant_was_opened_with_goes_back(coop: Cooperative) -> None:
    made = grants(coop)
    offer(coop, made)
    decree(coop, coop.treasury.pay(ETH, made.address, TOKEN))
    assert made.spare(ETH) == TOKEN
    made.recover(ETH).send(MALLORY)
    assert (made.spare(ETH), made.held(ETH), coop.chain.balance(made.address)) == (0, 10 * TOKEN, 10 * TOKEN)


def test_a_grant_is_opened_with_money_that_is_there_and_free(coop: Cooperative) -> None:
    made = grants(coop)
    offer(coop, made)
    with refuses("MilestoneGrants_NotFunded", asset=ETH, amount=10 * TOKEN, spare=0):
        decree(coop, made.open_(terms()))
    decree(coop, coop.treasury.pay(ETH, made.address, 10 * TOKEN - 1))
    with refuses("MilestoneGrants_NotFunded", asset=ETH, amount=10 * TOKEN, spare=10 * TOKEN - 1):
        decree(coop, made.open_(terms()))


def test_only_governance_opens(coop: Cooperative) -> None:
    made = grants(coop)
    for somebody in (ALICE, DAVE, MALLORY, DEPLOYER):
        with refuses("AccessManagedUnauthorized", caller=somebody):
            made.open_(terms()).send(somebody)


@pytest.mark.parametrize(
    ("changed", "error", "operands"),
    [
        ({"grantee": NOBODY}, "MilestoneGrants_InvalidGrantee", {"grantee": NOBODY}),
        ({"review": 0}, "MilestoneGrants_InvalidReviewPeriod", {"period": 0, "maximum": YEAR}),
        ({"review": YEAR + 1}, "MilestoneGrants_InvalidReviewPeriod", {"period": YEAR + 1, "maximum": YEAR}),
        ({"reviewers": ()}, "MilestoneGrants_InvalidReviewerCount", {"count": 0, "maximum": 9}),
        ({"reviewers": (ALICE,) * 10}, "MilestoneGrants_InvalidReviewerCount", {"count": 10, "maximum": 9}),
        ({"reviewers": (ALICE, BOB, ALICE)}, "MilestoneGrants_InvalidReviewer", {"reviewer": ALICE}),
        ({"reviewers": (ALICE, DAVE)}, "MilestoneGrants_InvalidReviewer", {"reviewer": DAVE}),
        ({"reviewers": (NOBODY,)}, "MilestoneGrants_InvalidReviewer", {"reviewer": NOBODY}),
        ({"needed": 4}, "MilestoneGrants_InvalidNeeded", {"needed": 4, "reviewers": 3}),
        ({"amounts": (), "times": ()}, "MilestoneGrants_InvalidMilestoneCount", {"count": 0, "maximum": 12}),
        (
            {"amounts": (1,) * 13, "times": (1,) * 13},
            "MilestoneGrants_InvalidMilestoneCount",
            {"count": 13, "maximum": 12},
        ),
        ({"amounts": (1, 0)}, "MilestoneGrants_InvalidMilestone", {"milestone": 1, "maximum": 10 * YEAR}),
        ({"times": (0, 1)}, "MilestoneGrants_InvalidMilestone", {"milestone": 0, "maximum": 10 * YEAR}),
        (
            {"times": (1, 10 * YEAR + 1)},
            "MilestoneGrants_InvalidMilestone",
            {"milestone": 1, "maximum": 10 * YEAR},
        ),
    ],
    ids=str,
)
def test_terms_that_make_no_sense_are_refused(
    coop: Cooperative, changed: dict[str, object], error: str, operands: dict[str, object]
) -> None:
    made = grants(coop)
    decree(coop, coop.treasury.pay(ETH, made.address, 10 * TOKEN))
    with refuses(error, **operands):
        decree(coop, made.open_(terms(**changed)))  # type: ignore[arg-type]
    assert (made.grant_count(), made.spare(ETH)) == (0, 10 * TOKEN)


def test_neither_treasury_nor_contract_is_a_grantee(coop: Cooperative) -> None:
    made = grants(coop)
    for nobody in (coop.treasury.address, made.address):
        with refuses("MilestoneGrants_InvalidGrantee", grantee=nobody):
            decree(coop, made.open_(terms(grantee=nobody)))


@pytest.mark.parametrize("period", [0, YEAR + 1])
def test_an_offer_stands_for_a_time(coop: Cooperative, period: int) -> None:
    with refuses("MilestoneGrants_InvalidAcceptPeriod", period=period, maximum=YEAR):
        MilestoneGrants.deploy(coop.chain, DEPLOYER, coop.access.address, coop.treasury.address, period)


def test_each_acts_in_its_own_place_only(coop: Cooperative) -> None:
    made = grants(coop)
    number = offer(coop, made)
    with refuses("MilestoneGrants_NotGrantee", grantId=number, account=MALLORY):
        made.accept(number, value=Wei(3 * TOKEN)).send(MALLORY)
    with refuses("MilestoneGrants_WrongState", grantId=number, state=OFFERED):
        made.submit(number, 0, EVIDENCE).send(DAVE)
    made.accept(number, value=Wei(3 * TOKEN)).send(DAVE)
    with refuses("MilestoneGrants_NotGrantee", grantId=number, account=ALICE):
        made.submit(number, 0, EVIDENCE).send(ALICE)
    with refuses("MilestoneGrants_NoEvidence", grantId=number, milestone=0):
        made.submit(number, 0, bytes(32)).send(DAVE)
    with refuses("MilestoneGrants_WrongMilestone", grantId=number, milestone=0):
        made.review(number, 0, 1).send(ALICE)
    made.submit(number, 0, EVIDENCE).send(DAVE)
    assert made.milestones_of(number)[0].state == SUBMITTED
    with refuses("MilestoneGrants_WrongMilestone", grantId=number, milestone=0):
        made.submit(number, 0, EVIDENCE).send(DAVE)
    for stranger in (DAVE, MALLORY, coop.timelock.address):
        with refuses("MilestoneGrants_NotReviewer", grantId=number, account=stranger):
            made.review(number, 0, 1).send(stranger)
    with refuses("MilestoneGrants_InvalidPart", bps=10_001, maximum=10_000):
        made.review(number, 0, 10_001).send(ALICE)
    receipt = made.review(number, 0, 0).send(ALICE)
    (reviewed,) = made.decode(receipt, MilestoneGrants.Reviewed)
    assert (reviewed.reviewer, reviewed.bps) == (ALICE, 0)
    with refuses("MilestoneGrants_AlreadyReviewed", grantId=number, milestone=0, reviewer=ALICE):
        made.review(number, 0, 10_000).send(ALICE)
    assert made.verdict_of(number, 0, CAROL) == (False, 0)
    for call in (made.settle(number, 2), made.submit(number, 2, EVIDENCE), made.review(number, 2, 1)):
        with refuses("MilestoneGrants_WrongMilestone", grantId=number, milestone=2):
            call.send(DAVE)


def test_a_milestone_is_settled_once(coop: Cooperative) -> None:
    made = grants(coop)
    number = submitted(coop, made)
    say(made, number, 0, 10_000, 10_000)
    made.settle(number, 0).send(MALLORY)
    assert (made.milestones_of(number)[0].state, made.grant_of(number).state) == (SETTLED, ACTIVE)
    for call, by in ((made.settle(number, 0), DAVE), (made.review(number, 0, 1), CAROL)):
        with refuses("MilestoneGrants_WrongMilestone", grantId=number, milestone=0):
            call.send(by)


def test_what_was_never_opened_is_nothing(coop: Cooperative) -> None:
    made = grants(coop)
    for call in (made.accept(7), made.lapse(7), made.settle(7, 0), made.submit(7, 0, EVIDENCE)):
        with refuses("MilestoneGrants_WrongState", grantId=7, state=0):
            call.send(DAVE)
    assert (made.grant_of(7).state, made.milestones_of(7), made.reviewers_of(7)) == (0, (), ())
    assert made.treasury() == coop.treasury.address
