// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBundles} from "../interfaces/IBundles.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {ISubRights} from "../interfaces/ISubRights.sol";
import {IWorkRegistry} from "../interfaces/IWorkRegistry.sol";
import {Lineage} from "../libraries/Lineage.sol";

/**
 * @title Bundles
 * @dev Registry, vault and rights are the co-op's own and call nobody: what they answer is written down after they are
 * called. A table of ancestors never changes, so that what a bundle passes on is the same when it is opened as when it
 * was proposed.
 */
contract Bundles is IBundles {
    uint256 private constant BPS = 10_000;
    uint256 private constant MIN_WORKS = 2;

    /// @inheritdoc IBundles
    uint256 public constant MAX_WORKS = 64;

    /// @inheritdoc IBundles
    IMembership public immutable membership;

    /// @inheritdoc IBundles
    IWorkRegistry public immutable registry;

    /// @inheritdoc IBundles
    IRoyaltyVault public immutable vault;

    /// @inheritdoc IBundles
    ISubRights public immutable rights;

    /// @inheritdoc IBundles
    uint256 public bundleCount;

    mapping(uint256 bundleId => Bundle) private _bundles;
    mapping(uint256 bundleId => mapping(uint256 workId => address)) private _consents;

    /**
     * @param membership_ Who may propose.
     * @param registry_ Whose works are bundled.
     * @param vault_ Where the money goes.
     * @param rights_ Which scopes are whose.
     */
    constructor(IMembership membership_, IWorkRegistry registry_, IRoyaltyVault vault_, ISubRights rights_) {
        (membership, registry, vault, rights) = (membership_, registry_, vault_, rights_);
    }

    /// @inheritdoc IBundles
    function propose(IRoyaltyVault.Ancestor[] calldata works, bytes32 terms) external returns (uint256 bundleId) {
        if (!membership.isMember(msg.sender)) revert Bundles_NotMember(msg.sender);
        _validate(works);
        _table(works); // for its refusal: nobody should agree to what cannot be opened
        bundleId = ++bundleCount;
        Bundle storage bundle = _bundles[bundleId];
        (bundle.curator, bundle.terms) = (msg.sender, terms);
        for (uint256 i = 0; i < works.length; ++i) {
            bundle.works.push(works[i]);
        }
        emit BundleProposed(bundleId, msg.sender, terms, works);
    }

    /// @inheritdoc IBundles
    function join(uint256 bundleId, uint256 workId) external {
        _requireIncluded(bundleId, workId);
        if (registry.ownerOf(workId) != msg.sender) revert Bundles_NotOwner(workId, msg.sender);
        if (_consents[bundleId][workId] == msg.sender) revert Bundles_AlreadyJoined(bundleId, workId);
        _consents[bundleId][workId] = msg.sender;
        emit WorkJoined(bundleId, workId, msg.sender);
    }

    /// @inheritdoc IBundles
    function withdraw(uint256 bundleId, uint256 workId) external {
        _proposed(bundleId);
        if (_consents[bundleId][workId] != msg.sender) {
            revert Bundles_NothingToWithdraw(bundleId, workId, msg.sender);
        }
        delete _consents[bundleId][workId];
        emit WorkWithdrawn(bundleId, workId, msg.sender);
    }

    /// @inheritdoc IBundles
    function open(
        uint256 bundleId,
        IWorkRegistry.Registration calldata registration,
        bytes32 salt
    ) external returns (uint256 workId) {
        Bundle storage bundle = _proposed(bundleId);
        if (bundle.curator != msg.sender) revert Bundles_NotCurator(bundleId, msg.sender);
        bytes32 given = termsFor(registration, salt);
        if (given != bundle.terms) revert Bundles_OtherTerms(bundleId, given, bundle.terms);
        IRoyaltyVault.Ancestor[] memory works = bundle.works;
        uint256 scopes = _common(bundleId, works);
        workId = registry.registerDerivative(msg.sender, registration, salt, _table(works));
        bundle.workId = uint48(workId);
        rights.confine(workId, scopes);
        emit BundleOpened(bundleId, workId, scopes);
    }

    /// @inheritdoc IBundles
    function termsFor(IWorkRegistry.Registration calldata registration, bytes32 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(registration, salt));
    }

    /// @inheritdoc IBundles
    function bundleOf(uint256 bundleId) external view returns (Bundle memory) {
        return _bundle(bundleId);
    }

    /// @inheritdoc IBundles
    function tableOf(uint256 bundleId) external view returns (IRoyaltyVault.Ancestor[] memory) {
        return _table(_bundle(bundleId).works);
    }

    /// @inheritdoc IBundles
    function hasJoined(uint256 bundleId, uint256 workId) public view returns (bool) {
        return vault.isOpen(workId) && registry.ownerOf(workId) == _consents[bundleId][workId];
    }

    /// @dev The scopes that all of the works have, whose owners must have joined.
    function _common(uint256 bundleId, IRoyaltyVault.Ancestor[] memory works) private view returns (uint256 scopes) {
        scopes = type(uint256).max;
        for (uint256 i = 0; i < works.length; ++i) {
            uint256 workId = works[i].workId;
            if (!vault.isOpen(workId)) revert Bundles_WorkClosed(workId);
            if (!hasJoined(bundleId, workId)) revert Bundles_NotJoined(bundleId, workId);
            scopes &= rights.scopesOf(workId);
        }
        if (scopes == 0) revert Bundles_NothingInCommon(bundleId);
    }

    /// @dev Bounded: it stops at the first work with which there are too many.
    function _table(
        IRoyaltyVault.Ancestor[] memory works
    ) private view returns (IRoyaltyVault.Ancestor[] memory table) {
        uint256 maximum = vault.MAX_ANCESTORS();
        table = new IRoyaltyVault.Ancestor[](2 * maximum + 1);
        uint256 count = 0;
        for (uint256 i = 0; i < works.length; ++i) {
            IRoyaltyVault.Ancestor[] memory theirs = vault.ancestorsOf(works[i].workId);
            uint256 left = Lineage.divide(theirs, works[i].shareBps);
            count = Lineage.add(table, count, theirs);
            count = Lineage.add(table, count, Lineage.one(works[i].workId, left));
            if (count > maximum) revert Bundles_TooManyAncestors(count, maximum);
        }
        return Lineage.first(table, count);
    }

    function _validate(IRoyaltyVault.Ancestor[] calldata works) private view {
        if (works.length < MIN_WORKS || works.length > MAX_WORKS) {
            revert Bundles_InvalidCount(works.length, MAX_WORKS);
        }
        uint256 last = 0;
        uint256 sum = 0;
        for (uint256 i = 0; i < works.length; ++i) {
            uint256 workId = works[i].workId;
            if (workId <= last) revert Bundles_OutOfOrder(workId);
            if (!vault.isOpen(workId)) revert Bundles_WorkClosed(workId);
            sum += works[i].shareBps;
            last = workId;
        }
        if (sum > BPS) revert Bundles_SharesTooHigh(sum, BPS);
    }

    function _requireIncluded(uint256 bundleId, uint256 workId) private view {
        IRoyaltyVault.Ancestor[] memory works = _proposed(bundleId).works;
        for (uint256 i = 0; i < works.length; ++i) {
            if (works[i].workId == workId) return;
        }
        revert Bundles_NotIncluded(bundleId, workId);
    }

    function _proposed(uint256 bundleId) private view returns (Bundle storage found) {
        found = _bundle(bundleId);
        if (found.workId != 0) revert Bundles_AlreadyOpened(bundleId, found.workId);
    }

    function _bundle(uint256 bundleId) private view returns (Bundle storage found) {
        found = _bundles[bundleId];
        if (found.curator == address(0)) revert Bundles_UnknownBundle(bundleId);
    }
}
