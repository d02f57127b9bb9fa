# Generated from artifacts/QuadraticRule.json by `python scripts/bindings.py`: change that, not this.
"""`QuadraticRule`, compiled from contracts/governance/rules/QuadraticRule.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Switches
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class ProposalVotesResult(NamedTuple):
    """What `QuadraticRule.proposal_votes` returns."""

    value0: int
    value1: int
    value2: int


class QuadraticRule(Contract):
    """A member's vote weighs the square root of its token votes, rounded down, as in quadratic voting (Lalley
    and Weyl, AEA Papers and Proceedings 108, 2018), here of what is held; the quorum counts members who
    vote, in any way.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "QuadraticRule"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class QuorumSet(Event):
        """The quorum of proposals whose snapshot comes later is `newBps` (basis points).

        Solidity: `QuorumSet(uint256 oldBps, uint256 newBps)`.
        """

        SIGNATURE: ClassVar[str] = "QuorumSet(uint256,uint256)"
        old_bps: int
        new_bps: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Serving(Event):
        """The part serves `governor` from now on, and no other.

        Solidity: `Serving(address governor)`.
        """

        SIGNATURE: ClassVar[str] = "Serving(address)"
        governor: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class VoteOverridden(Event):
        """`delegator` voted itself, so that `delegatee` has `units` (smallest unit) less on this proposal.

        Solidity: `VoteOverridden(uint256 proposalId, address delegator, address delegatee, uint256 units)`.
        """

        SIGNATURE: ClassVar[str] = "VoteOverridden(uint256,address,address,uint256)"
        proposal_id: int
        """Indexed."""
        delegator: Address
        """Indexed."""
        delegatee: Address
        """Indexed."""
        units: int

    @classmethod
    def creation(
        cls, authority: Address, quorum_bps: int, votes: Address, membership: Address, switches: Switches
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends."""
        return cls.initcode(authority, quorum_bps, votes, membership, switches)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        authority: Address,
        quorum_bps: int,
        votes: Address,
        membership: Address,
        switches: Switches,
    ) -> QuadraticRule:
        """Deploys a `QuadraticRule` and returns it, at the address in the receipt.

        Roots do not sum to a supply that a super-quorum could be a share of, and the root of what is left
        without a delegator's units is not what is left of the root: both are refused.
        """
        return cls.create(chain, sender, authority, quorum_bps, votes, membership, switches)

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def cast(self, proposal_id: int, snapshot: int, voter: Address, support: int, params: bytes) -> Call:
        """Counts a vote.

        Only the governor may call it, and only while the vote is open.

        - `proposal_id`: The proposal.
        - `snapshot`: Its snapshot (seconds).
        - `voter`: Whose vote it is.
        - `support`: What is chosen, as `COUNTING_MODE` says.
        - `params`: More about it, for rules that ask for more; otherwise empty.

        `simulate` returns `weight`: What the vote counted for, in the unit of `weightOf`.

        Solidity: `cast(uint256 proposalId, uint256 snapshot, address voter, uint8 support, bytes params)`.
        """
        return self.write(
            "cast(uint256,uint256,address,uint8,bytes)", proposal_id, snapshot, voter, support, params
        )

    def counting_mode(self) -> str:
        """How it counts, in the words of OpenZeppelin's `IGovernor`.

        Solidity: `COUNTING_MODE()`.
        """
        return cast("str", self.read("COUNTING_MODE()"))

    def decided_early(self, proposal_id: int) -> bool:
        """Whether the outcome is so clear that the vote ends before its deadline.

        Exact, without rounding. It asks for the quorum too, for a vote that ended without it would have
        failed.

        Solidity: `decidedEarly(uint256 proposalId)`.
        """
        return cast("bool", self.read("decidedEarly(uint256)", proposal_id))

    def ends_early(self) -> bool:
        """Whether `decidedEarly` can ever be true.

        Solidity: `endsEarly()`.
        """
        return cast("bool", self.read("endsEarly()"))

    def governor(self) -> Address:
        """The governor that it serves; zero before it serves one.

        Solidity: `governor()`.
        """
        return cast("Address", self.read("governor()"))

    def has_voted(self, proposal_id: int, account: Address) -> bool:
        """Whether `account` has voted.

        Solidity: `hasVoted(uint256 proposalId, address account)`.
        """
        return cast("bool", self.read("hasVoted(uint256,address)", proposal_id, account))

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def membership(self) -> Address:
        """Who belongs.

        Solidity: `membership()`.
        """
        return cast("Address", self.read("membership()"))

    def open_(
        self, proposal_id: int, arg1: Address, arg2: Sequence[Address], arg3: Sequence[bytes], options: int
    ) -> Call:
        """Told of a new proposal by the governor, before anyone votes on it.

        A rule may refuse it by reverting.

        - `proposal_id`: Its number.
        - `options`: How many options it has, "no change" aside.

        Solidity: `open(uint256 proposalId, address, address[], bytes[], uint256 options)`.
        """
        return self.write(
            "open(uint256,address,address[],bytes[],uint256)", proposal_id, arg1, arg2, arg3, options
        )

    def outcome(self, proposal_id: int) -> int:
        """The option that wins if voting ends now, quorum aside: 0 for "no change", which ties favour.

        Solidity: `outcome(uint256 proposalId)`.
        """
        return cast("int", self.read("outcome(uint256)", proposal_id))

    def proposal_votes(self, proposal_id: int) -> ProposalVotesResult:
        """What a measure has got.

        Of several options: what "no change" has, what the strongest of the others has, and 0.

        Solidity: `proposalVotes(uint256 proposalId)`.
        """
        return ProposalVotesResult(*self.read("proposalVotes(uint256)", proposal_id))

    def quorum(self, timepoint: int) -> int:
        """What must take part at a past `timepoint` (seconds), in the unit that the rule's quorum counts.

        Solidity: `quorum(uint256 timepoint)`.
        """
        return cast("int", self.read("quorum(uint256)", timepoint))

    def quorum_bps(self) -> int:
        """The quorum in basis points of what it is counted of.

        Solidity: `quorumBps()`.
        """
        return cast("int", self.read("quorumBps()"))

    def quorum_bps_at(self, timepoint: int) -> int:
        """The quorum in basis points at a `timepoint` (seconds).

        Solidity: `quorumBpsAt(uint256 timepoint)`.
        """
        return cast("int", self.read("quorumBpsAt(uint256)", timepoint))

    def quorum_reached(self, proposal_id: int) -> bool:
        """Whether enough took part.

        Solidity: `quorumReached(uint256 proposalId)`.
        """
        return cast("bool", self.read("quorumReached(uint256)", proposal_id))

    def rule_name(self) -> str:
        """Its name in a charter.

        Solidity: `ruleName()`.
        """
        return cast("str", self.read("ruleName()"))

    def serve(self) -> Call:
        """Binds the part to its caller, a governor.

        Solidity: `serve()`.
        """
        return self.write("serve()")

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def set_quorum(self, new_bps: int) -> Call:
        """Sets the quorum for later snapshots.

        Restricted to the access manager's admin.

        Solidity: `setQuorum(uint256 newBps)`.
        """
        return self.write("setQuorum(uint256)", new_bps)

    def switches(self) -> Switches:
        """What the rule does besides counting.

        Solidity: `switches()`.
        """
        return cast("Switches", self.read("switches()"))

    def tally(self, proposal_id: int) -> tuple[int, ...]:
        """Weight by choice.

        Of a measure: against, for, abstain. Of several options: "no change" first, then as listed.

        Of a measure; a rule with options says it otherwise.

        Solidity: `tally(uint256 proposalId)`.
        """
        return cast("tuple[int, ...]", self.read("tally(uint256)", proposal_id))

    def voted_for(self, proposal_id: int, account: Address) -> bool:
        """Whether `account` itself voted for the measure; with a part of its weight, where weight can be
        split.

        Solidity: `votedFor(uint256 proposalId, address account)`.
        """
        return cast("bool", self.read("votedFor(uint256,address)", proposal_id, account))

    def voters(self, proposal_id: int) -> int:
        """How many members voted on a proposal.

        Solidity: `voters(uint256 proposalId)`.
        """
        return cast("int", self.read("voters(uint256)", proposal_id))

    def votes(self) -> Address:
        """Whose votes count.

        Solidity: `votes()`.
        """
        return cast("Address", self.read("votes()"))

    def watches_proposals(self) -> bool:
        """Whether `open` wants to know of plain measures too; of several options it always does.

        Solidity: `watchesProposals()`.
        """
        return cast("bool", self.read("watchesProposals()"))

    def weight_of(self, account: Address, timepoint: int) -> int:
        """What a vote of `account` weighs, given what it held at a past `timepoint` (seconds).

        Solidity: `weightOf(address account, uint256 timepoint)`.
        """
        return cast("int", self.read("weightOf(address,uint256)", account, timepoint))

    def weight_on(self, proposal_id: int, account: Address) -> int:
        """What a vote of `account` weighs on a proposal whose snapshot is past, cast now or already.

        Solidity: `weightOn(uint256 proposalId, address account)`.
        """
        return cast("int", self.read("weightOn(uint256,address)", proposal_id, account))
