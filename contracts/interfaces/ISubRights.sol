// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILicences} from "./ILicences.sol";
import {IRoyaltyVault} from "./IRoyaltyVault.sol";
import {IWorkRegistry} from "./IWorkRegistry.sol";

/**
 * @title ISubRights
 * @notice Rights split from works, to be sold apart: the right to license a work in one scope is a work of its own.
 *
 * A work's owner may offer licences in every scope, until it splits one off. The right to that scope is then registered
 * like a derivative: with a token, with units, and with a table of ancestors in which the work has the share that was
 * stated and the work's own ancestors have theirs. While the right stands its owner alone offers licences in that scope,
 * and in no other. Licences that were sold before stay, and so does a bundle that was opened before.
 *
 * The scope is the work's again once the right's registration is voided, or once whoever owns both merges them. Offers in
 * it that the work's owner never withdrew are open again then. A right that was merged, or whose work was voided, has no
 * scope left; what it earns it shares as before. A right cannot be split again. Licences that were sold under a right
 * outlive a merger, and end where the registration of the right or of its work does.
 */
interface ISubRights {
    /// @notice A right: in which work, whether it was merged into the work again, and to which scope.
    struct Right {
        uint48 workId;
        bool merged;
        ILicences.Scope scope;
    }

    /// @notice The work `rightId` is the right to `scope` of `workId`, which has `shareBps` of what it earns.
    event RightSplit(
        uint256 indexed rightId,
        uint256 indexed workId,
        address indexed owner,
        ILicences.Scope scope,
        uint256 shareBps
    );
    /// @notice The scope of this right is its work's own again.
    event RightMerged(uint256 indexed rightId, uint256 indexed workId);
    /// @notice A work has these scopes alone (bit n stands for scope n), from its registration on.
    event Confined(uint256 indexed workId, uint256 scopes);

    /// @notice Only the work's owner splits rights off; only the owner of right and work merges them.
    error SubRights_NotOwner(uint256 workId, address account);
    /// @notice Basis points go from 0 to 10,000.
    error SubRights_InvalidShare(uint256 shareBps, uint256 maximum);
    /// @notice A right is to one scope, which cannot be split any further: sell the right itself.
    error SubRights_Indivisible(uint256 rightId);
    /// @notice This scope is not the work's to split off: it was split off before, or never was its own.
    error SubRights_NotHeld(uint256 workId, ILicences.Scope scope);
    /// @notice This work is no right.
    error SubRights_UnknownRight(uint256 workId);
    /// @notice The right was merged before.
    error SubRights_AlreadyMerged(uint256 rightId);

    /**
     * @notice Splits a scope off a work of the caller's, who committed to the right's registration in the registry.
     * @param shareBps The work's share of every net deposit for the right, in basis points.
     * @param registration What is stated of the right; whoever is named as a contributor has its units.
     * @param salt The secret that went into the commitment.
     * @return rightId The right's number, among works.
     */
    function split(
        uint256 workId,
        ILicences.Scope scope,
        uint256 shareBps,
        IWorkRegistry.Registration calldata registration,
        bytes32 salt
    ) external returns (uint256 rightId);

    /// @notice Gives a right's scope back to its work. Only whoever owns both may.
    function merge(uint256 rightId) external;

    /// @notice Says which scopes a work that is just registered has. Restricted to the DERIVER role.
    function confine(uint256 workId, uint256 scopes) external;

    /// @notice The scopes in which a work's owner may offer licences now: bit n stands for scope n. None where the work
    /// is not open.
    function scopesOf(uint256 workId) external view returns (uint256 scopes);

    /// @notice Whether a work is open, and, of a right, the work that it was split from, too.
    function isOpen(uint256 workId) external view returns (bool);

    /// @notice Whether a work's owner may offer licences in this scope now.
    function allows(uint256 workId, ILicences.Scope scope) external view returns (bool);

    /// @notice A right. Reverts where the work is none.
    function rightOf(uint256 rightId) external view returns (Right memory);

    /// @notice The right that stands for a scope of a work; 0 where the scope is not split off.
    function rightTo(uint256 workId, ILicences.Scope scope) external view returns (uint256 rightId);

    /// @notice What a right split from this work with this share would pass on, to whom.
    function tableFor(uint256 workId, uint256 shareBps) external view returns (IRoyaltyVault.Ancestor[] memory);

    /// @notice Whose works are split.
    function registry() external view returns (IWorkRegistry);

    /// @notice Where the money goes.
    function vault() external view returns (IRoyaltyVault);
}
