"""Share sales, advances and completion bonds, deployed with a few words."""

from __future__ import annotations

from typing import Any

from dao_sim.bindings import Advances, CompletionBonds, CoopToken, ShareSales
from dao_sim.bindings.generated.structs import AdvanceTerms, ProjectTerms, ShareOfferTerms
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, MAX_UINT256, Address, Wei
from tests.contracts.kit import ALICE, BUYER, CAROL, DAVE, DAY, DEPLOYER, ERIN, TOKEN, decree, mock_token

OPEN, SOLD_OUT, WITHDRAWN = 1, 2, 3
"""Of an offer."""
ASKED, RUNNING = 1, 3
"""Of an advance, which is withdrawn in 2."""
DELIVERED, DISPUTED, COMPLETED, FAILED = 2, 3, 4, 5
"""Of a project, which is open in 1."""
LENDER = ERIN
RULING, REVIEW = 30 * DAY, 5 * DAY
HASH = b"\7" * 32


def sales(coop: Cooperative) -> ShareSales:
    """Alice lets it take her units."""
    made = ShareSales.deploy(coop.chain, DEPLOYER, coop.vault.address)
    coop.vault.set_operator(made.address, True).send(ALICE)
    return made


def advances(coop: Cooperative) -> Advances:
    """Alice lets it take her units, and the vault takes no levy: what is earned is what is paid."""
    decree(coop, coop.vault.set_levy(0))
    made = Advances.deploy(coop.chain, DEPLOYER, coop.vault.address)
    coop.vault.set_operator(made.address, True).send(ALICE)
    return made


def bonds(coop: Cooperative, arbiter: Address | None = None) -> CompletionBonds:
    """The same; the timelock decides disputes unless you say who."""
    decree(coop, coop.vault.set_levy(0))
    parties = coop.vault.address, coop.membership.address, arbiter or coop.timelock.address
    made = CompletionBonds.deploy(coop.chain, DEPLOYER, *parties, RULING)
    coop.vault.set_operator(made.address, True).send(ALICE)
    return made


def for_sale(
    work: int,
    *,
    units: int = 100_000,
    asset: Address = ETH,
    prices: tuple[int, int] = (10 * TOKEN, 10 * TOKEN),
    start: int = 0,
    fall: int = 0,
    period: int = 30 * DAY,
) -> ShareOfferTerms:
    """A tenth of a work at 10 ETH for the whole, for a month."""
    return ShareOfferTerms(work, units, asset, *prices, start, fall, period)


def asked(
    work: int,
    *,
    units: int = 500_000,
    asset: Address = ETH,
    amount: int = 1_000,
    multiple: int = 12_000,
    term: int = 365 * DAY,
    period: int = 7 * DAY,
) -> AdvanceTerms:
    """1,000 against half a work's units, 1,200 due, for a year."""
    return AdvanceTerms(work, units, asset, amount, multiple, term, period)


def running(made: Advances, work: int) -> int:
    """An advance to Alice in ETH, by Erin."""
    number = made.decode(made.ask(asked(work)).send(ALICE), Advances.Asked)[0].advance_id
    made.fund(number, value=Wei(1_000)).send(LENDER)
    return number


def planned(
    work: int,
    *,
    units: int = 500_000,
    asset: Address = ETH,
    price: int = 10,
    bond: int = 100,
    share: int = 30,
    shares: int = 10,
    multiple: int = 12_000,
    presale: int = 30 * DAY,
    delivery: int = 60 * DAY,
    review: int = REVIEW,
    term: int = 365 * DAY,
) -> ProjectTerms:
    """Copies at 10, a bond of 100, ten shares of 30, which get 1.2 times what they risk."""
    return ProjectTerms(
        *(work, units, asset, price, bond, share, shares, multiple),
        *(presale, delivery, review, term),
    )


def opened(made: CompletionBonds, work: int, **changed: Any) -> int:
    """A project of Alice's in ETH."""
    terms = planned(work, **changed)
    receipt = made.open_(terms, value=Wei(terms.bond)).send(ALICE)
    return made.decode(receipt, CompletionBonds.Opened)[0].project_id


def presold(made: CompletionBonds, work: int, copies: int = 25, **changed: Any) -> int:
    """The same, with seven shares of Carol's and three of Dave's, and so many copies sold to the buyer."""
    number = opened(made, work, **changed)
    share = made.project_of(number).share
    for backer, shares in ((CAROL, 7), (DAVE, 3)):
        made.pledge(number, shares, value=Wei(shares * share)).send(backer)
    made.prepay(number, copies, value=Wei(10 * copies)).send(BUYER)
    return number


def failed(made: CompletionBonds, work: int, **changed: Any) -> int:
    """The same, given up."""
    number = presold(made, work, **changed)
    made.abandon(number).send(ALICE)
    return number


def completed(coop: Cooperative, made: CompletionBonds, work: int, **changed: Any) -> int:
    """The same, delivered, and accepted by silence."""
    number = presold(made, work, **changed)
    made.deliver(number, HASH).send(ALICE)
    coop.chain.advance(REVIEW)
    made.settle(number).send(DAVE)
    return number


def funded(coop: Cooperative, spender: Address, name: str, *arguments: int) -> CoopToken:
    """A listed token of which everybody has 10,000 that the contract and the vault may take."""
    token = mock_token(coop.chain, name, *arguments)
    decree(coop, coop.vault.list_asset(token.address))
    for who in (ALICE, BUYER, CAROL, DAVE, LENDER):
        token.mint(who, 10_000).send(BUYER)
        for taker in (spender, coop.vault.address):
            coop.chain.send(who, token.address, token.approve(taker, MAX_UINT256).data)
    return token


def drains(coop: Cooperative, made: ShareSales | Advances | CompletionBonds, asset: Address = ETH) -> bool:
    """Whether nothing is left once everybody claimed."""
    for who in (ALICE, BUYER, CAROL, DAVE, LENDER):
        if made.owed_to(who, asset):
            made.claim(asset, who).send(who)
    ether, token = coop.chain.balance(made.address), CoopToken(coop.chain, asset)
    left = ether if asset == ETH else token.balance_of(made.address)
    return made.held(asset) == left == 0
