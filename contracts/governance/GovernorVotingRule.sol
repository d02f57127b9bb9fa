// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IVotingRule} from "../interfaces/IVotingRule.sol";
import {ICoopGovernor} from "../interfaces/ICoopGovernor.sol";

/**
 * @title GovernorVotingRule
 * @notice Hands everything about weighing and counting votes to a voting rule, which is a contract of its own.
 * @dev It takes the place of OpenZeppelin's counting modules, which exclude each other.
 */
abstract contract GovernorVotingRule is Governor, ICoopGovernor {
    /// @inheritdoc ICoopGovernor
    IVotingRule public immutable rule;

    bool private immutable _watched;
    bool private immutable _endsEarly;

    constructor(IVotingRule rule_) {
        rule = rule_;
        _watched = rule_.watchesProposals();
        _endsEarly = rule_.endsEarly();
        rule_.serve();
    }

    /// @inheritdoc IGovernor
    function propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description
    ) public virtual override returns (uint256 proposalId) {
        proposalId = super.propose(targets, values, calldatas, description);
        if (_watched) rule.open(proposalId, _msgSender(), targets, calldatas, 1);
    }

    /// @inheritdoc IGovernor
    function hasVoted(uint256 proposalId, address account) external view returns (bool) {
        return rule.hasVoted(proposalId, account);
    }

    /// @inheritdoc ICoopGovernor
    function proposalVotes(
        uint256 proposalId
    ) external view returns (uint256 againstVotes, uint256 forVotes, uint256 abstainVotes) {
        return rule.proposalVotes(proposalId);
    }

    /// @inheritdoc IGovernor
    /// @dev Early success, as in OpenZeppelin's GovernorSuperQuorum: the vote is over once its outcome is clear.
    function state(uint256 proposalId) public view virtual override returns (ProposalState current) {
        current = super.state(proposalId);
        if (_endsEarly && current == ProposalState.Active && rule.decidedEarly(proposalId)) {
            return proposalEta(proposalId) == 0 ? ProposalState.Succeeded : ProposalState.Queued;
        }
    }

    /// @inheritdoc IGovernor
    function quorum(uint256 timepoint) public view override returns (uint256) {
        return rule.quorum(timepoint);
    }

    /// @inheritdoc IERC6372
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @inheritdoc IGovernor
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() external view returns (string memory) {
        return rule.COUNTING_MODE();
    }

    /// @dev As OpenZeppelin's, except that the rule weighs the vote and counts it in one call.
    function _castVote(
        uint256 proposalId,
        address account,
        uint8 support,
        string memory reason,
        bytes memory params
    ) internal virtual override returns (uint256 weight) {
        _validateStateBitmap(proposalId, _encodeStateBitmap(ProposalState.Active));
        weight = _countVote(proposalId, account, support, 0, params);
        if (params.length == 0) emit VoteCast(account, proposalId, support, weight, reason);
        else emit VoteCastWithParams(account, proposalId, support, weight, reason, params);
        _tallyUpdated(proposalId);
    }

    function _countVote(
        uint256 proposalId,
        address account,
        uint8 support,
        uint256,
        bytes memory params
    ) internal override returns (uint256) {
        return rule.cast(proposalId, proposalSnapshot(proposalId), account, support, params);
    }

    function _getVotes(address account, uint256 timepoint, bytes memory) internal view override returns (uint256) {
        return rule.weightOf(account, timepoint);
    }

    function _quorumReached(uint256 proposalId) internal view override returns (bool) {
        return rule.quorumReached(proposalId);
    }

    function _voteSucceeded(uint256 proposalId) internal view override returns (bool) {
        return rule.outcome(proposalId) != 0;
    }
}
