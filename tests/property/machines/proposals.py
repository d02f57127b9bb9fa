"""A proposal's state follows its rules; a ballot counts once, with its voter's weight at the snapshot."""

from __future__ import annotations

from typing import ClassVar

from eth_utils.crypto import keccak
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import CoopGovernor
from dao_sim.units import Address, ProposalState, Support
from tests.property.machines import proposals_stage
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.proposals_model import MAX_MANDATE, Action, Proposal
from tests.property.machines.proposals_stage import MANDATE, PEOPLE, ProposalsStage
from tests.property.machines.views import word, words
from tests.property.machines.votes_model import NOBODY

people = st.sampled_from(PEOPLE)
which = st.integers(0, 9)
"""Of the proposals, counted from the last."""


NO_ONE = st.just("")


def changes(
    rule: str, values: st.SearchStrategy[int], who: st.SearchStrategy[str] = NO_ONE
) -> st.SearchStrategy[Action]:
    """Actions that change a rule to one of these values; a guardian's value is the length of its mandate."""
    return st.builds(Action, st.just(rule), values, who)


mandates = st.sampled_from((0, 30, 300, MAX_MANDATE, MAX_MANDATE + 60))
actions = st.one_of(
    changes("delay", st.integers(0, 30)),
    changes("period", st.integers(0, 90)),
    changes("threshold", st.integers(0, 500)),
    changes("extension", st.integers(0, 90)),
    changes("timelock", st.integers(0, 30)),
    changes("levy", st.integers(0, 3_100)),
    changes("quorum", st.sampled_from((0, 1, 2_000, 2_001, 5_000, 10_000, 10_001))),
    changes(
        "guardian",
        st.sampled_from((0, 30, 300, MAX_MANDATE, MAX_MANDATE + 60)),
        st.sampled_from((*PEOPLE, NOBODY)),
    ),
)


class ProposalsMachine(CoopMachine):
    """Proposals that change every rule there is, while units, delegates and time move."""

    NAME = "proposals"
    stages: ClassVar[Stages[ProposalsStage]] = Stages(proposals_stage.build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.governor, self.token = self.stage.coop.governor, self.stage.coop.token
        self.model = self.stage.model()

    @initialize(acts=st.lists(actions, min_size=1, max_size=3))
    def begin(self, acts: list[Action]) -> None:
        """Without a proposal there is little to do."""
        self.propose("ann", acts, "a", "own", 0)

    @rule(
        by=st.one_of(st.just("ann"), people),
        acts=st.lists(actions, min_size=1, max_size=3),
        text=st.sampled_from(("a", "b")),
        suffix=st.sampled_from(("", "own", "own", "dan")),
        ether=st.sampled_from((0,) * 15 + (1,)),
    )
    def propose(self, by: str, acts: list[Action], text: str, suffix: str, ether: int) -> None:
        now = self.model.votes.now
        chosen = tuple(act._replace(value=now + act.value) if act.rule == "guardian" else act for act in acts)
        owner = by if suffix == "own" else suffix
        description = self.description(text + owner)
        calls = [self.stage.call(action) for action in chosen]
        values = [ether] + [0] * (len(calls) - 1)
        call = self.governor.propose([c.to for c in calls], values, [c.data for c in calls], description)
        done = self.act(call, self.address(by), lambda: self.model.propose(by, chosen, text, owner, ether))
        if done:
            [numbered] = self.governor.decode(done.receipt, CoopGovernor.ProposalNumbered)
            assert (numbered.proposal_id, numbered.proposer) == (done.foretold.number, self.address(by))
            assert self.governor.only_replaces_guardian(numbered.proposal_id) == done.foretold.guarded

    @rule(voter=people, which=which, support=st.sampled_from((0, 1, 1, 1, 2, 2, 3)))
    def vote(self, voter: str, which: int, support: int) -> None:
        self.ballot(voter, self.pick(which), support)

    @rule(voter=st.sampled_from(("ann", "bob")), which=which, left=st.integers(0, 25))
    def vote_late(self, voter: str, which: int, left: int) -> None:
        """With so many seconds left, by somebody who may make the quorum alone."""
        proposal = self.pick(which)
        self.wait_until(max(proposal.deadline - left, proposal.snapshot + 1))
        self.ballot(voter, proposal, Support.FOR)

    @rule(which=which, by=people)
    def queue(self, which: int, by: str) -> None:
        proposal = self.pick(which)
        call = self.governor.queue(*self.content(proposal))
        self.act(call, self.address(by), lambda: self.model.queue(proposal))

    @rule(which=which, by=people)
    def execute(self, which: int, by: str) -> None:
        proposal = self.pick(which)
        call = self.governor.execute(*self.content(proposal))
        self.act(call, self.address(by), lambda: self.model.execute(proposal))

    @rule(which=which, by=st.one_of(people, st.sampled_from(("gus", "ann"))))
    def cancel(self, which: int, by: str) -> None:
        proposal = self.pick(which)
        call = self.governor.cancel(*self.content(proposal))
        self.act(call, self.address(by), lambda: self.model.cancel(by, proposal))

    @rule(which=which, steps=st.integers(1, 8))
    def carry_on(self, which: int, steps: int) -> None:
        """Takes a proposal on towards its adoption: few sequences of random acts would get there."""
        proposal = self.pick(which)
        for _ in range(steps):
            state = self.model.state(proposal)
            absent = [name for name in ("ann", "bob", "cleo") if name not in proposal.ballots]
            if state is ProposalState.ACTIVE and absent:
                self.ballot(absent[0], proposal, Support.FOR)
            elif state is ProposalState.SUCCEEDED:
                self.queue(which, "dan")
            elif state is ProposalState.QUEUED:
                self.wait_until(proposal.eta)
                self.execute(which, "dan")
            else:
                self.wait_until(self.model.next_moment(proposal) or 0)

    @rule(source=people, to=people, parts=st.integers(0, 101))
    def transfer(self, source: str, to: str, parts: int) -> None:
        votes = self.model.votes
        amount = votes.units[source] * parts // 100 + (parts == 101)
        call = self.token.transfer(self.address(to), amount)
        self.act(call, self.address(source), lambda: votes.transfer(source, to, amount))

    @rule(holder=people, to=people)
    def delegate(self, holder: str, to: str) -> None:
        call = self.token.delegate(self.address(to))
        self.act(call, self.address(holder), lambda: self.model.votes.delegate(holder, to))

    @rule(to=people, amount=st.integers(0, 500))
    def mint(self, to: str, amount: int) -> None:
        call = self.token.mint(self.address(to), amount)
        self.act(call, self.address("keeper"), lambda: self.model.votes.mint(to, amount))

    @rule(seconds=st.integers(1, 40))
    def wait(self, seconds: int) -> None:
        self.wait_until(self.model.votes.now + seconds)

    @rule(which=which, offset=st.sampled_from((0, -1, -2, -15)))
    def wait_for_change(self, which: int, offset: int) -> None:
        """Up to the second in which a proposal changes, or some before it: late for a quorum."""
        self.wait_until((self.model.next_moment(self.pick(which)) or 0) + offset)

    @rule(late=st.integers(0, 1))
    def wait_for_guardian(self, late: int) -> None:
        """Up to the last second of the guardian's mandate, or the one after; not for years."""
        moment = self.model.rules.guardian.until + late
        if moment - self.model.votes.now <= MANDATE:
            self.wait_until(moment)

    def ballot(self, voter: str, proposal: Proposal, support: int) -> None:
        call = self.governor.cast_vote(proposal.number, support)
        done = self.act(call, self.address(voter), lambda: self.model.vote(voter, proposal, support))
        if done:
            [cast] = self.governor.decode(done.receipt, CoopGovernor.VoteCast)
            assert (cast.voter, cast.weight) == (self.address(voter), done.foretold)

    def wait_until(self, moment: int) -> None:
        seconds = moment - self.model.votes.now
        if seconds > 0:
            self.note("wait")
            self.stage.chain.advance(seconds)
            self.model.votes.advance(seconds)

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def pick(self, which: int) -> Proposal:
        """A proposal, counted from the last."""
        return self.model.proposals[-1 - which % len(self.model.proposals)]

    def description(self, text: str) -> str:
        """What a model's text ("a", or "aann" for Ann alone to submit) is on chain."""
        return text[0] + (f"#proposer={self.address(text[1:])}" if text[1:] else "")

    def content(self, proposal: Proposal) -> tuple[list[Address], list[int], list[bytes], bytes]:
        calls = [self.stage.call(action) for action in proposal.actions]
        description = keccak(text=self.description(proposal.text))
        return [call.to for call in calls], [0] * len(calls), [call.data for call in calls], description

    def verify(self) -> None:
        model, governor = self.model, self.governor
        for proposal in model.proposals:
            row = proposal.number
            assert word(governor, "state(uint256)", row) == model.state(proposal)
            assert word(governor, "proposalSnapshot(uint256)", row) == proposal.snapshot
            assert word(governor, "proposalDeadline(uint256)", row) == proposal.deadline
            assert word(governor, "proposalEta(uint256)", row) == proposal.eta
            assert words(governor, "proposalVotes(uint256)", row) == proposal.tally()
            if proposal.snapshot < model.votes.now:
                assert word(governor, "quorum(uint256)", proposal.snapshot) == model.quorum(proposal)
        rules = model.rules
        assert word(governor, "votingDelay()") == rules.delay
        assert word(governor, "votingPeriod()") == rules.period
        assert word(governor, "proposalThreshold()") == rules.threshold
        assert word(governor, "lateQuorumVoteExtension()") == rules.extension
        assert word(self.stage.coop.rule, "quorumBps()") == rules.quorum_at(model.votes.now)
        assert word(governor, "guardian()") == int(self.address(model.guardian()), 16)
        assert word(self.stage.coop.timelock, "getMinDelay()") == rules.timelock
        assert word(self.stage.coop.vault, "levyBps()") == rules.levy

    def finish(self) -> None:
        """Who voted is known of every proposal, and no proposal is known that was not made."""
        for proposal in self.model.proposals:
            for name in PEOPLE:
                voted = self.governor.has_voted(proposal.number, self.address(name))
                assert voted == (name in proposal.ballots)
        assert self.governor.latest_proposal_id() == len(self.model.proposals)
