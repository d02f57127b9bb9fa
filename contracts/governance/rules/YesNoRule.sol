// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IVotingRule} from "../../interfaces/IVotingRule.sol";
import {VotingRule} from "./VotingRule.sol";

/**
 * @title YesNoRule
 * @notice A measure passes if more weight is for it than against it; who is for it and who abstains make the quorum.
 * @dev Counts as OpenZeppelin's GovernorCountingSimple does, which lets a vote's parameters be; what a vote weighs is left to
 * the rule.
 */
abstract contract YesNoRule is VotingRule {
    /// @dev What somebody chose, and what it counted for.
    struct Ballot {
        bool voted;
        uint8 support;
        uint240 weight;
    }

    uint8 internal constant AGAINST = 0;
    uint8 internal constant FOR = 1;
    uint8 internal constant ABSTAIN = 2;

    mapping(uint256 proposalId => uint256[3]) internal _weights;
    mapping(uint256 proposalId => mapping(address voter => Ballot)) internal _ballots;

    /// @inheritdoc IVotingRule
    function open(uint256, address, address[] calldata, bytes[] calldata, uint256 options) external view onlyGovernor {
        if (options != 1) revert VotingRule_TooManyOptions(options, 1);
    }

    /// @inheritdoc IVotingRule
    function cast(
        uint256 proposalId,
        uint256 snapshot,
        address voter,
        uint8 support,
        bytes calldata
    ) external virtual onlyGovernor returns (uint256 weight) {
        if (support > ABSTAIN) revert IGovernor.GovernorInvalidVoteType();
        Ballot storage ballot = _ballots[proposalId][voter];
        if (ballot.voted) revert IGovernor.GovernorAlreadyCastVote(voter);
        _admit(proposalId, voter, snapshot);
        weight = weightOf(voter, snapshot);
        (ballot.voted, ballot.support, ballot.weight) = (true, support, uint240(weight));
        _weights[proposalId][support] += weight;
    }

    /// @inheritdoc IVotingRule
    function outcome(uint256 proposalId) external view returns (uint256 option) {
        uint256[3] storage weights = _weights[proposalId];
        return weights[FOR] > weights[AGAINST] ? 1 : 0;
    }

    /// @inheritdoc IVotingRule
    function quorumReached(uint256 proposalId) external view virtual returns (bool) {
        uint256[3] storage weights = _weights[proposalId];
        return quorum(_snapshot(proposalId)) <= weights[FOR] + weights[ABSTAIN];
    }

    /// @inheritdoc IVotingRule
    function hasVoted(uint256 proposalId, address account) external view returns (bool) {
        return _ballots[proposalId][account].voted;
    }

    /// @inheritdoc IVotingRule
    function tally(uint256 proposalId) external view returns (uint256[] memory weights) {
        weights = new uint256[](3);
        for (uint256 i = 0; i < 3; ++i) weights[i] = _weights[proposalId][i];
    }

    /// @inheritdoc IVotingRule
    function weightOf(address account, uint256 timepoint) public view virtual returns (uint256);

    /// @inheritdoc IVotingRule
    function quorum(uint256 timepoint) public view virtual returns (uint256);

    /// @inheritdoc IVotingRule
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() external view virtual returns (string memory) {
        return "support=bravo&quorum=for,abstain";
    }

    /// @dev Lets a voter vote, or reverts. Everybody may, unless the rule says otherwise.
    // solhint-disable-next-line no-empty-blocks
    function _admit(uint256 proposalId, address voter, uint256 snapshot) internal virtual {}
}
