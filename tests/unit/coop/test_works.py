"""Works as their events tell them: whose they are, who made them, what they earned."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from dao_sim.bindings import Call
from dao_sim.bindings.generated.structs import Registration
from dao_sim.coop import Cooperative
from dao_sim.coop.registration import begin, commit, reveal
from dao_sim.coop.works import reserved_for, standing_registration, work, works
from dao_sim.errors import BadInput
from dao_sim.units import ETH, Address, MemberClass

ETHER = 10**18


@pytest.fixture
def people(coop: Cooperative) -> tuple[Address, Address, Address]:
    """Ada and Bram are members, the kiosk is a customer."""
    bram, kiosk = coop.chain.accounts()[2:4]
    coop.admit(bram, MemberClass.CREATOR)
    return coop.founders[0], bram, kiosk


def decree(coop: Cooperative, call: Call) -> None:
    """Governance makes a call, without the vote before it."""
    call.send(coop.timelock.address)


def test_a_work_is_all_that_was_said_of_it(
    coop: Cooperative, people: tuple[Address, Address, Address]
) -> None:
    ada, bram, _ = people
    shares = {ada: 600_000, bram: 400_000}
    number = coop.register_work(
        ada, b"a song", shares, uri="ipfs://song", ai_share_bps=1_500, royalty_bps=500
    )
    found = work(coop, number)
    assert (found.id, found.registrant, found.owner, found.owners) == (number, ada, ada, (ada,))
    assert (found.content_hash, found.uri) == (keccak(b"a song"), "ipfs://song")
    assert found.contributors == found.holders == shares
    assert (found.ai_share_bps, found.royalty_bps) == (1_500, 500)
    assert found.registered_at == coop.chain.now()
    assert (found.voided, found.heir) == (False, None)
    assert found.receiver == coop.vault.receiver_of(number)
    assert found.income == {}


def test_income_is_what_is_left_of_every_deposit_after_the_levy(
    coop: Cooperative, people: tuple[Address, Address, Address]
) -> None:
    ada, _, kiosk = people
    song = coop.register_work(ada, b"a song", {ada: 1_000_000})
    film = coop.register_work(ada, b"a film", {ada: 1_000_000})
    decree(coop, coop.vault.list_asset(coop.token.address))
    coop.deposit(song, 3 * ETHER, sender=kiosk)
    coop.deposit(song, 7, sender=kiosk)
    coop.deposit(song, 2 * ETHER, sender=ada, asset=coop.token.address)
    coop.deposit(film, ETHER, sender=kiosk)
    earned, other = works(coop)
    token = coop.token.address
    assert earned.income == {ETH: coop.vault.income(song, ETH), token: coop.vault.income(song, token)}
    assert earned.income[ETH] == 3 * ETHER - 3 * ETHER // 20 + 7
    assert other.income == {ETH: coop.vault.income(film, ETH)}
    assert work(coop, film) == other


def test_units_and_ownership_move_apart(coop: Cooperative, people: tuple[Address, Address, Address]) -> None:
    ada, bram, kiosk = people
    number = coop.register_work(ada, b"a song", {ada: 600_000, bram: 400_000})
    coop.registry.transfer_from(ada, kiosk, number).send(ada)
    decree(coop, coop.registry.reassign(number, bram))
    coop.vault.transfer(kiosk, number, 400_000).send(bram)
    found = work(coop, number)
    assert (found.owner, found.owners) == (bram, (ada, kiosk, bram))
    assert found.contributors == {ada: 600_000, bram: 400_000}
    assert found.holders == {ada: 600_000, kiosk: 400_000}


def test_a_voided_work_has_no_owner_any_more_and_may_have_an_heir(
    coop: Cooperative, people: tuple[Address, Address, Address]
) -> None:
    ada, bram, _ = people
    stolen = coop.register_work(ada, b"a song", {ada: 1_000_000}, royalty_bps=500)
    wrong = coop.register_work(ada, b"a film", {ada: 1_000_000})
    decree(coop, coop.registry.void_registration(stolen, bram))
    decree(coop, coop.registry.void_registration(wrong, ETH))
    right = coop.register_work(bram, b"a song", {bram: 1_000_000})
    found = works(coop)
    assert [(each.id, each.voided, each.owner, each.heir) for each in found] == [
        (stolen, True, None, bram),
        (wrong, True, None, None),
        (right, False, bram, None),
    ]
    assert (found[0].owners, found[0].royalty_bps) == ((ada,), 0)


def test_whether_content_is_free_is_found_out_without_asking_for_it(
    coop: Cooperative, people: tuple[Address, Address, Address]
) -> None:
    ada, heir, _ = people
    song = bytes(keccak(b"a song"))
    assert standing_registration(coop, song) is None
    assert reserved_for(coop, song) is None
    number = coop.register_work(ada, b"a song", {ada: 1_000_000})
    assert standing_registration(coop, song) == (number, ada)
    decree(coop, coop.registry.void_registration(number, heir))
    assert standing_registration(coop, song) is None
    assert reserved_for(coop, song) == coop.registry.reserved_for(song) == heir


def test_a_contributor_that_was_named_twice_has_both_shares(
    coop: Cooperative, people: tuple[Address, Address, Address]
) -> None:
    ada, bram, _ = people
    registry = coop.registry
    pending = begin(ada, bytes(keccak(b"a song")))
    commit(registry, pending).send(ada)
    coop.chain.advance(registry.min_commit_age())
    registration = Registration(
        content_hash=pending.content_hash,
        uri="",
        contributors=(ada, bram, ada),
        units=(500_000, 300_000, 200_000),
        ai_share_bps=0,
        royalty_bps=0,
    )
    reveal(registry, pending, registration).send(ada)
    found = work(coop, 1)
    assert found.contributors == found.holders == {ada: 700_000, bram: 300_000}
    assert coop.vault.balance_of(ada, 1) == 700_000


def test_a_work_that_is_not_there_is_refused(
    coop: Cooperative, people: tuple[Address, Address, Address]
) -> None:
    with pytest.raises(BadInput, match="there is no such work") as caught:
        work(coop, 1)
    assert caught.value.hint == "no work is registered yet"
    coop.register_work(people[0], b"a song", {people[0]: 1_000_000})
    for number in (0, 2):
        with pytest.raises(BadInput) as caught:
            work(coop, number)
        assert caught.value.hint == "they are numbered from 1 to 1"
    assert works(coop)[0].id == 1
