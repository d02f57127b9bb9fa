// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GovernorVotingRule} from "./GovernorVotingRule.sol";
import {ICoopGovernor} from "../interfaces/ICoopGovernor.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/**
 * @title GovernorLateSwing
 * @notice A vote that turns the outcome shortly before the deadline keeps voting open, a few times at most, so that the others can
 * answer.
 * @dev OpenZeppelin's GovernorPreventLateQuorum extends once, when the quorum is reached; a swing after that is not its business.
 * An outcome is asked for only where a vote could be such a swing, so that other votes cost nothing more.
 */
abstract contract GovernorLateSwing is GovernorVotingRule {
    struct Swings {
        uint48 deadline;
        uint8 count;
    }

    /// @inheritdoc ICoopGovernor
    uint8 public constant MAX_SWINGS = 3;

    /// @inheritdoc ICoopGovernor
    uint8 public immutable swingExtensions;

    mapping(uint256 proposalId => Swings) private _swings;

    constructor(uint8 extensions) {
        if (extensions > MAX_SWINGS) revert CoopGovernor_TooManyExtensions(extensions, MAX_SWINGS);
        swingExtensions = extensions;
    }

    function proposalDeadline(uint256 proposalId) public view virtual override returns (uint256 deadline) {
        deadline = super.proposalDeadline(proposalId);
        if (swingExtensions != 0) deadline = Math.max(deadline, _swings[proposalId].deadline);
    }

    function _castVote(
        uint256 proposalId,
        address account,
        uint8 support,
        string memory reason,
        bytes memory params
    ) internal virtual override returns (uint256 weight) {
        if (swingExtensions == 0) return super._castVote(proposalId, account, support, reason, params);
        uint48 extended = clock() + _extension();
        bool late = _swings[proposalId].count < swingExtensions && proposalDeadline(proposalId) < extended;
        uint256 before = late ? _leader(proposalId) : 0;
        weight = super._castVote(proposalId, account, support, reason, params);
        if (late && _leader(proposalId) != before) {
            _swings[proposalId] = Swings({deadline: extended, count: _swings[proposalId].count + 1});
            emit OutcomeSwung(proposalId, extended);
        }
    }

    /// @dev How long voting stays open after a swing, in seconds; also how shortly before the deadline a swing is a late one.
    function _extension() internal view virtual returns (uint48);

    /// @dev What would win now: nothing without the quorum.
    function _leader(uint256 proposalId) private view returns (uint256) {
        return rule.quorumReached(proposalId) ? rule.outcome(proposalId) : 0;
    }
}
