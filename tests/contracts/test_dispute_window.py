"""A new work's units stay where they are for a while, so that what is in dispute cannot be sold first."""

from __future__ import annotations

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from dao_sim.bindings import RoyaltyVault
from dao_sim.coop import Charter, Cooperative
from dao_sim.errors import CharterError
from dao_sim.units import ETH
from tests.contracts.charters import differences, founded, written
from tests.contracts.kit import ALICE, BOB, BUYER, CAROL, DAY, MALLORY, NOBODY, decree, refuses

WINDOW = 30 * DAY


@pytest.fixture(scope="module")
def locking() -> Cooperative:
    """A co-op with a dispute window, and a work of Alice's and Bob's in it."""
    text = written("token").replace("licences = true", 'licences = true\ndispute_window = "30d"')
    coop = founded(text)
    coop.register_work(ALICE, b"a song", {ALICE: 600_000, BOB: 400_000})
    return coop


def test_units_are_locked_for_the_window_and_earn_meanwhile(locking: Cooperative) -> None:
    vault, work = locking.vault, 1
    assert differences(locking) == {}
    until = locking.registry.work(work).registered_at + WINDOW
    assert (vault.unit_lock(), vault.locked_until(work)) == (WINDOW, until)
    locking.deposit(work, 1_000, BUYER)
    assert locking.claim(work, ALICE) == 570
    vault.set_operator(MALLORY, approved=True).send(ALICE)
    mark = locking.chain.checkpoint()
    for moment in (locking.chain.now() + 1, until - 1):
        locking.chain.advance(moment - locking.chain.now())
        sale, theft = vault.transfer(CAROL, work, 1), vault.transfer_from(ALICE, MALLORY, work, 600_000)
        for call, by in ((sale, ALICE), (theft, MALLORY)):
            with refuses("RoyaltyVault_UnitsLocked", workId=work, until=until):
                call.send(by)
    locking.chain.advance(1)
    vault.transfer(CAROL, work, 600_000).send(ALICE)
    assert (vault.balance_of(CAROL, work), vault.claimable(work, ETH, BOB)) == (600_000, 380)
    locking.chain.restore(mark)


def test_a_thief_sells_nothing_before_its_registration_is_voided(locking: Cooperative) -> None:
    mark = locking.chain.checkpoint()
    decree(locking, locking.registry.void_registration(1, BOB))
    until = locking.vault.locked_until(1)
    with refuses("RoyaltyVault_UnitsLocked", workId=1, until=until):
        locking.vault.transfer(CAROL, 1, 1).send(ALICE)
    mine = locking.register_work(BOB, b"a song", {BOB: 10**6})
    locking.deposit(mine, 1_000, BUYER)
    assert locking.claim(mine, BOB) == 950
    locking.chain.restore(mark)


def test_without_a_window_units_move_at_once(coop: Cooperative, work: int) -> None:
    assert (coop.vault.unit_lock(), coop.vault.max_unit_lock()) == (0, 365 * DAY)
    coop.vault.transfer(CAROL, work, 1).send(ALICE)


def test_without_a_window_nothing_is_written_down_for_disputes(coop: Cooperative, work: int) -> None:
    coop.vault.transfer(CAROL, work, 1).send(ALICE)
    assert (coop.vault.units_given_away(work, ALICE), coop.vault.payees_hash_of(work)) == (0, bytes(32))


def test_with_a_window_it_is_known_who_was_named_and_what_was_given_away(locking: Cooperative) -> None:
    vault, mark = locking.vault, locking.chain.checkpoint()
    named = encode(["address[]", "uint256[]"], [[ALICE, BOB], [600_000, 400_000]])
    assert vault.payees_hash_of(1) == keccak(named)
    locking.chain.advance(WINDOW)
    vault.transfer(CAROL, 1, 5).send(ALICE)
    vault.transfer(ALICE, 1, 2).send(CAROL)
    vault.transfer(ALICE, 1, 1).send(ALICE)
    vault.set_operator(MALLORY, approved=True).send(BOB)
    vault.transfer_from(BOB, CAROL, 1, 3).send(MALLORY)
    given = [vault.units_given_away(1, who) for who in (ALICE, BOB, CAROL, MALLORY)]
    assert given == [5, 3, 2, 0]
    locking.chain.restore(mark)


def test_nobody_locks_units_for_ever(coop: Cooperative) -> None:
    chain, access, treasury = coop.chain, coop.access.address, coop.treasury.address
    with refuses("RoyaltyVault_LockTooLong", unitLock=365 * DAY + 1, maximum=365 * DAY):
        RoyaltyVault.deploy(chain, MALLORY, access, treasury, 0, [], 365 * DAY + 1)
    with pytest.raises(CharterError, match="dispute_window"):
        Charter(name="x", works={"dispute_window": "366d"}, founders=[{"account": NOBODY}])
