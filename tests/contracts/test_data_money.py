"""The escrow of the data commons under hostile tokens and payees: each hurts only what is its own."""

from __future__ import annotations

import random

import pytest

from dao_sim.bindings import CoopToken, DataCommons
from dao_sim.coop import Cooperative
from dao_sim.errors import Reverted
from dao_sim.units import ETH, Wei
from tests.contracts.commons import (
    PRICE,
    TERM,
    USES,
    access_terms,
    bought,
    commons,
    dataset_terms,
    opened,
    use,
)
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    CAROL,
    DAVE,
    ERIN,
    MALLORY,
    NOBODY,
    decree,
    mock,
    mock_class,
    mock_token,
    refuses,
)

ARM = "arm(address,bytes,bool)"
ACT = "act(address,bytes)"


def listed(coop: Cooperative, name: str, *arguments: int) -> CoopToken:
    """A token that the co-op accepts, of which the buyer has 1,000."""
    token = mock_token(coop.chain, name, *arguments)
    token.mint(BUYER, 1_000).send(BUYER)
    decree(coop, coop.vault.list_asset(token.address))
    return token


def taken(made: DataCommons, token: CoopToken) -> int:
    """A licence of four uses at 100 tokens each, in an open dataset."""
    token.approve(made.address, 400).send(BUYER)
    made.offer(access_terms(opened(made), asset=token.address, price=100)).send(ALICE)
    receipt = made.buy(1).send(BUYER)
    return made.decode(receipt, DataCommons.AccessBought)[0].licence_id


@pytest.mark.parametrize(
    "name", ["MintableToken", "NoReturnToken", "FalseReturningToken", "BlacklistingToken"]
)
def test_tokens_are_escrowed_shared_and_refunded_like_ether(coop: Cooperative, name: str) -> None:
    made, token = commons(coop), listed(coop, name)
    licence = taken(made, token)
    assert (made.held(token.address), token.balance_of(made.address)) == (400, 400)
    use(made, licence)
    made.credit(1, token.address, ALICE).send(MALLORY)
    made.claim(token.address, DAVE).send(ALICE)
    made.collect_levy(token.address).send(MALLORY)
    coop.chain.advance(TERM)
    made.refund(licence).send(MALLORY)
    made.claim(token.address, BUYER).send(BUYER)
    assert (token.balance_of(DAVE), token.balance_of(coop.treasury.address)) == (95 * 3 // 7, 5)
    assert token.balance_of(BUYER) == 900
    assert token.balance_of(made.address) == made.held(token.address) == 95 - 95 * 3 // 7


def test_a_token_that_keeps_a_fee_buys_nothing(coop: Cooperative) -> None:
    made, token = commons(coop), listed(coop, "FeeToken", 100)
    with refuses("Escrow_NotReceived", asset=token.address, amount=400, received=396):
        taken(made, token)
    assert (made.licence_count(), made.held(token.address)) == (0, 0)


def test_a_token_that_says_false_moves_nothing(coop: Cooperative) -> None:
    made, token = commons(coop), listed(coop, "FalseReturningToken")
    licence = taken(made, token)
    refusing = mock_class("FalseReturningToken")(coop.chain, token.address)
    refusing.write("setRefusing(bool)", True).send(BUYER)
    token.approve(made.address, 400).send(BUYER)
    with refuses("SafeERC20FailedOperation", token=token.address):
        made.buy(1).send(BUYER)
    coop.chain.advance(TERM)
    made.refund(licence).send(BUYER)
    with refuses("SafeERC20FailedOperation", token=token.address):
        made.claim(token.address, BUYER).send(BUYER)
    refusing.write("setRefusing(bool)", False).send(BUYER)
    made.claim(token.address, BUYER).send(BUYER)
    assert token.balance_of(BUYER) == 1_000


@pytest.mark.parametrize("sent", [0, USES * PRICE - 1, USES * PRICE + 1])
def test_a_price_in_ether_is_exact(coop: Cooperative, sent: int) -> None:
    made = commons(coop)
    made.offer(access_terms(opened(made))).send(ALICE)
    with refuses("Escrow_NotReceived", asset=ETH, amount=USES * PRICE, received=sent):
        made.buy(1, value=Wei(sent)).send(BUYER)


def test_ether_is_not_kept_where_tokens_are_asked_for(coop: Cooperative) -> None:
    made, token = commons(coop), listed(coop, "MintableToken")
    taken(made, token)
    with refuses("Escrow_NotReceived", asset=NOBODY, amount=0, received=1):
        made.buy(1, value=Wei(1)).send(BUYER)


def test_an_asset_that_is_unlisted_is_sold_in_no_more_and_still_used_and_paid(coop: Cooperative) -> None:
    made, token = commons(coop), listed(coop, "MintableToken")
    licence = taken(made, token)
    decree(coop, coop.vault.unlist_asset(token.address))
    with refuses("DataCommons_AssetNotListed", asset=token.address):
        made.buy(1).send(BUYER)
    assert use(made, licence).paid == 95


def test_who_is_shut_out_has_it_paid_elsewhere(coop: Cooperative) -> None:
    made, token = commons(coop), listed(coop, "BlacklistingToken")
    use(made, taken(made, token))
    ban = mock_class("BlacklistingToken")(coop.chain, token.address)
    ban.write("setBanned(address,bool)", ALICE, True).send(BUYER)
    for holder in (ALICE, BOB):
        made.credit(1, token.address, holder).send(MALLORY)
    with refuses("BlacklistingToken_Banned", account=ALICE):
        made.claim(token.address, ALICE).send(ALICE)
    made.claim(token.address, ERIN).send(ALICE)
    made.claim(token.address, BOB).send(BOB)
    assert (token.balance_of(ERIN), token.balance_of(BOB)) == (95 * 3 // 7, 95 * 2 // 7)


@pytest.mark.parametrize("name", ["RevertingPayee", "GasBurningPayee"])
def test_a_holder_that_takes_nothing_stops_nobody(coop: Cooperative, name: str) -> None:
    """Income is booked; a holder that is a contract and cannot be paid costs the others nothing."""
    made, payee = commons(coop), mock(coop.chain, name).address
    use(made, bought(made, access_terms(opened(made))))
    made.credit(1, ETH, ALICE).send(BOB)
    owed = made.owed_to(ALICE, ETH)
    error = ("RevertingPayee_NoThanks", {"amount": owed}) if name == "RevertingPayee" else ("FailedCall", {})
    with refuses(error[0], **error[1]):
        made.claim(ETH, payee).send(ALICE)
    assert made.owed_to(ALICE, ETH) == owed
    made.credit(1, ETH, BOB).send(BOB)
    made.claim(ETH, BOB).send(BOB)
    made.claim(ETH, ERIN).send(ALICE)


@pytest.mark.parametrize("again", ["claim", "levy", "buy"])
def test_a_payee_that_calls_back_is_paid_once(coop: Cooperative, again: str) -> None:
    made, actor = commons(coop), mock(coop.chain, "Actor")
    made.offer(access_terms(opened(made))).send(ALICE)
    coop.chain.fund(actor.address, USES * PRICE)
    buy = made.buy(1)
    actor.write(ACT, made.address, buy.data, value=Wei(USES * PRICE)).send(MALLORY)
    coop.chain.advance(TERM)
    made.refund(1).send(MALLORY)
    claim = made.claim(ETH, actor.address)
    call = {"claim": claim, "levy": made.collect_levy(ETH), "buy": buy}[again]
    use(made, bought(made, access_terms()))  # so that there is a levy to collect
    actor.write(ARM, made.address, call.data, True).send(MALLORY)
    with refuses("ReentrancyGuardReentrantCall"):
        actor.write(ACT, claim.to, claim.data).send(MALLORY)
    actor.write(ARM, made.address, call.data, False).send(MALLORY)
    before = coop.chain.balance(actor.address)
    actor.write(ACT, claim.to, claim.data).send(MALLORY)
    assert coop.chain.balance(actor.address) - before == USES * PRICE
    assert coop.chain.balance(made.address) == made.held(ETH)


@pytest.mark.parametrize("again", ["claim", "refund"])
def test_a_token_that_calls_back_while_a_price_arrives(coop: Cooperative, again: str) -> None:
    """Money that did not arrive yet cannot be claimed, and a refund of it takes nothing from others."""
    made, token = commons(coop), listed(coop, "ReentrantToken")
    made.offer(access_terms(opened(made), asset=token.address, price=100)).send(ALICE)
    token.approve(made.address, 400).send(BUYER)
    hooks = mock_class("ReentrantToken")(coop.chain, token.address)
    if again == "claim":
        hooks.write(ARM, made.address, made.claim(token.address, ERIN).data, True).send(MALLORY)
        with refuses("ReentrancyGuardReentrantCall"):
            made.buy(1).send(BUYER)
        hooks.write(ARM, made.address, made.claim(token.address, ERIN).data, False).send(MALLORY)
    else:
        hooks.write(ARM, made.address, made.refund(1).data, False).send(MALLORY)
    made.buy(1).send(BUYER)
    assert token.balance_of(made.address) == made.held(token.address) == 400
    assert (made.owed_to(BUYER, token.address), made.licence_of(1).refunded) == (0, False)


def test_an_asset_that_breaks_holds_up_no_other(coop: Cooperative) -> None:
    made, token = commons(coop), listed(coop, "BlacklistingToken")
    use(made, taken(made, token))
    use(made, bought(made, access_terms()), by=BUYER)
    ban = mock_class("BlacklistingToken")(coop.chain, token.address)
    ban.write("setBanned(address,bool)", made.address, True).send(BUYER)
    for asset in (token.address, ETH):
        made.credit(1, asset, ALICE).send(MALLORY)
    with refuses("BlacklistingToken_Banned", account=made.address):
        made.claim(token.address, ALICE).send(ALICE)
    made.claim(ETH, ALICE).send(ALICE)
    made.collect_levy(ETH).send(MALLORY)


def test_ether_comes_in_by_buying_only_and_a_claim_goes_somewhere(coop: Cooperative) -> None:
    made = commons(coop)
    with pytest.raises(Reverted):
        coop.chain.send(BUYER, made.address, value=1)
    with refuses("Escrow_NothingOwed", account=MALLORY, asset=ETH):
        made.claim(ETH, MALLORY).send(MALLORY)
    for nowhere in (NOBODY, made.address):
        with refuses("Escrow_InvalidPayee", to=nowhere):
            made.claim(ETH, nowhere).send(ALICE)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_points_every_unit_has_an_owner(coop: Cooperative, seed: int) -> None:
    """Holders' parts, credited at random times, sum to the income but for less than a unit each."""
    draw = random.Random(seed)
    points = {who: draw.randint(1, 2**32 - 1) for who in (ALICE, BOB, CAROL, DAVE)}
    made = commons(coop)
    number = opened(made, dataset_terms(points))
    levies = 0
    for _ in range(6):
        price = draw.choice((1, 2, 19, 10**18 + 1, draw.randint(1, 10**24)))
        coop.chain.fund(BUYER, price)
        levies += use(made, bought(made, access_terms(number, uses=1, price=price))).levy
        who = draw.choice(list(points))
        if made.creditable(number, ETH, who):
            made.credit(number, ETH, who).send(MALLORY)
    income, total = made.income(number, ETH), sum(points.values())
    assert made.held(ETH) == income + levies == coop.chain.balance(made.address)
    for who, own in points.items():
        due = made.creditable(number, ETH, who) + made.owed_to(who, ETH)
        assert due == income * own // total
    left = income - sum(income * own // total for own in points.values())
    assert 0 <= left < len(points)
