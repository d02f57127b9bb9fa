// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "./IEscrow.sol";
import {IUnitTaker} from "./IUnitTaker.sol";

/**
 * @title IShareSales
 * @notice An owner sells its own share units, at a fixed price or at one that falls.
 *
 * The units stay with the seller until somebody buys them, and earn for it: what accrued before a purchase is the
 * seller's. Prices are for all 1,000,000 units of the work, in the smallest unit of the asset. A price falls evenly from
 * `startPrice` to `endPrice` over `fall` seconds, rounded up, and stays there until the offer ends. A purchase costs the
 * price of its own second times the part that is bought, rounded up, in the seller's favour.
 *
 * Nothing here needs an end: an offer holds nothing, and what was paid is the seller's to claim.
 */
interface IShareSales is IEscrow, IUnitTaker {
    /// @notice Where an offer is. `None` stands for one that was never made. One whose time is over stays `Open`.
    enum OfferState {
        None,
        Open,
        SoldOut,
        Withdrawn
    }

    /**
     * @notice What a seller decides.
     * @param workId Of which work.
     * @param units How many units are offered.
     * @param asset In what they are paid; ETH is `address(0)`.
     * @param startPrice What all units of the work cost at the start (smallest unit).
     * @param endPrice What they cost once the price has fallen; the same for a fixed price.
     * @param start From when on they can be bought (seconds); 0 for now.
     * @param fall Over how many seconds the price falls.
     * @param period For how many seconds from its start the offer stands.
     */
    struct ShareOfferTerms {
        uint256 workId;
        uint256 units;
        address asset;
        uint128 startPrice;
        uint128 endPrice;
        uint48 start;
        uint48 fall;
        uint48 period;
    }

    /**
     * @notice An offer.
     * @param seller Who sells.
     * @param state Where it is.
     * @param start From when on it stands (seconds).
     * @param asset In what units are paid; ETH is `address(0)`.
     * @param fall Over how many seconds the price falls.
     * @param end The second in which it stands no more.
     * @param startPrice What all units of the work cost at the start (smallest unit).
     * @param endPrice What they cost once the price has fallen (smallest unit).
     * @param workId Of which work.
     * @param units How many are left to buy.
     */
    struct ShareOffer {
        address seller;
        OfferState state;
        uint48 start;
        address asset;
        uint48 fall;
        uint48 end;
        uint128 startPrice;
        uint128 endPrice;
        uint256 workId;
        uint256 units;
    }

    /// @notice `seller` offers so many units of a work, for these prices of all its units (smallest unit).
    event Offered(
        uint256 indexed offerId,
        address indexed seller,
        uint256 indexed workId,
        address asset,
        uint256 units,
        uint256 startPrice,
        uint256 endPrice
    );
    /// @notice `buyer` bought so many units for `cost` (smallest unit).
    event Bought(uint256 indexed offerId, address indexed buyer, uint256 units, uint256 cost);
    /// @notice The seller took back what is not sold.
    event Withdrawn(uint256 indexed offerId, uint256 units);

    /// @notice Offer more than nothing, and at most what a work has.
    error ShareSales_InvalidUnits(uint256 units, uint256 maximum);
    /// @notice A price is more than nothing, and does not rise.
    error ShareSales_InvalidPrices(uint256 startPrice, uint256 endPrice);
    /// @notice An offer stands from a second to the maximum; it starts within as long.
    error ShareSales_InvalidPeriod(uint256 period, uint256 maximum);
    /// @notice A price that falls takes a time for it, and at most as long as the offer stands.
    error ShareSales_InvalidFall(uint256 fall, uint256 period);
    /// @notice The offer does not exist, is sold out, or was withdrawn.
    error ShareSales_NotOpen(uint256 offerId, OfferState state);
    /// @notice Only the seller may.
    error ShareSales_NotSeller(uint256 offerId, address account);
    /// @notice It can be bought from `start` on (seconds).
    error ShareSales_TooEarly(uint256 offerId, uint256 start);
    /// @notice It had to be bought before `end` (seconds).
    error ShareSales_TooLate(uint256 offerId, uint256 end);
    /// @notice Buy at least one unit, and no more than are `left`.
    error ShareSales_NotOffered(uint256 offerId, uint256 units, uint256 left);
    /// @notice It costs more than you would pay (smallest unit).
    error ShareSales_TooExpensive(uint256 offerId, uint256 cost, uint256 maxCost);

    /**
     * @notice Offers units of the caller's own, which it approves this contract for in the vault.
     * @return offerId Its number; the first is 1.
     */
    function offer(ShareOfferTerms calldata terms) external returns (uint256 offerId);

    /**
     * @notice Buys units, which go from the seller to the caller at once.
     * In ETH, send exactly `maxCost`: what it exceeds the cost by is the caller's to claim. A token is taken for exactly
     * the cost, and must have been approved before.
     * @param maxCost The most that they may cost (smallest unit).
     * @return cost What they cost (smallest unit).
     */
    function buy(uint256 offerId, uint256 units, uint256 maxCost) external payable returns (uint256 cost);

    /// @notice The seller takes back what is not sold, at any time.
    function withdraw(uint256 offerId) external;

    /// @notice What so many units of the offer would cost at `time` (seconds), rounded up to the smallest unit.
    function quote(uint256 offerId, uint256 units, uint256 time) external view returns (uint256 cost);

    /// @notice An offer, of zeros if there is no such one.
    function offerOf(uint256 offerId) external view returns (ShareOffer memory);

    /// @notice How many offers were made, which is the last one's number.
    function offerCount() external view returns (uint256);
}
