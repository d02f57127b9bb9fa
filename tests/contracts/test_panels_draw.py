"""The draw of a panel: fair, the same for everybody, and beyond anybody's reach once its seed is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import islice, pairwise

from eth_utils.crypto import keccak

from dao_sim.bindings import ReviewPanels, batch_of
from dao_sim.coop import Cooperative
from dao_sim.metrics.panels import best_of, capture, order
from dao_sim.units import Address, MemberClass, Wei
from tests.contracts.kit import ALICE, BOB, DAVE, DEPLOYER, ERIN, MALLORY, OPERATOR, decree, refuses
from tests.contracts.panels import (
    BONUS,
    DRAWING,
    EXPIRED,
    FEE,
    LAST_BLOCK,
    PRICE,
    REFERRED,
    STAKE,
    VOTING,
    admit,
    drawn,
    enlisted,
    opened,
    owed,
    panels,
    people,
    question,
    terms,
    voted,
    wait,
)

DRAWS = 10_000


def block_hash(number: int) -> bytes:
    """What the embedded engine makes up for a block."""
    return bytes(keccak(text=str(number)))


def seeds(count: int, name: bytes = b"seed") -> list[bytes]:
    """Always the same seeds."""
    return [bytes(keccak(name + number.to_bytes(4, "big"))) for number in range(count)]


def reference(
    seed: bytes, slots: Sequence[Address], eligible: set[Address], seats: int
) -> tuple[Address, ...]:
    """Whom a draw must seat."""
    return tuple(islice((slots[lot] for lot in order(seed, len(slots)) if slots[lot] in eligible), seats))


def slots_of(made: ReviewPanels) -> list[Address]:
    return [made.slot_owner(slot) for slot in range(1, made.slot_count() + 1)]


def mixed(coop: Cooperative, made: ReviewPanels) -> tuple[int, tuple[Address, ...], set[Address]]:
    """A case, those in conflict, and ten who can sit, among others who cannot, each for another reason."""
    accounts = enlisted(coop, made, 16)
    for party in (DAVE, ERIN):
        coop.membership.admit(party, int(MemberClass.CREATOR)).send(OPERATOR)
        made.enlist(STAKE, value=Wei(STAKE)).send(party)
    made.retire().send(accounts[3])
    coop.membership.resign().send(accounts[6])
    decree(coop, coop.membership.expel(accounts[9]))
    coop.chain.advance(1)
    admitted_before = coop.chain.now()
    (late,) = people(1, 50)
    admit(coop, late)
    made.enlist(STAKE, value=Wei(STAKE)).send(late)
    coop.chain.advance(1)
    conflicts = (accounts[0], accounts[15], BOB)
    number = opened(coop, made, conflicts, admitted_before=admitted_before)
    made.enlist(STAKE, value=Wei(STAKE)).send(ALICE)  # too late for a panel that was requested before
    unfit = {accounts[3], accounts[6], accounts[9], *conflicts}
    coop.chain.advance(1)
    return number, conflicts, set(accounts) - unfit


def test_a_draw_is_what_its_seed_says_to_the_member(coop: Cooperative) -> None:
    made = panels(coop, size=5)
    number, conflicts, eligible = mixed(coop, made)
    slots = slots_of(made)[: made.round_of(number, 1).slots]
    assert (len(slots), len(eligible)) == (19, 11)
    for seed in seeds(200):
        assert made.drawn_by(number, 1, seed, conflicts) == reference(seed, slots, eligible, 5)
    first = made.drawable_in(number, 1).first
    seed = made.seed_of(number, 1, block_hash(first - 1))
    foretold = reference(seed, slots, eligible, 5)
    assert drawn(coop, made, number, conflicts) == foretold
    assert made.drawn_by(number, 1, seed, conflicts) == foretold  # whoever looks later finds the same


def test_over_ten_thousand_draws_every_member_s_chance_is_the_same(coop: Cooperative) -> None:
    """Pearson's chi-square, for how often each sits and for who sits first; and nobody else ever sits.

    Draws without putting back vary less: the sum is larger by (n - 1) / (n - k) for k seats of n members. Its
    0.1 % quantile for 10 degrees of freedom is 29.6 (Abramowitz and Stegun, table 26.8).
    """
    made = panels(coop, size=3)
    number, conflicts, eligible = mixed(coop, made)
    often: Counter[Address] = Counter()
    first: Counter[Address] = Counter()
    colluders = set(sorted(eligible)[:4])
    captured = []
    for seed in seeds(DRAWS):
        panel = made.drawn_by(number, 1, seed, conflicts)
        often.update(panel)
        first[panel[0]] += 1
        captured.append(len(colluders & set(panel)) >= 2)
    members, seats = len(eligible), 3
    assert set(often) == set(first) == eligible
    expected = DRAWS * seats / members
    spread = sum((count - expected) ** 2 / expected for count in often.values())
    assert spread * (members - 1) / (members - seats) < 29.6
    expected = DRAWS / members
    assert sum((count - expected) ** 2 / expected for count in first.values()) < 29.6
    chance = capture(members, len(colluders), seats, 2)
    assert near(Fraction(sum(captured), DRAWS), chance, DRAWS)
    pairs = [one or other for one, other in zip(captured[::2], captured[1::2], strict=True)]
    assert near(Fraction(sum(pairs), DRAWS // 2), best_of(chance, 2), DRAWS // 2)


def near(found: Fraction, chance: Fraction, draws: int) -> bool:
    """Whether a frequency is within three standard deviations of a chance."""
    return (found - chance) ** 2 <= 9 * chance * (1 - chance) / draws


def test_nothing_done_once_the_seed_is_known_changes_who_sits(coop: Cooperative) -> None:
    made = panels(coop)
    accounts = enlisted(coop, made, 12)
    number = opened(coop, made)
    wait(coop, 6)
    seed = made.seed_of(number, 1, block_hash(made.drawable_in(number, 1).first - 1))
    foretold = made.drawn_by(number, 1, seed, ())
    made.retire().send(foretold[0])
    coop.membership.resign().send(foretold[1])
    decree(coop, coop.membership.expel(foretold[2]))
    (newcomer,) = people(1, 50)
    admit(coop, newcomer)
    made.enlist(STAKE, value=Wei(STAKE)).send(newcomer)
    others = [account for account in accounts if account not in foretold]
    made.enlist(9 * STAKE, value=Wei(9 * STAKE)).send(others[0])
    made.retire().send(others[1])
    made.draw(number, ()).send(MALLORY)
    assert made.panel_of(number, 1) == foretold
    for who in foretold:  # and whoever was drawn still votes
        made.commit(number, made.commitment_of(number, 1, who, True, seed)).send(who)
    coop.chain.advance(made.round_of(number, 1).commit_ends - coop.chain.now())
    for who in foretold:
        made.reveal(number, True, seed).send(who)
    assert made.round_of(number, 1).revealed == 3


def test_a_slot_that_changes_hands_changes_no_draw(coop: Cooperative) -> None:
    """Who can still be drawn keeps its slot; then another gets it, who was not there and is not drawn."""
    made = panels(coop)
    accounts = enlisted(coop, made, 4)
    made.retire().send(accounts[0])
    retired = coop.chain.block_number()
    with refuses("ReviewPanels_Cooldown", account=accounts[0], **{"from": retired + 256}):
        made.withdraw().send(accounts[0])
    wait(coop, LAST_BLOCK - 6)
    number = opened(coop, made)
    while coop.chain.block_number() < retired + LAST_BLOCK:
        coop.chain.advance(1)
    wait(coop, 1)
    seed = made.seed_of(number, 1, block_hash(made.drawable_in(number, 1).first - 1))
    foretold = made.drawn_by(number, 1, seed, ())
    made.withdraw().send(accounts[0])
    (newcomer,) = people(1, 50)
    admit(coop, newcomer)
    made.enlist(STAKE, value=Wei(STAKE)).send(newcomer)
    assert (made.panellist_of(newcomer).slot, made.slot_owner(1), made.slot_count()) == (1, newcomer, 4)
    assert drawn(coop, made, number) == foretold
    assert set(foretold) == set(accounts[1:])


def test_who_retires_in_the_block_of_a_request_can_be_drawn_to_the_last(coop: Cooperative) -> None:
    """What counts is the block before; and the stake is there as long as a seat can need it."""
    made = panels(coop)
    accounts = enlisted(coop, made, 3)
    asked = made.open_(question(coop), (), value=Wei(PRICE))
    batch = batch_of([made.retire(), asked], [accounts[0], ERIN])
    assert coop.chain.send_batch(batch).failures == {}
    retired, number = coop.chain.block_number(), made.case_count()
    later = opened(coop, made)
    wait(coop, LAST_BLOCK - 2)
    made.draw(number, ()).send(DEPLOYER)
    assert (coop.chain.block_number(), set(made.panel_of(number, 1))) == (retired + LAST_BLOCK, set(accounts))
    made.draw(later, ()).send(DEPLOYER)
    assert made.case_of(later).phase == REFERRED  # two can sit, and there are three seats
    with refuses("ReviewPanels_SeatsHeld", account=accounts[0], seats=1):
        made.withdraw().send(accounts[0])
    voted(coop, made, number, dict.fromkeys(accounts, True))
    made.close(number).send(MALLORY)
    made.withdraw().send(accounts[0])
    assert owed(made, accounts[0]) == (STAKE + FEE + BONUS,)


def test_a_long_draw_goes_on_where_it_stopped(coop: Cooperative) -> None:
    """Of 150 who are enlisted, 145 have retired: no call looks at more than 64 of them."""
    made = panels(coop, size=5)
    accounts = enlisted(coop, made, 150)
    for account in accounts[5:]:
        made.retire().send(account)
    coop.chain.advance(1)
    number = opened(coop, made)
    wait(coop, 6)
    seed = made.seed_of(number, 1, block_hash(made.drawable_in(number, 1).first - 1))
    foretold = made.drawn_by(number, 1, seed, ())
    assert set(foretold) == set(accounts[:5])
    looked = []
    while made.case_of(number).phase == DRAWING:
        made.draw(number, ()).send(MALLORY)
        looked.append(made.round_of(number, 1).looked)
    assert (made.case_of(number).phase, made.panel_of(number, 1)) == (VOTING, foretold)
    assert looked[0] == 64 < looked[-1] <= 150
    assert all(here - before <= 64 for before, here in pairwise(looked))


def test_a_draw_that_is_not_finished_in_time_frees_whom_it_seated(coop: Cooperative) -> None:
    made = panels(coop, size=21)
    accounts = enlisted(coop, made, 90)
    for account in accounts[22:]:
        made.retire().send(account)
    coop.chain.advance(1)
    number = opened(coop, made)
    wait(coop, 6)
    made.draw(number, ()).send(MALLORY)
    begun = made.panel_of(number, 1)
    assert 0 < len(begun) < 21
    assert made.panellist_of(begun[0]).seats == 1
    wait(coop, LAST_BLOCK)
    made.close(number).send(MALLORY)
    assert (made.panel_of(number, 1), made.panellist_of(begun[0]).seats) == ((), 0)
    assert made.outcome_of(number) == EXPIRED


def test_a_draw_wants_the_same_conflicts_as_the_case(coop: Cooperative) -> None:
    made = panels(coop)
    accounts = enlisted(coop, made, 5)
    number = opened(coop, made, accounts[:1])
    wait(coop, 6)
    for others in ((), accounts[:2], accounts[1:2]):
        with refuses("ReviewPanels_OtherConflicts", caseId=number):
            made.draw(number, others).send(MALLORY)
    made.draw(number, accounts[:1]).send(MALLORY)
    assert accounts[0] not in made.panel_of(number, 1)


def test_a_seed_must_be_known_first(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 3)
    number = opened(coop, made)
    first, last = made.drawable_in(number, 1)
    wait(coop, 4)
    for _ in range(2):  # a refused transaction is a block too
        assert coop.chain.block_number() < first
        if coop.chain.block_number() + 1 < first:
            with refuses("ReviewPanels_NotDrawable", caseId=number, first=first, last=last):
                made.draw(number, ()).send(MALLORY)
    made.draw(number, ()).send(MALLORY)
    assert made.round_of(number, 1).seats == 3
    with refuses("ReviewPanels_WrongPhase", caseId=number, phase=VOTING):
        made.draw(number, ()).send(MALLORY)


def test_who_was_a_member_before_and_is_one_again_can_sit(coop: Cooperative) -> None:
    """It was there before the submission, so nobody brought it in because of it."""
    made = panels(coop)
    accounts = enlisted(coop, made, 3)
    before = coop.chain.now()
    coop.membership.resign().send(accounts[0])
    coop.chain.advance(1)
    admit(coop, accounts[0])
    number = opened(coop, made, admitted_before=before)
    assert set(drawn(coop, made, number)) == set(accounts)


def test_who_was_not_a_member_just_before_the_submission_cannot_sit(coop: Cooperative) -> None:
    made = panels(coop)
    accounts = enlisted(coop, made, 3)
    coop.membership.resign().send(accounts[0])
    coop.chain.advance(1)
    before = coop.chain.now()
    admit(coop, accounts[0])
    number = opened(coop, made, admitted_before=before)
    assert drawn(coop, made, number) == ()
    assert made.case_of(number).phase == REFERRED


def test_a_stake_that_terms_raised_above_is_not_drawn(coop: Cooperative) -> None:
    made = panels(coop)
    accounts = enlisted(coop, made, 4)
    decree(coop, made.set_terms(terms(stake=2 * STAKE)))
    for account in accounts[1:]:
        made.enlist(STAKE, value=Wei(STAKE)).send(account)
    coop.chain.advance(1)
    number = opened(coop, made)
    assert set(drawn(coop, made, number)) == set(accounts[1:])
