"""Payees that revert, burn gas or call back: each stops only its own claim."""

from __future__ import annotations

import pytest

from dao_sim.bindings import Contract
from dao_sim.coop import Cooperative
from dao_sim.units import ETH
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    MALLORY,
    TOKEN,
    decree,
    mock,
    nothing_moves,
    refuses,
)

ARM = "arm(address,bytes,bool)"


@pytest.fixture
def actor(coop: Cooperative) -> Contract:
    """A contract that calls back when it is paid."""
    return mock(coop.chain, "Actor")


def shared_with(coop: Cooperative, payee: Contract) -> int:
    """A work, half of it the payee's and half Alice's, that has earned 950."""
    work = coop.register_work(ALICE, b"a duet", {payee.address: 500_000, ALICE: 500_000})
    coop.deposit(work, 1_000, BUYER)
    return work


@pytest.mark.parametrize(
    ("name", "error", "operands"),
    [
        ("RevertingPayee", "RevertingPayee_NoThanks", {"amount": 475}),
        ("GasBurningPayee", "FailedCall", {}),
    ],
)
def test_who_cannot_be_paid_blocks_nobody(
    coop: Cooperative, name: str, error: str, operands: dict[str, int]
) -> None:
    payee = mock(coop.chain, name)
    work = shared_with(coop, payee)
    with nothing_moves(coop, payee.address), refuses(error, **operands):
        coop.vault.claim(work, ETH, payee.address).send(MALLORY)
    assert coop.claim(work, ALICE) == 475
    coop.deposit(work, 1_000, BUYER)
    coop.vault.collect_levy(ETH).send(MALLORY)
    coop.vault.transfer(BOB, work, 500_000).send(ALICE)
    assert coop.claim(work, ALICE) == 475
    assert coop.vault.claimable(work, ETH, payee.address) == 950  # its money waits for it


def test_a_payee_that_calls_back_is_paid_once(coop: Cooperative, actor: Contract) -> None:
    work = shared_with(coop, actor)
    claim = coop.vault.claim(work, ETH, actor.address)
    actor.write(ARM, coop.vault.address, claim.data, False).send(MALLORY)
    claim.send(MALLORY)
    assert not actor.read("armed()")
    assert not actor.read("succeeded()")
    assert coop.chain.balance(actor.address) == 475
    assert coop.claim(work, ALICE) == 475
    assert coop.chain.balance(coop.vault.address) == coop.vault.levy_accrued(ETH) == 50


@pytest.mark.parametrize("again", ["claim", "claim for another", "collectLevy", "collect", "depositETH"])
def test_a_payee_that_insists_gets_nothing(coop: Cooperative, actor: Contract, again: str) -> None:
    work, vault = shared_with(coop, actor), coop.vault
    coop.chain.send(BUYER, vault.receiver_of(work), b"", 100)
    call = {
        "claim": vault.claim(work, ETH, actor.address),
        "claim for another": vault.claim(work, ETH, ALICE),
        "collectLevy": vault.collect_levy(ETH),
        "collect": vault.collect(work, ETH),
        "depositETH": vault.deposit_eth(work),
    }[again]
    actor.write(ARM, vault.address, call.data, True).send(MALLORY)
    with nothing_moves(coop, actor.address), refuses("ReentrancyGuardReentrantCall"):
        vault.claim(work, ETH, actor.address).send(MALLORY)


def test_a_payee_may_sell_its_units_while_it_is_paid(coop: Cooperative, actor: Contract) -> None:
    """Units are not money: moving them in the middle of a claim finds the claim already booked."""
    work, vault = shared_with(coop, actor), coop.vault
    sale = vault.transfer(BOB, work, 500_000)
    actor.write(ARM, vault.address, sale.data, True).send(MALLORY)
    vault.claim(work, ETH, actor.address).send(MALLORY)
    assert (vault.balance_of(BOB, work), coop.chain.balance(actor.address)) == (500_000, 475)
    assert vault.credit_of(work, ETH, actor.address) == vault.credit_of(work, ETH, BOB) == 0


def test_a_spender_that_calls_back_cannot_pay_twice(coop: Cooperative, actor: Contract) -> None:
    treasury = coop.treasury
    coop.chain.send(BUYER, treasury.address, b"", 100 * TOKEN)
    decree(coop, coop.access.grant_role(5, actor.address, 0))
    decree(coop, treasury.set_cap(actor.address, ETH, 10))
    pay = treasury.pay(ETH, actor.address, 10)
    actor.write(ARM, treasury.address, pay.data, True).send(MALLORY)
    act = actor.write("act(address,bytes)", treasury.address, pay.data)
    with nothing_moves(coop, actor.address), refuses("ReentrancyGuardReentrantCall"):
        act.send(MALLORY)
    assert treasury.remaining(actor.address, ETH) == 10
    actor.write(ARM, treasury.address, pay.data, False).send(MALLORY)
    act.send(MALLORY)
    assert (coop.chain.balance(actor.address), treasury.remaining(actor.address, ETH)) == (10, 0)
    assert not actor.read("succeeded()")
