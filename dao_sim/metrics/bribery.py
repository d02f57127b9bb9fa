"""What it costs to buy a vote's outcome, if the briber knows how everybody votes and if it does not.

P. Faliszewski, E. Hemaspaandra and L. A. Hemaspaandra, How Hard Is Bribery in Elections?, Journal of
Artificial Intelligence Research 35 (2009): voters have weights and prices, and the cheapest set whose votes
decide is sought. A motion is adopted if more weight is for it than against it, as in OpenZeppelin's simple
counting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dao_sim.errors import BadInput
from dao_sim.metrics.cover import Cover, cheapest_cover
from dao_sim.units import Support


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """One who can be bribed. Raises BadInput for a negative weight or price."""

    weight: int
    """In the token's smallest unit."""
    price: int
    """What this voter takes for voting as it is told, in the smallest unit of any asset."""
    support: Support | None = None
    """How it would vote on its own; None if it would not."""

    def __post_init__(self) -> None:
        if self.weight < 0 or self.price < 0:
            raise BadInput(
                "bribe", "weight and price must not be negative", weight=self.weight, price=self.price
            )


def informed_bribe(voters: Sequence[Voter], *, adopt: bool) -> Cover:
    """The cheapest bribe that turns this vote, by one who knows every ballot; it costs 0 if none is needed.

    Buying an opponent moves the margin by twice its weight, buying one who abstains or stays away by once.
    Raises BadInput if no bribe can adopt the motion, as nobody has any weight.
    """
    wanted = Support.FOR if adopt else Support.AGAINST
    opposite = Support.AGAINST if adopt else Support.FOR
    lead = sum(_toward(voter, wanted, opposite) for voter in voters)
    gains = [voter.weight - _toward(voter, wanted, opposite) for voter in voters]
    return _buy(voters, gains, need=adopt - lead)


def blind_bribe(voters: Sequence[Voter], *, adopt: bool) -> Cover:
    """The cheapest bribe that decides whatever the others do, by one who knows no ballot.

    `support` is not looked at. Never cheaper than `informed_bribe`: not knowing is a defence, as secret
    ballots are. Raises BadInput if no bribe can adopt the motion, as nobody has any weight.
    """
    everybody = sum(voter.weight for voter in voters)
    return _buy(voters, [2 * voter.weight for voter in voters], need=adopt + everybody)


def _toward(voter: Voter, wanted: Support, opposite: Support) -> int:
    return voter.weight * ((voter.support == wanted) - (voter.support == opposite))


def _buy(voters: Sequence[Voter], gains: Sequence[int], *, need: int) -> Cover:
    if need > sum(gains):
        raise BadInput("bribe", "nobody has any weight: no bribe adopts the motion", voters=len(voters))
    return cheapest_cover(gains, [voter.price for voter in voters], need)
