// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IMembership} from "../../interfaces/IMembership.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IVotingRule} from "../../interfaces/IVotingRule.sol";
import {MembersQuorum} from "./MembersQuorum.sol";
import {OptionsRule} from "./OptionsRule.sol";
import {VotingRule} from "./VotingRule.sol";

/**
 * @title ApprovalRule
 * @notice Voters approve any number of options, each with their whole weight, and the most approved one wins.
 * @dev S. J. Brams and P. C. Fishburn, Approval Voting, American Political Science Review 72 (1978). `support` is a bit per
 * option. A cumulative rule instead lets a voter spend its weight over the options: support is 0, and the parameters are
 * `abi.encode(uint256[])`, a number of votes per option, "no change" first.
 */
contract ApprovalRule is OptionsRule {
    /// @dev A vote's `support` has eight bits.
    uint256 private constant MAX_OPTIONS = 8;

    /// @notice Whether voters spend their weight over the options instead of giving it whole to each that they approve.
    bool public immutable cumulative;

    mapping(uint256 proposalId => uint256[MAX_OPTIONS]) private _weights;

    constructor(
        address authority,
        uint256 quorumBps,
        IVotes votes,
        IMembership membership,
        bool cumulative_
    ) VotingRule(authority, quorumBps) MembersQuorum(membership) OptionsRule(votes) {
        cumulative = cumulative_;
    }

    /// @inheritdoc IVotingRule
    function outcome(uint256 proposalId) external view returns (uint256 option) {
        uint256[MAX_OPTIONS] storage weights = _weights[proposalId];
        uint256 most = weights[0];
        uint256 count = options[proposalId];
        for (uint256 i = 1; i < count; ++i) {
            if (weights[i] > most) (most, option) = (weights[i], i);
        }
    }

    /// @inheritdoc IVotingRule
    function ruleName() external pure returns (string memory) {
        return "approval";
    }

    /// @inheritdoc IVotingRule
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() external view returns (string memory) {
        return cumulative ? "support=none&quorum=voters&params=cumulative" : "support=approval&quorum=voters";
    }

    function _count(
        uint256 proposalId,
        address voter,
        uint8 support,
        bytes calldata params,
        uint256 weight
    ) internal override {
        if (cumulative) return _spend(proposalId, voter, support, params, weight);
        uint256 count = options[proposalId];
        if (support == 0 || support >> count != 0) revert IGovernor.GovernorInvalidVoteType();
        if (params.length != 0) revert IGovernor.GovernorInvalidVoteParams();
        for (uint256 i = 0; i < count; ++i) {
            if ((support >> i) & 1 == 1) _weights[proposalId][i] += weight;
        }
    }

    function _spend(uint256 proposalId, address voter, uint8 support, bytes calldata params, uint256 weight) private {
        if (support != 0) revert IGovernor.GovernorInvalidVoteType();
        uint256[] memory given = abi.decode(params, (uint256[]));
        if (given.length != options[proposalId]) revert IGovernor.GovernorInvalidVoteParams();
        uint256 left = weight;
        for (uint256 i = 0; i < given.length; ++i) {
            if (given[i] > left) revert VotingRule_TooManyVotes(voter, given[i], left);
            left -= given[i];
            _weights[proposalId][i] += given[i];
        }
    }

    function _tally(uint256 proposalId) internal view override returns (uint256[] memory weights) {
        weights = new uint256[](options[proposalId]);
        for (uint256 i = 0; i < weights.length; ++i) weights[i] = _weights[proposalId][i];
    }

    function _maxOptions() internal pure override returns (uint256) {
        return MAX_OPTIONS;
    }
}
