// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IArbitrated} from "../interfaces/IArbitrated.sol";
import {ICommissions} from "../interfaces/ICommissions.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {Escrow} from "./Escrow.sol";

/**
 * @title Commissions
 * @notice Work that somebody needs, done by a member for a price in escrow.
 * @dev Bids are as many as there are; nothing loops over them.
 */
contract Commissions is ICommissions, Escrow {
    uint256 private constant BPS = 10_000;
    uint256 private constant MIN_LATE_BPS = 100; // a hundred days use a bond up
    uint48 private constant MAX_PERIOD = 365 days;

    /// @inheritdoc ICommissions
    IMembership public immutable membership;

    /// @inheritdoc IArbitrated
    address public immutable arbiter;

    /// @inheritdoc ICommissions
    uint48 public immutable rulingPeriod;

    /// @inheritdoc ICommissions
    uint256 public commissionCount;

    /// @inheritdoc ICommissions
    uint256 public bidCount;

    mapping(uint256 commissionId => Commission) private _commissions;
    mapping(uint256 bidId => Bid) private _bids;

    /**
     * @param membership_ Who may bid.
     * @param arbiter_ Who decides disputes.
     * @param rulingPeriod_ How long the arbiter has (seconds).
     */
    constructor(IMembership membership_, address arbiter_, uint48 rulingPeriod_) {
        if (arbiter_ == address(0)) revert Commissions_InvalidArbiter(arbiter_);
        if (rulingPeriod_ == 0 || rulingPeriod_ > MAX_PERIOD) {
            revert Commissions_InvalidRulingPeriod(rulingPeriod_, MAX_PERIOD);
        }
        (membership, arbiter, rulingPeriod) = (membership_, arbiter_, rulingPeriod_);
    }

    /// @inheritdoc ICommissions
    function post(CommissionTerms calldata terms) external payable nonReentrant returns (uint256 commissionId) {
        if (msg.sender == arbiter) revert Commissions_OwnCause(msg.sender);
        if (terms.budget == 0) revert Commissions_InvalidBudget(terms.budget);
        _checkPeriod(terms.bidPeriod);
        _checkPeriod(terms.reviewPeriod);
        if (terms.lateBps < MIN_LATE_BPS || terms.lateBps > BPS) {
            revert Commissions_InvalidLateRate(terms.lateBps, MIN_LATE_BPS, BPS);
        }
        commissionId = ++commissionCount;
        Commission storage made = _commissions[commissionId];
        (made.brief, made.poster, made.asset) = (terms.brief, msg.sender, terms.asset);
        (made.state, made.budget, made.lateBps) = (CommissionState.Open, terms.budget, terms.lateBps);
        (made.reviewPeriod, made.deadline) = (terms.reviewPeriod, uint48(block.timestamp) + terms.bidPeriod);
        emit Posted(commissionId, msg.sender, terms.asset, terms.budget);
        _take(terms.asset, terms.budget);
    }

    /// @inheritdoc ICommissions
    function bid(
        uint256 commissionId,
        uint208 price,
        uint48 time,
        uint208 bond
    ) external payable nonReentrant returns (uint256 bidId) {
        Commission storage wanted = _in(commissionId, CommissionState.Open);
        if (!membership.isMember(msg.sender)) revert Commissions_NotMember(msg.sender);
        if (msg.sender == arbiter || msg.sender == wanted.poster) revert Commissions_OwnCause(msg.sender);
        _checkBefore(commissionId, wanted.deadline);
        if (price == 0 || price > wanted.budget) revert Commissions_InvalidPrice(price, wanted.budget);
        _checkPeriod(time);
        bidId = ++bidCount;
        _bids[bidId] = Bid(commissionId, msg.sender, time, BidState.Live, price, bond);
        emit BidMade(commissionId, bidId, msg.sender, price, time, bond);
        _take(wanted.asset, bond);
    }

    /// @inheritdoc ICommissions
    function withdrawBid(uint256 bidId) external {
        Bid storage back = _live(bidId);
        if (msg.sender != back.bidder) revert Commissions_NotYours(back.commissionId, msg.sender);
        back.state = BidState.Withdrawn;
        emit BidWithdrawn(back.commissionId, bidId);
        _owe(back.bidder, _commissions[back.commissionId].asset, back.bond);
    }

    /// @inheritdoc ICommissions
    function accept(uint256 bidId) external {
        Bid storage taken = _live(bidId);
        uint256 commissionId = taken.commissionId;
        Commission storage given = _in(commissionId, CommissionState.Open);
        if (msg.sender != given.poster) revert Commissions_NotYours(commissionId, msg.sender);
        _checkBefore(commissionId, given.deadline);
        uint48 dueAt = uint48(block.timestamp) + taken.time;
        taken.state = BidState.Accepted;
        (given.state, given.bidId, given.dueAt, given.deadline) = (CommissionState.Working, bidId, dueAt, dueAt);
        emit BidAccepted(commissionId, bidId, dueAt);
        _owe(msg.sender, given.asset, given.budget - taken.price);
    }

    /// @inheritdoc ICommissions
    function cancel(uint256 commissionId) external {
        Commission storage unmet = _in(commissionId, CommissionState.Open);
        if (msg.sender != unmet.poster) _checkFrom(commissionId, unmet.deadline);
        unmet.state = CommissionState.Cancelled;
        emit Cancelled(commissionId, unmet.budget);
        _owe(unmet.poster, unmet.asset, unmet.budget);
    }

    /// @inheritdoc ICommissions
    function deliver(uint256 commissionId, bytes32 delivery) external {
        Commission storage done = _in(commissionId, CommissionState.Working);
        if (msg.sender != _bids[done.bidId].bidder) revert Commissions_NotYours(commissionId, msg.sender);
        if (delivery == bytes32(0)) revert Commissions_NoDelivery(commissionId);
        _checkBefore(commissionId, lastDelivery(commissionId));
        (done.state, done.delivery) = (CommissionState.Delivered, delivery);
        done.deliveredAt = uint48(block.timestamp);
        done.deadline = uint48(block.timestamp) + done.reviewPeriod;
        emit Delivered(commissionId, delivery);
    }

    /// @inheritdoc ICommissions
    function dispute(uint256 commissionId) external {
        Commission storage doubted = _in(commissionId, CommissionState.Delivered);
        if (msg.sender != doubted.poster) revert Commissions_NotYours(commissionId, msg.sender);
        _checkBefore(commissionId, doubted.deadline);
        (doubted.state, doubted.deadline) = (CommissionState.Disputed, uint48(block.timestamp) + rulingPeriod);
        emit Disputed(commissionId);
    }

    /// @inheritdoc IArbitrated
    function rule(uint256 commissionId, uint256 bps) external {
        Commission storage judged = _in(commissionId, CommissionState.Disputed);
        if (msg.sender != arbiter) revert Commissions_NotYours(commissionId, msg.sender);
        if (bps > BPS) revert Commissions_InvalidPart(bps, BPS);
        _checkBefore(commissionId, judged.deadline);
        emit Ruled(commissionId, bps);
        _share(commissionId, bps);
    }

    /// @inheritdoc ICommissions
    function settle(uint256 commissionId) external {
        Commission storage done = _commissions[commissionId];
        if (done.state != CommissionState.Delivered && done.state != CommissionState.Disputed) {
            revert Commissions_WrongState(commissionId, done.state);
        }
        if (msg.sender != done.poster) _checkFrom(commissionId, done.deadline);
        _share(commissionId, BPS);
    }

    /// @inheritdoc ICommissions
    function abandon(uint256 commissionId) external {
        Commission storage left = _in(commissionId, CommissionState.Working);
        Bid storage taken = _bids[left.bidId];
        if (msg.sender != taken.bidder) _checkFrom(commissionId, lastDelivery(commissionId));
        left.state = CommissionState.Abandoned;
        (uint256 price, uint256 bond) = (taken.price, taken.bond);
        emit Abandoned(commissionId, price, bond);
        _owe(left.poster, left.asset, price + bond);
    }

    /// @inheritdoc ICommissions
    function commissionOf(uint256 commissionId) external view returns (Commission memory) {
        return _commissions[commissionId];
    }

    /// @inheritdoc IArbitrated
    function sidesOf(uint256 commissionId) external view returns (address claimant, address respondent) {
        Commission storage judged = _commissions[commissionId];
        if (judged.state != CommissionState.Disputed) return (address(0), address(0));
        return (judged.poster, _bids[judged.bidId].bidder);
    }

    /// @inheritdoc ICommissions
    function bidOf(uint256 bidId) external view returns (Bid memory) {
        return _bids[bidId];
    }

    /// @inheritdoc ICommissions
    function lateFee(uint256 commissionId) public view returns (uint256) {
        Commission storage due = _commissions[commissionId];
        if (due.dueAt == 0) return 0;
        uint256 then = due.deliveredAt == 0 ? block.timestamp : due.deliveredAt;
        uint256 bond = _bids[due.bidId].bond;
        uint256 late = Math.saturatingSub(then, due.dueAt) * due.lateBps;
        return Math.min(bond, Math.mulDiv(bond, late, BPS * 1 days, Math.Rounding.Floor));
    }

    /// @inheritdoc ICommissions
    /// @dev Rounded up to the second in which the whole bond is used up.
    function lastDelivery(uint256 commissionId) public view returns (uint256) {
        Commission storage due = _commissions[commissionId];
        return due.dueAt == 0 ? 0 : due.dueAt + Math.ceilDiv(BPS * 1 days, due.lateBps);
    }

    /// @dev Ends a commission: the provider gets `bps` of what delay left, and the poster the rest.
    function _share(uint256 commissionId, uint256 bps) private {
        Commission storage done = _commissions[commissionId];
        Bid storage taken = _bids[done.bidId];
        uint256 late = lateFee(commissionId);
        uint256 all = uint256(taken.price) + taken.bond;
        uint256 toProvider = Math.mulDiv(all - late, bps, BPS, Math.Rounding.Floor);
        done.state = CommissionState.Settled;
        emit Settled(commissionId, toProvider, all - toProvider, late);
        _owe(taken.bidder, done.asset, toProvider);
        _owe(done.poster, done.asset, all - toProvider);
    }

    function _in(uint256 commissionId, CommissionState state) private view returns (Commission storage found) {
        found = _commissions[commissionId];
        if (found.state != state) revert Commissions_WrongState(commissionId, found.state);
    }

    function _live(uint256 bidId) private view returns (Bid storage found) {
        found = _bids[bidId];
        if (found.state != BidState.Live) revert Commissions_NotLive(bidId, found.state);
    }

    function _checkBefore(uint256 commissionId, uint256 deadline) private view {
        if (block.timestamp >= deadline) revert Commissions_TooLate(commissionId, deadline);
    }

    function _checkFrom(uint256 commissionId, uint256 deadline) private view {
        if (block.timestamp < deadline) revert Commissions_TooEarly(commissionId, deadline);
    }

    function _checkPeriod(uint256 period) private pure {
        if (period == 0 || period > MAX_PERIOD) revert Commissions_InvalidPeriod(period, MAX_PERIOD);
    }
}
