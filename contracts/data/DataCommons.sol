// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Escrow} from "../funding/Escrow.sol";
import {IDataCommons} from "../interfaces/IDataCommons.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {RoyaltyMath} from "../libraries/RoyaltyMath.sol";

/**
 * @title DataCommons
 * @notice Datasets that are used by licence, each use countersigned, and what they earn shared out by contribution.
 */
contract DataCommons is IDataCommons, Escrow, AccessManaged, EIP712 {
    uint256 private constant ALL_PURPOSES = (1 << (uint256(type(Purpose).max) + 1)) - 1;
    uint256 private constant MAX_HOLDERS = 100;
    uint256 private constant MAX_USES = 1_000_000;
    uint48 private constant MAX_PERIOD = 365 days;
    uint48 private constant MAX_TERM = 3_650 days;
    // solhint-disable-next-line gas-small-strings
    bytes32 private constant USE_TYPEHASH = keccak256(
        "Use(uint256 datasetId,uint256 licenceId,uint256 useNumber,uint8 purpose,bytes32 queryHash,uint256 validUntil)"
    );

    struct Share {
        uint32 points;
        bool consents;
    }

    struct Offer {
        AccessTerms terms;
        bool closed;
    }

    /// @inheritdoc IDataCommons
    IMembership public immutable membership;

    /// @inheritdoc IDataCommons
    IRoyaltyVault public immutable vault;

    /// @inheritdoc IDataCommons
    uint48 public immutable suspensionPeriod;

    address private immutable _treasury;

    /// @inheritdoc IDataCommons
    uint256 public datasetCount;

    /// @inheritdoc IDataCommons
    uint256 public offerCount;

    /// @inheritdoc IDataCommons
    uint256 public licenceCount;

    /// @inheritdoc IDataCommons
    uint256 public barred;

    /// @inheritdoc IDataCommons
    mapping(address account => bool) public isConfirmer;

    /// @inheritdoc IDataCommons
    mapping(bytes32 contentHash => uint256) public confirmedOf;

    /// @inheritdoc IDataCommons
    mapping(uint256 datasetId => mapping(address asset => uint256)) public income;

    mapping(uint256 datasetId => Dataset) private _datasets;
    mapping(uint256 datasetId => mapping(address holder => Share)) private _shares;
    mapping(uint256 datasetId => mapping(address asset => mapping(address holder => uint256))) private _credited;
    mapping(uint256 offerId => Offer) private _offers;
    mapping(uint256 licenceId => Access) private _licences;

    /**
     * @param authority The access manager.
     * @param membership_ Whose members register.
     * @param vault_ Which assets are accepted, what the levy is, and whose it is.
     * @param confirmers Who confirms sources.
     * @param barred_ The purposes that nothing is used for: a mask.
     * @param suspensionPeriod_ For how long a suspension holds a licensee's money (seconds).
     */
    constructor(
        address authority,
        IMembership membership_,
        IRoyaltyVault vault_,
        address[] memory confirmers,
        uint256 barred_,
        uint48 suspensionPeriod_
    ) AccessManaged(authority) EIP712("DataCommons", "1") {
        if (suspensionPeriod_ == 0 || suspensionPeriod_ > MAX_PERIOD) {
            revert DataCommons_InvalidSuspensionPeriod(suspensionPeriod_, MAX_PERIOD);
        }
        (membership, vault, suspensionPeriod) = (membership_, vault_, suspensionPeriod_);
        _treasury = vault_.treasury();
        for (uint256 i = 0; i < confirmers.length; ++i) _setConfirmer(confirmers[i], true);
        _setBarred(barred_);
    }

    /// @inheritdoc IDataCommons
    function register(DatasetTerms calldata terms) external returns (uint256 datasetId) {
        if (!membership.isMember(msg.sender)) revert DataCommons_NotMember(msg.sender);
        if (terms.contentHash == bytes32(0) || terms.statement == bytes32(0)) {
            revert DataCommons_HashRequired(terms.contentHash, terms.statement);
        }
        _checkPurposes(terms.permitted);
        if (terms.permitted == 0) revert DataCommons_InvalidPurposes(0, ALL_PURPOSES);
        datasetId = ++datasetCount;
        Dataset storage made = _datasets[datasetId];
        (made.contentHash, made.statement) = (terms.contentHash, terms.statement);
        (made.registrant, made.registeredAt) = (msg.sender, uint48(block.timestamp));
        made.permitted = terms.permitted;
        emit DatasetRegistered(
            datasetId,
            msg.sender,
            terms.contentHash,
            terms.statement,
            terms.permitted,
            terms.uri,
            terms.holders,
            terms.points
        );
        _setService(datasetId, terms.service);
        _share(datasetId, terms.holders, terms.points);
    }

    /// @inheritdoc IDataCommons
    function setService(uint256 datasetId, address service) external {
        _checkRegistrant(datasetId);
        _setService(datasetId, service);
    }

    /// @inheritdoc IDataCommons
    function confirm(uint256 datasetId) external {
        if (!isConfirmer[msg.sender]) revert DataCommons_NotConfirmer(msg.sender);
        Dataset storage claimed = _dataset(datasetId);
        if (msg.sender == claimed.registrant || _shares[datasetId][msg.sender].points != 0) {
            revert DataCommons_OwnCause(datasetId, msg.sender);
        }
        bytes32 contentHash = claimed.contentHash;
        uint256 standing = confirmedOf[contentHash];
        if (standing == datasetId || (standing != 0 && _datasets[standing].suspendedAt == 0)) {
            revert DataCommons_AlreadyConfirmed(contentHash, standing);
        }
        confirmedOf[contentHash] = datasetId;
        (claimed.confirmer, claimed.confirmedAt) = (msg.sender, uint48(block.timestamp));
        emit SourceConfirmed(datasetId, msg.sender);
    }

    /// @inheritdoc IDataCommons
    function consent(uint256 datasetId) external {
        _consents(datasetId, true);
    }

    /// @inheritdoc IDataCommons
    function withdraw(uint256 datasetId) external {
        _consents(datasetId, false);
    }

    /// @inheritdoc IDataCommons
    function suspend(uint256 datasetId, bytes32 reason) external restricted {
        Dataset storage stopped = _dataset(datasetId);
        if (stopped.suspendedAt != 0) revert DataCommons_Suspended(datasetId);
        if (reason == bytes32(0)) revert DataCommons_ReasonRequired(datasetId);
        stopped.suspendedAt = uint48(block.timestamp);
        emit DatasetSuspended(datasetId, reason);
    }

    /// @inheritdoc IDataCommons
    function resume(uint256 datasetId) external restricted {
        Dataset storage stopped = _dataset(datasetId);
        if (stopped.suspendedAt == 0) revert DataCommons_NotSuspended(datasetId);
        uint256 standing = confirmedOf[stopped.contentHash];
        if (stopped.confirmer != address(0) && standing != datasetId) {
            revert DataCommons_Superseded(datasetId, standing);
        }
        stopped.suspendedAt = 0;
        emit DatasetResumed(datasetId);
    }

    /// @inheritdoc IDataCommons
    function setBarred(uint256 purposes) external restricted {
        _setBarred(purposes);
    }

    /// @inheritdoc IDataCommons
    function setConfirmer(address account, bool isConfirmer_) external restricted {
        _setConfirmer(account, isConfirmer_);
    }

    /// @inheritdoc IDataCommons
    function offer(AccessTerms calldata terms) external returns (uint256 offerId) {
        _checkRegistrant(terms.datasetId);
        _checkPurpose(terms.datasetId, terms.purpose);
        if (terms.uses == 0 || terms.uses > MAX_USES) revert DataCommons_InvalidUses(terms.uses, MAX_USES);
        if (terms.term == 0 || terms.term > MAX_TERM) revert DataCommons_InvalidTerm(terms.term, MAX_TERM);
        if (!vault.isListed(terms.asset)) revert DataCommons_AssetNotListed(terms.asset);
        offerId = ++offerCount;
        _offers[offerId].terms = terms;
        emit AccessOffered(offerId, terms.datasetId, terms);
    }

    /// @inheritdoc IDataCommons
    function closeOffer(uint256 offerId) external {
        Offer storage made = _selling(offerId);
        _checkRegistrant(made.terms.datasetId);
        made.closed = true;
        emit OfferClosed(offerId);
    }

    /// @inheritdoc IDataCommons
    function buy(uint256 offerId) external payable nonReentrant returns (uint256 licenceId) {
        AccessTerms memory terms = _selling(offerId).terms;
        _checkOpen(terms.datasetId);
        _checkPurpose(terms.datasetId, terms.purpose);
        if (!vault.isListed(terms.asset)) revert DataCommons_AssetNotListed(terms.asset);
        licenceId = ++licenceCount;
        uint48 until = uint48(block.timestamp) + terms.term;
        Access storage made = _licences[licenceId];
        (made.licensee, made.offerId, made.until) = (msg.sender, uint48(offerId), until);
        uint256 amount = uint256(terms.price) * terms.uses;
        emit AccessBought(licenceId, terms.datasetId, msg.sender, offerId, until, amount);
        _take(terms.asset, amount);
    }

    /// @inheritdoc IDataCommons
    function use(
        uint256 licenceId,
        Purpose purpose,
        bytes32 queryHash,
        uint256 validUntil,
        bytes calldata countersignature
    ) external returns (uint256 useNumber) {
        Access storage used = _licences[licenceId];
        AccessTerms storage terms = _offers[used.offerId].terms;
        if (msg.sender != used.licensee) revert DataCommons_NotLicensee(licenceId, msg.sender);
        if (purpose != terms.purpose) revert DataCommons_WrongPurpose(licenceId, purpose, terms.purpose);
        if (used.refunded || used.used == terms.uses) revert DataCommons_UsedUp(licenceId);
        if (block.timestamp >= used.until) revert DataCommons_TooLate(licenceId, used.until);
        if (queryHash == bytes32(0)) revert DataCommons_QueryRequired(licenceId);
        _checkOpen(terms.datasetId);
        _checkPurpose(terms.datasetId, purpose);
        _checkCountersigned(
            licenceId,
            useHash(licenceId, purpose, queryHash, validUntil),
            validUntil,
            countersignature
        );
        useNumber = ++used.used;
        _earn(licenceId, useNumber, queryHash);
    }

    /// @inheritdoc IDataCommons
    function refund(uint256 licenceId) external {
        Access storage over = _licences[licenceId];
        AccessTerms storage terms = _offers[over.offerId].terms;
        uint256 unused = terms.uses - over.used;
        if (over.refunded || unused == 0) revert DataCommons_UsedUp(licenceId);
        uint256 deadline = _refundableFrom(over, terms);
        if (block.timestamp < deadline) revert DataCommons_TooEarly(licenceId, deadline);
        over.refunded = true;
        uint256 amount = uint256(terms.price) * unused;
        emit Refunded(licenceId, unused, amount);
        _owe(over.licensee, terms.asset, amount);
    }

    /// @inheritdoc IDataCommons
    function credit(uint256 datasetId, address asset, address holder) external returns (uint256 amount) {
        amount = creditable(datasetId, asset, holder);
        if (amount == 0) revert DataCommons_NothingToCredit(datasetId, asset, holder);
        _credited[datasetId][asset][holder] += amount;
        emit Credited(datasetId, holder, asset, amount);
        _owe(holder, asset, amount);
    }

    /// @inheritdoc IDataCommons
    function collectLevy(address asset) external nonReentrant {
        uint256 amount = owedTo[_treasury][asset];
        if (amount == 0) revert DataCommons_NoLevyToCollect(asset);
        _settled(_treasury, asset, _treasury, amount);
        emit LevyCollected(asset, amount);
        _send(asset, _treasury, amount);
    }

    /// @inheritdoc IDataCommons
    function datasetOf(uint256 datasetId) external view returns (Dataset memory) {
        return _datasets[datasetId];
    }

    /// @inheritdoc IDataCommons
    function isOpen(uint256 datasetId) external view returns (bool) {
        Dataset storage found = _datasets[datasetId];
        return found.confirmer != address(0) && found.consents == found.holders && found.suspendedAt == 0;
    }

    /// @inheritdoc IDataCommons
    function shareOf(uint256 datasetId, address holder) external view returns (uint256 points, bool consents) {
        Share storage share = _shares[datasetId][holder];
        return (share.points, share.consents);
    }

    /// @inheritdoc IDataCommons
    function creditable(uint256 datasetId, address asset, address holder) public view returns (uint256) {
        uint256 points = _shares[datasetId][holder].points;
        if (points == 0) return 0;
        uint256 earned = Math.mulDiv(income[datasetId][asset], points, _datasets[datasetId].points);
        return earned - _credited[datasetId][asset][holder];
    }

    /// @inheritdoc IDataCommons
    function offerOf(uint256 offerId) external view returns (AccessTerms memory terms, bool closed) {
        Offer storage found = _offers[offerId];
        if (found.terms.datasetId == 0) revert DataCommons_OfferClosed(offerId);
        return (found.terms, found.closed);
    }

    /// @inheritdoc IDataCommons
    function licenceOf(uint256 licenceId) external view returns (Access memory) {
        return _licences[licenceId];
    }

    /// @inheritdoc IDataCommons
    function useHash(
        uint256 licenceId,
        Purpose purpose,
        bytes32 queryHash,
        uint256 validUntil
    ) public view returns (bytes32) {
        Access storage licence = _licences[licenceId];
        uint256 datasetId = _offers[licence.offerId].terms.datasetId;
        uint256 useNumber = uint256(licence.used) + 1;
        return
            _hashTypedDataV4(
                keccak256(abi.encode(USE_TYPEHASH, datasetId, licenceId, useNumber, purpose, queryHash, validUntil))
            );
    }

    /// @dev Who has rights, with how many points. At most a hundred.
    function _share(uint256 datasetId, address[] calldata holders, uint32[] calldata points) private {
        uint256 count = holders.length;
        if (count == 0 || count > MAX_HOLDERS || count != points.length) {
            revert DataCommons_InvalidHolderCount(count, points.length, MAX_HOLDERS);
        }
        uint48 all = 0;
        for (uint256 i = 0; i < count; ++i) {
            Share storage share = _shares[datasetId][holders[i]];
            if (holders[i] == address(0) || points[i] == 0 || share.points != 0) {
                revert DataCommons_InvalidHolder(holders[i], points[i]);
            }
            share.points = points[i];
            all += points[i];
        }
        Dataset storage made = _datasets[datasetId];
        (made.holders, made.points) = (uint8(count), all);
        if (_shares[datasetId][msg.sender].points != 0) _consents(datasetId, true);
    }

    function _consents(uint256 datasetId, bool consents) private {
        Share storage share = _shares[datasetId][msg.sender];
        if (share.points == 0) revert DataCommons_NotHolder(datasetId, msg.sender);
        if (share.consents == consents) revert DataCommons_NothingChanges(datasetId, msg.sender, consents);
        share.consents = consents;
        if (consents) {
            ++_datasets[datasetId].consents;
            emit ConsentGiven(datasetId, msg.sender);
        } else {
            --_datasets[datasetId].consents;
            emit ConsentWithdrawn(datasetId, msg.sender);
        }
    }

    function _setService(uint256 datasetId, address service) private {
        if (service == address(0)) revert DataCommons_InvalidService(service);
        _datasets[datasetId].service = service;
        emit ServiceSet(datasetId, service);
    }

    function _setBarred(uint256 purposes) private {
        _checkPurposes(purposes);
        emit BarredSet(barred, purposes);
        barred = purposes;
    }

    function _setConfirmer(address account, bool isConfirmer_) private {
        isConfirmer[account] = isConfirmer_;
        emit ConfirmerSet(account, isConfirmer_);
    }

    /// @dev Shares the price of one use out. The levy is rounded down: what is rounded off is the holders'.
    function _earn(uint256 licenceId, uint256 useNumber, bytes32 queryHash) private {
        AccessTerms storage terms = _offers[_licences[licenceId].offerId].terms;
        (uint256 datasetId, address asset, uint256 price) = (terms.datasetId, terms.asset, terms.price);
        uint256 levy = RoyaltyMath.levyFloor(price, vault.levyBps());
        uint256 paid = price - levy;
        income[datasetId][asset] += paid;
        emit Used(
            datasetId,
            licenceId,
            msg.sender,
            useNumber,
            terms.purpose,
            queryHash,
            _datasets[datasetId].service,
            asset,
            paid,
            levy
        );
        _owe(_treasury, asset, levy);
    }

    function _selling(uint256 offerId) private view returns (Offer storage found) {
        found = _offers[offerId];
        if (found.terms.datasetId == 0 || found.closed) revert DataCommons_OfferClosed(offerId);
    }

    function _dataset(uint256 datasetId) private view returns (Dataset storage found) {
        found = _datasets[datasetId];
        if (found.registeredAt == 0) revert DataCommons_UnknownDataset(datasetId);
    }

    /// @dev From when on a licence's unused rest can be given back: anybody waits for its end, and the licensee for no
    /// more than it takes until its uses have become impossible.
    function _refundableFrom(Access storage over, AccessTerms storage terms) private view returns (uint256) {
        if (msg.sender != over.licensee) return over.until;
        Dataset storage licensed = _datasets[terms.datasetId];
        if (licensed.consents != licensed.holders || _isBarred(terms.purpose)) return 0;
        if (licensed.suspendedAt == 0) return over.until;
        return Math.min(over.until, uint256(licensed.suspendedAt) + suspensionPeriod);
    }

    function _checkCountersigned(
        uint256 licenceId,
        bytes32 hash,
        uint256 validUntil,
        bytes calldata countersignature
    ) private view {
        Access storage licence = _licences[licenceId];
        uint256 datasetId = _offers[licence.offerId].terms.datasetId;
        address service = _datasets[datasetId].service;
        if (service == msg.sender) revert DataCommons_OwnCause(datasetId, msg.sender);
        if (block.timestamp > validUntil) revert DataCommons_TooLate(licenceId, validUntil);
        if (!SignatureChecker.isValidSignatureNowCalldata(service, hash, countersignature)) {
            revert DataCommons_InvalidCountersignature(licenceId, uint256(licence.used) + 1, service);
        }
    }

    function _checkOpen(uint256 datasetId) private view {
        Dataset storage found = _datasets[datasetId];
        if (found.confirmer == address(0)) revert DataCommons_NotConfirmed(datasetId);
        if (found.suspendedAt != 0) revert DataCommons_Suspended(datasetId);
        uint256 missing = found.holders - found.consents;
        if (missing != 0) revert DataCommons_ConsentMissing(datasetId, missing);
    }

    function _checkPurpose(uint256 datasetId, Purpose purpose) private view {
        if (_isBarred(purpose)) revert DataCommons_Barred(purpose);
        if ((_datasets[datasetId].permitted >> uint8(purpose)) & 1 == 0) {
            revert DataCommons_NotPermitted(datasetId, purpose);
        }
    }

    function _checkRegistrant(uint256 datasetId) private view {
        if (_dataset(datasetId).registrant != msg.sender) revert DataCommons_NotRegistrant(datasetId, msg.sender);
    }

    function _isBarred(Purpose purpose) private view returns (bool) {
        return (barred >> uint8(purpose)) & 1 != 0;
    }

    function _checkPurposes(uint256 purposes) private pure {
        if (purposes & ~ALL_PURPOSES != 0) revert DataCommons_InvalidPurposes(purposes, ALL_PURPOSES);
    }
}
