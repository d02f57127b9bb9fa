"""Who voted on a proposal, and who of those with votes has not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dao_sim.bindings import MemberRule, Membership, TokenRule
from dao_sim.coop.standing import Cast, votes_cast
from dao_sim.coop.suffrage import power_changes
from dao_sim.coop.weights import weight_now, weight_of_votes, weight_on
from dao_sim.units import Address

if TYPE_CHECKING:
    from dao_sim.coop.agenda import AgendaItem
    from dao_sim.coop.cooperative import Cooperative


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """A delegate who has not voted. Votes (smallest unit) at the snapshot; of now while that is to come."""

    delegate: Address
    votes: int


def votes_on(coop: Cooperative, item: AgendaItem) -> list[Cast]:
    """The votes that count on a proposal, the heaviest first. Reads every vote since it was made.

    A weight is what counts now: less than when it was cast, where delegators voted themselves since.
    """
    since = item.made.block_number
    cast = [vote for vote in votes_cast(coop.governor, from_block=since) if vote.proposal_id == item.id]
    last = {vote.voter: vote for vote in cast}
    for delegate in _overridden(coop, item) & last.keys():
        last[delegate] = replace(last[delegate], weight=weight_on(coop, item.id, delegate))
    return sorted(last.values(), key=lambda vote: -vote.weight)


def largest_silent(
    coop: Cooperative, item: AgendaItem, voters: Collection[Address], most: int
) -> list[Silent]:
    """The `most` delegates with the most votes who are not among `voters`.

    Reads every change of a delegate's votes. Where the last change was no later than the proposal, its votes
    at the snapshot are told by the event; the others are asked for, the most promising first and no more of
    them than it takes.
    """
    bounds, moved = _bounds(coop, item)
    moved |= _overridden(coop, item)
    for absent in (*voters, *coop.addresses.values()):  # the co-op's own contracts never vote
        bounds.pop(absent, None)
    found: list[Silent] = []
    for delegate, bound in sorted(bounds.items(), key=lambda pair: (-pair[1], pair[0])):
        if len(found) >= most and bound <= found[most - 1].votes:
            break
        votes = _weight(coop, item, delegate) if delegate in moved else bound
        if votes:
            found.append(Silent(delegate=delegate, votes=votes))
            found.sort(key=lambda silent: (-silent.votes, silent.delegate))
    return found[:most]


def _overridden(coop: Cooperative, item: AgendaItem) -> set[Address]:
    """The delegates who have less on a proposal because their delegators voted themselves."""
    rule, proposal = coop.rule, {"proposal_id": item.id}
    if coop.terms.vote_override and isinstance(rule, TokenRule):
        return {event.delegatee for event in rule.events(TokenRule.VoteOverridden, **proposal)}
    if coop.terms.vote_override and isinstance(rule, MemberRule):
        return {event.delegatee for event in rule.events(MemberRule.VoteOverridden, **proposal)}
    return set()


def _bounds(coop: Cooperative, item: AgendaItem) -> tuple[dict[Address, int], set[Address]]:
    """Per delegate, the votes at the snapshot, or for the delegates in the set the most they can be."""
    bounds: dict[Address, int] = {}
    moved: set[Address] = set()
    if not coop.terms.voting_rule.delegable:  # each member has a vote of its own, whoever holds others'
        everybody = {event.account for event in coop.membership.events(Membership.MemberAdmitted)}
        return dict.fromkeys(everybody, 1), everybody
    for change in power_changes(coop.votes):
        delegate = change.delegate
        if item.is_weighed and change.block_number > item.made.block_number:
            moved.add(delegate)
            bounds[delegate] = max(bounds.get(delegate, 0), change.previous_votes, change.new_votes)
        else:
            bounds[delegate] = change.new_votes
    if coop.terms.voting_rule.members_only:  # the events know nothing of that
        return {who: weight_of_votes(coop, votes) for who, votes in bounds.items()}, set(bounds)
    return bounds, moved


def _weight(coop: Cooperative, item: AgendaItem, delegate: Address) -> int:
    return weight_on(coop, item.id, delegate) if item.is_weighed else weight_now(coop, delegate)
