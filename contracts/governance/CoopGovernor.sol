// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorNoncesKeyed} from "@openzeppelin/contracts/governance/extensions/GovernorNoncesKeyed.sol";
import {GovernorPreventLateQuorum} from "@openzeppelin/contracts/governance/extensions/GovernorPreventLateQuorum.sol";
import {GovernorSequentialProposalId} from "@openzeppelin/contracts/governance/extensions/GovernorSequentialProposalId.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {GovernorVotesQuorumFraction} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {GovernorGuardian} from "./GovernorGuardian.sol";

/**
 * @title CoopGovernor
 * @notice Token-weighted proposals: whoever holds the threshold proposes, all vote, the timelock executes.
 * Built from OpenZeppelin's modules; what the co-op adds is in ICoopGovernor.
 */
contract CoopGovernor is
    GovernorSettings,
    GovernorCountingSimple,
    GovernorVotesQuorumFraction,
    GovernorPreventLateQuorum,
    GovernorNoncesKeyed,
    GovernorSequentialProposalId,
    GovernorTimelockControl,
    GovernorGuardian
{
    /**
     * @param name Name of the governor, in signatures too (EIP-712).
     * @param token Whose votes count.
     * @param timelock Who executes.
     * @param votingDelay Seconds from proposal to snapshot.
     * @param votingPeriod Seconds from snapshot to deadline.
     * @param proposalThreshold Votes (smallest unit) needed to propose.
     * @param quorumBps For and abstain votes needed, in basis points of the supply at the snapshot.
     * @param lateQuorumExtension Seconds that voting stays open at least, once the quorum is reached.
     * @param guardian Who may cancel; zero for nobody.
     * @param guardianMandateEnd Last second of its mandate.
     */
    struct Settings {
        string name;
        IVotes token;
        TimelockController timelock;
        uint48 votingDelay;
        uint32 votingPeriod;
        uint256 proposalThreshold;
        uint256 quorumBps;
        uint48 lateQuorumExtension;
        address guardian;
        uint48 guardianMandateEnd;
    }

    /// @notice Longest voting delay and voting period, in seconds.
    uint32 public constant MAX_DURATION = 365 days;

    constructor(
        Settings memory settings
    )
        Governor(settings.name)
        GovernorSettings(settings.votingDelay, settings.votingPeriod, settings.proposalThreshold)
        GovernorVotes(settings.token)
        GovernorVotesQuorumFraction(settings.quorumBps)
        GovernorPreventLateQuorum(settings.lateQuorumExtension)
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

    /// @notice The quorum is counted in basis points.
    function quorumDenominator() public pure override returns (uint256) {
        return 10_000;
    }

    /// @dev Numbers the proposal in an event that can be searched for. The timelock holds no money, so an action that
    /// carries ETH could never be executed: it is refused here, before anyone votes on it.
    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal override(Governor, GovernorSequentialProposalId, GovernorGuardian) returns (uint256 proposalId) {
        for (uint256 i = 0; i < values.length; ++i) {
            if (values[i] != 0) revert CoopGovernor_ActionCarriesValue(i, values[i]);
        }
        proposalId = super._propose(targets, values, calldatas, description, proposer);
        bytes32 proposalHash = bytes32(hashProposal(targets, values, calldatas, keccak256(bytes(description))));
        emit ProposalNumbered(proposalId, proposer, proposalHash);
    }

    // What follows only tells Solidity which of several parents comes first.

    function state(uint256 proposalId) public view override(Governor, GovernorTimelockControl) returns (ProposalState) {
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
    ) public view override(Governor, GovernorPreventLateQuorum) returns (uint256) {
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
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
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
