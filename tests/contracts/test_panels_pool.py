"""Who can be drawn: enlisting, retiring, and having the stake back."""

from __future__ import annotations

from eth_utils.address import to_checksum_address

from dao_sim.bindings import ReviewPanels, batch_of
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Address, MemberClass, Wei
from tests.contracts.kit import ALICE, BOB, MALLORY, NOBODY, OPERATOR, refuses
from tests.contracts.panels import (
    LAST_BLOCK,
    REFERRED,
    STAKE,
    admit,
    decided,
    drawn,
    enlisted,
    opened,
    owed,
    panels,
    people,
    wait,
)

MAX_SLOTS = 2_048


def test_a_member_enlists_with_a_stake_and_has_it_back(coop: Cooperative) -> None:
    made = panels(coop)
    receipt = made.enlist(STAKE, value=Wei(STAKE)).send(ALICE)
    (event,) = made.decode(receipt, ReviewPanels.Enlisted)
    assert (event.account, event.slot, event.amount, event.stake) == (ALICE, 1, STAKE, STAKE)
    made.enlist(2 * STAKE, value=Wei(2 * STAKE)).send(ALICE)
    found = made.panellist_of(ALICE)
    assert (found.stake, found.slot, found.seats, found.retired_in) == (3 * STAKE, 1, 0, 0)
    block = coop.chain.block_number()
    assert [made.enlisted_in(ALICE, block - ago) for ago in (0, 1, 2)] == [3 * STAKE, STAKE, 0]
    with refuses("ReviewPanels_NotRetired", account=ALICE):
        made.withdraw().send(ALICE)
    receipt = made.retire().send(ALICE)
    assert made.decode(receipt, ReviewPanels.Retired)[0].account == ALICE
    retired = coop.chain.block_number()
    assert made.panellist_of(ALICE).retired_in == retired
    with refuses("ReviewPanels_NotEnlisted", account=ALICE):
        made.retire().send(ALICE)
    wait(coop, LAST_BLOCK - 2)
    with refuses("ReviewPanels_Cooldown", account=ALICE, **{"from": retired + LAST_BLOCK + 1}):
        made.withdraw().send(ALICE)
    receipt = made.withdraw().send(ALICE)
    assert made.decode(receipt, ReviewPanels.Withdrawn)[0].stake == 3 * STAKE
    assert owed(made, ALICE) == (3 * STAKE,)
    with refuses("ReviewPanels_NothingStaked", account=ALICE):
        made.withdraw().send(ALICE)
    before = coop.chain.balance(BOB)
    made.claim(ETH, BOB).send(ALICE)
    assert (coop.chain.balance(BOB) - before, made.held(ETH)) == (3 * STAKE, 0)


def test_who_retired_comes_back_with_the_stake_that_is_still_there(coop: Cooperative) -> None:
    made = panels(coop)
    made.enlist(STAKE, value=Wei(STAKE)).send(ALICE)
    made.retire().send(ALICE)
    made.enlist(0).send(ALICE)
    assert (made.panellist_of(ALICE).retired_in, made.held(ETH)) == (0, STAKE)


def test_only_members_enlist_and_none_with_less_than_the_stake(coop: Cooperative) -> None:
    made = panels(coop)
    with refuses("ReviewPanels_NotMember", account=MALLORY):
        made.enlist(STAKE, value=Wei(STAKE)).send(MALLORY)
    with refuses("ReviewPanels_StakeTooSmall", stake=STAKE - 1, minimum=STAKE):
        made.enlist(STAKE - 1, value=Wei(STAKE - 1)).send(ALICE)
    with refuses("ReviewPanels_NotEnlisted", account=ALICE):
        made.retire().send(ALICE)


def test_who_lost_its_stake_is_not_drawn_until_it_puts_up_another(coop: Cooperative) -> None:
    made = panels(coop)
    accounts = enlisted(coop, made, 3)
    panel = decided(coop, made, opened(coop, made), True, True)
    silent = panel[2]
    assert (made.panellist_of(silent).stake, made.panellist_of(silent).seats) == (0, 0)
    number = opened(coop, made)
    wait(coop, 6)
    assert set(made.drawn_by(number, 1, bytes(32), ())) == set(accounts) - {silent}
    made.retire().send(silent)  # with nothing: the slot is free again
    wait(coop, LAST_BLOCK + 1)
    made.withdraw().send(silent)
    assert owed(made, silent) == (0,)
    made.enlist(STAKE, value=Wei(STAKE)).send(silent)
    assert made.panellist_of(silent).slot == accounts.index(silent) + 1


def test_who_is_silent_after_it_retired_loses_its_stake_all_the_same(coop: Cooperative) -> None:
    made = panels(coop)
    accounts = enlisted(coop, made, 3)
    number = opened(coop, made)
    for account in accounts:
        made.retire().send(account)
    decided(coop, made, number)
    assert [made.panellist_of(account).stake for account in accounts] == [0, 0, 0]
    assert [made.enlisted_in(account, coop.chain.block_number()) for account in accounts] == [0, 0, 0]


def test_slots_are_not_without_end_and_are_given_out_again(coop: Cooperative) -> None:
    """2,048 of them. Members are admitted, and enlist, in one block each."""
    made = panels(coop)
    crowd = [Address(to_checksum_address(f"0x{number:040x}")) for number in range(10_000, 10_001 + MAX_SLOTS)]
    creator = int(MemberClass.CREATOR)
    admissions = [coop.membership.admit(account, creator) for account in crowd]
    assert coop.chain.send_batch(batch_of(admissions, [OPERATOR] * len(crowd))).failures == {}
    for account in crowd:
        coop.chain.fund(account, 2 * STAKE)
    calls = [made.enlist(STAKE, value=Wei(STAKE))] * MAX_SLOTS
    assert coop.chain.send_batch(batch_of(calls, crowd[:-1])).failures == {}
    assert made.slot_count() == MAX_SLOTS
    with refuses("ReviewPanels_NoSlots", maximum=MAX_SLOTS):
        made.enlist(STAKE, value=Wei(STAKE)).send(crowd[-1])
    made.retire().send(crowd[7])
    wait(coop, LAST_BLOCK + 1)
    made.withdraw().send(crowd[7])
    made.enlist(STAKE, value=Wei(STAKE)).send(crowd[-1])
    assert (made.panellist_of(crowd[-1]).slot, made.slot_count()) == (8, MAX_SLOTS)


def test_terms_of_deployment_are_the_first(coop: Cooperative) -> None:
    made = panels(coop)
    assert (made.membership(), made.treasury(), made.asset()) == (
        coop.membership.address,
        coop.treasury.address,
        NOBODY,
    )
    assert made.authority() == coop.access.address
    (first,) = made.events(ReviewPanels.TermsSet)
    assert (first.terms_id, first.terms) == (1, made.terms())
    admit(coop, *people(1))
    assert made.is_consuming_scheduled_op() == bytes(4)


def test_nobody_has_two_slots(coop: Cooperative) -> None:
    """The slot that was freed last is given out first: who left an older one must not stay in it as well."""
    made = panels(coop)
    accounts = enlisted(coop, made, 3)
    for account in accounts[:2]:
        made.retire().send(account)
    wait(coop, LAST_BLOCK + 1)
    for account in accounts[:2]:
        made.withdraw().send(account)
    made.enlist(STAKE, value=Wei(STAKE)).send(accounts[0])
    coop.chain.advance(1)
    assert made.panellist_of(accounts[0]).slot == 2
    assert [made.slot_owner(slot) for slot in (1, 2, 3)] == [NOBODY, accounts[0], accounts[2]]
    number = opened(coop, made)
    assert drawn(coop, made, number) == ()  # two can sit, and there are three seats
    assert made.case_of(number).phase == REFERRED
    assert made.panellist_of(accounts[0]).seats == 0
