// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVotingRule} from "./IVotingRule.sol";

/**
 * @title IOptimisticRule
 * @notice Small spending passes unless holders of a share of the supply veto it in time. Silence is consent.
 *
 * A proposal may only call the treasury's `pay`, within caps per asset: for one proposal, for one proposer and epoch, and for all
 * of them together in an epoch. What is proposed counts at once, and still counts if it is vetoed. The quorum is the veto: the
 * share of the supply at the snapshot that stops a proposal, which then fails its quorum. A vote is support 0.
 */
interface IOptimisticRule is IVotingRule {
    /// @notice How much of an asset (smallest unit) may be proposed.
    struct Caps {
        uint256 perProposal;
        uint256 perProposer;
        uint256 perEpoch;
    }

    /// @notice From now on these are the caps of `asset`.
    event CapsSet(address indexed asset, Caps caps);

    /// @notice Propose nothing but payments by the treasury, each of something, and at most `maximum` of them.
    error OptimisticRule_NotPayments(uint256 actions, uint256 maximum);
    /// @notice Propose less of this asset at once.
    error OptimisticRule_OverProposalCap(address asset, uint256 amount, uint256 cap);
    /// @notice This proposer has to wait for the next epoch.
    error OptimisticRule_OverProposerCap(address proposer, address asset, uint256 amount, uint256 remaining);
    /// @notice Everybody has to wait for the next epoch.
    error OptimisticRule_OverEpochCap(address asset, uint256 amount, uint256 remaining);
    /// @notice A cap must not exceed the maximum.
    error OptimisticRule_InvalidCaps(address asset, uint256 maximum);

    /// @notice Sets an asset's caps. Restricted to the access manager's admin.
    function setCaps(address asset, Caps calldata caps) external;

    /// @notice An asset's caps; zeros for one that may not be spent so.
    function capsOf(address asset) external view returns (Caps memory);

    /// @notice Whether enough votes were cast against the proposal.
    function vetoed(uint256 proposalId) external view returns (bool);
}
