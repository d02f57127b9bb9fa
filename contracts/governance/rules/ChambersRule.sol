// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IChambersRule} from "../../interfaces/IChambersRule.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IMeasureRule} from "../../interfaces/IMeasureRule.sol";
import {IMembership} from "../../interfaces/IMembership.sol";
import {IVotingRule} from "../../interfaces/IVotingRule.sol";
import {VotingRule} from "./VotingRule.sol";

/**
 * @title ChambersRule
 * @notice Concurrent majorities: a measure passes when every class of members that it concerns passes it.
 * @dev J. C. Calhoun, A Disquisition on Government (1851): the sense of each interest is taken apart, and each has a negative on
 * the others.
 */
contract ChambersRule is IChambersRule, VotingRule {
    uint8 private constant ALL = 15;
    uint8 private constant CLASSES = 4;
    uint8 private constant AGAINST = 0;
    uint8 private constant FOR = 1;
    uint8 private constant ABSTAIN = 2;

    /// @notice Who belongs.
    IMembership public immutable membership;

    /// @inheritdoc IChambersRule
    mapping(uint256 proposalId => uint8 mask) public neededBy;

    mapping(IMembership.MemberClass class => Chamber) private _chambers;
    mapping(address target => mapping(bytes4 selector => uint8 mask)) private _kinds;
    mapping(uint256 proposalId => mapping(IMembership.MemberClass class => uint256[3])) private _votes;

    /// @dev What somebody chose, plus one.
    mapping(uint256 proposalId => mapping(address voter => uint8)) private _ballots;

    /**
     * @param authority The access manager.
     * @param membership_ Who belongs, and to which class.
     * @param chambers What each class takes: creators, enterprises, public bodies, patrons.
     * @param kinds Which calls need fewer than all of them.
     */
    constructor(
        address authority,
        IMembership membership_,
        Chamber[4] memory chambers,
        Kind[] memory kinds
    ) VotingRule(authority, 0) {
        membership = membership_;
        for (uint8 i = 0; i < CLASSES; ++i) {
            Chamber memory each = chambers[i];
            if (each.quorumBps > BPS || each.thresholdBps > BPS) {
                revert ChambersRule_InvalidChamber(each.quorumBps, each.thresholdBps);
            }
            _chambers[IMembership.MemberClass(i + 1)] = each;
        }
        for (uint256 i = 0; i < kinds.length; ++i) _setKind(kinds[i]);
    }

    /// @inheritdoc IVotingRule
    function open(
        uint256 proposalId,
        address,
        address[] calldata targets,
        bytes[] calldata calldatas,
        uint256 options
    ) external onlyGovernor {
        if (options != 1) revert VotingRule_TooManyOptions(options, 1);
        uint8 mask;
        for (uint256 i = 0; i < targets.length; ++i) {
            mask |= calldatas[i].length < 4 ? ALL : chambersOf(targets[i], bytes4(calldatas[i]));
        }
        neededBy[proposalId] = mask;
    }

    /// @inheritdoc IVotingRule
    function cast(
        uint256 proposalId,
        uint256 snapshot,
        address voter,
        uint8 support,
        bytes calldata
    ) external onlyGovernor returns (uint256) {
        if (support > ABSTAIN) revert IGovernor.GovernorInvalidVoteType();
        if (_ballots[proposalId][voter] != 0) revert IGovernor.GovernorAlreadyCastVote(voter);
        IMembership.MemberClass class = membership.getPastClass(voter, snapshot);
        if (class == IMembership.MemberClass.None) revert VotingRule_NotMember(voter, snapshot);
        _ballots[proposalId][voter] = support + 1;
        ++_votes[proposalId][class][support];
        return 1;
    }

    /// @inheritdoc IChambersRule
    function setKind(Kind calldata kind) external restricted {
        _setKind(kind);
    }

    /// @inheritdoc IVotingRule
    function setQuorum(uint256) external pure override(IVotingRule, VotingRule) {
        revert ChambersRule_QuorumIsPerChamber();
    }

    /// @inheritdoc IVotingRule
    function outcome(uint256 proposalId) external view returns (uint256 option) {
        uint256 snapshot = _snapshot(proposalId);
        for (uint8 i = 1; i <= CLASSES; ++i) {
            IMembership.MemberClass class = IMembership.MemberClass(i);
            if (!_isAsked(proposalId, class, snapshot)) continue;
            uint256[3] storage votes = _votes[proposalId][class];
            uint256 decided = votes[FOR] + votes[AGAINST];
            if (votes[FOR] * BPS <= _chambers[class].thresholdBps * decided) return 0;
            option = 1;
        }
    }

    /// @inheritdoc IVotingRule
    function quorumReached(uint256 proposalId) external view returns (bool) {
        uint256 snapshot = _snapshot(proposalId);
        for (uint8 i = 1; i <= CLASSES; ++i) {
            IMembership.MemberClass class = IMembership.MemberClass(i);
            if (!_isAsked(proposalId, class, snapshot)) continue;
            uint256[3] storage votes = _votes[proposalId][class];
            uint256 voters = votes[AGAINST] + votes[FOR] + votes[ABSTAIN];
            uint256 members = membership.getPastMembers(class, snapshot);
            if (voters * BPS < _chambers[class].quorumBps * members) return false;
        }
        return true;
    }

    /// @inheritdoc IVotingRule
    function hasVoted(uint256 proposalId, address account) external view returns (bool) {
        return _ballots[proposalId][account] != 0;
    }

    /// @inheritdoc IMeasureRule
    function votedFor(uint256 proposalId, address account) external view returns (bool) {
        return _ballots[proposalId][account] == FOR + 1;
    }

    /// @inheritdoc IChambersRule
    function chamberTally(uint256 proposalId, IMembership.MemberClass class) external view returns (uint256[3] memory) {
        return _votes[proposalId][class];
    }

    /// @inheritdoc IChambersRule
    function chamber(IMembership.MemberClass class) external view returns (Chamber memory) {
        return _chambers[class];
    }

    /// @inheritdoc IVotingRule
    function weightOf(address account, uint256 timepoint) external view returns (uint256) {
        return membership.getPastClass(account, timepoint) == IMembership.MemberClass.None ? 0 : 1;
    }

    /// @inheritdoc IVotingRule
    /// @dev There is no one number: each chamber has its own, and which are asked depends on the proposal.
    function quorum(uint256) external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IVotingRule
    function watchesProposals() external pure override(IVotingRule, VotingRule) returns (bool) {
        return true;
    }

    /// @inheritdoc IVotingRule
    function ruleName() external pure returns (string memory) {
        return "chambers";
    }

    /// @inheritdoc IVotingRule
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() external pure returns (string memory) {
        return "support=bravo&quorum=voters";
    }

    /// @inheritdoc IVotingRule
    /// @dev Of all classes together, those that are not asked included.
    function proposalVotes(
        uint256 proposalId
    )
        public
        view
        override(IVotingRule, VotingRule)
        returns (uint256 againstVotes, uint256 forVotes, uint256 abstainVotes)
    {
        for (uint8 i = 1; i <= CLASSES; ++i) {
            uint256[3] storage votes = _votes[proposalId][IMembership.MemberClass(i)];
            againstVotes += votes[AGAINST];
            forVotes += votes[FOR];
            abstainVotes += votes[ABSTAIN];
        }
    }

    /// @inheritdoc IChambersRule
    function chambersOf(address target, bytes4 selector) public view returns (uint8 mask) {
        mask = _kinds[target][selector];
        return mask == 0 ? ALL : mask;
    }

    function _setKind(Kind memory kind) private {
        if (kind.chambers == 0 || kind.chambers > ALL || kind.target == address(this)) {
            revert ChambersRule_InvalidKind(kind.target, kind.selector, kind.chambers);
        }
        _kinds[kind.target][kind.selector] = kind.chambers;
        emit KindSet(kind.target, kind.selector, kind.chambers);
    }

    /// @dev Whether a proposal needs the chamber, and there was anybody to ask.
    function _isAsked(uint256 proposalId, IMembership.MemberClass class, uint256 snapshot) private view returns (bool) {
        bool needed = (neededBy[proposalId] >> (uint8(class) - 1)) & 1 == 1;
        return needed && membership.getPastMembers(class, snapshot) != 0;
    }
}
