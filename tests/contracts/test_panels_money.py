"""Stakes, fees and deposits in hostile tokens and for hostile payees: each hurts only what is its own."""

from __future__ import annotations

import pytest

from dao_sim.bindings import CoopToken, ReviewPanels
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Address, Wei
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    DEPLOYER,
    ERIN,
    MALLORY,
    NOBODY,
    mock,
    mock_class,
    mock_token,
    refuses,
)
from tests.contracts.panels import (
    APPEAL_PRICE,
    PRICE,
    STAKE,
    admit,
    decided,
    drawn,
    enlisted,
    opened,
    owed,
    panels,
    people,
    question,
)

ARM = "arm(address,bytes,bool)"
FEES = {"stake": 100, "fee": 10, "bonus": 2}
COST = 3 * 12


def stocked(coop: Cooperative, name: str, *arguments: int) -> tuple[CoopToken, ReviewPanels]:
    """Panels whose asset is such a token, of which panellists and Erin have 1,000, all of it approved."""
    token = mock_token(coop.chain, name, *arguments)
    made = panels(coop, token.address, **FEES)
    for account in (*people(4), ERIN):
        token.mint(account, 1_000).send(BUYER)
        token.approve(made.address, 1_000).send(account)
    admit(coop, *people(4))
    return token, made


def case_in(coop: Cooperative, made: ReviewPanels) -> int:
    """A case of Erin's that three panellists can answer."""
    for account in people(3):
        made.enlist(100).send(account)
    coop.chain.advance(1)
    made.open_(question(coop), ()).send(ERIN)
    return made.case_count()


def banned(coop: Cooperative, token: CoopToken, account: Address, yes: bool = True) -> None:
    ban = mock_class("BlacklistingToken")(coop.chain, token.address)
    ban.write("setBanned(address,bool)", account, yes).send(BUYER)


@pytest.mark.parametrize(
    "name", ["MintableToken", "NoReturnToken", "FalseReturningToken", "BlacklistingToken"]
)
def test_tokens_are_staked_and_paid_like_ether(coop: Cooperative, name: str) -> None:
    token, made = stocked(coop, name)
    number = case_in(coop, made)
    assert made.held(token.address) == token.balance_of(made.address) == 300 + COST
    panel = decided(coop, made, number, True, True)
    for who in panel[:2]:
        made.claim(token.address, BOB).send(who)
    made.claim(token.address, ERIN).send(ERIN)
    made.recover(token.address).send(MALLORY)
    assert (token.balance_of(BOB), token.balance_of(coop.treasury.address)) == (24, 100)
    assert token.balance_of(made.address) == made.held(token.address) == 200
    made.enlist(100).send(panel[2])
    assert made.panellist_of(panel[2]).stake == 100


def test_a_token_that_keeps_a_fee_is_no_stake_and_pays_no_case(coop: Cooperative) -> None:
    token, made = stocked(coop, "FeeToken", 1_000)
    with refuses("Escrow_NotReceived", asset=token.address, amount=100, received=90):
        made.enlist(100).send(people(1)[0])
    with refuses("Escrow_NotReceived", asset=token.address, amount=COST, received=33):
        made.open_(question(coop), ()).send(ERIN)


@pytest.mark.parametrize("sent", [0, STAKE - 1, STAKE + 1])
def test_ether_is_exact(coop: Cooperative, sent: int) -> None:
    made = panels(coop)
    with refuses("Escrow_NotReceived", asset=ETH, amount=STAKE, received=sent):
        made.enlist(STAKE, value=Wei(sent)).send(ALICE)
    with refuses("Escrow_NotReceived", asset=ETH, amount=PRICE, received=sent):
        made.open_(question(coop), (), value=Wei(sent)).send(ERIN)
    enlisted(coop, made, 3)
    number = opened(coop, made)
    decided(coop, made, number, True, True, True)
    with refuses("Escrow_NotReceived", asset=ETH, amount=APPEAL_PRICE, received=sent):
        made.appeal(number, value=Wei(sent)).send(ERIN)


def test_ether_is_not_kept_where_tokens_are_asked_for(coop: Cooperative) -> None:
    _, made = stocked(coop, "MintableToken")
    with refuses("Escrow_NotReceived", asset=NOBODY, amount=0, received=1):
        made.enlist(100, value=Wei(1)).send(people(1)[0])


def test_a_panellist_that_the_asset_shuts_out_holds_up_nobody(coop: Cooperative) -> None:
    token, made = stocked(coop, "BlacklistingToken")
    number = case_in(coop, made)
    panel = drawn(coop, made, number)
    banned(coop, token, panel[0])
    coop.chain.advance(made.round_of(number, 1).reveal_ends - coop.chain.now())
    made.close(number).send(MALLORY)
    with refuses("ReviewPanels_NothingToRecover", asset=ETH):
        made.recover(ETH).send(MALLORY)
    made.recover(token.address).send(MALLORY)
    assert token.balance_of(coop.treasury.address) == 300


def test_a_blocked_contract_waits_and_what_is_owed_stays_owed(coop: Cooperative) -> None:
    token, made = stocked(coop, "BlacklistingToken")
    number = case_in(coop, made)
    panel = decided(coop, made, number, True, True, True)
    banned(coop, token, made.address)
    with refuses("BlacklistingToken_Banned", account=made.address):
        made.claim(token.address, panel[0]).send(panel[0])
    assert owed(made, panel[0]) == (12,)
    banned(coop, token, made.address, yes=False)
    made.claim(token.address, panel[0]).send(panel[0])
    assert owed(made, panel[0]) == (0,)


@pytest.mark.parametrize("again", ["recover", "claim", "open", "enlist"])
def test_a_token_that_calls_back_while_a_stake_arrives(coop: Cooperative, again: str) -> None:
    token, made = stocked(coop, "ReentrantToken")
    hooks = mock_class("ReentrantToken")(coop.chain, token.address)
    calls = {
        "recover": made.recover(token.address),
        "claim": made.claim(token.address, ERIN),
        "open": made.open_(question(coop), ()),
        "enlist": made.enlist(100),
    }
    who = people(1)[0]
    hooks.write(ARM, made.address, calls[again].data, True).send(MALLORY)
    with refuses("ReentrancyGuardReentrantCall"):
        made.enlist(100).send(who)
    hooks.write(ARM, made.address, calls[again].data, False).send(MALLORY)
    made.enlist(100).send(who)
    assert token.balance_of(made.address) == made.held(token.address) == 100


@pytest.mark.parametrize("again", ["claim", "recover"])
def test_a_payee_that_calls_back_is_paid_once(coop: Cooperative, again: str) -> None:
    made, actor = panels(coop), mock(coop.chain, "Actor")
    enlisted(coop, made, 3)
    number = opened(coop, made, payer=actor.address)
    decided(coop, made, number, True, True)
    left = made.owed_to(actor.address, ETH)
    claim = made.claim(ETH, actor.address)
    call = {"claim": claim, "recover": made.recover(ETH)}[again]
    actor.write(ARM, made.address, call.data, True).send(MALLORY)
    with refuses("ReentrancyGuardReentrantCall"):
        actor.write("act(address,bytes)", claim.to, claim.data).send(MALLORY)
    actor.write(ARM, made.address, call.data, False).send(MALLORY)
    actor.write("act(address,bytes)", claim.to, claim.data).send(MALLORY)
    assert coop.chain.balance(actor.address) == left > 0
    assert coop.chain.balance(made.address) == made.held(ETH)


def test_what_strays_here_is_the_treasury_s(coop: Cooperative) -> None:
    token, made = stocked(coop, "MintableToken")
    case_in(coop, made)
    token.transfer(made.address, 7).send(ERIN)
    assert made.spare(token.address) == 7
    made.recover(token.address).send(MALLORY)
    assert (made.spare(token.address), token.balance_of(coop.treasury.address)) == (0, 7)
    assert token.balance_of(made.address) == made.held(token.address)


def test_nowhere_is_no_payee(coop: Cooperative) -> None:
    made = panels(coop)
    for nowhere in (NOBODY, made.address):
        with refuses("Escrow_InvalidPayee", to=nowhere):
            made.claim(ETH, nowhere).send(DEPLOYER)
    with refuses("Escrow_NothingOwed", account=MALLORY, asset=ETH):
        made.claim(ETH, MALLORY).send(MALLORY)
