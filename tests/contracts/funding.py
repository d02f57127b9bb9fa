"""Conviction funding, deployed with a few words, and what the reference says about it."""

from __future__ import annotations

from dao_sim.bindings import ConvictionFunding
from dao_sim.bindings.generated.structs import FundingTerms
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.metrics.tallies.conviction import Decay, Request, threshold_ceil
from dao_sim.units import ETH, MAX_UINT256, Address, Bps, Seconds
from tests.contracts.kit import DAVE, DAY, MALLORY, TOKEN, decree

CAP, HELD = 50 * TOKEN, 100 * TOKEN
"""What the funding may pay in an epoch, and what the treasury has of ETH."""
HALF_LIFE = 3 * DAY
NONE_SUFFICES = MAX_UINT256
UNBORN, LIVE, PAID, CANCELLED = range(4)


def terms(
    half_life: int = HALF_LIFE, weight: int = 25, most: int = 2_000, least: int = 100 * TOKEN
) -> FundingTerms:
    """1Hive's terms: ρ = 0.25 %, β = 20 %, three days."""
    return FundingTerms(half_life, weight, most, least)


def bare(coop: Cooperative, said: FundingTerms, token: Address | None = None) -> ConvictionFunding:
    """A funding that may not pay yet, supported by the co-op's token unless you name another."""
    members, treasury = coop.membership.address, coop.treasury.address
    return ConvictionFunding.deploy(
        coop.chain, MALLORY, coop.access.address, token or coop.token.address, members, treasury, said
    )


def funding(coop: Cooperative, said: FundingTerms | None = None) -> ConvictionFunding:
    """A funding that may pay 50 of the treasury's 100 ether per epoch."""
    made = bare(coop, said or terms())
    decree(coop, coop.access.grant_role(int(Role.SPENDER), made.address, 0))
    decree(coop, coop.treasury.set_cap(made.address, ETH, CAP))
    coop.chain.fund(coop.treasury.address, HELD)
    return made


def ask(
    made: ConvictionFunding, by: Address, amount: int = TOKEN, payee: Address = DAVE, asset: Address = ETH
) -> int:
    """A request's number."""
    receipt = made.request(asset, amount, payee).send(by)
    return made.decode(receipt, ConvictionFunding.Requested)[0].request_id


def support(coop: Cooperative, made: ConvictionFunding, number: int, by: Address, amount: int) -> None:
    """Approves and backs."""
    coop.token.approve(made.address, amount).send(by)
    made.back(number, amount).send(by)


def decay_of(said: FundingTerms) -> Decay:
    """The reference's α."""
    return Decay.from_half_life(Seconds(said.half_life))


def needed(said: FundingTerms, amount: int, budget: int, supply: int) -> int:
    """What the reference says must be exceeded."""
    request = Request(
        requested=amount,
        budget=budget,
        supply=supply,
        weight=Bps(said.weight_bps),
        most=Bps(said.most_bps),
    )
    found = threshold_ceil(request, decay_of(said))
    return NONE_SUFFICES if found is None else found
