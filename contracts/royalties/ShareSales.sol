// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {IShareSales} from "../interfaces/IShareSales.sol";
import {Escrow} from "../funding/Escrow.sol";
import {RoyaltyMath} from "../libraries/RoyaltyMath.sol";
import {UnitTaker} from "./UnitTaker.sol";

/**
 * @title ShareSales
 * @notice Owners' offers of their own units.
 */
contract ShareSales is IShareSales, Escrow, UnitTaker {
    uint48 private constant MAX_PERIOD = 3_650 days;

    /// @inheritdoc IShareSales
    uint256 public offerCount;

    mapping(uint256 offerId => ShareOffer) private _offers;

    /// @param vault_ The vault whose units are sold.
    constructor(IRoyaltyVault vault_) UnitTaker(vault_) {}

    /// @inheritdoc IShareSales
    function offer(ShareOfferTerms calldata terms) external returns (uint256 offerId) {
        _checkOpen(terms.workId);
        uint256 units = terms.units;
        if (units == 0 || units > RoyaltyMath.UNITS_PER_WORK) {
            revert ShareSales_InvalidUnits(units, RoyaltyMath.UNITS_PER_WORK);
        }
        (uint256 startPrice, uint256 endPrice) = (terms.startPrice, terms.endPrice);
        if (endPrice == 0 || endPrice > startPrice) revert ShareSales_InvalidPrices(startPrice, endPrice);
        (uint48 start, uint48 fall, uint48 period) = (terms.start, terms.fall, terms.period);
        if (period == 0 || period > MAX_PERIOD) revert ShareSales_InvalidPeriod(period, MAX_PERIOD);
        if (fall > period || (fall == 0 && startPrice != endPrice)) revert ShareSales_InvalidFall(fall, period);
        uint48 present = uint48(block.timestamp);
        if (start < present) start = present;
        if (start - present > MAX_PERIOD) revert ShareSales_InvalidPeriod(start - present, MAX_PERIOD);
        offerId = ++offerCount;
        ShareOffer storage made = _offers[offerId];
        (made.seller, made.state, made.start) = (msg.sender, OfferState.Open, start);
        (made.asset, made.fall, made.end) = (terms.asset, fall, start + period);
        (made.startPrice, made.endPrice) = (terms.startPrice, terms.endPrice);
        (made.workId, made.units) = (terms.workId, units);
        emit Offered(offerId, msg.sender, terms.workId, terms.asset, units, startPrice, endPrice);
    }

    /// @inheritdoc IShareSales
    function buy(uint256 offerId, uint256 units, uint256 maxCost) external payable nonReentrant returns (uint256 cost) {
        ShareOffer storage sold = _open(offerId);
        if (block.timestamp < sold.start) revert ShareSales_TooEarly(offerId, sold.start);
        if (block.timestamp >= sold.end) revert ShareSales_TooLate(offerId, sold.end);
        uint256 left = sold.units;
        if (units == 0 || units > left) revert ShareSales_NotOffered(offerId, units, left);
        cost = quote(offerId, units, block.timestamp);
        if (cost > maxCost) revert ShareSales_TooExpensive(offerId, cost, maxCost);
        sold.units = left - units;
        if (units == left) sold.state = OfferState.SoldOut;
        (address seller, address asset) = (sold.seller, sold.asset);
        if (asset == address(0) && msg.value != maxCost) revert Escrow_NotReceived(asset, maxCost, msg.value);
        emit Bought(offerId, msg.sender, units, cost);
        uint256 paid = asset == address(0) ? maxCost : cost;
        _owe(seller, asset, cost);
        _owe(msg.sender, asset, paid - cost);
        _takeUnits(seller, sold.workId, units, msg.sender);
        _take(asset, paid);
    }

    /// @inheritdoc IShareSales
    function withdraw(uint256 offerId) external {
        ShareOffer storage back = _open(offerId);
        if (msg.sender != back.seller) revert ShareSales_NotSeller(offerId, msg.sender);
        back.state = OfferState.Withdrawn;
        emit Withdrawn(offerId, back.units);
    }

    /// @inheritdoc IShareSales
    function offerOf(uint256 offerId) external view returns (ShareOffer memory) {
        return _offers[offerId];
    }

    /// @inheritdoc IShareSales
    /// @dev The fall is rounded down, so that the price is rounded up.
    function quote(uint256 offerId, uint256 units, uint256 time) public view returns (uint256 cost) {
        ShareOffer storage sold = _offers[offerId];
        uint256 price = sold.startPrice;
        uint256 elapsed = Math.min(Math.saturatingSub(time, sold.start), sold.fall);
        if (elapsed != 0) price -= Math.mulDiv(price - sold.endPrice, elapsed, sold.fall, Math.Rounding.Floor);
        return Math.mulDiv(price, units, RoyaltyMath.UNITS_PER_WORK, Math.Rounding.Ceil);
    }

    function _open(uint256 offerId) private view returns (ShareOffer storage found) {
        found = _offers[offerId];
        if (found.state != OfferState.Open) revert ShareSales_NotOpen(offerId, found.state);
    }
}
