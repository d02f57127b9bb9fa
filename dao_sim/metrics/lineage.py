"""What a work owes its ancestors, counted a second time: by licences and shares, not by tables of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dao_sim.errors import BadInput
from dao_sim.units import BPS

Licences = Mapping[int, Sequence[tuple[int, int]]]
"""Derivative → its parents and the share that each one's licence states, in basis points of a net deposit."""

Bundles = Mapping[int, Mapping[int, int]]
"""Bundle → the works in it and their shares of its net deposits, in basis points."""


def ancestors(work: int, licences: Licences, bundles: Bundles = MappingProxyType({})) -> dict[int, int]:
    """Ancestor → its share of `work`'s net deposits, by rising numbers: those alone that are owed something.

    An ancestor's is the largest share that its licences state on any path that leads to it. A licence is on
    such a path where its holder is `work` or an ancestor of it. A path ends at a bundle, whose ancestors
    count with their parts of it: see `parts_of`. Raises BadInput where a work descends from itself.
    """
    if work in bundles:
        return parts_of(bundles[work], licences, bundles)
    shares: dict[int, int] = {}
    seen, waiting = {work}, [work]
    while waiting:
        holder = waiting.pop()
        owed = parts_of(bundles[holder], licences, bundles) if holder in bundles else {}
        for ancestor, share in owed.items():
            shares[ancestor] = max(share, shares.get(ancestor, 0))
        for parent, share in licences.get(holder, ()):
            if parent == work:
                raise BadInput("lineage", "a work descends from itself", work=work)
            shares[parent] = max(share, shares.get(parent, 0))
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return {ancestor: shares[ancestor] for ancestor in sorted(shares) if shares[ancestor]}


def parts_of(bundle: Mapping[int, int], licences: Licences, bundles: Bundles) -> dict[int, int]:
    """What a bundle passes on, by rising numbers, in basis points: those alone that get something.

    Each work's share is divided as the work divides what it earns, every ancestor's part rounded down; what a
    work gets several times is added up.
    """
    parts: Counter[int] = Counter()
    for work, share in bundle.items():
        theirs = {one: share * of // BPS for one, of in ancestors(work, licences, bundles).items()}
        parts.update({**theirs, work: share - sum(theirs.values())})
    return {work: parts[work] for work in sorted(parts) if parts[work]}


def split(gross: int, levy_bps: int, shares: Mapping[int, int]) -> tuple[int, dict[int, int], int]:
    """What a deposit comes to: the levy, each ancestor's part, and what is left for the work's own holders.

    All in the asset's smallest unit; the levy is of the gross, the parts are of the net, both rounded down.
    """
    levy = gross * levy_bps // BPS
    net = gross - levy
    parts = {ancestor: net * share // BPS for ancestor, share in shares.items()}
    return levy, parts, net - sum(parts.values())
