// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMembership} from "../../interfaces/IMembership.sol";
import {IVotingRule} from "../../interfaces/IVotingRule.sol";

/**
 * @title MembersQuorum
 * @notice Only members vote, and the quorum counts how many of them did: a share of the members at the snapshot, rounded
 * down.
 */
abstract contract MembersQuorum {
    /// @notice Who belongs.
    IMembership public immutable membership;

    /// @notice How many members voted on a proposal.
    mapping(uint256 proposalId => uint256) public voters;

    constructor(IMembership membership_) {
        membership = membership_;
    }

    /// @dev Counts a member that votes for the first time. The caller knows that it is the first time.
    function _countMember(uint256 proposalId, address voter, uint256 snapshot) internal {
        if (!_wasMember(voter, snapshot)) revert IVotingRule.VotingRule_NotMember(voter, snapshot);
        ++voters[proposalId];
    }

    /// @dev So many basis points of the members at a past `timepoint`.
    function _membersFloor(uint256 timepoint, uint256 bps) internal view returns (uint256) {
        return (membership.getPastMembers(IMembership.MemberClass.None, timepoint) * bps) / 10_000;
    }

    /// @dev Whether `account` was a member at a past `timepoint`.
    function _wasMember(address account, uint256 timepoint) internal view returns (bool) {
        return membership.getPastClass(account, timepoint) != IMembership.MemberClass.None;
    }
}
