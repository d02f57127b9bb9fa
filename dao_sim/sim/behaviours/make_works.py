"""Creators decide whether to make a work now, which, how, and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from dao_sim.ledger.intents import NOBODY
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act, Create
from dao_sim.sim.supply import capped, leaning_to_ai, members_of, nearest, on_sale, usual_domains, worth
from dao_sim.sim.view import Draws, Floats, Ids, View

LOOKS = 4
"""So many works on sale somebody looks at who wants to build on one."""


class MakeWorks(Behaviour):
    """Members make a work with probability rate × engagement × mood × (calling + (1 − calling) × pay).

    Pay is worth / (worth + cost), a choice in proportion to values (R. D. Luce, Individual Choice Behavior,
    1959): worth is what one more work is expected to earn after the levy, cost what it costs the maker. Mood
    is twice its satisfaction, so far as this counts. Calling is for whom work is its own reward: artists make
    what does not pay (D. Throsby, A Work-Preference Model of Artist Behaviour, 1994).

    Helpers are found over ties, which bring what one lacks where they are weak (M. S. Granovetter, The
    Strength of Weak Ties, American Journal of Sociology 78, 1973).
    """

    name: ClassVar[str] = "make_works"
    phase: ClassVar[str] = "create"

    rate: float = Field(default=0.5, ge=0, le=1)
    """Of works per epoch of somebody wholly engaged whom everything speaks for."""
    calling: float = Field(default=0.3, ge=0, le=1)
    """Which part of the wish to make does not ask for pay."""
    moods: float = Field(default=0.5, ge=0, le=1)
    """How far satisfaction counts: at 1, whoever has none makes nothing."""
    hope: float = Field(default=0.1, ge=0, le=1e6)
    """ETH that a work is expected to earn while nobody knows."""
    habit: float = Field(default=0.6, ge=0, le=1)
    """Probability of staying in the domain of one's last work; else it is the market's, by what sold last."""
    effort: float = Field(default=0.5, ge=0, le=1)
    """Of somebody half engaged; who is wholly engaged takes half as much again, at most 1."""
    price: float = Field(default=0.01, ge=0, le=1e6)
    """ETH of a copy by somebody of middling skill; the greatest skill asks half as much again."""
    ai_pull: float = Field(default=0.5, ge=0, le=10)
    """How far people's own use of AI grows with what it saves and where it sells, and shrinks where not."""
    compliance: float = Field(default=1.0, ge=0, le=1)
    """Probability of keeping to the AI cap of a domain, where there is one."""
    together: float = Field(default=0.2, ge=0, le=1)
    """Probability of making it with somebody one is tied to."""
    weak: float = Field(default=0.3, ge=0, le=1)
    """Of these, over a weak tie; else over a strong one."""
    derive: float = Field(default=0.1, ge=0, le=1)
    """Probability of deriving it from a work near to one's taste, where licences or recognition allow."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        makers = members_of(view, members)
        engagement = view.people.engagement[makers]
        effort = np.minimum(self.effort * (0.5 + engagement), 1.0)
        pay = worth(view, makers, self.hope)
        domains = usual_domains(view, makers, draws, self.habit)
        ai = self._ai(view, makers, effort, pay)
        if view.ai_cap:
            ai = capped(view, ai, domains, draws.uniform("compliance")[makers] < self.compliance)
        cost = view.economy.cost * effort * (1.0 - view.economy.ai_saving * ai)
        mood = 1.0 - self.moods + self.moods * 2.0 * view.memory.satisfaction[makers]
        wish = self.calling + (1.0 - self.calling) * _luce(pay, cost)
        makes = draws.uniform("make")[makers] < self.rate * engagement * mood * wish
        chosen = np.flatnonzero(makes & (cost <= view.money[makers]))
        if not len(chosen):
            return []
        makers = makers[chosen]
        return [
            Create(
                coop=view.coop.place,
                accounts=makers,
                domains=domains[chosen],
                ai_shares=ai[chosen],
                efforts=effort[chosen],
                prices=self.price * (0.5 + view.people.skill[makers]),
                co_makers=self._helpers(view, makers, draws),
                parents=self._parents(view, makers, draws),
            )
        ]

    def _ai(self, view: View, makers: Ids, effort: Floats, pay: Floats) -> Floats:
        """AI's share, were there no cap: more AI where cost weighs much, and where AI sells."""
        own, terms = view.people.ai_use[makers], view.economy
        full = terms.cost * effort
        pull = terms.ai_saving * (1.0 - _luce(pay, full)) + leaning_to_ai(view)
        share: Floats = np.clip(own * (1.0 + self.ai_pull * pull), 0.0, 1.0)
        return share

    def _helpers(self, view: View, makers: Ids, draws: Draws) -> Ids:
        """Members whom makers are tied to."""
        nobody = np.full(len(makers), NOBODY, dtype=np.int64)
        if view.network is None or not self.together:
            return nobody
        strong = draws.uniform("weak")[makers] >= self.weak
        found = view.network.tied(makers, strong, draws.uniform("helper")[makers])
        wanted = (draws.uniform("together")[makers] < self.together) & (found != NOBODY)
        return np.where(wanted & view.coop.members[found], found, nobody)

    def _parents(self, view: View, makers: Ids, draws: Draws) -> Ids:
        parents = np.full(len(makers), NOBODY, dtype=np.int64)
        works = on_sale(view)
        if not self.derive or not len(works):
            return parents
        rows = np.flatnonzero(draws.uniform("derive")[makers] < self.derive)
        points = np.array([draws.uniform("parent", look)[makers[rows]] for look in range(LOOKS)])
        parents[rows] = nearest(view, view.people.taste[makers[rows]], works, points)
        return parents


def _luce(value: Floats, other: Floats) -> Floats:
    """How likely the first is chosen of two, each in proportion to its value; half where both are nothing."""
    both = value + other
    return np.where(both > 0.0, value / np.where(both > 0.0, both, 1.0), 0.5)


BEHAVIOUR = MakeWorks
