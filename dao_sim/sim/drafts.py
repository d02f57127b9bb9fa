"""Works that are made and not yet registered: what was planned, what came of it, and under which title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dao_sim.sim.market import Made
from dao_sim.sim.plans import Create
from dao_sim.sim.view import Ids, Mask

_COLUMNS = ("accounts", "domains", "ai_shares", "efforts", "prices", "co_makers", "parents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """One row per work. What a plan said of tastes is in `made`."""

    plan: Create
    made: Made
    titles: Sequence[str]

    def kept(self, rows: Ids) -> Drafts:
        """Of these rows."""
        made = Made(quality=self.made.quality[rows], taste=self.made.taste[rows])
        titles = [self.titles[row] for row in rows.tolist()]
        return Drafts(plan=kept(self.plan, rows), made=made, titles=titles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Drafts that were submitted, and wait until they may be registered."""

    drafts: Drafts
    numbers: Ids
    """Of the submissions."""
    tried: Mask
    """What could not be registered though it may be: it waits for its deposit only."""

    def kept(self, rows: Ids) -> Waiting:
        """Of these rows."""
        return Waiting(drafts=self.drafts.kept(rows), numbers=self.numbers[rows], tried=self.tried[rows])

    def joined(self, more: Waiting) -> Waiting:
        """These rows, and then the others."""
        mine, other = self.drafts, more.drafts
        columns: dict[str, Any] = {
            name: np.concatenate([getattr(mine.plan, name), getattr(other.plan, name)]) for name in _COLUMNS
        }
        made = Made(
            quality=np.concatenate([mine.made.quality, other.made.quality]),
            taste=np.concatenate([mine.made.taste, other.made.taste]),
        )
        titles = [*mine.titles, *other.titles]
        return Waiting(
            drafts=Drafts(plan=replace(mine.plan, **columns), made=made, titles=titles),
            numbers=np.concatenate([self.numbers, more.numbers]),
            tried=np.concatenate([self.tried, more.tried]),
        )


def kept(plan: Create, rows: Ids) -> Create:
    """Of these rows."""
    tastes = None if plan.tastes is None else plan.tastes[rows]
    return replace(plan, tastes=tastes, **{name: getattr(plan, name)[rows] for name in _COLUMNS})
