// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ILicences} from "../interfaces/ILicences.sol";
import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {ISubRights} from "../interfaces/ISubRights.sol";
import {IWorkRegistry} from "../interfaces/IWorkRegistry.sol";
import {Lineage} from "../libraries/Lineage.sol";

/**
 * @title SubRights
 * @dev Registry and vault are the co-op's own and call nobody: what they answer is written down after they are called.
 */
contract SubRights is AccessManaged, ISubRights {
    uint256 private constant BPS = 10_000;
    uint256 private constant SCOPES = 4;
    uint256 private constant EVERY = (1 << SCOPES) - 1;

    /// @inheritdoc ISubRights
    IWorkRegistry public immutable registry;

    /// @inheritdoc ISubRights
    IRoyaltyVault public immutable vault;

    mapping(uint256 rightId => Right) private _rights;

    /// @dev The latest right to each scope of a work, by the scope's number; 0 for none. Whether it stands is not said.
    mapping(uint256 workId => uint48[SCOPES]) private _split;

    /// @dev The scopes that a work never had, a bit for each.
    mapping(uint256 workId => uint256) private _withheld;

    /**
     * @param authority The access manager.
     * @param registry_ Whose works are split.
     * @param vault_ Where the money goes.
     */
    constructor(address authority, IWorkRegistry registry_, IRoyaltyVault vault_) AccessManaged(authority) {
        registry = registry_;
        vault = vault_;
    }

    /// @inheritdoc ISubRights
    function split(
        uint256 workId,
        ILicences.Scope scope,
        uint256 shareBps,
        IWorkRegistry.Registration calldata registration,
        bytes32 salt
    ) external returns (uint256 rightId) {
        if (registry.ownerOf(workId) != msg.sender) revert SubRights_NotOwner(workId, msg.sender);
        if (shareBps > BPS) revert SubRights_InvalidShare(shareBps, BPS);
        if (_rights[workId].workId != 0) revert SubRights_Indivisible(workId);
        if (!allows(workId, scope)) revert SubRights_NotHeld(workId, scope);
        rightId = registry.registerDerivative(msg.sender, registration, salt, tableFor(workId, shareBps));
        _rights[rightId] = Right({workId: uint48(workId), merged: false, scope: scope});
        _split[workId][uint256(scope)] = uint48(rightId);
        _withheld[rightId] = EVERY ^ _bit(scope);
        emit RightSplit(rightId, workId, msg.sender, scope, shareBps);
    }

    /// @inheritdoc ISubRights
    function merge(uint256 rightId) external {
        Right memory right = rightOf(rightId);
        if (right.merged) revert SubRights_AlreadyMerged(rightId);
        if (registry.ownerOf(rightId) != msg.sender) revert SubRights_NotOwner(rightId, msg.sender);
        if (registry.ownerOf(right.workId) != msg.sender) revert SubRights_NotOwner(right.workId, msg.sender);
        _rights[rightId].merged = true;
        _split[right.workId][uint256(right.scope)] = 0;
        _withheld[rightId] = EVERY;
        emit RightMerged(rightId, right.workId);
    }

    /// @inheritdoc ISubRights
    function confine(uint256 workId, uint256 scopes) external restricted {
        _withheld[workId] = EVERY & ~scopes;
        emit Confined(workId, scopes);
    }

    /// @inheritdoc ISubRights
    function scopesOf(uint256 workId) public view returns (uint256 scopes) {
        if (!isOpen(workId)) return 0;
        scopes = EVERY ^ _withheld[workId];
        for (uint256 number = 0; number < SCOPES; ++number) {
            if (_stands(_split[workId][number])) scopes &= ~(1 << number);
        }
    }

    /// @inheritdoc ISubRights
    function isOpen(uint256 workId) public view returns (bool) {
        uint256 parent = _rights[workId].workId;
        return vault.isOpen(workId) && (parent == 0 || vault.isOpen(parent));
    }

    /// @inheritdoc ISubRights
    function allows(uint256 workId, ILicences.Scope scope) public view returns (bool) {
        return scopesOf(workId) & _bit(scope) != 0;
    }

    /// @inheritdoc ISubRights
    function rightOf(uint256 rightId) public view returns (Right memory right) {
        right = _rights[rightId];
        if (right.workId == 0) revert SubRights_UnknownRight(rightId);
    }

    /// @inheritdoc ISubRights
    function rightTo(uint256 workId, ILicences.Scope scope) external view returns (uint256 rightId) {
        rightId = _split[workId][uint256(scope)];
        if (!_stands(rightId)) return 0;
    }

    /// @inheritdoc ISubRights
    function tableFor(uint256 workId, uint256 shareBps) public view returns (IRoyaltyVault.Ancestor[] memory) {
        return Lineage.under(vault.ancestorsOf(workId), workId, shareBps);
    }

    /// @dev Whether a right that was not merged still keeps its scope from its work.
    function _stands(uint256 rightId) private view returns (bool) {
        return rightId != 0 && vault.isOpen(rightId);
    }

    function _bit(ILicences.Scope scope) private pure returns (uint256) {
        return 1 << uint256(scope);
    }
}
