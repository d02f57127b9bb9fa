"""Works and audiences to try demand on: the same for the same seed."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np

from dao_sim.sim.demand.market import Audience, Works
from dao_sim.sim.streams import Streams


def works(count: int, **changed: Any) -> Works:
    """Of 3 domains, 2 regions and 2 traits."""
    chance = Streams(1)
    columns: dict[str, Any] = {
        "domain": (chance.uniform("domain", 0, count) * 3).astype(np.int64),
        "quality": chance.uniform("quality", 0, count),
        "ai_share": chance.uniform("ai share", 0, count),
        "price": chance.uniform("price", 0, count) * 0.02,
        "taste": 2 * chance.uniform("taste", 0, 2 * count).reshape(count, 2) - 1,
        "region": (chance.uniform("region", 0, count) * 2).astype(np.int64),
        "age": np.floor(chance.uniform("age", 0, count) * 20),
        "sales": np.floor(chance.uniform("sales", 0, count) * 50),
    }
    return Works(**(columns | changed))


def alike(count: int, **changed: Any) -> Works:
    """Works that differ in nothing but what is changed, and whose utility is 0."""
    zeros: dict[str, Any] = {field.name: np.zeros(count) for field in fields(Works)}
    integers = {name: np.zeros(count, dtype=np.int64) for name in ("domain", "region")}
    return Works(**(zeros | integers | {"taste": np.zeros((count, 2))} | changed))


def audience(*sizes: int, **changed: Any) -> Audience:
    """Groups of these sizes, with tastes of their own, that hear of everything and have 1 ETH to spend."""
    chance, groups = Streams(2), len(sizes)
    columns: dict[str, Any] = {
        "size": np.array(sizes, dtype=np.int64),
        "income": np.ones(groups),
        "taste": 2 * chance.uniform("taste", 0, 2 * groups).reshape(groups, 2) - 1,
        "domains": 2 * chance.uniform("domains", 0, 3 * groups).reshape(groups, 3) - 1,
        "reach": np.ones((groups, 2)),
        "price_sensitivity": np.ones(groups),
    }
    return Audience(**(columns | changed))
