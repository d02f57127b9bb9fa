"""Disputes about shares and infringement: who claims, what a ruling moves, and what it never does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from eth_utils.crypto import keccak

from dao_sim.bindings import Disputes, ReviewPanels
from dao_sim.bindings.generated.structs import Registration
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Address, Wei
from tests.contracts.charters import founded, written
from tests.contracts.disputes import (
    DISMISSED,
    FREEZE,
    INFRINGEMENT,
    OPEN,
    SONG,
    UPHELD,
    WINDOW,
    claim,
    disputes,
    opened,
    ruled,
    settled,
)
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    CAROL,
    DAY,
    DEPLOYER,
    MALLORY,
    NOBODY,
    OPERATOR,
    TOKEN,
    mock_token,
    refuses,
)
from tests.contracts.panels import EXPIRED, PENDING, PRICE, enlisted, owed, panels, people, wait

YES, NO = (True, True, True), (False, False, False)


@dataclass(frozen=True)
class Court:
    """A co-op with a dispute window, a song in it, panels with seven members to draw from, and disputes."""

    coop: Cooperative
    panels: ReviewPanels
    disputes: Disputes
    work: int


@pytest.fixture(scope="module")
def built() -> Court:
    coop = founded(written("token").replace("licences = true", 'licences = true\ndispute_window = "30d"'))
    jury = panels(coop)
    enlisted(coop, jury, 7)
    return Court(coop, jury, disputes(coop, jury), coop.register_work(ALICE, b"a song", SONG))


@pytest.fixture
def court(built: Court) -> Iterator[Court]:
    mark = built.coop.chain.checkpoint()
    yield built
    built.coop.chain.restore(mark)


def units(court: Court, *holders: Address) -> tuple[int, ...]:
    return tuple(court.coop.vault.balance_of(holder, court.work) for holder in holders)


def test_what_is_due_to_a_contributor_is_moved_and_not_what_was_earned(court: Court) -> None:
    coop, made = court.coop, court.disputes
    coop.deposit(court.work, 1_000_000, BUYER)
    number = opened(coop, made, claim(court.work))
    found = made.dispute_of(number)
    assert (found.granted, found.state, found.claimant, found.froze) == (600_000, OPEN, CAROL, True)
    assert made.claim_of(number) == claim(court.work)
    assert settled(coop, made, number, *YES) == 100_000
    assert made.dispute_of(number).state == UPHELD
    assert units(court, ALICE, BOB, CAROL) == (500_000, 400_000, 100_000)
    earned = [coop.vault.claimable(court.work, ETH, who) for who in (ALICE, BOB, CAROL)]
    assert earned == [570_000, 380_000, 0]
    coop.deposit(court.work, 1_000_000, BUYER)
    assert coop.vault.claimable(court.work, ETH, CAROL) == 95_000


def test_a_claim_that_is_dismissed_or_never_drawn_moves_nothing(court: Court) -> None:
    coop, made = court.coop, court.disputes
    refused = opened(coop, made, claim(court.work))
    assert settled(coop, made, refused, *NO) == 0
    undrawn = opened(coop, made, claim(court.work, kind=INFRINGEMENT))
    wait(coop, 256)
    assert court.panels.outcome_of(made.dispute_of(undrawn).case_id) == EXPIRED
    made.conclude(undrawn).send(MALLORY)
    assert [made.dispute_of(number).state for number in (refused, undrawn)] == [DISMISSED, DISMISSED]
    assert units(court, ALICE, BOB, CAROL) == (600_000, 400_000, 0)
    with refuses("Disputes_NotOpen", disputeId=refused, state=DISMISSED):
        made.conclude(refused).send(MALLORY)


def test_what_is_in_dispute_cannot_be_sold_until_it_is_decided(court: Court) -> None:
    coop, made, vault = court.coop, court.disputes, court.coop.vault
    first = opened(coop, made, claim(court.work))
    frozen = vault.locked_until(court.work)
    assert frozen == coop.chain.now() + FREEZE
    second = opened(coop, made, claim(court.work, {BUYER: 1}), by=BUYER)
    assert made.freezing(court.work) == 2
    settled(coop, made, first, *NO)
    assert vault.locked_until(court.work) >= frozen, "another dispute is open"
    settled(coop, made, second, *NO)
    window_end = coop.registry.work(court.work).registered_at + WINDOW
    assert (made.freezing(court.work), vault.locked_until(court.work)) == (0, window_end)
    coop.chain.advance(max(window_end - coop.chain.now(), 0))
    vault.transfer(CAROL, court.work, 1).send(ALICE)


def test_a_lock_ends_by_itself_however_long_the_panels_take(court: Court) -> None:
    coop = court.coop
    opened(coop, court.disputes, claim(court.work))
    coop.chain.advance(FREEZE)
    coop.vault.transfer(CAROL, court.work, 1).send(ALICE)


def test_later_disputes_lock_nothing(court: Court) -> None:
    coop, made = court.coop, court.disputes
    coop.chain.advance(WINDOW)
    number = opened(coop, made, claim(court.work))
    assert (made.dispute_of(number).froze, made.freezing(court.work)) == (False, 0)
    coop.vault.transfer(BUYER, court.work, 1).send(ALICE)


def test_only_what_the_party_still_holds_of_its_first_units_is_moved(court: Court) -> None:
    coop, made, vault = court.coop, court.disputes, court.coop.vault
    coop.chain.advance(WINDOW)
    number = opened(coop, made, claim(court.work, {CAROL: 200_000, DEPLOYER: 100_001}))
    vault.transfer(BUYER, court.work, 500_000).send(ALICE)
    vault.transfer(ALICE, court.work, 400_000).send(BOB)  # bought in good faith: never touched
    assert units(court, ALICE) == (500_000,)
    assert made.held_of(court.work, ALICE, 600_000) == 100_000
    assert settled(coop, made, number, *YES) == 100_000
    share = 100_001 * 100_000 // 300_001
    assert units(court, ALICE, BUYER, CAROL, DEPLOYER) == (400_000, 500_000, 100_000 - share, share)
    with refuses("Disputes_InvalidParty", workId=court.work, party=ALICE):
        opened(coop, made, claim(court.work))


def test_giving_units_to_oneself_washes_nothing(court: Court) -> None:
    coop, vault = court.coop, court.coop.vault
    coop.chain.advance(WINDOW)
    vault.transfer(ALICE, court.work, 600_000).send(ALICE)
    assert vault.units_given_away(court.work, ALICE) == 0
    number = opened(coop, court.disputes, claim(court.work))
    assert settled(coop, court.disputes, number, *YES) == 100_000


def test_nothing_is_left_to_move(court: Court) -> None:
    coop, made = court.coop, court.disputes
    coop.chain.advance(WINDOW)
    number = opened(coop, made, claim(court.work))
    coop.vault.transfer(BUYER, court.work, 600_000).send(ALICE)
    assert settled(coop, made, number, *YES) == 0
    assert made.dispute_of(number).state == UPHELD


def test_who_has_a_stake_in_it_sits_on_no_panel(court: Court) -> None:
    coop, made = court.coop, court.disputes
    (heir,) = people(1)
    number = opened(coop, made, claim(court.work, {heir: 50_000}))
    case = made.dispute_of(number).case_id
    (event,) = court.panels.events(ReviewPanels.Opened, case_id=case)
    assert set(event.conflicts) == {heir, ALICE, BOB}
    assert (event.claimant, event.respondent) == (CAROL, ALICE)
    wait(coop, 6)
    court.panels.draw(case, event.conflicts).send(MALLORY)
    assert heir not in court.panels.panel_of(case, 1)


def test_small_contributors_do_not_empty_the_panel(court: Court) -> None:
    """Whoever names the whole pool as contributors of one unit each would choose who judges."""
    coop, made = court.coop, court.disputes
    pool = people(7)
    song = {
        ALICE: 1_000_000 - 7 - made.stakeholder_units(),
        BOB: made.stakeholder_units(),
        **dict.fromkeys(pool, 1),
    }
    work = coop.register_work(ALICE, b"a crowd", song)
    number = opened(coop, made, claim(work), song=song)
    (event,) = court.panels.events(ReviewPanels.Opened, case_id=made.dispute_of(number).case_id)
    assert set(event.conflicts) == {CAROL, ALICE, BOB}


def test_a_contributor_named_often_with_little_is_a_large_one(court: Court) -> None:
    """The registry takes a name more than once: a thief's friend does not judge it by splitting its part."""
    coop, made = court.coop, court.disputes
    (friend,) = people(1)
    part = made.stakeholder_units() // 2
    payees, parts = (ALICE, friend, friend), (1_000_000 - 2 * part, part, part)
    said = Registration(keccak(text="split"), "ipfs://split", payees, parts, 0, 0)
    registry = coop.registry
    registry.commit(registry.commitment_for(BOB, said.content_hash, bytes(32))).send(BOB)
    coop.chain.advance(registry.min_commit_age())
    registry.register(said, bytes(32)).send(BOB)
    call = made.open_(claim(registry.work_count()), payees, parts, value=Wei(PRICE))
    (opening,) = made.decode(call.send(CAROL), Disputes.DisputeOpened)
    (event,) = court.panels.events(ReviewPanels.Opened, case_id=opening.case_id)
    assert set(event.conflicts) == {CAROL, ALICE, BOB, friend}


def test_units_are_moved_while_another_dispute_keeps_them_locked(court: Court) -> None:
    coop, made = court.coop, court.disputes
    first = opened(coop, made, claim(court.work))
    opened(coop, made, claim(court.work, {BUYER: 1}), by=BUYER)
    assert settled(coop, made, first, *YES) == 100_000
    until = coop.vault.locked_until(court.work)
    with refuses("RoyaltyVault_UnitsLocked", workId=court.work, until=until):
        coop.vault.transfer(BUYER, court.work, 1).send(CAROL)


def test_units_of_a_work_that_was_voided_can_be_disputed(court: Court) -> None:
    coop, made = court.coop, court.disputes
    coop.registry.void_registration(court.work, CAROL).send(coop.timelock.address)
    number = opened(coop, made, claim(court.work))
    assert settled(coop, made, number, *YES) == 100_000


def test_a_ruling_is_not_carried_out_before_it_is_final(court: Court) -> None:
    coop, made = court.coop, court.disputes
    number = opened(coop, made, claim(court.work))
    case = made.dispute_of(number).case_id
    assert court.panels.outcome_of(case) == PENDING
    with refuses("Disputes_NotDecided", disputeId=number, caseId=case):
        made.conclude(number).send(CAROL)
    with refuses("Disputes_NotOpen", disputeId=9, state=0):
        made.conclude(9).send(CAROL)


def test_whoever_pays_a_panel_gets_back_what_it_does_not_use(court: Court) -> None:
    coop, made = court.coop, court.disputes
    number = opened(coop, made, claim(court.work))
    settled(coop, made, number, True, True)
    assert owed(court.panels, CAROL) == (PRICE // 3,)
    assert coop.chain.balance(made.address) == 0


def test_a_panel_is_paid_in_a_token(court: Court) -> None:
    coop = court.coop
    money = mock_token(coop.chain)
    jury = panels(coop, money.address)
    made = disputes(coop, jury)
    money.mint(CAROL, 10 * TOKEN).send(CAROL)
    money.approve(made.address, PRICE).send(CAROL)
    arguments = (claim(court.work), list(SONG), list(SONG.values()))
    made.open_(*arguments).send(CAROL)
    assert (money.balance_of(jury.address), money.balance_of(made.address)) == (PRICE, 0)
    with refuses("ERC20InsufficientAllowance", spender=made.address, allowance=0, needed=PRICE):
        made.open_(*arguments).send(CAROL)
    money.approve(made.address, PRICE).send(CAROL)
    with refuses("Escrow_NotReceived", asset=NOBODY, amount=0, received=1):
        made.open_(*arguments, value=Wei(1)).send(CAROL)


@pytest.mark.parametrize("sent", [0, PRICE - 1, PRICE + 1])
def test_a_panel_costs_exactly_what_it_costs(court: Court, sent: int) -> None:
    arguments = (claim(court.work), list(SONG), list(SONG.values()))
    with refuses("Escrow_NotReceived", asset=ETH, amount=PRICE, received=sent):
        court.disputes.open_(*arguments, value=Wei(sent)).send(CAROL)
    assert court.disputes.freezing(court.work) == 0


def test_what_cannot_be_claimed_is_refused(court: Court) -> None:
    coop, made, work = court.coop, court.disputes, court.work

    def attempt(said: object, by: Address = CAROL) -> None:
        opened(coop, made, said, by)  # type: ignore[arg-type]

    with refuses("Disputes_NotThePayees", workId=9):
        made.open_(claim(9), [], []).send(CAROL)
    with refuses("Disputes_NotThePayees", workId=work):
        opened(coop, made, claim(work), song={ALICE: 1_000_000})
    with refuses("Disputes_NoGrounds", workId=work):
        attempt(claim(work, grounds=bytes(32)))
    with refuses("Disputes_InvalidParty", workId=work, party=ALICE):
        attempt(claim(work), ALICE)
    with refuses("Disputes_InvalidParty", workId=work, party=MALLORY):
        attempt(claim(work, party=MALLORY))
    with refuses("Disputes_InvalidHeirs", heirs=0, units=0, maximum=8):
        attempt(claim(work, {}))
    with refuses("Disputes_InvalidHeirs", heirs=9, units=9, maximum=8):
        attempt(claim(work, dict.fromkeys(people(9), 1)))
    with refuses("Disputes_InvalidHeirs", heirs=1, units=2, maximum=8):
        attempt(claim(work)._replace(units=(1, 2)))
    for heir in (NOBODY, coop.vault.address, ALICE):
        with refuses("Disputes_InvalidHeir", heir=heir, units=1):
            attempt(claim(work, {heir: 1}))
    with refuses("Disputes_InvalidHeir", heir=CAROL, units=0):
        attempt(claim(work, {CAROL: 0}))
    with refuses("Disputes_InvalidHeir", heir=BOB, units=made.stakeholder_units() - 1):
        attempt(claim(work, {CAROL: 1, BOB: made.stakeholder_units() - 1}))
    with refuses("Disputes_ClaimTooLarge", workId=work, units=600_001, held=600_000):
        attempt(claim(work, {CAROL: 600_001}))
    most = 2**256 - 1
    with refuses("Disputes_ClaimTooLarge", workId=work, units=most, held=600_000):
        attempt(claim(work, {CAROL: most, BOB: most}))
    assert (made.dispute_count(), made.max_heirs()) == (0, 8)


def test_disputes_need_a_window_and_a_freeze_that_ends(court: Court, coop: Cooperative) -> None:
    where = court.coop.registry.address, court.coop.vault.address
    for period in (0, 366 * DAY):
        with refuses("Disputes_InvalidFreezePeriod", period=period, maximum=365 * DAY):
            Disputes.deploy(court.coop.chain, DEPLOYER, court.panels.address, *where, period)
    with refuses("Disputes_NoDisputeWindow", vault=coop.vault.address):
        Disputes.deploy(
            coop.chain, DEPLOYER, court.panels.address, coop.registry.address, coop.vault.address, FREEZE
        )
    made = court.disputes
    assert (made.panels(), made.freeze_period()) == (court.panels.address, FREEZE)
    assert (made.registry(), made.vault()) == where


def test_nobody_else_moves_or_locks_units(court: Court) -> None:
    vault, work = court.coop.vault, court.work
    for who in (MALLORY, OPERATOR, court.coop.timelock.address):
        with refuses("AccessManagedUnauthorized", caller=who):
            vault.adjudge(work, ALICE, MALLORY, 1).send(who)
        with refuses("AccessManagedUnauthorized", caller=who):
            vault.set_lock(work, 1).send(who)


def test_a_lock_is_set_for_a_year_at_most(court: Court) -> None:
    vault, judge = court.coop.vault, court.disputes.address
    latest = court.coop.chain.now() + 365 * DAY
    vault.set_lock(court.work, latest).send(judge)
    with refuses("RoyaltyVault_LockTooLong", unitLock=latest + 2, maximum=365 * DAY):
        vault.set_lock(court.work, latest + 2).send(judge)
    with refuses("RoyaltyVault_UnknownWork", workId=9):
        vault.set_lock(9, latest).send(judge)
    assert vault.payees_hash_of(court.work) != bytes(32)


def test_rulings_are_carried_out_by_anyone_once(court: Court) -> None:
    coop, made = court.coop, court.disputes
    number = opened(coop, made, claim(court.work))
    ruled(coop, court.panels, made.dispute_of(number).case_id, *YES)
    made.conclude(number).send(MALLORY)
    with refuses("Disputes_NotOpen", disputeId=number, state=UPHELD):
        made.conclude(number).send(MALLORY)


def test_an_heir_that_cannot_hold_units_holds_up_nobody(court: Court) -> None:
    """Where royalties are sent for a work to come is an account like any other until it is registered."""
    coop, made, vault = court.coop, court.disputes, court.coop.vault
    with refuses("Disputes_InvalidHeir", heir=vault.receiver_of(court.work), units=1):
        opened(coop, made, claim(court.work, {vault.receiver_of(court.work): 1}))
    trap = vault.receiver_for(BOB, bytes(keccak(b"to come")))
    number = opened(coop, made, claim(court.work, {trap: 100_000, CAROL: 50_000}))
    later = coop.register_work(BOB, b"to come", {BOB: 1_000_000})
    assert (vault.receiver_of(later), vault.work_of_receiver(trap)) == (trap, later)
    assert settled(coop, made, number, *YES) == 50_000
    assert units(court, ALICE, CAROL, trap) == (550_000, 50_000, 0)
    assert (made.freezing(court.work), made.dispute_of(number).state) == (0, UPHELD)
