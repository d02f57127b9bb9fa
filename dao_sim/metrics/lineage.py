"""What a derivative owes its ancestors, counted a second time: by the licences, not by tables of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dao_sim.errors import BadInput
from dao_sim.units import BPS

Licences = Mapping[int, Sequence[tuple[int, int]]]
"""Derivative → its parents and the share that each one's licence states, in basis points of a net deposit."""


def ancestors(work: int, licences: Licences) -> dict[int, int]:
    """Ancestor → its share of `work`'s net deposits, by rising numbers: those alone that are owed something.

    An ancestor's is the largest share that its licences state on any path that leads to it. A licence is on
    such a path where its holder is `work` or an ancestor of it. Raises BadInput where a work descends from
    itself.
    """
    shares: dict[int, int] = {}
    seen, waiting = {work}, [work]
    while waiting:
        for parent, share in licences.get(waiting.pop(), ()):
            if parent == work:
                raise BadInput("lineage", "a work descends from itself", work=work)
            shares[parent] = max(share, shares.get(parent, 0))
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return {ancestor: shares[ancestor] for ancestor in sorted(shares) if shares[ancestor]}


def split(gross: int, levy_bps: int, shares: Mapping[int, int]) -> tuple[int, dict[int, int], int]:
    """What a deposit comes to: the levy, each ancestor's part, and what is left for the work's own holders.

    All in the asset's smallest unit; the levy is of the gross, the parts are of the net, both rounded down.
    """
    levy = gross * levy_bps // BPS
    net = gross - levy
    parts = {ancestor: net * share // BPS for ancestor, share in shares.items()}
    return levy, parts, net - sum(parts.values())
