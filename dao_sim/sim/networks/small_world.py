"""A ring of neighbours with shortcuts: close-knit, and yet everybody is near everybody."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from dao_sim.sim.networks.kind import AmongCohorts, Setting, Ties, fits
from dao_sim.sim.networks.pairs import of_graph


class SmallWorld(AmongCohorts):
    """D. J. Watts and S. H. Strogatz, Collective Dynamics of 'Small-World' Networks, Nature 393 (1998).

    Accounts are on a ring in their order, so that people of one cohort are neighbours. Ties along the ring
    are strong, shortcuts weak.
    """

    kind: Literal["small-world"]
    degree: int = Field(default=8, ge=2, le=1_000, multiple_of=2, strict=True)
    """Ties of each person before any is rewired; even."""
    rewire: float = Field(default=0.1, ge=0, le=1)
    """The chance of each tie to become a shortcut to anybody."""

    def ties(self, setting: Setting) -> Ties:
        import networkx as nx

        fits("degree", self.degree, setting.size)
        graph = nx.watts_strogatz_graph(setting.size, self.degree, self.rewire, seed=setting.seed())
        first, second = of_graph(graph)
        apart = np.abs(first - second)
        return Ties(first, second, np.minimum(apart, setting.size - apart) <= self.degree // 2)
