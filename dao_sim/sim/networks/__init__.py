"""Who is tied to whom in a population: kinds of networks as a scenario says them, and the ties as columns."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from dao_sim.sim.networks.blocks import Blocks
from dao_sim.sim.networks.communities import Communities
from dao_sim.sim.networks.edge_list import EdgeList
from dao_sim.sim.networks.kind import NOBODY, AmongCohorts, Kind, Setting, Ties
from dao_sim.sim.networks.network import Network
from dao_sim.sim.networks.scale_free import ScaleFree
from dao_sim.sim.networks.small_world import SmallWorld
from dao_sim.sim.population import Population
from dao_sim.sim.streams import Streams

__all__ = [
    "Blocks",
    "Communities",
    "EdgeList",
    "Network",
    "NetworkTerms",
    "NoTies",
    "ScaleFree",
    "SmallWorld",
    "connect",
]


class NoTies(Kind):
    """Nobody knows anybody."""

    kind: Literal["none"] = "none"

    def ties(self, setting: Setting) -> Ties:  # noqa: ARG002
        return NOBODY


NetworkTerms = Annotated[
    SmallWorld | ScaleFree | Blocks | Communities | EdgeList | NoTies, Field(discriminator="kind")
]
"""What ties people have: a table whose `kind` names the network."""


def connect(terms: Kind, population: Population, streams: Streams, folder: Path = Path()) -> Network:
    """The network of those terms among a population; the same one for the same streams.

    Files are looked for in `folder`. Raises BadInput for what cannot be among so many people, for a cohort
    that is not there, and for a file, naming its line, column and value.
    """
    accounts = np.arange(population.size)
    if isinstance(terms, AmongCohorts) and terms.cohorts is not None:
        accounts = np.concatenate(
            [accounts[population.accounts(name)] for name in sorted(set(terms.cohorts))]
        )
        accounts.sort()
    setting = Setting(population=population, accounts=accounts, streams=streams, folder=folder)
    ties = terms.ties(setting)
    return Network.of_ties(population.size, accounts[ties.first], accounts[ties.second], ties.strong)
