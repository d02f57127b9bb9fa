"""Members who find too much of AI in what is on sale propose a lower cap for its domain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from dao_sim.coop.quantities import percent
from dao_sim.ledger.actions import SetContentRule
from dao_sim.sim import portable
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.commons import due, proposal
from dao_sim.sim.economy import as_percent
from dao_sim.sim.plans import Act
from dao_sim.sim.supply import members_of, on_sale
from dao_sim.sim.view import Draws, Floats, Ids, View
from dao_sim.units import BPS, Bps

STEP = 500
"""Caps are multiples of 5 %."""


class ProposeAiCap(Behaviour):
    """Every so many epochs, whoever is bothered proposes another cap in the domain that has most of AI.

    AI's share of the co-op's works on sale there bothers a member if it is `bothers` more than its own use of
    AI. The cap goes towards what the member in the middle of them uses itself, which is what it can win them
    with (D. Black, On the Rationale of Group Decision-Making, Journal of Political Economy 56, 1948).
    """

    name: ClassVar[str] = "propose_ai_cap"
    phase: ClassVar[str] = "propose"

    every: int = Field(default=8, ge=1, le=5_200)
    """Epochs from one proposal to the next."""
    first: int = Field(default=2, ge=0, le=5_200)
    """Epoch of the first one."""
    bothers: float = Field(default=0.1, ge=-1, le=1)
    """By how much AI's share must be more than one's own use of it."""
    step: Annotated[int, percent(), as_percent] = 2_000
    """By which a cap is lowered at most; 20 % by default."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        rules = view.coop.content_rules
        if not rules or not due(view, self.every, self.first):
            return []
        shares = _shares(view)
        domain = int(np.argmax(shares))
        rule = rules.get(view.domains[domain])
        members = members_of(view, members)
        use = view.people.ai_use[members]
        bothered = use + self.bothers < shares[domain]
        if rule is None or not bothered.any() or _is_open(view, view.domains[domain]):
            return []
        wanted = np.sort(use[bothered])[int(bothered.sum()) // 2]
        cap = max(int(np.rint(wanted * BPS / STEP)) * STEP, rule.cap - self.step)
        if cap >= rule.cap:
            return []
        action = SetContentRule(
            domain=view.domains[domain], cap=Bps(cap), review_from=rule.review_from, deposit=rule.deposit
        )
        return proposal(view, members[bothered], draws, [action])


def _shares(view: View) -> Floats:
    """AI's share in each domain of the co-op's works on sale, (domains,); 0 where there is none."""
    works = on_sale(view)
    works = works[view.catalogue.coop[works] == view.coop.place]
    count = len(view.domains)
    domains = view.catalogue.domain[works]
    whole = portable.totals(view.catalogue.ai_share[works], domains, count)
    shares: Floats = whole / np.maximum(np.bincount(domains, minlength=count), 1)
    return shares


def _is_open(view: View, domain: str) -> bool:
    """Whether a proposal about it is voted on already."""
    actions = [action for each in view.coop.open for action in each.actions]
    return any(isinstance(action, SetContentRule) and action.domain == domain for action in actions)


BEHAVIOUR = ProposeAiCap
