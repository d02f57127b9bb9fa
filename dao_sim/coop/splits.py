"""Votes delegated to several at once: how a split is written, what it says, and how it shares votes out.

A split is a delegate of its own, whose address is made from what it says; see `ISplitDelegation`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dao_sim.bindings import CoopToken, Membership
from dao_sim.bindings.generated.structs import Part
from dao_sim.errors import BadInput
from dao_sim.units import BPS, Address, format_amount

MAX_PARTS = 8
"""The most delegates of one account."""

Parts = Sequence[Part]


def split(shares: Mapping[Address, int]) -> list[Part]:
    """A split as the token takes it: shares in basis points, in ascending order of addresses.

    Raises BadInput if there are none or too many, one is nothing, or they do not sum to 10,000.
    """
    if not 1 <= len(shares) <= MAX_PARTS:
        reason = f"votes go to 1 to {MAX_PARTS} delegates"
        raise BadInput("delegate", reason, given=len(shares))
    for delegate, bps in shares.items():
        if bps <= 0:
            raise BadInput("delegate", "a share must be more than nothing", delegate=delegate)
    if (total := sum(shares.values())) != BPS:
        reason = f"shares must sum to 100%, and these sum to {format_amount(total, 2)}%"
        raise BadInput("delegate", reason)
    return [Part(delegate, shares[delegate]) for delegate in sorted(shares, key=lambda each: int(each, 16))]


def parts_of(votes: CoopToken | Membership, delegate: Address) -> Parts:
    """Who has the votes that are with `delegate`: itself whole, unless it is a split."""
    found = votes.parts_of(delegate) if isinstance(votes, CoopToken) else ()
    return found or (Part(delegate, BPS),)


def all_splits(votes: CoopToken | Membership, *, to_block: int | None = None) -> dict[Address, Parts]:
    """Every split that was ever made, by its address."""
    if not isinstance(votes, CoopToken):
        return {}
    return {event.split: event.parts for event in votes.events(CoopToken.SplitCreated, to_block=to_block)}


def shared_out(parts: Parts, units: int) -> dict[Address, int]:
    """What each gets of so many units: its share rounded down, and the first what is left."""
    given = {part.delegatee: units * part.bps // BPS for part in parts}
    given[parts[0].delegatee] += units - sum(given.values())
    return given


def words(parts: Parts) -> str:
    """In words: the delegate, or the delegates with their shares."""
    if len(parts) == 1:
        return str(parts[0].delegatee)
    *most, last = (f"{format_amount(part.bps, 2)}% {part.delegatee}" for part in parts)
    return f"{', '.join(most)} and {last}"
