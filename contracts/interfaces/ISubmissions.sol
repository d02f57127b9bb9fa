// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IEscrow} from "./IEscrow.sol";
import {IMembership} from "./IMembership.sol";
import {IRegistrationGate} from "./IRegistrationGate.sol";
import {IReviewPanels} from "./IReviewPanels.sol";
import {ITreasury} from "./ITreasury.sol";
import {IWorkRegistry} from "./IWorkRegistry.sol";

/**
 * @title ISubmissions
 * @notice The registry's gate: works are submitted, screened and, where that is called for, reviewed by a panel before
 * they are registered.
 *
 * A member submits the registration that it is going to make, with the work's domain and the tools that AI's share was
 * made with, and puts up the domain's deposit. It must have committed to the content in the registry, as long before as a
 * registration asks for: who copies a submission from a pending transaction has no commitment old enough.
 *
 * For `screenPeriod`, screeners that the members appointed may say what they found, in verdicts that they sign (EIP-712)
 * and anyone sends. A screener can flag a submission and no more: only a panel refuses. One flag is enough, and no verdict
 * of another screener takes it back. What nobody flagged passes when the period is over, silence included; and before, as
 * soon as every screener has found it clean. Of that, verdicts count that were sent since the set of screeners last
 * changed.
 *
 * What was flagged, exceeds the domain's cap of AI's share, or reaches the share from which the domain wants a review,
 * goes to a panel when its submitter asks for that, who pays the panel's cost out of the deposit: once the screeners' time is
 * over or all of them have spoken, so that nobody is quicker than a verdict that names whose work it is like. The claim is that it
 * must not be registered. Who owns the work that it nearly duplicates makes the claim, so that this is a dispute between
 * two, either of whom may appeal; without such an owner it is nobody's, and what a panel lets pass is then open only to
 * the members' vote, which can void the registration.
 *
 * Cleared, the registration can be made, as it was submitted and by its submitter only. Each step is to be taken within
 * `actPeriod`. The deposit, or what the panel left of it, comes back with the registration, and when the submission is
 * withdrawn or lapses. It is the treasury's if the panel refuses the work, or if nobody draws the panel in time.
 *
 * Nobody can be stuck: after each deadline anyone may `lapse` a submission, and `conclude` one whose panel has spoken.
 * Its content can be submitted again then, by anyone. Who withdraws a submission, to correct it, has `actPeriod` to submit
 * its content again before others can, who may know it from the first time.
 */
interface ISubmissions is IRegistrationGate, IEscrow, IERC5267 {
    /// @notice Where a submission is. `None` stands for one that was never made.
    enum State {
        None,
        Screening,
        Flagged,
        InReview,
        Cleared,
        Registered,
        Refused,
        Forfeited,
        Withdrawn,
        Lapsed
    }

    /**
     * @notice What the members decided about a domain of works.
     * @param open Whether works of it can be submitted.
     * @param capBps AI's share (basis points) above which a work exceeds the cap, and needs a review.
     * @param reviewFromBps AI's share (basis points) from which a work needs a review; above 10,000 if none does that
     * keeps within the cap.
     * @param deposit What a submission puts up (smallest unit of `asset`).
     */
    struct Policy {
        bool open;
        uint16 capBps;
        uint16 reviewFromBps;
        uint208 deposit;
    }

    /**
     * @notice A submission.
     * @param submitter Who made it, and alone may register the work.
     * @param state Where it is.
     * @param needsReview Whether a panel must see it even if nobody flags it.
     * @param flags What screeners found, one bit each: `NEAR_DUPLICATE`, `MISSING_FIELD`, `CAP_EXCEEDED`, `OTHER`.
     * @param deadline The second in which its state's time is over; 0 for a state that has none.
     * @param aiShareBps AI's share, as disclosed (basis points).
     * @param submittedAt When it was made (seconds).
     * @param domain The domain that it was submitted in.
     * @param deposit What is held of it (smallest unit).
     * @param similarTo The work that it nearly duplicates, by the first verdict that names one; 0 for none.
     * @param caseId The panel's case; 0 before there is one.
     * @param contentHash Its content.
     * @param registrationHash keccak256(abi.encode(registration)).
     * @param toolsHash keccak256(bytes(tools)).
     */
    struct Submission {
        address submitter;
        State state;
        bool needsReview;
        uint8 flags;
        uint48 deadline;
        uint16 aiShareBps;
        uint48 submittedAt;
        bytes32 domain;
        uint208 deposit;
        uint256 similarTo;
        uint256 caseId;
        bytes32 contentHash;
        bytes32 registrationHash;
        bytes32 toolsHash;
    }

    /**
     * @notice For whom a content is kept that was withdrawn.
     * @param submitter Who withdrew it.
     * @param until The second from which others can submit it.
     */
    struct Kept {
        address submitter;
        uint48 until;
    }

    /**
     * @notice What a screener signs.
     * @param submissionId What it screened.
     * @param registrationHash The registration that it screened, so that no other one can be meant.
     * @param similarTo The work that is nearly duplicated; 0 unless that is flagged.
     * @param reportHash The hash of its report, wherever that is.
     * @param screener Who signs, so that one key behind several accounts speaks for one.
     * @param flags What it found, one bit each; 0 for nothing.
     * @param validUntil The last second in which the verdict can be sent.
     */
    struct Verdict {
        uint256 submissionId;
        bytes32 registrationHash;
        uint256 similarTo;
        bytes32 reportHash;
        address screener;
        uint8 flags;
        uint48 validUntil;
    }

    /**
     * @notice What was disclosed of a work that passed here; of zeros for any other.
     * @param submissionId The submission that it was registered by.
     * @param domain Its domain.
     * @param aiShareBps AI's share (basis points).
     * @param toolsHash The hash of the tools, which its event has in words.
     */
    struct Disclosure {
        uint256 submissionId;
        bytes32 domain;
        uint16 aiShareBps;
        bytes32 toolsHash;
    }

    /// @notice The members decided about a domain. What is submitted already keeps what held for it.
    event PolicySet(bytes32 indexed domain, Policy policy);
    /// @notice `screener` was appointed, or is not a screener any more.
    event ScreenerSet(address indexed screener, bool appointed);
    /// @notice `submitter` submitted a registration and put up `deposit` (smallest unit).
    event Submitted(
        uint256 indexed submissionId,
        address indexed submitter,
        bytes32 indexed domain,
        IWorkRegistry.Registration registration,
        string tools,
        uint256 deposit
    );
    /// @notice `screener` has spoken; with no flags it found nothing.
    event Screened(
        uint256 indexed submissionId,
        address indexed screener,
        uint256 flags,
        uint256 similarTo,
        bytes32 reportHash
    );
    /// @notice A panel was asked, at `cost` (smallest unit), whether what `claimant` says is so: not to be registered.
    event ReviewRequested(uint256 indexed submissionId, uint256 indexed caseId, address indexed claimant, uint256 cost);
    /// @notice A submission can be registered until `deadline` (seconds).
    event Cleared(uint256 indexed submissionId, uint256 deadline);
    /// @notice The panel upheld the claim; the rest of the deposit (smallest unit) is the treasury's.
    event Refused(uint256 indexed submissionId, uint256 deposit);
    /// @notice The panel was not drawn in time; the rest of the deposit (smallest unit) is the treasury's.
    event Forfeited(uint256 indexed submissionId, uint256 deposit);
    /// @notice The submission was registered as a work.
    event Admitted(uint256 indexed submissionId, uint256 indexed workId);
    /// @notice The submitter withdrew it.
    event Withdrawn(uint256 indexed submissionId);
    /// @notice Its time was over.
    event Lapsed(uint256 indexed submissionId);
    /// @notice `amount` (smallest unit) of `asset` went to the treasury.
    event Recovered(address indexed asset, uint256 amount);

    /// @notice Every period lasts from a second to the maximum.
    error Submissions_InvalidPeriod(uint256 period, uint256 maximum);
    /// @notice A cap is at most the whole (basis points).
    error Submissions_InvalidCap(bytes32 domain, uint256 capBps, uint256 maximum);
    /// @notice A deposit pays for a panel at least (smallest unit).
    error Submissions_DepositBelowCost(bytes32 domain, uint256 deposit, uint256 cost);
    /// @notice An account is appointed once, up to the maximum of them, and removed once.
    error Submissions_InvalidScreener(address screener, uint256 count, uint256 maximum);
    /// @notice Only members submit works.
    error Submissions_NotMember(address account);
    /// @notice Works of this domain are not accepted.
    error Submissions_DomainNotOpen(bytes32 domain);
    /// @notice AI's share is at most the whole (basis points).
    error Submissions_InvalidShare(uint256 aiShareBps, uint256 maximum);
    /// @notice Name at least one contributor, and at most the maximum.
    error Submissions_InvalidContributors(uint256 count, uint256 maximum);
    /// @notice Give units for each contributor.
    error Submissions_LengthMismatch(uint256 contributors, uint256 units);
    /// @notice This content is registered already: dispute that registration if it is not its owner's.
    error Submissions_ContentRegistered(bytes32 contentHash, uint256 workId);
    /// @notice Governance keeps this content for its heir.
    error Submissions_ContentReserved(bytes32 contentHash, address heir);
    /// @notice This content is submitted already. Once that submission's time is over, `lapse` it.
    error Submissions_ContentSubmitted(bytes32 contentHash, uint256 submissionId);
    /// @notice `submitter` withdrew this content, to submit it again: until then (seconds) nobody else can.
    error Submissions_ContentKept(bytes32 contentHash, address submitter, uint256 until);
    /// @notice Commit to this content hash and salt in the registry first, from the same account.
    error Submissions_NotCommitted(address submitter, bytes32 commitment);
    /// @notice Submit no earlier than this (seconds).
    error Submissions_CommitTooYoung(uint256 committedAt, uint256 earliest);
    /// @notice The commitment is void: commit again in the registry.
    error Submissions_CommitTooOld(uint256 committedAt, uint256 latest);
    /// @notice Only an appointed screener's verdict counts.
    error Submissions_NotScreener(address screener);
    /// @notice Each screener speaks once.
    error Submissions_AlreadyScreened(uint256 submissionId, address screener);
    /// @notice A near-duplicate, and only that, names the registered work that it is like; there are no other flags.
    error Submissions_InvalidVerdict(uint256 submissionId, uint256 flags, uint256 similarTo);
    /// @notice The verdict could be sent until `validUntil` (seconds).
    error Submissions_VerdictExpired(uint256 submissionId, uint256 validUntil);
    /// @notice The signature is not the screener's, or not of this verdict.
    error Submissions_InvalidSignature(uint256 submissionId, address screener);
    /// @notice The registration is not the one that was submitted.
    error Submissions_OtherRegistration(uint256 submissionId, bytes32 registrationHash);
    /// @notice The submission is not in the state in which that can be done.
    error Submissions_WrongState(uint256 submissionId, State state);
    /// @notice That had to be done before `deadline` (seconds).
    error Submissions_TooLate(uint256 submissionId, uint256 deadline);
    /// @notice That can be done from `deadline` on (seconds).
    error Submissions_TooEarly(uint256 submissionId, uint256 deadline);
    /// @notice Only the submitter may.
    error Submissions_NotSubmitter(uint256 submissionId, address account);
    /// @notice The panel's answer is not final yet: ask when `panels.outcomeOf` says something else than Pending.
    error Submissions_Undecided(uint256 submissionId, uint256 caseId);
    /// @notice Submit the work first.
    error Submissions_NotSubmitted(bytes32 contentHash);
    /// @notice Only the registry asks for works to be admitted.
    error Submissions_NotRegistry(address account);
    /// @notice The treasury has nothing to get.
    error Submissions_NothingToRecover(address asset);

    /**
     * @notice Decides about a domain, for what is submitted later. The deposit of an open one must pay for a panel.
     * Restricted to the REVIEW_STEWARD role.
     */
    function setPolicy(bytes32 domain, Policy calldata policy) external;

    /// @notice Appoints a screener, an account with a key or a contract (ERC-1271), or removes it. Restricted to the
    /// REVIEW_STEWARD role.
    function setScreener(address screener, bool appointed) external;

    /**
     * @notice Submits a registration, and puts up the domain's deposit: with the call in ETH, else approved before.
     * @param registration What is going to be registered.
     * @param domain The work's domain.
     * @param tools What AI's share was made with, in words.
     * @param salt What went into the caller's commitment in the registry.
     * @return submissionId Its number; the first is 1.
     */
    function submit(
        IWorkRegistry.Registration calldata registration,
        bytes32 domain,
        string calldata tools,
        bytes32 salt
    ) external payable returns (uint256 submissionId);

    /// @notice Brings a screener's verdict, while a submission is screened. Anyone may.
    function screen(Verdict calldata verdict, bytes calldata signature) external;

    /**
     * @notice The submitter asks for the panel that its submission needs, and thereby for the seed of the draw, once every
     * screener has spoken since the set last changed, or their time is over. If the
     * deposit does not cover the panel's cost, which may have risen, the rest is put up as the deposit was.
     * @param registration What was submitted, for contributors with a twentieth of it or more must not sit on the panel.
     */
    function requestReview(
        uint256 submissionId,
        IWorkRegistry.Registration calldata registration
    ) external payable returns (uint256 caseId);

    /// @notice Does what the panel's answer says, once it is final. Anyone may.
    function conclude(uint256 submissionId) external;

    /// @notice The submitter withdraws a submission that is neither registered nor before a panel.
    function withdraw(uint256 submissionId) external;

    /// @notice Ends a submission whose submitter did not take the next step in time. Anyone may.
    function lapse(uint256 submissionId) external;

    /// @notice Pays the treasury what it is owed of `asset`. Anyone may.
    function recover(address asset) external;

    /// @notice A submission as it is, with what passing time did to it; of zeros if there is no such one.
    function submissionOf(uint256 submissionId) external view returns (Submission memory);

    /// @notice What holds for a domain.
    function policyOf(bytes32 domain) external view returns (Policy memory);

    /// @notice What was disclosed of a work.
    function disclosureOf(uint256 workId) external view returns (Disclosure memory);

    /// @notice The submission under way of a content; 0 for none.
    function liveOf(bytes32 contentHash) external view returns (uint256 submissionId);

    /// @notice Who alone may submit a content that it withdrew, and until when (seconds).
    function keptFor(bytes32 contentHash) external view returns (address submitter, uint48 until);

    /// @notice The screeners that flagged a submission.
    function flaggedBy(uint256 submissionId) external view returns (address[] memory);

    /// @notice Whether a screener has spoken about a submission.
    function hasScreened(uint256 submissionId, address screener) external view returns (bool);

    /// @notice What a screener signs for a verdict: its EIP-712 digest.
    function digestOf(Verdict calldata verdict) external view returns (bytes32);

    /// @notice Whether an account is a screener.
    function isScreener(address account) external view returns (bool);

    /// @notice How many screeners there are.
    function screenerCount() external view returns (uint256);

    /// @notice How many submissions were made, which is the last one's number.
    function submissionCount() external view returns (uint256);

    /// @notice How long screeners may speak (seconds).
    function screenPeriod() external view returns (uint48);

    /// @notice How long a submitter has for its next step (seconds).
    function actPeriod() external view returns (uint48);

    /// @notice In what deposits are; ETH is `address(0)`.
    function asset() external view returns (address);

    /// @notice Whose gate this is.
    function registry() external view returns (IWorkRegistry);

    /// @notice Who submits.
    function membership() external view returns (IMembership);

    /// @notice Who reviews.
    function panels() external view returns (IReviewPanels);

    /// @notice Where forfeited deposits go.
    function treasury() external view returns (ITreasury);
}
