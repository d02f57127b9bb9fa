"""What makers know of the market: what works brought in, what sold, and what is there to build on."""

from __future__ import annotations

import numpy as np

from dao_sim.ledger.intents import NOBODY
from dao_sim.sim import portable
from dao_sim.sim.market import distance
from dao_sim.sim.view import Draws, Floats, Ids, Mask, View
from dao_sim.units import BPS

COMMON_WEIGHT = 5.0
"""So many works outweigh what newcomers hope for."""


def members_of(view: View, accounts: Ids) -> Ids:
    """Those of the accounts that are members of the view's co-op."""
    return accounts[view.coop.members[accounts]]


def on_sale(view: View) -> Ids:
    """Places in the catalogue of works that are still on sale, in order."""
    return np.flatnonzero(view.epoch - view.catalogue.born < view.economy.lifetime)


def worth(view: View, makers: Ids, hope: float) -> Floats:
    """ETH that each maker expects of one more work, after the present levy: (k,).

    What a work brought in so far on average: of all makers, where a newcomer's `hope` counts as
    `COMMON_WEIGHT` works, and of its own works, where the average of all counts as one.
    """
    catalogue = view.catalogue
    revenue = catalogue.sold * catalogue.price
    common = (COMMON_WEIGHT * hope + portable.total(revenue)) / (COMMON_WEIGHT + len(revenue))
    size = len(view.memory.works)
    own = portable.totals(revenue, catalogue.maker, size)[makers]
    count = np.bincount(catalogue.maker, minlength=size)[makers]
    kept = 1.0 - view.coop.parameters.levy / BPS
    result: Floats = (common + own) / (1.0 + count) * kept
    return result


def demanded(view: View) -> Floats:
    """Each domain's share of what was paid in the epoch before, rising to 1: (domains,); equal at first."""
    catalogue, count = view.catalogue, len(view.domains)
    paid = portable.totals(catalogue.sold_last * catalogue.price, catalogue.domain, count)
    running = np.add.accumulate(paid)
    if not running[-1]:
        return np.arange(1, count + 1) / count
    shares: Floats = running / running[-1]
    return shares


def usual_domains(view: View, makers: Ids, draws: Draws, habit: float) -> Ids:
    """That of each maker's last work with probability `habit`; else, and at first, one by what sold last."""
    last = np.full(len(view.memory.works), NOBODY, dtype=np.int64)
    last[view.catalogue.maker] = view.catalogue.domain  # of several, the last counts
    moves = (draws.uniform("habit")[makers] >= habit) | (last[makers] == NOBODY)
    sold = np.searchsorted(demanded(view), draws.uniform("domain")[makers], side="right")
    return np.where(moves, sold, last[makers])


def leaning_to_ai(view: View) -> float:
    """AI's share in what was paid in the epoch before, less its share in works on sale; 0 at first."""
    shown, catalogue = on_sale(view), view.catalogue
    paid = (catalogue.sold_last * catalogue.price)[shown]
    whole = portable.total(paid)
    if not whole:
        return 0.0
    share = catalogue.ai_share[shown]
    return portable.total(paid * share) / whole - portable.total(share) / len(shown)


def nearest(view: View, tastes: Floats, works: Ids, points: Floats) -> Ids:
    """Of some of these works, picked at random, the place of the one nearest to each taste (k, d): (k,).

    `points` are uniforms in [0, 1), (looks, k): who looks at more works finds a nearer one.
    """
    looks, people = points.shape
    seen = works[np.minimum((points * len(works)).astype(np.int64), len(works) - 1)]
    apart = distance(np.tile(tastes, (looks, 1)), view.catalogue.taste[seen.reshape(-1)])
    best = apart.reshape(looks, people).argmin(axis=0)
    found: Ids = seen[best, np.arange(people)]
    return found


def capped(view: View, shares: Floats, domains: Ids, keeps: Mask) -> Floats:
    """AI's shares of works, within the cap of each one's domain for whoever keeps to it."""
    caps = np.array([view.ai_cap.get(domain, 1.0) for domain in view.domains])[domains]
    return np.where(keeps, np.minimum(shares, caps), shares)
