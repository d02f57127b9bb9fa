"""How much an account's vote weighs, and why it weighs nothing where it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import CoopToken
from dao_sim.coop.splits import parts_of, words
from dao_sim.coop.suffrage import Votes, delegate_changes
from dao_sim.coop.weights import weight_now, weight_on
from dao_sim.errors import BadInput
from dao_sim.units import Address, MemberClass

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """Votes in the rule's unit, its own and those delegated to it."""

    now: int
    at_snapshot: int | None
    """What counts on the proposal that was asked about; None before its snapshot is past, or without one."""
    why: str | None
    """In a sentence, why the votes that count are none; None where there are some."""

    @property
    def counts(self) -> int:
        """The votes at the snapshot once it is past; until then those of now, which may change."""
        return self.now if self.at_snapshot is None else self.at_snapshot


def power_of(coop: Cooperative, account: Address, proposal_id: int | None = None) -> Power:
    """The votes of `account` now, and at the snapshot of the proposal of that number.

    Raises BadInput where there is no such proposal.
    """
    now = weight_now(coop, account)
    if proposal_id is None or (snapshot := past_snapshot(coop, proposal_id)) is None:
        return Power(now=now, at_snapshot=None, why=None if now else _why_not(coop, account, None))
    counts = weight_on(coop, proposal_id, account)
    if counts:
        why = None
    elif coop.terms.rented_vote_defence and coop.votes.get_past_votes(account, snapshot):
        why = "the account's votes arrived after the proposal was made, and only those count that were there"
    else:
        why = _why_not(coop, account, snapshot)
    return Power(now=now, at_snapshot=counts, why=why)


def past_snapshot(coop: Cooperative, proposal_id: int) -> int | None:
    """When a proposal's votes were weighed (a timestamp); None while that is to come.

    Raises BadInput where there is no such proposal.
    """
    snapshot = coop.governor.proposal_snapshot(proposal_id)
    if snapshot == 0:
        latest = coop.governor.latest_proposal_id()
        hint = f"they are numbered from 1 to {latest}" if latest else "nothing has been proposed yet"
        raise BadInput("proposal", "there is no such proposal", hint=hint, proposal=proposal_id)
    return snapshot if snapshot < coop.chain.now() else None


def _why_not(coop: Cooperative, account: Address, snapshot: int | None) -> str:
    """Why an account's vote weighs nothing: it is no member where only members vote, or has no votes."""
    if coop.terms.voting_rule.members_only and not _belonged(coop, account, snapshot):
        if snapshot is not None and _belonged(coop, account, None):
            return "the account's membership began after the snapshot, and only members vote here"
        return "the account is not a member, and only members vote here"
    return _why(coop.votes, account, coop.votes.get_votes(account), snapshot)


def _belonged(coop: Cooperative, account: Address, snapshot: int | None) -> bool:
    """Whether it was a member at the snapshot; now, if there is none."""
    members = coop.membership
    kind = members.class_of(account) if snapshot is None else members.get_past_class(account, snapshot)
    return kind != MemberClass.NONE


def _why(votes: Votes, account: Address, votes_now: int, snapshot: int | None) -> str:
    if isinstance(votes, CoopToken) and votes.is_excluded(account):
        return "governance excluded the account, so that its tokens have no votes"
    what = "tokens" if isinstance(votes, CoopToken) else "a membership"
    held_now = votes.balance_of(account)
    held = held_now if snapshot is None else votes.get_past_balance_of(account, snapshot)
    if held:
        return _delegated(votes, account, snapshot)
    if held_now:
        arrived = "tokens arrived" if isinstance(votes, CoopToken) else "membership began"
        return f"the account's {arrived} after the snapshot"
    if votes_now:
        return "votes were delegated to the account only after the snapshot"
    if not votes.events(votes.Transfer, to=account):
        return f"the account never held {what}, and nobody delegated votes to it"
    when = "now" if snapshot is None else "at the snapshot"
    holds = "holds no tokens" if isinstance(votes, CoopToken) else "has no membership"
    return f"the account {holds} {when}, and nobody delegates votes to it"


def _delegated(votes: Votes, account: Address, snapshot: int | None) -> str:
    if snapshot is None:
        whose = words(parts_of(votes, votes.delegates(account)))
        return f"the account's votes are delegated to {whose}{_since(votes, account)}"
    delegate = votes.get_past_delegate(account, snapshot)
    whose = words(parts_of(votes, delegate))
    if delegate == votes.delegates(account):
        return f"the account's votes are delegated to {whose}{_since(votes, account)}"
    return f"the account's votes were delegated to {whose} at the snapshot"


def _since(votes: Votes, account: Address) -> str:
    """Since which block the present delegate is the delegate."""
    moves = delegate_changes(votes, account)
    kept = [move for move in moves if move.from_delegate != move.to_delegate]
    return f" since block {kept[-1].block_number}" if kept else ""
