// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721} from "@openzeppelin/contracts/interfaces/IERC721.sol";
import {IRegistrationGate} from "./IRegistrationGate.sol";
import {IRoyaltyVault} from "./IRoyaltyVault.sol";

/**
 * @title IWorkRegistry
 * @notice Where a work comes from and whose it is: a token per work, with its content hash, the shares of those who
 * made it, the share made by AI, and (from events) every owner it had.
 *
 * Registering takes two steps, so that a content hash seen in a pending transaction cannot be stolen: `commit` to a
 * hash of who, what and a secret salt; after `minCommitAge` seconds, `register` reveals it. Whoever copies the reveal
 * has no commitment old enough, as long as the reveal is in a block within `minCommitAge` of being seen: choose that
 * longer than a transaction may be held back, and simulate the reveal before sending it, since a refused one shows the
 * hash as well.
 */
interface IWorkRegistry is IERC2981, IERC721 {
    /**
     * @notice What the registrant states of a work.
     * @param contentHash Hash of the work's content; unique among registrations that were not voided.
     * @param uri Where the metadata is.
     * @param contributors Who made it, at most `MAX_CONTRIBUTORS`.
     * @param units Their share units, in the same order; none zero, summing to 1,000,000.
     * @param aiShareBps Share made by AI, in basis points, as disclosed by the registrant.
     * @param royaltyBps Royalty asked on resales (ERC-2981), in basis points of the price.
     */
    struct Registration {
        bytes32 contentHash;
        string uri;
        address[] contributors;
        uint256[] units;
        uint16 aiShareBps;
        uint16 royaltyBps;
    }

    /// @notice What is recorded of a work. `registeredAt` is in seconds.
    struct Work {
        bytes32 contentHash;
        address registrant;
        uint48 registeredAt;
        uint16 aiShareBps;
        bool voided;
    }

    /// @notice `registrant` announced a registration, without showing it.
    event WorkCommitted(address indexed registrant, bytes32 indexed commitment);
    /// @notice A work was registered, with what the registrant stated of it.
    event WorkRegistered(
        uint256 indexed workId,
        address indexed registrant,
        bytes32 indexed contentHash,
        string uri,
        address[] contributors,
        uint256[] units,
        uint16 aiShareBps
    );
    /// @notice Governance ended a registration; `contentHash` is free for `heir` only, or for anyone if that is zero.
    event WorkVoided(uint256 indexed workId, bytes32 indexed contentHash, address indexed heir);
    /// @notice Governance gave the work's token to `to`.
    event WorkReassigned(uint256 indexed workId, address indexed from, address indexed to);

    /// @notice Governance set what is asked before a work is registered; the zero address if nothing is.
    event GateSet(IRegistrationGate indexed gate);

    /// @notice Only members register works: have the account admitted first.
    error WorkRegistry_NotMember(address account);
    /// @notice Give the hash of the work's content.
    error WorkRegistry_HashRequired(address registrant);
    /// @notice This content is registered already: dispute that registration if it is not its owner's.
    error WorkRegistry_HashTaken(bytes32 contentHash, uint256 workId);
    /// @notice Governance keeps this content for its heir.
    error WorkRegistry_HashReserved(bytes32 contentHash, address heir);
    /// @notice Commit to this content hash and salt first, from the same account.
    error WorkRegistry_NotCommitted(address registrant, bytes32 commitment);
    /// @notice Reveal no earlier than this.
    error WorkRegistry_CommitTooYoung(uint256 committedAt, uint256 earliest);
    /// @notice The commitment is void: commit again.
    error WorkRegistry_CommitTooOld(uint256 committedAt, uint256 latest);
    /// @notice The commitment stands already: reveal it, or let it grow too old.
    error WorkRegistry_AlreadyCommitted(address registrant, bytes32 commitment);
    /// @notice Name at least one contributor, and at most the maximum.
    error WorkRegistry_InvalidContributors(uint256 contributors, uint256 maximum);
    /// @notice Basis points go from 0 to 10,000.
    error WorkRegistry_InvalidBps(uint256 value, uint256 maximum);
    /// @notice No work has this number.
    error WorkRegistry_UnknownWork(uint256 workId);
    /// @notice The registration was ended by governance.
    error WorkRegistry_WorkIsVoid(uint256 workId);
    /// @notice The window must open after at least a second, and close after it opens.
    error WorkRegistry_InvalidCommitWindow(uint256 minAge, uint256 maxAge);

    /// @notice Announces a registration without showing it. See `commitmentFor`.
    function commit(bytes32 commitment) external;

    /**
     * @notice Registers a work that the caller committed to, and mints its token to the caller.
     * @param registration What is stated of the work.
     * @param salt The secret that went into the commitment.
     * @return workId The work's number, counted from 1.
     */
    function register(Registration calldata registration, bytes32 salt) external returns (uint256 workId);

    /**
     * @notice `register` for `registrant`, of a work that passes on what `ancestors` are owed. Restricted to the DERIVER
     * role, which checks that the registrant asked for it and holds the licences.
     * @param ancestors See `IRoyaltyVault.openDerivative`.
     */
    function registerDerivative(
        address registrant,
        Registration calldata registration,
        bytes32 salt,
        IRoyaltyVault.Ancestor[] calldata ancestors
    ) external returns (uint256 workId);

    /**
     * @notice Ends a registration: its token is burnt, it earns no more, and its content hash is free again.
     * Restricted to the WORK_STEWARD role. What accrued to holders of units stays theirs; what was still waiting in the
     * receiver goes to the treasury.
     * @param workId The registration.
     * @param heir Who alone may register the content from now on, its true maker say; zero for anyone.
     */
    function voidRegistration(uint256 workId, address heir) external;

    /// @notice Gives a work's token to `to`. Restricted to the WORK_STEWARD role. Share units do not move: where a
    /// stolen work's income must move too, void the registration and name its maker as heir.
    function reassign(uint256 workId, address to) external;

    /**
     * @notice Sets what is asked before a work, or a derivative, is registered; the zero address if nothing is.
     * Restricted to the WORK_STEWARD role.
     */
    function setGate(IRegistrationGate gate_) external;

    /// @notice The commitment of `registrant` to `contentHash`: keccak256(abi.encode(registrant, contentHash, salt)).
    function commitmentFor(
        address registrant,
        bytes32 contentHash,
        bytes32 salt
    ) external pure returns (bytes32 commitment);

    /// @notice When `registrant` made `commitment` (seconds), or 0.
    function committedAt(address registrant, bytes32 commitment) external view returns (uint48);

    /// @notice What is recorded of a work.
    function work(uint256 workId) external view returns (Work memory);

    /// @notice The work registered with `contentHash`, or 0.
    function workOf(bytes32 contentHash) external view returns (uint256 workId);

    /// @notice Who alone may register content whose registration was voided; zero for anyone.
    function reservedFor(bytes32 contentHash) external view returns (address heir);

    /// @notice What is asked before a work is registered; the zero address if nothing is.
    function gate() external view returns (IRegistrationGate);

    /// @notice How many works were ever registered.
    function workCount() external view returns (uint256);

    /// @notice Seconds that must pass between `commit` and `register`.
    function minCommitAge() external view returns (uint48);

    /// @notice Seconds after which a commitment is void.
    function maxCommitAge() external view returns (uint48);

    /// @notice Most contributors a registration may name; more payees join by transfer of units.
    function MAX_CONTRIBUTORS() external view returns (uint256); // solhint-disable-line func-name-mixedcase
}
