// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorNoncesKeyed} from "@openzeppelin/contracts/governance/extensions/GovernorNoncesKeyed.sol";
import {GovernorPreventLateQuorum} from "@openzeppelin/contracts/governance/extensions/GovernorPreventLateQuorum.sol";
import {GovernorSequentialProposalId} from "@openzeppelin/contracts/governance/extensions/GovernorSequentialProposalId.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {GovernorGuardian} from "./GovernorGuardian.sol";
import {GovernorGuards} from "./GovernorGuards.sol";
import {GovernorLateSwing} from "./GovernorLateSwing.sol";
import {GovernorOptions} from "./GovernorOptions.sol";
import {GovernorVotingRule} from "./GovernorVotingRule.sol";
import {IProposalGuard} from "../interfaces/IProposalGuard.sol";
import {IVotingRule} from "../interfaces/IVotingRule.sol";

/**
 * @title CoopGovernor
 * @notice Token-weighted proposals: whoever holds the threshold proposes, all vote, the timelock executes.
 * Built from OpenZeppelin's modules; what the co-op adds is in ICoopGovernor.
 */
contract CoopGovernor is
    GovernorSettings,
    AccessManaged,
    GovernorPreventLateQuorum,
    GovernorLateSwing,
    GovernorNoncesKeyed,
    GovernorSequentialProposalId,
    GovernorTimelockControl,
    GovernorGuards,
    GovernorOptions,
    GovernorGuardian
{
    /**
     * @param name Name of the governor, in signatures too (EIP-712).
     * @param authority The access manager, whose admin changes the governor's settings.
     * @param rule How votes are weighed and counted.
     * @param guards Who watches the proposals' lives; none by default.
     * @param timelock Who executes.
     * @param votingDelay Seconds from proposal to snapshot.
     * @param votingPeriod Seconds from snapshot to deadline.
     * @param proposalThreshold Votes (smallest unit) needed to propose.
     * @param lateQuorumExtension Seconds that voting stays open at least, once the quorum is reached.
     * @param guardian Who may cancel; zero for nobody.
     * @param guardianMandateEnd Last second of its mandate.
     * @param swingExtensions How often a late swing of the outcome keeps voting open, at most 3.
     */
    // It is never stored.
    // solhint-disable-next-line gas-struct-packing
    struct Settings {
        string name;
        address authority;
        IVotingRule rule;
        IProposalGuard[] guards;
        TimelockController timelock;
        uint48 votingDelay;
        uint32 votingPeriod;
        uint256 proposalThreshold;
        uint48 lateQuorumExtension;
        address guardian;
        uint48 guardianMandateEnd;
        uint8 swingExtensions;
    }

    /// @notice Longest voting delay and voting period, in seconds.
    uint32 public constant MAX_DURATION = 365 days;

    constructor(
        Settings memory settings
    )
        Governor(settings.name)
        GovernorSettings(settings.votingDelay, settings.votingPeriod, settings.proposalThreshold)
        AccessManaged(settings.authority)
        GovernorVotingRule(settings.rule)
        GovernorGuards(settings.guards)
        GovernorPreventLateQuorum(settings.lateQuorumExtension)
        GovernorLateSwing(settings.swingExtensions)
        GovernorTimelockControl(settings.timelock)
        GovernorGuardian(settings.guardian, settings.guardianMandateEnd)
    {}

    /// @dev A setting beyond this would keep every later proposal, its own undoing included, from ever being made.
    function _setVotingDelay(uint48 newVotingDelay) internal override {
        if (newVotingDelay > MAX_DURATION) revert CoopGovernor_DurationTooLong(newVotingDelay, MAX_DURATION);
        super._setVotingDelay(newVotingDelay);
    }

    /// @dev As for the delay.
    function _setVotingPeriod(uint32 newVotingPeriod) internal override {
        if (newVotingPeriod > MAX_DURATION) revert CoopGovernor_DurationTooLong(newVotingPeriod, MAX_DURATION);
        super._setVotingPeriod(newVotingPeriod);
    }

    /// @dev As after a quorum that is reached late.
    function _extension() internal view override returns (uint48) {
        return lateQuorumVoteExtension();
    }

    /// @dev The access manager says who may change the settings: of every governor the constitutional timelock, its admin.
    function _checkGovernance() internal override {
        _checkCanCall(_msgSender(), _msgData());
    }

    /// @dev Numbers the proposal in an event that can be searched for. The timelock holds no money, so an action that
    /// carries ETH could never be executed: it is refused here, before anyone votes on it.
    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    )
        internal
        override(Governor, GovernorSequentialProposalId, GovernorGuards, GovernorGuardian)
        returns (uint256 proposalId)
    {
        for (uint256 i = 0; i < values.length; ++i) {
            if (values[i] != 0) revert CoopGovernor_ActionCarriesValue(i, values[i]);
        }
        proposalId = super._propose(targets, values, calldatas, description, proposer);
        bytes32 proposalHash = bytes32(hashProposal(targets, values, calldatas, keccak256(bytes(description))));
        emit ProposalNumbered(proposalId, proposer, proposalHash);
    }

    // What follows only tells Solidity which of several parents comes first.

    function propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description
    ) public override(Governor, GovernorVotingRule) returns (uint256) {
        return super.propose(targets, values, calldatas, description);
    }

    function state(
        uint256 proposalId
    ) public view override(Governor, GovernorTimelockControl, GovernorVotingRule) returns (ProposalState) {
        return super.state(proposalId);
    }

    function proposalNeedsQueuing(
        uint256 proposalId
    ) public view override(Governor, GovernorTimelockControl) returns (bool) {
        return super.proposalNeedsQueuing(proposalId);
    }

    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    function proposalDeadline(
        uint256 proposalId
    ) public view override(Governor, GovernorPreventLateQuorum, GovernorLateSwing) returns (uint256) {
        return super.proposalDeadline(proposalId);
    }

    function getProposalId(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) public view override(Governor, GovernorSequentialProposalId) returns (uint256) {
        return super.getProposalId(targets, values, calldatas, descriptionHash);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl, GovernorGuards, GovernorOptions) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl, GovernorGuards, GovernorOptions) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl, GovernorGuards) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _castVote(
        uint256 proposalId,
        address account,
        uint8 support,
        string memory reason,
        bytes memory params
    ) internal override(Governor, GovernorVotingRule, GovernorLateSwing) returns (uint256) {
        return super._castVote(proposalId, account, support, reason, params);
    }

    function _tallyUpdated(uint256 proposalId) internal override(Governor, GovernorPreventLateQuorum) {
        super._tallyUpdated(proposalId);
    }

    function _validateCancel(
        uint256 proposalId,
        address caller
    ) internal view override(Governor, GovernorGuardian) returns (bool) {
        return super._validateCancel(proposalId, caller);
    }

    function _validateVoteSig(
        uint256 proposalId,
        uint8 support,
        address voter,
        bytes memory signature
    ) internal override(Governor, GovernorNoncesKeyed) returns (bool) {
        return super._validateVoteSig(proposalId, support, voter, signature);
    }

    function _validateExtendedVoteSig(
        uint256 proposalId,
        uint8 support,
        address voter,
        string memory reason,
        bytes memory params,
        bytes memory signature
    ) internal override(Governor, GovernorNoncesKeyed) returns (bool) {
        return super._validateExtendedVoteSig(proposalId, support, voter, reason, params, signature);
    }

    function _useCheckedNonce(address owner, uint256 nonce) internal override(Nonces, GovernorNoncesKeyed) {
        super._useCheckedNonce(owner, nonce);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }
}
