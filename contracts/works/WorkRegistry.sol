// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC2981} from "@openzeppelin/contracts/token/common/ERC2981.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721URIStorage} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721URIStorage.sol";
import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {IRegistrationGate} from "../interfaces/IRegistrationGate.sol";
import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {IWorkRegistry} from "../interfaces/IWorkRegistry.sol";

/// @title WorkRegistry
contract WorkRegistry is ERC721URIStorage, ERC2981, AccessManaged, IWorkRegistry {
    uint256 public constant MAX_CONTRIBUTORS = 100;
    uint256 private constant BPS = 10_000;

    IMembership public immutable membership;
    IRoyaltyVault public immutable vault;

    /// @inheritdoc IWorkRegistry
    uint48 public immutable minCommitAge;

    /// @inheritdoc IWorkRegistry
    uint48 public immutable maxCommitAge;

    /// @inheritdoc IWorkRegistry
    uint256 public workCount;

    /// @inheritdoc IWorkRegistry
    IRegistrationGate public gate;

    mapping(uint256 workId => Work) private _works;

    /// @inheritdoc IWorkRegistry
    mapping(bytes32 contentHash => uint256) public workOf;

    /// @inheritdoc IWorkRegistry
    mapping(bytes32 contentHash => address) public reservedFor;

    /// @inheritdoc IWorkRegistry
    mapping(address registrant => mapping(bytes32 commitment => uint48)) public committedAt;

    /**
     * @param authority The access manager.
     * @param membership_ Whose members may register.
     * @param vault_ Where the works' units are and their income goes.
     * @param minCommitAge_ Seconds between `commit` and `register`; at least 1.
     * @param maxCommitAge_ Seconds after which a commitment is void.
     */
    constructor(
        string memory name,
        string memory symbol,
        address authority,
        IMembership membership_,
        IRoyaltyVault vault_,
        uint48 minCommitAge_,
        uint48 maxCommitAge_
    ) ERC721(name, symbol) AccessManaged(authority) {
        if (minCommitAge_ == 0 || maxCommitAge_ <= minCommitAge_) {
            revert WorkRegistry_InvalidCommitWindow(minCommitAge_, maxCommitAge_);
        }
        membership = membership_;
        vault = vault_;
        minCommitAge = minCommitAge_;
        maxCommitAge = maxCommitAge_;
    }

    /// @inheritdoc IWorkRegistry
    function commit(bytes32 commitment) external {
        uint256 previous = committedAt[msg.sender][commitment];
        if (previous != 0 && block.timestamp <= previous + maxCommitAge) {
            revert WorkRegistry_AlreadyCommitted(msg.sender, commitment);
        }
        committedAt[msg.sender][commitment] = uint48(block.timestamp);
        emit WorkCommitted(msg.sender, commitment);
    }

    /// @inheritdoc IWorkRegistry
    function register(Registration calldata registration, bytes32 salt) external returns (uint256 workId) {
        bytes32 origin;
        (workId, origin) = _register(msg.sender, registration, salt);
        vault.openWork(workId, origin, registration.contributors, registration.units);
    }

    /// @inheritdoc IWorkRegistry
    function registerDerivative(
        address registrant,
        Registration calldata registration,
        bytes32 salt,
        IRoyaltyVault.Ancestor[] calldata ancestors
    ) external restricted returns (uint256 workId) {
        bytes32 origin;
        (workId, origin) = _register(registrant, registration, salt);
        vault.openDerivative(workId, origin, registration.contributors, registration.units, ancestors);
    }

    /// @inheritdoc IWorkRegistry
    function voidRegistration(uint256 workId, address heir) external restricted {
        bytes32 contentHash = _existing(workId).contentHash;
        _works[workId].voided = true;
        delete workOf[contentHash];
        reservedFor[contentHash] = heir;
        _resetTokenRoyalty(workId);
        _burn(workId);
        emit WorkVoided(workId, contentHash, heir);
        vault.closeWork(workId);
    }

    /// @inheritdoc IWorkRegistry
    function reassign(uint256 workId, address to) external restricted {
        _existing(workId);
        if (to == address(0)) revert ERC721InvalidReceiver(to);
        address from = _update(to, workId, address(0));
        emit WorkReassigned(workId, from, to);
    }

    /// @inheritdoc IWorkRegistry
    function setGate(IRegistrationGate gate_) external restricted {
        gate = gate_;
        emit GateSet(gate_);
    }

    /// @inheritdoc IWorkRegistry
    function commitmentFor(
        address registrant,
        bytes32 contentHash,
        bytes32 salt
    ) public pure returns (bytes32 commitment) {
        return keccak256(abi.encode(registrant, contentHash, salt));
    }

    /// @inheritdoc IWorkRegistry
    function work(uint256 workId) external view returns (Work memory) {
        if (_works[workId].registeredAt == 0) revert WorkRegistry_UnknownWork(workId);
        return _works[workId];
    }

    function supportsInterface(
        bytes4 interfaceId
    ) public view override(ERC721URIStorage, ERC2981, IERC165) returns (bool) {
        return interfaceId == type(IWorkRegistry).interfaceId || super.supportsInterface(interfaceId);
    }

    function _register(
        address registrant,
        Registration calldata registration,
        bytes32 salt
    ) private returns (uint256 workId, bytes32 origin) {
        if (!membership.isMember(registrant)) revert WorkRegistry_NotMember(registrant);
        _validate(registrant, registration);
        _useCommitment(registrant, commitmentFor(registrant, registration.contentHash, salt));
        workId = ++workCount;
        workOf[registration.contentHash] = workId;
        _works[workId] = Work({
            contentHash: registration.contentHash,
            registrant: registrant,
            registeredAt: uint48(block.timestamp),
            aiShareBps: registration.aiShareBps,
            voided: false
        });
        _mint(registrant, workId);
        _setTokenURI(workId, registration.uri);
        _setTokenRoyalty(workId, vault.receiverFor(registrant, registration.contentHash), registration.royaltyBps);
        emit WorkRegistered(
            workId,
            registrant,
            registration.contentHash,
            registration.uri,
            registration.contributors,
            registration.units,
            registration.aiShareBps
        );
        origin = keccak256(abi.encode(registrant, registration.contentHash));
        IRegistrationGate asked = gate;
        if (address(asked) != address(0)) asked.admit(workId, registrant, registration);
    }

    function _validate(address registrant, Registration calldata registration) private view {
        if (registration.contentHash == bytes32(0)) revert WorkRegistry_HashRequired(registrant);
        uint256 taken = workOf[registration.contentHash];
        if (taken != 0) revert WorkRegistry_HashTaken(registration.contentHash, taken);
        address heir = reservedFor[registration.contentHash];
        if (heir != address(0) && heir != registrant) revert WorkRegistry_HashReserved(registration.contentHash, heir);
        uint256 contributors = registration.contributors.length;
        if (contributors == 0 || contributors > MAX_CONTRIBUTORS) {
            revert WorkRegistry_InvalidContributors(contributors, MAX_CONTRIBUTORS);
        }
        if (registration.aiShareBps > BPS) revert WorkRegistry_InvalidBps(registration.aiShareBps, BPS);
        if (registration.royaltyBps > BPS) revert WorkRegistry_InvalidBps(registration.royaltyBps, BPS);
    }

    /// @dev Checks that the registrant's commitment is old enough to be its own idea, and uses it up.
    function _useCommitment(address registrant, bytes32 commitment) private {
        uint256 made = committedAt[registrant][commitment];
        if (made == 0) revert WorkRegistry_NotCommitted(registrant, commitment);
        if (block.timestamp < made + minCommitAge) revert WorkRegistry_CommitTooYoung(made, made + minCommitAge);
        if (block.timestamp > made + maxCommitAge) revert WorkRegistry_CommitTooOld(made, made + maxCommitAge);
        delete committedAt[registrant][commitment];
    }

    function _existing(uint256 workId) private view returns (Work storage found) {
        found = _works[workId];
        if (found.registeredAt == 0) revert WorkRegistry_UnknownWork(workId);
        if (found.voided) revert WorkRegistry_WorkIsVoid(workId);
    }
}
