# Generated from artifacts/ChambersRule.json by `python scripts/bindings.py`: change that, not this.
"""`ChambersRule`, compiled from contracts/governance/rules/ChambersRule.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Chamber, Kind
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class ProposalVotesResult(NamedTuple):
    """What `ChambersRule.proposal_votes` returns."""

    against_votes: int
    for_votes: int
    abstain_votes: int


class ChambersRule(Contract):
    """Concurrent majorities: a measure passes when every class of members that it concerns passes it.

    J. C. Calhoun, A Disquisition on Government (1851): the sense of each interest is taken apart, and each
    has a negative on the others.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "ChambersRule"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class KindSet(Event):
        """Calls of `selector` on `target` need `chambers` from now on.

        Solidity: `KindSet(address target, bytes4 selector, uint8 chambers)`.
        """

        SIGNATURE: ClassVar[str] = "KindSet(address,bytes4,uint8)"
        target: Address
        """Indexed."""
        selector: bytes
        """Indexed."""
        chambers: int

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

    @classmethod
    def creation(
        cls, authority: Address, membership: Address, chambers: Sequence[Chamber], kinds: Sequence[Kind]
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `membership`: Who belongs, and to which class.
        - `chambers`: What each class takes: creators, enterprises, public bodies, patrons.
        - `kinds`: Which calls need fewer than all of them.
        """
        return cls.initcode(authority, membership, chambers, kinds)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        authority: Address,
        membership: Address,
        chambers: Sequence[Chamber],
        kinds: Sequence[Kind],
    ) -> ChambersRule:
        """Deploys a `ChambersRule` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `membership`: Who belongs, and to which class.
        - `chambers`: What each class takes: creators, enterprises, public bodies, patrons.
        - `kinds`: Which calls need fewer than all of them.
        """
        return cls.create(chain, sender, authority, membership, chambers, kinds)

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def cast(self, proposal_id: int, snapshot: int, voter: Address, support: int, arg4: bytes) -> Call:
        """Counts a vote.

        Only the governor may call it, and only while the vote is open.

        - `proposal_id`: The proposal.
        - `snapshot`: Its snapshot (seconds).
        - `voter`: Whose vote it is.
        - `support`: What is chosen, as `COUNTING_MODE` says.

        `simulate` returns: What the vote counted for, in the unit of `weightOf`.

        Solidity: `cast(uint256 proposalId, uint256 snapshot, address voter, uint8 support, bytes)`.
        """
        return self.write(
            "cast(uint256,uint256,address,uint8,bytes)", proposal_id, snapshot, voter, support, arg4
        )

    def chamber(self, class_: int) -> Chamber:
        """What a chamber takes.

        Solidity: `chamber(IMembership.MemberClass class)`.
        """
        return cast("Chamber", self.read("chamber(uint8)", class_))

    def chamber_tally(self, proposal_id: int, class_: int) -> tuple[int, ...]:
        """Votes of one class: against, for, abstain.

        Solidity: `chamberTally(uint256 proposalId, IMembership.MemberClass class)`.
        """
        return cast("tuple[int, ...]", self.read("chamberTally(uint256,uint8)", proposal_id, class_))

    def chambers_of(self, target: Address, selector: bytes) -> int:
        """The chambers that a call needs.

        Solidity: `chambersOf(address target, bytes4 selector)`.
        """
        return cast("int", self.read("chambersOf(address,bytes4)", target, selector))

    def counting_mode(self) -> str:
        """How it counts, in the words of OpenZeppelin's `IGovernor`.

        Solidity: `COUNTING_MODE()`.
        """
        return cast("str", self.read("COUNTING_MODE()"))

    def decided_early(self, arg0: int) -> bool:
        """Whether the outcome is so clear that the vote ends before its deadline.

        Solidity: `decidedEarly(uint256)`.
        """
        return cast("bool", self.read("decidedEarly(uint256)", arg0))

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

    def needed_by(self, proposal_id: int) -> int:
        """The chambers that a proposal needs.

        Solidity: `neededBy(uint256 proposalId)`.
        """
        return cast("int", self.read("neededBy(uint256)", proposal_id))

    def open_(
        self,
        proposal_id: int,
        arg1: Address,
        targets: Sequence[Address],
        calldatas: Sequence[bytes],
        options: int,
    ) -> Call:
        """Told of a new proposal by the governor, before anyone votes on it.

        A rule may refuse it by reverting.

        - `proposal_id`: Its number.
        - `targets`: Contracts it calls, of all options one after the other.
        - `calldatas`: What it calls them with.
        - `options`: How many options it has, "no change" aside.

        Solidity: `open(uint256 proposalId, address, address[] targets, bytes[] calldatas, uint256
          options)`.
        """
        return self.write(
            "open(uint256,address,address[],bytes[],uint256)", proposal_id, arg1, targets, calldatas, options
        )

    def outcome(self, proposal_id: int) -> int:
        """The option that wins if voting ends now, quorum aside: 0 for "no change", which ties favour.

        Solidity: `outcome(uint256 proposalId)`.
        """
        return cast("int", self.read("outcome(uint256)", proposal_id))

    def proposal_votes(self, proposal_id: int) -> ProposalVotesResult:
        """What a measure has got.

        Of several options: what "no change" has, what the strongest of the others has, and 0.

        Of all classes together, those that are not asked included.

        Solidity: `proposalVotes(uint256 proposalId)`.
        """
        return ProposalVotesResult(*self.read("proposalVotes(uint256)", proposal_id))

    def quorum(self, arg0: int) -> int:
        """What must take part at a past `timepoint` (seconds), in the unit that the rule's quorum counts.

        There is no one number: each chamber has its own, and which are asked depends on the proposal.

        Solidity: `quorum(uint256)`.
        """
        return cast("int", self.read("quorum(uint256)", arg0))

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

    def set_kind(self, kind: Kind) -> Call:
        """Sets which chambers a call needs, for later proposals.

        Restricted to the access manager's admin.

        Solidity: `setKind(IChambersRule.Kind kind)`.
        """
        return self.write("setKind((address,bytes4,uint8))", kind)

    def set_quorum(self, arg0: int) -> None:
        """Sets the quorum for later snapshots.

        Restricted to the access manager's admin.

        Solidity: `setQuorum(uint256)`.
        """
        self.read("setQuorum(uint256)", arg0)

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
