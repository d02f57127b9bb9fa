// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/**
 * @title IFractionalRule
 * @notice A rule by which a voter, or a pool that votes for many, splits its weight.
 *
 * Support 255 takes parameters of 48 bytes: three packed `uint128`, the weight against, for and abstaining. It may be
 * cast until the weight is used up; a vote of support 0, 1 or 2 takes no parameters, and uses all that is left.
 */
interface IFractionalRule {
    /// @notice How much of `account`'s weight has been cast.
    function usedVotes(uint256 proposalId, address account) external view returns (uint256);
}
