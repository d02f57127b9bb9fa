"""Verdicts: whose they are, what they are about, and until when they count."""

from __future__ import annotations

from typing import Any

import pytest
from eth_utils.crypto import keccak

from dao_sim.bindings import Submissions
from dao_sim.coop import Cooperative
from dao_sim.units import Address, Flag, Wei
from tests.contracts.kit import BOB, DAY, MALLORY, NOBODY, decree, mock, refuses
from tests.contracts.submissions import (
    CLEARED,
    FLAGGED,
    OSCAR,
    OTHER_SCREENER,
    REPORT,
    SCREEN,
    SCREENER,
    SCREENING,
    registered,
    registration,
    screened,
    signed,
    submissions,
    submitted,
    verdict,
)


def bad(made: Submissions, number: int = 1, screener: Address = SCREENER) -> Any:
    """The refusal of a signature."""
    return refuses("Submissions_InvalidSignature", submissionId=number, screener=screener)


def test_anybody_sends_what_a_screener_signed(coop: Cooperative) -> None:
    made = submissions(coop)
    submitted(coop, made)
    said = verdict(coop, made, 1, Flag.OTHER)
    receipt = made.screen(said, signed(made, said)).send(MALLORY)
    (told,) = made.decode(receipt, Submissions.Screened)
    assert (told.submission_id, told.screener, told.flags) == (1, SCREENER, Flag.OTHER)
    assert (told.similar_to, told.report_hash) == (0, REPORT)


def test_the_digest_is_what_is_signed(coop: Cooperative) -> None:
    made = submissions(coop)
    submitted(coop, made)
    said = verdict(coop, made, 1)
    domain = made.eip712_domain()
    kind = b"EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    verdict_kind = (
        b"Verdict(uint256 submissionId,bytes32 registrationHash,uint256 similarTo,bytes32 reportHash,"
        b"address screener,uint8 flags,uint48 validUntil)"
    )
    named = keccak(text=domain.name) + keccak(text=domain.version)
    separator = keccak(kind) + named + _word(domain.chain_id) + _word(int(domain.verifying_contract, 16))
    hashes = said.registration_hash + _word(0) + REPORT
    rest = _word(int(SCREENER, 16)) + _word(0) + _word(said.valid_until)
    struct = keccak(verdict_kind) + _word(1) + hashes + rest
    assert made.digest_of(said) == keccak(b"\x19\x01" + keccak(separator) + keccak(struct))


def _word(value: int) -> bytes:
    return value.to_bytes(32, "big")


@pytest.mark.parametrize(
    "changed",
    [
        {"flags": Flag.OTHER},
        {"report_hash": bytes(32)},
        {"valid_until": 2**48 - 1},
    ],
)
def test_a_verdict_that_was_changed_is_refused(coop: Cooperative, changed: dict[str, Any]) -> None:
    made = submissions(coop)
    submitted(coop, made)
    said = verdict(coop, made, 1)
    signature = signed(made, said)
    with bad(made):
        made.screen(said._replace(**changed), signature).send(BOB)


@pytest.mark.parametrize(
    "domain", [{"chainId": 999}, {"verifyingContract": MALLORY}, {"name": "Other"}, {"version": "2"}]
)
def test_a_verdict_of_another_chain_or_contract_is_refused(coop: Cooperative, domain: dict[str, Any]) -> None:
    made = submissions(coop)
    submitted(coop, made)
    said = verdict(coop, made, 1)
    with bad(made):
        made.screen(said, signed(made, said, **domain)).send(BOB)


def test_a_verdict_of_another_submission_is_refused(coop: Cooperative) -> None:
    made = submissions(coop)
    submitted(coop, made)
    submitted(coop, made, registration("other"))
    said = verdict(coop, made, 1)
    moved = said._replace(submission_id=2)
    with refuses("Submissions_OtherRegistration", submissionId=2, registrationHash=said.registration_hash):
        made.screen(moved, signed(made, said)).send(BOB)
    moved = moved._replace(registration_hash=made.submission_of(2).registration_hash)
    with bad(made, 2):
        made.screen(moved, signed(made, said)).send(BOB)


def test_a_verdict_counts_once(coop: Cooperative) -> None:
    """Replayed, a clean verdict would stand for the other screener's."""
    made = submissions(coop, by=(SCREENER, OTHER_SCREENER))
    submitted(coop, made)
    said = verdict(coop, made, 1)
    made.screen(said, signed(made, said)).send(BOB)
    again = verdict(coop, made, 1, Flag.OTHER)
    for each in (said, again):
        with refuses("Submissions_AlreadyScreened", submissionId=1, screener=SCREENER):
            made.screen(each, signed(made, each)).send(BOB)
    assert made.submission_of(1).state == SCREENING


def test_a_verdict_of_one_registration_is_not_one_of_the_next(coop: Cooperative) -> None:
    """Alice withdraws what was found clean, and submits other terms for the same content."""
    made, said = submissions(coop), registration()
    submitted(coop, made, said)
    clean = verdict(coop, made, 1)
    made.withdraw(1).send(registration().contributors[0])
    made.submit(
        said._replace(uri="ipfs://elsewhere"), b"music".ljust(32, b"\0"), "", b"\x05" * 32, value=Wei(10**18)
    ).send(said.contributors[0])
    with refuses("Submissions_WrongState", submissionId=1, state=8):
        made.screen(clean, signed(made, clean)).send(BOB)
    moved = clean._replace(submission_id=2)
    with refuses("Submissions_OtherRegistration", submissionId=2, registrationHash=clean.registration_hash):
        made.screen(moved, signed(made, moved)).send(BOB)


def test_a_verdict_expires(coop: Cooperative) -> None:
    made = submissions(coop)
    submitted(coop, made)
    said = verdict(coop, made, 1)
    coop.chain.advance(DAY + 1)
    with refuses("Submissions_VerdictExpired", submissionId=1, validUntil=said.valid_until):
        made.screen(said, signed(made, said)).send(BOB)


def test_a_verdict_in_its_last_second(coop: Cooperative) -> None:
    made = submissions(coop)
    submitted(coop, made)
    said = verdict(coop, made, 1)
    coop.chain.advance(DAY)
    made.screen(said, signed(made, said)).send(BOB)
    assert made.submission_of(1).state == CLEARED


def test_nobody_is_a_screener_who_was_not_appointed(coop: Cooperative) -> None:
    made = submissions(coop)
    submitted(coop, made)
    said = verdict(coop, made, 1, screener=OTHER_SCREENER)
    with refuses("Submissions_NotScreener", screener=OTHER_SCREENER):
        made.screen(said, signed(made, said, OSCAR)).send(BOB)
    with bad(made):
        mine = verdict(coop, made, 1)
        made.screen(mine, signed(made, mine, OSCAR)).send(BOB)
    with refuses("Submissions_NotScreener", screener=NOBODY):
        made.screen(verdict(coop, made, 1, screener=NOBODY), b"").send(BOB)


def test_a_screener_who_was_removed_after_signing_does_not_count(coop: Cooperative) -> None:
    made = submissions(coop)
    submitted(coop, made)
    said = verdict(coop, made, 1)
    signature = signed(made, said)
    decree(coop, made.set_screener(SCREENER, False))
    with refuses("Submissions_NotScreener", screener=SCREENER):
        made.screen(said, signature).send(BOB)


def test_a_contract_screens_by_its_owner_s_key(coop: Cooperative) -> None:
    contract = mock(coop.chain, "ContractVoter", SCREENER).address
    twin = mock(coop.chain, "ContractVoter", SCREENER).address
    made = submissions(coop, by=(contract, twin))
    submitted(coop, made)
    said = verdict(coop, made, 1, screener=contract)
    with bad(made, 1, contract):
        made.screen(said, signed(made, said, OSCAR)).send(BOB)
    signature = signed(made, said)
    made.screen(said, signature).send(BOB)
    with bad(made, 1, twin):
        made.screen(said._replace(screener=twin), signature).send(BOB)
    assert made.has_screened(1, contract)
    assert made.submission_of(1).state == SCREENING


@pytest.mark.parametrize(
    ("flags", "similar"),
    [(16, 0), (255, 0), (Flag.NEAR_DUPLICATE, 0), (Flag.OTHER, 1), (0, 1), (Flag.NEAR_DUPLICATE, 2)],
)
def test_what_a_verdict_can_say(coop: Cooperative, flags: int, similar: int) -> None:
    known = registration("known", by=BOB)
    registered(coop, known, BOB)
    made = submissions(coop)
    submitted(coop, made)
    said = verdict(coop, made, 1, flags, similar_to=similar)
    with refuses("Submissions_InvalidVerdict", submissionId=1, flags=flags, similarTo=similar):
        made.screen(said, signed(made, said)).send(BOB)


def test_screening_ends(coop: Cooperative) -> None:
    made = submissions(coop, by=(SCREENER, OTHER_SCREENER))
    submitted(coop, made)
    submitted(coop, made, registration("other"))
    second = made.submission_of(2)
    screened(coop, made, 2, Flag.OTHER)
    coop.chain.advance(second.submitted_at + SCREEN - coop.chain.now())
    late = verdict(coop, made, 1, Flag.OTHER)
    with refuses("Submissions_WrongState", submissionId=1, state=CLEARED):
        made.screen(late, signed(made, late)).send(BOB)
    late = verdict(coop, made, 2, Flag.OTHER, screener=OTHER_SCREENER)
    assert made.submission_of(2).state == FLAGGED
    with refuses("Submissions_TooLate", submissionId=2, deadline=second.submitted_at + SCREEN):
        made.screen(late, signed(made, late, OSCAR)).send(BOB)
