"""Matching rounds, deployed with a few words."""

from __future__ import annotations

from collections.abc import Sequence

from dao_sim.bindings import MatchingRounds
from dao_sim.bindings.generated.structs import RoundTerms
from dao_sim.coop import Cooperative
from dao_sim.coop.matching import NO_CAP
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, MAX_UINT208, Address, Wei
from tests.contracts.kit import DAVE, DAY, ERIN, MALLORY, decree

MAX_AMOUNT = NO_CAP
DELAY, DURATION, REVIEW, CLAIMS = DAY, 7 * DAY, 14 * DAY, 30 * DAY
MAX_DURATION = 3_650 * DAY


def bare(coop: Cooperative, review: int = REVIEW, claims: int = CLAIMS) -> MatchingRounds:
    """Matching rounds into whose pools the treasury may not pay yet."""
    parts = coop.access.address, coop.membership.address, coop.vault.address, coop.treasury.address
    return MatchingRounds.deploy(coop.chain, MALLORY, *parts, review, claims)


def matching(coop: Cooperative, *assets: Address) -> MatchingRounds:
    """Matching rounds that may have anything paid of ETH and of these."""
    made = bare(coop)
    decree(coop, coop.access.grant_role(int(Role.SPENDER), made.address, 0))
    for asset in (ETH, *assets):
        decree(coop, coop.treasury.set_cap(made.address, asset, MAX_UINT208))
    return made


def terms(
    asset: Address = ETH, *, delay: int = 0, duration: int = DURATION, cap: int = NO_CAP, pool: int = 0
) -> RoundTerms:
    """A week in ETH, at once, without a cap or a pool."""
    return RoundTerms(asset, delay, duration, cap, pool)


def a_round(
    coop: Cooperative,
    made: MatchingRounds,
    said: RoundTerms | None = None,
    payees: Sequence[Address] = (DAVE, ERIN),
    works: Sequence[int] = (),
) -> int:
    """A round's number."""
    receipt = decree(coop, made.make_round(said or terms(), payees, works))
    return made.decode(receipt, MatchingRounds.RoundMade)[0].round_id


def give(made: MatchingRounds, number: int, grant: int, by: Address, amount: int) -> None:
    """A contribution in ETH."""
    made.contribute_eth(number, grant, value=Wei(amount)).send(by)


def endow(made: MatchingRounds, number: int, amount: int, by: Address = MALLORY) -> None:
    """ETH for the pool."""
    made.fund_eth(number, value=Wei(amount)).send(by)


def pass_review(coop: Cooperative, made: MatchingRounds, number: int) -> None:
    """Until the first claims."""
    until(coop, made.round_of(number).closes_at + made.review())


def pass_claims(coop: Cooperative, made: MatchingRounds, number: int) -> None:
    """Until what is not claimed can lapse."""
    until(coop, made.round_of(number).closes_at + made.review() + made.claim_period())


def until(coop: Cooperative, moment: int) -> None:
    """Time passes, if it is not that late yet."""
    if (wait := moment - coop.chain.now()) > 0:
        coop.chain.advance(wait)
