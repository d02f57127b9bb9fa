// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ILicences} from "../interfaces/ILicences.sol";
import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {ISubRights} from "../interfaces/ISubRights.sol";
import {IWorkRegistry} from "../interfaces/IWorkRegistry.sol";
import {Lineage} from "../libraries/Lineage.sol";

/// @title Licences
contract Licences is ERC721, AccessManaged, ReentrancyGuardTransient, ILicences {
    using SafeERC20 for IERC20;

    uint256 private constant BPS = 10_000;

    /// @inheritdoc ILicences
    IWorkRegistry public immutable registry;

    /// @inheritdoc ILicences
    IRoyaltyVault public immutable vault;

    /// @inheritdoc ILicences
    ISubRights public immutable rights;

    /// @inheritdoc ILicences
    uint256 public offerCount;

    /// @inheritdoc ILicences
    uint256 public licenceCount;

    mapping(uint256 offerId => Offer) private _offers;
    mapping(uint256 licenceId => Licence) private _licences;

    /**
     * @param authority The access manager.
     * @param registry_ Whose works are licensed.
     * @param vault_ Where the money goes.
     * @param rights_ Which scopes are whose.
     */
    constructor(
        string memory name,
        string memory symbol,
        address authority,
        IWorkRegistry registry_,
        IRoyaltyVault vault_,
        ISubRights rights_
    ) ERC721(name, symbol) AccessManaged(authority) {
        registry = registry_;
        vault = vault_;
        rights = rights_;
    }

    /// @inheritdoc ILicences
    function offer(Terms calldata terms) external returns (uint256 offerId) {
        if (registry.ownerOf(terms.workId) != msg.sender) revert Licences_NotOwner(terms.workId, msg.sender);
        if (terms.shareBps > BPS) revert Licences_InvalidShare(terms.shareBps, BPS);
        if (terms.scope == Scope.Derivative && terms.ceiling != 0) revert Licences_CeilingOnDerivative(terms.ceiling);
        if (!rights.allows(terms.workId, terms.scope)) revert Licences_ScopeNotHeld(terms.workId, terms.scope);
        if (!vault.isListed(terms.asset)) revert Licences_AssetNotListed(terms.asset);
        offerId = ++offerCount;
        _offers[offerId] = Offer({terms: terms, licensor: msg.sender, withdrawn: false});
        emit LicenceOffered(offerId, terms.workId, msg.sender, terms);
    }

    /// @inheritdoc ILicences
    function withdraw(uint256 offerId) external {
        uint256 workId = _offer(offerId).terms.workId;
        if (registry.ownerOf(workId) != msg.sender) revert Licences_NotOwner(workId, msg.sender);
        if (_offers[offerId].withdrawn) revert Licences_OfferClosed(offerId);
        _offers[offerId].withdrawn = true;
        emit OfferWithdrawn(offerId);
    }

    /// @inheritdoc ILicences
    function buy(uint256 offerId) external payable nonReentrant returns (uint256 licenceId) {
        if (!isOpen(offerId)) revert Licences_OfferClosed(offerId);
        Terms memory terms = _offers[offerId].terms;
        licenceId = ++licenceCount;
        _licences[licenceId] = Licence({
            offerId: uint48(offerId),
            since: uint48(block.timestamp),
            until: _end(terms.term),
            revoked: false,
            revenue: 0
        });
        _mint(msg.sender, licenceId);
        uint256 received = _pay(terms.workId, terms.asset, terms.price);
        emit LicenceBought(licenceId, terms.workId, msg.sender, offerId, received);
    }

    /// @inheritdoc ILicences
    function report(uint256 licenceId, uint256 revenue) external payable nonReentrant returns (uint256 received) {
        Terms memory terms = _usable(licenceId, msg.sender);
        if (terms.scope == Scope.Derivative) revert Licences_NothingToReport(licenceId);
        Licence storage licence = _licences[licenceId];
        uint256 most = (terms.ceiling == 0 ? type(uint256).max : terms.ceiling) - licence.revenue;
        if (revenue == 0 || revenue > most) revert Licences_InvalidRevenue(licenceId, revenue, most);
        licence.revenue += revenue;
        // rounded down: the remainder is the licensee's
        received = _pay(terms.workId, terms.asset, Math.mulDiv(revenue, terms.shareBps, BPS));
        emit RevenueReported(licenceId, terms.workId, revenue, received);
    }

    /// @inheritdoc ILicences
    function revoke(uint256 licenceId, bytes32 reason) external restricted {
        uint256 workId = termsOf(licenceId).workId;
        if (_licences[licenceId].revoked) revert Licences_AlreadyRevoked(licenceId);
        if (reason == bytes32(0)) revert Licences_ReasonRequired(licenceId);
        _licences[licenceId].revoked = true;
        emit LicenceRevoked(licenceId, workId, reason);
    }

    /// @inheritdoc ILicences
    function registerDerivative(
        IWorkRegistry.Registration calldata registration,
        bytes32 salt,
        uint256[] calldata licenceIds
    ) external returns (uint256 workId) {
        if (licenceIds.length == 0) revert Licences_ParentRequired(msg.sender);
        uint256[] memory parents = new uint256[](licenceIds.length);
        for (uint256 i = 0; i < licenceIds.length; ++i) {
            Terms memory terms = _usable(licenceIds[i], msg.sender);
            if (terms.scope != Scope.Derivative) revert Licences_NotForDerivatives(licenceIds[i]);
            parents[i] = terms.workId;
        }
        workId = registry.registerDerivative(msg.sender, registration, salt, ancestry(licenceIds));
        emit DerivativeRegistered(workId, parents, licenceIds);
    }

    /// @inheritdoc ILicences
    function ancestry(uint256[] calldata licenceIds) public view returns (IRoyaltyVault.Ancestor[] memory table) {
        for (uint256 i = 0; i < licenceIds.length; ++i) {
            Terms memory terms = termsOf(licenceIds[i]);
            IRoyaltyVault.Ancestor[] memory theirs = vault.ancestorsOf(terms.workId);
            table = Lineage.merge(table, Lineage.under(theirs, terms.workId, terms.shareBps));
        }
    }

    /// @inheritdoc ILicences
    function offerOf(uint256 offerId) external view returns (Offer memory) {
        return _offer(offerId);
    }

    /// @inheritdoc ILicences
    function isOpen(uint256 offerId) public view returns (bool) {
        Offer storage found = _offer(offerId);
        if (found.withdrawn || !vault.isListed(found.terms.asset)) return false;
        uint256 workId = found.terms.workId;
        if (!rights.allows(workId, found.terms.scope)) return false;
        return registry.ownerOf(workId) == found.licensor;
    }

    /// @inheritdoc ILicences
    function licenceOf(uint256 licenceId) external view returns (Licence memory) {
        return _licence(licenceId);
    }

    /// @inheritdoc ILicences
    function termsOf(uint256 licenceId) public view returns (Terms memory) {
        return _offers[_licence(licenceId).offerId].terms;
    }

    /// @inheritdoc ILicences
    function inForce(uint256 licenceId) public view returns (bool) {
        Licence storage found = _licence(licenceId);
        Terms storage terms = _offers[found.offerId].terms;
        if (found.revoked || (found.until != 0 && block.timestamp >= found.until)) return false;
        return (terms.ceiling == 0 || found.revenue < terms.ceiling) && rights.isOpen(terms.workId);
    }

    /// @dev The terms of a licence of `licensee`'s that is in force.
    function _usable(uint256 licenceId, address licensee) private view returns (Terms memory) {
        if (!inForce(licenceId)) revert Licences_NotInForce(licenceId);
        if (ownerOf(licenceId) != licensee) revert Licences_NotLicensee(licenceId, licensee);
        return termsOf(licenceId);
    }

    /// @dev Into the work's income, from the caller. What a token takes on the way is missing from the income, too.
    function _pay(uint256 workId, address asset, uint256 amount) private returns (uint256 received) {
        uint256 value = asset == address(0) ? amount : 0;
        if (msg.value != value) revert Licences_WrongValue(value, msg.value);
        if (amount == 0) return 0;
        if (asset == address(0)) {
            vault.depositETH{value: amount}(workId);
            return amount;
        }
        uint256 before = IERC20(asset).balanceOf(address(this));
        IERC20(asset).safeTransferFrom(msg.sender, address(this), amount);
        uint256 arrived = IERC20(asset).balanceOf(address(this)) - before;
        IERC20(asset).forceApprove(address(vault), arrived);
        return vault.deposit(workId, asset, arrived);
    }

    function _update(address to, uint256 licenceId, address auth) internal override returns (address from) {
        from = super._update(to, licenceId, auth);
        if (from != address(0) && !termsOf(licenceId).transferable) revert Licences_NotTransferable(licenceId);
    }

    /// @dev When a licence of this term ends, if it starts now; 0 for never.
    function _end(uint256 term) private view returns (uint48) {
        if (term == 0) return 0;
        return uint48(Math.min(block.timestamp + term, type(uint48).max));
    }

    function _offer(uint256 offerId) private view returns (Offer storage found) {
        found = _offers[offerId];
        if (found.licensor == address(0)) revert Licences_UnknownOffer(offerId);
    }

    function _licence(uint256 licenceId) private view returns (Licence storage found) {
        found = _licences[licenceId];
        if (found.since == 0) revert Licences_UnknownLicence(licenceId);
    }
}
