// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/**
 * @title ITreasury
 * @notice Holds all common money. Money leaves only by `pay`, within a cap per spender, asset and epoch, and by
 * `payEarmarked`, from what its holder had set aside before; what is set aside cannot leave by `pay`.
 *
 * Money for a work goes to that work's receiver, not to the vault, which credits only what is deposited.
 * There are no arbitrary calls and no approvals. ETH is the asset `address(0)`.
 */
interface ITreasury {
    /// @notice A spender's cap for one asset (smallest unit per epoch).
    struct Cap {
        address spender;
        address asset;
        uint256 amount;
    }

    /// @notice ETH arrived from `from`. Tokens that arrive announce themselves.
    event Received(address indexed from, uint256 amount);
    /// @notice `spender` paid `amount` (smallest unit) of `asset`, which counts against its cap.
    event Paid(address indexed spender, address indexed asset, address indexed to, uint256 amount);
    /// @notice `spender` may now pay `newCap` (smallest unit) of `asset` per epoch.
    event CapSet(address indexed spender, address indexed asset, uint256 oldCap, uint256 newCap);

    /// @notice `holder` has `newAmount` (smallest unit) of `asset` set aside.
    event EarmarkSet(address indexed holder, address indexed asset, uint256 oldAmount, uint256 newAmount);
    /// @notice `holder` paid `amount` (smallest unit) of `asset` from what it had set aside.
    event EarmarkPaid(address indexed holder, address indexed asset, address indexed to, uint256 amount);

    /// @notice Only so much is there that nobody else had set aside.
    error Treasury_NotFree(address asset, uint256 amount, uint256 free);
    /// @notice Pay at most what you had set aside.
    error Treasury_EarmarkExceeded(address holder, address asset, uint256 amount, uint256 earmark);
    /// @notice Pay at most what remains, wait for the next epoch, or propose a higher cap.
    error Treasury_CapExceeded(address spender, address asset, uint256 amount, uint256 remaining);
    /// @notice The cap must not exceed the maximum.
    error Treasury_InvalidCap(uint256 cap, uint256 maximum);
    /// @notice Pay somebody other than the treasury and the zero address.
    error Treasury_InvalidPayee(address to);
    /// @notice An epoch lasts at least a second.
    error Treasury_InvalidEpoch(uint256 epochLength);
    /// @notice Pay more than nothing.
    error Treasury_NothingToPay(address asset, address to);

    /**
     * @notice Pays `amount` (smallest unit) of `asset` to `to`. Restricted to the SPENDER role and counted against
     * the caller's cap for the present epoch.
     */
    function pay(address asset, address to, uint256 amount) external;

    /**
     * @notice Sets aside `amount` (smallest unit) of `asset` for the caller, in place of what it had. Restricted to the
     * EARMARKER role. It reverts if more would be set aside than is there.
     */
    function setEarmark(address asset, uint256 amount) external;

    /**
     * @notice Pays `amount` (smallest unit) of `asset` to `to` from what the caller had set aside. Restricted to the
     * EARMARKER role; no cap applies.
     */
    function payEarmarked(address asset, address to, uint256 amount) external;

    /// @notice Sets `spender`'s cap for `asset` (smallest unit per epoch). Restricted to the TREASURY_STEWARD role.
    function setCap(address spender, address asset, uint256 cap) external;

    /// @notice `spender`'s cap for `asset` (smallest unit per epoch).
    function capOf(address spender, address asset) external view returns (uint256);

    /// @notice What `spender` may still pay of `asset` in the present epoch (smallest unit).
    function remaining(address spender, address asset) external view returns (uint256);

    /// @notice What `holder` has set aside of `asset` (smallest unit).
    function earmarkOf(address holder, address asset) external view returns (uint256);

    /// @notice What all together have set aside of `asset` (smallest unit).
    function earmarked(address asset) external view returns (uint256);

    /// @notice What is there of `asset` and not set aside (smallest unit).
    function free(address asset) external view returns (uint256);

    /// @notice Length of an epoch in seconds. Epochs are counted from timestamp 0.
    function epochLength() external view returns (uint48);
}
