// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/**
 * @title IEscrow
 * @notice Books of money that is held for others: it comes in exactly, is owed to somebody, and is claimed.
 *
 * Money moves when somebody claims it, and at no other time: who cannot be paid, or an asset that fails, holds up nobody
 * else. ETH is the asset `address(0)`. An asset must deliver what it says it transfers, or what it brings is refused;
 * one whose balances change by themselves must not be used.
 */
interface IEscrow {
    /// @notice `account` is owed `amount` (smallest unit) of `asset` more.
    event Owed(address indexed account, address indexed asset, uint256 amount);
    /// @notice `account` had `amount` (smallest unit) of `asset` paid to `to`.
    event Claimed(address indexed account, address indexed asset, address indexed to, uint256 amount);

    /// @notice Exactly `amount` (smallest unit) of `asset` must arrive.
    error Escrow_NotReceived(address asset, uint256 amount, uint256 received);
    /// @notice There is nothing to claim.
    error Escrow_NothingOwed(address account, address asset);
    /// @notice Have it paid to somebody other than the zero address and this contract.
    error Escrow_InvalidPayee(address to);

    /// @notice Pays `to` all that the caller is owed of `asset`.
    function claim(address asset, address to) external;

    /// @notice What `account` is owed of `asset` and did not claim (smallest unit).
    function owedTo(address account, address asset) external view returns (uint256);

    /// @notice What of `asset` belongs to somebody (smallest unit): in escrow, or owed. The balance is at least that.
    function held(address asset) external view returns (uint256);
}
