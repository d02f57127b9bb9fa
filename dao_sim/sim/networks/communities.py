"""Small groups in which all know each other, and acquaintances between them."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dao_sim.sim.networks.kind import NOBODY, AmongCohorts, Setting, Ties, together


class Communities(AmongCohorts):
    """Strong ties within groups and weak ones across: M. S. Granovetter, The Strength of Weak Ties (1973).

    Groups are of people who follow each other in the order of accounts, so mostly of one cohort. Made by
    arithmetic on whole columns, without a graph in memory: the kind to take for a million people.
    """

    kind: Literal["communities"]
    group: int = Field(default=6, ge=1, le=1_000, strict=True)
    """People in a group, all tied to each other strongly; the last group may be smaller."""
    weak: float = Field(default=2, ge=0, le=1_000)
    """Ties to people of other groups, on average; a few fewer where chance picks a pair twice."""

    def ties(self, setting: Setting) -> Ties:
        account = np.arange(setting.size)
        own = account // self.group
        found = [NOBODY]
        for step in range(1, min(self.group, setting.size)):
            first = account[:-step][own[step:] == own[:-step]]
            found.append(Ties(first, first + step, np.ones(len(first), dtype=np.bool_)))
        start = own * self.group
        size = np.minimum(start + self.group, setting.size) - start
        if setting.size > self.group:
            found.extend(self._acquaintances(setting, account, start, size))
        return together(found)

    def _acquaintances(
        self, setting: Setting, account: NDArray[np.int64], start: NDArray[np.int64], size: NDArray[np.int64]
    ) -> list[Ties]:
        """Each person names half as many of the others as they have weak ties; those name them in turn."""
        names = np.floor(self.weak / 2.0 + setting.draw("weak ties", setting.size))
        found = []
        for index in range(int(np.ceil(self.weak / 2.0))):
            place = np.floor(setting.draw("acquaintance", setting.size, index=index) * (setting.size - size))
            other = place.astype(np.int64)
            other += np.where(other >= start, size, 0)
            naming = names > index
            weak = np.zeros(naming.sum(), dtype=np.bool_)
            found.append(Ties(account[naming], other[naming], weak))
        return found
