"""A proposal's life: open, vote, close, queue, execute. A step moves the chain's time as far as it must."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from eth_utils.crypto import keccak

from dao_sim.bindings import Call, CoopGovernor, DecodedCall, FractionalRule, TokenRule, batch_of
from dao_sim.chain.protocol import Chain, Receipt
from dao_sim.coop.ballot_paper import BallotPaper, Choice, counting_of
from dao_sim.coop.options import NO_CHANGE, UNLISTED, Option, listed, options_of, split_text
from dao_sim.coop.outcomes import Outcomes
from dao_sim.coop.rules import Counting
from dao_sim.errors import BadInput, DaoSimError
from dao_sim.units import Address, ProposalState, Seconds, Support

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_SIGNED = re.compile(r"\s*#proposer=0x[0-9a-fA-F]{40}\Z")
"""How OpenZeppelin's Governor reads, at a description's end, who alone may propose it."""


class Tally(NamedTuple):
    """Votes cast, in the token's smallest unit."""

    against: int
    for_: int
    abstain: int


class Proposal:
    """A proposal on a governor. Steps are taken by `by`, its proposer unless you say otherwise."""

    def __init__(
        self,
        governor: CoopGovernor,
        proposal_id: int,
        actions: Sequence[DecodedCall],
        description: str,
        proposer: Address,
        *,
        counts: Sequence[int] = (),
    ) -> None:
        self.governor = governor
        self.id = proposal_id
        self.actions = tuple(actions)
        self.description = description
        self.proposer = proposer
        self.counts = tuple(counts)
        """How many actions each of its options has; none for a plain measure."""

    def __repr__(self) -> str:
        title, _ = title_and_text(self.description)
        try:
            state = self.state.name
        except DaoSimError:  # after a restore to before it was made, or with the node gone
            state = "not on this chain"
        return f"Proposal({self.id}, {title!r}, {state})"

    @property
    def chain(self) -> Chain:
        """The chain it lives on."""
        return self.governor.chain

    @property
    def state(self) -> ProposalState:
        """Where in its life it is now."""
        return ProposalState(self.governor.state(self.id))

    @property
    def snapshot(self) -> Seconds:
        """When votes are weighed (a timestamp)."""
        return Seconds(self.governor.proposal_snapshot(self.id))

    @property
    def deadline(self) -> Seconds:
        """The last second in which a vote counts."""
        return Seconds(self.governor.proposal_deadline(self.id))

    @property
    def eta(self) -> Seconds:
        """When it may be executed; 0 before it is queued."""
        return Seconds(self.governor.proposal_eta(self.id))

    @property
    def quorum(self) -> int:
        """What must take part, in the rule's unit. Known once the snapshot is past."""
        return self.governor.quorum(self.snapshot)

    @property
    def tally(self) -> Tally:
        """The votes cast so far."""
        return Tally(*self.governor.proposal_votes(self.id))

    def open(self) -> Proposal:
        """Waits until votes can be cast."""
        return self._wait_until(self.snapshot + 1)

    @cached_property
    def options(self) -> tuple[Option[DecodedCall], ...]:
        """What can be chosen beside no change; nothing for a plain measure."""
        titles = split_text(title_and_text(self.description)[1], len(self.counts))[1]
        return options_of(titles, self.counts, self.actions) if self.counts else ()

    @cached_property
    def paper(self) -> BallotPaper:
        """How a vote on it is written: as its governor says that it counts."""
        counting = counting_of(self.governor.counting_mode())
        if not counting.has_options:
            return BallotPaper(counting=counting)
        titles = (NO_CHANGE, *(option.title for option in self.options)) if self.counts else UNLISTED
        return BallotPaper(counting=counting, options=titles)

    @property
    def outcome(self) -> int:
        """The option that wins if voting ends now, quorum aside: 0 for no change, 1 for a plain measure."""
        # Any rule answers the part of TokenRule's interface that is used here.
        return TokenRule(self.chain, self.governor.rule()).outcome(self.id)

    def choice(self, voter: Address, written: Support | Choice | str) -> Choice:
        """A vote as it is sent, from how it is written: `for`, `for:70|against:30`, `A|B`, `A:3|B:1`, `A>B`.

        Raises BadInput, saying how votes on this proposal are written.
        """
        if isinstance(written, Choice):
            return written
        if not isinstance(written, str):
            return Choice(_support(written))
        weight = weight_left(self.governor, self.id, voter) if self.paper.needs_weight else 0
        return self.paper.read(written, weight)

    def vote(self, voter: Address, support: Support | Choice | str, reason: str = "") -> Receipt:
        """One vote, written as `choice` reads it, with all the weight the voter had at the snapshot.

        Raises Reverted if refused, BadInput for what is no vote on this proposal.
        """
        return vote_call(self.governor, self.id, self.choice(voter, support), reason).send(voter)

    def vote_many(
        self, voters: Sequence[Address], support: Support | str | Sequence[str] | ArrayLike
    ) -> Outcomes:
        """Many votes, each a transaction of its own. `support` is one for all, or one per voter.

        Numbers go as they are, and quickly; what is written is read as in `choice`, one by one.
        """
        written = [support] * len(voters) if isinstance(support, str) else support
        if isinstance(written, Sequence) and any(isinstance(each, str) for each in written):
            choices = [self.choice(voter, each) for voter, each in zip(voters, written, strict=True)]
            calls = [vote_call(self.governor, self.id, choice) for choice in choices]
            return Outcomes(self.chain.send_batch(batch_of(calls, voters)))
        if isinstance(support, int):
            support = _support(support)
        batch = self.governor.batch("castVote", voters, proposal_id=self.id, support=support)
        return Outcomes(self.chain.send_batch(batch))

    def close(self) -> Proposal:
        """Waits until no vote can be cast any more (a late quorum may have moved that)."""
        return self._wait_until(self.deadline + 1)

    def queue(self, by: Address | None = None) -> Receipt:
        """Puts an adopted proposal into the timelock."""
        return self.queueing().send(by or self.proposer)

    def execute(self, by: Address | None = None) -> Receipt:
        """Waits for the timelock, then executes."""
        self._wait_until(self.eta)
        return self.execution().send(by or self.proposer)

    def cancel(self, by: Address | None = None) -> Receipt:
        """Cancels: its proposer may before voting starts, the guardian until it is executed."""
        return self.cancellation().send(by or self.proposer)

    def queueing(self) -> Call:
        """The call that puts it into the timelock; anybody may make it."""
        return self.governor.queue(*self._content())

    def execution(self) -> Call:
        """The call that executes it; anybody may make it."""
        return self.governor.execute(*self._content())

    def cancellation(self) -> Call:
        """The call that cancels it."""
        return self.governor.cancel(*self._content())

    def _content(self) -> tuple[list[Address], list[int], list[bytes], bytes]:
        return (
            [action.to for action in self.actions],
            [action.value for action in self.actions],
            [action.data for action in self.actions],
            # what is no UTF-8 on the chain must come back as the same bytes, or its hash would be another
            keccak(self.description.encode("utf-8", "surrogateescape")),
        )

    def _wait_until(self, moment: int) -> Proposal:
        left = moment - self.chain.now()
        if left > 0:
            self.chain.advance(left)
        return self


def described(title: str, text: str, proposer: Address, options: Sequence[str] = ()) -> str:
    """A proposal's description: nobody but `proposer` can submit it, which its end says.

    Before that stand the titles of its options, if it has any. Raises BadInput for titles that cannot be.
    """
    parts = (title, text, listed(options) if options else "", f"#proposer={proposer}")
    return "\n\n".join(part for part in parts if part)


def title_and_text(description: str) -> tuple[str, str]:
    """A description's first line, and the rest of it without the proposer at its end."""
    title, _, text = _SIGNED.sub("", description).strip().partition("\n")
    return title.strip(), text.strip()


def vote_call(governor: CoopGovernor, proposal_id: int, choice: Choice, reason: str = "") -> Call:
    """The call that casts a vote."""
    support, params = int(choice.support), choice.params
    if params:
        return governor.cast_vote_with_reason_and_params(proposal_id, support, reason, params)
    if reason:
        return governor.cast_vote_with_reason(proposal_id, support, reason)
    return governor.cast_vote(proposal_id, support)


def weight_left(governor: CoopGovernor, proposal_id: int, voter: Address) -> int:
    """What a vote of `voter` can still share out, where votes are shared; the snapshot must be past."""
    weight = governor.get_votes(voter, governor.proposal_snapshot(proposal_id))
    if counting_of(governor.counting_mode()) != Counting.SPLIT:
        return weight
    rule = FractionalRule(governor.chain, governor.rule())
    return rule.weight_on(proposal_id, voter) - rule.used_votes(proposal_id, voter)


def _support(value: Support | int | str) -> Support:
    """A vote, by its member, its number on chain, or its name. Raises BadInput naming the three."""
    try:
        return Support[value.upper()] if isinstance(value, str) else Support(value)
    except (KeyError, ValueError) as error:
        raise BadInput("support", "must be against (0), for (1) or abstain (2)", value=value) from error
