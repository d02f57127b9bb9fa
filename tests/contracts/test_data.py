"""The data commons: sources are confirmed, uses bounded, flows traced, risks prevented; nobody is stuck."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pytest
from eth_typing import Hash32

from dao_sim.bindings import DataCommons
from dao_sim.coop import Cooperative
from dao_sim.coop.countersignature import sign
from dao_sim.coop.data_terms import Purpose, mask_of
from dao_sim.units import ETH, Address, Wei
from tests.contracts.commons import (
    CONFIRMER,
    CONTENT,
    OTHER_SERVES,
    OTHER_SERVICE,
    POINTS,
    PRICE,
    QUERY,
    REASON,
    SERVES,
    SERVICE,
    STATEMENT,
    SUSPENSION,
    TERM,
    USES,
    access_terms,
    bought,
    commons,
    dataset_terms,
    opened,
    registered,
    use,
)
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    CAROL,
    DAVE,
    DAY,
    DEPLOYER,
    MALLORY,
    NOBODY,
    TOKEN,
    decree,
    enact,
    mock,
    refuses,
)

YEAR = 365 * DAY
ALL = (1 << len(Purpose)) - 1


def test_a_dataset_says_where_it_comes_from_and_whose_it_is(coop: Cooperative) -> None:
    made = commons(coop)
    receipt = made.register(dataset_terms()).send(ALICE)
    (event,) = made.decode(receipt, DataCommons.DatasetRegistered)
    assert (event.dataset_id, event.registrant, event.content_hash) == (1, ALICE, CONTENT)
    assert (event.statement, event.uri) == (STATEMENT, "ipfs://parish-registers")
    assert (event.holders, event.points) == (tuple(POINTS), tuple(POINTS.values()))
    found = made.dataset_of(1)
    assert (found.registrant, found.registered_at) == (ALICE, coop.chain.now())
    assert (found.permitted, found.service) == (mask_of(("research", "training")), SERVES)
    assert (found.holders, found.consents, found.points, made.dataset_count()) == (3, 1, 7, 1)
    assert made.share_of(1, ALICE) == (3, True)  # who registers consents for itself
    assert made.share_of(1, BOB) == (2, False)
    assert made.share_of(1, MALLORY) == (0, False)
    assert not made.is_open(1)
    assert (made.membership(), made.vault()) == (coop.membership.address, coop.vault.address)
    assert made.suspension_period() == SUSPENSION


def test_a_registration_that_says_too_little_or_too_much_is_refused(coop: Cooperative) -> None:
    made = commons(coop)
    with refuses("DataCommons_NotMember", account=MALLORY):
        made.register(dataset_terms()).send(MALLORY)
    for content, statement in ((bytes(32), STATEMENT), (CONTENT, bytes(32))):
        with refuses("DataCommons_HashRequired", contentHash=content, statement=statement):
            made.register(dataset_terms(content=content, statement=statement)).send(ALICE)
    for mask in (0, ALL + 1):
        with refuses("DataCommons_InvalidPurposes", purposes=mask, all=ALL):
            made.register(dataset_terms(permitted=mask)).send(ALICE)
    with refuses("DataCommons_InvalidService", service=NOBODY):
        made.register(dataset_terms(service=NOBODY)).send(ALICE)
    many = {Address(f"0x{number:040x}"): 1 for number in range(1, 102)}
    for holders in ({}, many):
        count = len(holders)
        with refuses("DataCommons_InvalidHolderCount", holders=count, points=count, maximum=100):
            made.register(dataset_terms(holders)).send(ALICE)
    uneven = dataset_terms()._replace(points=(1,))
    with refuses("DataCommons_InvalidHolderCount", holders=3, points=1, maximum=100):
        made.register(uneven).send(ALICE)
    twice = dataset_terms()._replace(holders=(ALICE, BOB, ALICE))
    for terms, who, points in (
        (dataset_terms({NOBODY: 1}), NOBODY, 1),
        (dataset_terms({BOB: 0}), BOB, 0),
        (twice, ALICE, 2),
    ):
        with refuses("DataCommons_InvalidHolder", holder=who, points=points):
            made.register(terms).send(ALICE)


def test_a_hundred_holders_are_not_too_many(coop: Cooperative) -> None:
    made = commons(coop)
    holders = {Address(f"0x{number:040x}"): 2**32 - 1 for number in range(1, 101)}
    found = made.dataset_of(registered(made, dataset_terms(holders)))
    assert (found.holders, found.consents, found.points) == (100, 0, 100 * (2**32 - 1))


def test_nothing_is_sold_before_the_source_is_confirmed(coop: Cooperative) -> None:
    made = commons(coop)
    number = registered(made)
    for holder in (BOB, CAROL):
        made.consent(number).send(holder)
    made.offer(access_terms(number)).send(ALICE)
    with refuses("DataCommons_NotConfirmed", datasetId=number):
        made.buy(1, value=Wei(USES * PRICE)).send(BUYER)
    receipt = made.confirm(number).send(CONFIRMER)
    (confirmed,) = made.decode(receipt, DataCommons.SourceConfirmed)
    assert (confirmed.dataset_id, confirmed.confirmer) == (number, CONFIRMER)
    found = made.dataset_of(number)
    assert (found.confirmer, found.confirmed_at) == (CONFIRMER, coop.chain.now())
    assert made.confirmed_of(CONTENT) == number
    assert made.is_open(number)
    made.buy(1, value=Wei(USES * PRICE)).send(BUYER)


def test_confirmers_have_no_part_in_what_they_confirm(coop: Cooperative) -> None:
    made = commons(coop, confirmers=(ALICE, BOB, CONFIRMER))
    number = registered(made, dataset_terms({BOB: 1}))
    for who in (ALICE, BOB):  # the registrant, and a holder
        with refuses("DataCommons_OwnCause", datasetId=number, account=who):
            made.confirm(number).send(who)
    with refuses("DataCommons_NotConfirmer", account=MALLORY):
        made.confirm(number).send(MALLORY)
    with refuses("DataCommons_UnknownDataset", datasetId=2):
        made.confirm(2).send(CONFIRMER)
    receipt = decree(coop, made.set_confirmer(CONFIRMER, False))
    assert made.decode(receipt, DataCommons.ConfirmerSet)[0].is_confirmer is False
    assert (made.is_confirmer(CONFIRMER), made.is_confirmer(ALICE)) == (False, True)
    with refuses("DataCommons_NotConfirmer", account=CONFIRMER):
        made.confirm(number).send(CONFIRMER)


def test_content_cannot_be_kept_from_its_owners_by_being_first(coop: Cooperative) -> None:
    """Mallory's friend registers it first; the right registration is the one that is confirmed."""
    made = commons(coop)
    false, right = registered(made, by=BOB), registered(made)
    made.confirm(right).send(CONFIRMER)
    for number in (false, right):
        with refuses("DataCommons_AlreadyConfirmed", contentHash=CONTENT, datasetId=right):
            made.confirm(number).send(CONFIRMER)


def test_a_suspended_dataset_makes_room_for_the_right_one(coop: Cooperative) -> None:
    made = commons(coop)
    false = opened(made)
    decree(coop, made.suspend(false, REASON))
    right = registered(made, by=BOB)
    made.confirm(right).send(CONFIRMER)
    assert made.confirmed_of(CONTENT) == right
    with refuses("DataCommons_Superseded", datasetId=false, newerId=right):
        decree(coop, made.resume(false))
    decree(coop, made.suspend(right, REASON))
    made.confirm(false).send(CONFIRMER)
    decree(coop, made.resume(false))
    assert made.is_open(false)


def test_each_holder_consents_for_itself(coop: Cooperative) -> None:
    made = commons(coop)
    number = registered(made)
    made.confirm(number).send(CONFIRMER)
    made.offer(access_terms(number)).send(ALICE)
    with refuses("DataCommons_ConsentMissing", datasetId=number, missing=2):
        made.buy(1, value=Wei(USES * PRICE)).send(BUYER)
    receipt = made.consent(number).send(BOB)
    (given,) = made.decode(receipt, DataCommons.ConsentGiven)
    assert (given.dataset_id, given.holder) == (number, BOB)
    with refuses("DataCommons_NothingChanges", datasetId=number, holder=BOB, consents=True):
        made.consent(number).send(BOB)
    with refuses("DataCommons_NothingChanges", datasetId=number, holder=CAROL, consents=False):
        made.withdraw(number).send(CAROL)
    for which, call in (
        (number, made.consent(number)),
        (number, made.withdraw(number)),
        (9, made.consent(9)),
    ):
        with refuses("DataCommons_NotHolder", datasetId=which, account=MALLORY):
            call.send(MALLORY)
    made.consent(number).send(CAROL)
    assert made.is_open(number)


def test_a_use_is_paid_for_traced_and_shared_by_points(coop: Cooperative) -> None:
    """Of one ether 5 % is the levy, the rest shared by 3, 2 and 2 sevenths; fractions stay the holders'."""
    made = commons(coop)
    number = opened(made)
    licence = bought(made, access_terms(number))
    assert (made.held(ETH), made.licence_count(), made.offer_count()) == (USES * PRICE, 1, 1)
    held = made.licence_of(licence)
    assert (held.licensee, held.offer_id, held.until) == (BUYER, 1, coop.chain.now() + TERM)
    used = use(made, licence)
    assert (used.dataset_id, used.licence_id, used.licensee, used.use_number) == (number, licence, BUYER, 1)
    assert (used.purpose, used.query_hash, used.service) == (int(Purpose.RESEARCH), QUERY, SERVES)
    assert (used.paid, used.levy, made.income(number, ETH)) == (95 * TOKEN // 100, TOKEN // 20, used.paid)
    assert {who: made.creditable(number, ETH, who) for who in POINTS} == {
        who: used.paid * points // 7 for who, points in POINTS.items()
    }
    use(made, licence)
    income = 2 * used.paid
    assert made.income(number, ETH) == income
    receipt = made.credit(number, ETH, BOB).send(MALLORY)
    (credited,) = made.decode(receipt, DataCommons.Credited)
    assert (credited.holder, credited.amount) == (BOB, income * 2 // 7)
    assert made.owed_to(BOB, ETH) == income * 2 // 7
    with refuses("DataCommons_NothingToCredit", datasetId=number, asset=ETH, holder=BOB):
        made.credit(number, ETH, BOB).send(BOB)
    with refuses("DataCommons_NothingToCredit", datasetId=number, asset=ETH, holder=MALLORY):
        made.credit(number, ETH, MALLORY).send(BOB)
    before = coop.chain.balance(DAVE)
    made.claim(ETH, DAVE).send(BOB)
    assert coop.chain.balance(DAVE) - before == income * 2 // 7
    before = coop.chain.balance(coop.treasury.address)
    receipt = made.collect_levy(ETH).send(MALLORY)
    assert made.decode(receipt, DataCommons.LevyCollected)[0].amount == TOKEN // 10
    assert coop.chain.balance(coop.treasury.address) - before == TOKEN // 10
    with refuses("DataCommons_NoLevyToCollect", asset=ETH):
        made.collect_levy(ETH).send(MALLORY)


def test_fractions_are_credited_with_later_income(coop: Cooperative) -> None:
    """Seven uses at one wei: what each leaves over is whole in the end, and nothing stays behind."""
    decree(coop, coop.vault.set_levy(0))
    made = commons(coop)
    number = opened(made)
    licence = bought(made, access_terms(number, uses=7, price=1))
    paid = dict.fromkeys(POINTS, 0)
    for done in range(1, 8):
        use(made, licence)
        for who, points in POINTS.items():
            if made.creditable(number, ETH, who):
                made.credit(number, ETH, who).send(MALLORY)
            paid[who] = made.owed_to(who, ETH)
            assert paid[who] == done * points // 7
    assert paid == POINTS
    for who in POINTS:
        made.claim(ETH, who).send(who)
    assert (made.held(ETH), coop.chain.balance(made.address)) == (0, 0)


def test_the_levy_is_the_vault_s_at_the_time_of_use(coop: Cooperative) -> None:
    made = commons(coop)
    licence = bought(made, access_terms(opened(made), price=19))
    assert use(made, licence).levy == 0  # 5 % of 19, rounded down
    decree(coop, coop.vault.set_levy(3_000))
    assert use(made, licence).levy == 5


def test_a_use_outside_of_the_licence_is_refused(coop: Cooperative) -> None:
    made = commons(coop)
    licence = bought(made, access_terms(opened(made), uses=1))
    wrong, right = int(Purpose.TRAINING), int(Purpose.RESEARCH)
    with refuses("DataCommons_WrongPurpose", licenceId=licence, purpose=wrong, licensed=right):
        use(made, licence, purpose=Purpose.TRAINING)
    with refuses("DataCommons_NotLicensee", licenceId=licence, account=MALLORY):
        use(made, licence, by=MALLORY)
    with refuses("DataCommons_QueryRequired", licenceId=licence):
        use(made, licence, query=bytes(32))
    use(made, licence)
    with refuses("DataCommons_UsedUp", licenceId=licence):
        use(made, licence)
    with refuses("DataCommons_UsedUp", licenceId=licence):
        made.refund(licence).send(BUYER)


def test_time_bounds_a_licence_to_the_second(coop: Cooperative) -> None:
    made = commons(coop)
    licence = bought(made, access_terms(opened(made)))
    until = made.licence_of(licence).until
    coop.chain.advance(until - 1 - coop.chain.now())
    use(made, licence)
    with refuses("DataCommons_TooEarly", licenceId=licence, deadline=until):
        made.refund(licence).send(BUYER)
    coop.chain.advance(1)
    with refuses("DataCommons_TooLate", licenceId=licence, deadline=until):
        use(made, licence)
    receipt = made.refund(licence).send(MALLORY)  # anybody may
    (back,) = made.decode(receipt, DataCommons.Refunded)
    assert (back.unused, back.amount) == (USES - 1, (USES - 1) * PRICE)
    assert made.owed_to(BUYER, ETH) == (USES - 1) * PRICE
    for who in (BUYER, MALLORY):
        with refuses("DataCommons_UsedUp", licenceId=licence):
            made.refund(licence).send(who)


def test_a_countersignature_is_good_once_for_what_it_says_and_for_a_time(coop: Cooperative) -> None:
    made = commons(coop)
    licence = bought(made, access_terms(opened(made)))
    until = coop.chain.now() + 60
    signed = sign(made, SERVICE, licence, Purpose.RESEARCH, QUERY, valid_until=until)
    said = (int(Purpose.RESEARCH), QUERY, until, signed.signature)

    def refused(use_number: int = 1, service: str = SERVES) -> AbstractContextManager[None]:
        named = {"licenceId": licence, "useNumber": use_number, "service": service}
        return refuses("DataCommons_InvalidCountersignature", **named)

    for changed in ((said[0], REASON, *said[2:]), (*said[:2], until + 1, said[3]), (*said[:3], bytes(65))):
        with refused():
            made.use(licence, *changed).send(BUYER)
    with refused():
        use(made, licence, key=OTHER_SERVICE)
    made.use(licence, *said).send(BUYER)
    with refused(2):
        made.use(licence, *said).send(BUYER)  # once
    late = sign(made, SERVICE, licence, Purpose.RESEARCH, QUERY, valid_until=until)
    coop.chain.advance(60)
    made.use(licence, *said[:3], late.signature).send(BUYER)
    late = sign(made, SERVICE, licence, Purpose.RESEARCH, QUERY, valid_until=until)
    coop.chain.advance(1)
    with refuses("DataCommons_TooLate", licenceId=licence, deadline=until):
        made.use(licence, *said[:3], late.signature).send(BUYER)


def test_what_is_signed_is_what_the_contract_says(coop: Cooperative) -> None:
    made = commons(coop)
    licence = bought(made, access_terms(opened(made)))
    signed = sign(made, SERVICE, licence, Purpose.RESEARCH, QUERY, valid_until=9)
    hashed = Hash32(made.use_hash(licence, int(Purpose.RESEARCH), QUERY, 9))
    assert SERVICE.unsafe_sign_hash(hashed).signature == signed.signature
    assert made.eip712_domain()[1:5] == ("DataCommons", "1", coop.chain.chain_id, made.address)


def test_a_countersignature_of_another_licence_is_none_of_this(coop: Cooperative) -> None:
    made = commons(coop)
    number = opened(made)
    first, second = bought(made, access_terms(number)), bought(made, access_terms(number), by=MALLORY)
    until = coop.chain.now() + 60
    signed = sign(made, SERVICE, first, Purpose.RESEARCH, QUERY, valid_until=until)
    operands = {"licenceId": second, "useNumber": 1, "service": SERVES}
    with refuses("DataCommons_InvalidCountersignature", **operands):
        made.use(second, int(Purpose.RESEARCH), QUERY, until, signed.signature).send(MALLORY)


def test_a_contract_countersigns_by_its_owner(coop: Cooperative) -> None:
    service = mock(coop.chain, "ContractVoter", SERVES).address
    made = commons(coop)
    licence = bought(made, access_terms(opened(made, dataset_terms(service=service))))
    with refuses("DataCommons_InvalidCountersignature", licenceId=licence, useNumber=1, service=service):
        use(made, licence, key=OTHER_SERVICE)
    assert use(made, licence).service == service


def test_a_service_is_replaced_for_uses_to_come(coop: Cooperative) -> None:
    made = commons(coop)
    number = opened(made)
    licence = bought(made, access_terms(number))
    with refuses("DataCommons_NotRegistrant", datasetId=number, account=BOB):
        made.set_service(number, BOB).send(BOB)
    receipt = made.set_service(number, OTHER_SERVES).send(ALICE)
    assert made.decode(receipt, DataCommons.ServiceSet)[0].service == OTHER_SERVES
    with refuses("DataCommons_InvalidCountersignature", licenceId=licence, useNumber=1, service=OTHER_SERVES):
        use(made, licence)
    use(made, licence, key=OTHER_SERVICE)
    made.set_service(number, BUYER).send(ALICE)
    with refuses("DataCommons_OwnCause", datasetId=number, account=BUYER):
        use(made, licence)


def test_a_withdrawn_consent_stops_new_uses_and_keeps_those_before(coop: Cooperative) -> None:
    made = commons(coop)
    number = opened(made)
    licence = bought(made, access_terms(number))
    use(made, licence)
    receipt = made.withdraw(number).send(CAROL)
    assert made.decode(receipt, DataCommons.ConsentWithdrawn)[0].holder == CAROL
    with refuses("DataCommons_ConsentMissing", datasetId=number, missing=1):
        use(made, licence)
    with refuses("DataCommons_ConsentMissing", datasetId=number, missing=1):
        made.buy(1, value=Wei(USES * PRICE)).send(MALLORY)
    assert len(made.events(DataCommons.Used, dataset_id=number)) == 1
    assert made.creditable(number, ETH, CAROL) == 95 * TOKEN // 100 * 2 // 7  # its income stays its own
    until = made.licence_of(licence).until
    with refuses("DataCommons_TooEarly", licenceId=licence, deadline=until):
        made.refund(licence).send(MALLORY)  # nobody ends it for the licensee
    made.refund(licence).send(BUYER)
    assert made.owed_to(BUYER, ETH) == 3 * PRICE
    made.consent(number).send(CAROL)
    with refuses("DataCommons_UsedUp", licenceId=licence):
        use(made, licence)
    assert made.licence_of(licence).refunded


def test_who_waits_goes_on_once_all_consent_again(coop: Cooperative) -> None:
    made = commons(coop)
    number = opened(made)
    licence = bought(made, access_terms(number))
    made.withdraw(number).send(BOB)
    made.consent(number).send(BOB)
    assert use(made, licence).use_number == 1


def test_a_suspension_stops_everything_and_holds_money_for_a_time(coop: Cooperative) -> None:
    made = commons(coop)
    number = opened(made)
    licence = bought(made, access_terms(number))
    with refuses("DataCommons_NotSuspended", datasetId=number):
        decree(coop, made.resume(number))
    with refuses("DataCommons_ReasonRequired", datasetId=number):
        decree(coop, made.suspend(number, bytes(32)))
    enact(coop, made.suspend(number, REASON))
    since = made.dataset_of(number).suspended_at
    assert since == coop.chain.now()
    with refuses("DataCommons_Suspended", datasetId=number):
        decree(coop, made.suspend(number, REASON))
    with refuses("DataCommons_Suspended", datasetId=number):
        use(made, licence)
    with refuses("DataCommons_Suspended", datasetId=number):
        made.buy(1, value=Wei(USES * PRICE)).send(MALLORY)
    with refuses("DataCommons_TooEarly", licenceId=licence, deadline=since + SUSPENSION):
        made.refund(licence).send(BUYER)
    coop.chain.advance(SUSPENSION - 1)
    with refuses("DataCommons_TooEarly", licenceId=licence, deadline=since + SUSPENSION):
        made.refund(licence).send(BUYER)
    coop.chain.advance(1)
    start = coop.chain.checkpoint()
    made.refund(licence).send(BUYER)
    assert made.owed_to(BUYER, ETH) == USES * PRICE
    coop.chain.restore(start)
    receipt = decree(coop, made.resume(number))
    assert made.decode(receipt, DataCommons.DatasetResumed)[0].dataset_id == number
    use(made, licence)
    with refuses("DataCommons_TooEarly", licenceId=licence, deadline=made.licence_of(licence).until):
        made.refund(licence).send(BUYER)


def test_a_purpose_can_be_barred_for_all(coop: Cooperative) -> None:
    made = commons(coop, barred=("profiling",))
    assert made.barred() == mask_of(("profiling",))
    number = opened(made, dataset_terms(permitted=ALL))
    barred = int(Purpose.PROFILING)
    with refuses("DataCommons_Barred", purpose=barred):
        made.offer(access_terms(number, purpose=Purpose.PROFILING)).send(ALICE)
    licence = bought(made, access_terms(number))
    with refuses("DataCommons_InvalidPurposes", purposes=ALL + 1, all=ALL):
        decree(coop, made.set_barred(ALL + 1))
    receipt = decree(coop, made.set_barred(mask_of(("research",))))
    (changed,) = made.decode(receipt, DataCommons.BarredSet)
    assert (changed.old_barred, changed.new_barred) == (mask_of(("profiling",)), mask_of(("research",)))
    for refused in (lambda: use(made, licence), lambda: made.buy(1, value=Wei(USES * PRICE)).send(BUYER)):
        with refuses("DataCommons_Barred", purpose=int(Purpose.RESEARCH)):
            refused()
    made.refund(licence).send(BUYER)
    assert made.owed_to(BUYER, ETH) == USES * PRICE


def test_offers_are_the_registrant_s_and_within_what_is_permitted(coop: Cooperative) -> None:
    made = commons(coop)
    number = opened(made)
    with refuses("DataCommons_NotRegistrant", datasetId=number, account=BOB):
        made.offer(access_terms(number)).send(BOB)
    with refuses("DataCommons_UnknownDataset", datasetId=9):
        made.offer(access_terms(9)).send(ALICE)
    commercial = Purpose.COMMERCIAL
    with refuses("DataCommons_NotPermitted", datasetId=number, purpose=int(commercial)):
        made.offer(access_terms(number, purpose=commercial)).send(ALICE)
    for uses in (0, 1_000_001):
        with refuses("DataCommons_InvalidUses", uses=uses, maximum=1_000_000):
            made.offer(access_terms(number, uses=uses)).send(ALICE)
    for term in (0, 10 * YEAR + 1):
        with refuses("DataCommons_InvalidTerm", term=term, maximum=10 * YEAR):
            made.offer(access_terms(number, term=term)).send(ALICE)
    with refuses("DataCommons_AssetNotListed", asset=coop.token.address):
        made.offer(access_terms(number, asset=coop.token.address)).send(ALICE)
    made.offer(access_terms(number)).send(ALICE)
    terms, closed = made.offer_of(1)
    assert (terms, closed) == (access_terms(number), False)
    with refuses("DataCommons_NotRegistrant", datasetId=number, account=BOB):
        made.close_offer(1).send(BOB)
    receipt = made.close_offer(1).send(ALICE)
    assert made.decode(receipt, DataCommons.OfferClosed)[0].offer_id == 1
    assert made.offer_of(1).closed
    for offer in (1, 2):
        with refuses("DataCommons_OfferClosed", offerId=offer):
            made.buy(offer, value=Wei(USES * PRICE)).send(BUYER)
        with refuses("DataCommons_OfferClosed", offerId=offer):
            made.close_offer(offer).send(ALICE)
    with refuses("DataCommons_OfferClosed", offerId=2):
        made.offer_of(2)


def test_a_licence_for_nothing_is_logged_like_any_other(coop: Cooperative) -> None:
    made = commons(coop)
    licence = bought(made, access_terms(opened(made), price=0, uses=2))
    used = use(made, licence)
    assert (used.paid, used.levy, used.use_number, made.held(ETH)) == (0, 0, 1, 0)
    coop.chain.advance(TERM)
    made.refund(licence).send(MALLORY)
    assert (made.owed_to(BUYER, ETH), made.licence_of(licence).refunded) == (0, True)


def test_a_licence_that_is_not_there_is_nobody_s(coop: Cooperative) -> None:
    made = commons(coop)
    with refuses("DataCommons_NotLicensee", licenceId=1, account=BUYER):
        made.use(1, 0, QUERY, 2**40, bytes(65)).send(BUYER)
    with refuses("DataCommons_UsedUp", licenceId=1):
        made.refund(1).send(BUYER)


@pytest.mark.parametrize("period", [0, YEAR + 1])
def test_a_suspension_cannot_hold_money_for_ever(coop: Cooperative, period: int) -> None:
    named = (coop.access.address, coop.membership.address, coop.vault.address)
    with refuses("DataCommons_InvalidSuspensionPeriod", period=period, maximum=YEAR):
        DataCommons.deploy(coop.chain, DEPLOYER, *named, (), 0, period)


def test_governance_only_is_the_steward(coop: Cooperative) -> None:
    made = commons(coop)
    number = registered(made)
    steward = (
        made.suspend(number, REASON),
        made.resume(number),
        made.set_barred(1),
        made.set_confirmer(MALLORY, True),
    )
    for call in steward:
        with refuses("AccessManagedUnauthorized", caller=MALLORY):
            call.send(MALLORY)
    for call in (made.suspend(9, REASON), made.resume(9)):
        with refuses("DataCommons_UnknownDataset", datasetId=9):
            decree(coop, call)
