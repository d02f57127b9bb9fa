// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IVotingRule} from "../../interfaces/IVotingRule.sol";
import {ServesGovernor} from "../ServesGovernor.sol";

/**
 * @title VotingRule
 * @notice What every voting rule has: the governor it serves, and a quorum in basis points, checkpointed so that a
 * change touches no vote whose snapshot is past.
 */
abstract contract VotingRule is IVotingRule, ServesGovernor, AccessManaged {
    using Checkpoints for Checkpoints.Trace208;

    uint256 internal constant BPS = 10_000;

    Checkpoints.Trace208 private _quorumBps;

    constructor(address authority, uint256 quorumBps_) AccessManaged(authority) {
        _setQuorum(quorumBps_);
    }

    /// @inheritdoc IVotingRule
    function setQuorum(uint256 newBps) external virtual restricted {
        _setQuorum(newBps);
    }

    /// @inheritdoc IVotingRule
    function quorumBps() public view returns (uint256) {
        return _quorumBps.latest();
    }

    /// @inheritdoc IVotingRule
    function quorumBpsAt(uint256 timepoint) public view returns (uint256) {
        return _quorumBps.upperLookupRecent(uint48(timepoint));
    }

    /// @inheritdoc IVotingRule
    /// @dev Of a measure; a rule with options says it otherwise.
    function tally(uint256 proposalId) public view virtual returns (uint256[] memory weights) {
        weights = new uint256[](3);
        (weights[0], weights[1], weights[2]) = proposalVotes(proposalId);
    }

    /// @inheritdoc IVotingRule
    function decidedEarly(uint256) external view virtual returns (bool) {
        return false;
    }

    /// @inheritdoc IVotingRule
    function endsEarly() external view virtual returns (bool) {
        return false;
    }

    /// @inheritdoc IVotingRule
    function watchesProposals() external view virtual returns (bool) {
        return false;
    }

    /// @inheritdoc IVotingRule
    function proposalVotes(uint256 proposalId) public view virtual returns (uint256, uint256, uint256);

    /// @dev When the proposal's votes are weighed.
    function _snapshot(uint256 proposalId) internal view returns (uint256) {
        return IGovernor(governor).proposalSnapshot(proposalId);
    }

    function _setQuorum(uint256 newBps) private {
        if (newBps > BPS) revert VotingRule_InvalidQuorum(newBps, BPS);
        (uint208 oldBps, ) = _quorumBps.push(uint48(block.timestamp), uint208(newBps));
        emit QuorumSet(oldBps, newBps);
    }
}
