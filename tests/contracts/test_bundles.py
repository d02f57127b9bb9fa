"""Bundles: proposed by a curator, joined by owners, opened as a work that pays the works in it."""

from __future__ import annotations

import pytest

from dao_sim.bindings import Bundles, RoyaltyVault, SubRights
from dao_sim.bindings.generated.structs import Bundle, Registration
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, SHARES_PER_WORK
from tests.contracts.bundling import (
    EVERY_SCOPE,
    bundled,
    bundles_of,
    joined,
    opening,
    proposed,
    proposing,
    rights_of,
    split_off,
    works,
)
from tests.contracts.kit import ALICE, BOB, BUYER, CAROL, MALLORY, NOBODY, decree, nothing_moves, refuses
from tests.contracts.licensing import (
    SALT,
    Scope,
    announced,
    bought,
    derived,
    licences_of,
    licensed,
    offered,
    revealed,
    stated,
    table_of,
    terms,
)


@pytest.fixture
def other(coop: Cooperative) -> int:
    """A work of Bob's."""
    return coop.register_work(BOB, b"another song", {BOB: SHARES_PER_WORK})


def test_what_a_bundle_earns_is_divided_by_the_shares_that_owners_agreed_to(
    coop: Cooperative, work: int, other: int
) -> None:
    bundles = bundles_of(coop)
    bundle = proposed(coop, CAROL, "an album", {work: 4_000, other: 3_000})
    (event,) = bundles.events(Bundles.BundleProposed)
    assert (event.bundle_id, event.curator, event.works) == (bundle, CAROL, ((work, 4_000), (other, 3_000)))
    agreed = bundles.terms_for(stated(CAROL, "an album"), SALT)
    assert bundles.bundle_of(bundle) == Bundle(CAROL, 0, agreed, tuple(works({work: 4_000, other: 3_000})))
    assert event.terms == agreed
    for owner, each in ((ALICE, work), (BOB, other)):
        assert not bundles.has_joined(bundle, each)
        receipt = bundles.join(bundle, each).send(owner)
        (agrees,) = bundles.decode(receipt, Bundles.WorkJoined)
        assert (agrees.bundle_id, agrees.work_id, agrees.owner) == (bundle, each, owner)
        assert bundles.has_joined(bundle, each)
    announced(coop, CAROL, "an album")
    receipt = opening(coop, CAROL, "an album", bundle).send(CAROL)
    (opened,) = bundles.decode(receipt, Bundles.BundleOpened)
    album = opened.work_id
    assert (opened.bundle_id, opened.scopes) == (bundle, EVERY_SCOPE)
    assert rights_of(coop).decode(receipt, SubRights.Confined)[0].work_id == album
    assert (bundles.bundle_of(bundle).work_id, coop.registry.owner_of(album)) == (album, CAROL)
    assert bundles.table_of(bundle) == tuple(works(table_of(coop, album)))
    coop.deposit(album, 1_003, BUYER)  # net 953
    assert [coop.vault.income(each, ETH) for each in (work, other, album)] == [381, 285, 287]
    assert (coop.claim(work, BOB), coop.claim(other, BOB), coop.claim(album, CAROL)) == (152, 285, 287)
    assert coop.books().balanced


def test_a_licence_of_the_bundle_sells_it_as_one(coop: Cooperative, work: int, other: int) -> None:
    album = bundled(coop, CAROL, "an album", {work: 5_000, other: 5_000})
    bought(coop, offered(coop, terms(album, scope=Scope.COMMERCIAL, price=2_000)), BUYER, 2_000)
    assert [coop.vault.income(each, ETH) for each in (work, other, album)] == [950, 950, 0]
    assert rights_of(coop).scopes_of(album) == EVERY_SCOPE


def test_what_derives_from_a_bundle_pays_the_works_in_it(coop: Cooperative, work: int, other: int) -> None:
    album = bundled(coop, CAROL, "an album", {work: 3_000, other: 2_000})
    medley = derived(coop, BOB, "a medley", [licensed(coop, BOB, album, 1_000)])
    assert table_of(coop, medley) == {work: 3_000, other: 2_000, album: 1_000}


def test_a_work_s_share_is_divided_like_what_the_work_earns_and_paths_add_up(
    coop: Cooperative, work: int, other: int
) -> None:
    remix = derived(coop, CAROL, "a remix", [licensed(coop, CAROL, work, 3_333)])
    album = bundled(coop, CAROL, "an album", {work: 1_001, other: 500, remix: 2_999})
    part = 2_999 * 3_333 // 10_000  # 999.5: the rest is the remix's own
    assert table_of(coop, album) == {work: 1_001 + part, other: 500, remix: 2_999 - part}
    box = bundled(coop, ALICE, "a box", {work: 100, album: 5_000})
    assert table_of(coop, box) == {
        work: 100 + 5_000 * 2_000 // 10_000,
        other: 5_000 * 500 // 10_000,
        remix: 5_000 * 2_000 // 10_000,
        album: 5_000 - 1_000 - 250 - 1_000,
    }


def test_what_comes_to_nothing_is_left_out_and_stays_with_the_work_it_would_have_come_from(
    coop: Cooperative, work: int, other: int
) -> None:
    remix = derived(coop, CAROL, "a remix", [licensed(coop, CAROL, work, 99)])
    album = bundled(coop, CAROL, "an album", {other: 0, remix: 100})
    assert table_of(coop, album) == {remix: 100}  # 0.99 of a basis point would have been the song's
    copy = derived(coop, CAROL, "a copy", [licensed(coop, CAROL, work, 10_000)])
    assert table_of(coop, bundled(coop, CAROL, "all", {other: 1, copy: 100})) == {work: 100, other: 1}


def test_only_present_owners_join_and_consent_ends_with_ownership(
    coop: Cooperative, work: int, other: int
) -> None:
    bundles = bundles_of(coop)
    bundle = proposed(coop, CAROL, "an album", {work: 4_000, other: 3_000})
    third = coop.register_work(CAROL, b"a third", {CAROL: SHARES_PER_WORK})
    with refuses("Bundles_NotIncluded", bundleId=bundle, workId=third):
        bundles.join(bundle, third).send(CAROL)
    for somebody in (BOB, CAROL, MALLORY):  # Bob has units of it
        with refuses("Bundles_NotOwner", workId=work, account=somebody):
            bundles.join(bundle, work).send(somebody)
    joined(coop, bundle)
    with refuses("Bundles_AlreadyJoined", bundleId=bundle, workId=work):
        bundles.join(bundle, work).send(ALICE)
    announced(coop, CAROL, "an album")
    coop.registry.transfer_from(ALICE, MALLORY, work).send(ALICE)
    assert not bundles.has_joined(bundle, work)
    with nothing_moves(coop), refuses("Bundles_NotJoined", bundleId=bundle, workId=work):
        opening(coop, CAROL, "an album", bundle).send(CAROL)
    bundles.join(bundle, work).send(MALLORY)  # who need not be a member
    opening(coop, CAROL, "an album", bundle).send(CAROL)


def test_consent_is_taken_back_until_the_bundle_is_opened(coop: Cooperative, work: int, other: int) -> None:
    bundles = bundles_of(coop)
    bundle = proposed(coop, CAROL, "an album", {work: 4_000, other: 3_000})
    joined(coop, bundle)
    announced(coop, CAROL, "an album")
    for somebody in (BOB, CAROL):
        with refuses("Bundles_NothingToWithdraw", bundleId=bundle, workId=work, account=somebody):
            bundles.withdraw(bundle, work).send(somebody)
    receipt = bundles.withdraw(bundle, work).send(ALICE)
    (event,) = bundles.decode(receipt, Bundles.WorkWithdrawn)
    assert (event.bundle_id, event.work_id, event.owner) == (bundle, work, ALICE)
    with refuses("Bundles_NotJoined", bundleId=bundle, workId=work):
        opening(coop, CAROL, "an album", bundle).send(CAROL)
    joined(coop, bundle)
    opening(coop, CAROL, "an album", bundle).send(CAROL)
    album = bundles.bundle_of(bundle).work_id
    for call, by in (
        (bundles.withdraw(bundle, work), ALICE),
        (bundles.join(bundle, work), ALICE),
        (opening(coop, CAROL, "an album", bundle), CAROL),
    ):
        with refuses("Bundles_AlreadyOpened", bundleId=bundle, workId=album):
            call.send(by)


def test_an_owner_who_sold_its_work_can_still_take_its_consent_back(
    coop: Cooperative, work: int, other: int
) -> None:
    bundles = bundles_of(coop)
    bundle = proposed(coop, CAROL, "an album", {work: 4_000, other: 3_000})
    joined(coop, bundle)
    coop.registry.transfer_from(ALICE, BOB, work).send(ALICE)
    bundles.withdraw(bundle, work).send(ALICE)
    coop.registry.transfer_from(BOB, ALICE, work).send(BOB)
    assert not bundles.has_joined(bundle, work)


def test_a_bundle_is_opened_by_its_curator_as_it_was_agreed(coop: Cooperative, work: int, other: int) -> None:
    bundles = bundles_of(coop)
    bundle = proposed(coop, CAROL, "an album", {work: 4_000, other: 3_000})
    joined(coop, bundle)
    with refuses("Bundles_NotCurator", bundleId=bundle, account=ALICE):
        opening(coop, CAROL, "an album", bundle).send(ALICE)
    agreed = bundles.bundle_of(bundle).terms
    announced(coop, CAROL, "an album", "something else")
    said = stated(CAROL, "an album")
    for registration in (
        stated(CAROL, "something else"),
        said._replace(contributors=(MALLORY,)),
        said._replace(uri="elsewhere"),
        said._replace(ai_share_bps=1),
    ):
        given = bundles.terms_for(registration, SALT)
        with nothing_moves(coop), refuses("Bundles_OtherTerms", bundleId=bundle, given=given, agreed=agreed):
            bundles.open_(bundle, registration, SALT).send(CAROL)
    for call in (bundles.join(2, work), bundles.withdraw(2, work), opening(coop, CAROL, "an album", 2)):
        with refuses("Bundles_UnknownBundle", bundleId=2):
            call.send(CAROL)
    with refuses("Bundles_UnknownBundle", bundleId=0):
        bundles.bundle_of(0)
    with refuses("Bundles_UnknownBundle", bundleId=9):
        bundles.table_of(9)


def test_the_registry_asks_the_same_of_a_bundle_as_of_any_work(
    coop: Cooperative, work: int, other: int
) -> None:
    bundle = proposed(coop, CAROL, "an album", {work: 1, other: 1})
    joined(coop, bundle)
    said = stated(CAROL, "an album")
    commitment = coop.registry.commitment_for(CAROL, said.content_hash, SALT)
    with refuses("WorkRegistry_NotCommitted", registrant=CAROL, commitment=commitment):
        opening(coop, CAROL, "an album", bundle).send(CAROL)
    announced(coop, CAROL, "an album")
    decree(coop, coop.membership.expel(CAROL))
    with refuses("WorkRegistry_NotMember", account=CAROL):
        opening(coop, CAROL, "an album", bundle).send(CAROL)


def test_proposals_that_make_no_sense_are_refused(coop: Cooperative, work: int, other: int) -> None:
    bundles = bundles_of(coop)

    def proposes(*rows: tuple[int, int]) -> None:
        bundles.propose(works(dict(rows)), bytes(32)).send(CAROL)

    with refuses("Bundles_NotMember", account=MALLORY):
        proposing(coop, MALLORY, "an album", {work: 1, other: 1}).send(MALLORY)
    with refuses("Bundles_InvalidCount", count=1, maximum=64):
        proposes((work, 1))
    with refuses("Bundles_InvalidCount", count=65, maximum=bundles.max_works()):
        proposes(*((number, 1) for number in range(1, 66)))
    with refuses("Bundles_OutOfOrder", workId=work):
        proposes((other, 1), (work, 1))
    with refuses("Bundles_OutOfOrder", workId=0):
        proposes((0, 1), (work, 1))
    with refuses("Bundles_WorkClosed", workId=99):
        proposes((work, 1), (99, 1))
    with refuses("Bundles_SharesTooHigh", sumBps=10_001, maximum=10_000):
        proposes((work, 5_000), (other, 5_001))
    proposes((work, 5_000), (other, 5_000))
    assert bundles.bundle_count() == 1


def test_a_work_that_is_void_is_bundled_no_more(coop: Cooperative, work: int, other: int) -> None:
    bundles = bundles_of(coop)
    bundle = proposed(coop, CAROL, "an album", {work: 4_000, other: 3_000})
    joined(coop, bundle)
    announced(coop, CAROL, "an album")
    decree(coop, coop.registry.void_registration(other, NOBODY))
    assert not bundles.has_joined(bundle, other)
    with refuses("Bundles_WorkClosed", workId=other):
        opening(coop, CAROL, "an album", bundle).send(CAROL)
    with refuses("Bundles_WorkClosed", workId=other):
        proposing(coop, CAROL, "again", {work: 1, other: 1}).send(CAROL)


def test_the_share_of_a_work_that_is_voided_later_stays_with_the_bundle(
    coop: Cooperative, work: int, other: int
) -> None:
    album = bundled(coop, CAROL, "an album", {work: 4_000, other: 3_000})
    decree(coop, coop.registry.void_registration(other, NOBODY))
    receipt = coop.deposit(album, 1_000, BUYER)
    assert coop.vault.decode(receipt, RoyaltyVault.PassedOn)[0].amounts == (380, 0)
    assert coop.vault.income(album, ETH) == 570


def test_a_bundle_has_the_scopes_that_all_of_its_works_have(coop: Cooperative, work: int, other: int) -> None:
    licences, rights = licences_of(coop), rights_of(coop)
    right = split_off(coop, work, Scope.USE, 100)
    album = bundled(coop, CAROL, "an album", {work: 4_000, other: 3_000})
    assert rights.scopes_of(album) == 0b1110
    with refuses("Licences_ScopeNotHeld", workId=album, scope=Scope.USE):
        licences.offer(terms(album, scope=Scope.USE)).send(CAROL)
    uses = bundled(coop, CAROL, "uses", {other: 5_000, right: 5_000})
    assert (rights.scopes_of(uses), table_of(coop, uses)) == (0b0001, {work: 50, other: 5_000, right: 4_950})
    rights.merge(right).send(ALICE)  # what was opened stays as it is
    assert (rights.scopes_of(uses), rights.scopes_of(album)) == (0b0001, 0b1110)
    split = split_off(coop, album, Scope.DERIVATIVE, 0, "album rights")
    assert (rights.scopes_of(album), rights.scopes_of(split)) == (0b1010, 0b0100)


def test_works_without_a_scope_in_common_are_no_bundle(coop: Cooperative, work: int, other: int) -> None:
    use = split_off(coop, work, Scope.USE, 0, "use")
    train = split_off(coop, other, Scope.AI_TRAINING, 0, "train")
    bundle = proposed(coop, CAROL, "nothing", {use: 1, train: 1})
    joined(coop, bundle)
    announced(coop, CAROL, "nothing")
    with refuses("Bundles_NothingInCommon", bundleId=bundle):
        opening(coop, CAROL, "nothing", bundle).send(CAROL)


def test_what_is_left_belongs_to_the_units_as_they_were_agreed(
    coop: Cooperative, work: int, other: int
) -> None:
    bundles = bundles_of(coop)
    said = Registration(stated(CAROL, "shared").content_hash, "", (CAROL, MALLORY), (250_000, 750_000), 0, 0)
    bundle = bundles.decode(
        bundles.propose(works({work: 2_000, other: 2_000}), bundles.terms_for(said, SALT)).send(CAROL),
        Bundles.BundleProposed,
    )[0].bundle_id
    joined(coop, bundle)
    announced(coop, CAROL, "shared")
    bundles.open_(bundle, said, SALT).send(CAROL)
    album = bundles.bundle_of(bundle).work_id
    coop.deposit(album, 1_000, BUYER)
    assert (coop.claim(album, CAROL), coop.claim(album, MALLORY)) == (142, 427)  # of 570


def test_sixty_four_works_and_ancestors_are_the_most(coop: Cooperative, work: int) -> None:
    names = [f"work {number}" for number in range(64)]
    announced(coop, ALICE, *names)
    top = licensed(coop, ALICE, work, 1_000)
    found = [work]
    for name in names:
        receipt = revealed(coop, ALICE, name, [top]).send(ALICE)
        found.append(coop.registry.decode(receipt, coop.registry.WorkRegistered)[0].work_id)
    with refuses("Bundles_TooManyAncestors", count=65, maximum=64):
        proposing(coop, CAROL, "too many", dict.fromkeys(found[1:], 100)).send(CAROL)
    anthology = bundled(coop, CAROL, "an anthology", dict.fromkeys(found[:64], 100))
    assert table_of(coop, anthology) == {work: 100 + 63 * 10, **dict.fromkeys(found[1:64], 90)}
    coop.deposit(anthology, 200_000, BUYER)
    assert coop.vault.income(work, ETH) == 190_000 * 730 // 10_000
    assert coop.books().balanced


def test_the_largest_tables_there_can_be_are_bundled_in_one_transaction(coop: Cooperative) -> None:
    """64 works that keep nothing for themselves, with the same 64 ancestors each."""
    names = [f"work {number}" for number in range(128)]
    announced(coop, ALICE, *names)
    for name in names[:64]:
        coop.registry.register(stated(ALICE, name), SALT).send(ALICE)
    whole = works({number: 100 if number <= 28 else 200 for number in range(1, 65)})
    for name in names[64:]:
        call = coop.registry.register_derivative(ALICE, stated(ALICE, name), SALT, whole)
        call.send(coop.addresses["licences"])
    bundles, shares = bundles_of(coop), dict.fromkeys(range(65, 129), 100)
    bundle = proposed(coop, CAROL, "everything", shares)
    joined(coop, bundle)
    announced(coop, CAROL, "everything")
    receipt = opening(coop, CAROL, "everything", bundle).send(CAROL)
    assert receipt.gas_used < 2**24  # what one transaction may use, by EIP-7825
    assert table_of(coop, bundles.bundle_of(bundle).work_id) == {
        number: 64 if number <= 28 else 128 for number in range(1, 65)
    }


def test_its_parts_are_the_charter_s(coop: Cooperative) -> None:
    bundles = bundles_of(coop)
    assert (bundles.membership(), bundles.rights()) == (coop.membership.address, coop.addresses["rights"])
    assert (bundles.registry(), bundles.vault()) == (coop.registry.address, coop.vault.address)
