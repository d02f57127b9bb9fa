"""Who belongs to the co-op, and what each member holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import Membership
from dao_sim.coop.splits import Parts, parts_of
from dao_sim.units import Address, MemberClass, Seconds

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An account as the co-op knows it. Tokens are in their smallest unit, votes in the rule's."""

    account: Address
    member_class: MemberClass
    """NONE for somebody who is not a member; `member_id` and `since` are 0 then."""
    member_id: int
    since: Seconds
    """When it was last admitted (chain time)."""
    tokens: int
    excluded: bool
    """Whether its tokens have no votes."""
    votes: int
    """Its own unless it delegated them, and those delegated to it."""
    delegate: Address
    """Who casts its votes, or the address of a split of them; itself where it chose nobody."""
    delegates: Parts
    """Who casts its votes, in which shares."""

    @property
    def belongs(self) -> bool:
        """Whether it is a member now."""
        return self.member_class != MemberClass.NONE


def members(coop: Cooperative) -> list[Member]:
    """The members of now, in the order in which they were admitted."""
    membership = coop.membership
    gone = {event.member_id for event in membership.events(Membership.MemberResigned)}
    gone |= {event.member_id for event in membership.events(Membership.MemberExpelled)}
    admitted = membership.events(Membership.MemberAdmitted)
    return [member(coop, event.account) for event in admitted if event.member_id not in gone]


def member(coop: Cooperative, account: Address) -> Member:
    """What the co-op knows of any account, member or not."""
    delegate = coop.votes.delegates(account)
    return Member(
        account=account,
        member_class=MemberClass(coop.membership.class_of(account)),
        member_id=coop.membership.member_id_of(account),
        since=Seconds(coop.membership.member_since(account)),
        tokens=coop.token.balance_of(account),
        excluded=coop.token.is_excluded(account),
        votes=coop.votes.get_votes(account),
        delegate=delegate,
        delegates=parts_of(coop.votes, delegate),
    )
