"""Tokens that cheat: only what arrived is credited, and what fails moves nothing."""

from __future__ import annotations

import pytest

from dao_sim.bindings import Call, Contract, CoopToken
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Address
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    CAROL,
    MALLORY,
    decree,
    mock_class,
    mock_token,
    nothing_moves,
    refuses,
)

ARM = "arm(address,bytes,bool)"


def listed(coop: Cooperative, name: str, *arguments: object) -> tuple[CoopToken, Contract]:
    """A listed token of which the buyer has 10,000, all approved for the vault; and its hostile side."""
    token = mock_token(coop.chain, name, *arguments)
    decree(coop, coop.vault.list_asset(token.address))
    token.mint(BUYER, 10_000).send(BUYER)
    approve = token.approve(coop.vault.address, 10_000)
    coop.chain.send(BUYER, token.address, approve.data)
    return token, mock_class(name)(coop.chain, token.address)


def deposit(coop: Cooperative, work: int, token: CoopToken, amount: int = 1_000) -> None:
    coop.vault.deposit(work, token.address, amount).send(BUYER)


def balances_match_the_books(coop: Cooperative, work: int, token: CoopToken) -> None:
    """All that the vault has of a token is owed to somebody, and it has all that is owed."""
    vault, asset = coop.vault, token.address
    credit = sum(vault.credit_of(work, asset, holder) for holder in (ALICE, BOB, CAROL))
    assert credit + 1_000_000 * vault.levy_accrued(asset) == 1_000_000 * token.balance_of(vault.address)


def test_a_fee_on_transfer_credits_what_arrived(coop: Cooperative, work: int) -> None:
    token, _ = listed(coop, "FeeToken", 1_000)  # 10 %
    assert coop.vault.deposit(work, token.address, 1_000).simulate(BUYER) == 900
    deposit(coop, work, token)
    assert coop.vault.income(work, token.address) == 900 - 45
    balances_match_the_books(coop, work, token)
    assert coop.claim(work, ALICE, asset=token.address) == 513
    assert token.balance_of(ALICE) == 462  # it pays the token's fee, nobody else does
    balances_match_the_books(coop, work, token)


def test_a_fee_is_taken_on_the_way_through_the_receiver_too(coop: Cooperative, work: int) -> None:
    token, _ = listed(coop, "FeeToken", 1_000)
    token.transfer(coop.vault.receiver_of(work), 1_000).send(BUYER)
    assert coop.vault.collect(work, token.address).simulate(MALLORY) == 810
    coop.vault.collect(work, token.address).send(MALLORY)
    balances_match_the_books(coop, work, token)


def test_a_fee_of_everything_is_nothing_received(coop: Cooperative, work: int) -> None:
    token, _ = listed(coop, "FeeToken", 10_000)
    with refuses("RoyaltyVault_NothingReceived", workId=work, asset=token.address):
        deposit(coop, work, token)
    assert token.balance_of(BUYER) == 10_000


def test_a_token_that_says_false_moves_nothing(coop: Cooperative, work: int) -> None:
    token, hostile = listed(coop, "FalseReturningToken")
    deposit(coop, work, token)
    token.transfer(coop.vault.receiver_of(work), 100).send(BUYER)
    hostile.write("setRefusing(bool)", True).send(MALLORY)
    vault = coop.vault
    for call in (
        vault.deposit(work, token.address, 1_000),
        vault.claim(work, token.address, ALICE),
        vault.collect_levy(token.address),
        vault.collect(work, token.address),
    ):
        with (
            nothing_moves(coop, BUYER, assets=[token.address]),
            refuses("SafeERC20FailedOperation", token=token.address),
        ):
            call.send(BUYER)
    hostile.write("setRefusing(bool)", False).send(MALLORY)
    assert coop.claim(work, ALICE, asset=token.address) == 570


def test_a_token_that_returns_nothing_works(coop: Cooperative, work: int) -> None:
    token, _ = listed(coop, "NoReturnToken")
    deposit(coop, work, token)
    sent = token.transfer(coop.vault.receiver_of(work), 1_000)
    coop.chain.send(BUYER, token.address, sent.data)
    coop.vault.collect(work, token.address).send(MALLORY)
    assert coop.claim(work, ALICE, asset=token.address) == token.balance_of(ALICE) == 1_140
    coop.vault.collect_levy(token.address).send(MALLORY)
    assert token.balance_of(coop.treasury.address) == 100
    balances_match_the_books(coop, work, token)
    with refuses("NoReturnToken_TooLittle", account=BUYER, has=8_000, needs=9_000):
        deposit(coop, work, token, 9_000)


def test_a_banned_payee_stops_only_its_own_claim(coop: Cooperative, work: int) -> None:
    token, hostile = listed(coop, "BlacklistingToken")
    deposit(coop, work, token)
    hostile.write("setBanned(address,bool)", ALICE, True).send(MALLORY)
    with (
        nothing_moves(coop, assets=[token.address]),
        refuses("BlacklistingToken_Banned", account=ALICE),
    ):
        coop.vault.claim(work, token.address, ALICE).send(ALICE)
    assert coop.claim(work, BOB, asset=token.address) == 380
    deposit(coop, work, token)
    coop.vault.transfer(CAROL, work, 600_000).send(ALICE)  # it can still sell its units
    hostile.write("setBanned(address,bool)", ALICE, False).send(MALLORY)
    assert coop.claim(work, ALICE, asset=token.address) == 1_140
    balances_match_the_books(coop, work, token)


def test_a_vault_that_is_banned_strands_no_other_asset(coop: Cooperative, work: int) -> None:
    token, hostile = listed(coop, "BlacklistingToken")
    deposit(coop, work, token)
    coop.deposit(work, 1_000, BUYER)
    hostile.write("setBanned(address,bool)", coop.vault.address, True).send(MALLORY)
    with refuses("BlacklistingToken_Banned", account=coop.vault.address):
        coop.vault.claim(work, token.address, ALICE).send(ALICE)
    coop.vault.transfer(CAROL, work, 600_000).send(ALICE)
    assert coop.claim(work, ALICE) == 570


def _guarded(coop: Cooperative, work: int, token: Address) -> dict[str, Call]:
    vault = coop.vault
    return {
        "claim": vault.claim(work, ETH, ALICE),
        "deposit": vault.deposit(work, token, 1),
        "depositETH": vault.deposit_eth(work),
        "collect": vault.collect(work, ETH),
        "collectLevy": vault.collect_levy(ETH),
    }


@pytest.mark.parametrize("again", ["claim", "deposit", "depositETH", "collect", "collectLevy"])
@pytest.mark.parametrize("door", ["deposit", "claim", "collect", "collectLevy"])
def test_a_token_that_calls_back_finds_every_door_shut(
    coop: Cooperative, work: int, door: str, again: str
) -> None:
    token, hostile = listed(coop, "ReentrantToken")
    deposit(coop, work, token)
    coop.deposit(work, 1_000, BUYER)
    token.transfer(coop.vault.receiver_of(work), 100).send(BUYER)
    coop.chain.send(BUYER, coop.vault.receiver_of(work), b"", 100)
    entered = {
        "deposit": coop.vault.deposit(work, token.address, 500),
        "claim": coop.vault.claim(work, token.address, ALICE),
        "collect": coop.vault.collect(work, token.address),
        "collectLevy": coop.vault.collect_levy(token.address),
    }[door]
    hostile.write(ARM, coop.vault.address, _guarded(coop, work, token.address)[again].data, True).send(
        MALLORY
    )
    with (
        nothing_moves(coop, BUYER, assets=[token.address]),
        refuses("ReentrancyGuardReentrantCall"),
    ):
        entered.send(BUYER)


def test_a_call_back_that_is_let_fail_gains_nothing(coop: Cooperative, work: int) -> None:
    token, hostile = listed(coop, "ReentrantToken")
    deposit(coop, work, token)
    again = coop.vault.claim(work, token.address, ALICE)
    hostile.write(ARM, coop.vault.address, again.data, False).send(MALLORY)
    assert coop.claim(work, ALICE, asset=token.address) == 570
    assert not hostile.read("armed()")
    assert not hostile.read("succeeded()")
    assert token.balance_of(ALICE) == 570
    balances_match_the_books(coop, work, token)


def test_units_moved_in_the_middle_of_a_deposit_earn_like_any_others(coop: Cooperative, work: int) -> None:
    token, hostile = listed(coop, "ReentrantToken")
    coop.vault.set_operator(token.address, True).send(ALICE)
    move = coop.vault.transfer_from(ALICE, CAROL, work, 600_000)
    hostile.write(ARM, coop.vault.address, move.data, True).send(MALLORY)
    deposit(coop, work, token)
    assert hostile.read("succeeded()")
    assert [coop.vault.claimable(work, token.address, who) for who in (ALICE, BOB, CAROL)] == [0, 380, 570]
    balances_match_the_books(coop, work, token)


def test_money_slipped_in_during_a_deposit_is_counted_once(coop: Cooperative, work: int) -> None:
    """A gift that arrives while a deposit is being measured is that deposit's, and nobody else's."""
    token, hostile = listed(coop, "ReentrantToken")
    token.mint(token.address, 77).send(BUYER)
    hostile.write(ARM, token.address, token.transfer(coop.vault.address, 77).data, True).send(MALLORY)
    deposit(coop, work, token)
    assert hostile.read("succeeded()")
    assert coop.vault.income(work, token.address) + coop.vault.levy_accrued(token.address) == 1_077
    balances_match_the_books(coop, work, token)
