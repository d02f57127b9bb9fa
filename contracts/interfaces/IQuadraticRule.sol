// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMembership} from "./IMembership.sol";

/**
 * @title IQuadraticRule
 * @notice A rule by which only members vote, so that splitting a purse gains nothing without another admitted member.
 */
interface IQuadraticRule {
    /// @notice Only who was a member at the snapshot votes.
    error QuadraticRule_NotMember(address account);

    /// @notice Who is a member.
    function membership() external view returns (IMembership);
}
