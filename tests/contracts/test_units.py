"""Share units move, and nobody gains or loses what accrued before."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from dao_sim.coop import Cooperative
from dao_sim.units import ETH
from tests.contracts.kit import ALICE, BOB, BUYER, CAROL, DAVE, MALLORY, NOBODY, decree, mock_token, refuses

MILLION = 1_000_000


@pytest.fixture(autouse=True)
def without_levy(coop: Cooperative) -> None:
    """So that sums are easy to follow."""
    decree(coop, coop.vault.set_levy(0))


def test_what_accrued_stays_and_what_comes_goes_with_the_units(coop: Cooperative, work: int) -> None:
    vault = coop.vault
    coop.deposit(work, 100, BUYER)
    vault.transfer(CAROL, work, 600_000).send(ALICE)
    assert [vault.claimable(work, ETH, holder) for holder in (ALICE, BOB, CAROL)] == [60, 40, 0]
    coop.deposit(work, 100, BUYER)
    assert [vault.claimable(work, ETH, holder) for holder in (ALICE, BOB, CAROL)] == [60, 80, 60]
    assert (coop.claim(work, ALICE), coop.claim(work, CAROL)) == (60, 60)


def test_sending_units_to_and_fro_changes_nothing(coop: Cooperative, work: int) -> None:
    vault = coop.vault
    coop.deposit(work, 101, BUYER)
    before = [vault.credit_of(work, ETH, holder) for holder in (ALICE, BOB)]
    for _ in range(3):
        vault.transfer(BOB, work, 600_000).send(ALICE)
        vault.transfer(ALICE, work, 600_000).send(BOB)
        vault.transfer(ALICE, work, 600_000).send(ALICE)
        vault.transfer(BOB, work, 0).send(MALLORY)
    assert [vault.credit_of(work, ETH, holder) for holder in (ALICE, BOB)] == before
    assert vault.balance_of(ALICE, work) == 600_000


def test_each_asset_that_was_received_is_settled(coop: Cooperative, work: int) -> None:
    vault = coop.vault
    gold, silver = (mock_token(coop.chain) for _ in range(2))
    for token in (gold, silver):
        decree(coop, vault.list_asset(token.address))
        token.mint(BUYER, 1_000).send(BUYER)
    coop.deposit(work, 100, BUYER)
    coop.deposit(work, 100, BUYER, asset=silver.address)
    assert vault.assets_received(work) == 0b101
    vault.transfer(CAROL, work, 600_000).send(ALICE)
    coop.deposit(work, 100, BUYER, asset=gold.address)  # for the first time, after the move
    assert vault.assets_received(work) == 0b111
    for asset, hers, carols in ((ETH, 60, 0), (silver.address, 60, 0), (gold.address, 0, 60)):
        assert vault.claimable(work, asset, ALICE) == hers
        assert vault.claimable(work, asset, CAROL) == carols


def test_works_are_settled_apart(coop: Cooperative, work: int) -> None:
    other = coop.register_work(ALICE, b"another", {ALICE: MILLION})
    coop.deposit(other, 100, BUYER)
    coop.vault.transfer(CAROL, work, 600_000).send(ALICE)
    assert coop.vault.claimable(other, ETH, ALICE) == 100
    assert coop.vault.claimable(work, ETH, ALICE) == 0


def test_units_move_by_allowance_and_by_operator(coop: Cooperative, work: int) -> None:
    vault = coop.vault
    vault.approve(DAVE, work, 10).send(ALICE)
    assert vault.allowance(ALICE, DAVE, work) == 10
    vault.transfer_from(ALICE, CAROL, work, 10).send(DAVE)
    with refuses("ERC6909InsufficientAllowance", spender=DAVE, allowance=0, needed=1, id=work):
        vault.transfer_from(ALICE, DAVE, work, 1).send(DAVE)
    vault.set_operator(DAVE, True).send(BOB)
    assert vault.is_operator(BOB, DAVE)
    vault.transfer_from(BOB, CAROL, work, 5).send(DAVE)
    assert vault.balance_of(CAROL, work) == 15
    with refuses("ERC6909InsufficientBalance", sender=MALLORY, balance=0, needed=1, id=work):
        vault.transfer(ALICE, work, 1).send(MALLORY)


def test_units_never_go_to_the_vault_a_receiver_or_nobody(coop: Cooperative, work: int) -> None:
    vault = coop.vault
    coop.register_work(ALICE, b"another", {ALICE: MILLION})
    for place in (vault.address, vault.receiver_of(1), vault.receiver_of(2)):
        with refuses("RoyaltyVault_UnitsRefused", to=place):
            vault.transfer(place, work, 1).send(ALICE)
    with refuses("ERC6909InvalidReceiver", receiver=NOBODY):
        vault.transfer(NOBODY, work, 1).send(ALICE)


def test_units_sent_where_a_receiver_will_stand_earn_for_that_work(coop: Cooperative, work: int) -> None:
    """The one way around the rule: the address cannot be told from others yet."""
    vault = coop.vault
    vault.transfer(vault.receiver_for(CAROL, bytes(keccak(b"another"))), work, 100_000).send(ALICE)
    later = coop.register_work(CAROL, b"another", {CAROL: MILLION})
    coop.deposit(work, 100, BUYER)
    vault.claim(work, ETH, vault.receiver_of(later)).send(MALLORY)
    vault.collect(later, ETH).send(MALLORY)
    assert vault.claimable(later, ETH, CAROL) == 10
    with refuses("RoyaltyVault_UnitsRefused", to=vault.receiver_of(later)):
        vault.transfer(vault.receiver_of(later), work, 1).send(ALICE)


def test_units_of_a_voided_work_still_move_and_keep_their_credit(coop: Cooperative, work: int) -> None:
    coop.deposit(work, 100, BUYER)
    decree(coop, coop.registry.void_registration(work, NOBODY))
    coop.vault.transfer(CAROL, work, 600_000).send(ALICE)
    assert (coop.claim(work, ALICE), coop.claim(work, BOB)) == (60, 40)
    with refuses("RoyaltyVault_NothingToClaim", workId=work, asset=ETH, payee=CAROL):
        coop.vault.claim(work, ETH, CAROL).send(CAROL)


def test_it_is_an_erc_6909(coop: Cooperative) -> None:
    assert coop.vault.supports_interface(bytes.fromhex("0f632fb3"))
    assert coop.vault.supports_interface(bytes.fromhex("01ffc9a7"))
