"""`CoopGovernor` on the contracts: proposals, votes and their execution."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from dao_sim.bindings import Call, CoopGovernor, batch_of
from dao_sim.chain.protocol import BatchResult
from dao_sim.coop import Cooperative
from dao_sim.coop import Proposal as Content
from dao_sim.errors import BadInput
from dao_sim.ledger.actions import Action, SetLevy, SetQuorum, SetThreshold
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.evm.world import Handler, World, refusals
from dao_sim.ledger.facts import Proposal
from dao_sim.ledger.intents import Cancel, Delegate, Execute, Propose, Queue, Vote
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import ProposalState, Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ANYBODY = 0
"""Queues and executes."""


class Governor:
    """Sends through the constitutional governor. `calls` says what actions are to the contracts."""

    def __init__(
        self, world: World, coop: Cooperative, calls: Callable[[Sequence[Action]], list[Call]]
    ) -> None:
        self._world = world
        self._coop = coop
        self._governor = coop.governor
        self._calls_of = calls
        self._described = 0
        self._meanings: dict[tuple[tuple[str, bytes], ...], Sequence[Action]] = {}
        self._contents: dict[int, Content] = {}
        self._sent: dict[int, list[BatchResult]] = {}

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {
            Delegate: self._delegate,
            Propose: self._propose,
            Vote: self._vote,
            Queue: lambda intent: self._each(Content.queueing, intent.proposals),
            Execute: lambda intent: self._each(Content.execution, intent.proposals),
            Cancel: lambda intent: self._each(Content.cancellation, intent.proposals, intent.accounts),
        }

    def calls(self) -> Mapping[type, Callable[[Any], Sequence[Call]]]:
        """Action → the calls that a proposal with it makes."""
        rule = self._coop.rule
        return {
            SetLevy: lambda action: [self._coop.vault.set_levy(action.bps)],
            SetQuorum: lambda action: [rule.write("setQuorum(uint256)", action.bps)],
            SetThreshold: lambda action: [self._governor.set_proposal_threshold(action.votes)],
        }

    def votes(self) -> Amounts:
        """By the rule: units, roots of members' units, or one per member."""
        world, terms = self._world, self._coop.terms
        votes = world.ask(self._coop.votes, "getVotes", account=world.addresses)
        if terms.rule not in ("quadratic", "chambers"):
            return Amounts.of(votes)
        members = world.ask(self._coop.membership, "isMember", account=world.addresses)
        if terms.rule == "chambers":
            return Amounts.of(members)
        return Amounts.of(isqrt(held) if member else 0 for held, member in zip(votes, members, strict=True))

    def delegates(self) -> NDArray[np.int64]:
        chosen = self._world.ask(self._coop.votes, "delegates", account=self._world.addresses)
        return np.array([self._world.account_at(address) for address in chosen], dtype=np.int64)

    def proposal_count(self) -> int:
        return self._governor.latest_proposal_id()

    def proposal(self, number: int) -> Proposal:
        """As it stands. Raises BadInput for one that there is not."""
        content, governor = self._known(number), self._governor
        against, for_, abstain = governor.proposal_votes(number)
        snapshot = governor.proposal_snapshot(number)
        return Proposal(
            number=number,
            proposer=self._world.account_of[governor.proposal_proposer(number)],
            actions=self._meanings[tuple((call.to, call.data) for call in content.actions)],
            snapshot=Seconds(snapshot),
            deadline=Seconds(governor.proposal_deadline(number)),
            state=ProposalState(governor.state(number)),
            against_votes=against,
            for_votes=for_,
            abstain_votes=abstain,
            quorum=governor.quorum(snapshot) if snapshot < self._world.chain.now() else 0,
        )

    def weights(self, number: int) -> Amounts:
        """What everybody's vote weighs. Raises BadInput where no vote can be cast."""
        self._known(number)
        if self._governor.state(number) != ProposalState.ACTIVE:
            raise BadInput("ledger", "weights are known while votes can be cast", proposal=number)
        snapshot = self._governor.proposal_snapshot(number)
        addresses = self._world.addresses
        return Amounts.of(self._world.ask(self._coop.rule, "weightOf", account=addresses, timepoint=snapshot))

    def supports(self, number: int) -> NDArray[np.int8]:
        """How everybody voted, by the events of the votes that were sent; −1 for who did not."""
        self._known(number)
        supports = np.full(len(self._world.addresses), -1, dtype=np.int8)
        cast = self._governor.artifact().abi.events[CoopGovernor.VoteCast.SIGNATURE].topic
        for result in self._sent.get(number, ()):
            for _, log in result.logs():
                if log.topics[0] == cast:  # read by hand, since decoding takes longer than voting
                    voter = self._world.account_at(int.from_bytes(log.topics[1], "big"))
                    supports[voter] = int.from_bytes(log.data[32:64], "big")
        return supports

    def _known(self, number: int) -> Content:
        if number not in self._contents:
            reason = f"there are {len(self._contents)} proposals, numbered from 1"
            raise BadInput("ledger", reason, proposal=number)
        return self._contents[number]

    def _delegate(self, intent: Delegate) -> Outcome:
        accounts, delegates = self._world.named(intent.accounts), self._world.named(intent.delegates)
        return self._world.sent(self._coop.votes.batch("delegate", accounts, delegatee=delegates))

    def _propose(self, intent: Propose) -> Outcome:
        """What was proposed, and under which number, is read from the events."""
        called = [self._calls_of(actions) for actions in intent.actions]
        for calls, actions in zip(called, intent.actions, strict=True):
            self._meanings[tuple((call.to, call.data) for call in calls)] = tuple(actions)
        proposing = [self._proposing(calls) for calls in called]
        result = self._world.chain.send_batch(batch_of(proposing, self._world.named(intent.accounts)))
        numbers = np.zeros(len(called), dtype=np.int64)
        for row, log in result.logs():
            for made in self._governor.decode([log], CoopGovernor.ProposalCreated):
                numbers[row] = made.proposal_id
                self._contents[made.proposal_id] = Content(
                    self._governor, made.proposal_id, called[row], made.description, made.proposer
                )
        return Outcome(rows=len(called), refused=refusals(result), numbers=numbers)

    def _proposing(self, calls: Sequence[Call]) -> Call:
        """No two proposals may say the same."""
        self._described += 1
        to, data = [call.to for call in calls], [call.data for call in calls]
        return self._governor.propose(to, [0] * len(to), data, f"Proposal {self._described}")

    def _vote(self, intent: Vote) -> Outcome:
        batch = self._governor.batch(
            "castVote",
            self._world.named(intent.accounts),
            proposal_id=intent.proposal,
            support=intent.supports,
        )
        result = self._world.chain.send_batch(batch)
        self._sent.setdefault(intent.proposal, []).append(result)
        return Outcome(rows=len(batch), refused=refusals(result))

    def _each(
        self,
        step: Callable[[Content], Call],
        proposals: NDArray[np.int64],
        accounts: NDArray[np.int64] | None = None,
    ) -> Outcome:
        """One step with each. One that there is not is what nobody ever proposed."""
        nothing = Content(self._governor, 0, (), "", self._world.addresses[_ANYBODY])
        calls = [step(self._contents.get(number, nothing)) for number in proposals.tolist()]
        by = np.full(len(calls), _ANYBODY) if accounts is None else accounts
        return self._world.sent(batch_of(calls, self._world.named(by)))
