// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRoyaltyVault} from "./IRoyaltyVault.sol";

/**
 * @title IUnitTaker
 * @notice A contract that takes share units out of somebody's hands, as their owner agreed to.
 *
 * The owner approves the contract in the vault, for so many units of a work or as an operator, and agrees here to what
 * they are taken for. They are taken for nothing else, and only while their work can earn.
 */
interface IUnitTaker {
    /// @notice The work is not registered, or its registration was ended: its units earn nothing any more.
    error UnitTaker_WorkClosed(uint256 workId);
    /// @notice The owner `has` fewer units of the work than that.
    error UnitTaker_NotEnough(address owner, uint256 workId, uint256 units, uint256 has);
    /// @notice The owner must approve this contract for its units first; so far it did for `approved`.
    error UnitTaker_NotApproved(address owner, uint256 workId, uint256 units, uint256 approved);

    /// @notice The vault whose units they are.
    function vault() external view returns (IRoyaltyVault);
}
