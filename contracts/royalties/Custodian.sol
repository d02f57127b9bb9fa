// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {ICustodian} from "../interfaces/ICustodian.sol";
import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {IUnitCustody} from "../interfaces/IUnitCustody.sol";
import {Escrow} from "../funding/Escrow.sol";
import {UnitCustody} from "./UnitCustody.sol";
import {UnitTaker} from "./UnitTaker.sol";

/// @title Custodian
/// @notice What contracts have in common that keep units and divide their income.
abstract contract Custodian is ICustodian, Escrow, UnitTaker {
    uint256 internal constant BPS = 10_000;
    uint256 private constant MAX_MULTIPLE_BPS = 100_000;
    uint48 private constant MAX_PERIOD = 3_650 days;

    address private immutable _original;

    mapping(uint256 matterId => Custody) private _custodies;
    mapping(address custody => bool) private _isCustody;

    constructor(IRoyaltyVault vault_) UnitTaker(vault_) {
        _original = address(new UnitCustody(vault_));
    }

    /// @dev Custodies hand over what the vault paid them.
    receive() external payable {
        if (!_isCustody[msg.sender]) revert Custodian_UnexpectedEther(msg.sender);
    }

    /// @inheritdoc ICustodian
    function collect(uint256 matterId, address asset) external nonReentrant returns (uint256 amount) {
        amount = _collect(matterId, asset);
        if (amount == 0) revert Custodian_NothingToCollect(matterId, asset);
    }

    /// @inheritdoc ICustodian
    function release(uint256 matterId) external nonReentrant {
        Custody storage kept = _entrusted(matterId);
        if (kept.returned) revert Custodian_AlreadyReturned(matterId);
        kept.returned = true;
        _beforeRelease(matterId);
        uint256 units = IUnitCustody(kept.custody).handBack(kept.workId, kept.owner);
        emit Returned(matterId, kept.owner, units);
    }

    /// @inheritdoc ICustodian
    function custodyOf(uint256 matterId) external view returns (Custody memory) {
        return _custodies[matterId];
    }

    /// @dev Takes units into a custody of their own.
    function _entrust(uint256 matterId, address owner, uint256 workId, uint256 units) internal {
        address custody = Clones.clone(_original);
        _isCustody[custody] = true;
        _custodies[matterId] = Custody(custody, false, owner, workId);
        emit Entrusted(matterId, owner, workId, custody, units);
        _takeUnits(owner, workId, units, custody);
    }

    /**
     * @dev What arrives here counts, not what the vault says it paid: it pays to the custody whoever asks it to, and a
     * token may keep a part of each transfer. Callers are guarded, so that nothing else comes in or goes meanwhile.
     */
    function _collect(uint256 matterId, address asset) internal returns (uint256 amount) {
        Custody storage kept = _entrusted(matterId);
        (address custody, uint256 workId) = (kept.custody, kept.workId);
        if (vault.claimable(workId, asset, custody) != 0) vault.claim(workId, asset, custody);
        uint256 before = _balance(asset);
        IUnitCustody(custody).handOver(asset);
        amount = _balance(asset) - before;
        if (amount == 0) return 0;
        held[asset] += amount;
        emit Collected(matterId, asset, amount);
        _divide(matterId, asset, amount);
    }

    /// @dev Books an amount that is held for whom it belongs to.
    function _divide(uint256 matterId, address asset, uint256 amount) internal virtual;

    /// @dev Reverts unless nothing is due from the units' income any more, and does what ends with their custody.
    function _beforeRelease(uint256 matterId) internal virtual;

    function _entrusted(uint256 matterId) internal view returns (Custody storage kept) {
        kept = _custodies[matterId];
        if (kept.custody == address(0)) revert Custodian_NothingEntrusted(matterId);
    }

    function _checkListed(address asset) internal view {
        if (!vault.isListed(asset)) revert Custodian_AssetNotListed(asset);
    }

    function _checkBefore(uint256 matterId, uint256 deadline) internal view {
        if (block.timestamp >= deadline) revert Custodian_TooLate(matterId, deadline);
    }

    function _checkFrom(uint256 matterId, uint256 deadline) internal view {
        if (block.timestamp < deadline) revert Custodian_TooEarly(matterId, deadline);
    }

    function _checkPeriod(uint256 period) internal pure {
        if (period == 0 || period > MAX_PERIOD) revert Custodian_InvalidPeriod(period, MAX_PERIOD);
    }

    function _checkMultiple(uint256 bps) internal pure {
        if (bps < BPS || bps > MAX_MULTIPLE_BPS) revert Custodian_InvalidMultiple(bps, BPS, MAX_MULTIPLE_BPS);
    }

    function _balance(address asset) private view returns (uint256) {
        return asset == address(0) ? address(this).balance : IERC20(asset).balanceOf(address(this));
    }
}
