// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICoopToken} from "./ICoopToken.sol";

/**
 * @title IVestingAward
 * @notice Governance tokens that become their owner's over time: OpenZeppelin's `VestingWalletCliff`, with votes.
 *
 * Nothing is released before `cliff`; then what has vested since `start`, in proportion, rounded down; everything from
 * `end` on. Anyone may call `release(token)`, which pays the owner and nobody else. What arrives late vests as if it
 * had been there from the start.
 *
 * The tokens here vote before they vest: they are delegated to the owner from the start, for tokens that count towards
 * a quorum and have nobody to vote with them would make every quorum harder to reach. The owner may delegate them
 * to others. An owner whose tokens are excluded from voting has no votes by this either, and delegates them to nobody;
 * what it delegated to others before that stays with them, until governance excludes the award too.
 *
 * An award stays its first owner's. It could be sold before it is earned if it changed hands, and would be lost if it
 * were given up: both are refused.
 */
interface IVestingAward {
    /// @notice An award is not handed on, and not given up.
    error VestingAward_NotTransferable(address owner);
    /// @notice The owner's tokens are excluded from voting.
    error VestingAward_Excluded(address owner);
    /// @notice The award itself cannot vote. Delegate to somebody, or to nobody, which means to the owner.
    error VestingAward_InvalidDelegate(address delegatee);

    /// @notice The owner gives the votes of what is here to somebody; `address(0)` returns them to the owner.
    function delegate(address delegatee) external;

    /// @notice The governance token, which is what votes here.
    function token() external view returns (ICoopToken);
}
