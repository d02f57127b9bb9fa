"""Buying the votes that decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import Pay
from dao_sim.metrics.cover import cheapest_cover
from dao_sim.sim import portable
from dao_sim.sim.ballots import free
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act, Promise
from dao_sim.sim.positions import interest_gain, taste_gain
from dao_sim.sim.view import Draws, Floats, Ids, Open, View
from dao_sim.units import Support

_PARTS = 10**12
"""Votes are counted in so many parts of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Market:
    """Whose votes on a proposal can be had, and what has to be moved."""

    side: Support
    """What is bought."""
    sellers: Ids
    prices: list[int]
    """Wei."""
    weights: list[int]
    moves: list[int]
    """By how much each moves the lead of the side that is bought for."""
    lead: int
    toward: int
    """Votes that count for the quorum, and will be there anyway."""
    quorum: int


class Briber(Behaviour):
    """The richest in money of its accounts buys, of each open vote it gains by, the cheapest that decide it.

    It reckons that who voted the last time comes and votes by taste. Of those who take money it considers the
    heaviest; each asks for `price`, more the less it likes the outcome, and what a vote costs. It pays for
    the cheapest set that turns the lead, then for the cheapest that fills the quorum, if it can afford both;
    else for none. Who is paid is bound (`vote_as_promised`). P. Faliszewski, E. Hemaspaandra and L. A.
    Hemaspaandra, How Hard Is Bribery in Elections?, Journal of Artificial Intelligence Research 35 (2009), as
    in `dao_sim.metrics.bribery`.
    """

    name: ClassVar[str] = "briber"
    phase: ClassVar[str] = "bribe"

    budget: Annotated[float, Field(ge=0, le=1e9)] = 1.0
    """ETH at most for one proposal."""
    price: Annotated[float, Field(ge=0, le=1e6)] = 0.01
    """ETH that a vote costs of whom the outcome leaves cold; up to twice that of who hates it."""
    bribable: Annotated[float, Field(ge=0, le=1)] = 0.5
    """Which part of voters takes money."""
    reach: Annotated[int, Field(ge=1, le=200)] = 40
    """How many of these it talks to: the heaviest."""
    least: Annotated[float, Field(ge=0, le=1)] = 0.5
    """What it must gain by (`interest_gain`) or lose by, to care."""

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Act]:
        if not len(members) or not view.coop.open:
            return []
        briber = members[view.money[members].argmax()]
        left = min(view.cash.at(int(briber)), 2**127)
        acts: list[Act] = []
        for proposal in view.coop.open:
            gain = float(interest_gain(view, proposal.actions)[briber])
            if not gain or abs(gain) < self.least or (proposal.promised >= 0).any():
                continue
            side = Support.FOR if gain > 0.0 else Support.AGAINST
            market = self._market(view, proposal, members, side, draws)
            bought = _cheapest(market)
            cost = sum(market.prices[place] for place in bought)
            if bought and cost <= min(left, int(self.budget * 10**18)):
                left -= cost
                acts += _deal(view, proposal, briber, market, bought)
        return acts

    def _market(self, view: View, proposal: Open, members: Ids, side: Support, draws: Draws) -> _Market:
        people = np.arange(view.people.size)
        gain = taste_gain(view, proposal.actions)
        liking = gain if side == Support.FOR else -gain
        ballots = _expected(view, proposal, gain)
        weight = proposal.weight_share[: view.people.size]
        wanted, opposed = ballots == side, ballots == Support(1 - side)
        own = np.isin(people, members)
        weights = np.rint(weight * _PARTS)
        move = weights * (1.0 - wanted + opposed)
        sells = draws.lasting("takes money")[: view.people.size] < self.bribable
        sellers = free(people[sells & ~own & (move > 0.0)], proposal)
        order = np.lexsort((draws.lasting("order")[sellers], -weights[sellers]))
        sellers = np.sort(sellers[order[: self.reach]])
        price = self.price * (1.0 + np.maximum(-liking[sellers], 0.0)) + view.vote_cost
        counted = (ballots == Support.FOR) | (ballots == Support.ABSTAIN)
        return _Market(
            side=side,
            sellers=sellers,
            prices=[int(each * 10**9) * 10**9 for each in price.tolist()],
            weights=[int(each) for each in weights[sellers].tolist()],
            moves=[int(each) for each in move[sellers].tolist()],
            lead=int(portable.total(weights * wanted) - portable.total(weights * opposed)),
            toward=int(portable.total(weights * counted)),
            quorum=int(proposal.quorum_share * _PARTS) + 1 if side == Support.FOR else 0,
        )


def _expected(view: View, proposal: Open, gain: Floats) -> NDArray[np.int8]:
    """How everybody has voted, or will: −1 for who stays away."""
    size = view.people.size
    leaning = np.where(gain > 0.0, np.int8(Support.FOR), np.int8(Support.AGAINST))
    coming = np.where(view.memory.voted[:size], leaning, np.int8(-1))
    return np.where(proposal.supports[:size] >= 0, proposal.supports[:size], coming)


def _cheapest(market: _Market) -> list[int]:
    """Places of the sellers whose votes decide; none where none are needed, or all are not enough."""
    need = (market.side == Support.FOR) - market.lead
    if need > sum(market.moves):
        return []
    bought = set(cheapest_cover(market.moves, market.prices, need).chosen)
    rest = [place for place in range(len(market.sellers)) if place not in bought]
    short = market.quorum - market.toward - sum(market.weights[place] for place in bought)
    if short > sum(market.weights[place] for place in rest):
        return []
    if short > 0:
        weights = [market.weights[place] for place in rest]
        more = cheapest_cover(weights, [market.prices[place] for place in rest], short)
        bought |= {rest[place] for place in more.chosen}
    return sorted(bought)


def _deal(view: View, proposal: Open, briber: np.int64, market: _Market, bought: list[int]) -> list[Act]:
    sold = market.sellers[bought]
    return [
        Pay(
            senders=np.full(len(sold), briber),
            recipients=sold,
            amounts=Amounts.of(market.prices[place] for place in bought),
        ),
        Promise(
            coop=view.coop.place,
            proposal=proposal.number,
            accounts=sold,
            supports=np.full(len(sold), market.side, dtype=np.int8),
        ),
    ]


BEHAVIOUR = Briber
