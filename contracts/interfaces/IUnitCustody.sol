// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRoyaltyVault} from "./IRoyaltyVault.sol";

/**
 * @title IUnitCustody
 * @notice An address that holds somebody's share units for one purpose, so that what the vault credits it with is exactly
 * what those units earn. It hands everything to its keeper, and the units to whom its keeper says.
 */
interface IUnitCustody {
    /// @notice Call the contract that keeps it.
    error UnitCustody_OnlyKeeper(address caller);

    /// @notice Sends all of `asset` (`address(0)` for ETH) that is here to the keeper. Only the keeper may call it.
    function handOver(address asset) external;

    /**
     * @notice Sends all units of a work that are here to `to`. Only the keeper may call it.
     * @return units How many they were.
     */
    function handBack(uint256 workId, address to) external returns (uint256 units);

    /// @notice The contract that keeps it.
    function keeper() external view returns (address);

    /// @notice The vault whose units they are.
    function vault() external view returns (IRoyaltyVault);
}
