"""Rights split from works, as members see them: which scopes a work has, and whose the others are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import Call, SubRights
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


def scopes(coop: Cooperative, number: int) -> list[Scope]:
    """The scopes in which a work's owner may offer licences now."""
    held = rights_of(coop).scopes_of(number)
    return [scope for scope in Scope if held >> scope & 1]


def right(coop: Cooperative, number: int) -> Right:
    """The right that a work is. Raises BadInput where it is none."""
    found = next((each for each in rights(coop) if each.number == number), None)
    if found is None:
        hint = "`dao-sim work trace` shows the rights that were split from a work"
        raise BadInput("right", "this work is no right", hint=hint, work=number)
    return found


def check_splitting(coop: Cooperative, number: int, scope: Scope, owner: Address) -> None:
    """Raises BadInput for a work that is not there, Refused where the scope is not the account's to split."""
    found = work(coop, number)
    if found.owner != owner:
        raise Refused("right", "only the work's owner splits rights off", work=number, owner=found.owner)
    if any(each.number == number for each in rights(coop)):
        raise Refused("right", "a right cannot be split again: sell the right itself", work=number)
    if scope not in scopes(coop, number):
        holder = rights_of(coop).right_to(number, scope)
        hint = f"work {holder} is the right to it" if holder else "the work never had it"
        raise Refused("right", "the scope is not the work's any more", hint=hint, work=number)


def merging(coop: Cooperative, number: int, owner: Address) -> Call:
    """Gives a right's scope back to its work.

    Raises BadInput where it is no right, Refused where the account does not own both.
    """
    found = right(coop, number)
    for each in (number, found.work):
        if (holder := work(coop, each).owner) != owner:
            reason = "only whoever owns both the right and its work merges them"
            raise Refused("right", reason, work=each, owner=holder)
    return rights_of(coop).merge(number)
