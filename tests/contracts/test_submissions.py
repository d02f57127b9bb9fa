"""Submissions: what is disclosed, who screens, and what of it is registered in the end."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from dao_sim.bindings import Submissions, WorkRegistry
from dao_sim.coop import Cooperative
from dao_sim.coop.licences import licences_of
from dao_sim.units import ETH, MAX_UINT208, Flag, Wei
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
    refuses,
)
from tests.contracts.licensing import licensed
from tests.contracts.panels import PRICE, panels
from tests.contracts.submissions import (
    ACT,
    CLEARED,
    DEPOSIT,
    FLAGGED,
    LAPSED,
    MUSIC,
    OSCAR,
    OTHER_SCREENER,
    REGISTERED,
    SALT,
    SCREEN,
    SCREENER,
    SCREENING,
    WITHDRAWN,
    announced,
    flagged,
    hash_of,
    policy,
    registered,
    registration,
    screened,
    submissions,
    submitted,
)

YEAR = 365 * DAY


def state(made: Submissions, number: int = 1) -> int:
    """Where a submission is."""
    return made.submission_of(number).state


def test_what_is_clean_is_registered_and_the_deposit_comes_home(coop: Cooperative) -> None:
    made, said = submissions(coop), registration(ai=1_900)
    announced(coop, said)
    receipt = made.submit(said, MUSIC, "a voice model", SALT, value=Wei(DEPOSIT)).send(ALICE)
    (told,) = made.decode(receipt, Submissions.Submitted)
    assert (told.submission_id, told.submitter, told.domain, told.deposit) == (1, ALICE, MUSIC, DEPOSIT)
    assert (told.registration, told.tools) == (said, "a voice model")
    found = made.submission_of(1)
    assert (found.submitter, found.state, found.needs_review, found.flags) == (ALICE, SCREENING, False, 0)
    assert (found.submitted_at, found.deadline) == (coop.chain.now(), coop.chain.now() + made.screen_period())
    assert (found.ai_share_bps, found.domain, found.deposit) == (1_900, MUSIC, DEPOSIT)
    assert (found.content_hash, found.tools_hash) == (said.content_hash, keccak(text="a voice model"))
    assert made.live_of(said.content_hash) == 1

    screened(coop, made, 1)
    assert made.has_screened(1, SCREENER)
    assert (state(made), made.submission_of(1).deadline) == (CLEARED, coop.chain.now() + ACT)
    work = registered(coop, said)
    assert (state(made), made.live_of(said.content_hash), made.submission_of(1).deadline) == (
        REGISTERED,
        0,
        0,
    )
    assert made.owed_to(ALICE, ETH) == DEPOSIT == made.held(ETH)
    made.claim(ETH, ERIN).send(ALICE)
    assert coop.chain.balance(made.address) == 0

    kept = made.disclosure_of(work)
    assert (kept.submission_id, kept.domain, kept.ai_share_bps) == (1, MUSIC, 1_900)
    assert kept.tools_hash == found.tools_hash
    assert made.disclosure_of(work + 1) == (0, bytes(32), 0, bytes(32))


def test_silence_passes(coop: Cooperative) -> None:
    made, said = submissions(coop), registration()
    submitted(coop, made, said)
    coop.chain.advance(SCREEN - 1)
    assert state(made) == SCREENING
    coop.chain.advance(1)
    found = made.submission_of(1)
    assert (found.state, found.deadline) == (CLEARED, found.submitted_at + SCREEN + ACT)
    registered(coop, said)
    assert state(made) == REGISTERED


@pytest.mark.parametrize(
    ("ai", "needs"), [(0, False), (1_999, False), (2_000, True), (5_000, True), (5_001, True), (10_000, True)]
)
def test_from_which_share_of_ai_on_a_panel_must_see_it(coop: Cooperative, ai: int, needs: bool) -> None:
    made = submissions(coop)
    submitted(coop, made, registration(ai=ai))
    assert made.submission_of(1).needs_review == needs
    screened(coop, made, 1)
    assert state(made) == (FLAGGED if needs else CLEARED)
    assert made.submission_of(1).deadline == coop.chain.now() + ACT
    assert made.flagged_by(1) == ()


@pytest.mark.parametrize(("ai", "needs"), [(5_000, False), (5_001, True)])
def test_where_only_the_cap_counts(coop: Cooperative, ai: int, needs: bool) -> None:
    made = submissions(coop, review_from_bps=10_001)
    submitted(coop, made, registration(ai=ai))
    assert made.submission_of(1).needs_review == needs
    coop.chain.advance(SCREEN)
    assert state(made) == (FLAGGED if needs else CLEARED)


def test_rules_that_change_do_not_change_what_is_submitted(coop: Cooperative) -> None:
    made, said = submissions(coop), registration(ai=1_000)
    submitted(coop, made, said)
    receipt = decree(coop, made.set_policy(MUSIC, policy(cap_bps=500, deposit=2 * DEPOSIT)))
    (changed,) = made.decode(receipt, Submissions.PolicySet)
    assert (changed.domain, changed.policy) == (MUSIC, made.policy_of(MUSIC))
    assert made.submission_of(1).needs_review is False
    other = registration("other", ai=1_000)
    announced(coop, other)
    with refuses("Escrow_NotReceived", asset=ETH, amount=2 * DEPOSIT, received=DEPOSIT):
        made.submit(other, MUSIC, "", SALT, value=Wei(DEPOSIT)).send(ALICE)
    made.submit(other, MUSIC, "", SALT, value=Wei(2 * DEPOSIT)).send(ALICE)
    assert made.submission_of(2).needs_review is True


def test_every_screener_clean_clears_at_once_and_one_of_two_does_not(coop: Cooperative) -> None:
    made = submissions(coop, by=(SCREENER, OTHER_SCREENER))
    submitted(coop, made)
    screened(coop, made, 1)
    assert state(made) == SCREENING
    screened(coop, made, 1, by=OSCAR)
    assert state(made) == CLEARED


def test_who_was_removed_does_not_count_for_who_has_not_spoken(coop: Cooperative) -> None:
    """Sofia found it clean and is removed; Oscar, the only one left, has said nothing."""
    made = submissions(coop, by=(SCREENER, OTHER_SCREENER))
    submitted(coop, made)
    screened(coop, made, 1)
    receipt = decree(coop, made.set_screener(SCREENER, False))
    (gone,) = made.decode(receipt, Submissions.ScreenerSet)
    assert (gone.screener, gone.appointed, made.screener_count()) == (SCREENER, False, 1)
    assert (made.is_screener(SCREENER), made.is_screener(OTHER_SCREENER)) == (False, True)
    assert state(made) == SCREENING
    screened(coop, made, 1, by=OSCAR)
    assert state(made) == CLEARED


def test_one_flag_is_enough_and_nobody_takes_it_back(coop: Cooperative) -> None:
    made = submissions(coop, by=(SCREENER, OTHER_SCREENER))
    submitted(coop, made)
    screened(coop, made, 1, Flag.MISSING_FIELD)
    coop.chain.advance(DAY)
    screened(coop, made, 1, by=OSCAR)
    found = made.submission_of(1)
    until = found.submitted_at + SCREEN + ACT
    assert (found.state, found.flags, found.deadline) == (FLAGGED, Flag.MISSING_FIELD, until)
    assert made.flagged_by(1) == (SCREENER,)
    with refuses("Submissions_WrongState", submissionId=1, state=FLAGGED):
        registered(coop, registration())


def test_flags_add_up_while_it_is_screened(coop: Cooperative) -> None:
    made = submissions(coop, by=(SCREENER, OTHER_SCREENER))
    screened_against = registration("known", by=BOB)
    submitted(coop, made, screened_against, by=BOB)
    coop.chain.advance(SCREEN)
    work = registered(coop, screened_against, BOB)
    submitted(coop, made)
    screened(coop, made, 2, Flag.OTHER)
    screened(coop, made, 2, Flag.NEAR_DUPLICATE, by=OSCAR, similar_to=work)
    found = made.submission_of(2)
    assert (found.flags, found.similar_to) == (Flag.OTHER | Flag.NEAR_DUPLICATE, work)
    assert made.flagged_by(2) == (SCREENER, OTHER_SCREENER)


def test_a_screener_cannot_refuse(coop: Cooperative) -> None:
    """Whatever it flags, the work can be registered once a panel, which it cannot sit on, lets it."""
    made = submissions(coop)
    assert made.near_duplicate() | made.missing_field() | made.cap_exceeded() | made.other() == 15
    submitted(coop, made)
    screened(coop, made, 1, Flag.MISSING_FIELD | Flag.CAP_EXCEEDED | Flag.OTHER)
    assert state(made) == FLAGGED
    with refuses("AccessManagedUnauthorized", caller=SCREENER):
        made.set_policy(MUSIC, policy()).send(SCREENER)


def test_only_the_registration_that_was_submitted_passes(coop: Cooperative) -> None:
    made, said = submissions(coop), registration()
    submitted(coop, made, said)
    screened(coop, made, 1)
    other = said._replace(contributors=(MALLORY,))
    announced_hash = made.submission_of(1).registration_hash
    with refuses("Submissions_OtherRegistration", submissionId=1, registrationHash=hash_of(made, other)):
        registered(coop, other)
    assert announced_hash == hash_of(made, said)
    announced(coop, said, BOB)
    with refuses("Submissions_NotSubmitter", submissionId=1, account=BOB):
        coop.registry.register(said, SALT).send(BOB)
    registered(coop, said)


def test_works_that_are_not_submitted_do_not_pass(coop: Cooperative) -> None:
    made, said = submissions(coop), registration()
    announced(coop, said)
    with refuses("Submissions_NotSubmitted", contentHash=said.content_hash):
        coop.registry.register(said, SALT).send(ALICE)
    receipt = decree(coop, coop.registry.set_gate(NOBODY))
    (opened,) = coop.registry.decode(receipt, WorkRegistry.GateSet)
    assert opened.gate == coop.registry.gate() == NOBODY
    coop.registry.register(said, SALT).send(ALICE)
    assert made.disclosure_of(1).submission_id == 0


def test_derivatives_pass_through_the_same_gate(coop: Cooperative) -> None:
    original = registration("original", by=BOB)
    parent = registered(coop, original, BOB)
    made, said = submissions(coop), registration("cover")
    licence = licensed(coop, ALICE, parent, 1_000)
    announced(coop, said)
    derive = licences_of(coop).register_derivative(said, SALT, [licence])
    with refuses("Submissions_NotSubmitted", contentHash=said.content_hash):
        derive.send(ALICE)
    made.submit(said, MUSIC, "", SALT, value=Wei(DEPOSIT)).send(ALICE)
    screened(coop, made, 1)
    derive.send(ALICE)
    assert made.disclosure_of(coop.registry.work_count()).submission_id == 1


def test_only_the_registry_admits(coop: Cooperative) -> None:
    made, said = submissions(coop), registration()
    submitted(coop, made, said)
    screened(coop, made, 1)
    with refuses("Submissions_NotRegistry", account=ALICE):
        made.admit(1, ALICE, said).send(ALICE)
    with refuses("AccessManagedUnauthorized", caller=ALICE):
        coop.registry.set_gate(NOBODY).send(ALICE)


def test_who_may_submit_and_what(coop: Cooperative) -> None:
    made = submissions(coop)
    submit = made.submit(registration(), MUSIC, "", SALT, value=Wei(DEPOSIT))
    with refuses("Submissions_NotMember", account=MALLORY):
        submit.send(MALLORY)
    with refuses("Submissions_DomainNotOpen", domain=b"film".ljust(32, b"\0")):
        made.submit(registration(), b"film".ljust(32, b"\0"), "", SALT, value=Wei(DEPOSIT)).send(ALICE)
    with refuses("Submissions_InvalidShare", aiShareBps=10_001, maximum=10_000):
        made.submit(registration(ai=10_001), MUSIC, "", SALT).send(ALICE)
    for count in (0, 101):
        with refuses("Submissions_InvalidContributors", count=count, maximum=100):
            made.submit(registration(contributors=(BOB,) * count), MUSIC, "", SALT).send(ALICE)
    with refuses("Submissions_LengthMismatch", contributors=2, units=1):
        made.submit(registration(contributors=(ALICE, BOB)), MUSIC, "", SALT).send(ALICE)
    decree(coop, made.set_policy(MUSIC, policy(open_=False, deposit=0)))
    with refuses("Submissions_DomainNotOpen", domain=MUSIC):
        submit.send(ALICE)


def test_a_content_is_submitted_once_at_a_time(coop: Cooperative) -> None:
    made, said = submissions(coop), registration()
    submitted(coop, made, said)
    announced(coop, said, BOB)
    again = made.submit(said, MUSIC, "", SALT, value=Wei(DEPOSIT))
    with refuses("Submissions_ContentSubmitted", contentHash=said.content_hash, submissionId=1):
        again.send(BOB)
    screened(coop, made, 1)
    work = registered(coop, said)
    with refuses("Submissions_ContentRegistered", contentHash=said.content_hash, workId=work):
        again.send(BOB)
    decree(coop, coop.registry.void_registration(work, CAROL))
    with refuses("Submissions_ContentReserved", contentHash=said.content_hash, heir=CAROL):
        again.send(BOB)
    assert submitted(coop, made, said, by=CAROL) == 2


def test_who_copies_a_submission_comes_too_late(coop: Cooperative) -> None:
    """Bob sees Alice's submission before it is in a block, and pays more to be first."""
    made, said = submissions(coop), registration()
    announced(coop, said)
    pending = made.submit(said, MUSIC, "", SALT, value=Wei(DEPOSIT))
    stolen = made.submit(said._replace(contributors=(BOB,)), MUSIC, "", SALT, value=Wei(DEPOSIT))
    commitment = coop.registry.commitment_for(BOB, said.content_hash, SALT)
    with refuses("Submissions_NotCommitted", submitter=BOB, commitment=commitment):
        stolen.send(BOB)
    coop.registry.commit(commitment).send(BOB)
    now = coop.chain.now()
    with refuses("Submissions_CommitTooYoung", committedAt=now, earliest=now + 60):
        stolen.send(BOB)
    pending.send(ALICE)
    coop.chain.advance(60)
    with refuses("Submissions_ContentSubmitted", contentHash=said.content_hash, submissionId=1):
        stolen.send(BOB)


def test_who_corrects_a_submission_is_not_overtaken(coop: Cooperative) -> None:
    """Bob saw Alice's first submission, committed to its content, and waits for her to withdraw it."""
    made, said = submissions(coop), registration()
    submitted(coop, made, said)
    screened(coop, made, 1, Flag.MISSING_FIELD)
    announced(coop, said, BOB)
    made.withdraw(1).send(ALICE)
    until = coop.chain.now() + ACT
    kept = made.kept_for(said.content_hash)
    assert (kept.submitter, kept.until) == (ALICE, until)
    stolen = made.submit(said._replace(contributors=(BOB,)), MUSIC, "", SALT, value=Wei(DEPOSIT))
    with refuses("Submissions_ContentKept", contentHash=said.content_hash, submitter=ALICE, until=until):
        stolen.send(BOB)
    corrected = said._replace(uri="ipfs://a better one")
    made.submit(corrected, MUSIC, "", SALT, value=Wei(DEPOSIT)).send(ALICE)
    assert made.submission_of(2).submitter == ALICE
    assert made.kept_for(said.content_hash).until == 0


def test_what_was_withdrawn_is_kept_for_a_while_only(coop: Cooperative) -> None:
    made, said = submissions(coop), registration()
    submitted(coop, made, said)
    made.withdraw(1).send(ALICE)
    until = coop.chain.now() + ACT
    coop.chain.advance(ACT - 61)
    announced(coop, said, BOB)
    again = made.submit(said, MUSIC, "", SALT, value=Wei(DEPOSIT))
    assert coop.chain.now() < until
    with refuses("Submissions_ContentKept", contentHash=said.content_hash, submitter=ALICE, until=until):
        again.send(BOB)
    coop.chain.advance(until - coop.chain.now())
    again.send(BOB)
    assert made.submission_of(2).submitter == BOB


def test_a_commitment_grows_too_old(coop: Cooperative) -> None:
    made, said = submissions(coop), registration()
    announced(coop, said)
    made_at = coop.chain.now() - 60
    coop.chain.advance(DAY - 59)
    with refuses("Submissions_CommitTooOld", committedAt=made_at, latest=made_at + DAY):
        made.submit(said, MUSIC, "", SALT, value=Wei(DEPOSIT)).send(ALICE)


@pytest.mark.parametrize("when", ["screening", "flagged", "cleared", "late"])
def test_a_submitter_withdraws_and_gets_the_deposit_back(coop: Cooperative, when: str) -> None:
    made, said = submissions(coop), registration()
    submitted(coop, made, said)
    if when != "screening":
        screened(coop, made, 1, Flag.OTHER if when == "flagged" else 0)
    coop.chain.advance(ACT if when == "late" else 1)
    with refuses("Submissions_NotSubmitter", submissionId=1, account=MALLORY):
        made.withdraw(1).send(MALLORY)
    receipt = made.withdraw(1).send(ALICE)
    assert [event.submission_id for event in made.decode(receipt, Submissions.Withdrawn)] == [1]
    assert (state(made), made.owed_to(ALICE, ETH), made.submission_of(1).deposit) == (WITHDRAWN, DEPOSIT, 0)
    for call in (made.withdraw(1), made.lapse(1)):
        with refuses("Submissions_WrongState", submissionId=1, state=WITHDRAWN):
            call.send(ALICE)
    coop.chain.advance(ACT)
    assert submitted(coop, made, said, by=BOB) == 2


@pytest.mark.parametrize("when", ["flagged", "cleared", "silence", "silence in need of a panel"])
def test_anybody_ends_what_nobody_goes_on_with(coop: Cooperative, when: str) -> None:
    made, said = submissions(coop), registration(ai=3_000 if "panel" in when else 0)
    submitted(coop, made, said)
    with refuses("Submissions_WrongState", submissionId=1, state=SCREENING):
        made.lapse(1).send(MALLORY)
    end = made.submission_of(1).submitted_at + SCREEN + ACT
    if when == "cleared":
        screened(coop, made, 1, 0)
        end = coop.chain.now() + ACT
    elif when == "flagged":
        screened(coop, made, 1, Flag.OTHER)
    else:
        coop.chain.advance(SCREEN)
    coop.chain.advance(end - 1 - coop.chain.now())
    with refuses("Submissions_TooEarly", submissionId=1, deadline=end):
        made.lapse(1).send(MALLORY)
    coop.chain.advance(1)
    if when in ("flagged", "silence in need of a panel"):
        with refuses("Submissions_TooLate", submissionId=1, deadline=end):
            made.request_review(1, said).send(ALICE)
    else:
        announced(coop, said)
        with refuses("Submissions_TooLate", submissionId=1, deadline=end):
            coop.registry.register(said, SALT).send(ALICE)
    receipt = made.lapse(1).send(MALLORY)
    assert [event.submission_id for event in made.decode(receipt, Submissions.Lapsed)] == [1]
    assert (state(made), made.owed_to(ALICE, ETH), made.live_of(said.content_hash)) == (LAPSED, DEPOSIT, 0)


def test_there_is_no_submission_before_the_first(coop: Cooperative) -> None:
    made = submissions(coop)
    assert made.submission_count() == made.submission_of(1).state == 0
    for call in (made.withdraw(1), made.lapse(1), made.conclude(1), made.request_review(1, registration())):
        with refuses("Submissions_WrongState", submissionId=1, state=0):
            call.send(ALICE)


def test_what_members_decide_about_domains_has_limits(coop: Cooperative) -> None:
    made = submissions(coop)
    with refuses("Submissions_InvalidCap", domain=MUSIC, capBps=10_001, maximum=10_000):
        decree(coop, made.set_policy(MUSIC, policy(cap_bps=10_001)))
    with refuses("Submissions_DepositBelowCost", domain=MUSIC, deposit=PRICE - 1, cost=PRICE):
        decree(coop, made.set_policy(MUSIC, policy(deposit=PRICE - 1)))
    decree(coop, made.set_policy(MUSIC, policy(deposit=PRICE)))
    decree(coop, made.set_policy(MUSIC, policy(deposit=MAX_UINT208)))


def test_screeners_are_appointed_once_and_are_not_too_many(coop: Cooperative) -> None:
    made = submissions(coop)
    for account, appointed in ((SCREENER, True), (OTHER_SCREENER, False), (NOBODY, True)):
        with refuses("Submissions_InvalidScreener", screener=account, count=1, maximum=8):
            decree(coop, made.set_screener(account, appointed))
    for place in range(7):
        decree(coop, made.set_screener(coop.chain.accounts()[place], True))
    with refuses("Submissions_InvalidScreener", screener=OTHER_SCREENER, count=8, maximum=8):
        decree(coop, made.set_screener(OTHER_SCREENER, True))
    with refuses("AccessManagedUnauthorized", caller=SCREENER):
        made.set_screener(OTHER_SCREENER, True).send(SCREENER)


@pytest.mark.parametrize(("screen", "act"), [(0, 1), (1, 0), (YEAR + 1, 1), (1, YEAR + 1)])
def test_periods_have_ranges(coop: Cooperative, screen: int, act: int) -> None:
    where = (coop.access.address, coop.registry.address, coop.membership.address, panels(coop).address)
    wrong = screen if screen in (0, YEAR + 1) else act
    with refuses("Submissions_InvalidPeriod", period=wrong, maximum=YEAR):
        Submissions.deploy(coop.chain, DEPLOYER, *where, coop.treasury.address, screen, act)


def test_what_it_was_deployed_with(coop: Cooperative) -> None:
    made = submissions(coop)
    assert (made.registry(), made.membership()) == (coop.registry.address, coop.membership.address)
    assert (made.treasury(), made.asset()) == (coop.treasury.address, ETH)
    assert (made.screen_period(), made.act_period()) == (SCREEN, ACT)
    assert made.authority() == coop.access.address
    with refuses("AccessManagedUnauthorized", caller=MALLORY):
        made.set_authority(MALLORY).send(MALLORY)
    assert made.is_consuming_scheduled_op() == bytes(4)


def test_flagging_costs_the_submitter_nothing_if_it_gives_up(coop: Cooperative) -> None:
    made = submissions(coop)
    flagged(coop, made)
    made.withdraw(1).send(ALICE)
    made.claim(ETH, DAVE).send(ALICE)
    assert (made.held(ETH), coop.chain.balance(made.address)) == (0, 0)
    assert coop.chain.balance(DAVE) >= TOKEN
