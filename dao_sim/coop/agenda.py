"""Every proposal of a co-op as its members see it, read from events.

What it costs: seven searches of the governor's events for all proposals together, however many they are, and
one view for each whose state the events do not tell: those in the timelock, and those closed with more votes
for than against that nobody queued, of which only the governor knows whether the quorum was reached.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dao_sim.bindings import CoopGovernor
from dao_sim.coop.call_tree import CallTree, call_trees
from dao_sim.coop.proposal import Proposal, Tally, title_and_text
from dao_sim.coop.stages import Dates, Stage
from dao_sim.coop.standing import votes_cast
from dao_sim.coop.suffrage import units
from dao_sim.coop.weights import weight_on
from dao_sim.errors import BadInput
from dao_sim.units import BPS, Address, ProposalState, Seconds

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """A proposal, and how it stood when it was read."""

    coop: Cooperative
    made: CoopGovernor.ProposalCreated
    """How it was proposed."""
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
        """The rest of the description."""
        return title_and_text(self.made.description)[1]

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
    def quorum(self) -> int:
        """For and abstain votes needed (the rule's unit); while the snapshot is to come, of the votes of now.

        Asks the chain.
        """
        coop = self.coop
        if self.dates.snapshot < coop.chain.now():
            return coop.governor.quorum(self.dates.snapshot)
        return units(coop.votes) * coop.rule.quorum_bps() // BPS

    @property
    def is_weighed(self) -> bool:
        """Whether the snapshot was past, which decides what votes weigh and what the quorum is."""
        return self.dates.snapshot < self.read_at

    @property
    def proposal(self) -> Proposal:
        """The same, to act on."""
        calls = [tree.call for tree in self.actions]
        return Proposal(self.coop.governor, self.id, calls, self.made.description, self.proposer)


def agenda(coop: Cooperative, stages: Collection[Stage] | None = None) -> list[AgendaItem]:
    """Every proposal in the order in which they were made; only those at one of `stages` if that is given."""
    history = _History(coop)
    items = (history.item(made) for made in history.made)
    return [item for item in items if stages is None or item.stage in stages]


def agenda_item(coop: Cooperative, proposal_id: int) -> AgendaItem:
    """One proposal, without reading the others. Raises BadInput where there is no such proposal."""
    governor = coop.governor
    for numbered in governor.events(CoopGovernor.ProposalNumbered, proposal_id=proposal_id):
        block = numbered.block_number
        for made in governor.events(CoopGovernor.ProposalCreated, block, block):
            if made.proposal_id == proposal_id:
                return _asked(coop, made)
    latest = governor.latest_proposal_id()
    hint = f"they are numbered from 1 to {latest}" if latest else "nothing has been proposed yet"
    raise BadInput("proposal", "there is no such proposal", hint=hint, proposal=proposal_id)


def needing_vote(coop: Cooperative, items: Iterable[AgendaItem], account: Address) -> list[AgendaItem]:
    """Those open for votes on which the account could vote, and has not."""
    open_now = [item for item in items if item.stage == Stage.VOTING]
    if not open_now:
        return []
    since = min(item.made.block_number for item in open_now)
    voted = {cast.proposal_id for cast in votes_cast(coop.governor, account, from_block=since)}
    return [item for item in open_now if item.id not in voted and weight_on(coop, item.id, account)]


def _asked(coop: Cooperative, made: CoopGovernor.ProposalCreated) -> AgendaItem:
    """What the governor says of a proposal now."""
    governor, number = coop.governor, made.proposal_id
    dates = Dates(
        state=ProposalState(governor.state(number)),
        snapshot=Seconds(made.vote_start),
        deadline=Seconds(governor.proposal_deadline(number)),
        eta=Seconds(governor.proposal_eta(number)),
    )
    tally = Tally(*governor.proposal_votes(number))
    return AgendaItem(coop=coop, made=made, dates=dates, tally=tally, read_at=coop.chain.now())


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
        self._votes: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
        for cast in votes_cast(governor, to_block=block):
            self._votes[cast.proposal_id][cast.support] += cast.weight

    def item(self, made: CoopGovernor.ProposalCreated) -> AgendaItem:
        number = made.proposal_id
        tally = Tally(*self._votes[number])
        if self._terms.vote_change:  # events tell every vote, also those that were taken back
            tally = Tally(*self._coop.governor.proposal_votes(number))
        deadline = Seconds(self._deadlines.get(number, made.vote_end))
        dates = Dates(
            state=self._state(number, made.vote_start, deadline, tally),
            snapshot=Seconds(made.vote_start),
            deadline=deadline,
            eta=Seconds(self._etas.get(number, 0)),
        )
        return AgendaItem(coop=self._coop, made=made, dates=dates, tally=tally, read_at=self._now)

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
        if tally.for_ <= tally.against:
            return ProposalState.DEFEATED
        return ProposalState(self._coop.governor.state(number))
