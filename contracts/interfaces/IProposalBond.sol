// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IProposalGuard} from "./IProposalGuard.sol";

/**
 * @title IProposalBond
 * @notice Every live proposal locks a bond of its proposer's, who approves it before proposing.
 *
 * It is returned once the proposal was executed, defeated with its quorum, or cancelled by its proposer; an adopted proposal that
 * nobody executes returns it `PATIENCE` after its deadline. It goes to the treasury if the guardian cancelled the proposal, be it its
 * own, or if it failed its quorum. Anyone may release it.
 */
interface IProposalBond is IProposalGuard {
    /// @notice The bond of a new proposal was locked.
    event BondLocked(uint256 indexed proposalId, address indexed proposer, uint256 amount);
    /// @notice The bond went to `to`: back to its proposer, or to the treasury.
    event BondReleased(uint256 indexed proposalId, address indexed to, uint256 amount);

    /// @notice The token must arrive whole: one with a fee on transfers cannot be a bond.
    error ProposalBond_NotWhole(uint256 amount, uint256 arrived);
    /// @notice The proposal has no bond, or no longer.
    error ProposalBond_NothingLocked(uint256 proposalId);
    /// @notice The proposal is still live.
    error ProposalBond_StillLive(uint256 proposalId);

    /// @notice Pays a bond out to whom it belongs now.
    function release(uint256 proposalId) external;

    /// @notice Who put up the bond of a proposal; zero if nothing is locked.
    function bondedBy(uint256 proposalId) external view returns (address proposer);

    /// @notice The bond of each proposal, in the token's smallest unit.
    function amount() external view returns (uint256);

    /// @notice Seconds after its deadline from which an adopted proposal that nobody executes returns its bond.
    function PATIENCE() external view returns (uint48); // solhint-disable-line func-name-mixedcase
}
