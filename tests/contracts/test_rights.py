"""Rights split from works: registered like works, offered by their owners alone, sold apart, merged again."""

from __future__ import annotations

import pytest

from dao_sim.bindings import SubRights
from dao_sim.bindings.generated.structs import Right
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, SHARES_PER_WORK
from tests.contracts.bundling import EVERY_SCOPE, rights_of, split_off, splitting
from tests.contracts.kit import ALICE, BOB, BUYER, CAROL, MALLORY, NOBODY, decree, nothing_moves, refuses
from tests.contracts.licensing import (
    Scope,
    announced,
    bought,
    derived,
    licences_of,
    licensed,
    offered,
    stated,
    table_of,
    terms,
)


def test_a_right_is_a_work_that_passes_on_to_the_one_it_was_split_from(coop: Cooperative, work: int) -> None:
    rights = rights_of(coop)
    assert (rights.scopes_of(work), rights.right_to(work, Scope.COMMERCIAL)) == (EVERY_SCOPE, 0)
    right = split_off(coop, work, Scope.COMMERCIAL, 2_000)
    (event,) = rights.events(SubRights.RightSplit)
    assert (event.right_id, event.work_id, event.owner) == (right, work, ALICE)
    assert (event.scope, event.share_bps) == (Scope.COMMERCIAL, 2_000)
    assert rights.right_of(right) == Right(work, False, Scope.COMMERCIAL)
    assert rights.right_to(work, Scope.COMMERCIAL) == right
    assert (rights.scopes_of(work), rights.scopes_of(right)) == (0b1101, 0b0010)
    assert (table_of(coop, right), coop.registry.owner_of(right)) == ({work: 2_000}, ALICE)
    coop.deposit(right, 1_003, BUYER)  # net 953
    assert (coop.vault.income(work, ETH), coop.vault.income(right, ETH)) == (190, 763)
    assert coop.books().balanced


def test_its_scope_is_offered_by_whoever_owns_it_and_by_nobody_else(coop: Cooperative, work: int) -> None:
    licences = licences_of(coop)
    said = terms(work, scope=Scope.USE, price=1_000)
    before, other = offered(coop, said), offered(coop, terms(work, scope=Scope.AI_TRAINING))
    kept = bought(coop, before, BUYER, 1_000)
    right = split_off(coop, work, Scope.USE, 1_000)
    coop.registry.transfer_from(ALICE, CAROL, right).send(ALICE)
    coop.vault.transfer(CAROL, right, SHARES_PER_WORK).send(ALICE)
    assert (licences.is_open(before), licences.is_open(other)) == (False, True)
    with refuses("Licences_OfferClosed", offerId=before):
        licences.buy(before).send(BUYER)
    with refuses("Licences_ScopeNotHeld", workId=work, scope=Scope.USE):
        licences.offer(said).send(ALICE)
    for scope in (Scope.COMMERCIAL, Scope.DERIVATIVE, Scope.AI_TRAINING):
        with refuses("Licences_ScopeNotHeld", workId=right, scope=scope):
            licences.offer(terms(right, scope=scope)).send(CAROL)
    with refuses("Licences_NotOwner", workId=right, account=ALICE):
        licences.offer(terms(right, scope=Scope.USE)).send(ALICE)
    bought(coop, offered(coop, terms(right, scope=Scope.USE, price=2_000)), BUYER, 2_000)
    assert licences.in_force(kept)
    assert (coop.claim(right, CAROL), coop.vault.income(work, ETH)) == (1_710, 950 + 190)


def test_what_derives_by_a_right_descends_from_its_work_and_from_what_that_derives_from(
    coop: Cooperative, work: int
) -> None:
    remix = derived(coop, BOB, "a remix", [licensed(coop, BOB, work, 700)])
    rights = rights_of(coop)
    assert rights.table_for(remix, 500) == ((work, 700), (remix, 500))
    right = split_off(coop, remix, Scope.DERIVATIVE, 500)
    child = derived(coop, CAROL, "a cover", [licensed(coop, CAROL, right, 300)])
    assert table_of(coop, child) == {work: 700, remix: 500, right: 300}
    free = split_off(coop, work, Scope.DERIVATIVE, 0, "for nothing")
    assert rights.table_for(work, 0) == ()
    assert table_of(coop, free) == {}


def test_a_scope_is_split_once_and_only_by_who_has_it(coop: Cooperative, work: int) -> None:
    right = split_off(coop, work, Scope.USE, 0)
    announced(coop, ALICE, "again")
    for owner, on, scope, share, error, operands in (
        (ALICE, work, Scope.USE, 0, "SubRights_NotHeld", {"workId": work, "scope": Scope.USE}),
        (ALICE, right, Scope.USE, 0, "SubRights_Indivisible", {"rightId": right}),
        (
            ALICE,
            work,
            Scope.COMMERCIAL,
            10_001,
            "SubRights_InvalidShare",
            {"shareBps": 10_001, "maximum": 10_000},
        ),
        (BOB, work, Scope.COMMERCIAL, 0, "SubRights_NotOwner", {"workId": work, "account": BOB}),
    ):
        with nothing_moves(coop), refuses(error, **operands):
            splitting(coop, stated(owner, "again"), on, scope, share).send(owner)
    splitting(coop, stated(ALICE, "again"), work, Scope.COMMERCIAL, 10_000).send(ALICE)
    assert rights_of(coop).right_to(work, Scope.COMMERCIAL) == right + 1


def test_a_right_is_registered_as_any_work_is(coop: Cooperative, work: int) -> None:
    coop.registry.transfer_from(ALICE, MALLORY, work).send(ALICE)
    with refuses("WorkRegistry_NotMember", account=MALLORY):
        splitting(coop, stated(MALLORY, "a right"), work, Scope.USE, 0).send(MALLORY)


def test_whoever_owns_both_merges_them_and_the_scope_returns(coop: Cooperative, work: int) -> None:
    licences, rights = licences_of(coop), rights_of(coop)
    offer = offered(coop, terms(work, scope=Scope.USE))
    right = split_off(coop, work, Scope.USE, 1_000)
    hers = offered(coop, terms(right, scope=Scope.USE))
    licence = bought(coop, hers, BUYER)
    coop.registry.transfer_from(ALICE, CAROL, right).send(ALICE)
    for somebody, lacks in ((ALICE, right), (CAROL, work), (MALLORY, right)):
        with refuses("SubRights_NotOwner", workId=lacks, account=somebody):
            rights.merge(right).send(somebody)
    coop.registry.transfer_from(CAROL, ALICE, right).send(CAROL)
    receipt = rights.merge(right).send(ALICE)
    (event,) = rights.decode(receipt, SubRights.RightMerged)
    assert (event.right_id, event.work_id) == (right, work)
    assert (rights.scopes_of(work), rights.scopes_of(right)) == (EVERY_SCOPE, 0)
    assert (licences.is_open(offer), licences.is_open(hers), licences.in_force(licence)) == (
        True,
        False,
        True,
    )
    with refuses("SubRights_AlreadyMerged", rightId=right):
        rights.merge(right).send(ALICE)
    with refuses("SubRights_UnknownRight", workId=work):
        rights.merge(work).send(ALICE)
    coop.deposit(right, 1_000, BUYER)  # what it earns it shares as before
    assert coop.vault.income(work, ETH) == 95
    assert rights.right_to(work, Scope.USE) == 0
    again = split_off(coop, work, Scope.USE, 500, "again")
    assert rights.right_to(work, Scope.USE) == again


def test_a_voided_right_gives_its_scope_back(coop: Cooperative, work: int) -> None:
    rights = rights_of(coop)
    right = split_off(coop, work, Scope.DERIVATIVE, 1_000)
    decree(coop, coop.registry.void_registration(right, NOBODY))
    assert (rights.scopes_of(work), rights.scopes_of(right)) == (EVERY_SCOPE, 0)
    assert rights.right_to(work, Scope.DERIVATIVE) == 0
    assert licensed(coop, CAROL, work, 100)
    again = split_off(coop, work, Scope.DERIVATIVE, 1_000, "again")
    assert rights.right_to(work, Scope.DERIVATIVE) == again
    with refuses("ERC721NonexistentToken", tokenId=right):
        rights.merge(right).send(ALICE)


def test_a_right_in_a_voided_work_is_a_right_in_nothing(coop: Cooperative, work: int) -> None:
    licences, rights = licences_of(coop), rights_of(coop)
    right = split_off(coop, work, Scope.USE, 1_000)
    offer = offered(coop, terms(right, scope=Scope.USE))
    licence = bought(coop, offer, BUYER)
    decree(coop, coop.registry.void_registration(work, NOBODY))
    assert (rights.scopes_of(right), licences.is_open(offer)) == (0, False)
    with refuses("Licences_ScopeNotHeld", workId=right, scope=Scope.USE):
        licences.offer(terms(right, scope=Scope.USE)).send(ALICE)
    assert (rights.is_open(right), licences.in_force(licence)) == (False, False)
    coop.deposit(right, 1_000, BUYER)
    assert coop.vault.income(right, ETH) == 950  # the share of a work that is void stays with the right


@pytest.mark.parametrize("scope", Scope)
def test_only_the_co_op_s_own_contracts_confine_a_work(coop: Cooperative, work: int, scope: Scope) -> None:
    rights = rights_of(coop)
    for somebody in (ALICE, MALLORY, coop.timelock.address):
        with refuses("AccessManagedUnauthorized", caller=somebody):
            rights.confine(work, 1 << scope).send(somebody)
    receipt = rights.confine(work, 1 << scope).send(coop.addresses["bundles"])
    (event,) = rights.decode(receipt, SubRights.Confined)
    assert (event.work_id, event.scopes) == (work, 1 << scope)
    assert [rights.allows(work, each) for each in Scope] == [each == scope for each in Scope]


def test_its_parts_are_the_charter_s(coop: Cooperative) -> None:
    rights = rights_of(coop)
    assert (rights.registry(), rights.vault()) == (coop.registry.address, coop.vault.address)
    assert licences_of(coop).rights() == rights.address
