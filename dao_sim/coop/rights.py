"""Rights split from works, as members see them: which scopes a work has, and whose the others are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, SubRights
from dao_sim.bindings.generated.structs import Registration
from dao_sim.coop.licences import Scope
from dao_sim.coop.works import work
from dao_sim.errors import BadInput, Refused
from dao_sim.units import Address, Bps

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """The right to license a work in one scope, which is a work itself."""

    number: int
    """Its own, among works."""
    work: int
    """What it was split from."""
    scope: Scope
    share_bps: Bps
    """The work's share of what the right earns."""
    stands: bool
    """Whether it keeps its scope from the work: it was not merged, and neither is void."""


def rights_of(coop: Cooperative) -> SubRights:
    """The contract. Raises Refused where the charter has no licences."""
    if coop.rights is None:
        hint = "a charter has them with `licences = true` under [works]"
        raise Refused("right", "this co-op's charter has no licences", hint=hint)
    return coop.rights


def rights(coop: Cooperative) -> list[Right]:
    """Every right that was ever split off, oldest first; none where the charter has no licences."""
    if coop.rights is None:
        return []
    return [
        Right(
            number=event.right_id,
            work=event.work_id,
            scope=Scope(event.scope),
            share_bps=Bps(event.share_bps),
            stands=coop.rights.scopes_of(event.right_id) != 0,
        )
        for event in coop.rights.events(SubRights.RightSplit)
    ]
