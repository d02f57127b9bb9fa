"""A borrower that sells to a friend and does not deliver: what it takes from backers, and what it pays.

The friend's money is the borrower's at once, and the friend is paid back in full: from the bond, and then
from the pledges. So the two take the pledges, however large the bond is, for the friend gets that back. The
price is what the units in custody earn until the backers have the multiple of what they lost.
"""

from __future__ import annotations

import pytest

from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Wei
from tests.contracts.financing import bonds, opened
from tests.contracts.kit import ALICE, CAROL, ERIN, MALLORY, refuses

PLEDGES = 300


def loot(coop: Cooperative, work: int, *, bond: int, income: int, multiple: int = 12_000) -> tuple[int, int]:
    """What Alice and her friend Mallory have more in the end, and what Carol, who backed them, has."""
    made = bonds(coop)
    number = opened(made, work, bond=bond, price=1, multiple=multiple)
    made.pledge(number, 10, value=Wei(PLEDGES)).send(CAROL)
    paid = made.covered(number)
    made.prepay(number, paid, value=Wei(paid)).send(MALLORY)
    made.abandon(number).send(ALICE)
    made.refund(number, MALLORY).send(MALLORY)
    if income:
        coop.deposit(work, income, ERIN)
        made.collect(number, ETH).send(CAROL)
    coop.chain.advance(365 * 86_400)
    made.release(number).send(ALICE)
    if made.payable_to(number, CAROL):
        made.pay_out(number, CAROL).send(CAROL)
    gain = made.owed_to(ALICE, ETH) + made.owed_to(MALLORY, ETH) - bond - paid
    assert coop.vault.balance_of(ALICE, work) == 600_000
    return gain - income // 2, made.owed_to(CAROL, ETH) - PLEDGES


@pytest.mark.parametrize("bond", [0, 100, 300, 400])
@pytest.mark.parametrize(("income", "gain"), [(0, 300), (400, 100), (720, -60), (2_000, -60)])
def test_pledges_cost_what_the_units_earn_and_the_bond_changes_nothing(
    coop: Cooperative, work: int, bond: int, income: int, gain: int
) -> None:
    """Half of the income is earned in custody, where 360 are due. It would be Alice's without the attack."""
    assert loot(coop, work, bond=bond, income=income) == (gain, -gain)


def test_sales_that_the_bond_covers_put_no_pledge_at_risk(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    number = opened(made, work, bond=400, price=1)
    made.pledge(number, 10, value=Wei(PLEDGES)).send(CAROL)
    made.prepay(number, 400, value=Wei(400)).send(MALLORY)
    made.abandon(number).send(ALICE)
    made.pay_out(number, CAROL).send(CAROL)
    assert made.owed_to(CAROL, ETH) == PLEDGES


def test_it_takes_somebody_who_backs_it_and_a_member_who_asks(coop: Cooperative, work: int) -> None:
    """Without pledges only the bond covers sales; and one who is no member cannot open anything."""
    made = bonds(coop)
    number = opened(made, work, bond=100, price=1)
    with refuses("CompletionBonds_NotCovered", projectId=number, copies=101, covered=100):
        made.prepay(number, 101, value=Wei(101)).send(MALLORY)
    coop.membership.resign().send(ALICE)
    with refuses("CompletionBonds_NotMember", account=ALICE):
        opened(made, work, units=1)
