// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EpochAllowance} from "../libraries/EpochAllowance.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";

/// @title Treasury
contract Treasury is ITreasury, AccessManaged, ReentrancyGuardTransient {
    using EpochAllowance for EpochAllowance.Used;
    using SafeERC20 for IERC20;

    /// @inheritdoc ITreasury
    uint48 public immutable epochLength;

    /// @inheritdoc ITreasury
    mapping(address holder => mapping(address asset => uint256)) public earmarkOf;

    /// @inheritdoc ITreasury
    mapping(address asset => uint256) public earmarked;

    mapping(address spender => mapping(address asset => uint256)) private _caps;
    mapping(address spender => mapping(address asset => EpochAllowance.Used)) private _paid;

    /**
     * @param authority The access manager.
     * @param epochLength_ Seconds per epoch.
     * @param caps Caps from the start; a spender also needs the SPENDER role.
     */
    constructor(address authority, uint48 epochLength_, Cap[] memory caps) AccessManaged(authority) {
        if (epochLength_ == 0) revert Treasury_InvalidEpoch(epochLength_);
        epochLength = epochLength_;
        for (uint256 i = 0; i < caps.length; ++i) {
            _setCap(caps[i].spender, caps[i].asset, caps[i].amount);
        }
    }

    receive() external payable {
        emit Received(msg.sender, msg.value);
    }

    /// @inheritdoc ITreasury
    function pay(address asset, address to, uint256 amount) external restricted nonReentrant {
        address spender = msg.sender;
        _checkPayment(asset, to, amount);
        EpochAllowance.Used storage paid = _paid[spender][asset];
        uint256 left = paid.remaining(_caps[spender][asset], epochLength);
        if (amount > left) revert Treasury_CapExceeded(spender, asset, amount, left);
        paid.use(amount, epochLength);
        if (earmarked[asset] != 0) _checkFree(asset, amount, free(asset));
        emit Paid(spender, asset, to, amount);
        _send(asset, to, amount);
    }

    /// @inheritdoc ITreasury
    function setEarmark(address asset, uint256 amount) external restricted {
        uint256 had = earmarkOf[msg.sender][asset];
        if (amount > had) _checkFree(asset, amount, free(asset) + had);
        earmarked[asset] = earmarked[asset] - had + amount;
        earmarkOf[msg.sender][asset] = amount;
        emit EarmarkSet(msg.sender, asset, had, amount);
    }

    /// @inheritdoc ITreasury
    function payEarmarked(address asset, address to, uint256 amount) external restricted nonReentrant {
        _checkPayment(asset, to, amount);
        uint256 had = earmarkOf[msg.sender][asset];
        if (amount > had) revert Treasury_EarmarkExceeded(msg.sender, asset, amount, had);
        earmarkOf[msg.sender][asset] = had - amount;
        earmarked[asset] -= amount;
        emit EarmarkPaid(msg.sender, asset, to, amount);
        _send(asset, to, amount);
    }

    /// @inheritdoc ITreasury
    function setCap(address spender, address asset, uint256 cap) external restricted {
        _setCap(spender, asset, cap);
    }

    /// @inheritdoc ITreasury
    function capOf(address spender, address asset) external view returns (uint256) {
        return _caps[spender][asset];
    }

    /// @inheritdoc ITreasury
    function remaining(address spender, address asset) external view returns (uint256) {
        return _paid[spender][asset].remaining(_caps[spender][asset], epochLength);
    }

    /// @inheritdoc ITreasury
    function free(address asset) public view returns (uint256) {
        uint256 held = asset == address(0) ? address(this).balance : IERC20(asset).balanceOf(address(this));
        return Math.saturatingSub(held, earmarked[asset]);
    }

    function _send(address asset, address to, uint256 amount) private {
        if (asset == address(0)) Address.sendValue(payable(to), amount);
        else IERC20(asset).safeTransfer(to, amount);
    }

    function _checkFree(address asset, uint256 amount, uint256 left) private pure {
        if (amount > left) revert Treasury_NotFree(asset, amount, left);
    }

    function _checkPayment(address asset, address to, uint256 amount) private view {
        if (to == address(0) || to == address(this)) revert Treasury_InvalidPayee(to);
        if (amount == 0) revert Treasury_NothingToPay(asset, to);
    }

    function _setCap(address spender, address asset, uint256 cap) private {
        if (cap > EpochAllowance.MAX_CAP) revert Treasury_InvalidCap(cap, EpochAllowance.MAX_CAP);
        emit CapSet(spender, asset, _caps[spender][asset], cap);
        _caps[spender][asset] = cap;
    }
}
