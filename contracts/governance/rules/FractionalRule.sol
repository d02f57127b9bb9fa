// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IFractionalRule} from "../../interfaces/IFractionalRule.sol";
import {IVotingRule} from "../../interfaces/IVotingRule.sol";
import {VotingRule} from "./VotingRule.sol";
import {YesNoRule} from "./YesNoRule.sol";

/**
 * @title FractionalRule
 * @notice A voter splits its tokens' weight over against, for and abstain, at once or in parts, as OpenZeppelin's
 * GovernorCountingFractional counts, after ScopeLift's Flexible Voting.
 * @dev A ballot's weight is what has been used; its support is `FOR` once a part was for the measure, and else not read.
 */
contract FractionalRule is YesNoRule, IFractionalRule {
    uint8 private constant FRACTIONAL = 255;

    /// @dev Three `uint128`.
    uint256 private constant PARAMS_LENGTH = 48;

    /// @dev Voting again means voting with what is left, so nothing is taken back, by a delegator neither.
    constructor(
        address authority,
        uint256 quorumBps,
        IVotes votes,
        Switches memory switches
    ) VotingRule(authority, quorumBps) YesNoRule(votes, switches) {
        if (switches.voteChange || switches.voteOverride) _refuse(switches);
    }

    /// @inheritdoc IFractionalRule
    function usedVotes(uint256 proposalId, address account) external view returns (uint256) {
        return _ballots[proposalId][account].weight;
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

    function _count(
        uint256 proposalId,
        uint256,
        address voter,
        uint8 support,
        uint256 weight,
        bytes calldata params
    ) internal override returns (uint256 used) {
        Ballot storage ballot = _ballots[proposalId][voter];
        uint256 remaining = weight - ballot.weight;
        if (remaining == 0) revert IGovernor.GovernorAlreadyCastVote(voter);
        if (support == FRACTIONAL) {
            used = _split(proposalId, ballot, voter, remaining, params);
        } else {
            if (support > ABSTAIN) revert IGovernor.GovernorInvalidVoteType();
            if (params.length != 0) revert IGovernor.GovernorInvalidVoteParams();
            used = remaining;
            _weights[proposalId][support] += used;
            if (support == FOR) ballot.support = FOR;
        }
        // As in OpenZeppelin's, who split nothing has not voted.
        if (used != 0) (ballot.voted, ballot.weight) = (true, uint240(ballot.weight + used));
    }

    function _split(
        uint256 proposalId,
        Ballot storage ballot,
        address voter,
        uint256 remaining,
        bytes calldata params
    ) private returns (uint256 used) {
        if (params.length != PARAMS_LENGTH) revert IGovernor.GovernorInvalidVoteParams();
        for (uint256 i = 0; i < 3; ++i) {
            uint256 part = uint128(bytes16(params[16 * i:16 * (i + 1)]));
            used += part;
            if (part == 0) continue;
            _weights[proposalId][i] += part;
            if (i == FOR) ballot.support = FOR;
        }
        if (used > remaining) revert VotingRule_TooManyVotes(voter, used, remaining);
    }
}
