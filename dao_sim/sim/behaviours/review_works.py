"""Members enlist for panels, and panellists say of each submitted work whether it must stay out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.content_intents import Enlist, SealVerdicts
from dao_sim.sim import portable
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act
from dao_sim.sim.supply import members_of
from dao_sim.sim.view import Draws, Floats, Ids, View


class ReviewWorks(Behaviour):
    """A panellist upholds the claim against a work in which it finds less than `bar`.

    It finds quality − dislike × AI's share × (1 − its own use of AI), and a normal error: whoever works with
    AI minds it less, and judges see what is there with noise, as in the model of juries since N. de Condorcet
    (Essai, 1785). Members enlist with probability `enlists` × engagement, once and for all, if they have the
    stake; who lost it puts it up again. Nobody knows how the others vote.
    """

    name: ClassVar[str] = "review_works"
    phase: ClassVar[str] = "fund"

    enlists: float = Field(default=0.5, ge=0, le=1)
    """Probability of sitting on panels, of who is wholly engaged."""
    dislike: float = Field(default=0.5, ge=0, le=10)
    """By how much quality somebody who never uses AI marks down what AI alone made."""
    bar: float = Field(default=0.3, ge=-10, le=10)
    """What must be found in a work."""
    error: float = Field(default=0.15, ge=0, le=10)
    """Standard deviation of what is found."""
    speaks: float = Field(default=0.95, ge=0, le=1)
    """Probability of voting, of who is drawn; the silent lose their stake."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        if view.review is None:
            return []
        willing = self._willing(view, members_of(view, members), draws, view.review.stake)
        stakes = Amounts.full(len(willing), view.review.stake)
        enlists = [Enlist(coop=view.coop.place, accounts=willing, amounts=stakes)] if len(willing) else []
        return [*enlists, *self._seal(view, members, draws)]

    def _willing(self, view: View, members: Ids, draws: Draws, stake: int) -> Ids:
        """Who wants to sit, has the money, and cannot be drawn yet."""
        known = view.coop.panellists
        drawable = ~known.retired & ~known.stakes.less(Amounts.full(len(known.accounts), stake))
        enlisted = np.zeros(len(view.cash), dtype=np.bool_)
        enlisted[known.accounts[drawable]] = True
        wish = draws.lasting("enlists")[members] < self.enlists * view.people.engagement[members]
        able = ~view.cash[members].less(Amounts.full(len(members), stake))
        return members[wish & able & ~enlisted[members]]

    def _seal(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        asked = np.zeros(len(view.cash), dtype=np.bool_)
        asked[members] = True
        seats = [review.panel[asked[review.panel] & ~review.sealed] for review in view.coop.reviews]
        sizes = [len(each) for each in seats]
        if not sum(sizes):
            return []
        accounts = np.concatenate(seats)
        quality = np.repeat([review.quality for review in view.coop.reviews], sizes)
        ai_share = np.repeat([review.ai_share for review in view.coop.reviews], sizes)
        upheld = self._found(view, draws, accounts, quality, ai_share) < self.bar
        speaking = draws.by_row("speaks", accounts) < self.speaks
        acts, start = [], 0
        for review, size in zip(view.coop.reviews, sizes, strict=True):
            rows = start + np.flatnonzero(speaking[start : start + size])
            start += size
            if len(rows):
                acts.append(
                    SealVerdicts(
                        coop=view.coop.place, case=review.case, accounts=accounts[rows], upheld=upheld[rows]
                    )
                )
        return acts

    def _found(self, view: View, draws: Draws, accounts: Ids, quality: Floats, ai_share: Floats) -> Floats:
        luck = np.clip(draws.by_row("sees", accounts), 1e-9, 1 - 1e-9)
        minded = self.dislike * ai_share * (1.0 - view.people.ai_use[accounts])
        found: Floats = quality - minded + self.error * portable.normal_quantile(luck)
        return found


BEHAVIOUR = ReviewWorks
