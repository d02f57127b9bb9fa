// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IVotingRule} from "../../interfaces/IVotingRule.sol";
import {VotingRule} from "./VotingRule.sol";
import {YesNoRule} from "./YesNoRule.sol";

/**
 * @title FractionalRule
 * @notice A voter splits its token votes over for, against and abstain, in as many ballots as it likes.
 * @dev The ballots are those of OpenZeppelin's GovernorCountingFractional, which is a part of a governor and cannot be a rule
 * of its own: support 0 to 2 gives all that is left to one side, 255 gives what the parameters say, three packed uint128 for
 * against, for and abstain.
 */
contract FractionalRule is YesNoRule {
    uint8 private constant SPLIT = 255;

    /// @notice Whose votes count.
    IVotes public immutable votes;

    constructor(address authority, uint256 quorumBps, IVotes votes_) VotingRule(authority, quorumBps) {
        votes = votes_;
    }

    /// @inheritdoc IVotingRule
    function cast(
        uint256 proposalId,
        uint256 snapshot,
        address voter,
        uint8 support,
        bytes calldata params
    ) external override onlyGovernor returns (uint256 weight) {
        Ballot storage ballot = _ballots[proposalId][voter];
        uint256 left = weightOf(voter, snapshot) - ballot.weight;
        if (left == 0) revert IGovernor.GovernorAlreadyCastVote(voter);
        uint256[3] memory parts = _parts(support, params, left);
        weight = parts[AGAINST] + parts[FOR] + parts[ABSTAIN];
        if (weight > left) revert VotingRule_TooManyVotes(voter, weight, left);
        (ballot.voted, ballot.support, ballot.weight) = (true, support, uint240(ballot.weight + weight));
        for (uint256 i = 0; i < 3; ++i) if (parts[i] != 0) _weights[proposalId][i] += parts[i];
    }

    /// @inheritdoc IVotingRule
    function weightOf(address account, uint256 timepoint) public view override returns (uint256) {
        return votes.getPastVotes(account, timepoint);
    }

    /// @inheritdoc IVotingRule
    function quorum(uint256 timepoint) public view override returns (uint256) {
        return (votes.getPastTotalSupply(timepoint) * quorumBpsAt(timepoint)) / BPS;
    }

    /// @inheritdoc IVotingRule
    function ruleName() external pure returns (string memory) {
        return "fractional";
    }

    /// @inheritdoc IVotingRule
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() external pure override returns (string memory) {
        return "support=bravo,fractional&quorum=for,abstain&params=fractional";
    }

    /// @dev What a ballot gives to each side.
    function _parts(uint8 support, bytes calldata params, uint256 left) private pure returns (uint256[3] memory parts) {
        if (support == SPLIT) {
            if (params.length != 48) revert IGovernor.GovernorInvalidVoteParams();
            for (uint256 i = 0; i < 3; ++i) parts[i] = uint128(bytes16(params[16 * i:16 * (i + 1)]));
        } else {
            if (support > ABSTAIN) revert IGovernor.GovernorInvalidVoteType();
            if (params.length != 0) revert IGovernor.GovernorInvalidVoteParams();
            parts[support] = left;
        }
    }
}
