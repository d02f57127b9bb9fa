"""Review panels: the life of a case, from its opening to its outcome."""

from __future__ import annotations

import pytest

from dao_sim.bindings import ReviewPanels
from dao_sim.coop import Cooperative
from dao_sim.coop.sealed_votes import seal
from dao_sim.units import Wei
from tests.contracts.kit import (
    BOB,
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
from tests.contracts.panels import (
    APPEAL,
    APPEAL_PRICE,
    BONUS,
    COMMIT,
    DECIDED,
    DISMISSED,
    DRAWING,
    EXPIRED,
    FEE,
    FINAL,
    LAST_BLOCK,
    PENDING,
    PRICE,
    REFERRED,
    REVEAL,
    SALT,
    STAKE,
    SUBJECT,
    UPHELD,
    VOTE,
    VOTING,
    decided,
    drawn,
    enlisted,
    opened,
    owed,
    panels,
    people,
    terms,
    voted,
    wait,
)


def test_a_claim_is_answered_by_a_panel(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 5)
    number = opened(coop, made)
    (case, requested) = made.case_of(number), made.round_of(number, 1)
    assert (number, case.asker, case.phase, case.standing, case.rounds) == (1, ERIN, DRAWING, PENDING, 1)
    assert (case.question.subject, case.question.claimant, case.question.respondent) == (SUBJECT, DAVE, ERIN)
    assert (requested.payer, requested.slots, requested.seats) == (ERIN, 5, 3)
    assert requested.request_block == coop.chain.block_number()
    first, last = made.drawable_in(number, 1)
    assert (first, last) == (coop.chain.block_number() + 6, coop.chain.block_number() + LAST_BLOCK)
    panel = drawn(coop, made, number)
    assert made.case_of(number).phase == VOTING
    voted(coop, made, number, {panel[0]: True, panel[1]: True, panel[2]: False})
    receipt = made.close(number).send(MALLORY)
    (said,) = made.decode(receipt, ReviewPanels.RoundDecided)
    assert (said.outcome, said.upheld, said.revealed) == (UPHELD, 2, 3)
    assert owed(made, *panel, ERIN) == (FEE + BONUS, FEE + BONUS, FEE, BONUS)
    assert (made.outcome_of(number), made.case_of(number).phase) == (PENDING, DECIDED)
    coop.chain.advance(APPEAL)
    assert made.outcome_of(number) == UPHELD  # nothing can change it any more, closed or not
    receipt = made.close(number).send(MALLORY)
    (end,) = made.decode(receipt, ReviewPanels.Concluded)
    assert (end.outcome, made.case_of(number).phase, made.outcome_of(number)) == (UPHELD, FINAL, UPHELD)


def test_a_draw_gives_back_what_a_majority_does_not_earn(coop: Cooperative) -> None:
    made = panels(coop, majority=6_700)
    enlisted(coop, made, 3)
    number = opened(coop, made)
    panel = decided(coop, made, number, True, True, False)
    assert made.case_of(number).standing == DISMISSED  # two of three are not more than 67 %
    assert owed(made, *panel, ERIN) == (FEE, FEE, FEE + BONUS, 2 * BONUS)


def test_a_tie_dismisses(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 3)
    number = opened(coop, made)
    panel = decided(coop, made, number, True, False)
    assert made.case_of(number).standing == DISMISSED
    assert owed(made, *panel, ERIN) == (FEE, FEE + BONUS, 0, PRICE - 2 * FEE - BONUS)
    assert made.panellist_of(panel[2]).stake == 0
    assert owed(made, coop.treasury.address) == (STAKE,)
    assert made.outcome_of(number) == PENDING


def test_a_case_keeps_the_terms_it_was_opened_with(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 3)
    number = opened(coop, made)
    enact(coop, made.set_terms(terms(size=5, fee=0, bonus=0, stake=1)))
    assert (made.terms().size, made.terms_of(1), made.cost()) == (5, terms(), 0)
    assert (made.case_of(number).terms_id, made.appeal_cost(number)) == (1, APPEAL_PRICE)
    later = opened(coop, made)
    assert (made.case_of(later).terms_id, made.round_of(later, 1).seats) == (2, 5)
    with refuses("AccessManagedUnauthorized", caller=MALLORY):
        made.set_terms(terms()).send(MALLORY)


@pytest.mark.parametrize(
    ("wrong", "error", "operands"),
    [
        ({"size": 4}, "ReviewPanels_InvalidSize", {"size": 4, "maximum": 21}),
        ({"size": 0}, "ReviewPanels_InvalidSize", {"size": 0, "maximum": 21}),
        ({"size": 23}, "ReviewPanels_InvalidSize", {"size": 23, "maximum": 21}),
        ({"majority": 4_999}, "ReviewPanels_InvalidMajority", {"majority": 4_999}),
        ({"majority": 10_000}, "ReviewPanels_InvalidMajority", {"majority": 10_000}),
        ({"commit_period": 0}, "ReviewPanels_InvalidPeriod", {"period": 0}),
        ({"reveal_period": 366 * DAY}, "ReviewPanels_InvalidPeriod", {"period": 366 * DAY}),
        ({"appeal_period": 0}, "ReviewPanels_InvalidPeriod", {"period": 0}),
        ({"vote_period": 0}, "ReviewPanels_InvalidPeriod", {"period": 0}),
        ({"stake": 2 * FEE - 1}, "ReviewPanels_InvalidStake", {"stake": 2 * FEE - 1, "minimum": 2 * FEE}),
        ({"stake": 0, "fee": 0}, "ReviewPanels_InvalidStake", {"stake": 0, "minimum": 1}),
    ],
)
def test_terms_that_make_no_sense_are_refused(
    coop: Cooperative, wrong: dict[str, int], error: str, operands: dict[str, int]
) -> None:
    made = panels(coop)
    extra = {
        "ReviewPanels_InvalidMajority": {"minimum": 5_000, "limit": 10_000},
        "ReviewPanels_InvalidPeriod": {"maximum": 365 * DAY},
    }
    with refuses(error, **operands, **extra.get(error, {})):
        decree(coop, made.set_terms(terms(**wrong)))


def test_a_question_that_makes_no_sense_is_refused(coop: Cooperative) -> None:
    made, now = panels(coop), coop.chain.now()
    for party in (DAVE, NOBODY):
        with refuses("ReviewPanels_InvalidParties", party=party):
            opened(coop, made, claimant=party, respondent=party)
    for payer in (NOBODY, made.address):
        with refuses("ReviewPanels_InvalidPayer", payer=payer):
            opened(coop, made, payer=payer)
    for before in (0, now + 1):
        with refuses("ReviewPanels_InvalidAdmission", admittedBefore=before, latest=now):
            opened(coop, made, admitted_before=before)
    with refuses("ReviewPanels_TooManyConflicts", count=129, maximum=128):
        opened(coop, made, people(129))
    assert opened(coop, made, people(128)) == 1


def test_a_side_that_nobody_takes_cannot_appeal(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 3)
    number = opened(coop, made, claimant=NOBODY)
    decided(coop, made, number, False, False, False)
    for somebody in (DAVE, ERIN):
        with refuses("ReviewPanels_NotAppellant", caseId=number, account=somebody):
            made.appeal(number, value=Wei(APPEAL_PRICE)).send(somebody)


def test_an_appeal_goes_to_a_larger_panel_of_others(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 10)
    number = opened(coop, made)
    first = decided(coop, made, number, True, True, True)
    with refuses("ReviewPanels_NotAppellant", caseId=number, account=DAVE):  # who won has nothing to appeal
        made.appeal(number, value=Wei(APPEAL_PRICE)).send(DAVE)
    coop.chain.fund(ERIN, 10 * TOKEN)
    receipt = made.appeal(number, value=Wei(APPEAL_PRICE)).send(ERIN)
    (appealed,) = made.decode(receipt, ReviewPanels.Appealed)
    assert (appealed.appellant, appealed.cost) == (ERIN, APPEAL_PRICE)
    second = decided(coop, made, number, False, False, False, False, True, True)
    assert (len(second), set(first) & set(second)) == (7, set())
    assert made.case_of(number).standing == DISMISSED
    assert owed(made, *second) == (*(FEE + BONUS,) * 4, FEE, FEE, 0)
    assert owed(made, ERIN) == (APPEAL_PRICE - 6 * FEE - 4 * BONUS,)  # all three agreed in the first round
    coop.chain.advance(APPEAL)
    with refuses("ReviewPanels_TooLate", caseId=number, deadline=made.case_of(number).deadline):
        made.appeal(number, value=Wei(APPEAL_PRICE)).send(DAVE)
    assert made.outcome_of(number) == DISMISSED


def appealed_twice(coop: Cooperative, made: ReviewPanels) -> int:
    """Upheld, and upheld again: Erin wants the members to decide, and puts up a deposit."""
    enlisted(coop, made, 10)
    number = opened(coop, made)
    decided(coop, made, number, True, True, True)
    made.appeal(number, value=Wei(APPEAL_PRICE)).send(ERIN)
    decided(coop, made, number, *(True,) * 7)
    made.appeal(number, value=Wei(APPEAL_PRICE)).send(ERIN)
    assert made.case_of(number).phase == REFERRED
    return number


def test_the_members_vote_is_the_last_word_and_gives_the_deposit_back_if_it_changes_it(
    coop: Cooperative,
) -> None:
    made = panels(coop)
    number = appealed_twice(coop, made)
    with refuses("AccessManagedUnauthorized", caller=ERIN):
        made.decide(number, False).send(ERIN)
    enact(coop, made.decide(number, False))
    assert (made.outcome_of(number), made.case_of(number).phase) == (DISMISSED, FINAL)
    assert owed(made, ERIN, coop.treasury.address) == (APPEAL_PRICE, 0)
    with refuses("ReviewPanels_WrongPhase", caseId=number, phase=FINAL):
        made.close(number).send(MALLORY)


@pytest.mark.parametrize("silent", [True, False])
def test_an_appeal_that_changes_nothing_costs_the_deposit(coop: Cooperative, silent: bool) -> None:
    made = panels(coop)
    number = appealed_twice(coop, made)
    if silent:
        deadline = made.case_of(number).deadline
        assert deadline == coop.chain.now() + VOTE
        with refuses("ReviewPanels_TooEarly", caseId=number, deadline=deadline):
            made.close(number).send(MALLORY)
        coop.chain.advance(VOTE)
        with refuses("ReviewPanels_TooLate", caseId=number, deadline=deadline):
            decree(coop, made.decide(number, False))
        assert made.outcome_of(number) == UPHELD
        made.close(number).send(MALLORY)
    else:
        decree(coop, made.decide(number, True))
    assert made.outcome_of(number) == UPHELD
    assert owed(made, ERIN, coop.treasury.address) == (0, APPEAL_PRICE)


def test_too_few_who_reveal_are_drawn_again_and_the_silent_pay(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 8)
    number = opened(coop, made)
    first = drawn(coop, made, number)
    voted(coop, made, number, {first[0]: True})
    receipt = made.close(number).send(MALLORY)
    (failed,) = made.decode(receipt, ReviewPanels.RoundFailed)
    silenced = {event.panellist: event.amount for event in made.decode(receipt, ReviewPanels.Silenced)}
    assert (failed.revealed, silenced) == (1, {first[1]: STAKE, first[2]: STAKE})
    assert owed(made, first[0], ERIN, coop.treasury.address) == (FEE, 0, 2 * STAKE - FEE)
    case = made.case_of(number)
    assert (case.phase, case.rounds, case.repeated, case.appealed) == (DRAWING, 2, True, False)
    second = decided(coop, made, number, False, False, False)
    assert set(first) & set(second) == set()
    assert (made.case_of(number).standing, owed(made, *second)) == (DISMISSED, (FEE + BONUS,) * 3)


def test_two_thirds_are_enough(coop: Cooperative) -> None:
    made = panels(coop, size=9)
    enlisted(coop, made, 9)
    number = opened(coop, made)
    decided(coop, made, number, *(True,) * 6)
    assert made.case_of(number).standing == UPHELD


def test_a_second_panel_that_fails_leaves_it_to_the_members(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 6)
    number = opened(coop, made)
    decided(coop, made, number, True)
    decided(coop, made, number, True)
    assert made.case_of(number).phase == REFERRED
    assert owed(made, ERIN) == (PRICE - FEE,)
    coop.chain.advance(VOTE)
    assert made.outcome_of(number) == DISMISSED  # no panel spoke, and the members did not
    made.close(number).send(MALLORY)
    assert made.case_of(number).standing == DISMISSED


def test_if_the_silent_have_nothing_more_to_lose_the_members_decide(coop: Cooperative) -> None:
    """The same three sit in two cases, and are silent in both: the stake is lost once."""
    made = panels(coop)
    enlisted(coop, made, 3)
    first, second = opened(coop, made), opened(coop, made)
    wait(coop, 6)
    for number in (first, second):
        made.draw(number, ()).send(DEPLOYER)
    panel = made.panel_of(second, 1)
    voted(coop, made, second, {panel[0]: True})
    for number in (first, second):
        made.close(number).send(MALLORY)
    assert [made.case_of(number).phase for number in (first, second)] == [DRAWING, REFERRED]
    assert owed(made, ERIN, panel[0]) == (PRICE - FEE, FEE)
    assert owed(made, coop.treasury.address) == (3 * STAKE,)


def test_fewer_than_there_are_seats_leave_it_to_the_members(coop: Cooperative) -> None:
    made = panels(coop)
    accounts = enlisted(coop, made, 3)
    number = opened(coop, made, [accounts[0]])
    assert drawn(coop, made, number, [accounts[0]]) == ()
    assert (made.case_of(number).phase, owed(made, ERIN)) == (REFERRED, (PRICE,))
    assert [made.panellist_of(account).seats for account in accounts] == [0, 0, 0]
    assert made.seat_of(number, accounts[1]).round_ == 0
    decree(coop, made.decide(number, True))
    assert made.outcome_of(number) == UPHELD


def test_a_first_draw_that_expires_forfeits_the_fees(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 3)
    number = opened(coop, made)
    last = made.drawable_in(number, 1).last
    wait(coop, LAST_BLOCK - 1)
    with refuses("ReviewPanels_NotExpired", caseId=number, last=last):
        made.close(number).send(MALLORY)
    assert (made.outcome_of(number), coop.chain.block_number()) == (PENDING, last)
    wait(coop, 1)
    assert made.outcome_of(number) == EXPIRED
    with refuses("ReviewPanels_NotDrawable", caseId=number, first=last - 249, last=last):
        made.draw(number, ()).send(ERIN)
    receipt = made.close(number).send(MALLORY)
    (expired,) = made.decode(receipt, ReviewPanels.DrawExpired)
    assert (expired.forfeited, made.outcome_of(number)) == (PRICE, EXPIRED)
    assert owed(made, ERIN, coop.treasury.address) == (0, PRICE)


def test_an_appeal_whose_draw_expires_falls(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 10)
    number = opened(coop, made)
    decided(coop, made, number, True, True, True)
    made.appeal(number, value=Wei(APPEAL_PRICE)).send(ERIN)
    wait(coop, LAST_BLOCK + 1)
    assert made.outcome_of(number) == UPHELD
    made.close(number).send(DAVE)
    assert (made.outcome_of(number), owed(made, coop.treasury.address)) == (UPHELD, (APPEAL_PRICE,))


def test_a_second_draw_that_expires_is_left_to_the_members(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 6)
    number = opened(coop, made)
    decided(coop, made, number)
    wait(coop, LAST_BLOCK + 1)
    assert made.outcome_of(number) == PENDING
    made.close(number).send(DAVE)
    assert made.case_of(number).phase == REFERRED
    assert owed(made, ERIN, coop.treasury.address) == (0, PRICE + 3 * STAKE)


def test_votes_are_committed_then_revealed_by_who_sits(coop: Cooperative) -> None:
    made = panels(coop)
    outsider = enlisted(coop, made, 4)
    number = opened(coop, made)
    with refuses("ReviewPanels_WrongPhase", caseId=number, phase=DRAWING):
        made.commit(number, SALT).send(outsider[0])
    panel = drawn(coop, made, number)
    (outside,) = set(outsider) - set(panel)
    who, start = panel[0], coop.chain.now()
    sealed = made.commitment_of(number, 1, who, True, SALT)
    with refuses("ReviewPanels_NotPanellist", caseId=number, account=outside):
        made.commit(number, sealed).send(outside)
    with refuses("ReviewPanels_NoCommitment", caseId=number, account=who):
        made.commit(number, bytes(32)).send(who)
    made.commit(number, SALT).send(who)
    made.commit(number, sealed).send(who)  # a change of mind, in time
    assert made.seat_of(number, who).commitment == sealed
    with refuses("ReviewPanels_TooEarly", caseId=number, deadline=start + COMMIT):
        made.reveal(number, True, SALT).send(who)
    coop.chain.advance(COMMIT)
    with refuses("ReviewPanels_TooLate", caseId=number, deadline=start + COMMIT):
        made.commit(number, sealed).send(panel[1])
    for other in ((False, SALT), (True, bytes(32))):
        with refuses("ReviewPanels_OtherVote", caseId=number, account=who):
            made.reveal(number, *other).send(who)
    with refuses("ReviewPanels_OtherVote", caseId=number, account=panel[1]):
        made.reveal(number, True, SALT).send(panel[1])  # who committed to nothing has nothing to reveal
    made.reveal(number, True, SALT).send(who)
    with refuses("ReviewPanels_AlreadyRevealed", caseId=number, account=who):
        made.reveal(number, True, SALT).send(who)
    with refuses("ReviewPanels_NotPanellist", caseId=number, account=outside):
        made.reveal(number, True, SALT).send(outside)
    with refuses("ReviewPanels_TooEarly", caseId=number, deadline=start + COMMIT + REVEAL):
        made.close(number).send(MALLORY)
    coop.chain.advance(REVEAL)
    with refuses("ReviewPanels_TooLate", caseId=number, deadline=start + COMMIT + REVEAL):
        made.reveal(number, True, SALT).send(panel[1])


def test_a_round_ends_as_soon_as_all_have_revealed(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 3)
    number = opened(coop, made)
    panel = drawn(coop, made, number)
    for who in panel:
        made.commit(number, made.commitment_of(number, 1, who, True, SALT)).send(who)
    coop.chain.advance(COMMIT)
    for who in panel:
        made.reveal(number, True, SALT).send(who)
    made.close(number).send(MALLORY)
    assert made.case_of(number).standing == UPHELD


def test_what_was_never_opened_is_nowhere(coop: Cooperative) -> None:
    made = panels(coop)
    assert (made.outcome_of(1), made.appeal_cost(1), made.case_of(1).phase) == (PENDING, 0, 0)
    with refuses("ReviewPanels_NoRound", caseId=1, round=1):
        made.drawable_in(1, 1)
    for call in (made.close(1), made.draw(1, ()), made.appeal(1), made.reveal(1, True, SALT)):
        with refuses("ReviewPanels_WrongPhase", caseId=1, phase=0):
            call.send(BOB)
    with refuses("ReviewPanels_WrongPhase", caseId=1, phase=0):
        decree(coop, made.decide(1, True))


@pytest.mark.parametrize("upheld", [True, False])
def test_a_vote_that_is_sealed_without_a_node_is_the_contract_s(coop: Cooperative, upheld: bool) -> None:
    made = panels(coop)
    vote = seal(7, 3, BOB, upheld=upheld)
    sealed = vote.commitment(coop.chain.chain_id, made.address)
    assert sealed == made.commitment_of(7, 3, BOB, upheld, vote.salt)
