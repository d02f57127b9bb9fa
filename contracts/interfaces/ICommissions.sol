// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrated} from "./IArbitrated.sol";
import {IEscrow} from "./IEscrow.sol";
import {IMembership} from "./IMembership.sol";

/**
 * @title ICommissions
 * @notice A need is posted with its money in escrow; members bid; one bid is accepted, delivered, and paid.
 *
 * Whoever posts puts up a budget. Members bid with a price within it, a time and a bond, each bid with its bond in
 * escrow, in the asset of the commission. When the poster accepts a bid, what the price leaves of the budget is the
 * poster's again, and the bidder's time runs. Bids cannot be changed, only withdrawn: what is accepted is what was seen.
 *
 * A delivery that is late costs the bond `lateBps` (basis points of the bond) per day, to the second, rounded down,
 * for the poster. Once that would be the whole bond nothing can be delivered any more: price and bond are the poster's.
 *
 * After a delivery the poster settles, or disputes, within `reviewPeriod`; silence accepts. A dispute goes to the
 * arbiter, who within `rulingPeriod` splits price and bond, less what being late cost, between the two: basis points
 * for the provider, rounded down, the rest for the poster. An arbiter who is silent lets the delivery stand as it is:
 * the provider is paid as though there had been no dispute.
 *
 * Nobody can be stuck. After each deadline anyone may do what follows from it: `cancel`, `abandon` or `settle`; and a bid
 * that was not accepted can be withdrawn at any time.
 */
interface ICommissions is IEscrow, IArbitrated {
    /// @notice Where a commission is. `None` stands for one that was never posted.
    enum CommissionState {
        None,
        Open,
        Working,
        Delivered,
        Disputed,
        Settled,
        Cancelled,
        Abandoned
    }

    /// @notice Where a bid is. `None` stands for one that was never made.
    enum BidState {
        None,
        Live,
        Accepted,
        Withdrawn
    }

    /**
     * @notice What a poster decides.
     * @param brief The hash of what is needed.
     * @param asset In what it is paid; ETH is `address(0)`.
     * @param bidPeriod Seconds in which a bid can be made and accepted.
     * @param reviewPeriod Seconds from a delivery to its acceptance by silence.
     * @param budget The most that it may cost (smallest unit).
     * @param lateBps What a day's delay costs of the bond (basis points).
     */
    struct CommissionTerms {
        bytes32 brief;
        address asset;
        uint48 bidPeriod;
        uint48 reviewPeriod;
        uint208 budget;
        uint16 lateBps;
    }

    /**
     * @notice A commission.
     * @param brief The hash of what is needed.
     * @param delivery The hash of what was delivered; 0 before.
     * @param poster Who needs it.
     * @param deadline The second in which what its state allows is over: bidding, being on time, review, or ruling.
     * @param deliveredAt When it was delivered (seconds); 0 before.
     * @param asset In what it is paid; ETH is `address(0)`.
     * @param reviewPeriod Seconds from a delivery to its acceptance by silence.
     * @param lateBps What a day's delay costs of the bond (basis points).
     * @param state Where it is.
     * @param budget What was put up (smallest unit).
     * @param dueAt From when on a delivery is late (seconds); 0 before a bid is accepted.
     * @param bidId The bid that was accepted; 0 before.
     */
    struct Commission {
        bytes32 brief;
        bytes32 delivery;
        address poster;
        uint48 deadline;
        uint48 deliveredAt;
        address asset;
        uint48 reviewPeriod;
        uint16 lateBps;
        CommissionState state;
        uint208 budget;
        uint48 dueAt;
        uint256 bidId;
    }

    /**
     * @notice A bid.
     * @param commissionId For what.
     * @param bidder Who would do it.
     * @param time Within how many seconds of the acceptance.
     * @param state Where it is.
     * @param price For how much (smallest unit).
     * @param bond What is at stake for being late (smallest unit); may be nothing.
     */
    struct Bid {
        uint256 commissionId;
        address bidder;
        uint48 time;
        BidState state;
        uint208 price;
        uint208 bond;
    }

    /// @notice `poster` needs something, and put up a budget (smallest unit) for it.
    event Posted(uint256 indexed commissionId, address indexed poster, address indexed asset, uint256 budget);
    /// @notice `bidder` would do it for `price`, within `time` seconds, with a bond (smallest units).
    event BidMade(
        uint256 indexed commissionId,
        uint256 indexed bidId,
        address indexed bidder,
        uint256 price,
        uint256 time,
        uint256 bond
    );
    /// @notice A bid was withdrawn; its bond is its bidder's again.
    event BidWithdrawn(uint256 indexed commissionId, uint256 indexed bidId);
    /// @notice The poster accepted a bid, which is due at `dueAt` (seconds).
    event BidAccepted(uint256 indexed commissionId, uint256 indexed bidId, uint256 dueAt);
    /// @notice Something was delivered.
    event Delivered(uint256 indexed commissionId, bytes32 delivery);
    /// @notice The poster disputes the delivery.
    event Disputed(uint256 indexed commissionId);
    /// @notice The arbiter gives the provider so much (basis points).
    event Ruled(uint256 indexed commissionId, uint256 bps);
    /// @notice It is over: the provider gets `toProvider`, the poster `toPoster`, of which `late` is for delay.
    event Settled(uint256 indexed commissionId, uint256 toProvider, uint256 toPoster, uint256 late);
    /// @notice No bid was accepted; the budget is the poster's again.
    event Cancelled(uint256 indexed commissionId, uint256 budget);
    /// @notice Nothing was delivered; price and bond are the poster's.
    event Abandoned(uint256 indexed commissionId, uint256 price, uint256 bond);

    /// @notice The arbiter has from a second to the maximum.
    error Commissions_InvalidRulingPeriod(uint256 period, uint256 maximum);
    /// @notice An arbiter is somebody.
    error Commissions_InvalidArbiter(address arbiter);
    /// @notice Put up more than nothing.
    error Commissions_InvalidBudget(uint256 budget);
    /// @notice Bidding, reviewing and working last from a second to the maximum.
    error Commissions_InvalidPeriod(uint256 period, uint256 maximum);
    /// @notice A day's delay costs from `minimum` to `maximum` of the bond (basis points).
    error Commissions_InvalidLateRate(uint256 bps, uint256 minimum, uint256 maximum);
    /// @notice The arbiter neither posts nor bids, and nobody bids on a commission of its own.
    error Commissions_OwnCause(address account);
    /// @notice Only a member may bid.
    error Commissions_NotMember(address account);
    /// @notice Bid more than nothing and at most the budget (smallest unit).
    error Commissions_InvalidPrice(uint256 price, uint256 budget);
    /// @notice The commission is not in the state in which that can be done.
    error Commissions_WrongState(uint256 commissionId, CommissionState state);
    /// @notice The bid does not exist, was withdrawn, or was accepted.
    error Commissions_NotLive(uint256 bidId, BidState state);
    /// @notice That is for somebody else to do.
    error Commissions_NotYours(uint256 commissionId, address account);
    /// @notice A delivery is a hash that is not 0.
    error Commissions_NoDelivery(uint256 commissionId);
    /// @notice A provider gets at most the whole (basis points).
    error Commissions_InvalidPart(uint256 bps, uint256 maximum);
    /// @notice That had to be done before `deadline` (seconds).
    error Commissions_TooLate(uint256 commissionId, uint256 deadline);
    /// @notice That can be done from `deadline` on (seconds).
    error Commissions_TooEarly(uint256 commissionId, uint256 deadline);

    /**
     * @notice Posts a need and puts up its budget: with the call in ETH, else approved before. Anyone may.
     * @return commissionId Its number; the first is 1.
     */
    function post(CommissionTerms calldata terms) external payable returns (uint256 commissionId);

    /**
     * @notice Bids, and puts up the bond: with the call in ETH, else approved before. Members may, as often as they like.
     * @return bidId Its number; the first of all is 1.
     */
    function bid(
        uint256 commissionId,
        uint208 price,
        uint48 time,
        uint208 bond
    ) external payable returns (uint256 bidId);

    /// @notice The bidder takes back a bid that was not accepted, at any time; its bond can be claimed.
    function withdrawBid(uint256 bidId) external;

    /// @notice The poster accepts a bid; its time runs.
    function accept(uint256 bidId) external;

    /// @notice Ends a commission of which no bid was accepted in time; its poster may before.
    function cancel(uint256 commissionId) external;

    /// @notice The provider delivers: the hash of its work, once.
    function deliver(uint256 commissionId, bytes32 delivery) external;

    /// @notice The poster disputes a delivery before it is accepted by silence.
    function dispute(uint256 commissionId) external;

    /**
     * @notice Accepts a delivery. Its poster may at any time; once review, or ruling in a dispute, is over, anyone.
     */
    function settle(uint256 commissionId) external;

    /// @notice Ends a commission of which nothing can be delivered any more; its provider may give it up before.
    function abandon(uint256 commissionId) external;

    /// @notice A commission, of zeros if there is no such one.
    function commissionOf(uint256 commissionId) external view returns (Commission memory);

    /// @notice A bid, of zeros if there is no such one.
    function bidOf(uint256 bidId) external view returns (Bid memory);

    /// @notice What delay costs (smallest unit): of a delivery, or if it were made now.
    function lateFee(uint256 commissionId) external view returns (uint256);

    /// @notice From when on nothing can be delivered (seconds); 0 before a bid is accepted.
    function lastDelivery(uint256 commissionId) external view returns (uint256);

    /// @notice How many commissions were posted, which is the last one's number.
    function commissionCount() external view returns (uint256);

    /// @notice How many bids were made on all commissions, which is the last one's number.
    function bidCount() external view returns (uint256);

    /// @notice How long the arbiter has (seconds).
    function rulingPeriod() external view returns (uint48);

    /// @notice Who may bid.
    function membership() external view returns (IMembership);
}
