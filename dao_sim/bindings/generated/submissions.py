# Generated from artifacts/Submissions.json by `python scripts/bindings.py`: change that, not this.
"""`Submissions`, compiled from contracts/curation/Submissions.sol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Disclosure, Policy, Registration, Submission, Verdict
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class Eip712DomainResult(NamedTuple):
    """What `Submissions.eip712_domain` returns."""

    fields: bytes
    name: str
    version: str
    chain_id: int
    verifying_contract: Address
    salt: bytes
    extensions: tuple[int, ...]


class KeptForResult(NamedTuple):
    """What `Submissions.kept_for` returns."""

    submitter: Address
    until: int


class Submissions(Contract):
    """What is disclosed of works, screened, and reviewed where that is called for, before they are registered."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "Submissions"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Admitted(Event):
        """The submission was registered as a work.

        Solidity: `Admitted(uint256 submissionId, uint256 workId)`.
        """

        SIGNATURE: ClassVar[str] = "Admitted(uint256,uint256)"
        submission_id: int
        """Indexed."""
        work_id: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Claimed(Event):
        """`account` had `amount` (smallest unit) of `asset` paid to `to`.

        Solidity: `Claimed(address account, address asset, address to, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Claimed(address,address,address,uint256)"
        account: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        to: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Cleared(Event):
        """A submission can be registered until `deadline` (seconds).

        Solidity: `Cleared(uint256 submissionId, uint256 deadline)`.
        """

        SIGNATURE: ClassVar[str] = "Cleared(uint256,uint256)"
        submission_id: int
        """Indexed."""
        deadline: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class EIP712DomainChanged(Event):
        """MAY be emitted to signal that the domain could have changed.

        Solidity: `EIP712DomainChanged()`.
        """

        SIGNATURE: ClassVar[str] = "EIP712DomainChanged()"

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Forfeited(Event):
        """The panel was not drawn in time; the rest of the deposit (smallest unit) is the treasury's.

        Solidity: `Forfeited(uint256 submissionId, uint256 deposit)`.
        """

        SIGNATURE: ClassVar[str] = "Forfeited(uint256,uint256)"
        submission_id: int
        """Indexed."""
        deposit: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Lapsed(Event):
        """Its time was over.

        Solidity: `Lapsed(uint256 submissionId)`.
        """

        SIGNATURE: ClassVar[str] = "Lapsed(uint256)"
        submission_id: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Owed(Event):
        """`account` is owed `amount` (smallest unit) of `asset` more.

        Solidity: `Owed(address account, address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Owed(address,address,uint256)"
        account: Address
        """Indexed."""
        asset: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class PolicySet(Event):
        """The members decided about a domain.

        What is submitted already keeps what held for it.

        Solidity: `PolicySet(bytes32 domain, ISubmissions.Policy policy)`.
        """

        SIGNATURE: ClassVar[str] = "PolicySet(bytes32,(bool,uint16,uint16,uint208))"
        domain: bytes
        """Indexed."""
        policy: Policy

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Recovered(Event):
        """`amount` (smallest unit) of `asset` went to the treasury.

        Solidity: `Recovered(address asset, uint256 amount)`.
        """

        SIGNATURE: ClassVar[str] = "Recovered(address,uint256)"
        asset: Address
        """Indexed."""
        amount: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Refused(Event):
        """The panel upheld the claim; the rest of the deposit (smallest unit) is the treasury's.

        Solidity: `Refused(uint256 submissionId, uint256 deposit)`.
        """

        SIGNATURE: ClassVar[str] = "Refused(uint256,uint256)"
        submission_id: int
        """Indexed."""
        deposit: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ReviewRequested(Event):
        """A panel was asked, at `cost` (smallest unit), whether what `claimant` says is so: not to be
        registered.

        Solidity: `ReviewRequested(uint256 submissionId, uint256 caseId, address claimant, uint256 cost)`.
        """

        SIGNATURE: ClassVar[str] = "ReviewRequested(uint256,uint256,address,uint256)"
        submission_id: int
        """Indexed."""
        case_id: int
        """Indexed."""
        claimant: Address
        """Indexed."""
        cost: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Screened(Event):
        """`screener` has spoken; with no flags it found nothing.

        Solidity: `Screened(uint256 submissionId, address screener, uint256 flags, uint256 similarTo,
        bytes32 reportHash)`.
        """

        SIGNATURE: ClassVar[str] = "Screened(uint256,address,uint256,uint256,bytes32)"
        submission_id: int
        """Indexed."""
        screener: Address
        """Indexed."""
        flags: int
        similar_to: int
        report_hash: bytes

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ScreenerSet(Event):
        """`screener` was appointed, or is not a screener any more.

        Solidity: `ScreenerSet(address screener, bool appointed)`.
        """

        SIGNATURE: ClassVar[str] = "ScreenerSet(address,bool)"
        screener: Address
        """Indexed."""
        appointed: bool

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Submitted(Event):
        """`submitter` submitted a registration and put up `deposit` (smallest unit).

        Solidity: `Submitted(uint256 submissionId, address submitter, bytes32 domain,
        IWorkRegistry.Registration registration, string tools, uint256 deposit)`.
        """

        SIGNATURE: ClassVar[str] = (
            "Submitted(uint256,address,bytes32,(bytes32,string,address[],uint256[],uint16,uint16),string,uint256)"
        )
        submission_id: int
        """Indexed."""
        submitter: Address
        """Indexed."""
        domain: bytes
        """Indexed."""
        registration: Registration
        tools: str
        deposit: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Withdrawn(Event):
        """The submitter withdrew it.

        Solidity: `Withdrawn(uint256 submissionId)`.
        """

        SIGNATURE: ClassVar[str] = "Withdrawn(uint256)"
        submission_id: int
        """Indexed."""

    @classmethod
    def creation(
        cls,
        authority: Address,
        registry: Address,
        membership: Address,
        panels: Address,
        treasury: Address,
        screen_period: int,
        act_period: int,
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `registry`: Whose gate this is.
        - `membership`: Who submits.
        - `panels`: Who reviews. Deposits are in what its panels are paid in.
        - `treasury`: Where forfeited deposits go.
        - `screen_period`: How long screeners may speak (seconds).
        - `act_period`: How long a submitter has for its next step (seconds).
        """
        return cls.initcode(authority, registry, membership, panels, treasury, screen_period, act_period)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        authority: Address,
        registry: Address,
        membership: Address,
        panels: Address,
        treasury: Address,
        screen_period: int,
        act_period: int,
    ) -> Submissions:
        """Deploys a `Submissions` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `registry`: Whose gate this is.
        - `membership`: Who submits.
        - `panels`: Who reviews. Deposits are in what its panels are paid in.
        - `treasury`: Where forfeited deposits go.
        - `screen_period`: How long screeners may speak (seconds).
        - `act_period`: How long a submitter has for its next step (seconds).
        """
        return cls.create(
            chain, sender, authority, registry, membership, panels, treasury, screen_period, act_period
        )

    def act_period(self) -> int:
        """How long a submitter has for its next step (seconds).

        Solidity: `actPeriod()`.
        """
        return cast("int", self.read("actPeriod()"))

    def admit(self, work_id: int, registrant: Address, registration: Registration) -> Call:
        """Lets a registration pass, once.

        Only the registry may call; it has given the work its number by then.

        - `work_id`: The work's number.
        - `registrant`: Who registers it.
        - `registration`: What is stated of it.

        Solidity: `admit(uint256 workId, address registrant, IWorkRegistry.Registration registration)`.
        """
        return self.write(
            "admit(uint256,address,(bytes32,string,address[],uint256[],uint16,uint16))",
            work_id,
            registrant,
            registration,
        )

    def asset(self) -> Address:
        """In what deposits are; ETH is `address(0)`.

        Solidity: `asset()`.
        """
        return cast("Address", self.read("asset()"))

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def cap_exceeded(self) -> int:
        """More is AI's than was disclosed, or than the domain's cap.

        Solidity: `CAP_EXCEEDED()`.
        """
        return cast("int", self.read("CAP_EXCEEDED()"))

    def claim(self, asset: Address, to: Address) -> Call:
        """Pays `to` all that the caller is owed of `asset`.

        Solidity: `claim(address asset, address to)`.
        """
        return self.write("claim(address,address)", asset, to)

    def conclude(self, submission_id: int) -> Call:
        """Does what the panel's answer says, once it is final.

        Anyone may.

        Guarded, for a panel is not opened before its cost has arrived there.

        Solidity: `conclude(uint256 submissionId)`.
        """
        return self.write("conclude(uint256)", submission_id)

    def digest_of(self, verdict: Verdict) -> bytes:
        """What a screener signs for a verdict: its EIP-712 digest.

        Solidity: `digestOf(ISubmissions.Verdict verdict)`.
        """
        return cast(
            "bytes", self.read("digestOf((uint256,bytes32,uint256,bytes32,address,uint8,uint48))", verdict)
        )

    def disclosure_of(self, work_id: int) -> Disclosure:
        """What was disclosed of a work.

        Solidity: `disclosureOf(uint256 workId)`.
        """
        return cast("Disclosure", self.read("disclosureOf(uint256)", work_id))

    def eip712_domain(self) -> Eip712DomainResult:
        """returns the fields and values that describe the domain separator used by this contract for EIP-712
        signature.

        Solidity: `eip712Domain()`.
        """
        return Eip712DomainResult(*self.read("eip712Domain()"))

    def flagged_by(self, submission_id: int) -> tuple[Address, ...]:
        """The screeners that flagged a submission.

        Solidity: `flaggedBy(uint256 submissionId)`.
        """
        return cast("tuple[Address, ...]", self.read("flaggedBy(uint256)", submission_id))

    def has_screened(self, submission_id: int, screener: Address) -> bool:
        """Whether a screener has spoken about a submission.

        Solidity: `hasScreened(uint256 submissionId, address screener)`.
        """
        return cast("bool", self.read("hasScreened(uint256,address)", submission_id, screener))

    def held(self, asset: Address) -> int:
        """What of `asset` belongs to somebody (smallest unit): in escrow, or owed.

        The balance is at least that.

        Solidity: `held(address asset)`.
        """
        return cast("int", self.read("held(address)", asset))

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def is_screener(self, account: Address) -> bool:
        """Whether an account is a screener.

        Solidity: `isScreener(address account)`.
        """
        return cast("bool", self.read("isScreener(address)", account))

    def kept_for(self, content_hash: bytes) -> KeptForResult:
        """Who alone may submit a content that it withdrew, and until when (seconds).

        Solidity: `keptFor(bytes32 contentHash)`.
        """
        return KeptForResult(*self.read("keptFor(bytes32)", content_hash))

    def lapse(self, submission_id: int) -> Call:
        """Ends a submission whose submitter did not take the next step in time.

        Anyone may.

        Solidity: `lapse(uint256 submissionId)`.
        """
        return self.write("lapse(uint256)", submission_id)

    def live_of(self, content_hash: bytes) -> int:
        """The submission under way of a content; 0 for none.

        Solidity: `liveOf(bytes32 contentHash)`.
        """
        return cast("int", self.read("liveOf(bytes32)", content_hash))

    def membership(self) -> Address:
        """Who submits.

        Solidity: `membership()`.
        """
        return cast("Address", self.read("membership()"))

    def missing_field(self) -> int:
        """The metadata lack something.

        Solidity: `MISSING_FIELD()`.
        """
        return cast("int", self.read("MISSING_FIELD()"))

    def near_duplicate(self) -> int:
        """A work nearly duplicates a registered one.

        Solidity: `NEAR_DUPLICATE()`.
        """
        return cast("int", self.read("NEAR_DUPLICATE()"))

    def other(self) -> int:
        """Anything else; the report says what.

        Solidity: `OTHER()`.
        """
        return cast("int", self.read("OTHER()"))

    def owed_to(self, account: Address, asset: Address) -> int:
        """What `account` is owed of `asset` and did not claim (smallest unit).

        Solidity: `owedTo(address account, address asset)`.
        """
        return cast("int", self.read("owedTo(address,address)", account, asset))

    def panels(self) -> Address:
        """Who reviews.

        Solidity: `panels()`.
        """
        return cast("Address", self.read("panels()"))

    def policy_of(self, domain: bytes) -> Policy:
        """What holds for a domain.

        Solidity: `policyOf(bytes32 domain)`.
        """
        return cast("Policy", self.read("policyOf(bytes32)", domain))

    def recover(self, recovered: Address) -> Call:
        """Pays the treasury what it is owed of `asset`.

        Anyone may.

        Solidity: `recover(address recovered)`.
        """
        return self.write("recover(address)", recovered)

    def registry(self) -> Address:
        """Whose gate this is.

        Solidity: `registry()`.
        """
        return cast("Address", self.read("registry()"))

    def request_review(self, submission_id: int, registration: Registration, *, value: Wei = NO_ETH) -> Call:
        """The submitter asks for the panel that its submission needs, and thereby for the seed of the draw,
        once every screener has spoken since the set last changed, or their time is over.

        If the deposit does not cover the panel's cost, which may have risen, the rest is put up as the
        deposit was.

        - `registration`: What was submitted, for contributors with a twentieth of it or more must not sit
          on the panel.
        - `value`: ETH to send along, in wei

        `simulate` returns `uint256 caseId`.

        Solidity: `requestReview(uint256 submissionId, IWorkRegistry.Registration registration)`.
        """
        return self.write(
            "requestReview(uint256,(bytes32,string,address[],uint256[],uint16,uint16))",
            submission_id,
            registration,
            value=value,
        )

    def screen(self, verdict: Verdict, signature: bytes) -> Call:
        """Brings a screener's verdict, while a submission is screened.

        Anyone may.

        A contract that screens (ERC-1271) is asked without being able to change anything.

        Solidity: `screen(ISubmissions.Verdict verdict, bytes signature)`.
        """
        return self.write(
            "screen((uint256,bytes32,uint256,bytes32,address,uint8,uint48),bytes)", verdict, signature
        )

    def screen_period(self) -> int:
        """How long screeners may speak (seconds).

        Solidity: `screenPeriod()`.
        """
        return cast("int", self.read("screenPeriod()"))

    def screener_count(self) -> int:
        """How many screeners there are.

        Solidity: `screenerCount()`.
        """
        return cast("int", self.read("screenerCount()"))

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def set_policy(self, domain: bytes, policy: Policy) -> Call:
        """Decides about a domain, for what is submitted later.

        The deposit of an open one must pay for a panel. Restricted to the REVIEW_STEWARD role.

        Solidity: `setPolicy(bytes32 domain, ISubmissions.Policy policy)`.
        """
        return self.write("setPolicy(bytes32,(bool,uint16,uint16,uint208))", domain, policy)

    def set_screener(self, screener: Address, appointed: bool) -> Call:
        """Appoints a screener, an account with a key or a contract (ERC-1271), or removes it.

        Restricted to the REVIEW_STEWARD role.

        Solidity: `setScreener(address screener, bool appointed)`.
        """
        return self.write("setScreener(address,bool)", screener, appointed)

    def stakeholder_units(self) -> int:
        """Who has so many of a work's units, a twentieth, or more does not judge it.

        Solidity: `STAKEHOLDER_UNITS()`.
        """
        return cast("int", self.read("STAKEHOLDER_UNITS()"))

    def submission_count(self) -> int:
        """How many submissions were made, which is the last one's number.

        Solidity: `submissionCount()`.
        """
        return cast("int", self.read("submissionCount()"))

    def submission_of(self, submission_id: int) -> Submission:
        """A submission as it is, with what passing time did to it; of zeros if there is no such one.

        Solidity: `submissionOf(uint256 submissionId)`.
        """
        return cast("Submission", self.read("submissionOf(uint256)", submission_id))

    def submit(
        self, registration: Registration, domain: bytes, tools: str, salt: bytes, *, value: Wei = NO_ETH
    ) -> Call:
        """Submits a registration, and puts up the domain's deposit: with the call in ETH, else approved
        before.

        - `registration`: What is going to be registered.
        - `domain`: The work's domain.
        - `tools`: What AI's share was made with, in words.
        - `salt`: What went into the caller's commitment in the registry.
        - `value`: ETH to send along, in wei

        `simulate` returns `submissionId`: Its number; the first is 1.

        Solidity: `submit(IWorkRegistry.Registration registration, bytes32 domain, string tools, bytes32
          salt)`.
        """
        return self.write(
            "submit((bytes32,string,address[],uint256[],uint16,uint16),bytes32,string,bytes32)",
            registration,
            domain,
            tools,
            salt,
            value=value,
        )

    def treasury(self) -> Address:
        """Where forfeited deposits go.

        Solidity: `treasury()`.
        """
        return cast("Address", self.read("treasury()"))

    def withdraw(self, submission_id: int) -> Call:
        """The submitter withdraws a submission that is neither registered nor before a panel.

        Solidity: `withdraw(uint256 submissionId)`.
        """
        return self.write("withdraw(uint256)", submission_id)
