"""Attacks on who buys units, or lends on them: what they pay for must be able to earn when they pay."""

from __future__ import annotations

import pytest

from dao_sim.coop import Cooperative
from dao_sim.units import ETH, MAX_UINT256, Wei
from tests.contracts.financing import (
    LENDER,
    advances,
    asked,
    bonds,
    for_sale,
    funded,
    planned,
    running,
    sales,
)
from tests.contracts.kit import ALICE, BUYER, CAROL, NOBODY, TOKEN, decree, refuses


def voided(coop: Cooperative, work: int) -> None:
    """Governance finds that it was not Alice's."""
    decree(coop, coop.registry.void_registration(work, NOBODY))


def test_units_of_a_work_that_is_void_are_not_sold(coop: Cooperative, work: int) -> None:
    """A thief whose registration ends would sell what is left to whoever has not heard of it."""
    made = sales(coop)
    made.offer(for_sale(work)).send(ALICE)
    voided(coop, work)
    with refuses("UnitTaker_WorkClosed", workId=work):
        made.buy(1, 1, TOKEN, value=Wei(TOKEN)).send(BUYER)
    assert made.held(ETH) == 0


def test_nobody_lends_on_a_work_that_is_void(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    made.ask(asked(work)).send(ALICE)
    voided(coop, work)
    with refuses("UnitTaker_WorkClosed", workId=work):
        made.fund(1, value=Wei(1_000)).send(LENDER)
    assert made.owed_to(ALICE, ETH) == 0


def test_nobody_lends_in_an_asset_that_is_accepted_no_more(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    token = funded(coop, made.address, "MintableToken")
    made.ask(asked(work, asset=token.address)).send(ALICE)
    decree(coop, coop.vault.unlist_asset(token.address))
    with refuses("Custodian_AssetNotListed", asset=token.address):
        made.fund(1).send(LENDER)
    assert made.owed_to(ALICE, token.address) == 0


def test_a_work_that_is_void_secures_no_presale(coop: Cooperative, work: int) -> None:
    made = bonds(coop)
    voided(coop, work)
    with refuses("UnitTaker_WorkClosed", workId=work):
        made.open_(planned(work), value=Wei(100)).send(ALICE)


def test_nothing_is_offered_or_asked_on_a_work_that_is_not_there(coop: Cooperative, work: int) -> None:
    """A slip of the pen would sell, at that price, what somebody has of what gets the number later."""
    sold, made = sales(coop), advances(coop)
    with refuses("UnitTaker_WorkClosed", workId=work + 1):
        sold.offer(for_sale(work + 1)).send(ALICE)
    with refuses("UnitTaker_WorkClosed", workId=work + 1):
        made.ask(asked(work + 1)).send(ALICE)


def test_a_token_that_moves_no_zeros_stops_no_lender(coop: Cooperative, work: int) -> None:
    made = advances(coop)
    token = funded(coop, made.address, "ZeroRefusingToken")
    made.ask(asked(work, asset=token.address)).send(ALICE)
    made.fund(1).send(LENDER)
    with refuses("Custodian_NothingToCollect", matterId=1, asset=token.address):
        made.collect(1, token.address).send(LENDER)
    made.transfer_loan(1, CAROL).send(LENDER)
    coop.vault.deposit(work, token.address, 100).send(BUYER)
    made.collect(1, token.address).send(BUYER)
    assert made.owed_to(CAROL, token.address) == 50


@pytest.mark.parametrize("ends", ["work", "asset"])
def test_nobody_backs_what_can_earn_nothing(coop: Cooperative, work: int, ends: str) -> None:
    """Buyers may go on, whom bond and pledges cover."""
    made = bonds(coop)
    token = funded(coop, made.address, "MintableToken")
    made.open_(planned(work, asset=token.address)).send(ALICE)
    made.pledge(1, 2).send(CAROL)
    if ends == "work":
        voided(coop, work)
        refused = refuses("UnitTaker_WorkClosed", workId=work)
    else:
        decree(coop, coop.vault.unlist_asset(token.address))
        refused = refuses("Custodian_AssetNotListed", asset=token.address)
    with refused:
        made.pledge(1, 1).send(CAROL)
    made.prepay(1, 16).send(BUYER)
    made.abandon(1).send(ALICE)
    made.refund(1, BUYER).send(BUYER)
    assert made.owed_to(BUYER, token.address) == 160


@pytest.mark.parametrize("amount", [0, 2**208, MAX_UINT256])
def test_a_repayment_is_of_a_size_that_there_is(coop: Cooperative, work: int, amount: int) -> None:
    """Who writes the largest number there is, for everything, is told what is wrong."""
    made = advances(coop)
    number = running(made, work)
    with refuses("Advances_InvalidRepayment", advanceId=number, amount=amount, maximum=2**208 - 1):
        made.repay(number, amount).send(ALICE)


def test_a_buyer_that_names_no_limit_is_told_what_to_send(coop: Cooperative, work: int) -> None:
    made = sales(coop)
    made.offer(for_sale(work)).send(ALICE)
    made.buy(1, 1, TOKEN, value=Wei(TOKEN)).send(BUYER)  # the change is the buyer's, and held
    with refuses("Escrow_NotReceived", asset=ETH, amount=MAX_UINT256, received=TOKEN):
        made.buy(1, 1, MAX_UINT256, value=Wei(TOKEN)).send(BUYER)
