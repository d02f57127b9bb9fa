"""Every proposal of a co-op as its members see it, read from events.

What it costs: seven searches of the governor's events for all proposals together, however many they are, and
one view for each whose state the events do not tell: those in the timelock, and those closed with more votes
for than against that nobody queued, of which only the governor knows whether the quorum was reached. Where a
vote is more than a side of a measure, or can be changed, the governor is asked for each proposal's votes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dao_sim.bindings import CoopGovernor
from dao_sim.coop.ballot_paper import BallotPaper
from dao_sim.coop.call_tree import CallTree, call_trees
from dao_sim.coop.count import Count, count_of, quorum_of
from dao_sim.coop.options import Option, options_of, split_text
from dao_sim.coop.papers import made, paper
from dao_sim.coop.proposal import Proposal, Tally, title_and_text
from dao_sim.coop.rules import Counting
from dao_sim.coop.stages import Dates, Stage
from dao_sim.coop.standing import votes_cast
from dao_sim.coop.weights import weight_on
from dao_sim.units import Address, ProposalState, Seconds

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """A proposal, and how it stood when it was read."""

    coop: Cooperative
    made: CoopGovernor.ProposalCreated
    """How it was proposed."""
    counts: tuple[int, ...] = ()
    """How many actions each of its options has; none for a plain measure."""
    dates: Dates
    tally: Tally
    read_at: Seconds
    """Chain time of this picture; what is left of a stage is counted from there."""

    @property
    def id(self) -> int:
        return self.made.proposal_id

    @property
    def proposer(self) -> Address:
        return self.made.proposer

    @property
    def title(self) -> str:
        """Its description's first line, as its proposer wrote it."""
        return title_and_text(self.made.description)[0]

    @property
    def text(self) -> str:
        """The rest of the description, without the list of its options."""
        return split_text(title_and_text(self.made.description)[1], len(self.counts))[0]

    @property
    def paper(self) -> BallotPaper:
        """How a vote on it is written."""
        return paper(self.coop, self.made.description, len(self.counts))

    @property
    def state(self) -> ProposalState:
        return self.dates.state

    @property
    def stage(self) -> Stage:
        return self.dates.stage(self.read_at)

    @property
    def left(self) -> Seconds | None:
        """Seconds until the present stage ends by itself; None where it does not."""
        return self.dates.left(self.read_at)

    @cached_property
    def actions(self) -> tuple[CallTree, ...]:
        """What it would do, decoded."""
        return call_trees(self.coop, self.made.targets, self.made.values, self.made.calldatas)

    @property
    def options(self) -> tuple[Option[CallTree], ...]:
        """What can be chosen beside no change; nothing for a plain measure."""
        titles = split_text(title_and_text(self.made.description)[1], len(self.counts))[1]
        return options_of(titles, self.counts, self.actions) if self.counts else ()

    @cached_property
    def count(self) -> Count:
        """The votes so far, as its rule counts them. Asks the chain."""
        return count_of(self)

    @property
    def quorum(self) -> int:
        """What must take part, as its rule counts it; while the snapshot is to come, of the votes of now.

        Asks the chain.
        """
        return quorum_of(self)

    @property
    def is_weighed(self) -> bool:
        """Whether the snapshot was past, which decides what votes weigh and what the quorum is."""
        return self.dates.snapshot < self.read_at

    @property
    def proposal(self) -> Proposal:
        """The same, to act on."""
        calls = [tree.call for tree in self.actions]
        description = self.made.description
        return Proposal(self.coop.governor, self.id, calls, description, self.proposer, counts=self.counts)


def agenda(coop: Cooperative, stages: Collection[Stage] | None = None) -> list[AgendaItem]:
    """Every proposal in the order in which they were made; only those at one of `stages` if that is given."""
    history = _History(coop)
    items = (history.item(made) for made in history.made)
    return [item for item in items if stages is None or item.stage in stages]


def agenda_item(coop: Cooperative, proposal_id: int) -> AgendaItem:
    """One proposal, without reading the others. Raises BadInput where there is no such proposal."""
    return _asked(coop, *made(coop.governor, proposal_id))


def needing_vote(coop: Cooperative, items: Iterable[AgendaItem], account: Address) -> list[AgendaItem]:
    """Those open for votes on which the account could vote, and has not."""
    open_now = [item for item in items if item.stage == Stage.VOTING]
    if not open_now:
        return []
    since = min(item.made.block_number for item in open_now)
    voted = {cast.proposal_id for cast in votes_cast(coop.governor, account, from_block=since)}
    return [item for item in open_now if item.id not in voted and weight_on(coop, item.id, account)]


def _asked(coop: Cooperative, created: CoopGovernor.ProposalCreated, counts: tuple[int, ...]) -> AgendaItem:
    """What the governor says of a proposal now."""
    governor, number = coop.governor, created.proposal_id
    dates = Dates(
        state=ProposalState(governor.state(number)),
        snapshot=Seconds(created.vote_start),
        deadline=Seconds(governor.proposal_deadline(number)),
        eta=Seconds(governor.proposal_eta(number)),
    )
    tally = Tally(*governor.proposal_votes(number))
    read_at = coop.chain.now()
    return AgendaItem(coop=coop, made=created, counts=counts, dates=dates, tally=tally, read_at=read_at)


class _History:
    """The governor's events, up to one block, by proposal."""

    def __init__(self, coop: Cooperative) -> None:
        self._coop = coop
        self._now = coop.chain.now()
        governor, block = coop.governor, coop.chain.block_number()
        self.made = governor.events(CoopGovernor.ProposalCreated, to_block=block)
        self._cancelled = {
            event.proposal_id for event in governor.events(CoopGovernor.ProposalCanceled, to_block=block)
        }
        self._executed = {
            event.proposal_id for event in governor.events(CoopGovernor.ProposalExecuted, to_block=block)
        }
        self._etas = {
            event.proposal_id: event.eta_seconds
            for event in governor.events(CoopGovernor.ProposalQueued, to_block=block)
        }
        self._deadlines = {
            event.proposal_id: event.extended_deadline
            for event in governor.events(CoopGovernor.ProposalExtended, to_block=block)
        }
        for swung in governor.events(CoopGovernor.OutcomeSwung, to_block=block):
            known = self._deadlines.get(swung.proposal_id, 0)
            self._deadlines[swung.proposal_id] = max(known, swung.extended_deadline)
        self._terms = coop.terms
        # Events tell every vote, also those that were taken back, and what a split is made of in bytes.
        counting = self._terms.voting_rule.counting
        self._told = counting == Counting.SIDE and not self._terms.votes_are_taken_back
        self._counts: dict[int, tuple[int, ...]] = {}
        if counting.has_options:
            listed = governor.events(CoopGovernor.OptionsProposed, to_block=block)
            self._counts = {event.proposal_id: tuple(event.counts) for event in listed}
        self._votes: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
        for cast in votes_cast(governor, to_block=block) if self._told else ():
            self._votes[cast.proposal_id][cast.support] += cast.weight

    def item(self, made: CoopGovernor.ProposalCreated) -> AgendaItem:
        number = made.proposal_id
        tally = Tally(*self._votes[number])
        if not self._told:
            tally = Tally(*self._coop.governor.proposal_votes(number))
        deadline = Seconds(self._deadlines.get(number, made.vote_end))
        dates = Dates(
            state=self._state(number, made.vote_start, deadline, tally),
            snapshot=Seconds(made.vote_start),
            deadline=deadline,
            eta=Seconds(self._etas.get(number, 0)),
        )
        counts = self._counts.get(number, ())
        return AgendaItem(
            coop=self._coop, made=made, counts=counts, dates=dates, tally=tally, read_at=self._now
        )

    def _state(self, number: int, snapshot: int, deadline: int, tally: Tally) -> ProposalState:
        """As `Governor.state` decides it; asked of the governor where the events leave it open."""
        if number in self._executed:
            return ProposalState.EXECUTED
        if number in self._cancelled:
            return ProposalState.CANCELED
        if self._now <= snapshot:
            return ProposalState.PENDING
        if self._now <= deadline and self._terms.early_success:
            return ProposalState(self._coop.governor.state(number))
        if self._now <= deadline:
            return ProposalState.ACTIVE
        if self._told and self._terms.rule != "chambers" and tally.for_ <= tally.against:
            return ProposalState.DEFEATED
        return ProposalState(self._coop.governor.state(number))
