"""A proposal's life, told from its times, its ballots and the rules in force at each of them."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from typing import NamedTuple

from dao_sim.units import ProposalState, Support
from tests.property.machines.refusal import Refusal, refuse_if
from tests.property.machines.votes_model import VotesModel

MAX_MANDATE = 730 * 86_400
UNEXPECTED = "GovernorUnexpectedProposalState"


class Action(NamedTuple):
    """What a proposal changes: a rule's name and its new value; for "guardian", who and until when."""

    rule: str
    value: int
    who: str = ""


class Guardian(NamedTuple):
    """Who may cancel, and the last second in which it may."""

    who: str
    until: int


@dataclass(slots=True)
class Rules:
    """What governance can change. Times in seconds; the quorum in basis points, with its history."""

    delay: int
    period: int
    threshold: int
    extension: int
    timelock: int
    levy: int
    quorum: list[tuple[int, int]]
    guardian: Guardian

    def apply(self, action: Action, now: int) -> None:
        """Changes one rule, or raises Refusal."""
        name, value, who = action
        if name == "guardian":
            refuse_if(who != "nobody" and value > now + MAX_MANDATE, "CoopGovernor_MandateTooLong")
            self.guardian = Guardian(who, value)
        elif name == "quorum":
            refuse_if(value > 10_000, "VotingRule_InvalidQuorum")
            self.quorum.append((now, value))
        else:
            refuse_if(name == "levy" and value > 3_000, "RoyaltyVault_LevyTooHigh")
            refuse_if(name == "period" and value == 0, "GovernorInvalidVotingPeriod")
            too_long = name == "extension" and value > self.period
            refuse_if(too_long, "GovernorPreventLateQuorumVoteExtensionTooLarge")
            setattr(self, name, value)

    def quorum_at(self, moment: int) -> int:
        """The quorum in force at the end of a second."""
        return [bps for since, bps in self.quorum if since <= moment][-1]


@dataclass(slots=True, kw_only=True)
class Proposal:
    """What is known of a proposal. `extended` is when the quorum was reached plus the extension; 0 before."""

    number: int
    actions: tuple[Action, ...]
    text: str
    proposer: str
    snapshot: int
    end: int
    ballots: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Voter → support and weight."""
    extended: int = 0
    eta: int = 0
    canceled: bool = False
    executed: bool = False

    @property
    def deadline(self) -> int:
        """The last second in which a ballot counts."""
        return max(self.end, self.extended)

    @property
    def guarded(self) -> bool:
        """Whether the guardian cannot cancel it, because it does nothing but replace the guardian."""
        return all(action.rule == "guardian" for action in self.actions)

    def tally(self) -> tuple[int, int, int]:
        """Against, for, abstain."""
        counted: Counter[int] = Counter()
        for support, weight in self.ballots.values():
            counted[support] += weight
        return counted[Support.AGAINST], counted[Support.FOR], counted[Support.ABSTAIN]


@dataclass(slots=True)
class ProposalsModel:
    """Every proposal ever made, the rules, and who weighs what."""

    votes: VotesModel
    rules: Rules
    proposals: list[Proposal] = field(default_factory=list)

    def propose(self, by: str, actions: tuple[Action, ...], text: str, suffix: str, ether: int) -> Proposal:
        """`suffix` is who alone may submit the text, or ""; `ether` what the first action carries."""
        now = self.votes.now
        refuse_if(suffix not in ("", by), "GovernorRestrictedProposer")
        power = self.votes.at(now - 1).votes()[by]
        refuse_if(power < self.rules.threshold, "GovernorInsufficientProposerVotes")
        refuse_if(ether != 0, "CoopGovernor_ActionCarriesValue")
        content = (actions, text + suffix)
        refuse_if(any((old.actions, old.text) == content for old in self.proposals), UNEXPECTED)
        snapshot = now + self.rules.delay
        made = Proposal(
            number=len(self.proposals) + 1,
            actions=actions,
            text=text + suffix,
            proposer=by,
            snapshot=snapshot,
            end=snapshot + self.rules.period,
        )
        self.proposals.append(made)
        return made

    def state(self, proposal: Proposal) -> ProposalState:
        """Where in its life a proposal is now."""
        now = self.votes.now
        if proposal.executed:
            return ProposalState.EXECUTED
        if proposal.canceled:
            return ProposalState.CANCELED
        if now <= proposal.snapshot:
            return ProposalState.PENDING
        if now <= proposal.deadline:
            return ProposalState.ACTIVE
        against, in_favour, _ = proposal.tally()
        if not self.has_quorum(proposal) or in_favour <= against:
            return ProposalState.DEFEATED
        return ProposalState.QUEUED if proposal.eta else ProposalState.SUCCEEDED

    def quorum(self, proposal: Proposal) -> int:
        """Votes needed: of the supply at the snapshot, the part in force at the snapshot, rounded down."""
        supply = self.votes.at(proposal.snapshot).supply
        return supply * self.rules.quorum_at(proposal.snapshot) // 10_000

    def has_quorum(self, proposal: Proposal) -> bool:
        """Whether ballots for and in abstention make the quorum."""
        _, in_favour, abstain = proposal.tally()
        return in_favour + abstain >= self.quorum(proposal)

    def vote(self, voter: str, proposal: Proposal, support: int) -> int:
        """The ballot's weight."""
        refuse_if(self.state(proposal) is not ProposalState.ACTIVE, UNEXPECTED)
        refuse_if(voter in proposal.ballots, "GovernorAlreadyCastVote")
        refuse_if(support > Support.ABSTAIN, "GovernorInvalidVoteType")
        weight = self.votes.at(proposal.snapshot).votes()[voter]
        proposal.ballots[voter] = (support, weight)
        if not proposal.extended and self.has_quorum(proposal):
            proposal.extended = self.votes.now + self.rules.extension
        return weight

    def queue(self, proposal: Proposal) -> None:
        refuse_if(self.state(proposal) is not ProposalState.SUCCEEDED, UNEXPECTED)
        proposal.eta = self.votes.now + self.rules.timelock

    def execute(self, proposal: Proposal) -> None:
        """All its actions, or none."""
        refuse_if(self.state(proposal) is not ProposalState.QUEUED, UNEXPECTED)
        refuse_if(self.votes.now < proposal.eta, "TimelockUnexpectedOperationState")
        changed = deepcopy(self.rules)
        for action in proposal.actions:
            changed.apply(action, self.votes.now)
        self.rules = changed
        proposal.executed = True

    def cancel(self, by: str, proposal: Proposal) -> None:
        """Its proposer may while it is pending; the guardian until it is executed, its own seat aside."""
        state = self.state(proposal)
        if by == self.guardian():
            refuse_if(proposal.guarded, "GovernorUnableToCancel")
        else:
            own = by == proposal.proposer and state is ProposalState.PENDING
            refuse_if(not own, "GovernorUnableToCancel")
        if state in (ProposalState.CANCELED, ProposalState.EXECUTED):
            raise Refusal(UNEXPECTED)
        proposal.canceled = True

    def guardian(self) -> str:
        """Who may cancel now; "nobody" without a mandate."""
        who, until = self.rules.guardian
        return who if self.votes.now <= until else "nobody"

    def next_moment(self, proposal: Proposal) -> int | None:
        """When waiting makes a difference to a proposal; None if it never does."""
        state = self.state(proposal)
        if state is ProposalState.QUEUED:
            return proposal.eta
        ends = {ProposalState.PENDING: proposal.snapshot + 1, ProposalState.ACTIVE: proposal.deadline + 1}
        return ends.get(state)
