"""Submissions before a panel: who may sit, who pays, and what becomes of the deposit."""

from __future__ import annotations

import pytest

from dao_sim.bindings import ReviewPanels, Submissions
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Flag, Wei
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    DEPLOYER,
    ERIN,
    MALLORY,
    NOBODY,
    TOKEN,
    decree,
    refuses,
)
from tests.contracts.panels import APPEAL_PRICE, PRICE, enlisted, terms, voted, wait
from tests.contracts.submissions import (
    ACT,
    CLEARED,
    DEPOSIT,
    FLAGGED,
    FORFEITED,
    IN_REVIEW,
    MUSIC,
    OSCAR,
    OTHER_SCREENER,
    REFUSED,
    SALT,
    SCREEN,
    SCREENER,
    announced,
    answered,
    asked,
    flagged,
    hash_of,
    panels_of,
    policy,
    registered,
    registration,
    screened,
    submissions,
    submitted,
)

REST = DEPOSIT - PRICE
CONFLICTS = (ALICE, SCREENER)
"""Of Alice's own work that Sofia flagged."""


def known(coop: Cooperative) -> int:
    """A work of Bob's, registered before there was a gate."""
    return registered(coop, registration("known", by=BOB), BOB)


def test_a_review_is_asked_for_out_of_the_deposit(coop: Cooperative) -> None:
    made = submissions(coop)
    reviewing, said = panels_of(coop, made), registration()
    enlisted(coop, reviewing, 9)
    flagged(coop, made, said)
    receipt = made.request_review(1, said).send(ALICE)
    (told,) = made.decode(receipt, Submissions.ReviewRequested)
    assert (told.submission_id, told.case_id, told.claimant, told.cost) == (1, 1, NOBODY, PRICE)
    found = made.submission_of(1)
    assert (found.state, found.case_id, found.deposit, found.deadline) == (IN_REVIEW, 1, REST, 0)
    assert (made.held(ETH), coop.chain.balance(made.address)) == (REST, REST)
    case = reviewing.case_of(1)
    assert case.asker == made.address
    assert (case.question.claimant, case.question.respondent) == (NOBODY, ALICE)
    assert (case.question.payer, case.question.admitted_before) == (ALICE, found.submitted_at)
    assert case.question.subject == (1).to_bytes(32, "big")
    (opened,) = reviewing.decode(receipt, ReviewPanels.Opened)
    assert opened.conflicts == CONFLICTS


def test_who_has_a_part_in_it_or_flagged_it_does_not_judge_it(coop: Cooperative) -> None:
    work = known(coop)
    made = submissions(coop)
    reviewing = panels_of(coop, made)
    people = enlisted(coop, reviewing, 9)
    said = registration(contributors=(ALICE, *people[:5]), units=(500_000, *(100_000,) * 5))
    submitted(coop, made, said)
    screened(coop, made, 1, Flag.NEAR_DUPLICATE, similar_to=work)
    made.request_review(1, said).send(ALICE)
    wait(coop, 6)
    reviewing.draw(1, (ALICE, *people[:5], SCREENER)).send(DEPLOYER)
    assert set(reviewing.panel_of(1, 1)) <= set(people[5:])


def test_what_a_panel_dismisses_is_registered(coop: Cooperative) -> None:
    made = submissions(coop)
    _, case = asked(coop, made)
    with refuses("Submissions_Undecided", submissionId=1, caseId=case):
        made.conclude(1).send(MALLORY)
    answered(coop, made, case, CONFLICTS, False, False, True)
    receipt = made.conclude(1).send(MALLORY)
    (cleared,) = made.decode(receipt, Submissions.Cleared)
    assert (cleared.submission_id, cleared.deadline) == (1, coop.chain.now() + ACT)
    assert (made.submission_of(1).state, made.owed_to(ALICE, ETH)) == (CLEARED, REST)
    registered(coop, registration())
    assert made.owed_to(ALICE, ETH) == made.held(ETH) == REST


def test_what_a_panel_refuses_is_not_and_costs_the_deposit(coop: Cooperative) -> None:
    made, said = submissions(coop), registration()
    _, case = asked(coop, made, said)
    answered(coop, made, case, CONFLICTS, True, True, False)
    receipt = made.conclude(1).send(MALLORY)
    assert [(each.submission_id, each.deposit) for each in made.decode(receipt, Submissions.Refused)] == [
        (1, REST)
    ]
    found = made.submission_of(1)
    assert (found.state, found.deposit, made.live_of(said.content_hash)) == (REFUSED, 0, 0)
    assert (made.owed_to(ALICE, ETH), made.owed_to(coop.treasury.address, ETH)) == (0, REST)
    for call in (made.conclude(1), made.withdraw(1), made.lapse(1), made.request_review(1, said)):
        with refuses("Submissions_WrongState", submissionId=1, state=REFUSED):
            call.send(ALICE)
    before = coop.chain.balance(coop.treasury.address)
    receipt = made.recover(ETH).send(MALLORY)
    (paid,) = made.decode(receipt, Submissions.Recovered)
    assert (paid.asset, paid.amount, coop.chain.balance(coop.treasury.address) - before) == (ETH, REST, REST)
    with refuses("Submissions_NothingToRecover", asset=ETH):
        made.recover(ETH).send(MALLORY)
    assert submitted(coop, made, said, by=BOB) == 2


def test_letting_the_draw_expire_forfeits_the_deposit(coop: Cooperative) -> None:
    """And the panel's fees with it; nobody has to close the case first."""
    made = submissions(coop)
    _, case = asked(coop, made)
    wait(coop, 254)
    with refuses("Submissions_Undecided", submissionId=1, caseId=case):
        made.conclude(1).send(MALLORY)
    wait(coop, 1)
    receipt = made.conclude(1).send(MALLORY)
    lost = [(each.submission_id, each.deposit) for each in made.decode(receipt, Submissions.Forfeited)]
    assert lost == [(1, REST)]
    assert (made.submission_of(1).state, made.owed_to(coop.treasury.address, ETH)) == (FORFEITED, REST)
    reviewing = panels_of(coop, made)
    reviewing.close(case).send(MALLORY)
    assert reviewing.owed_to(coop.treasury.address, ETH) == PRICE
    assert made.owed_to(ALICE, ETH) == reviewing.owed_to(ALICE, ETH) == 0


def test_a_near_duplicate_is_a_dispute_with_the_work_s_owner(coop: Cooperative) -> None:
    """Carol bought Bob's work; she claims, and appeals when the first panel sides with Alice."""
    work = known(coop)
    coop.registry.transfer_from(BOB, CAROL, work).send(BOB)
    made, said = submissions(coop), registration()
    reviewing = panels_of(coop, made)
    enlisted(coop, reviewing, 14)
    submitted(coop, made, said)
    screened(coop, made, 1, Flag.NEAR_DUPLICATE, similar_to=work)
    receipt = made.request_review(1, said).send(ALICE)
    assert made.decode(receipt, Submissions.ReviewRequested)[0].claimant == CAROL
    wait(coop, 6)
    reviewing.draw(1, CONFLICTS).send(DEPLOYER)
    _vote(coop, made, [False, False, False])
    with refuses("Submissions_Undecided", submissionId=1, caseId=1):
        made.conclude(1).send(ALICE)
    reviewing.appeal(1, value=Wei(APPEAL_PRICE)).send(CAROL)
    wait(coop, 6)
    reviewing.draw(1, CONFLICTS).send(DEPLOYER)
    _vote(coop, made, [True] * 7)
    coop.chain.advance(reviewing.case_of(1).deadline - coop.chain.now())
    made.conclude(1).send(MALLORY)
    assert made.submission_of(1).state == REFUSED


def _vote(coop: Cooperative, made: Submissions, votes: list[bool]) -> None:
    reviewing = panels_of(coop, made)
    panel = reviewing.panel_of(1, reviewing.case_of(1).rounds)
    voted(coop, reviewing, 1, dict(zip(panel, votes, strict=True)))
    reviewing.close(1).send(DEPLOYER)


@pytest.mark.parametrize("whose", ["the submitter's own", "void"])
def test_a_near_duplicate_without_another_owner_is_nobody_s_claim(coop: Cooperative, whose: str) -> None:
    work = known(coop)
    made, said = submissions(coop), registration()
    enlisted(coop, panels_of(coop, made), 3)
    submitted(coop, made, said)
    screened(coop, made, 1, Flag.NEAR_DUPLICATE, similar_to=work)
    if whose == "void":
        decree(coop, coop.registry.void_registration(work, NOBODY))
    else:
        coop.registry.transfer_from(BOB, ALICE, work).send(BOB)
    made.request_review(1, said).send(ALICE)
    assert panels_of(coop, made).case_of(1).question.claimant == NOBODY


def test_with_nobody_s_claim_a_refusal_alone_can_be_appealed(coop: Cooperative) -> None:
    made = submissions(coop)
    _, case = asked(coop, made)
    reviewing = panels_of(coop, made)
    wait(coop, 6)
    reviewing.draw(case, CONFLICTS).send(DEPLOYER)
    _vote(coop, made, [False, False, False])
    for account in (ALICE, SCREENER, BOB):
        coop.chain.fund(account, TOKEN)
        with refuses("ReviewPanels_NotAppellant", caseId=case, account=account):
            reviewing.appeal(case, value=Wei(APPEAL_PRICE)).send(account)


def test_capped_works_go_to_a_panel_without_a_flag(coop: Cooperative) -> None:
    made, said = submissions(coop), registration(ai=6_000)
    enlisted(coop, panels_of(coop, made), 3)
    submitted(coop, made, said)
    with refuses("Submissions_WrongState", submissionId=1, state=1):
        made.request_review(1, said).send(ALICE)
    coop.chain.advance(SCREEN)
    assert made.submission_of(1).state == FLAGGED
    made.request_review(1, said).send(ALICE)
    assert made.submission_of(1).state == IN_REVIEW


def test_who_asks_for_a_review_and_of_what(coop: Cooperative) -> None:
    made, said = submissions(coop), registration()
    flagged(coop, made, said)
    with refuses("Submissions_NotSubmitter", submissionId=1, account=BOB):
        made.request_review(1, said).send(BOB)
    other = said._replace(contributors=(BOB,))
    with refuses("Submissions_OtherRegistration", submissionId=1, registrationHash=hash_of(made, other)):
        made.request_review(1, other).send(ALICE)
    made.request_review(1, said).send(ALICE)
    with refuses("Submissions_WrongState", submissionId=1, state=IN_REVIEW):
        made.withdraw(1).send(ALICE)


def test_a_panel_that_costs_more_by_then_is_topped_up_exactly(coop: Cooperative) -> None:
    made, said = submissions(coop, deposit=PRICE), registration()
    reviewing = panels_of(coop, made)
    enlisted(coop, reviewing, 3)
    announced(coop, said)
    made.submit(said, MUSIC, "", SALT, value=Wei(PRICE)).send(ALICE)
    screened(coop, made, 1, Flag.OTHER)
    decree(coop, reviewing.set_terms(terms(fee=2 * terms().fee)))
    more = reviewing.cost() - PRICE
    for sent in (0, more - 1, more + 1):
        with refuses("Escrow_NotReceived", asset=ETH, amount=more, received=sent):
            made.request_review(1, said, value=Wei(sent)).send(ALICE)
    made.request_review(1, said, value=Wei(more)).send(ALICE)
    assert made.held(ETH) == made.submission_of(1).deposit == coop.chain.balance(made.address) == 0
    assert reviewing.held(ETH) == 3 * terms().stake + PRICE + more


def test_ether_is_not_kept_where_the_deposit_is_enough(coop: Cooperative) -> None:
    made, said = submissions(coop), registration()
    flagged(coop, made, said)
    with refuses("Escrow_NotReceived", asset=ETH, amount=0, received=1):
        made.request_review(1, said, value=Wei(1)).send(ALICE)


def test_panels_that_cost_nothing(coop: Cooperative) -> None:
    made, said = submissions(coop), registration()
    decree(coop, panels_of(coop, made).set_terms(terms(fee=0, bonus=0)))
    decree(coop, made.set_policy(MUSIC, policy(deposit=0)))
    announced(coop, said)
    made.submit(said, MUSIC, "", SALT).send(ALICE)
    screened(coop, made, 1, Flag.OTHER)
    made.request_review(1, said).send(ALICE)
    assert (made.submission_of(1).state, made.held(ETH)) == (IN_REVIEW, 0)


def test_who_joined_after_the_submission_does_not_sit(coop: Cooperative) -> None:
    """Friends who are admitted once it is submitted are of no use."""
    made, said = submissions(coop), registration()
    reviewing = panels_of(coop, made)
    flagged(coop, made, said)
    friends = enlisted(coop, reviewing, 9)
    made.request_review(1, said).send(ALICE)
    wait(coop, 6)
    reviewing.draw(1, CONFLICTS).send(DEPLOYER)
    assert reviewing.panel_of(1, 1) == ()
    assert len(friends) == 9
    assert reviewing.owed_to(ALICE, ETH) == PRICE
    decree(coop, reviewing.decide(1, False))
    made.conclude(1).send(DAVE)
    assert made.submission_of(1).state == CLEARED
    made.claim(ETH, ERIN).send(ALICE)


def test_small_parts_in_a_work_keep_nobody_off_its_panel(coop: Cooperative) -> None:
    """Whoever names all honest panellists as contributors of one unit each would choose who judges."""
    made = submissions(coop)
    reviewing = panels_of(coop, made)
    honest = enlisted(coop, reviewing, 6)
    large = made.stakeholder_units()
    small = (1,) * len(honest)
    mine = 1_000_000 - len(honest) - large - (large - 1)
    said = registration(
        contributors=(ALICE, *honest, CAROL, DAVE),
        units=(mine, *small, large, large - 1),
    )
    number = flagged(coop, made, said)
    made.request_review(number, said).send(ALICE)
    (event,) = reviewing.events(ReviewPanels.Opened, case_id=made.submission_of(number).case_id)
    assert event.conflicts == (ALICE, CAROL, SCREENER)
    wait(coop, 6)
    reviewing.draw(1, event.conflicts).send(DEPLOYER)
    assert set(reviewing.panel_of(1, 1)) <= set(honest)
    assert len(reviewing.panel_of(1, 1)) == 3


def test_many_small_parts_of_one_contributor_are_a_large_one(coop: Cooperative) -> None:
    """The registry takes a name more than once: who splits its part is still no judge of its own work."""
    made = submissions(coop)
    reviewing = panels_of(coop, made)
    (friend, *_) = enlisted(coop, reviewing, 4)
    part = made.stakeholder_units() // 2
    said = registration(contributors=(ALICE, friend, friend), units=(1_000_000 - 2 * part, part, part))
    number = flagged(coop, made, said)
    made.request_review(number, said).send(ALICE)
    (event,) = reviewing.events(ReviewPanels.Opened, case_id=made.submission_of(number).case_id)
    assert set(event.conflicts) == {ALICE, friend, SCREENER}


def test_nobody_is_quicker_than_a_verdict_that_names_whose_work_it_is_like(coop: Cooperative) -> None:
    """Else a friendly flag, and a review at once, would leave the original's owner without an appeal."""
    made = submissions(coop, by=(SCREENER, OTHER_SCREENER))
    known = registration("known", by=BOB)
    submitted(coop, made, known, by=BOB)
    coop.chain.advance(SCREEN)
    work, said = registered(coop, known, BOB), registration()
    submitted(coop, made, said)
    screened(coop, made, 2, Flag.OTHER)
    ends = made.submission_of(2).submitted_at + SCREEN
    with refuses("Submissions_TooEarly", submissionId=2, deadline=ends):
        made.request_review(2, said).send(ALICE)
    screened(coop, made, 2, Flag.NEAR_DUPLICATE, by=OSCAR, similar_to=work)
    receipt = made.request_review(2, said).send(ALICE)
    assert made.decode(receipt, Submissions.ReviewRequested)[0].claimant == BOB


def test_a_screener_that_is_silent_delays_a_review_until_the_time_is_over(coop: Cooperative) -> None:
    made, said = submissions(coop, by=(SCREENER, OTHER_SCREENER)), registration()
    submitted(coop, made, said)
    screened(coop, made, 1, Flag.OTHER)
    coop.chain.advance(made.submission_of(1).submitted_at + SCREEN - coop.chain.now())
    made.request_review(1, said).send(ALICE)
    assert made.submission_of(1).state == IN_REVIEW
