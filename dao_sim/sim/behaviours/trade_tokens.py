"""Members sell tokens when they are poor or discontent, and buy some when they are rich and content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field, model_validator

from dao_sim.ledger.amounts import MAX_FACTOR, Amounts
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act, Trade
from dao_sim.sim.view import Draws, Ids, View

LOT = 10**15
"""Tokens (smallest unit) are traded by the thousandth."""


class TradeTokens(Behaviour):
    """Sellers and buyers meet by lot, one with one, at a price that is given.

    What the other cannot take or give is left over. Who needs money sells whatever it thinks of the co-op,
    who is discontent sells because of that: that is how tokens come into few hands (R. Fritsch, M. Müller and
    R. Wattenhofer, Analyzing Voting Power in Decentralized Governance, 2022, measure them there).
    """

    name: ClassVar[str] = "trade_tokens"
    phase: ClassVar[str] = "trade"

    rate: float = Field(default=0.1, ge=0, le=1)
    """Probability of trading in an epoch, of those who would."""
    price: float = Field(default=0.001, ge=1e-6, le=1e6)
    """ETH of a token, in whole millionths."""
    poor: float = Field(default=0.05, ge=0, le=1e9)
    """ETH below which one sells."""
    rich: float = Field(default=1.0, ge=0, le=1e9)
    """ETH from which on one buys, if content."""
    discontent: float = Field(default=0.25, ge=0, le=0.5)
    """Satisfaction below which one sells. Whoever has at least half is content."""
    part: float = Field(default=0.25, gt=0, le=1)
    """Of one's tokens that one sells, and of one's money that one spends."""

    @model_validator(mode="after")
    def _apart(self) -> TradeTokens:
        if self.poor > self.rich:
            raise ValueError(f"poor: must be at most what `rich` says, {self.rich:g}")
        return self

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        moved = members[draws.uniform("trade")[members] < self.rate]
        moved = moved[np.argsort(draws.uniform("order")[moved], kind="stable")]
        money, tokens = view.money, view.coop.tokens
        content = view.memory.satisfaction[moved]
        short = (money[moved] < self.poor) | (content < self.discontent)
        sellers = moved[short & (tokens[moved] > 0.0)]
        buyers = moved[(money[moved] >= self.rich) & (content >= 0.5)]
        pairs = min(len(sellers), len(buyers))
        sellers, buyers = sellers[:pairs], buyers[:pairs]
        cost = int(np.rint(self.price * 1e6)) * 10**9
        lots = np.minimum(tokens[sellers], money[buyers] / (cost / 10**15)) * self.part * 1000.0
        counts = np.minimum(lots, MAX_FACTOR).astype(np.int64)
        traded = np.flatnonzero(counts)
        if not len(traded):
            return []
        sizes = counts[traded]
        return [
            Trade(
                coop=view.coop.place,
                sellers=sellers[traded],
                buyers=buyers[traded],
                tokens=Amounts.full(len(sizes), LOT).times(sizes),
                prices=Amounts.full(len(sizes), cost).times(sizes),
            )
        ]


BEHAVIOUR = TradeTokens
