// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "./IEscrow.sol";
import {IMembership} from "./IMembership.sol";
import {IRoyaltyVault} from "./IRoyaltyVault.sol";

/**
 * @title IDataCommons
 * @notice Datasets whose rights holders let others use them: for a purpose, so many times, for so long, and on record.
 *
 * Source confirmed. A member registers a dataset: the hash of its content, where it is, the hash of a statement of where
 * it comes from, who has rights in it with how many contribution points, and what it may be used for. A confirmer who is
 * none of them looks at that and confirms it; before, nothing is sold. Anybody can register anything, so that nobody can
 * keep content from its owners by being first: of all registrations of the same content one is confirmed. Another can be
 * once that one is suspended, and takes its place.
 *
 * Use bounded. A dataset is open once it is confirmed and every holder consents; the registrant, if a holder, consents by
 * registering, and nobody for anybody else. The registrant offers licences, for one purpose, a number of uses and a
 * time. A licence stays with who bought it. The price of all its uses is paid in advance and held here.
 *
 * Flow traced. Each use is logged by the licensee with a countersignature of the dataset's service (EIP-712, or ERC-1271
 * of a contract) over what is asked for, for what purpose, and as which use of the licence; none is good twice. Exactly
 * the price of one use is thereby the holders', less the vault's levy as it stands then.
 *
 * Risk prevented. A holder can withdraw its consent: from then on nothing is sold and no use is logged; uses before stay
 * on record, and what they earned stays the holders'. The co-op can suspend a dataset, and bar a purpose for all.
 *
 * Nobody can be stuck. What was paid for uses that did not happen goes back to the licensee: once the licence's time is
 * over, by anybody's call; by its own as soon as a consent is withdrawn, the purpose is barred, or the dataset has been
 * suspended for longer than `suspensionPeriod`. A service that disappears costs a licensee time and no money.
 *
 * @dev Points of a dataset never change, so that a holder's income is always points × income / all points, rounded down,
 * less what it was credited before. What is rounded off stays the holder's, and is credited with later income.
 */
interface IDataCommons is IEscrow {
    /// @notice What data is used for. In masks, the purpose n is the bit n.
    enum Purpose {
        Research,
        Statistics,
        Education,
        Training,
        Commercial,
        Profiling
    }

    /**
     * @notice What a dataset is registered with.
     * @param contentHash The hash of its content.
     * @param statement The hash of the statement of where it comes from.
     * @param permitted What it may be used for: a mask of purposes.
     * @param service Who countersigns uses.
     * @param uri Where it is described.
     * @param holders Who has rights in it.
     * @param points Their contribution points, in the same order; none zero.
     */
    struct DatasetTerms {
        bytes32 contentHash;
        bytes32 statement;
        uint8 permitted;
        address service;
        string uri;
        address[] holders;
        uint32[] points;
    }

    /**
     * @notice A dataset.
     * @param contentHash The hash of its content.
     * @param statement The hash of the statement of where it comes from.
     * @param registrant Who registered it, and makes its offers.
     * @param registeredAt When (seconds); 0 if there is no such dataset.
     * @param permitted What it may be used for: a mask of purposes.
     * @param holders How many have rights in it.
     * @param consents How many of them consent.
     * @param points All contribution points.
     * @param service Who countersigns uses.
     * @param suspendedAt Since when it is suspended (seconds); 0 if it is not.
     * @param confirmer Who confirmed its source; nobody before.
     * @param confirmedAt When (seconds).
     */
    struct Dataset {
        bytes32 contentHash;
        bytes32 statement;
        address registrant;
        uint48 registeredAt;
        uint8 permitted;
        uint8 holders;
        uint8 consents;
        address service;
        uint48 suspendedAt;
        uint48 points;
        address confirmer;
        uint48 confirmedAt;
    }

    /**
     * @notice What a licence to use a dataset is like.
     * @param datasetId The dataset.
     * @param term How long it lasts (seconds).
     * @param asset What it is paid in; ETH is `address(0)`.
     * @param purpose The only purpose of its uses.
     * @param uses How many there are.
     * @param price What each use costs (smallest unit); 0 for nothing.
     */
    struct AccessTerms {
        uint48 datasetId;
        uint48 term;
        address asset;
        Purpose purpose;
        uint32 uses;
        uint128 price;
    }

    /**
     * @notice A licence to use a dataset.
     * @param licensee Whose it is.
     * @param offerId The offer that says what it is like.
     * @param until The second in which it is over.
     * @param used How many uses were logged.
     * @param refunded Whether what was left of it was given back.
     */
    struct Access {
        address licensee;
        uint48 offerId;
        uint48 until;
        uint32 used;
        bool refunded;
    }

    /// @notice A dataset was registered.
    event DatasetRegistered(
        uint256 indexed datasetId,
        address indexed registrant,
        bytes32 indexed contentHash,
        bytes32 statement,
        uint256 permitted,
        string uri,
        address[] holders,
        uint32[] points
    );
    /// @notice Countersignatures of `service` count from now on.
    event ServiceSet(uint256 indexed datasetId, address indexed service);
    /// @notice The dataset's source is confirmed.
    event SourceConfirmed(uint256 indexed datasetId, address indexed confirmer);
    /// @notice A holder consents to the uses that the dataset permits.
    event ConsentGiven(uint256 indexed datasetId, address indexed holder);
    /// @notice A holder consents no more.
    event ConsentWithdrawn(uint256 indexed datasetId, address indexed holder);
    /// @notice The co-op suspended the dataset; `reason` is the hash of why.
    event DatasetSuspended(uint256 indexed datasetId, bytes32 reason);
    /// @notice The dataset is suspended no more.
    event DatasetResumed(uint256 indexed datasetId);
    /// @notice The purposes that nothing here is used for (a mask) changed.
    event BarredSet(uint256 oldBarred, uint256 newBarred);
    /// @notice `account` confirms sources, or does so no more.
    event ConfirmerSet(address indexed account, bool isConfirmer);
    /// @notice Licences of these terms can be bought.
    event AccessOffered(uint256 indexed offerId, uint256 indexed datasetId, AccessTerms terms);
    /// @notice No more licences are sold under this offer; those that were sold go on.
    event OfferClosed(uint256 indexed offerId);
    /// @notice `licensee` has a licence until then (seconds), and paid `amount` (smallest unit) for its uses in advance.
    event AccessBought(
        uint256 indexed licenceId,
        uint256 indexed datasetId,
        address indexed licensee,
        uint256 offerId,
        uint256 until,
        uint256 amount
    );
    /// @notice A use, which the service countersigned. Of its price the holders have `paid`, the treasury `levy`.
    event Used(
        uint256 indexed datasetId,
        uint256 indexed licenceId,
        address indexed licensee,
        uint256 useNumber,
        Purpose purpose,
        bytes32 queryHash,
        address service,
        address asset,
        uint256 paid,
        uint256 levy
    );
    /// @notice The licence is over; `amount` (smallest unit), for the uses that did not happen, is the licensee's again.
    event Refunded(uint256 indexed licenceId, uint256 unused, uint256 amount);
    /// @notice `amount` (smallest unit) of a dataset's income is booked as the holder's, to claim.
    event Credited(uint256 indexed datasetId, address indexed holder, address indexed asset, uint256 amount);
    /// @notice `amount` (smallest unit) of levy went to the treasury.
    event LevyCollected(address indexed asset, uint256 amount);

    /// @notice A suspension holds a licensee's money for a second to the maximum.
    error DataCommons_InvalidSuspensionPeriod(uint256 period, uint256 maximum);
    /// @notice Only members register datasets.
    error DataCommons_NotMember(address account);
    /// @notice Give the hash of the content and that of the statement of where it comes from.
    error DataCommons_HashRequired(bytes32 contentHash, bytes32 statement);
    /// @notice Name at least one purpose, and none that does not exist.
    error DataCommons_InvalidPurposes(uint256 purposes, uint256 all);
    /// @notice Name at least one holder, and at most the maximum, with a number of points each.
    error DataCommons_InvalidHolderCount(uint256 holders, uint256 points, uint256 maximum);
    /// @notice A holder is named once, has points, and is not the zero address.
    error DataCommons_InvalidHolder(address holder, uint256 points);
    /// @notice Somebody must countersign, who is not the zero address.
    error DataCommons_InvalidService(address service);
    /// @notice No dataset has this number.
    error DataCommons_UnknownDataset(uint256 datasetId);
    /// @notice Only who registered the dataset may.
    error DataCommons_NotRegistrant(uint256 datasetId, address account);
    /// @notice Only confirmers may.
    error DataCommons_NotConfirmer(address account);
    /// @notice Nobody confirms a source of its own, or countersigns its own uses.
    error DataCommons_OwnCause(uint256 datasetId, address account);
    /// @notice Of this content a registration is confirmed already, and not suspended.
    error DataCommons_AlreadyConfirmed(bytes32 contentHash, uint256 datasetId);
    /// @notice Only who has rights in the dataset may.
    error DataCommons_NotHolder(uint256 datasetId, address account);
    /// @notice The holder said so before.
    error DataCommons_NothingChanges(uint256 datasetId, address holder, bool consents);
    /// @notice The dataset's source is not confirmed.
    error DataCommons_NotConfirmed(uint256 datasetId);
    /// @notice So many holders do not consent.
    error DataCommons_ConsentMissing(uint256 datasetId, uint256 missing);
    /// @notice The dataset is suspended.
    error DataCommons_Suspended(uint256 datasetId);
    /// @notice Only what is suspended can be resumed.
    error DataCommons_NotSuspended(uint256 datasetId);
    /// @notice A suspension states the hash of its reason.
    error DataCommons_ReasonRequired(uint256 datasetId);
    /// @notice While it was suspended, another registration of the same content took the dataset's place.
    error DataCommons_Superseded(uint256 datasetId, uint256 newerId);
    /// @notice The co-op has barred this purpose.
    error DataCommons_Barred(Purpose purpose);
    /// @notice The dataset does not permit this purpose.
    error DataCommons_NotPermitted(uint256 datasetId, Purpose purpose);
    /// @notice A licence is for one use to the maximum.
    error DataCommons_InvalidUses(uint256 uses, uint256 maximum);
    /// @notice A licence lasts from a second to the maximum.
    error DataCommons_InvalidTerm(uint256 term, uint256 maximum);
    /// @notice The vault does not accept this asset.
    error DataCommons_AssetNotListed(address asset);
    /// @notice No offer has this number, or nothing is sold under it any more.
    error DataCommons_OfferClosed(uint256 offerId);
    /// @notice Only the licensee may: a licence stays with who bought it.
    error DataCommons_NotLicensee(uint256 licenceId, address account);
    /// @notice The licence is for another purpose.
    error DataCommons_WrongPurpose(uint256 licenceId, Purpose purpose, Purpose licensed);
    /// @notice The licence has no uses left, or they were given back.
    error DataCommons_UsedUp(uint256 licenceId);
    /// @notice A use states the hash of what is asked for.
    error DataCommons_QueryRequired(uint256 licenceId);
    /// @notice That had to be done before `deadline` (seconds).
    error DataCommons_TooLate(uint256 licenceId, uint256 deadline);
    /// @notice That can be done from `deadline` on (seconds).
    error DataCommons_TooEarly(uint256 licenceId, uint256 deadline);
    /// @notice That is not the service's signature of this use.
    error DataCommons_InvalidCountersignature(uint256 licenceId, uint256 useNumber, address service);
    /// @notice The dataset earned nothing for the holder since it was last credited.
    error DataCommons_NothingToCredit(uint256 datasetId, address asset, address holder);
    /// @notice No levy accrued in this asset since it was last collected.
    error DataCommons_NoLevyToCollect(address asset);

    /**
     * @notice Registers a dataset. Members may.
     * @return datasetId Its number; the first is 1.
     */
    function register(DatasetTerms calldata terms) external returns (uint256 datasetId);

    /// @notice Replaces who countersigns, for uses from now on. Only the registrant may.
    function setService(uint256 datasetId, address service) external;

    /// @notice Confirms a dataset's source. Confirmers may, who have no part in it.
    function confirm(uint256 datasetId) external;

    /// @notice A holder consents to what the dataset permits; again, if it withdrew that.
    function consent(uint256 datasetId) external;

    /// @notice A holder withdraws its consent: nothing is sold, and no use logged, from now on.
    function withdraw(uint256 datasetId) external;

    /// @notice Stops sales and uses of a dataset. Restricted to the DATA_STEWARD role. `reason` is a hash.
    function suspend(uint256 datasetId, bytes32 reason) external;

    /// @notice Lets a suspended dataset be used again. Restricted to the DATA_STEWARD role.
    function resume(uint256 datasetId) external;

    /// @notice Says which purposes nothing here is used for: a mask. Restricted to the DATA_STEWARD role.
    function setBarred(uint256 purposes) external;

    /// @notice Says whether `account` confirms sources. Restricted to the DATA_STEWARD role.
    function setConfirmer(address account, bool isConfirmer_) external;

    /**
     * @notice Offers licences, whose terms never change. Only the dataset's registrant may.
     * @return offerId Its number; the first is 1.
     */
    function offer(AccessTerms calldata terms) external returns (uint256 offerId);

    /// @notice Sells no more under an offer. Only the dataset's registrant may.
    function closeOffer(uint256 offerId) external;

    /**
     * @notice Buys a licence, for the caller. All its uses are paid for in advance: in ETH with the call, else approved
     * before.
     * @return licenceId Its number; the first is 1.
     */
    function buy(uint256 offerId) external payable returns (uint256 licenceId);

    /**
     * @notice The licensee logs a use of its licence, which the service countersigned.
     * @param purpose What for.
     * @param queryHash The hash of what is asked for.
     * @param validUntil The last second (seconds) in which the countersignature is good.
     * @param countersignature The service's, of `useHash`.
     * @return useNumber Which use of the licence it is; the first is 1.
     */
    function use(
        uint256 licenceId,
        Purpose purpose,
        bytes32 queryHash,
        uint256 validUntil,
        bytes calldata countersignature
    ) external returns (uint256 useNumber);

    /// @notice Ends a licence and books what was paid for uses that did not happen as the licensee's again.
    function refund(uint256 licenceId) external;

    /**
     * @notice Books what a dataset earned for `holder` since the last time, rounded down, as the holder's, to `claim`. The
     * fraction stays its own. Anyone may.
     */
    function credit(uint256 datasetId, address asset, address holder) external returns (uint256 amount);

    /// @notice Pays the levy that accrued in `asset` to the treasury. Anyone may.
    function collectLevy(address asset) external;

    /// @notice A dataset, of zeros if there is no such one.
    function datasetOf(uint256 datasetId) external view returns (Dataset memory);

    /// @notice Whether licences are sold and used now: the source is confirmed, all consent, and it is not suspended.
    function isOpen(uint256 datasetId) external view returns (bool);

    /// @notice The confirmed registration of this content, or 0.
    function confirmedOf(bytes32 contentHash) external view returns (uint256);

    /// @notice A holder's contribution points, and whether it consents.
    function shareOf(uint256 datasetId, address holder) external view returns (uint256 points, bool consents);

    /// @notice What a dataset ever earned in `asset` for its holders (smallest unit).
    function income(uint256 datasetId, address asset) external view returns (uint256);

    /// @notice What `credit` would book (smallest unit).
    function creditable(uint256 datasetId, address asset, address holder) external view returns (uint256);

    /// @notice An offer's terms, and whether it was closed. Reverts where there is none of that number.
    function offerOf(uint256 offerId) external view returns (AccessTerms memory terms, bool closed);

    /// @notice A licence, of zeros if there is no such one.
    function licenceOf(uint256 licenceId) external view returns (Access memory);

    /// @notice What the service signs (EIP-712): the next use of a licence.
    function useHash(
        uint256 licenceId,
        Purpose purpose,
        bytes32 queryHash,
        uint256 validUntil
    ) external view returns (bytes32);

    /// @notice The purposes that nothing here is used for: a mask.
    function barred() external view returns (uint256);

    /// @notice Whether an account confirms sources.
    function isConfirmer(address account) external view returns (bool);

    /// @notice How many datasets were ever registered.
    function datasetCount() external view returns (uint256);

    /// @notice How many offers were ever made.
    function offerCount() external view returns (uint256);

    /// @notice How many licences were ever bought.
    function licenceCount() external view returns (uint256);

    /// @notice For how long a suspension holds a licensee's money (seconds).
    function suspensionPeriod() external view returns (uint48);

    /// @notice Whose members register.
    function membership() external view returns (IMembership);

    /// @notice Which assets are accepted, what the levy is, and whose it is.
    function vault() external view returns (IRoyaltyVault);
}
