# Generated from artifacts/CoopGovernor.json by `python scripts/bindings.py`: change that, not this.
"""`CoopGovernor`, compiled from contracts/governance/CoopGovernor.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Settings
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class Eip712DomainResult(NamedTuple):
    """What `CoopGovernor.eip712_domain` returns."""

    fields: bytes
    name: str
    version: str
    chain_id: int
    verifying_contract: Address
    salt: bytes
    extensions: tuple[int, ...]


class ProposalVotesResult(NamedTuple):
    """What `CoopGovernor.proposal_votes` returns."""

    against_votes: int
    for_votes: int
    abstain_votes: int


class CoopGovernor(Contract):
    """Token-weighted proposals: whoever holds the threshold proposes, all vote, the timelock executes.

    Built from OpenZeppelin's modules; what the co-op adds is in ICoopGovernor.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "CoopGovernor"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class EIP712DomainChanged(Event):
        """MAY be emitted to signal that the domain could have changed.

        Solidity: `EIP712DomainChanged()`.
        """

        SIGNATURE: ClassVar[str] = "EIP712DomainChanged()"

    @dataclass(frozen=True, slots=True, kw_only=True)
    class GuardianSet(Event):
        """The guardian is now `newGuardian` (nobody, if zero), until `mandateEnd` (seconds).

        Solidity: `GuardianSet(address oldGuardian, address newGuardian, uint48 mandateEnd)`.
        """

        SIGNATURE: ClassVar[str] = "GuardianSet(address,address,uint48)"
        old_guardian: Address
        """Indexed."""
        new_guardian: Address
        """Indexed."""
        mandate_end: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class LateQuorumVoteExtensionSet(Event):
        """Emitted when the {lateQuorumVoteExtension} parameter is changed.

        Solidity: `LateQuorumVoteExtensionSet(uint64 oldVoteExtension, uint64 newVoteExtension)`.
        """

        SIGNATURE: ClassVar[str] = "LateQuorumVoteExtensionSet(uint64,uint64)"
        old_vote_extension: int
        new_vote_extension: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class OptionsProposed(Event):
        """The proposal has several options: option 1 is its first `counts[0]` actions, option 2 the next, and
        so on.

        Solidity: `OptionsProposed(uint256 proposalId, uint256[] counts)`.
        """

        SIGNATURE: ClassVar[str] = "OptionsProposed(uint256,uint256[])"
        proposal_id: int
        """Indexed."""
        counts: tuple[int, ...]

    @dataclass(frozen=True, slots=True, kw_only=True)
    class OutcomeSwung(Event):
        """A vote turned the outcome shortly before the deadline, which is now `extendedDeadline` (seconds).

        Solidity: `OutcomeSwung(uint256 proposalId, uint48 extendedDeadline)`.
        """

        SIGNATURE: ClassVar[str] = "OutcomeSwung(uint256,uint48)"
        proposal_id: int
        """Indexed."""
        extended_deadline: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ProposalCanceled(Event):
        """Emitted when a proposal is canceled.

        Solidity: `ProposalCanceled(uint256 proposalId)`.
        """

        SIGNATURE: ClassVar[str] = "ProposalCanceled(uint256)"
        proposal_id: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ProposalCreated(Event):
        """Emitted when a proposal is created.

        Solidity: `ProposalCreated(uint256 proposalId, address proposer, address[] targets, uint256[]
        values, string[] signatures, bytes[] calldatas, uint256 voteStart, uint256 voteEnd, string
        description)`.
        """

        SIGNATURE: ClassVar[str] = (
            "ProposalCreated(uint256,address,address[],uint256[],string[],bytes[],uint256,uint256,string)"
        )
        proposal_id: int
        proposer: Address
        targets: tuple[Address, ...]
        values: tuple[int, ...]
        signatures: tuple[str, ...]
        calldatas: tuple[bytes, ...]
        vote_start: int
        vote_end: int
        description: str

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ProposalExecuted(Event):
        """Emitted when a proposal is executed.

        Solidity: `ProposalExecuted(uint256 proposalId)`.
        """

        SIGNATURE: ClassVar[str] = "ProposalExecuted(uint256)"
        proposal_id: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ProposalExtended(Event):
        """Emitted when a proposal deadline is pushed back due to reaching quorum late in its voting period.

        Solidity: `ProposalExtended(uint256 proposalId, uint64 extendedDeadline)`.
        """

        SIGNATURE: ClassVar[str] = "ProposalExtended(uint256,uint64)"
        proposal_id: int
        """Indexed."""
        extended_deadline: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ProposalNumbered(Event):
        """A proposal got its number.

        `proposalHash` is the hash of its actions and description.

        Solidity: `ProposalNumbered(uint256 proposalId, address proposer, bytes32 proposalHash)`.
        """

        SIGNATURE: ClassVar[str] = "ProposalNumbered(uint256,address,bytes32)"
        proposal_id: int
        """Indexed."""
        proposer: Address
        """Indexed."""
        proposal_hash: bytes
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ProposalQueued(Event):
        """Emitted when a proposal is queued.

        Solidity: `ProposalQueued(uint256 proposalId, uint256 etaSeconds)`.
        """

        SIGNATURE: ClassVar[str] = "ProposalQueued(uint256,uint256)"
        proposal_id: int
        eta_seconds: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ProposalThresholdSet(Event):
        """Event `ProposalThresholdSet`.

        Solidity: `ProposalThresholdSet(uint256 oldProposalThreshold, uint256 newProposalThreshold)`.
        """

        SIGNATURE: ClassVar[str] = "ProposalThresholdSet(uint256,uint256)"
        old_proposal_threshold: int
        new_proposal_threshold: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class TimelockChange(Event):
        """Emitted when the timelock controller used for proposal execution is modified.

        Solidity: `TimelockChange(address oldTimelock, address newTimelock)`.
        """

        SIGNATURE: ClassVar[str] = "TimelockChange(address,address)"
        old_timelock: Address
        new_timelock: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class VoteCast(Event):
        """Emitted when a vote is cast without params.

        Note: `support` values should be seen as buckets. Their interpretation depends on the voting module
        used.

        Solidity: `VoteCast(address voter, uint256 proposalId, uint8 support, uint256 weight, string
        reason)`.
        """

        SIGNATURE: ClassVar[str] = "VoteCast(address,uint256,uint8,uint256,string)"
        voter: Address
        """Indexed."""
        proposal_id: int
        support: int
        weight: int
        reason: str

    @dataclass(frozen=True, slots=True, kw_only=True)
    class VoteCastWithParams(Event):
        """Emitted when a vote is cast with params.

        Note: `support` values should be seen as buckets. Their interpretation depends on the voting module
        used. `params` are additional encoded parameters. Their interpretation also depends on the voting
        module used.

        Solidity: `VoteCastWithParams(address voter, uint256 proposalId, uint8 support, uint256 weight,
        string reason, bytes params)`.
        """

        SIGNATURE: ClassVar[str] = "VoteCastWithParams(address,uint256,uint8,uint256,string,bytes)"
        voter: Address
        """Indexed."""
        proposal_id: int
        support: int
        weight: int
        reason: str
        params: bytes

    @dataclass(frozen=True, slots=True, kw_only=True)
    class VotingDelaySet(Event):
        """Event `VotingDelaySet`.

        Solidity: `VotingDelaySet(uint256 oldVotingDelay, uint256 newVotingDelay)`.
        """

        SIGNATURE: ClassVar[str] = "VotingDelaySet(uint256,uint256)"
        old_voting_delay: int
        new_voting_delay: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class VotingPeriodSet(Event):
        """Event `VotingPeriodSet`.

        Solidity: `VotingPeriodSet(uint256 oldVotingPeriod, uint256 newVotingPeriod)`.
        """

        SIGNATURE: ClassVar[str] = "VotingPeriodSet(uint256,uint256)"
        old_voting_period: int
        new_voting_period: int

    @classmethod
    def creation(cls, settings: Settings) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends."""
        return cls.initcode(settings)

    @classmethod
    def deploy(cls, chain: Chain, sender: Address, settings: Settings) -> CoopGovernor:
        """Deploys a `CoopGovernor` and returns it, at the address in the receipt."""
        return cls.create(chain, sender, settings)

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def ballot_typehash(self) -> bytes:
        """Reads `BALLOT_TYPEHASH()`."""
        return cast("bytes", self.read("BALLOT_TYPEHASH()"))

    def cancel(
        self,
        targets: Sequence[Address],
        values: Sequence[int],
        calldatas: Sequence[bytes],
        description_hash: bytes,
    ) -> Call:
        """Cancel a proposal.

        A proposal is cancellable by the proposer, but only while it is Pending state, i.e. before the vote
        starts. Emits a {ProposalCanceled} event.

        `simulate` returns `uint256`.

        Solidity: `cancel(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash)`.
        """
        return self.write(
            "cancel(address[],uint256[],bytes[],bytes32)", targets, values, calldatas, description_hash
        )

    def cast_vote(self, proposal_id: int, support: int) -> Call:
        """Cast a vote Emits a {VoteCast} event.

        `simulate` returns `uint256`.

        Solidity: `castVote(uint256 proposalId, uint8 support)`.
        """
        return self.write("castVote(uint256,uint8)", proposal_id, support)

    def cast_vote_by_sig(self, proposal_id: int, support: int, voter: Address, signature: bytes) -> Call:
        """Cast a vote using the voter's signature, including ERC-1271 signature support.

        Emits a {VoteCast} event.

        `simulate` returns `uint256`.

        Solidity: `castVoteBySig(uint256 proposalId, uint8 support, address voter, bytes signature)`.
        """
        return self.write(
            "castVoteBySig(uint256,uint8,address,bytes)", proposal_id, support, voter, signature
        )

    def cast_vote_with_reason(self, proposal_id: int, support: int, reason: str) -> Call:
        """Cast a vote with a reason Emits a {VoteCast} event.

        `simulate` returns `uint256`.

        Solidity: `castVoteWithReason(uint256 proposalId, uint8 support, string reason)`.
        """
        return self.write("castVoteWithReason(uint256,uint8,string)", proposal_id, support, reason)

    def cast_vote_with_reason_and_params(
        self, proposal_id: int, support: int, reason: str, params: bytes
    ) -> Call:
        """Cast a vote with a reason and additional encoded parameters Emits a {VoteCast} or
        {VoteCastWithParams} event depending on the length of params.

        `simulate` returns `uint256`.

        Solidity: `castVoteWithReasonAndParams(uint256 proposalId, uint8 support, string reason, bytes
          params)`.
        """
        return self.write(
            "castVoteWithReasonAndParams(uint256,uint8,string,bytes)", proposal_id, support, reason, params
        )

    def cast_vote_with_reason_and_params_by_sig(
        self, proposal_id: int, support: int, voter: Address, reason: str, params: bytes, signature: bytes
    ) -> Call:
        """Cast a vote with a reason and additional encoded parameters using the voter's signature, including
        ERC-1271 signature support.

        Emits a {VoteCast} or {VoteCastWithParams} event depending on the length of params.

        `simulate` returns `uint256`.

        Solidity: `castVoteWithReasonAndParamsBySig(uint256 proposalId, uint8 support, address voter, string
          reason, bytes params, bytes signature)`.
        """
        return self.write(
            "castVoteWithReasonAndParamsBySig(uint256,uint8,address,string,bytes,bytes)",
            proposal_id,
            support,
            voter,
            reason,
            params,
            signature,
        )

    def clock(self) -> int:
        """Clock used for flagging checkpoints.

        Can be overridden to implement timestamp based checkpoints (and voting). NOTE: Clock must not return
        0.

        Solidity: `clock()`.
        """
        return cast("int", self.read("clock()"))

    def clock_mode(self) -> str:
        """Description of the clock

        Solidity: `CLOCK_MODE()`.
        """
        return cast("str", self.read("CLOCK_MODE()"))

    def counting_mode(self) -> str:
        """A description of the possible `support` values for {castVote} and the way these votes are counted,
        meant to be consumed by UIs to show correct vote options and interpret the results.

        The string is a URL-encoded sequence of key-value pairs that each describe one aspect, for example
        `support=bravo&quorum=for,abstain`. There are 2 standard keys: `support` and `quorum`. -
        `support=bravo` refers to the vote options 0 = Against, 1 = For, 2 = Abstain, as in `GovernorBravo`.
        - `quorum=bravo` means that only For votes are counted towards quorum. - `quorum=for,abstain` means
        that both For and Abstain votes are counted towards quorum. If a counting module makes use of
        encoded `params`, it should include this under a `params` key with a unique name that describes the
        behavior. For example: - `params=fractional` might refer to a scheme where votes are divided
        fractionally between for/against/abstain. - `params=erc721` might refer to a scheme where specific
        NFTs are delegated to vote. NOTE: The string can be decoded by the standard
        https://developer.mozilla.org/en-US/docs/Web/API/URLSearchParams[`URLSearchParams`] JavaScript
        class.

        Solidity: `COUNTING_MODE()`.
        """
        return cast("str", self.read("COUNTING_MODE()"))

    def eip712_domain(self) -> Eip712DomainResult:
        """returns the fields and values that describe the domain separator used by this contract for EIP-712
        signature.

        Solidity: `eip712Domain()`.
        """
        return Eip712DomainResult(*self.read("eip712Domain()"))

    def execute(
        self,
        targets: Sequence[Address],
        values: Sequence[int],
        calldatas: Sequence[bytes],
        description_hash: bytes,
        *,
        value: Wei = NO_ETH,
    ) -> Call:
        """Execute a successful proposal.

        This requires the quorum to be reached, the vote to be successful, and the deadline to be reached.
        Depending on the governor it might also be required that the proposal was queued and that some delay
        passed. Emits a {ProposalExecuted} event. NOTE: Some modules can modify the requirements for
        execution, for example by adding an additional timelock.

        - `value`: ETH to send along, in wei

        `simulate` returns `uint256`.

        Solidity: `execute(address[] targets, uint256[] values, bytes[] calldatas, bytes32
          descriptionHash)`.
        """
        return self.write(
            "execute(address[],uint256[],bytes[],bytes32)",
            targets,
            values,
            calldatas,
            description_hash,
            value=value,
        )

    def extended_ballot_typehash(self) -> bytes:
        """Reads `EXTENDED_BALLOT_TYPEHASH()`."""
        return cast("bytes", self.read("EXTENDED_BALLOT_TYPEHASH()"))

    def get_proposal_id(
        self,
        targets: Sequence[Address],
        values: Sequence[int],
        calldatas: Sequence[bytes],
        description_hash: bytes,
    ) -> int:
        """Reads `getProposalId(address[] targets, uint256[] values, bytes[] calldatas, bytes32
        descriptionHash)`.
        """
        return cast(
            "int",
            self.read(
                "getProposalId(address[],uint256[],bytes[],bytes32)",
                targets,
                values,
                calldatas,
                description_hash,
            ),
        )

    def get_votes(self, account: Address, timepoint: int) -> int:
        """Voting power of an `account` at a specific `timepoint`.

        Note: this can be implemented in a number of ways, for example by reading the delegated balance from
        one (or multiple), {ERC20Votes} tokens.

        Solidity: `getVotes(address account, uint256 timepoint)`.
        """
        return cast("int", self.read("getVotes(address,uint256)", account, timepoint))

    def get_votes_with_params(self, account: Address, timepoint: int, params: bytes) -> int:
        """Voting power of an `account` at a specific `timepoint` given additional encoded parameters.

        Solidity: `getVotesWithParams(address account, uint256 timepoint, bytes params)`.
        """
        return cast("int", self.read("getVotesWithParams(address,uint256,bytes)", account, timepoint, params))

    def guardian(self) -> Address:
        """Who may cancel proposals now: zero if nobody was appointed or the mandate is over.

        Solidity: `guardian()`.
        """
        return cast("Address", self.read("guardian()"))

    def guardian_mandate_end(self) -> int:
        """Last second of the present or last guardian's mandate.

        Solidity: `guardianMandateEnd()`.
        """
        return cast("int", self.read("guardianMandateEnd()"))

    def guards(self) -> tuple[Address, ...]:
        """Who watches the proposals' lives, in the order in which they are told.

        Solidity: `guards()`.
        """
        return cast("tuple[Address, ...]", self.read("guards()"))

    def has_voted(self, proposal_id: int, account: Address) -> bool:
        """Returns whether `account` has cast a vote on `proposalId`.

        Solidity: `hasVoted(uint256 proposalId, address account)`.
        """
        return cast("bool", self.read("hasVoted(uint256,address)", proposal_id, account))

    def hash_proposal(
        self,
        targets: Sequence[Address],
        values: Sequence[int],
        calldatas: Sequence[bytes],
        description_hash: bytes,
    ) -> int:
        """See {IGovernor-hashProposal}.

        The proposal id is produced by hashing the ABI encoded `targets` array, the `values` array, the
        `calldatas` array and the descriptionHash (bytes32 which itself is the keccak256 hash of the
        description string). This proposal id can be produced from the proposal data which is part of the
        {ProposalCreated} event. It can even be computed in advance, before the proposal is submitted. Note
        that the chainId and the governor address are not part of the proposal id computation. Consequently,
        the same proposal (with same operation and same description) will have the same id if submitted on
        multiple governors across multiple networks. This also means that in order to execute the same
        operation twice (on the same governor) the proposer will have to change the description in order to
        avoid proposal id conflicts.

        Solidity: `hashProposal(address[] targets, uint256[] values, bytes[] calldatas, bytes32
          descriptionHash)`.
        """
        return cast(
            "int",
            self.read(
                "hashProposal(address[],uint256[],bytes[],bytes32)",
                targets,
                values,
                calldatas,
                description_hash,
            ),
        )

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def late_quorum_vote_extension(self) -> int:
        """Returns the current value of the vote extension parameter: the number of blocks that are required to
        pass from the time a proposal reaches quorum until its voting period ends.

        Solidity: `lateQuorumVoteExtension()`.
        """
        return cast("int", self.read("lateQuorumVoteExtension()"))

    def latest_proposal_id(self) -> int:
        """Returns the latest proposal id.

        A return value of 0 means no proposals have been created yet.

        Solidity: `latestProposalId()`.
        """
        return cast("int", self.read("latestProposalId()"))

    def max_duration(self) -> int:
        """Longest voting delay and voting period, in seconds.

        Solidity: `MAX_DURATION()`.
        """
        return cast("int", self.read("MAX_DURATION()"))

    def max_mandate(self) -> int:
        """Longest mandate of a guardian, in seconds.

        Solidity: `MAX_MANDATE()`.
        """
        return cast("int", self.read("MAX_MANDATE()"))

    def max_swings(self) -> int:
        """The most that `swingExtensions` can be.

        Solidity: `MAX_SWINGS()`.
        """
        return cast("int", self.read("MAX_SWINGS()"))

    def name(self) -> str:
        """Name of the governor instance (used in building the EIP-712 domain separator).

        Solidity: `name()`.
        """
        return cast("str", self.read("name()"))

    def nonces(self, owner: Address) -> int:
        """Returns the next unused nonce for an address.

        Solidity: `nonces(address owner)`.
        """
        return cast("int", self.read("nonces(address)", owner))

    def nonces_with_key(self, owner: Address, key: int) -> int:
        """Returns the next unused nonce for an address and key.

        Result contains the key prefix.

        Solidity: `nonces(address owner, uint192 key)`.
        """
        return cast("int", self.read("nonces(address,uint192)", owner, key))

    def on_erc1155_batch_received(
        self, arg0: Address, arg1: Address, arg2: Sequence[int], arg3: Sequence[int], arg4: bytes
    ) -> Call:
        """See {IERC1155Receiver-onERC1155BatchReceived}.

        Receiving tokens is disabled if the governance executor is other than the governor itself (eg. when
        using with a timelock).

        `simulate` returns `bytes4`.

        Solidity: `onERC1155BatchReceived(address, address, uint256[], uint256[], bytes)`.
        """
        return self.write(
            "onERC1155BatchReceived(address,address,uint256[],uint256[],bytes)", arg0, arg1, arg2, arg3, arg4
        )

    def on_erc1155_received(self, arg0: Address, arg1: Address, arg2: int, arg3: int, arg4: bytes) -> Call:
        """See {IERC1155Receiver-onERC1155Received}.

        Receiving tokens is disabled if the governance executor is other than the governor itself (eg. when
        using with a timelock).

        `simulate` returns `bytes4`.

        Solidity: `onERC1155Received(address, address, uint256, uint256, bytes)`.
        """
        return self.write(
            "onERC1155Received(address,address,uint256,uint256,bytes)", arg0, arg1, arg2, arg3, arg4
        )

    def on_erc721_received(self, arg0: Address, arg1: Address, arg2: int, arg3: bytes) -> Call:
        """See {IERC721Receiver-onERC721Received}.

        Receiving tokens is disabled if the governance executor is other than the governor itself (eg. when
        using with a timelock).

        `simulate` returns `bytes4`.

        Solidity: `onERC721Received(address, address, uint256, bytes)`.
        """
        return self.write("onERC721Received(address,address,uint256,bytes)", arg0, arg1, arg2, arg3)

    def only_replaces_guardian(self, proposal_id: int) -> bool:
        """Whether the proposal does nothing but replace or remove the guardian, who then cannot cancel it.

        Solidity: `onlyReplacesGuardian(uint256 proposalId)`.
        """
        return cast("bool", self.read("onlyReplacesGuardian(uint256)", proposal_id))

    def proposal_deadline(self, proposal_id: int) -> int:
        """Reads `proposalDeadline(uint256 proposalId)`."""
        return cast("int", self.read("proposalDeadline(uint256)", proposal_id))

    def proposal_eta(self, proposal_id: int) -> int:
        """The time when a queued proposal becomes executable ("ETA").

        Unlike {proposalSnapshot} and {proposalDeadline}, this doesn't use the governor clock, and instead
        relies on the executor's clock which may be different. In most cases this will be a timestamp.

        Solidity: `proposalEta(uint256 proposalId)`.
        """
        return cast("int", self.read("proposalEta(uint256)", proposal_id))

    def proposal_needs_queuing(self, proposal_id: int) -> bool:
        """Reads `proposalNeedsQueuing(uint256 proposalId)`."""
        return cast("bool", self.read("proposalNeedsQueuing(uint256)", proposal_id))

    def proposal_proposer(self, proposal_id: int) -> Address:
        """The account that created a proposal.

        Solidity: `proposalProposer(uint256 proposalId)`.
        """
        return cast("Address", self.read("proposalProposer(uint256)", proposal_id))

    def proposal_snapshot(self, proposal_id: int) -> int:
        """Timepoint used to retrieve user's votes and quorum.

        If using block number (as per Compound's Comp), the snapshot is performed at the end of this block.
        Hence, voting for this proposal starts at the beginning of the following block.

        Solidity: `proposalSnapshot(uint256 proposalId)`.
        """
        return cast("int", self.read("proposalSnapshot(uint256)", proposal_id))

    def proposal_threshold(self) -> int:
        """Reads `proposalThreshold()`."""
        return cast("int", self.read("proposalThreshold()"))

    def proposal_votes(self, proposal_id: int) -> ProposalVotesResult:
        """What a measure has got, as the rule tells it; with several options see the rule's `tally`.

        Solidity: `proposalVotes(uint256 proposalId)`.
        """
        return ProposalVotesResult(*self.read("proposalVotes(uint256)", proposal_id))

    def propose(
        self, targets: Sequence[Address], values: Sequence[int], calldatas: Sequence[bytes], description: str
    ) -> Call:
        """Calls `propose(address[] targets, uint256[] values, bytes[] calldatas, string description)`.

        `simulate` returns `uint256`.
        """
        return self.write(
            "propose(address[],uint256[],bytes[],string)", targets, values, calldatas, description
        )

    def propose_options(
        self,
        counts: Sequence[int],
        targets: Sequence[Address],
        values: Sequence[int],
        calldatas: Sequence[bytes],
        description: str,
    ) -> Call:
        """Proposes several options, of which at most one is executed; "no change" is always one more.

        Who may propose, and how, is as for `propose`.

        - `counts`: How many actions each option has, in order.
        - `targets`: Contracts to call: the first option's, then the second's, and so on.
        - `values`: Nothing but zeros: actions carry no ETH.
        - `calldatas`: What to call them with.
        - `description`: What it is about.

        `simulate` returns `uint256 proposalId`.

        Solidity: `proposeOptions(uint256[] counts, address[] targets, uint256[] values, bytes[] calldatas,
          string description)`.
        """
        return self.write(
            "proposeOptions(uint256[],address[],uint256[],bytes[],string)",
            counts,
            targets,
            values,
            calldatas,
            description,
        )

    def queue(
        self,
        targets: Sequence[Address],
        values: Sequence[int],
        calldatas: Sequence[bytes],
        description_hash: bytes,
    ) -> Call:
        """Queue a proposal.

        Some governors require this step to be performed before execution can happen. If queuing is not
        necessary, this function may revert. Queuing a proposal requires the quorum to be reached, the vote
        to be successful, and the deadline to be reached. Emits a {ProposalQueued} event.

        `simulate` returns `uint256`.

        Solidity: `queue(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash)`.
        """
        return self.write(
            "queue(address[],uint256[],bytes[],bytes32)", targets, values, calldatas, description_hash
        )

    def quorum(self, timepoint: int) -> int:
        """Minimum number of cast voted required for a proposal to be successful.

        NOTE: The `timepoint` parameter corresponds to the snapshot used for counting vote. This allows to
        scale the quorum depending on values such as the totalSupply of a token at this timepoint (see
        {ERC20Votes}).

        Solidity: `quorum(uint256 timepoint)`.
        """
        return cast("int", self.read("quorum(uint256)", timepoint))

    def relay(self, target: Address, value_: int, data: bytes, *, value: Wei = NO_ETH) -> Call:
        """Relays a transaction or function call to an arbitrary target.

        In cases where the governance executor is some contract other than the governor itself, like when
        using a timelock, this function can be invoked in a governance proposal to recover tokens or Ether
        that was sent to the governor contract by mistake. Note that if the executor is simply the governor
        itself, use of `relay` is redundant.

        - `value`: ETH to send along, in wei

        Solidity: `relay(address target, uint256 value, bytes data)`.
        """
        return self.write("relay(address,uint256,bytes)", target, value_, data, value=value)

    def rule(self) -> Address:
        """How votes are weighed and counted.

        Solidity: `rule()`.
        """
        return cast("Address", self.read("rule()"))

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def set_guardian(self, new_guardian: Address, mandate_end: int) -> Call:
        """Appoints, replaces or removes the guardian.

        Only governance may call it.

        - `new_guardian`: Who may cancel proposals; zero for nobody.
        - `mandate_end`: Last second of the mandate, at most `MAX_MANDATE` from now; ignored for nobody.

        Solidity: `setGuardian(address newGuardian, uint48 mandateEnd)`.
        """
        return self.write("setGuardian(address,uint48)", new_guardian, mandate_end)

    def set_late_quorum_vote_extension(self, new_vote_extension: int) -> Call:
        """Changes the {lateQuorumVoteExtension}.

        This operation can only be performed by the governance executor, generally through a governance
        proposal. Emits a {LateQuorumVoteExtensionSet} event.

        Solidity: `setLateQuorumVoteExtension(uint48 newVoteExtension)`.
        """
        return self.write("setLateQuorumVoteExtension(uint48)", new_vote_extension)

    def set_proposal_threshold(self, new_proposal_threshold: int) -> Call:
        """Update the proposal threshold.

        This operation can only be performed through a governance proposal. Emits a {ProposalThresholdSet}
        event.

        Solidity: `setProposalThreshold(uint256 newProposalThreshold)`.
        """
        return self.write("setProposalThreshold(uint256)", new_proposal_threshold)

    def set_voting_delay(self, new_voting_delay: int) -> Call:
        """Update the voting delay.

        This operation can only be performed through a governance proposal. Emits a {VotingDelaySet} event.

        Solidity: `setVotingDelay(uint48 newVotingDelay)`.
        """
        return self.write("setVotingDelay(uint48)", new_voting_delay)

    def set_voting_period(self, new_voting_period: int) -> Call:
        """Update the voting period.

        This operation can only be performed through a governance proposal. Emits a {VotingPeriodSet} event.

        Solidity: `setVotingPeriod(uint32 newVotingPeriod)`.
        """
        return self.write("setVotingPeriod(uint32)", new_voting_period)

    def state(self, proposal_id: int) -> int:
        """Reads `state(uint256 proposalId)`."""
        return cast("int", self.read("state(uint256)", proposal_id))

    def supports_interface(self, interface_id: bytes) -> bool:
        """Returns true if this contract implements the interface defined by `interfaceId`.

        See the corresponding https://eips.ethereum.org/EIPS/eip-165#how-interfaces-are-identified[ERC
        section] to learn more about how these ids are created. This function call must use less than 30 000
        gas.

        Solidity: `supportsInterface(bytes4 interfaceId)`.
        """
        return cast("bool", self.read("supportsInterface(bytes4)", interface_id))

    def swing_extensions(self) -> int:
        """How often a late swing of the outcome keeps voting open.

        Solidity: `swingExtensions()`.
        """
        return cast("int", self.read("swingExtensions()"))

    def timelock(self) -> Address:
        """Public accessor to check the address of the timelock

        Solidity: `timelock()`.
        """
        return cast("Address", self.read("timelock()"))

    def update_timelock(self, new_timelock: Address) -> Call:
        """Public endpoint to update the underlying timelock instance.

        Restricted to the timelock itself, so updates must be proposed, scheduled, and executed through
        governance proposals. CAUTION: It is not recommended to change the timelock while there are other
        queued governance proposals.

        Solidity: `updateTimelock(address newTimelock)`.
        """
        return self.write("updateTimelock(address)", new_timelock)

    def version(self) -> str:
        """Version of the governor instance (used in building the EIP-712 domain separator).

        Default: "1"

        Solidity: `version()`.
        """
        return cast("str", self.read("version()"))

    def voting_delay(self) -> int:
        """Delay, between the proposal is created and the vote starts.

        The unit this duration is expressed in depends on the clock (see ERC-6372) this contract uses. This
        can be increased to leave time for users to buy voting power, or delegate it, before the voting of a
        proposal starts. NOTE: While this interface returns a uint256, timepoints are stored as uint48
        following the ERC-6372 clock type. Consequently this value must fit in a uint48 (when added to the
        current clock). See {IERC6372-clock}.

        Solidity: `votingDelay()`.
        """
        return cast("int", self.read("votingDelay()"))

    def voting_period(self) -> int:
        """Delay between the vote start and vote end.

        The unit this duration is expressed in depends on the clock (see ERC-6372) this contract uses. NOTE:
        The {votingDelay} can delay the start of the vote. This must be considered when setting the voting
        duration compared to the voting delay. NOTE: This value is stored when the proposal is submitted so
        that possible changes to the value do not affect proposals that have already been submitted. The
        type used to save it is a uint32. Consequently, while this interface returns a uint256, the value it
        returns should fit in a uint32.

        Solidity: `votingPeriod()`.
        """
        return cast("int", self.read("votingPeriod()"))
