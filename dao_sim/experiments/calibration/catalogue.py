"""A catalogue's life in the demand model: works come out each epoch, sell while they are new, and fade.

All that is assumed of it stands here. Quality is the mean of two uniforms (a triangle: most works are
middling, few are very good or very bad); tastes, domains and regions are uniform; all prices are the same, as
those of cinema tickets nearly are, so that income is in proportion to copies.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dao_sim.sim.demand.choice import choose
from dao_sim.sim.demand.market import Audience, Works
from dao_sim.sim.demand.parameters import DemandParameters
from dao_sim.sim.portable import Floats
from dao_sim.sim.streams import Streams

RELEASES: Final = 20
"""Works that come out per epoch."""
LIFE: Final = 52
"""Epochs for which a work is on offer; by then it has faded."""
CONSUMERS: Final = 500
"""In each group."""
REGIONS: Final = 4
DOMAINS: Final = 5
TRAITS: Final = 3
GROUPS: Final = 2 * REGIONS
PRICE: Final = 0.01
"""Of a copy, as a part of what a consumer may spend per epoch."""
ELSEWHERE: Final = 0.5
"""The share of other regions' works that a group hears of; of its own region's it hears of all."""


def copies_sold(parameters: DemandParameters, streams: Streams) -> NDArray[np.int64]:
    """What each of a year's works (LIFE × RELEASES of them) sold in its whole life, in copies.

    Before them another such year came out and after them a third, with which they competed.
    """
    audience, catalogue = _audience(streams), _catalogue(streams, 3 * LIFE * RELEASES)
    sold = np.zeros(len(catalogue.quality), dtype=np.int64)
    for epoch in range(3 * LIFE):
        offered = slice(max(0, epoch + 1 - LIFE) * RELEASES, (epoch + 1) * RELEASES)
        columns = {field.name: getattr(catalogue, field.name)[offered] for field in fields(Works)}
        columns |= {"age": epoch + columns["age"], "sales": sold[offered].astype(np.float64)}
        sold[offered] += choose(Works(**columns), audience, parameters, streams, epoch).sum(axis=0)
    return sold[LIFE * RELEASES : 2 * LIFE * RELEASES]


def _audience(streams: Streams) -> Audience:
    home = np.arange(GROUPS)[:, None] % REGIONS == np.arange(REGIONS)
    return Audience(
        size=np.full(GROUPS, CONSUMERS),
        income=np.ones(GROUPS),
        taste=_even(streams, "audience taste", (GROUPS, TRAITS)),
        domains=_even(streams, "audience domains", (GROUPS, DOMAINS)),
        reach=np.where(home, 1.0, ELSEWHERE),
        price_sensitivity=np.ones(GROUPS),
    )


def _catalogue(streams: Streams, count: int) -> Works:
    """Ages are as of epoch 0: negative, as the works are still to come."""
    first, second = streams.uniform("work quality", 0, 2 * count).reshape(count, 2).T
    return Works(
        domain=(streams.uniform("work domain", 0, count) * DOMAINS).astype(np.int64),
        quality=(first + second) / 2.0,
        ai_share=np.zeros(count),
        price=np.full(count, PRICE),
        taste=_even(streams, "work taste", (count, TRAITS)),
        region=(streams.uniform("work region", 0, count) * REGIONS).astype(np.int64),
        age=-(np.arange(count) // RELEASES).astype(np.float64),
        sales=np.zeros(count),
    )


def _even(streams: Streams, name: str, shape: tuple[int, int]) -> Floats:
    """Uniforms from -1 to 1."""
    return 2.0 * streams.uniform(name, 0, shape[0] * shape[1]).reshape(shape) - 1.0
