"""Few whom very many know: whoever has ties gets more."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.sim.networks.kind import AmongCohorts, Setting, Ties, fits
from dao_sim.sim.networks.network import Network
from dao_sim.sim.networks.pairs import of_graph


class ScaleFree(AmongCohorts):
    """A.-L. Barabási and R. Albert, Emergence of Scaling in Random Networks, Science 286 (1999).

    People arrive in random order, whatever their cohort. Ties whose ends have a neighbour in common are
    strong, for strong ties close triads and local bridges are weak: M. S. Granovetter, The Strength of Weak
    Ties, American Journal of Sociology 78 (1973).
    """

    kind: Literal["scale-free"]
    ties_each: int = Field(default=4, ge=1, le=1_000, strict=True)
    """Ties that each person makes on arrival: half of the mean number of ties."""

    def ties(self, setting: Setting) -> Ties:
        import networkx as nx

        fits("ties_each", self.ties_each, setting.size)
        graph = nx.barabasi_albert_graph(setting.size, self.ties_each, seed=setting.seed())
        arrival = np.argsort(setting.draw("arrival", setting.size), kind="stable")
        first, second = (arrival[ends] for ends in of_graph(graph))
        return Ties(first, second, _embedded(setting.size, first, second))


def _embedded(size: int, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the ends of each tie have a neighbour in common: those of the end with fewer are asked."""
    network = Network.of_ties(size, first, second, np.zeros(len(first), dtype=np.bool_))
    keys = np.repeat(np.arange(size), network.degrees) * size + network.neighbours
    swap = network.degrees[first] > network.degrees[second]
    fewer, more = np.where(swap, second, first), np.where(swap, first, second)
    asked = network.degrees[fewer]
    ties = np.repeat(np.arange(len(first)), asked)
    within = np.arange(len(ties)) - np.repeat(np.add.accumulate(asked) - asked, asked)
    wanted = more[ties] * size + network.neighbours[network.offsets[fewer][ties] + within]
    found = keys[np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)] == wanted
    return np.bincount(ties[found], minlength=len(first)) > 0
