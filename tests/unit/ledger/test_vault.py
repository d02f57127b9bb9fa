"""Works and their money as arrays, in numbers that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dao_sim.errors import BadInput, Unsupported
from dao_sim.ledger.amounts import LARGEST, Amounts
from dao_sim.ledger.array import ArrayLedger
from dao_sim.ledger.array.royalty_math import credit_for, share_floor
from dao_sim.ledger.intents import ClaimForeign, CollectLevy, Deposit, MoveUnits, Offer
from dao_sim.units import BPS, CREDIT_PER_UNIT, Seconds
from tests.unit.ledger.royalties import (
    RICH,
    charter,
    claim,
    column,
    deposit,
    derive,
    ledger,
    move,
    paid,
    register,
)

WHOLE = 1_000_000
EDGES = [0, 1, 9_999, 10_000, 10_001, 999_999, 2**64 + 7, 2**120 - 1, LARGEST - 1, LARGEST]


@pytest.mark.parametrize("bps", [0, 1, 3_000, 9_999, 10_000])
def test_a_share_is_exact_up_to_the_largest_amount(bps: int) -> None:
    assert share_floor(Amounts.of(EDGES), bps).tolist() == [amount * bps // BPS for amount in EDGES]


@pytest.mark.parametrize("units", [0, 1, 333_333, WHOLE])
def test_credit_is_exact_in_millionths(units: int) -> None:
    whole, millionths = credit_for(np.full(len(EDGES), units), Amounts.of(EDGES))
    joined = [w * CREDIT_PER_UNIT + m for w, m in zip(whole.tolist(), millionths.tolist(), strict=True)]
    assert joined == [amount * units for amount in EDGES]


def test_every_deposit_gives_its_own_levy_rounded_down() -> None:
    made = ledger(charter("5%"))
    made.apply([register({0: WHOLE}), deposit([1, 1, 1], [19, 19, 20])])
    assert made.coops[0].levy_accrued() == 1
    assert made.coops[0].works().income.tolist() == [57]


def test_ancestors_get_their_shares_of_the_net_and_the_derivative_the_rest() -> None:
    made = ledger(charter("10%"))
    made.apply([register({0: WHOLE}, "first"), register({0: WHOLE}, "second")])
    derive(made, {1: 2_500, 2: 333}, "third")
    derive(made, {3: 5_000}, "fourth")
    made.apply([deposit([4, 3, 4], [1_001, 10, 0])])
    # Of 1,001, 100 are the levy; of 901, a quarter is 225, 333 in 10,000 are 30, half is 450; 196 are left.
    # Of 10, one is the levy; of 9, a quarter is 2, 333 in 10,000 are 0, and 7 are left.
    assert made.coops[0].works().income.tolist() == [225 + 2, 30, 450 + 7, 196]
    assert made.coops[0].levy_accrued() == 101


def test_a_fraction_of_a_wei_waits_until_it_is_a_whole_one() -> None:
    made = ledger(charter("0%"))
    made.apply([register({0: 333_333, 1: 666_667}), deposit([1], [1])])
    assert made.apply([claim(1, 0, 1)])[0].refused.keys() == {0, 1}
    made.apply([deposit([1], [3])])
    assert paid(made.apply([claim(1, 0, 1, 0)])[0]) == [1, 2, 0]
    assert made.coops[0].vault() == 1
    made.apply([deposit([1], [WHOLE - 4])])
    assert paid(made.apply([claim(1, 0, 1)])[0]) == [333_332, 666_665]
    assert made.coops[0].vault() == 0


def test_what_was_earned_before_units_moved_stays_with_who_held_them() -> None:
    made = ledger(charter("0%"))
    made.apply([register({0: WHOLE}), deposit([1], [100]), move(1, 0, 1, 400_000), deposit([1], [100])])
    assert made.coops[0].claimable(column(1, 1, 1), column(0, 1, 2)).tolist() == [160, 40, 0]
    assert [each.tolist() for each in made.coops[0].units(1)] == [[0, 1], [600_000, 400_000]]


def test_units_can_be_handed_on_in_the_intent_in_which_they_come() -> None:
    made = ledger()
    made.apply([register({0: WHOLE})])
    senders, recipients, units = column(1, 0, 1, 1, 1), column(2, 1, 2, 3, 3), column(1, 10, 6, 5, 4)
    outcome = made.apply(
        [MoveUnits(works=column(1, 1, 1, 1, 1), senders=senders, recipients=recipients, units=units)]
    )[0]
    assert outcome.refused == dict.fromkeys((0, 3), "ERC6909InsufficientBalance")
    assert [each.tolist() for each in made.coops[0].units(1)] == [[0, 2, 3], [WHOLE - 10, 6, 4]]


def test_of_two_ways_to_an_ancestor_the_larger_share_counts() -> None:
    made = ledger(charter("0%"))
    made.apply([register({0: WHOLE})])
    derive(made, {1: 4_000}, "second")
    derive(made, {1: 100, 2: 1_000}, "third")
    derive(made, {1: 100}, "fourth")
    derive(made, {2: 500, 4: 1_000}, "fifth")
    made.apply([deposit([3, 5], [1_000, 1_000])])
    assert made.coops[0].works().income.tolist() == [400 + 400, 100 + 50, 500, 100, 450]


def test_units_of_a_new_work_stay_where_they_are_for_a_while() -> None:
    made = ledger(charter(window="1h"))
    made.apply([register({0: WHOLE})])
    assert made.apply([move(1, 0, 1, 1)])[0].refused == {0: "RoyaltyVault_UnitsLocked"}
    made.advance(Seconds(made.now() + 3_600))
    assert made.apply([move(1, 0, 1, 1)])[0].refused == {}


def test_who_has_too_little_is_refused_for_that_before_all_else() -> None:
    made = ledger()
    made.apply([register({0: WHOLE})])
    outcome = made.apply([deposit([7, 1, 7, 7, 1], [RICH, RICH - 1, 2, 1, 0])])[0]
    too_little, unknown = "InsufficientBalance", "RoyaltyVault_WorkNotOpen"
    assert outcome.refused == {0: unknown, 2: too_little, 3: unknown, 4: "RoyaltyVault_NothingReceived"}
    assert made.cash().at(3) == 1


def test_what_a_work_earns_for_one_elsewhere_is_a_deposit_there() -> None:
    made = ledger(charter("0%"), charter("10%"))
    made.apply([register({0: WHOLE}), register({0: 750_000}, coop=1, foreign=(0, 1, 250_000))])
    made.apply([deposit([1], [1_000], coop=1)])
    there = ClaimForeign(coop=1, works=column(1, 1), foreign_coops=column(0, 0), foreign_works=column(1, 2))
    outcome = made.apply([there])[0]
    assert paid(outcome) == [225, 0]
    assert outcome.refused == {1: "RoyaltyVault_UnknownWork"}
    assert made.coops[0].works().income.tolist() == [225]
    assert [coop.vault() for coop in made.coops] == [225, 775]


def test_the_levy_goes_to_the_treasury() -> None:
    made = ledger(charter("30%"))
    made.apply([register({0: WHOLE}), deposit([1], [1_000])])
    assert paid(made.apply([CollectLevy()])[0]) == [300]
    assert (made.coops[0].treasury(), made.coops[0].levy_accrued()) == (300, 0)


def test_registering_takes_the_age_of_a_commitment_once() -> None:
    made = ledger()
    before = made.now()
    made.apply([register({0: WHOLE}), register({0: 1}, "refused")])
    assert made.now() == before + 2 * charter().works.min_commit_age


def test_income_beyond_what_an_amount_can_be_is_refused_loudly() -> None:
    made = ledger(charter("0%"))
    made.apply([register({0: WHOLE})])
    vault = made.coops[0]._vault
    vault.credit(column(1), Amounts.of([LARGEST]))
    with pytest.raises(BadInput, match=r"2\^128"):
        vault.credit(column(1), Amounts.of([1]))


def test_a_charter_that_is_not_modelled_is_refused_by_its_key() -> None:
    listed = charter().model_copy(
        update={"royalties": charter().royalties.model_copy(update={"assets": ("x",)})}
    )
    with pytest.raises(BadInput, match=r"royalties\.assets: is not modelled on arrays"):
        ArrayLedger([listed], 1)


def test_licences_need_a_charter_that_has_them() -> None:
    made = ledger(charter(licences=False))
    with pytest.raises(Unsupported, match="Offer needs a part"):
        made.apply([Offer(accounts=column(), works=column(), share_bps=column(), prices=Amounts.zeros(0))])


@pytest.mark.parametrize(
    ("intent", "column_named"),
    [
        (register({0: -1}), "units[0]"),
        (deposit([-1], [1]), "works"),
        (register({0: WHOLE}, foreign=(1, 1, 1)), "foreign"),
        (register({0: WHOLE}, foreign=(0, 1, -1)), "foreign"),
        (ClaimForeign(works=column(1), foreign_coops=column(1), foreign_works=column(1)), "foreign_coops"),
    ],
)
def test_numbers_that_no_contract_takes_are_refused_before_anything_is_done(
    intent: Deposit, column_named: str
) -> None:
    made = ledger()
    before = made.now()
    with pytest.raises(BadInput) as error:
        made.apply([register({0: WHOLE}, "never"), intent])
    assert error.value.operands["column"] == column_named
    assert made.now() == before
