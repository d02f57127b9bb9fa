// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Escrow} from "../funding/Escrow.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {IRegistrationGate} from "../interfaces/IRegistrationGate.sol";
import {IReviewPanels} from "../interfaces/IReviewPanels.sol";
import {ISubmissions} from "../interfaces/ISubmissions.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";
import {IWorkRegistry} from "../interfaces/IWorkRegistry.sol";

/**
 * @title Submissions
 * @notice What is disclosed of works, screened, and reviewed where that is called for, before they are registered.
 */
contract Submissions is ISubmissions, Escrow, AccessManaged, EIP712 {
    using SafeERC20 for IERC20;

    /// @notice A work nearly duplicates a registered one.
    uint8 public constant NEAR_DUPLICATE = 1;
    /// @notice The metadata lack something.
    uint8 public constant MISSING_FIELD = 2;
    /// @notice More is AI's than was disclosed, or than the domain's cap.
    uint8 public constant CAP_EXCEEDED = 4;
    /// @notice Anything else; the report says what.
    uint8 public constant OTHER = 8;
    uint8 private constant ALL_FLAGS = NEAR_DUPLICATE | MISSING_FIELD | CAP_EXCEEDED | OTHER;

    /// @notice Who has so many of a work's units, a twentieth, or more does not judge it.
    uint256 public constant STAKEHOLDER_UNITS = 50_000;

    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_SCREENERS = 8;
    uint256 private constant MAX_CONTRIBUTORS = 100;
    uint48 private constant MAX_PERIOD = 365 days;
    // solhint-disable gas-small-strings
    bytes32 private constant VERDICT_TYPEHASH = keccak256(
        "Verdict(uint256 submissionId,bytes32 registrationHash,uint256 similarTo,bytes32 reportHash,"
        "address screener,uint8 flags,uint48 validUntil)"
    );
    // solhint-enable gas-small-strings

    /// @inheritdoc ISubmissions
    IWorkRegistry public immutable registry;

    /// @inheritdoc ISubmissions
    IMembership public immutable membership;

    /// @inheritdoc ISubmissions
    IReviewPanels public immutable panels;

    /// @inheritdoc ISubmissions
    ITreasury public immutable treasury;

    /// @inheritdoc ISubmissions
    address public immutable asset;

    /// @inheritdoc ISubmissions
    uint48 public immutable screenPeriod;

    /// @inheritdoc ISubmissions
    uint48 public immutable actPeriod;

    /// @inheritdoc ISubmissions
    uint256 public submissionCount;

    /// @inheritdoc ISubmissions
    uint256 public screenerCount;

    /// @inheritdoc ISubmissions
    mapping(address account => bool) public isScreener;

    /// @inheritdoc ISubmissions
    mapping(bytes32 contentHash => uint256) public liveOf;

    /// @inheritdoc ISubmissions
    mapping(bytes32 contentHash => Kept) public keptFor;

    /// @inheritdoc ISubmissions
    mapping(uint256 submissionId => mapping(address screener => bool)) public hasScreened;

    /// @dev How often the set of screeners changed.
    uint256 private _edition;

    mapping(bytes32 domain => Policy) private _policies;
    mapping(uint256 submissionId => Submission) private _submissions;
    mapping(uint256 submissionId => address[]) private _flaggedBy;
    mapping(uint256 workId => uint256) private _submissionOf;

    /// @dev Verdicts by the edition of the set of screeners in which they were sent.
    mapping(uint256 submissionId => mapping(uint256 edition => uint256)) private _heard;

    /**
     * @param authority The access manager.
     * @param registry_ Whose gate this is.
     * @param membership_ Who submits.
     * @param panels_ Who reviews. Deposits are in what its panels are paid in.
     * @param treasury_ Where forfeited deposits go.
     * @param screenPeriod_ How long screeners may speak (seconds).
     * @param actPeriod_ How long a submitter has for its next step (seconds).
     */
    constructor(
        address authority,
        IWorkRegistry registry_,
        IMembership membership_,
        IReviewPanels panels_,
        ITreasury treasury_,
        uint48 screenPeriod_,
        uint48 actPeriod_
    ) AccessManaged(authority) EIP712("Submissions", "1") {
        _checkPeriod(screenPeriod_);
        _checkPeriod(actPeriod_);
        (registry, membership, panels, treasury) = (registry_, membership_, panels_, treasury_);
        (screenPeriod, actPeriod, asset) = (screenPeriod_, actPeriod_, panels_.asset());
    }

    /// @inheritdoc ISubmissions
    function setPolicy(bytes32 domain, Policy calldata policy) external restricted {
        if (policy.capBps > BPS) revert Submissions_InvalidCap(domain, policy.capBps, BPS);
        uint256 cost = panels.cost();
        if (policy.open && policy.deposit < cost) revert Submissions_DepositBelowCost(domain, policy.deposit, cost);
        _policies[domain] = policy;
        emit PolicySet(domain, policy);
    }

    /// @inheritdoc ISubmissions
    function setScreener(address screener, bool appointed) external restricted {
        uint256 count = screenerCount;
        if (screener == address(0) || isScreener[screener] == appointed || (appointed && count == MAX_SCREENERS)) {
            revert Submissions_InvalidScreener(screener, count, MAX_SCREENERS);
        }
        isScreener[screener] = appointed;
        screenerCount = appointed ? count + 1 : count - 1;
        ++_edition;
        emit ScreenerSet(screener, appointed);
    }

    /// @inheritdoc ISubmissions
    function submit(
        IWorkRegistry.Registration calldata registration,
        bytes32 domain,
        string calldata tools,
        bytes32 salt
    ) external payable nonReentrant returns (uint256 submissionId) {
        if (!membership.isMember(msg.sender)) revert Submissions_NotMember(msg.sender);
        Policy storage policy = _policies[domain];
        if (!policy.open) revert Submissions_DomainNotOpen(domain);
        _checkStated(registration);
        _checkFree(registration.contentHash);
        _checkCommitment(registration.contentHash, salt);
        submissionId = ++submissionCount;
        liveOf[registration.contentHash] = submissionId;
        delete keptFor[registration.contentHash];
        uint16 share = registration.aiShareBps;
        uint208 deposit = policy.deposit;
        Submission storage made = _submissions[submissionId];
        (made.submitter, made.state, made.domain) = (msg.sender, State.Screening, domain);
        (made.submittedAt, made.deadline) = (uint48(block.timestamp), uint48(block.timestamp) + screenPeriod);
        (made.aiShareBps, made.needsReview) = (share, share > policy.capBps || share >= policy.reviewFromBps);
        (made.deposit, made.contentHash) = (deposit, registration.contentHash);
        (made.registrationHash, made.toolsHash) = (keccak256(abi.encode(registration)), keccak256(bytes(tools)));
        emit Submitted(submissionId, msg.sender, domain, registration, tools, deposit);
        _take(asset, deposit);
    }

    /// @inheritdoc ISubmissions
    /// @dev A contract that screens (ERC-1271) is asked without being able to change anything.
    function screen(Verdict calldata verdict, bytes calldata signature) external {
        uint256 submissionId = verdict.submissionId;
        address screener = verdict.screener;
        Submission storage judged = _submissions[submissionId];
        (State state, ) = _ripe(judged);
        if (state != State.Screening && state != State.Flagged) revert Submissions_WrongState(submissionId, state);
        _checkBefore(submissionId, judged.submittedAt + screenPeriod);
        if (verdict.registrationHash != judged.registrationHash) {
            revert Submissions_OtherRegistration(submissionId, verdict.registrationHash);
        }
        if (!isScreener[screener]) revert Submissions_NotScreener(screener);
        if (hasScreened[submissionId][screener]) revert Submissions_AlreadyScreened(submissionId, screener);
        _checkVerdict(verdict);
        if (!SignatureChecker.isValidSignatureNow(screener, digestOf(verdict), signature)) {
            revert Submissions_InvalidSignature(submissionId, screener);
        }
        hasScreened[submissionId][screener] = true;
        emit Screened(submissionId, screener, verdict.flags, verdict.similarTo, verdict.reportHash);
        ++_heard[submissionId][_edition];
        if (verdict.flags == 0) _foundClean(submissionId);
        else _flag(verdict);
    }

    /// @inheritdoc ISubmissions
    function requestReview(
        uint256 submissionId,
        IWorkRegistry.Registration calldata registration
    ) external payable nonReentrant returns (uint256 caseId) {
        Submission storage asked = _in(submissionId, State.Flagged);
        if (msg.sender != asked.submitter) revert Submissions_NotSubmitter(submissionId, msg.sender);
        _checkBefore(submissionId, asked.deadline);
        uint256 screenEnds = asked.submittedAt + screenPeriod;
        if (!_allHeard(submissionId) && block.timestamp < screenEnds) {
            revert Submissions_TooEarly(submissionId, screenEnds);
        }
        _checkSame(submissionId, registration);
        uint256 cost = panels.cost();
        uint256 paid = Math.min(cost, asked.deposit);
        (asked.state, asked.deadline, asked.deposit) = (State.InReview, 0, asked.deposit - uint208(paid));
        address claimant = _claimant(asked);
        address[] memory conflicts = _conflicts(submissionId, registration.contributors, registration.units);
        _take(asset, cost - paid);
        held[asset] -= cost;
        bool inEther = asset == address(0);
        if (!inEther) IERC20(asset).forceApprove(address(panels), cost);
        IReviewPanels.Question memory question = IReviewPanels.Question({
            subject: bytes32(submissionId),
            claimant: claimant,
            respondent: msg.sender,
            payer: msg.sender,
            admittedBefore: asked.submittedAt
        });
        caseId = panels.open{value: inEther ? cost : 0}(question, conflicts);
        asked.caseId = caseId;
        emit ReviewRequested(submissionId, caseId, claimant, cost);
    }

    /// @inheritdoc ISubmissions
    /// @dev Guarded, for a panel is not opened before its cost has arrived there.
    function conclude(uint256 submissionId) external nonReentrant {
        Submission storage judged = _in(submissionId, State.InReview);
        IReviewPanels.Outcome outcome = panels.outcomeOf(judged.caseId);
        if (outcome == IReviewPanels.Outcome.Pending) revert Submissions_Undecided(submissionId, judged.caseId);
        if (outcome == IReviewPanels.Outcome.Dismissed) {
            _clear(submissionId);
            _release(judged, judged.submitter);
            return;
        }
        uint256 deposit = judged.deposit;
        if (outcome == IReviewPanels.Outcome.Upheld) {
            judged.state = State.Refused;
            emit Refused(submissionId, deposit);
        } else {
            judged.state = State.Forfeited;
            emit Forfeited(submissionId, deposit);
        }
        delete liveOf[judged.contentHash];
        _release(judged, address(treasury));
    }

    /// @inheritdoc ISubmissions
    function withdraw(uint256 submissionId) external {
        Submission storage ended = _unsettled(submissionId);
        if (msg.sender != ended.submitter) revert Submissions_NotSubmitter(submissionId, msg.sender);
        keptFor[ended.contentHash] = Kept(msg.sender, uint48(block.timestamp) + actPeriod);
        emit Withdrawn(submissionId);
        _end(ended, State.Withdrawn);
    }

    /// @inheritdoc ISubmissions
    function lapse(uint256 submissionId) external {
        Submission storage ended = _unsettled(submissionId);
        (State state, uint48 deadline) = _ripe(ended);
        if (state == State.Screening) revert Submissions_WrongState(submissionId, state);
        if (block.timestamp < deadline) revert Submissions_TooEarly(submissionId, deadline);
        emit Lapsed(submissionId);
        _end(ended, State.Lapsed);
    }

    /// @inheritdoc IRegistrationGate
    function admit(uint256 workId, address registrant, IWorkRegistry.Registration calldata registration) external {
        if (msg.sender != address(registry)) revert Submissions_NotRegistry(msg.sender);
        uint256 submissionId = liveOf[registration.contentHash];
        if (submissionId == 0) revert Submissions_NotSubmitted(registration.contentHash);
        Submission storage passed = _in(submissionId, State.Cleared);
        if (registrant != passed.submitter) revert Submissions_NotSubmitter(submissionId, registrant);
        _checkBefore(submissionId, passed.deadline);
        _checkSame(submissionId, registration);
        _submissionOf[workId] = submissionId;
        emit Admitted(submissionId, workId);
        _end(passed, State.Registered);
    }

    /// @inheritdoc ISubmissions
    function recover(address recovered) external nonReentrant {
        uint256 amount = owedTo[address(treasury)][recovered];
        if (amount == 0) revert Submissions_NothingToRecover(recovered);
        _settled(address(treasury), recovered, address(treasury), amount);
        emit Recovered(recovered, amount);
        _send(recovered, address(treasury), amount);
    }

    /// @inheritdoc ISubmissions
    function submissionOf(uint256 submissionId) external view returns (Submission memory found) {
        found = _submissions[submissionId];
        (found.state, found.deadline) = _ripe(_submissions[submissionId]);
    }

    /// @inheritdoc ISubmissions
    function policyOf(bytes32 domain) external view returns (Policy memory) {
        return _policies[domain];
    }

    /// @inheritdoc ISubmissions
    function disclosureOf(uint256 workId) external view returns (Disclosure memory) {
        uint256 submissionId = _submissionOf[workId];
        Submission storage made = _submissions[submissionId];
        return Disclosure(submissionId, made.domain, made.aiShareBps, made.toolsHash);
    }

    /// @inheritdoc ISubmissions
    function flaggedBy(uint256 submissionId) external view returns (address[] memory) {
        return _flaggedBy[submissionId];
    }

    /// @inheritdoc ISubmissions
    function digestOf(Verdict calldata verdict) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(VERDICT_TYPEHASH, verdict)));
    }

    /// @dev State and deadline as passing time made them: what nobody flagged in time is clear of screeners.
    function _ripe(Submission storage found) private view returns (State state, uint48 deadline) {
        (state, deadline) = (found.state, found.deadline);
        if (state == State.Screening && block.timestamp >= deadline) {
            (state, deadline) = (found.needsReview ? State.Flagged : State.Cleared, deadline + actPeriod);
        }
    }

    /// @dev The submission, in that state; passing time's work is written down.
    function _in(uint256 submissionId, State state) private returns (Submission storage found) {
        found = _submissions[submissionId];
        (found.state, found.deadline) = _ripe(found);
        if (found.state != state) revert Submissions_WrongState(submissionId, found.state);
    }

    /// @dev A submission that neither a panel nor the registry has.
    function _unsettled(uint256 submissionId) private view returns (Submission storage found) {
        found = _submissions[submissionId];
        State state = found.state;
        if (state != State.Screening && state != State.Flagged && state != State.Cleared) {
            revert Submissions_WrongState(submissionId, state);
        }
    }

    /// @dev The end: its content is free, and its deposit the submitter's.
    function _end(Submission storage ended, State state) private {
        (ended.state, ended.deadline) = (state, 0);
        delete liveOf[ended.contentHash];
        _release(ended, ended.submitter);
    }

    function _release(Submission storage ended, address to) private {
        uint256 deposit = ended.deposit;
        ended.deposit = 0;
        _owe(to, asset, deposit);
    }

    function _clear(uint256 submissionId) private {
        Submission storage cleared = _submissions[submissionId];
        (cleared.state, cleared.deadline) = (State.Cleared, uint48(block.timestamp) + actPeriod);
        emit Cleared(submissionId, cleared.deadline);
    }

    /// @dev It passes at once if every screener has found it clean since the last change to who they are.
    function _foundClean(uint256 submissionId) private {
        Submission storage judged = _submissions[submissionId];
        if (judged.state != State.Screening || !_allHeard(submissionId)) return;
        if (judged.needsReview) {
            (judged.state, judged.deadline) = (State.Flagged, uint48(block.timestamp) + actPeriod);
        } else {
            _clear(submissionId);
        }
    }

    /// @dev Whether every screener has spoken since the last change to who they are.
    function _allHeard(uint256 submissionId) private view returns (bool) {
        return _heard[submissionId][_edition] >= screenerCount;
    }

    /// @dev The submitter's time begins when the screeners' is over: who flags later, and whose work is nearly duplicated,
    /// is not left out by who is quick.
    function _flag(Verdict calldata verdict) private {
        Submission storage judged = _submissions[verdict.submissionId];
        _flaggedBy[verdict.submissionId].push(verdict.screener);
        judged.flags |= verdict.flags;
        if (judged.similarTo == 0) judged.similarTo = verdict.similarTo;
        if (judged.state == State.Screening) {
            (judged.state, judged.deadline) = (State.Flagged, judged.deadline + actPeriod);
        }
    }

    /// @dev Who owns the work that is nearly duplicated; nobody if there is none, or it is the submitter's own.
    function _claimant(Submission storage asked) private view returns (address) {
        uint256 similarTo = asked.similarTo;
        if (similarTo == 0 || registry.work(similarTo).voided) return address(0);
        address owner = registry.ownerOf(similarTo);
        return owner == asked.submitter ? address(0) : owner;
    }

    /// @dev Who has much of it and who flagged it. Claimant and submitter never sit anyway. Small parts keep nobody off, else
    /// whoever names all panellists would have no judges; several small ones of the same account count together.
    function _conflicts(
        uint256 submissionId,
        address[] calldata contributors,
        uint256[] calldata units
    ) private view returns (address[] memory conflicts) {
        address[] storage screeners = _flaggedBy[submissionId];
        conflicts = new address[](contributors.length + screeners.length);
        uint256 count = 0;
        for (uint256 i = 0; i < contributors.length; ++i) {
            if (_unitsOf(contributors[i], contributors, units) >= STAKEHOLDER_UNITS) {
                conflicts[count++] = contributors[i];
            }
        }
        for (uint256 i = 0; i < screeners.length; ++i) conflicts[count++] = screeners[i];
        // the list is shortened to those that it names
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(conflicts, count)
        }
    }

    /// @dev Saturating: units are not checked before they are registered.
    function _unitsOf(
        address contributor,
        address[] calldata contributors,
        uint256[] calldata units
    ) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < contributors.length; ++i) {
            if (contributors[i] == contributor) sum = Math.saturatingAdd(sum, units[i]);
        }
    }

    function _checkStated(IWorkRegistry.Registration calldata registration) private pure {
        if (registration.aiShareBps > BPS) revert Submissions_InvalidShare(registration.aiShareBps, BPS);
        uint256 count = registration.contributors.length;
        if (count == 0 || count > MAX_CONTRIBUTORS) revert Submissions_InvalidContributors(count, MAX_CONTRIBUTORS);
        if (registration.units.length != count) revert Submissions_LengthMismatch(count, registration.units.length);
    }

    function _checkFree(bytes32 contentHash) private view {
        uint256 workId = registry.workOf(contentHash);
        if (workId != 0) revert Submissions_ContentRegistered(contentHash, workId);
        address heir = registry.reservedFor(contentHash);
        if (heir != address(0) && heir != msg.sender) revert Submissions_ContentReserved(contentHash, heir);
        uint256 live = liveOf[contentHash];
        if (live != 0) revert Submissions_ContentSubmitted(contentHash, live);
        Kept storage kept = keptFor[contentHash];
        if (msg.sender != kept.submitter && block.timestamp < kept.until) {
            revert Submissions_ContentKept(contentHash, kept.submitter, kept.until);
        }
    }

    /// @dev Checks that the caller's commitment in the registry is old enough to be its own idea. It is not used up.
    function _checkCommitment(bytes32 contentHash, bytes32 salt) private view {
        bytes32 commitment = registry.commitmentFor(msg.sender, contentHash, salt);
        uint256 made = registry.committedAt(msg.sender, commitment);
        if (made == 0) revert Submissions_NotCommitted(msg.sender, commitment);
        uint256 earliest = made + registry.minCommitAge();
        if (block.timestamp < earliest) revert Submissions_CommitTooYoung(made, earliest);
        uint256 latest = made + registry.maxCommitAge();
        if (block.timestamp > latest) revert Submissions_CommitTooOld(made, latest);
    }

    function _checkVerdict(Verdict calldata verdict) private view {
        if (block.timestamp > verdict.validUntil) {
            revert Submissions_VerdictExpired(verdict.submissionId, verdict.validUntil);
        }
        bool like = verdict.flags & NEAR_DUPLICATE != 0;
        if (verdict.flags > ALL_FLAGS || like != (verdict.similarTo != 0) || verdict.similarTo > registry.workCount()) {
            revert Submissions_InvalidVerdict(verdict.submissionId, verdict.flags, verdict.similarTo);
        }
    }

    function _checkSame(uint256 submissionId, IWorkRegistry.Registration calldata registration) private view {
        bytes32 given = keccak256(abi.encode(registration));
        if (given != _submissions[submissionId].registrationHash) {
            revert Submissions_OtherRegistration(submissionId, given);
        }
    }

    function _checkBefore(uint256 submissionId, uint256 deadline) private view {
        if (block.timestamp >= deadline) revert Submissions_TooLate(submissionId, deadline);
    }

    function _checkPeriod(uint48 period) private pure {
        if (period == 0 || period > MAX_PERIOD) revert Submissions_InvalidPeriod(period, MAX_PERIOD);
    }
}
