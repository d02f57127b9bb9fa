"""Attacks on licences: what a thief licensed, what nobody can pay in any more, one parent named twice."""

from __future__ import annotations

import pytest

from dao_sim.bindings import Licences
from dao_sim.coop import Cooperative
from tests.contracts.bundling import split_off
from tests.contracts.kit import ALICE, BUYER, CAROL, NOBODY, decree, mock_token, nothing_moves, refuses
from tests.contracts.licensing import (
    Scope,
    announced,
    bought,
    derived,
    licences_of,
    licensed,
    offered,
    revealed,
    terms,
)

SPLITS = ((Scope.DERIVATIVE, "to derive"), (Scope.USE, "to use"))


def test_a_licence_in_a_stolen_work_allows_nothing_once_it_is_voided(coop: Cooperative, work: int) -> None:
    """An accomplice took it from the thief, for nothing, to derive from the work once its owner has it."""
    licence = licensed(coop, CAROL, work, 0)
    use = bought(coop, offered(coop, terms(work, scope=Scope.USE)), BUYER)
    announced(coop, CAROL, "a remix")
    decree(coop, coop.registry.void_registration(work, NOBODY))
    assert not licences_of(coop).in_force(licence)
    with nothing_moves(coop), refuses("Licences_NotInForce", licenceId=licence):
        revealed(coop, CAROL, "a remix", [licence]).send(CAROL)
    with refuses("Licences_NotInForce", licenceId=use):
        licences_of(coop).report(use, 1).send(BUYER)


@pytest.mark.parametrize("price", [0, 1_000])
def test_nothing_is_sold_in_an_asset_that_the_vault_takes_no_more(
    coop: Cooperative, work: int, price: int
) -> None:
    """A buyer would pay for a licence under which it cannot report, and so not keep what it promised."""
    token = mock_token(coop.chain)
    decree(coop, coop.vault.list_asset(token.address))
    offer = offered(coop, terms(work, scope=Scope.COMMERCIAL, asset=token.address, price=price))
    licences = licences_of(coop)
    assert licences.is_open(offer)
    decree(coop, coop.vault.unlist_asset(token.address))
    assert not licences.is_open(offer)
    with refuses("Licences_OfferClosed", offerId=offer):
        licences.buy(offer).send(BUYER)
    decree(coop, coop.vault.list_asset(token.address))
    assert licences.is_open(offer)


def test_a_parent_named_by_two_licences_is_paid_once(coop: Cooperative, work: int) -> None:
    held = [licensed(coop, CAROL, work, share) for share in (100, 300, 200)]
    remix = derived(coop, CAROL, "a remix", [held[1], held[0], held[1], held[2]])
    assert coop.vault.ancestors_of(remix) == ((work, 300),)
    (event,) = licences_of(coop).events(Licences.DerivativeRegistered)
    assert event.parents == (work,) * 4
    coop.deposit(remix, 10_000, BUYER)
    assert coop.vault.income(work, NOBODY) == 285


def test_an_offer_sleeps_while_somebody_else_owns_the_work(coop: Cooperative, work: int) -> None:
    """Whoever owns the work in between can end it for good; else it is as it was when the work comes back."""
    offer, other = (offered(coop, terms(work, price=price)) for price in (1, 2))
    coop.registry.transfer_from(ALICE, CAROL, work).send(ALICE)
    licences_of(coop).withdraw(other).send(CAROL)
    with refuses("Licences_OfferClosed", offerId=offer):
        bought(coop, offer, BUYER, 1)
    coop.registry.transfer_from(CAROL, ALICE, work).send(CAROL)
    assert [licences_of(coop).is_open(each) for each in (offer, other)] == [True, False]


def test_a_thief_saves_no_licence_by_splitting_a_right_off(coop: Cooperative, work: int) -> None:
    """The right in what was not the thief's is a right to nothing, and so is what was licensed under it."""
    derive, use = (split_off(coop, work, scope, 0, name) for scope, name in SPLITS)
    licence = licensed(coop, CAROL, derive, 0)
    used = bought(coop, offered(coop, terms(use, scope=Scope.USE)), BUYER)
    announced(coop, CAROL, "a remix")
    decree(coop, coop.registry.void_registration(work, NOBODY))
    assert not licences_of(coop).in_force(licence)
    with nothing_moves(coop), refuses("Licences_NotInForce", licenceId=licence):
        revealed(coop, CAROL, "a remix", [licence]).send(CAROL)
    with refuses("Licences_NotInForce", licenceId=used):
        licences_of(coop).report(used, 1).send(BUYER)
