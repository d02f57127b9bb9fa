"""The address that marketplaces pay a work's royalties to, before and after a contract stands there."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from dao_sim.bindings import Contract, RoyaltyVault, WorkReceiver
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Wei
from tests.contracts.kit import ALICE, BOB, BUYER, MALLORY, NOBODY, decree, enact, mock, mock_token, refuses


@pytest.fixture
def market(coop: Cooperative) -> Contract:
    """A marketplace that pays with plain transfers: 2,300 gas, no more."""
    return mock(coop.chain, "PlainSender")


def test_its_address_is_known_before_the_work_is(coop: Cooperative) -> None:
    expected = coop.vault.receiver_for(ALICE, bytes(keccak(b"a song")))
    coop.chain.send(BUYER, expected, b"", 1_000)
    work = coop.register_work(ALICE, b"a song", {ALICE: 1_000_000}, royalty_bps=1_000)
    assert coop.registry.royalty_info(work, 10_000) == (expected, 1_000)
    receipt = coop.vault.collect(work, ETH).send(MALLORY)
    (made,) = coop.vault.decode(receipt, RoyaltyVault.ReceiverDeployed)
    assert (made.work_id, made.receiver) == (work, expected)
    receiver = WorkReceiver(coop.chain, expected)
    origin = bytes(keccak(bytes.fromhex(ALICE[2:]).rjust(32, b"\0") + bytes(keccak(b"a song"))))
    assert (receiver.vault(), receiver.origin()) == (coop.vault.address, origin)
    assert coop.vault.receiver_of(work) == expected
    assert coop.claim(work, ALICE) == 950


def test_money_sent_before_goes_to_nobody_who_registers_first(coop: Cooperative) -> None:
    """Neither the next number nor the stolen content makes Mallory the owner of what waits for Alice."""
    hers = coop.vault.receiver_for(ALICE, bytes(keccak(b"a song")))
    coop.chain.send(BUYER, hers, b"", 1_000)
    junk = coop.register_work(BOB, b"junk", {BOB: 1_000_000})
    stolen = coop.register_work(BOB, b"a song", {BOB: 1_000_000})
    for work in (junk, stolen):
        with refuses("RoyaltyVault_NothingReceived", workId=work, asset=ETH):
            coop.vault.collect(work, ETH).send(BOB)
    decree(coop, coop.registry.void_registration(stolen, ALICE))
    song = coop.register_work(ALICE, b"a song", {ALICE: 1_000_000})
    coop.vault.collect(song, ETH).send(MALLORY)
    assert coop.claim(song, ALICE) == 950


def test_registered_again_by_the_same_maker_it_collects_for_the_new_work(coop: Cooperative) -> None:
    old = coop.register_work(ALICE, b"a song", {ALICE: 1_000_000})
    receiver = coop.vault.receiver_of(old)
    decree(coop, coop.registry.void_registration(old, ALICE))
    coop.chain.send(BUYER, receiver, b"", 1_000)
    new = coop.register_work(ALICE, b"a song", {BOB: 1_000_000})
    assert coop.vault.receiver_of(new) == receiver
    with refuses("RoyaltyVault_ReceiverPassedOn", workId=old, newerWorkId=new):
        coop.vault.collect(old, ETH).send(MALLORY)
    coop.vault.collect(new, ETH).send(MALLORY)
    assert coop.claim(new, BOB) == 950


def test_plain_transfers_arrive_before_and_after_it_exists(
    coop: Cooperative, work: int, market: Contract
) -> None:
    receiver = coop.vault.receiver_of(work)
    for turn in (1, 2):
        market.write("pay(address)", receiver, value=Wei(1_000)).send(BUYER)
        receipt = coop.vault.collect(work, ETH).send(MALLORY)
        (deposited,) = coop.vault.decode(receipt, RoyaltyVault.Deposited)
        assert (deposited.work_id, deposited.gross, deposited.levy) == (work, 1_000, 50)
        assert len(coop.vault.decode(receipt, RoyaltyVault.ReceiverDeployed)) == (turn == 1)
        assert coop.vault.income(work, ETH) == 950 * turn
    assert coop.chain.balance(receiver) == 0
    assert coop.chain.code(receiver)


def test_each_work_has_its_own(coop: Cooperative, work: int) -> None:
    other = coop.register_work(ALICE, b"another", {ALICE: 1_000_000})
    assert coop.vault.receiver_of(work) != coop.vault.receiver_of(other)
    coop.chain.send(BUYER, coop.vault.receiver_of(other), b"", 1_000)
    with refuses("RoyaltyVault_NothingReceived", workId=work, asset=ETH):
        coop.vault.collect(work, ETH).send(MALLORY)
    assert coop.vault.collect(other, ETH).simulate(MALLORY) == 1_000
    coop.vault.collect(other, ETH).send(MALLORY)
    assert (coop.vault.income(work, ETH), coop.vault.income(other, ETH)) == (0, 950)


def test_an_unlisted_token_waits_until_it_is_listed(coop: Cooperative, work: int) -> None:
    token, receiver = mock_token(coop.chain), coop.vault.receiver_of(work)
    token.mint(receiver, 1_000).send(BUYER)
    with refuses("RoyaltyVault_AssetNotListed", asset=token.address):
        coop.vault.collect(work, token.address).send(MALLORY)
    assert token.balance_of(receiver) == 1_000
    enact(coop, coop.vault.list_asset(token.address))
    coop.vault.collect(work, token.address).send(MALLORY)
    assert (token.balance_of(receiver), coop.vault.income(work, token.address)) == (0, 950)


def test_an_asset_that_was_unlisted_waits_too(coop: Cooperative, work: int) -> None:
    receiver = coop.vault.receiver_of(work)
    coop.chain.send(BUYER, receiver, b"", 1_000)
    decree(coop, coop.vault.unlist_asset(ETH))
    with refuses("RoyaltyVault_AssetNotListed", asset=ETH):
        coop.vault.collect(work, ETH).send(MALLORY)
    decree(coop, coop.vault.list_asset(ETH))
    coop.vault.collect(work, ETH).send(MALLORY)
    assert coop.vault.income(work, ETH) == 950


def test_what_a_voided_work_still_receives_goes_to_the_treasury(coop: Cooperative, work: int) -> None:
    vault, receiver = coop.vault, coop.vault.receiver_of(work)
    token = mock_token(coop.chain)  # never listed, and not stranded for that
    coop.chain.send(BUYER, receiver, b"", 700)
    token.mint(receiver, 300).send(BUYER)
    decree(coop, coop.registry.void_registration(work, NOBODY))
    for asset in (ETH, token.address):
        receipt = vault.collect(work, asset).send(MALLORY)
        (redirected,) = vault.decode(receipt, RoyaltyVault.Redirected)
        amount = 700 if asset == ETH else 300
        assert (redirected.work_id, redirected.asset, redirected.amount) == (work, asset, amount)
        with refuses("RoyaltyVault_NothingReceived", workId=work, asset=asset):
            vault.collect(work, asset).send(MALLORY)
        assert vault.decode(receipt, RoyaltyVault.Deposited) == []
    assert coop.chain.balance(coop.treasury.address) == 700
    assert token.balance_of(coop.treasury.address) == 300
    assert coop.chain.balance(vault.address) == vault.income(work, ETH) == 0


def test_nothing_is_collected_for_works_that_are_not(coop: Cooperative) -> None:
    for act in (lambda: coop.vault.collect(5, ETH).send(MALLORY), lambda: coop.vault.receiver_of(5)):
        with refuses("RoyaltyVault_UnknownWork", workId=5):
            act()


def test_only_the_vault_takes_from_it(coop: Cooperative, work: int) -> None:
    receiver = coop.vault.receiver_of(work)
    coop.chain.send(BUYER, receiver, b"", 1_000)
    coop.vault.collect(work, ETH).send(MALLORY)
    coop.chain.send(BUYER, receiver, b"", 1_000)
    for somebody in (MALLORY, ALICE, coop.timelock.address, coop.registry.address):
        with refuses("WorkReceiver_OnlyVault", caller=somebody):
            WorkReceiver(coop.chain, receiver).release(ETH, somebody).send(somebody)
    assert coop.chain.balance(receiver) == 1_000


def test_a_receiver_made_by_somebody_else_is_not_the_work_s(coop: Cooperative, work: int) -> None:
    made = coop.vault.receiver_of(work)
    coop.chain.send(BUYER, made, b"", 1)
    coop.vault.collect(work, ETH).send(MALLORY)
    mine = WorkReceiver.deploy(coop.chain, MALLORY, WorkReceiver(coop.chain, made).origin())
    assert mine.address != coop.vault.receiver_of(work)
    assert mine.vault() == MALLORY
    with refuses("RoyaltyVault_UnexpectedEther", **{"from": mine.address}):
        mine.release(ETH, coop.vault.address).send(MALLORY)
