// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICoopGovernor} from "../../interfaces/ICoopGovernor.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IProposalBond} from "../../interfaces/IProposalBond.sol";
import {IProposalGuard} from "../../interfaces/IProposalGuard.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ServesGovernor} from "../ServesGovernor.sol";

/**
 * @title ProposalBond
 * @notice Each live proposal locks a bond, lost if the guardian cancels it or it fails its quorum: against spam and look-alikes.
 */
contract ProposalBond is IProposalBond, ServesGovernor {
    using SafeERC20 for IERC20;

    /// @inheritdoc IProposalBond
    uint48 public constant PATIENCE = 30 days;

    /// @notice What bonds are in.
    IERC20 public immutable token;

    /// @inheritdoc IProposalBond
    uint256 public immutable amount;

    /// @notice Where lost bonds go.
    address public immutable treasury;

    /// @inheritdoc IProposalBond
    mapping(uint256 proposalId => address proposer) public bondedBy;

    mapping(uint256 proposalId => bool) private _struck;

    constructor(IERC20 token_, uint256 amount_, address treasury_) {
        (token, amount, treasury) = (token_, amount_, treasury_);
    }

    /// @inheritdoc IProposalGuard
    function onPropose(uint256 proposalId, address proposer, address[] calldata) external onlyGovernor {
        bondedBy[proposalId] = proposer;
        emit BondLocked(proposalId, proposer, amount);
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(proposer, address(this), amount);
        uint256 arrived = token.balanceOf(address(this)) - before;
        if (arrived != amount) revert ProposalBond_NotWhole(amount, arrived);
    }

    /// @inheritdoc IProposalGuard
    function onQueue(uint256) external view onlyGovernor {} // solhint-disable-line no-empty-blocks

    /// @inheritdoc IProposalGuard
    function onExecute(uint256, address[] calldata) external view onlyGovernor {} // solhint-disable-line no-empty-blocks

    /// @inheritdoc IProposalGuard
    function onCancel(uint256 proposalId, address canceller) external onlyGovernor {
        if (canceller == ICoopGovernor(governor).guardian()) _struck[proposalId] = true;
    }

    /// @inheritdoc IProposalBond
    function release(uint256 proposalId) external {
        address proposer = bondedBy[proposalId];
        if (proposer == address(0)) revert ProposalBond_NothingLocked(proposalId);
        if (_isLive(proposalId)) revert ProposalBond_StillLive(proposalId);
        address to = _isLost(proposalId) ? treasury : proposer;
        delete bondedBy[proposalId];
        emit BondReleased(proposalId, to, amount);
        token.safeTransfer(to, amount);
    }

    /// @dev An adopted proposal is live until it is executed: the guardian may still cancel it. Not for ever, though.
    function _isLive(uint256 proposalId) private view returns (bool) {
        IGovernor.ProposalState state = IGovernor(governor).state(proposalId);
        if (state == IGovernor.ProposalState.Pending || state == IGovernor.ProposalState.Active) return true;
        bool adopted = state == IGovernor.ProposalState.Succeeded || state == IGovernor.ProposalState.Queued;
        return adopted && block.timestamp <= IGovernor(governor).proposalDeadline(proposalId) + PATIENCE;
    }

    function _isLost(uint256 proposalId) private view returns (bool) {
        if (_struck[proposalId]) return true;
        bool defeated = IGovernor(governor).state(proposalId) == IGovernor.ProposalState.Defeated;
        return defeated && !ICoopGovernor(governor).rule().quorumReached(proposalId);
    }
}
