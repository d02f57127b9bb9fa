// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/**
 * @title IServesGovernor
 * @notice A part of a governor that is a contract of its own, bound to it once and for all when the governor is created.
 */
interface IServesGovernor {
    /// @notice The part serves `governor` from now on, and no other.
    event Serving(address indexed governor);

    /// @notice Only the governor that this part serves may call it.
    error ServesGovernor_OnlyGovernor(address caller);
    /// @notice Deploy another one: a part serves one governor.
    error ServesGovernor_AlreadyServing(address governor);

    /// @notice Binds the part to its caller, a governor.
    function serve() external;

    /// @notice The governor that it serves; zero before it serves one.
    function governor() external view returns (address);
}
