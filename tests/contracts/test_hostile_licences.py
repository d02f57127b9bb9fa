"""Licences paid in tokens that cheat, and derivatives whose ancestors cannot be paid."""

from __future__ import annotations

import pytest

from dao_sim.bindings import Call
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, MAX_UINT256, SHARES_PER_WORK, Wei
from tests.contracts.kit import ALICE, BOB, BUYER, CAROL, MALLORY, mock, nothing_moves, refuses
from tests.contracts.licensing import Scope, bought, derived, licences_of, licensed, offered, terms
from tests.contracts.test_hostile_tokens import ARM, balances_match_the_books, listed

HALF = SHARES_PER_WORK // 2


def test_what_a_token_takes_on_the_way_is_missing_from_the_income(coop: Cooperative, work: int) -> None:
    token, _ = listed(coop, "FeeToken", 1_000)  # 10 %
    licences = licences_of(coop)
    said = terms(work, scope=Scope.COMMERCIAL, asset=token.address, price=1_000, share_bps=5_000)
    token.approve(licences.address, 2_000).send(BUYER)
    licence = bought(coop, offered(coop, said), BUYER)
    assert coop.vault.income(work, token.address) + coop.vault.levy_accrued(token.address) == 810
    assert licences.report(licence, 2_000).simulate(BUYER) == 810
    licences.report(licence, 2_000).send(BUYER)
    assert token.balance_of(licences.address) == 0
    assert token.allowance(licences.address, coop.vault.address) == 0
    balances_match_the_books(coop, work, token)


def test_a_fee_of_everything_buys_nothing(coop: Cooperative, work: int) -> None:
    token, _ = listed(coop, "FeeToken", 10_000)
    licences = licences_of(coop)
    token.approve(licences.address, MAX_UINT256).send(BUYER)
    offer = offered(coop, terms(work, asset=token.address, price=1_000))
    with refuses("RoyaltyVault_NothingReceived", workId=work, asset=token.address):
        licences.buy(offer).send(BUYER)
    assert (licences.licence_count(), token.balance_of(BUYER)) == (0, 10_000)


def test_a_token_that_says_false_buys_nothing(coop: Cooperative, work: int) -> None:
    token, hostile = listed(coop, "FalseReturningToken")
    licences = licences_of(coop)
    token.approve(licences.address, MAX_UINT256).send(BUYER)
    offer = offered(coop, terms(work, asset=token.address, price=1_000))
    hostile.write("setRefusing(bool)", True).send(MALLORY)
    with (
        nothing_moves(coop, BUYER, licences.address, assets=[token.address]),
        refuses("SafeERC20FailedOperation", token=token.address),
    ):
        licences.buy(offer).send(BUYER)
    assert licences.licence_count() == 0


def test_a_token_that_returns_nothing_buys_a_licence(coop: Cooperative, work: int) -> None:
    token, _ = listed(coop, "NoReturnToken")
    licences = licences_of(coop)
    coop.chain.send(BUYER, token.address, token.approve(licences.address, 1_000).data)
    bought(coop, offered(coop, terms(work, asset=token.address, price=1_000)), BUYER)
    assert coop.vault.income(work, token.address) == 950
    balances_match_the_books(coop, work, token)


def test_ether_sent_along_with_a_token_s_price_is_refused(coop: Cooperative, work: int) -> None:
    token, _ = listed(coop, "MintableToken")
    offer = offered(coop, terms(work, asset=token.address, price=1_000))
    with refuses("Licences_WrongValue", expected=0, sent=1):
        licences_of(coop).buy(offer, value=Wei(1)).send(BUYER)


@pytest.mark.parametrize("again", ["buy", "report"])
@pytest.mark.parametrize("door", ["buy", "report"])
def test_a_token_that_calls_back_finds_both_doors_shut(
    coop: Cooperative, work: int, door: str, again: str
) -> None:
    token, hostile = listed(coop, "ReentrantToken")
    licences = licences_of(coop)
    said = terms(work, scope=Scope.USE, asset=token.address, price=100, share_bps=1_000)
    offer = offered(coop, said)
    token.approve(licences.address, MAX_UINT256).send(BUYER)
    licence = bought(coop, offer, BUYER)
    calls: dict[str, Call] = {"buy": licences.buy(offer), "report": licences.report(licence, 1_000)}
    hostile.write(ARM, licences.address, calls[again].data, True).send(MALLORY)
    with (
        nothing_moves(coop, BUYER, licences.address, assets=[token.address]),
        refuses("ReentrancyGuardReentrantCall"),
    ):
        calls[door].send(BUYER)


def test_money_slipped_in_while_a_price_is_paid_is_the_work_s(coop: Cooperative, work: int) -> None:
    token, hostile = listed(coop, "ReentrantToken")
    licences = licences_of(coop)
    token.mint(token.address, 77).send(BUYER)
    token.approve(licences.address, MAX_UINT256).send(BUYER)
    offer = offered(coop, terms(work, asset=token.address, price=1_000))
    hostile.write(ARM, token.address, token.transfer(licences.address, 77).data, True).send(MALLORY)
    bought(coop, offer, BUYER)
    assert hostile.read("succeeded()")
    assert token.balance_of(licences.address) == 0
    balances_match_the_books(coop, work, token)


def test_what_was_sent_here_by_mistake_buys_nothing_for_anybody(coop: Cooperative, work: int) -> None:
    token, _ = listed(coop, "MintableToken")
    licences = licences_of(coop)
    token.transfer(licences.address, 500).send(BUYER)
    token.approve(licences.address, 1_000).send(BUYER)
    bought(coop, offered(coop, terms(work, asset=token.address, price=1_000)), BUYER)
    assert coop.vault.income(work, token.address) == 950
    assert token.balance_of(licences.address) == 500


@pytest.mark.parametrize("name", ["RevertingPayee", "GasBurningPayee"])
def test_an_ancestor_whose_payee_cannot_be_paid_blocks_no_derivative(coop: Cooperative, name: str) -> None:
    payee = mock(coop.chain, name)
    parent = coop.register_work(ALICE, b"a duet", {payee.address: HALF, ALICE: HALF})
    remix = derived(coop, CAROL, "a remix", [licensed(coop, CAROL, parent, 2_000)])
    coop.deposit(remix, 1_000, BUYER)
    assert coop.claim(parent, ALICE) == 95
    assert coop.claim(remix, CAROL) == 760
    assert coop.vault.claimable(parent, ETH, payee.address) == 95
    assert coop.books().balanced


def test_a_token_that_bans_the_vault_strands_no_derivative_s_other_income(
    coop: Cooperative, work: int
) -> None:
    token, hostile = listed(coop, "BlacklistingToken")
    remix = derived(coop, CAROL, "a remix", [licensed(coop, CAROL, work, 1_000)])
    coop.vault.deposit(remix, token.address, 1_000).send(BUYER)
    coop.deposit(remix, 1_000, BUYER)
    hostile.write("setBanned(address,bool)", coop.vault.address, True).send(MALLORY)
    coop.vault.transfer(BOB, work, 600_000).send(ALICE)
    assert (coop.claim(work, ALICE), coop.claim(remix, CAROL)) == (57, 855)
