"""How a proposal stands under its rule: what was voted for, how much, and whether enough took part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.bindings import ApprovalRule, ChambersRule, OptimisticRule, QuadraticRule, RankedRule
from dao_sim.coop.rules import Counting
from dao_sim.coop.suffrage import units
from dao_sim.units import BPS, MemberClass

if TYPE_CHECKING:
    from dao_sim.coop.agenda import AgendaItem

_CLASSES = tuple(kind for kind in MemberClass if kind != MemberClass.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chamber:
    """A class of members: its votes, and what it takes of its members and of for and against (bps)."""

    member_class: MemberClass
    needed: bool
    against: int
    for_: int
    abstain: int
    members: int
    """At the snapshot; now while that is to come."""
    quorum_bps: int
    threshold_bps: int

    @property
    def voters(self) -> int:
        """How many of them voted."""
        return self.against + self.for_ + self.abstain


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The votes so far."""

    weights: tuple[int, ...]
    """By option, in the rule's unit; of a measure against, for and abstain."""
    winner: int
    """The option that wins if voting ends now, quorum aside."""
    quorum: int
    """What must take part: votes in the rule's unit, or members. What vetoes, where that is the question."""
    toward: int
    """What has."""
    of_members: bool
    """Whether the quorum counts members."""
    chambers: tuple[Chamber, ...] = ()
    """Where the rule has them; quorum and toward are 0 then."""

    @property
    def reached(self) -> bool:
        """Whether enough took part; of chambers, in each that is needed and has members."""
        asked = [chamber for chamber in self.chambers if chamber.needed and chamber.members]
        enough = (each.voters * BPS >= each.quorum_bps * each.members for each in asked)
        return self.toward >= self.quorum and all(enough)


def count_of(item: AgendaItem) -> Count:
    """Asks the rule about a proposal."""
    rule, number = item.coop.rule, item.id
    weights = tuple(rule.tally(number))
    if isinstance(rule, ChambersRule):
        toward = quorum = 0
        winner = 1 if item.is_weighed and rule.outcome(number) else 0
        return Count(
            weights=weights,
            winner=winner,
            quorum=quorum,
            toward=toward,
            of_members=True,
            chambers=tuple(_chamber(item, rule, kind) for kind in _CLASSES),
        )
    of_members = isinstance(rule, QuadraticRule | ApprovalRule | RankedRule)
    if isinstance(rule, QuadraticRule | ApprovalRule | RankedRule):
        toward = rule.voters(number)
    elif isinstance(rule, OptimisticRule):
        toward = item.tally.against
    else:
        toward = item.tally.for_ + item.tally.abstain
    quorum = quorum_of(item)
    winner = rule.outcome(number) if item.is_weighed or not isinstance(rule, OptimisticRule) else 1
    return Count(weights=weights, winner=winner, quorum=quorum, toward=toward, of_members=of_members)


def quorum_of(item: AgendaItem) -> int:
    """What must take part; while the snapshot is to come, as if it were now. Asks the chain."""
    coop = item.coop
    if item.dates.snapshot < coop.chain.now():
        return coop.governor.quorum(item.dates.snapshot)
    rule = coop.terms.voting_rule
    bps = coop.rule.quorum_bps()
    of_members = rule.members_only and rule.votes == "token"
    whole = coop.membership.members(MemberClass.NONE) if of_members else units(coop.votes)
    if rule.counting == Counting.VETO:
        return -(-whole * bps // BPS)
    return whole * bps // BPS


def _chamber(item: AgendaItem, rule: ChambersRule, kind: MemberClass) -> Chamber:
    terms, membership = rule.chamber(kind), item.coop.membership
    if item.is_weighed:
        members = membership.get_past_members(kind, item.dates.snapshot)
    else:
        members = membership.members(kind)
    against, for_, abstain = rule.chamber_tally(item.id, kind)
    return Chamber(
        member_class=kind,
        needed=bool(rule.needed_by(item.id) >> (kind - 1) & 1),
        against=against,
        for_=for_,
        abstain=abstain,
        members=members,
        quorum_bps=terms.quorum_bps,
        threshold_bps=terms.threshold_bps,
    )
