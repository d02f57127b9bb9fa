"""Royalties: deposits, levy, credit in millionths, claims. Alice has 600,000 units, Bob 400,000."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dao_sim.bindings import RoyaltyVault
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Address, Wei
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    CAROL,
    DAVE,
    ERIN,
    MALLORY,
    NOBODY,
    ORIGIN,
    decree,
    enact,
    mock_token,
    refuses,
)

MILLION = 1_000_000
HUGE = 2**192


def credits_of(coop: Cooperative, work: int, *holders: Address, asset: Address = ETH) -> int:
    return sum(coop.vault.credit_of(work, asset, holder) for holder in holders)


def test_a_deposit_is_credited_less_the_levy(coop: Cooperative, work: int) -> None:
    vault = coop.vault
    (deposited,) = vault.decode(coop.deposit(work, 1_000, BUYER), RoyaltyVault.Deposited)
    assert (deposited.work_id, deposited.asset, deposited.from_) == (work, ETH, BUYER)
    assert (deposited.gross, deposited.levy) == (1_000, 50)
    assert (vault.income(work, ETH), vault.levy_accrued(ETH)) == (950, 50)
    assert vault.credit_of(work, ETH, ALICE) == 950 * 600_000
    assert [vault.claimable(work, ETH, holder) for holder in (ALICE, BOB, CAROL)] == [570, 380, 0]
    assert vault.assets_received(work) == 1
    assert coop.chain.balance(vault.address) == 1_000


def test_a_claim_pays_the_payee_whoever_triggers_it(coop: Cooperative, work: int) -> None:
    coop.deposit(work, 1_000, BUYER)
    before = coop.chain.balance(ALICE)
    receipt = coop.vault.claim(work, ETH, ALICE).send(MALLORY)
    (claimed,) = coop.vault.decode(receipt, RoyaltyVault.Claimed)
    assert (claimed.work_id, claimed.asset, claimed.payee, claimed.amount) == (work, ETH, ALICE, 570)
    assert coop.chain.balance(ALICE) == before + 570
    with refuses("RoyaltyVault_NothingToClaim", workId=work, asset=ETH, payee=ALICE):
        coop.vault.claim(work, ETH, ALICE).send(ALICE)
    assert coop.claim(work, BOB) == 380
    assert coop.chain.balance(coop.vault.address) == 50


def test_a_payout_is_rounded_down_and_the_fraction_kept(coop: Cooperative, work: int) -> None:
    decree(coop, coop.vault.set_levy(0))
    coop.deposit(work, 1, BUYER)  # Alice has earned 0.6, Bob 0.4
    for holder in (ALICE, BOB):
        with refuses("RoyaltyVault_NothingToClaim", workId=work, asset=ETH, payee=holder):
            coop.vault.claim(work, ETH, holder).send(holder)
    coop.deposit(work, 1, BUYER)  # 1.2 and 0.8
    assert coop.claim(work, ALICE) == 1
    assert credits_of(coop, work, ALICE) == 200_000
    coop.deposit(work, 2, BUYER)  # 0.2 + 1.2 and 1.6
    assert (coop.claim(work, ALICE), coop.claim(work, BOB)) == (1, 1)
    coop.deposit(work, 1, BUYER)  # 0.4 + 0.6 and 0.6 + 0.4: the fractions become whole again
    assert (coop.claim(work, ALICE), coop.claim(work, BOB)) == (1, 1)
    assert credits_of(coop, work, ALICE, BOB) == 0
    assert coop.chain.balance(coop.vault.address) == 0


def test_credits_sum_to_a_million_times_the_net_deposits(coop: Cooperative) -> None:
    """With shares that divide nothing, amounts that divide nothing, a changing levy and units on the move."""
    vault, people = coop.vault, (ALICE, BOB, CAROL, DAVE)
    work = coop.register_work(ALICE, b"an opera", {ALICE: 333_333, BOB: 333_334, CAROL: 333_333})
    net = paid = 0
    for turn, amount in enumerate((1, 7, 999_999_937, 2**64 - 59, 3, 10**18 + 1)):
        decree(coop, vault.set_levy(turn * 313))
        coop.deposit(work, amount, BUYER)
        net += amount - amount * turn * 313 // 10_000
        giver, taker = people[turn % 3], people[(turn + 1) % 4]
        vault.transfer(taker, work, 1 + 1_009 * turn).send(giver)
        if vault.claimable(work, ETH, taker):
            paid += coop.claim(work, taker, by=MALLORY)
        assert vault.income(work, ETH) == net
        assert credits_of(coop, work, *people) == MILLION * (net - paid)
    held = coop.chain.balance(vault.address)
    assert held == net - paid + vault.levy_accrued(ETH)


def test_the_levy_goes_to_the_treasury(coop: Cooperative, work: int) -> None:
    coop.deposit(work, 1_000, BUYER)
    receipt = coop.vault.collect_levy(ETH).send(MALLORY)
    (collected,) = coop.vault.decode(receipt, RoyaltyVault.LevyCollected)
    assert (collected.asset, collected.amount) == (ETH, 50)
    assert coop.chain.balance(coop.treasury.address) == 50
    assert coop.vault.treasury() == coop.treasury.address
    with refuses("RoyaltyVault_NoLevyToCollect", asset=ETH):
        coop.vault.collect_levy(ETH).send(MALLORY)
    with refuses("RoyaltyVault_AssetUnknown", asset=BOB):
        coop.vault.collect_levy(BOB).send(MALLORY)


def test_the_levy_rounds_down_for_the_holders(coop: Cooperative, work: int) -> None:
    coop.deposit(work, 19, BUYER)  # 5 % of 19 is 0.95
    assert (coop.vault.levy_accrued(ETH), coop.vault.income(work, ETH)) == (0, 19)
    coop.deposit(work, 20, BUYER)
    assert (coop.vault.levy_accrued(ETH), coop.vault.income(work, ETH)) == (1, 38)


def test_a_vote_raises_the_levy_for_later_deposits_only(coop: Cooperative, work: int) -> None:
    coop.deposit(work, 10_000, BUYER)
    enact(coop, coop.vault.set_levy(3_000))
    assert coop.vault.income(work, ETH) == 9_500
    coop.deposit(work, 10_000, BUYER)
    assert (coop.vault.income(work, ETH), coop.vault.levy_accrued(ETH)) == (16_500, 3_500)
    changed = coop.vault.events(RoyaltyVault.LevySet)[-1]
    assert (changed.old_levy_bps, changed.new_levy_bps) == (500, 3_000)


def test_the_levy_has_a_ceiling_that_no_vote_lifts(coop: Cooperative) -> None:
    assert coop.vault.max_levy_bps() == 3_000
    with refuses("RoyaltyVault_LevyTooHigh", levyBps=3_001, maximum=3_000):
        decree(coop, coop.vault.set_levy(3_001))
    with refuses("AccessManagedUnauthorized", caller=MALLORY):
        coop.vault.set_levy(0).send(MALLORY)


def test_deposits_that_make_no_sense_are_refused(coop: Cooperative, work: int) -> None:
    vault = coop.vault
    with refuses("RoyaltyVault_NothingReceived", workId=work, asset=ETH):
        coop.deposit(work, 0, BUYER)
    with refuses("RoyaltyVault_WorkNotOpen", workId=99):
        coop.deposit(99, 1, BUYER)
    with refuses("RoyaltyVault_AssetHasNoCode", asset=ETH):
        vault.deposit(work, ETH, 1).send(BUYER)
    with refuses("RoyaltyVault_AssetNotListed", asset=BOB):
        vault.deposit(work, BOB, 1).send(BUYER)
    for action in (vault.claim(work, BOB, ALICE), vault.collect_levy(BOB)):
        with refuses("RoyaltyVault_AssetUnknown", asset=BOB):
            action.send(BUYER)
    views: list[Callable[[], int]] = [
        lambda: vault.number_of(BOB),
        lambda: vault.credit_of(work, BOB, ALICE),
        lambda: vault.claimable(work, BOB, ALICE),
        lambda: vault.income(work, BOB),
        lambda: vault.levy_accrued(BOB),
    ]
    for view in views:
        with refuses("RoyaltyVault_AssetUnknown", asset=BOB):
            view()
    with refuses("RoyaltyVault_UnexpectedEther", **{"from": BUYER}):
        coop.chain.send(BUYER, vault.address, b"", 1)


def test_several_claims_go_in_one_transaction(coop: Cooperative, work: int) -> None:
    coop.deposit(work, 1_000, BUYER)
    before = coop.chain.balance(BOB)
    calls = [coop.vault.claim(work, ETH, holder).data for holder in (ALICE, BOB)]
    coop.vault.multicall(calls).send(MALLORY)
    assert coop.chain.balance(BOB) == before + 380
    with refuses("RoyaltyVault_NothingReceived", workId=work, asset=ETH):
        coop.vault.multicall([coop.vault.deposit_eth(work, value=Wei(0)).data]).send(MALLORY)
    with refuses("AccessManagedUnauthorized", caller=MALLORY):
        coop.vault.multicall([coop.vault.set_levy(0).data]).send(MALLORY)


def test_an_income_beyond_all_money_is_refused_before_it_can_overflow(coop: Cooperative, work: int) -> None:
    token = mock_token(coop.chain)
    decree(coop, coop.vault.list_asset(token.address))
    decree(coop, coop.vault.set_levy(0))
    token.mint(BUYER, 2 * HUGE).send(BUYER)
    coop.deposit(work, HUGE, BUYER, asset=token.address)
    operands = {"workId": work, "asset": token.address, "income": HUGE + 1}
    with refuses("RoyaltyVault_IncomeTooLarge", **operands):
        coop.deposit(work, 1, BUYER, asset=token.address)
    assert coop.claim(work, ALICE, asset=token.address) == HUGE * 6 // 10
    assert coop.claim(work, BOB, asset=token.address) == HUGE * 4 // 10


def test_only_the_registry_opens_and_closes_works(coop: Cooperative, work: int) -> None:
    for call in (coop.vault.open_work(2, ORIGIN, [MALLORY], [MILLION]), coop.vault.close_work(work)):
        for somebody in (MALLORY, ALICE, coop.timelock.address):
            with refuses("AccessManagedUnauthorized", caller=somebody):
                call.send(somebody)
    with refuses("RoyaltyVault_WorkExists", workId=work):
        coop.vault.open_work(work, ORIGIN, [ALICE], [MILLION]).send(coop.registry.address)
    with refuses("RoyaltyVault_UnknownWork", workId=0):
        coop.vault.open_work(0, ORIGIN, [ALICE], [MILLION]).send(coop.registry.address)
    with refuses("RoyaltyVault_WorkNotOpen", workId=2):
        coop.vault.close_work(2).send(coop.registry.address)
    receipt = coop.vault.close_work(work).send(coop.registry.address)
    assert coop.vault.decode(receipt, RoyaltyVault.WorkClosed)[0].work_id == work


def test_a_vault_needs_a_treasury_and_a_levy_within_bounds(coop: Cooperative) -> None:
    chain, access, treasury = coop.chain, coop.access.address, coop.treasury.address
    with refuses("RoyaltyVault_InvalidTreasury", treasury=NOBODY):
        RoyaltyVault.deploy(chain, MALLORY, access, NOBODY, 0, [], 0)
    with refuses("RoyaltyVault_LevyTooHigh", levyBps=3_001, maximum=3_000):
        RoyaltyVault.deploy(chain, MALLORY, access, treasury, 3_001, [], 0)
    token = mock_token(chain).address
    with refuses("RoyaltyVault_AssetAlreadyListed", asset=token):
        RoyaltyVault.deploy(chain, MALLORY, access, treasury, 0, [token, token], 0)
    vault = RoyaltyVault.deploy(chain, MALLORY, access, treasury, 3_000, [token], 0)
    assert vault.assets() == (ETH, token)
    assert (vault.levy_bps(), vault.units_per_work(), vault.max_assets()) == (3_000, MILLION, 16)


@pytest.mark.parametrize("payees", [2, 100])
def test_the_number_of_payees_does_not_change_what_a_deposit_touches(coop: Cooperative, payees: int) -> None:
    """Not one payee's account is written: all of them earn by the one index."""
    crowd = [Address(f"0x{number:040x}") for number in range(1, payees + 1)]
    work = coop.register_work(ALICE, b"a choir", dict.fromkeys(crowd, MILLION // payees))
    coop.deposit(work, 20_000, BUYER)
    assert credits_of(coop, work, *crowd) == 19_000 * MILLION
    assert len(coop.deposit(work, 20_000, ERIN).logs) == 1
