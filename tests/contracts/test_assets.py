"""Which assets the vault accepts: listed by governance, numbered for ever, sixteen in a co-op's life."""

from __future__ import annotations

from dao_sim.bindings import CoopToken, RoyaltyVault
from dao_sim.coop import Cooperative
from dao_sim.units import ETH
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    CAROL,
    MALLORY,
    decree,
    enact,
    mock_token,
    refuses,
)


def listed_token(coop: Cooperative) -> CoopToken:
    token = mock_token(coop.chain)
    decree(coop, coop.vault.list_asset(token.address))
    token.mint(BUYER, 10_000).send(BUYER)
    return token


def test_ether_is_listed_from_the_start(coop: Cooperative) -> None:
    assert coop.vault.assets() == (ETH,)
    assert coop.vault.number_of(ETH) == 0
    assert coop.vault.is_listed(ETH)


def test_a_vote_lists_a_token(coop: Cooperative, work: int) -> None:
    token = mock_token(coop.chain)
    assert not coop.vault.is_listed(token.address)
    enact(coop, coop.vault.list_asset(token.address))
    (event,) = coop.vault.events(RoyaltyVault.AssetListed, asset=token.address)
    assert event.number == coop.vault.number_of(token.address) == 1
    token.mint(BUYER, 1_000).send(BUYER)
    coop.deposit(work, 1_000, BUYER, asset=token.address)
    assert coop.claim(work, ALICE, asset=token.address) == token.balance_of(ALICE) == 570
    coop.vault.collect_levy(token.address).send(BOB)
    assert token.balance_of(coop.treasury.address) == 50


def test_no_person_lists_or_unlists(coop: Cooperative) -> None:
    for call in (coop.vault.list_asset(coop.token.address), coop.vault.unlist_asset(ETH)):
        with refuses("AccessManagedUnauthorized", caller=MALLORY):
            call.send(MALLORY)


def test_listings_that_make_no_sense_are_refused(coop: Cooperative) -> None:
    with refuses("RoyaltyVault_AssetHasNoCode", asset=BOB):
        decree(coop, coop.vault.list_asset(BOB))
    with refuses("RoyaltyVault_AssetAlreadyListed", asset=ETH):
        decree(coop, coop.vault.list_asset(ETH))
    with refuses("RoyaltyVault_AssetNotListed", asset=BOB):
        decree(coop, coop.vault.unlist_asset(BOB))


def test_unlisting_stops_deposits_and_strands_nothing(coop: Cooperative, work: int) -> None:
    vault, token = coop.vault, listed_token(coop)
    asset = token.address
    coop.deposit(work, 1_000, BUYER, asset=asset)
    receipt = decree(coop, vault.unlist_asset(asset))
    assert vault.decode(receipt, RoyaltyVault.AssetUnlisted)[0].number == 1
    assert not vault.is_listed(asset)
    token.approve(vault.address, 1).send(BUYER)
    with refuses("RoyaltyVault_AssetNotListed", asset=asset):
        vault.deposit(work, asset, 1).send(BUYER)
    with refuses("RoyaltyVault_AssetNotListed", asset=asset):
        decree(coop, vault.unlist_asset(asset))
    vault.transfer(CAROL, work, 600_000).send(ALICE)  # units move as before, and credit is settled
    assert [coop.claim(work, holder, asset=asset) for holder in (ALICE, BOB)] == [570, 380]
    vault.collect_levy(asset).send(MALLORY)
    assert (token.balance_of(vault.address), token.balance_of(coop.treasury.address)) == (0, 50)


def test_a_token_listed_again_has_its_old_number_and_its_old_books(coop: Cooperative, work: int) -> None:
    vault, gold = coop.vault, listed_token(coop)
    silver = listed_token(coop)
    coop.deposit(work, 1_000, BUYER, asset=gold.address)
    decree(coop, vault.unlist_asset(gold.address))
    decree(coop, vault.list_asset(gold.address))
    assert (vault.number_of(gold.address), vault.number_of(silver.address)) == (1, 2)
    assert vault.assets() == (ETH, gold.address, silver.address)
    coop.deposit(work, 1_000, BUYER, asset=gold.address)
    assert vault.claimable(work, gold.address, ALICE) == 1_140


def test_even_ether_can_be_unlisted_and_listed_again(coop: Cooperative, work: int) -> None:
    coop.deposit(work, 1_000, BUYER)
    decree(coop, coop.vault.unlist_asset(ETH))
    with refuses("RoyaltyVault_AssetNotListed", asset=ETH):
        coop.deposit(work, 1_000, BUYER)
    assert coop.claim(work, ALICE) == 570
    decree(coop, coop.vault.list_asset(ETH))
    coop.deposit(work, 1_000, BUYER)
    assert coop.claim(work, ALICE) == 570


def test_sixteen_in_a_life_and_each_is_settled(coop: Cooperative, work: int) -> None:
    vault = coop.vault
    tokens = [listed_token(coop) for _ in range(15)]
    assert len(vault.assets()) == vault.max_assets() == 16
    for change in (None, vault.unlist_asset(tokens[0].address)):
        if change:
            decree(coop, change)  # a number once given is not free again
        with refuses("RoyaltyVault_TooManyAssets", maximum=16):
            decree(coop, vault.list_asset(coop.token.address))
    decree(coop, vault.list_asset(tokens[0].address))
    for token in tokens:
        coop.deposit(work, 1_000, BUYER, asset=token.address)
    coop.deposit(work, 1_000, BUYER)
    assert vault.assets_received(work) == 0xFFFF
    vault.transfer(CAROL, work, 600_000).send(ALICE)
    for asset in vault.assets():
        assert [vault.claimable(work, asset, holder) for holder in (ALICE, BOB, CAROL)] == [570, 380, 0]
