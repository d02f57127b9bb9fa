// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IDelegation} from "../../interfaces/IDelegation.sol";
import {IMeasureRule} from "../../interfaces/IMeasureRule.sol";
import {IVotingRule} from "../../interfaces/IVotingRule.sol";
import {IYesNoRule} from "../../interfaces/IYesNoRule.sol";
import {VotingRule} from "./VotingRule.sol";

/**
 * @title YesNoRule
 * @notice A measure passes if more weight is for it than against it; who is for it and who abstains make the quorum.
 * @dev Counts as OpenZeppelin's GovernorCountingSimple does, which lets a vote's parameters be; early success is that of
 * its GovernorSuperQuorum. Unless a rule says otherwise, votes weigh what they are, and the quorum is of their supply.
 */
abstract contract YesNoRule is VotingRule, IYesNoRule {
    /// @dev What somebody chose, and what it counted for.
    struct Ballot {
        bool voted;
        uint8 support;
        uint240 weight;
    }

    uint8 internal constant AGAINST = 0;
    uint8 internal constant FOR = 1;
    uint8 internal constant ABSTAIN = 2;

    /// @inheritdoc IYesNoRule
    IVotes public immutable votes;

    bool private immutable _voteChange;
    uint16 private immutable _superQuorumBps;
    bool private immutable _rentedVotes;
    bool private immutable _voteOverride;

    mapping(uint256 proposalId => uint256[3]) internal _weights;
    mapping(uint256 proposalId => mapping(address voter => Ballot)) internal _ballots;
    mapping(uint256 proposalId => uint256) private _proposedAt;

    /// @dev What a delegate has less because its delegators voted themselves.
    mapping(uint256 proposalId => mapping(address delegatee => uint256)) private _overridden;

    /// @dev Who could take a vote back, its own or its delegate's, must not have ended the vote with it. A delegate whose
    /// weight is the smaller of two does not have all that its delegators could take.
    constructor(IVotes votes_, Switches memory switches_) {
        if (switches_.superQuorumBps > BPS) revert VotingRule_InvalidQuorum(switches_.superQuorumBps, BPS);
        bool endsEarly_ = switches_.superQuorumBps != 0;
        if ((switches_.voteChange || switches_.voteOverride) && endsEarly_) _refuse(switches_);
        if (switches_.voteOverride && switches_.rentedVotes) _refuse(switches_);
        votes = votes_;
        _voteChange = switches_.voteChange;
        _superQuorumBps = switches_.superQuorumBps;
        _rentedVotes = switches_.rentedVotes;
        _voteOverride = switches_.voteOverride;
    }

    /// @inheritdoc IVotingRule
    function open(
        uint256 proposalId,
        address,
        address[] calldata,
        bytes[] calldata,
        uint256 options
    ) external onlyGovernor {
        if (options != 1) revert VotingRule_TooManyOptions(options, 1);
        if (_rentedVotes) _proposedAt[proposalId] = block.timestamp;
    }

    /// @inheritdoc IVotingRule
    function cast(
        uint256 proposalId,
        uint256 snapshot,
        address voter,
        uint8 support,
        bytes calldata params
    ) external onlyGovernor returns (uint256 weight) {
        weight = _weigh(proposalId, voter, snapshot);
        if (_voteOverride && !_ballots[proposalId][voter].voted) _override(proposalId, voter, snapshot);
        return _count(proposalId, snapshot, voter, support, weight, params);
    }

    /// @inheritdoc IVotingRule
    function outcome(uint256 proposalId) external view returns (uint256 option) {
        uint256[3] storage weights = _weights[proposalId];
        return weights[FOR] > weights[AGAINST] ? 1 : 0;
    }

    /// @inheritdoc IVotingRule
    function quorumReached(uint256 proposalId) public view virtual returns (bool) {
        uint256[3] storage weights = _weights[proposalId];
        return quorum(_snapshot(proposalId)) <= weights[FOR] + weights[ABSTAIN];
    }

    /// @inheritdoc IVotingRule
    /// @dev Exact, without rounding. It asks for the quorum too, for a vote that ended without it would have failed.
    function decidedEarly(uint256 proposalId) external view override returns (bool) {
        if (_superQuorumBps == 0) return false;
        uint256[3] storage weights = _weights[proposalId];
        uint256 snapshot = _snapshot(proposalId);
        uint256 bps = Math.max(_superQuorumBps, quorumBpsAt(snapshot));
        return weights[FOR] > weights[AGAINST] && weights[FOR] * BPS >= votes.getPastTotalSupply(snapshot) * bps;
    }

    /// @inheritdoc IVotingRule
    function endsEarly() external view override returns (bool) {
        return _superQuorumBps != 0;
    }

    /// @inheritdoc IVotingRule
    function hasVoted(uint256 proposalId, address account) external view returns (bool) {
        return _ballots[proposalId][account].voted;
    }

    /// @inheritdoc IVotingRule
    function watchesProposals() external view override returns (bool) {
        return _rentedVotes;
    }

    /// @inheritdoc IMeasureRule
    function votedFor(uint256 proposalId, address account) external view returns (bool) {
        return _ballots[proposalId][account].voted && _ballots[proposalId][account].support == FOR;
    }

    /// @inheritdoc IYesNoRule
    function weightOn(uint256 proposalId, address account) external view returns (uint256) {
        return _weigh(proposalId, account, _snapshot(proposalId));
    }

    /// @inheritdoc IYesNoRule
    function switches() external view returns (Switches memory) {
        return Switches(_voteChange, _superQuorumBps, _rentedVotes, _voteOverride);
    }

    /// @inheritdoc IVotingRule
    function proposalVotes(uint256 proposalId) public view override returns (uint256, uint256, uint256) {
        uint256[3] storage weights = _weights[proposalId];
        return (weights[AGAINST], weights[FOR], weights[ABSTAIN]);
    }

    /// @inheritdoc IVotingRule
    function weightOf(address account, uint256 timepoint) public view virtual returns (uint256) {
        return votes.getPastVotes(account, timepoint);
    }

    /// @inheritdoc IVotingRule
    /// @dev Rounded down.
    function quorum(uint256 timepoint) public view virtual returns (uint256) {
        return (votes.getPastTotalSupply(timepoint) * quorumBpsAt(timepoint)) / BPS;
    }

    /// @inheritdoc IVotingRule
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() external view virtual returns (string memory) {
        return "support=bravo&quorum=for,abstain";
    }

    /// @dev Books a vote of this weight, and says how much of it was used.
    function _count(
        uint256 proposalId,
        uint256,
        address voter,
        uint8 support,
        uint256 weight,
        bytes calldata
    ) internal virtual returns (uint256) {
        Ballot storage ballot = _ballots[proposalId][voter];
        if (ballot.voted && !_voteChange) revert IGovernor.GovernorAlreadyCastVote(voter);
        if (support > ABSTAIN) revert IGovernor.GovernorInvalidVoteType();
        if (ballot.voted) _weights[proposalId][ballot.support] -= ballot.weight;
        (ballot.voted, ballot.support, ballot.weight) = (true, support, uint240(weight));
        _weights[proposalId][support] += weight;
        return weight;
    }

    /// @dev The voter's own units leave its delegates, and their ballots where those are cast.
    function _override(uint256 proposalId, address voter, uint256 snapshot) private {
        (address[] memory delegatees, uint256[] memory units) = _delegation(voter, snapshot);
        for (uint256 i = 0; i < delegatees.length; ++i) {
            (address delegatee, uint256 part) = (delegatees[i], units[i]);
            if (delegatee == voter || part == 0) continue;
            _overridden[proposalId][delegatee] += part;
            emit VoteOverridden(proposalId, voter, delegatee, part);
            Ballot storage ballot = _ballots[proposalId][delegatee];
            // Only a delegate that the votes exclude has less than what was delegated to it.
            uint256 counted = Math.min(part, ballot.weight);
            if (counted == 0) continue;
            ballot.weight -= uint240(counted);
            _weights[proposalId][ballot.support] -= counted;
        }
    }

    function _weigh(uint256 proposalId, address account, uint256 snapshot) private view returns (uint256 weight) {
        weight = weightOf(account, snapshot);
        if (_rentedVotes) weight = Math.min(weight, weightOf(account, _proposedAt[proposalId]));
        if (!_voteOverride) return weight;
        weight = Math.saturatingSub(weight, _overridden[proposalId][account]);
        (address[] memory delegatees, uint256[] memory units) = _delegation(account, snapshot);
        for (uint256 i = 0; i < delegatees.length; ++i) {
            if (delegatees[i] != account) weight += units[i];
        }
    }

    /// @dev Who has the votes of an account's own units, and how many each.
    function _delegation(
        address account,
        uint256 snapshot
    ) private view returns (address[] memory delegatees, uint256[] memory units) {
        return IDelegation(address(votes)).getPastDelegation(account, snapshot);
    }

    function _refuse(Switches memory switches_) internal pure {
        revert YesNoRule_ExcludedSwitches(
            switches_.voteChange,
            switches_.superQuorumBps,
            switches_.rentedVotes,
            switches_.voteOverride
        );
    }
}
