"""What every kind of network has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dao_sim.coop.sections import Section
from dao_sim.errors import BadInput
from dao_sim.sim.population import Population
from dao_sim.sim.portable import Floats
from dao_sim.sim.streams import Streams


class Ties(NamedTuple):
    """Pairs of people, and whether each is a strong tie: (k,) each."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    strong: NDArray[np.bool_]


NOBODY = Ties(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_))


def together(found: Iterable[Ties]) -> Ties:
    """All of them, one after the other."""
    return Ties(*(np.concatenate(column) for column in zip(*found, strict=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Who is tied, and by what chance."""

    population: Population
    accounts: NDArray[np.int64]
    """Of those who are tied, ascending. Kinds of networks know people by their place in it."""
    streams: Streams
    folder: Path

    @property
    def size(self) -> int:
        """How many people are tied."""
        return len(self.accounts)

    def draw(self, name: str, size: int, *, index: int = 0) -> Floats:
        """So many uniforms of the network's stream of that name."""
        return self.streams.uniform(f"network {name}", 0, size, index=index)

    def seed(self) -> int:
        """For generators that draw for themselves."""
        return int(self.draw("seed", 1)[0] * 2.0**53)


class Kind(Section, ABC):
    """A way to tie people."""

    @abstractmethod
    def ties(self, setting: Setting) -> Ties:
        """The ties between people, by their place among those who are tied. Raises BadInput."""


class AmongCohorts(Kind):
    """A kind that can leave some people untied."""

    cohorts: tuple[str, ...] | None = None
    """Whose people are tied; everybody's, where it is left out."""


def fits(key: str, value: int, size: int) -> None:
    """Raises BadInput unless so many ties of each person are fewer than there are people."""
    if value >= size:
        raise BadInput("network", "people can be tied to others only", key=key, value=value, people=size)
