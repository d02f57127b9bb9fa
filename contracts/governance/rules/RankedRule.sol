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
 * @title RankedRule
 * @notice Instant run-off: until an option has more than half, the one with least is out and its ballots move on.
 * @dev W. R. Ware's single-winner form of T. Hare's single transferable vote (E. J. Nanson, Methods of Election, 1883). To the
 * letter:
 * 1. A ballot counts for the highest of its options that is still in; without one it counts for nobody, nor for the half.
 * 2. An option with more than half of what counts wins. So does the last one that is in.
 * 3. Otherwise the option with least is out, one per round; of equals the one listed last, "no change" last of all.
 *
 * `support` is 0; the parameters are the ranking, a byte per option, the best first. Weight is kept per ranking: at most 5
 * options make at most 325, so that the tally costs the same however many have voted.
 */
contract RankedRule is OptionsRule {
    /// @dev A ranking is kept in five bytes, an option's number plus one in each, the best first.
    struct Ranking {
        uint40 code;
        uint216 weight;
    }

    uint256 private constant MAX_OPTIONS = 5;

    mapping(uint256 proposalId => Ranking[]) private _rankings;

    /// @dev Where a ranking stands in `_rankings`, plus one; 0 if nobody has voted so.
    mapping(uint256 proposalId => mapping(uint40 code => uint256)) private _places;

    constructor(
        address authority,
        uint256 quorumBps,
        IVotes votes,
        IMembership membership
    ) VotingRule(authority, quorumBps) MembersQuorum(membership) OptionsRule(votes) {}

    /// @inheritdoc IVotingRule
    function outcome(uint256 proposalId) external view returns (uint256 option) {
        Ranking[] memory all = _rankings[proposalId];
        uint256 count = options[proposalId];
        uint256 standing = (1 << count) - 1;
        for (uint256 left = count; left > 1; --left) {
            (uint256[] memory weights, uint256 counted) = _round(all, standing, count);
            uint256 least = type(uint256).max;
            uint256 out;
            for (uint256 place = count; place > 0; --place) {
                uint256 i = place - 1;
                if ((standing >> i) & 1 == 0) continue;
                if (weights[i] * 2 > counted) return i;
                if (weights[i] < least) (least, out) = (weights[i], i);
            }
            standing &= ~(1 << out);
        }
        while (standing > 1) {
            standing >>= 1;
            ++option;
        }
    }

    /// @notice Every ranking that somebody voted for, as `code` and weight.
    function rankings(uint256 proposalId) external view returns (Ranking[] memory) {
        return _rankings[proposalId];
    }

    /// @inheritdoc IVotingRule
    function ruleName() external pure returns (string memory) {
        return "ranked";
    }

    /// @inheritdoc IVotingRule
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() external pure returns (string memory) {
        return "support=none&quorum=voters&params=ranking";
    }

    function _count(
        uint256 proposalId,
        address,
        uint8 support,
        bytes calldata params,
        uint256 weight
    ) internal override {
        if (support != 0) revert IGovernor.GovernorInvalidVoteType();
        uint40 code = _code(params, options[proposalId]);
        Ranking[] storage all = _rankings[proposalId];
        uint256 place = _places[proposalId][code];
        if (place == 0) {
            all.push(Ranking({code: code, weight: uint216(weight)}));
            _places[proposalId][code] = all.length;
        } else {
            all[place - 1].weight += uint216(weight);
        }
    }

    /// @dev The ranking in five bytes. Reverts for none, and for an option that is not there or is ranked twice.
    function _code(bytes calldata params, uint256 count) private pure returns (uint40 code) {
        if (params.length == 0 || params.length > count) revert IGovernor.GovernorInvalidVoteParams();
        uint256 seen;
        for (uint256 i = 0; i < MAX_OPTIONS; ++i) {
            code <<= 8;
            if (i >= params.length) continue;
            uint8 option = uint8(params[i]);
            if (option >= count || (seen >> option) & 1 == 1) revert IGovernor.GovernorInvalidVoteParams();
            seen |= 1 << option;
            code |= uint40(option) + 1;
        }
    }

    /// @dev What each option that is still standing gets, and how much counts for any of them.
    function _round(
        Ranking[] memory all,
        uint256 standing,
        uint256 count
    ) private pure returns (uint256[] memory weights, uint256 counted) {
        weights = new uint256[](count);
        for (uint256 i = 0; i < all.length; ++i) {
            for (uint256 shift = 40; shift > 0; shift -= 8) {
                uint256 digit = uint8(all[i].code >> (shift - 8));
                if (digit == 0) break;
                if ((standing >> (digit - 1)) & 1 == 0) continue;
                weights[digit - 1] += all[i].weight;
                counted += all[i].weight;
                break;
            }
        }
    }

    function _tally(uint256 proposalId) internal view override returns (uint256[] memory weights) {
        uint256 count = options[proposalId];
        (weights, ) = _round(_rankings[proposalId], (1 << count) - 1, count);
    }

    function _maxOptions() internal pure override returns (uint256) {
        return MAX_OPTIONS;
    }
}
