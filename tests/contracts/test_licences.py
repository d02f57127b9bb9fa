"""Licences: offered by a work's owner, bought into its income, reported under, revoked by the co-op."""

from __future__ import annotations

import pytest

from dao_sim.bindings import Licences
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Wei
from tests.contracts.kit import ALICE, BOB, BUYER, CAROL, DAVE, DAY, MALLORY, NOBODY, decree, enact, refuses
from tests.contracts.licensing import Scope, bought, licences_of, offered, terms

REASON = b"\x05" * 32


def test_an_offer_says_everything_and_stands_until_it_is_withdrawn(coop: Cooperative, work: int) -> None:
    licences = licences_of(coop)
    said = terms(work, scope=Scope.COMMERCIAL, share_bps=500, term=DAY, price=1_000, ceiling=10_000)
    receipt = licences.offer(said).send(ALICE)
    (event,) = licences.decode(receipt, Licences.LicenceOffered)
    assert (event.offer_id, event.work_id, event.licensor, event.terms) == (1, work, ALICE, said)
    assert licences.offer_of(1) == (said, ALICE, False)
    assert (licences.is_open(1), licences.offer_count()) == (True, 1)
    for somebody in (MALLORY, BOB):  # Bob has units, and still owns nothing
        with refuses("Licences_NotOwner", workId=work, account=somebody):
            licences.offer(said).send(somebody)
        with refuses("Licences_NotOwner", workId=work, account=somebody):
            licences.withdraw(1).send(somebody)
    kept = bought(coop, 1, BUYER, 1_000)
    receipt = licences.withdraw(1).send(ALICE)
    assert licences.decode(receipt, Licences.OfferWithdrawn)[0].offer_id == 1
    for call, by in ((licences.buy(1, value=Wei(1_000)), BUYER), (licences.withdraw(1), ALICE)):
        with refuses("Licences_OfferClosed", offerId=1):
            call.send(by)
    assert licences.in_force(kept)


def test_offers_that_make_no_sense_are_refused(coop: Cooperative, work: int) -> None:
    licences = licences_of(coop)
    with refuses("Licences_InvalidShare", shareBps=10_001, maximum=10_000):
        licences.offer(terms(work, share_bps=10_001)).send(ALICE)
    with refuses("Licences_CeilingOnDerivative", ceiling=1):
        licences.offer(terms(work, ceiling=1)).send(ALICE)
    with refuses("Licences_AssetNotListed", asset=BOB):
        licences.offer(terms(work, asset=BOB)).send(ALICE)
    with refuses("ERC721NonexistentToken", tokenId=99):
        licences.offer(terms(99)).send(ALICE)
    for call in (licences.buy(1), licences.withdraw(1)):
        with refuses("Licences_UnknownOffer", offerId=1):
            call.send(ALICE)
    with refuses("Licences_UnknownOffer", offerId=0):
        licences.offer_of(0)


def test_buying_pays_into_the_work_s_income(coop: Cooperative, work: int) -> None:
    licences = licences_of(coop)
    offer = offered(coop, terms(work, scope=Scope.USE, price=1_000, term=DAY))
    for value in (0, 999, 1_001):
        with refuses("Licences_WrongValue", expected=1_000, sent=value):
            licences.buy(offer, value=Wei(value)).send(BUYER)
    receipt = licences.buy(offer, value=Wei(1_000)).send(BUYER)
    (event,) = licences.decode(receipt, Licences.LicenceBought)
    assert (event.licence_id, event.work_id, event.licensee) == (1, work, BUYER)
    assert (event.offer_id, event.received) == (offer, 1_000)
    assert (coop.vault.income(work, ETH), coop.vault.levy_accrued(ETH)) == (950, 50)
    assert coop.chain.balance(licences.address) == 0
    now = receipt.timestamp
    assert licences.licence_of(1) == (offer, now, now + DAY, False, 0)
    assert licences.terms_of(1) == terms(work, scope=Scope.USE, price=1_000, term=DAY)
    assert (licences.owner_of(1), licences.balance_of(BUYER), licences.licence_count()) == (BUYER, 1, 1)
    coop.chain.advance(DAY - 1)
    assert licences.in_force(1)
    coop.chain.advance(1)
    assert not licences.in_force(1)
    with refuses("Licences_UnknownLicence", licenceId=2):
        licences.in_force(2)


def test_an_open_work_costs_nothing_and_records_who_took_it(coop: Cooperative, work: int) -> None:
    licences = licences_of(coop)
    offer = offered(coop, terms(work, scope=Scope.AI_TRAINING))
    licence = bought(coop, offer, MALLORY)
    assert licences.terms_of(licence).attribution
    assert licences.licence_of(licence).until == 0
    coop.chain.advance(10_000 * DAY)
    assert licences.in_force(licence)
    assert coop.vault.income(work, ETH) == 0
    (event,) = licences.events(Licences.LicenceBought, licensee=MALLORY)
    assert (event.licence_id, event.received) == (licence, 0)


def test_a_term_beyond_all_time_is_for_as_long_as_time_can_be_told(coop: Cooperative, work: int) -> None:
    licence = bought(coop, offered(coop, terms(work, term=2**48 - 1)), BUYER)
    assert licences_of(coop).licence_of(licence).until == 2**48 - 1


def test_an_offer_lapses_when_the_work_changes_hands(coop: Cooperative, work: int) -> None:
    licences = licences_of(coop)
    offer = offered(coop, terms(work))
    coop.registry.transfer_from(ALICE, CAROL, work).send(ALICE)
    assert not licences.is_open(offer)
    with refuses("Licences_OfferClosed", offerId=offer):
        licences.buy(offer).send(BUYER)
    coop.registry.transfer_from(CAROL, ALICE, work).send(CAROL)
    assert licences.is_open(offer)
    decree(coop, coop.registry.void_registration(work, NOBODY))
    with refuses("Licences_OfferClosed", offerId=offer):
        licences.buy(offer).send(BUYER)


def test_a_share_of_reported_revenue_goes_to_the_work_up_to_the_ceiling(coop: Cooperative, work: int) -> None:
    licences = licences_of(coop)
    said = terms(work, scope=Scope.COMMERCIAL, share_bps=333, ceiling=10_000)
    licence = bought(coop, offered(coop, said), BUYER)
    with refuses("Licences_NotLicensee", licenceId=licence, account=MALLORY):
        licences.report(licence, 1).send(MALLORY)
    with refuses("Licences_InvalidRevenue", licenceId=licence, revenue=0, maximum=10_000):
        licences.report(licence, 0).send(BUYER)
    with refuses("Licences_WrongValue", expected=299, sent=300):
        licences.report(licence, 9_000, value=Wei(300)).send(BUYER)
    receipt = licences.report(licence, 9_000, value=Wei(299)).send(BUYER)  # 299.7
    (event,) = licences.decode(receipt, Licences.RevenueReported)
    assert (event.licence_id, event.work_id, event.revenue, event.received) == (licence, work, 9_000, 299)
    assert coop.vault.income(work, ETH) + coop.vault.levy_accrued(ETH) == 299
    with refuses("Licences_InvalidRevenue", licenceId=licence, revenue=1_001, maximum=1_000):
        licences.report(licence, 1_001, value=Wei(33)).send(BUYER)
    licences.report(licence, 1_000, value=Wei(33)).send(BUYER)
    assert not licences.in_force(licence)  # the ceiling is reached
    with refuses("Licences_NotInForce", licenceId=licence):
        licences.report(licence, 1).send(BUYER)


def test_revenue_without_bounds_is_reported_without_overflow(coop: Cooperative, work: int) -> None:
    licences = licences_of(coop)
    licence = bought(coop, offered(coop, terms(work, scope=Scope.USE)), BUYER)
    licences.report(licence, 2**256 - 1).send(BUYER)  # no share, no ceiling: noted, and nothing paid
    with refuses("Licences_InvalidRevenue", licenceId=licence, revenue=1, maximum=0):
        licences.report(licence, 1).send(BUYER)


def test_a_derivative_s_share_is_the_vault_s_to_pay(coop: Cooperative, work: int) -> None:
    licence = bought(coop, offered(coop, terms(work, share_bps=500)), BUYER)
    with refuses("Licences_NothingToReport", licenceId=licence):
        licences_of(coop).report(licence, 1_000, value=Wei(50)).send(BUYER)


def test_only_the_co_op_revokes_and_says_why(coop: Cooperative, work: int) -> None:
    licences = licences_of(coop)
    licence = bought(coop, offered(coop, terms(work)), BUYER)
    for somebody in (MALLORY, ALICE, BUYER):
        with refuses("AccessManagedUnauthorized", caller=somebody):
            licences.revoke(licence, REASON).send(somebody)
    with refuses("Licences_ReasonRequired", licenceId=licence):
        decree(coop, licences.revoke(licence, bytes(32)))
    with refuses("Licences_UnknownLicence", licenceId=9):
        decree(coop, licences.revoke(9, REASON))
    enact(coop, licences.revoke(licence, REASON))
    (event,) = licences.events(Licences.LicenceRevoked)
    assert (event.licence_id, event.work_id, event.reason) == (licence, work, REASON)
    assert not licences.in_force(licence)
    assert licences.licence_of(licence).revoked
    with refuses("Licences_AlreadyRevoked", licenceId=licence):
        decree(coop, licences.revoke(licence, REASON))


@pytest.mark.parametrize("transferable", [True, False])
def test_a_licence_is_passed_on_only_if_its_terms_say_so(
    coop: Cooperative, work: int, transferable: bool
) -> None:
    licences = licences_of(coop)
    licence = bought(coop, offered(coop, terms(work, transferable=transferable)), BUYER)
    licences.approve(DAVE, licence).send(BUYER)
    licences.set_approval_for_all(MALLORY, approved=True).send(BUYER)
    assert licences.get_approved(licence) == DAVE
    assert licences.is_approved_for_all(BUYER, MALLORY)
    handing_on = licences.transfer_from(BUYER, DAVE, licence)
    if transferable:
        handing_on.send(DAVE)
        assert licences.owner_of(licence) == DAVE
        licences.safe_transfer_from(DAVE, BUYER, licence).send(DAVE)
        licences.safe_transfer_from_with_data(BUYER, DAVE, licence, b"").send(BUYER)
    else:
        for call, by in ((handing_on, BUYER), (handing_on, DAVE)):
            with refuses("Licences_NotTransferable", licenceId=licence):
                call.send(by)


def test_its_name_and_parts_are_the_charter_s(coop: Cooperative, work: int) -> None:
    licences = licences_of(coop)
    licence = bought(coop, offered(coop, terms(work)), BUYER)
    assert (licences.name(), licences.symbol(), licences.token_uri(licence)) == (
        "Lumen Licences",
        "LUM-L",
        "",
    )
    assert (licences.registry(), licences.vault()) == (coop.registry.address, coop.vault.address)
    for standard in ("80ac58cd", "01ffc9a7"):
        assert licences.supports_interface(bytes.fromhex(standard))
