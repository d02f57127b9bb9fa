"""What somebody might try with a panel, and what it costs."""

from __future__ import annotations

import pytest

from dao_sim.bindings import ReviewPanels
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Address, Wei
from tests.contracts.kit import DAVE, ERIN, MALLORY, TOKEN, decree, refuses
from tests.contracts.panels import (
    APPEAL_PRICE,
    BONUS,
    COMMIT,
    DISMISSED,
    EXPIRED,
    FEE,
    LAST_BLOCK,
    PENDING,
    PRICE,
    REFERRED,
    SALT,
    STAKE,
    UPHELD,
    decided,
    drawn,
    enlisted,
    opened,
    owed,
    panels,
    voted,
    wait,
)


@pytest.mark.parametrize(("size", "bribed"), [(3, 1), (5, 2), (9, 4), (21, 10)])
def test_a_bribed_minority_does_not_flip_an_outcome(coop: Cooperative, size: int, bribed: int) -> None:
    """They vote against what the others find, and lose the bonus; silent, they would lose the stake."""
    made = panels(coop, size=size)
    enlisted(coop, made, size)
    number = opened(coop, made)
    panel = decided(coop, made, number, *(False,) * bribed, *(True,) * (size - bribed))
    assert made.case_of(number).standing == UPHELD
    assert set(owed(made, *panel[:bribed])) == {FEE}
    assert set(owed(made, *panel[bribed:])) == {FEE + BONUS}


@pytest.mark.parametrize(("size", "bribed"), [(3, 1), (9, 3), (21, 7)])
def test_a_third_that_is_silent_does_not_stop_a_panel(coop: Cooperative, size: int, bribed: int) -> None:
    made = panels(coop, size=size)
    enlisted(coop, made, size)
    number = opened(coop, made)
    panel = decided(coop, made, number, *(True,) * (size - bribed))
    assert made.case_of(number).standing == UPHELD
    assert {made.panellist_of(who).stake for who in panel[size - bribed :]} == {0}


def test_silence_that_forces_another_draw_costs_every_silent_stake_and_seats_none_of_them_again(
    coop: Cooperative,
) -> None:
    """Two of five are no majority, but enough to fail the round. They had staked twice what it takes."""
    made = panels(coop, size=5)
    enlisted(coop, made, 11, stake=2 * STAKE)
    number = opened(coop, made)
    panel = drawn(coop, made, number)
    silent, honest = panel[:2], panel[2:]
    voted(coop, made, number, dict.fromkeys(honest, False))
    made.close(number).send(MALLORY)
    assert {made.panellist_of(who).stake for who in silent} == {STAKE}  # still enough to be drawn elsewhere
    assert owed(made, *honest, coop.treasury.address) == (*(FEE,) * 3, 2 * STAKE - 3 * FEE)
    again = drawn(coop, made, number)
    assert set(again).isdisjoint(panel)


def test_who_copies_another_s_commitment_cannot_reveal_it(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 3)
    number = opened(coop, made)
    honest, copyist, _ = drawn(coop, made, number)
    sealed = made.commitment_of(number, 1, honest, True, SALT)
    made.commit(number, sealed).send(honest)
    made.commit(number, sealed).send(copyist)
    coop.chain.advance(COMMIT)
    made.reveal(number, True, SALT).send(honest)
    with refuses("ReviewPanels_OtherVote", caseId=number, account=copyist):
        made.reveal(number, True, SALT).send(copyist)


def test_a_commitment_is_good_in_one_case_one_round_and_one_contract(coop: Cooperative) -> None:
    made, twin = panels(coop), panels(coop)
    enlisted(coop, made, 3)
    who = Address(made.slot_owner(1))
    places = [(made, 1, 1), (made, 2, 1), (made, 1, 2), (twin, 1, 1)]
    sealed = {contract.commitment_of(case, round_, who, True, SALT) for contract, case, round_ in places}
    sealed |= {made.commitment_of(1, 1, who, False, SALT), made.commitment_of(1, 1, DAVE, True, SALT)}
    assert len(sealed) == 6
    seeds = {contract.seed_of(case, round_, SALT) for contract, case, round_ in places}
    assert len(seeds) == 4


def test_a_submitter_that_dislikes_its_panel_and_lets_it_expire_pays_and_gets_no_other(
    coop: Cooperative,
) -> None:
    """It knows the seed, and hopes that nobody draws. The case is over; another one costs again."""
    made = panels(coop)
    enlisted(coop, made, 5)
    number = opened(coop, made)
    wait(coop, LAST_BLOCK + 1)
    made.close(number).send(ERIN)
    assert (made.outcome_of(number), owed(made, ERIN, coop.treasury.address)) == (EXPIRED, (0, PRICE))
    for call in (made.draw(number, ()), made.close(number), made.appeal(number)):
        with refuses("ReviewPanels_WrongPhase", caseId=number, phase=5):
            call.send(ERIN)


def test_anybody_draws_what_a_submitter_would_let_expire(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 5)
    number = opened(coop, made)
    wait(coop, LAST_BLOCK - 1)
    made.draw(number, ()).send(MALLORY)
    assert len(made.panel_of(number, 1)) == 3


def test_who_won_cannot_use_up_the_appeal_of_who_lost(coop: Cooperative) -> None:
    """If it could, it would appeal itself, see that nobody draws, and have its outcome final."""
    made = panels(coop)
    enlisted(coop, made, 10)
    number = opened(coop, made)
    decided(coop, made, number, True, True, True)
    with refuses("ReviewPanels_NotAppellant", caseId=number, account=DAVE):
        made.appeal(number, value=Wei(APPEAL_PRICE)).send(DAVE)
    made.appeal(number, value=Wei(APPEAL_PRICE)).send(ERIN)
    assert made.case_of(number).appealed


def test_a_captured_panel_is_overturned_by_a_larger_one_and_then_by_the_members(coop: Cooperative) -> None:
    made = panels(coop)
    enlisted(coop, made, 10)
    number = opened(coop, made)
    decided(coop, made, number, True, True, True)
    made.appeal(number, value=Wei(APPEAL_PRICE)).send(ERIN)
    decided(coop, made, number, *(False,) * 7)
    made.appeal(number, value=Wei(APPEAL_PRICE)).send(DAVE)
    assert (made.case_of(number).phase, made.outcome_of(number)) == (REFERRED, PENDING)
    decree(coop, made.decide(number, False))
    assert made.outcome_of(number) == DISMISSED
    assert owed(made, coop.treasury.address) == (APPEAL_PRICE,)


def test_the_asker_need_not_be_a_party_and_is_never_called(coop: Cooperative) -> None:
    """A contract asks for others; what it does about the outcome is its own business."""
    made = panels(coop)
    enlisted(coop, made, 3)
    number = opened(coop, made, payer=DAVE)
    assert made.case_of(number).asker == ERIN
    decided(coop, made, number, False, False, True)
    assert owed(made, DAVE, ERIN) == (BONUS, 0)


def test_the_books_balance_after_everything(coop: Cooperative) -> None:
    """Every stake, fee and deposit is claimed in the end, and nothing is left."""
    made = panels(coop)
    accounts = enlisted(coop, made, 16)
    number = opened(coop, made)
    decided(coop, made, number, True)
    decided(coop, made, number, True, True)
    made.appeal(number, value=Wei(APPEAL_PRICE)).send(ERIN)
    decided(coop, made, number, *(False,) * 5)
    made.appeal(number, value=Wei(APPEAL_PRICE)).send(DAVE)
    decree(coop, made.decide(number, False))
    for account in accounts:
        made.retire().send(account)
    wait(coop, LAST_BLOCK + 1)
    for account in accounts:
        made.withdraw().send(account)
    for account in (*accounts, DAVE, ERIN):
        if made.owed_to(account, ETH):
            made.claim(ETH, account).send(account)
    before = coop.chain.balance(coop.treasury.address)
    receipt = made.recover(ETH).send(MALLORY)
    (recovered,) = made.decode(receipt, ReviewPanels.Recovered)
    assert recovered.amount == coop.chain.balance(coop.treasury.address) - before
    assert (made.held(ETH), made.spare(ETH), coop.chain.balance(made.address)) == (0, 0, 0)
    assert recovered.amount > TOKEN
