"""`CoopGovernor` and `CoopTimelock`: proposals from the threshold to their execution."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.coop.charter import Charter
from dao_sim.errors import BadInput
from dao_sim.ledger.actions import Action, SetQuorum, SetThreshold
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.rows import all_refused
from dao_sim.ledger.array.rules import Electorate, Poll, Rule
from dao_sim.ledger.array.world import Doer, Handler, Undo, World
from dao_sim.ledger.facts import Proposal, ProposalState
from dao_sim.ledger.intents import Cancel, Execute, Propose, Queue, Vote
from dao_sim.ledger.outcome import Outcome, Refusal
from dao_sim.units import Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

NONEXISTENT, UNEXPECTED = "GovernorNonexistentProposal", "GovernorUnexpectedProposalState"


@dataclass(slots=True, kw_only=True)
class Measure:
    """A proposal and what became of it so far. Times in seconds since 1970."""

    number: int
    proposer: int
    actions: Sequence[Action]
    snapshot: int
    ends: int
    poll: Poll
    extended: int = 0
    """When voting ends at least, once the quorum has been reached."""
    electorate: Electorate | None = None
    """From the snapshot to the deadline."""
    quorum: int = 0
    adopted: bool = False
    eta: int = 0
    executed: bool = False
    canceled: bool = False

    @property
    def deadline(self) -> int:
        """The last second in which votes count."""
        return max(self.ends, self.extended)

    def state(self, now: int) -> ProposalState:
        """As `IGovernor.state` says it at that time."""
        if self.executed:
            return ProposalState.EXECUTED
        if self.canceled:
            return ProposalState.CANCELED
        if self.snapshot >= now:
            return ProposalState.PENDING
        if self.deadline >= now:
            return ProposalState.ACTIVE
        if not self.adopted:
            return ProposalState.DEFEATED
        return ProposalState.QUEUED if self.eta else ProposalState.SUCCEEDED


class Governor:
    """Proposals by number, from 1. `carry_out` does what an adopted one says, or raises Refusal."""

    def __init__(
        self, world: World, charter: Charter, rule: Rule, carry_out: Callable[[Sequence[Action]], None]
    ) -> None:
        self._world = world
        self._terms = charter.governance
        self._rule = rule
        self._carry_out = carry_out
        self._earlier = 0
        self._measures: list[Measure] = []
        self._open: list[Measure] = []
        self.threshold = charter.governance.threshold

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {
            Vote: self._vote,
            Queue: lambda intent: self._each(self._queue, intent.proposals),
            Execute: lambda intent: self._each(self._execute, intent.proposals),
            Cancel: lambda intent: self._each(self._cancel, intent.proposals, intent.accounts),
        }

    def actions(self) -> Mapping[type, Doer]:
        """Action → what carries it out, and raises Refusal where the contract would."""
        return {
            SetQuorum: lambda action: self._rule.set_quorum(action.bps),
            SetThreshold: lambda action: self._set_threshold(action.votes),
        }

    def advance(self, to: int) -> None:
        """The present second is over: it may be a snapshot. Votes that end before `to` are decided."""
        electorate: Electorate | None = None
        for measure in self._open:
            if measure.electorate is None and measure.snapshot < to:
                electorate = electorate or self._rule.electorate()
                measure.electorate, measure.quorum = electorate, electorate.quorum
            if measure.electorate is not None and measure.deadline < to:
                reached = measure.poll.quorum_reached(measure.electorate)
                measure.adopted = reached and measure.poll.passes(measure.electorate)
                measure.electorate = None
        self._open = [measure for measure in self._open if measure.deadline >= to]

    def begin(self, earlier: int) -> None:
        """So many proposals were made before, of which nothing more comes."""
        self._earlier = earlier

    def proposal_count(self) -> int:
        return self._earlier + len(self._measures)

    def proposal(self, number: int) -> Proposal:
        """As it stands. Raises BadInput for one that there is not."""
        measure = self._known(number)
        against, for_, abstain = measure.poll.tally()
        return Proposal(
            number=number,
            proposer=measure.proposer,
            actions=measure.actions,
            snapshot=Seconds(measure.snapshot),
            deadline=Seconds(measure.deadline),
            state=measure.state(self._world.now),
            against_votes=against,
            for_votes=for_,
            abstain_votes=abstain,
            quorum=measure.quorum,
        )

    def weights(self, number: int) -> Amounts:
        """What everybody's vote weighs. Raises BadInput where no vote can be cast."""
        measure = self._known(number)
        if measure.electorate is None:
            raise BadInput("ledger", "weights are known while votes can be cast", proposal=number)
        return measure.electorate.weights.amounts()

    def supports(self, number: int) -> NDArray[np.int8]:
        """How everybody voted; −1 for who did not."""
        cast: NDArray[np.int8] = self._known(number).poll.ballots.supports.copy()
        return cast

    def _known(self, number: int) -> Measure:
        measure = self._find(number)
        if measure is None:
            reason = f"there are {len(self._measures)} proposals, numbered from 1"
            raise BadInput("ledger", reason, proposal=number)
        return measure

    def _find(self, number: int) -> Measure | None:
        place = number - self._earlier - 1
        return self._measures[place] if 0 <= place < len(self._measures) else None

    def propose(self, intent: Propose) -> Outcome:
        rows = len(intent.accounts)
        refused: dict[int, str] = {}
        numbers = np.zeros(rows, dtype=np.int64)
        for row, (account, actions) in enumerate(zip(intent.accounts.tolist(), intent.actions, strict=True)):
            if self.threshold and self._rule.power_before(account) < self.threshold:
                refused[row] = "GovernorInsufficientProposerVotes"
            elif not actions:
                refused[row] = "GovernorInvalidProposalLength"
            else:
                numbers[row] = self._new(account, actions)
        return Outcome(rows=rows, refused=refused, numbers=numbers)

    def _new(self, proposer: int, actions: Sequence[Action]) -> int:
        snapshot = self._world.now + self._terms.voting_delay
        measure = Measure(
            number=self.proposal_count() + 1,
            proposer=proposer,
            actions=tuple(actions),
            snapshot=snapshot,
            ends=snapshot + self._terms.voting_period,
            poll=self._rule.poll(self._world.accounts, actions),
        )
        self._measures.append(measure)
        self._open.append(measure)
        return measure.number

    def _vote(self, intent: Vote) -> Outcome:
        """The quorum only grows while votes come in, so that it is enough to look for it after the last."""
        rows = len(intent.accounts)
        measure = self._find(intent.proposal)
        if measure is None:
            return all_refused(rows, NONEXISTENT)
        if measure.state(self._world.now) != ProposalState.ACTIVE or measure.electorate is None:
            return all_refused(rows, UNEXPECTED)
        refused = measure.poll.cast(measure.electorate, intent.accounts, intent.supports)
        if len(refused) < rows and not measure.extended and measure.poll.quorum_reached(measure.electorate):
            measure.extended = self._world.now + self._terms.late_quorum_extension
        return Outcome(rows=rows, refused=refused)

    def _each(
        self,
        step: Callable[..., str | None],
        proposals: NDArray[np.int64],
        *columns: NDArray[np.int64],
    ) -> Outcome:
        """Takes a step, which gives the reason where it is refused, with one proposal after the other."""
        refused: dict[int, str] = {}
        for row, (number, *others) in enumerate(zip(proposals.tolist(), *columns, strict=True)):
            measure = self._find(number)
            reason = step(measure, *others) if measure else NONEXISTENT
            if reason:
                refused[row] = reason
        return Outcome(rows=len(proposals), refused=refused)

    def _queue(self, measure: Measure) -> str | None:
        if measure.state(self._world.now) != ProposalState.SUCCEEDED:
            return UNEXPECTED
        measure.eta = self._world.now + self._terms.timelock_delay
        return None

    def _execute(self, measure: Measure) -> str | None:
        if measure.state(self._world.now) != ProposalState.QUEUED:
            return UNEXPECTED
        if measure.eta > self._world.now:
            return "TimelockUnexpectedOperationState"
        try:
            self._carry_out(measure.actions)
        except Refusal as refusal:
            return refusal.reason
        measure.executed = True
        return None

    def _cancel(self, measure: Measure, account: int) -> str | None:
        if measure.state(self._world.now) != ProposalState.PENDING or account != measure.proposer:
            return "GovernorUnableToCancel"
        measure.canceled = True
        return None

    def _set_threshold(self, votes: int) -> Undo:
        before, self.threshold = self.threshold, votes

        def undo() -> None:
            self.threshold = before

        return undo
