"""Who holds whose votes, and what each delegate has done with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import CoopGovernor
from dao_sim.bindings.generated.structs import Part
from dao_sim.coop.papers import papers_of
from dao_sim.coop.plan import NOBODY
from dao_sim.coop.splits import all_splits, shared_out
from dao_sim.coop.standing import said, votes_cast
from dao_sim.coop.suffrage import delegate_changes, excluded_from, moves
from dao_sim.units import BPS, Address, Support

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """Somebody who votes, for itself or for others. Amounts are in the rule's unit."""

    address: Address
    votes: int
    holders: Mapping[Address, int]
    """Whose votes these are, the delegate's own included."""

    @property
    def delegators(self) -> dict[Address, int]:
        """The others among the holders."""
        return {holder: held for holder, held in self.holders.items() if holder != self.address}


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteGiven:
    """A vote in a delegate's record."""

    proposal: int
    said: str
    """In words, as it could be written."""
    side: Support | None
    """Of a measure; None for a vote that is more than that."""
    weight: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What an account has done in governance, oldest first."""

    proposed: tuple[int, ...] = ()
    votes: tuple[VoteGiven, ...] = ()

    def count(self, support: Support) -> int:
        """How many of its votes were so."""
        return sum(vote.side == support for vote in self.votes)


def delegates_of(coop: Cooperative) -> list[Delegate]:
    """Everybody who holds votes now, the most votes first. Reads the whole history of whose votes count.

    Tokens of excluded accounts, and what was delegated to those, are nobody's votes.
    """
    votes, block = coop.votes, coop.chain.block_number()
    balances: dict[Address, int] = defaultdict(int)
    for giver, receiver, units in moves(votes, to_block=block):
        balances[giver] -= units
        balances[receiver] += units
    changes = delegate_changes(votes, to_block=block)
    chosen = {changed.delegator: changed.to_delegate for changed in changes}
    splits, excluded = all_splits(votes, to_block=block), excluded_from(votes, to_block=block)
    behind: dict[Address, dict[Address, int]] = defaultdict(dict)
    for holder, held in balances.items():
        if not held or holder in {NOBODY, *excluded}:
            continue
        delegate = chosen.get(holder, holder)
        for whom, units in shared_out(splits.get(delegate, (Part(delegate, BPS),)), held).items():
            if units and whom not in excluded:
                behind[whom][holder] = units
    found = [
        Delegate(address=address, votes=sum(holders.values()), holders=holders)
        for address, holders in behind.items()
    ]
    return sorted(found, key=lambda delegate: (-delegate.votes, delegate.address))


def records_of(coop: Cooperative) -> dict[Address, Record]:
    """What everybody has done who ever proposed or voted. Reads the governor's whole history."""
    proposed: dict[Address, list[int]] = defaultdict(list)
    votes: dict[Address, list[VoteGiven]] = defaultdict(list)
    for proposal in coop.governor.events(CoopGovernor.ProposalNumbered):
        proposed[proposal.proposer].append(proposal.proposal_id)
    papers = papers_of(coop)
    last = {(cast.voter, cast.proposal_id): cast for cast in votes_cast(coop.governor)}
    counted = last.values() if coop.terms.vote_change else votes_cast(coop.governor)
    for cast in counted:
        paper = papers(cast.proposal_id)
        support = paper.of(cast.support).support
        vote = VoteGiven(
            proposal=cast.proposal_id,
            said=said(paper, cast),
            side=support if isinstance(support, Support) else None,
            weight=cast.weight,
            reason=cast.reason,
        )
        votes[cast.voter].append(vote)
    return {
        account: Record(proposed=tuple(proposed[account]), votes=tuple(votes[account]))
        for account in {*proposed, *votes}
    }
