"""People know their own kind better than others."""

from __future__ import annotations

from functools import partial
from typing import Literal

import numpy as np
from pydantic import Field

from dao_sim.errors import BadInput
from dao_sim.sim.networks.kind import AmongCohorts, Setting, Ties, together
from dao_sim.sim.networks.pairs import chosen


class Blocks(AmongCohorts):
    """P. W. Holland et al., Stochastic Blockmodels: First Steps, Social Networks 5 (1983).

    Any two of one block are tied with one probability, which gives `within` ties each on average, and any two
    of different blocks with another. Ties within are strong, ties across weak.
    """

    kind: Literal["blocks"]
    by: Literal["region", "cohort"] = "region"
    """What makes a block."""
    within: float = Field(default=6, ge=0, le=1_000)
    """Ties of each person within their block, on average."""
    across: float = Field(default=2, ge=0, le=1_000)
    """Ties of each person with people of other blocks, on average over everybody."""

    def ties(self, setting: Setting) -> Ties:
        population = setting.population
        names = population.region_names if self.by == "region" else population.cohort_names
        block = (population.region if self.by == "region" else population.cohort)[setting.accounts]
        sizes = np.bincount(block, minlength=len(names))
        strangers = float(setting.size - (sizes * sizes).sum() / setting.size)  # of a person, on average
        first, second = chosen(
            setting.size, _probability("across", self.across, strangers), partial(setting.draw, "across")
        )
        apart = block[first] != block[second]
        found = [Ties(first[apart], second[apart], np.zeros(apart.sum(), dtype=np.bool_))]
        for place, name in enumerate(names):
            people = np.flatnonzero(block == place)
            probability = _probability("within", self.within, len(people) - 1, **{self.by: name})
            first, second = chosen(len(people), probability, partial(setting.draw, "within " + name))
            found.append(Ties(people[first], people[second], np.ones(len(first), dtype=np.bool_)))
        return together(found)


def _probability(key: str, mean: float, others: float, **where: str) -> float:
    """Of each tie, where a person has so many on average and so many others to be tied to."""
    if others <= 0:
        return 0.0
    if mean > others:
        reason = f"people cannot have more ties than there are others, which are {others:g} here"
        raise BadInput("network", reason, key=key, value=mean, **where)
    return mean / others
