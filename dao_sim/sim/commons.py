"""Common money: who proposes what is done with it, how much, and which makers it could go to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dao_sim.ledger.actions import Action
from dao_sim.ledger.intents import Propose
from dao_sim.sim import portable
from dao_sim.sim.motions import able
from dao_sim.sim.view import Draws, Ids, View
from dao_sim.units import BPS, MemberClass


def due(view: View, every: int, first: int) -> bool:
    """Whether it is one of the epochs first, first + every and so on."""
    return view.epoch >= first and (view.epoch - first) % every == 0


def nearly_over(view: View, ends: int) -> bool:
    """Whether something ends (seconds) about an epoch from now, so that the next time may be too late.

    That is so in one epoch only, whatever the seconds by which making works moves time.
    """
    return view.seconds < 2 * (ends - view.now) <= 3 * view.seconds


def proposal(view: View, members: Ids, draws: Draws, actions: Sequence[Action]) -> list[Propose]:
    """These actions, proposed by one of the members who have votes enough, drawn by lot, if any has."""
    those = able(view, members)
    if not len(those) or not actions:
        return []
    proposer = those[int(np.argmin(draws.uniform("proposer")[those]))]
    return [Propose(coop=view.coop.place, accounts=np.array([proposer]), actions=[tuple(actions)])]


def part_of_treasury(view: View, part: float, among: int) -> int:
    """Wei for each of so many: a part of what the treasury has, in basis points, rounded down."""
    return view.coop.treasury_amount * int(np.rint(part * BPS)) // (BPS * among)


def creators(view: View) -> Ids:
    """Members of the view's co-op who are creators, rising."""
    return np.flatnonzero(view.coop.classes[: view.people.size] == MemberClass.CREATOR)


def needy(view: View, draws: Draws, count: int) -> Ids:
    """Creators with the least income in the epoch before, then the least ever; equals by chance."""
    here, memory = creators(view), view.memory
    chance = draws.uniform("needy")[here]
    return here[np.lexsort((chance, memory.earned[here], memory.income[here]))[:count]]


def promising(view: View, draws: Draws, count: int) -> Ids:
    """Creators whose works on average are best, as those who saw them find; who made none comes last."""
    here, size = creators(view), len(view.memory.works)
    made = np.bincount(view.catalogue.maker, minlength=size)
    best = portable.totals(view.catalogue.quality, view.catalogue.maker, size)
    quality = best[here] / np.maximum(made[here], 1)
    return here[np.lexsort((draws.uniform("promising")[here], -quality))[:count]]


def latest_works(view: View, count: int) -> Ids:
    """Places in the catalogue of the co-op's latest works on sale, one a maker, the latest first."""
    works = np.flatnonzero(view.catalogue.coop == view.coop.place)[::-1]
    works = works[view.epoch - view.catalogue.born[works] < view.economy.lifetime]
    _, first = np.unique(view.catalogue.maker[works], return_index=True)
    return works[np.sort(first)[:count]]
