"""Whose votes count, tokens and memberships alike: their units, and their events."""

from __future__ import annotations

from typing import Any

from dao_sim.bindings import CoopToken, Membership
from dao_sim.units import Address, MemberClass

Votes = CoopToken | Membership
"""A contract whose units vote, through delegates and with checkpoints."""


def units(votes: Votes) -> int:
    """All that vote now: tokens in their smallest unit, those of excluded accounts aside, or members."""
    return votes.votable_supply() if isinstance(votes, CoopToken) else votes.members(MemberClass.NONE)


def excluded_from(votes: Votes, *, to_block: int | None = None) -> set[Address]:
    """The accounts whose tokens have no votes."""
    if not isinstance(votes, CoopToken):
        return set()
    last = {
        event.account: event.excluded for event in votes.events(CoopToken.ExclusionSet, to_block=to_block)
    }
    return {account for account, excluded in last.items() if excluded}


def delegate_changes(
    votes: Votes, delegator: Address | None = None, *, to_block: int | None = None
) -> list[CoopToken.DelegateChanged | Membership.DelegateChanged]:
    """Whoever chose another delegate, of one delegator or of all, oldest first."""
    wanted: dict[str, Any] = {} if delegator is None else {"delegator": delegator}
    if isinstance(votes, CoopToken):
        return [*votes.events(CoopToken.DelegateChanged, to_block=to_block, **wanted)]
    return [*votes.events(Membership.DelegateChanged, to_block=to_block, **wanted)]


def power_changes(
    votes: Votes,
) -> list[CoopToken.DelegateVotesChanged | Membership.DelegateVotesChanged]:
    """Every change of what a delegate's votes are, oldest first."""
    if isinstance(votes, CoopToken):
        return [*votes.events(CoopToken.DelegateVotesChanged)]
    return [*votes.events(Membership.DelegateVotesChanged)]


def moves(votes: Votes, *, to_block: int) -> list[tuple[Address, Address, int]]:
    """(from, to, units) of everything that changed hands, oldest first; a membership is one unit."""
    if isinstance(votes, CoopToken):
        moved = votes.events(CoopToken.Transfer, to_block=to_block)
        return [(event.from_, event.to, event.value) for event in moved]
    return [(event.from_, event.to, 1) for event in votes.events(Membership.Transfer, to_block=to_block)]
