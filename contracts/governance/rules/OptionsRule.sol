// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IVotingRule} from "../../interfaces/IVotingRule.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {MembersQuorum} from "./MembersQuorum.sol";
import {VotingRule} from "./VotingRule.sol";

/**
 * @title OptionsRule
 * @notice Members choose among several options, of which "no change" is always the first, number 0.
 * @dev A member's ballot weighs 1 where the votes are the membership's, delegation aside, and else its token votes.
 */
abstract contract OptionsRule is VotingRule, MembersQuorum {
    /// @notice Whose votes weigh: the membership, or a token.
    IVotes public immutable votes;

    /// @notice How many options a proposal has, "no change" included; 0 before it was made.
    mapping(uint256 proposalId => uint256) public options;

    mapping(uint256 proposalId => mapping(address voter => bool)) private _voted;

    constructor(IVotes votes_) {
        votes = votes_;
    }

    /// @inheritdoc IVotingRule
    function open(
        uint256 proposalId,
        address,
        address[] calldata,
        bytes[] calldata,
        uint256 listed
    ) external onlyGovernor {
        uint256 maximum = _maxOptions() - 1;
        if (listed > maximum) revert VotingRule_TooManyOptions(listed, maximum);
        options[proposalId] = listed + 1;
    }

    /// @inheritdoc IVotingRule
    function cast(
        uint256 proposalId,
        uint256 snapshot,
        address voter,
        uint8 support,
        bytes calldata params
    ) external onlyGovernor returns (uint256 weight) {
        if (_voted[proposalId][voter]) revert IGovernor.GovernorAlreadyCastVote(voter);
        _voted[proposalId][voter] = true;
        _countMember(proposalId, voter, snapshot);
        weight = weightOf(voter, snapshot);
        _count(proposalId, voter, support, params, weight);
    }

    /// @inheritdoc IVotingRule
    function hasVoted(uint256 proposalId, address account) external view returns (bool) {
        return _voted[proposalId][account];
    }

    /// @inheritdoc IVotingRule
    function quorumReached(uint256 proposalId) external view returns (bool) {
        return quorum(_snapshot(proposalId)) <= voters[proposalId];
    }

    /// @inheritdoc IVotingRule
    function proposalVotes(uint256 proposalId) public view override returns (uint256, uint256, uint256) {
        uint256[] memory weights = tally(proposalId);
        if (weights.length == 0) return (0, 0, 0);
        uint256 strongest;
        for (uint256 i = 1; i < weights.length; ++i) strongest = Math.max(strongest, weights[i]);
        return (weights[0], strongest, 0);
    }

    /// @inheritdoc IVotingRule
    function tally(uint256 proposalId) public view override returns (uint256[] memory weights) {
        return _tally(proposalId);
    }

    /// @inheritdoc IVotingRule
    function quorum(uint256 timepoint) public view returns (uint256) {
        return _membersFloor(timepoint, quorumBpsAt(timepoint));
    }

    /// @inheritdoc IVotingRule
    function weightOf(address account, uint256 timepoint) public view returns (uint256) {
        if (!_wasMember(account, timepoint)) return 0;
        return address(votes) == address(membership) ? 1 : votes.getPastVotes(account, timepoint);
    }

    /// @inheritdoc IVotingRule
    function watchesProposals() external pure override returns (bool) {
        return true;
    }

    /// @dev Adds a ballot, or reverts if it says nothing.
    function _count(
        uint256 proposalId,
        address voter,
        uint8 support,
        bytes calldata params,
        uint256 weight
    ) internal virtual;

    /// @dev Weight by option, "no change" first.
    function _tally(uint256 proposalId) internal view virtual returns (uint256[] memory weights);

    /// @dev The most options that the rule decides on, "no change" included.
    function _maxOptions() internal pure virtual returns (uint256);
}
