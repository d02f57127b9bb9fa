// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/interfaces/IERC721.sol";
import {IRoyaltyVault} from "./IRoyaltyVault.sol";
import {ISubRights} from "./ISubRights.sol";
import {IWorkRegistry} from "./IWorkRegistry.sol";

/**
 * @title ILicences
 * @notice Rights in works, offered by their owners: a token per licence, whose terms can never change.
 *
 * An offer is made once and can only be withdrawn. Nothing is sold under it while somebody else owns the work, who can
 * withdraw it, too, nor while the vault does not take what it asks for, nor while its scope is split off as a right of its
 * own (see `ISubRights`). Buying pays its price into the work's income,
 * through the vault like any other deposit: this contract holds no money between transactions. A price of zero makes a
 * work open; whoever takes the licence is recorded just the same, and so is what attribution it owes. With a work's
 * registration its licences end, and those under rights that were split from it: whoever registered it wrongly had nothing
 * to license.
 *
 * The share that a derivative licence states is paid by the vault, of every net deposit for the derivative. The share of
 * any other licence is of the revenue that the licensee reports, and is paid as it is reported. Where there is a ceiling,
 * the licence ends with the revenue that reaches it: what lies beyond takes a new licence.
 *
 * A derivative names its parents by a licence from each. It passes on to every ancestor the largest share that the
 * ancestor's licences state on any path that leads to it, once, however many paths there are, and not reduced from one
 * generation to the next. An ancestor without a share is in no table, and is recorded in `DerivativeRegistered`.
 */
interface ILicences is IERC721 {
    /// @notice What a licence allows. A derivative may be sold; `Commercial` is use for gain of the work as it is.
    enum Scope {
        Use,
        Commercial,
        Derivative,
        AiTraining
    }

    /**
     * @notice What the licensee may do, and for what.
     * @param workId The work.
     * @param scope What is allowed.
     * @param attribution Whether the makers must be named.
     * @param transferable Whether the licence can be passed on to somebody else.
     * @param shareBps The licensor's share of the licensee's own revenue, in basis points.
     * @param term How long it lasts (seconds); 0 for ever.
     * @param asset What it is paid in; ETH is `address(0)`.
     * @param price What it costs (smallest unit); 0 for nothing.
     * @param ceiling Revenue (smallest unit) with which it ends; 0 for none. Not for derivatives, which report none.
     */
    struct Terms {
        uint48 workId;
        Scope scope;
        bool attribution;
        bool transferable;
        uint16 shareBps;
        uint48 term;
        address asset;
        uint256 price;
        uint256 ceiling;
    }

    /// @notice An offer: its terms, who made it, and whether it was withdrawn.
    struct Offer {
        Terms terms;
        address licensor;
        bool withdrawn;
    }

    /// @notice A licence: from which offer, since when and until when (seconds; 0 for ever), and what became of it.
    struct Licence {
        uint48 offerId;
        uint48 since;
        uint48 until;
        bool revoked;
        uint256 revenue;
    }

    /// @notice The owner of a work offers licences.
    event LicenceOffered(uint256 indexed offerId, uint256 indexed workId, address indexed licensor, Terms terms);
    /// @notice No more licences are sold under this offer; those sold go on.
    event OfferWithdrawn(uint256 indexed offerId);
    /// @notice `licensee` has a licence, for which `received` (smallest unit) went into the work's income.
    event LicenceBought(
        uint256 indexed licenceId,
        uint256 indexed workId,
        address indexed licensee,
        uint256 offerId,
        uint256 received
    );
    /// @notice The co-op decided that the licence was broken; `reason` is the hash of why.
    event LicenceRevoked(uint256 indexed licenceId, uint256 indexed workId, bytes32 reason);
    /// @notice The licensee reported `revenue` (smallest unit), of which `received` went into the work's income.
    event RevenueReported(uint256 indexed licenceId, uint256 indexed workId, uint256 revenue, uint256 received);
    /// @notice A work was registered that derives from `parents`, by these licences, in the same order.
    event DerivativeRegistered(uint256 indexed workId, uint256[] parents, uint256[] licences);

    /// @notice Only the work's owner offers licences and withdraws them.
    error Licences_NotOwner(uint256 workId, address account);
    /// @notice No offer has this number.
    error Licences_UnknownOffer(uint256 offerId);
    /// @notice No licence has this number.
    error Licences_UnknownLicence(uint256 licenceId);
    /// @notice This scope is not the work's to offer: it was split off, or never was its own. See `rights`.
    error Licences_ScopeNotHeld(uint256 workId, Scope scope);
    /// @notice Nothing is sold under this offer: it was withdrawn, the work changed hands or was voided, its scope was split
    /// off, or the vault takes its asset no more.
    error Licences_OfferClosed(uint256 offerId);
    /// @notice Basis points go from 0 to 10,000.
    error Licences_InvalidShare(uint256 shareBps, uint256 maximum);
    /// @notice A derivative's licensee reports no revenue, so that a ceiling would mean nothing: leave it out.
    error Licences_CeilingOnDerivative(uint256 ceiling);
    /// @notice The vault does not accept this asset: offer in one that it does.
    error Licences_AssetNotListed(address asset);
    /// @notice Send exactly this much ETH; none where another asset is asked for.
    error Licences_WrongValue(uint256 expected, uint256 sent);
    /// @notice This licence stays with who bought it.
    error Licences_NotTransferable(uint256 licenceId);
    /// @notice Only the licensee reports its revenue, or registers what derives by its licence.
    error Licences_NotLicensee(uint256 licenceId, address account);
    /// @notice The licence was revoked, expired, or ended with its ceiling, or the work's registration was voided, or
    /// that of the work which the right was split from.
    error Licences_NotInForce(uint256 licenceId);
    /// @notice The licence was revoked before.
    error Licences_AlreadyRevoked(uint256 licenceId);
    /// @notice A revocation states the hash of its reason.
    error Licences_ReasonRequired(uint256 licenceId);
    /// @notice Report at least the smallest unit, and not beyond what the ceiling leaves.
    error Licences_InvalidRevenue(uint256 licenceId, uint256 revenue, uint256 maximum);
    /// @notice A derivative's share is paid by the vault: there is nothing to report.
    error Licences_NothingToReport(uint256 licenceId);
    /// @notice This licence allows no derivatives.
    error Licences_NotForDerivatives(uint256 licenceId);
    /// @notice A derivative names at least one parent.
    error Licences_ParentRequired(address registrant);

    /**
     * @notice Offers licences in a work. Only its owner may.
     * @return offerId The offer's number, counted from 1.
     */
    function offer(Terms calldata terms) external returns (uint256 offerId);

    /// @notice Sells no more under an offer. Only the work's owner may; licences that were sold go on.
    function withdraw(uint256 offerId) external;

    /**
     * @notice Buys a licence, for the caller. Pays the price into the work's income: in ETH, sent along, or in a token
     * that the caller approved this contract for.
     * @return licenceId The licence's number, counted from 1.
     */
    function buy(uint256 offerId) external payable returns (uint256 licenceId);

    /**
     * @notice Reports revenue under a licence with a share, and pays the share, rounded down, into the work's income.
     * @param revenue In the smallest unit of the licence's asset, earned since the last report.
     * @return received What arrived in the vault (smallest unit).
     */
    function report(uint256 licenceId, uint256 revenue) external payable returns (uint256 received);

    /// @notice Ends a licence that the co-op found broken. Restricted to the WORK_STEWARD role. `reason` is a hash.
    function revoke(uint256 licenceId, bytes32 reason) external;

    /**
     * @notice Registers a work that derives from others, for the caller, who committed to it in the registry.
     * @param licenceIds A licence for derivatives from each parent, in force and the caller's own.
     * @return workId The work's number.
     */
    function registerDerivative(
        IWorkRegistry.Registration calldata registration,
        bytes32 salt,
        uint256[] calldata licenceIds
    ) external returns (uint256 workId);

    /// @notice What a derivative by these licences would pass on, to whom.
    function ancestry(uint256[] calldata licenceIds) external view returns (IRoyaltyVault.Ancestor[] memory);

    /// @notice An offer. Reverts where there is none of that number.
    function offerOf(uint256 offerId) external view returns (Offer memory);

    /// @notice Whether licences are sold under an offer now.
    function isOpen(uint256 offerId) external view returns (bool);

    /// @notice A licence. Reverts where there is none of that number.
    function licenceOf(uint256 licenceId) external view returns (Licence memory);

    /// @notice The terms of a licence, which never change.
    function termsOf(uint256 licenceId) external view returns (Terms memory);

    /// @notice Whether a licence allows now what its terms say.
    function inForce(uint256 licenceId) external view returns (bool);

    /// @notice How many offers were ever made.
    function offerCount() external view returns (uint256);

    /// @notice How many licences were ever bought.
    function licenceCount() external view returns (uint256);

    /// @notice Whose works are licensed.
    function registry() external view returns (IWorkRegistry);

    /// @notice Where the money goes.
    function vault() external view returns (IRoyaltyVault);

    /// @notice Which scopes are whose to offer: all of them the work's owner's, until it splits one off.
    function rights() external view returns (ISubRights);
}
