// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EpochAllowance} from "../../libraries/EpochAllowance.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IOptimisticRule} from "../../interfaces/IOptimisticRule.sol";
import {ITreasury} from "../../interfaces/ITreasury.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IVotingRule} from "../../interfaces/IVotingRule.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {VotingRule} from "./VotingRule.sol";

/**
 * @title OptimisticRule
 * @notice A spending within caps passes unless holders of a share of the supply veto it in time.
 * @dev As Lido's Easy Track (2021). Exactly the share is a veto.
 */
contract OptimisticRule is IOptimisticRule, VotingRule {
    using EpochAllowance for EpochAllowance.Used;

    /// @dev Bounds the work of checking a proposal.
    uint256 private constant MAX_PAYMENTS = 10;

    /// @dev A selector and three words.
    uint256 private constant PAYMENT_LENGTH = 100;

    /// @notice Whose votes veto.
    IVotes public immutable votes;

    /// @notice Whose payments are proposed.
    address public immutable treasury;

    /// @notice Length of an epoch in seconds. Epochs are counted from timestamp 0.
    uint48 public immutable epochLength;

    /// @inheritdoc IVotingRule
    mapping(uint256 proposalId => mapping(address voter => bool)) public hasVoted;

    mapping(uint256 proposalId => uint256) private _objections;
    mapping(address asset => Caps) private _caps;
    mapping(address asset => EpochAllowance.Used) private _proposed;
    mapping(address proposer => mapping(address asset => EpochAllowance.Used)) private _proposedBy;

    /**
     * @param authority The access manager.
     * @param vetoBps The share of the supply that vetoes, in basis points.
     * @param votes_ Whose votes veto.
     * @param treasury_ Whose payments are proposed.
     */
    constructor(address authority, uint256 vetoBps, IVotes votes_, ITreasury treasury_) VotingRule(authority, vetoBps) {
        votes = votes_;
        treasury = address(treasury_);
        epochLength = treasury_.epochLength();
    }

    /// @inheritdoc IVotingRule
    function open(
        uint256,
        address proposer,
        address[] calldata targets,
        bytes[] calldata calldatas,
        uint256 options
    ) external onlyGovernor {
        if (options != 1) revert VotingRule_TooManyOptions(options, 1);
        uint256 count = targets.length;
        if (count > MAX_PAYMENTS) revert OptimisticRule_NotPayments(count, MAX_PAYMENTS);
        address[] memory assets = new address[](count);
        uint256[] memory amounts = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            bytes calldata data = calldatas[i];
            bool pays = data.length == PAYMENT_LENGTH && bytes4(data) == ITreasury.pay.selector;
            if (targets[i] != treasury || !pays) revert OptimisticRule_NotPayments(count, MAX_PAYMENTS);
            (assets[i], , amounts[i]) = abi.decode(data[4:], (address, address, uint256));
            if (amounts[i] == 0) revert OptimisticRule_NotPayments(count, MAX_PAYMENTS);
            _use(proposer, assets[i], amounts[i]);
        }
        for (uint256 i = 0; i < count; ++i) _checkTogether(assets, amounts, assets[i]);
    }

    /// @inheritdoc IVotingRule
    function cast(
        uint256 proposalId,
        uint256 snapshot,
        address voter,
        uint8 support,
        bytes calldata
    ) external onlyGovernor returns (uint256 weight) {
        if (support != 0) revert IGovernor.GovernorInvalidVoteType();
        if (hasVoted[proposalId][voter]) revert IGovernor.GovernorAlreadyCastVote(voter);
        hasVoted[proposalId][voter] = true;
        weight = votes.getPastVotes(voter, snapshot);
        _objections[proposalId] += weight;
    }

    /// @inheritdoc IOptimisticRule
    function setCaps(address asset, Caps calldata caps) external restricted {
        uint256 most = Math.max(caps.perProposal, Math.max(caps.perProposer, caps.perEpoch));
        if (most > EpochAllowance.MAX_CAP) revert OptimisticRule_InvalidCaps(asset, EpochAllowance.MAX_CAP);
        _caps[asset] = caps;
        emit CapsSet(asset, caps);
    }

    /// @inheritdoc IVotingRule
    function outcome(uint256 proposalId) external view returns (uint256 option) {
        return vetoed(proposalId) ? 0 : 1;
    }

    /// @inheritdoc IVotingRule
    function quorumReached(uint256 proposalId) external view returns (bool) {
        return !vetoed(proposalId);
    }

    /// @inheritdoc IOptimisticRule
    function capsOf(address asset) external view returns (Caps memory) {
        return _caps[asset];
    }

    /// @inheritdoc IVotingRule
    function weightOf(address account, uint256 timepoint) external view returns (uint256) {
        return votes.getPastVotes(account, timepoint);
    }

    /// @inheritdoc IVotingRule
    function proposalVotes(
        uint256 proposalId
    ) public view override(IVotingRule, VotingRule) returns (uint256, uint256, uint256) {
        return (_objections[proposalId], 0, 0);
    }

    /// @inheritdoc IVotingRule
    /// @dev The votes that veto.
    function quorum(uint256 timepoint) public view returns (uint256) {
        return Math.ceilDiv(votes.getPastTotalSupply(timepoint) * quorumBpsAt(timepoint), BPS);
    }

    /// @inheritdoc IVotingRule
    function watchesProposals() external pure override(IVotingRule, VotingRule) returns (bool) {
        return true;
    }

    /// @inheritdoc IVotingRule
    function ruleName() external pure returns (string memory) {
        return "optimistic";
    }

    /// @inheritdoc IVotingRule
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() external pure returns (string memory) {
        return "support=against&quorum=veto";
    }

    /// @inheritdoc IOptimisticRule
    function vetoed(uint256 proposalId) public view returns (bool) {
        return _objections[proposalId] >= quorum(_snapshot(proposalId));
    }

    /// @dev Counts a payment for its proposer and for everybody.
    function _use(address proposer, address asset, uint256 amount) private {
        Caps storage caps = _caps[asset];
        EpochAllowance.Used storage own = _proposedBy[proposer][asset];
        uint256 left = own.remaining(caps.perProposer, epochLength);
        if (amount > left) revert OptimisticRule_OverProposerCap(proposer, asset, amount, left);
        own.use(amount, epochLength);
        left = _proposed[asset].remaining(caps.perEpoch, epochLength);
        if (amount > left) revert OptimisticRule_OverEpochCap(asset, amount, left);
        _proposed[asset].use(amount, epochLength);
    }

    /// @dev Payments of one asset in one proposal count together. None can overflow: each fits the proposer's cap.
    function _checkTogether(address[] memory assets, uint256[] memory amounts, address asset) private view {
        uint256 sum;
        for (uint256 i = 0; i < assets.length; ++i) {
            if (assets[i] == asset) sum += amounts[i];
        }
        uint256 cap = _caps[asset].perProposal;
        if (sum > cap) revert OptimisticRule_OverProposalCap(asset, sum, cap);
    }
}
