// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/**
 * @title IWorkReceiver
 * @notice The address that marketplaces pay a work's royalties to. It is known before the work is registered, takes a
 * plain `transfer()` of ETH before and after this contract stands there, and hands everything to the vault, which
 * credits the work. A token that the co-op has not listed waits here until it is.
 */
interface IWorkReceiver {
    /// @notice Call collect on the vault.
    error WorkReceiver_OnlyVault(address caller);

    /**
     * @notice Sends all of `asset` (`address(0)` for ETH) to `to`. Only the vault may call it.
     * @return amount What was here (smallest unit).
     */
    function release(address asset, address to) external returns (uint256 amount);

    /// @notice The vault that made this receiver.
    function vault() external view returns (address);

    /// @notice Whose work, and which content, is paid for here: keccak256(abi.encode(registrant, contentHash)).
    function origin() external view returns (bytes32);
}
