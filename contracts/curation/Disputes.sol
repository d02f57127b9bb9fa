// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IDisputes} from "../interfaces/IDisputes.sol";
import {IReviewPanels} from "../interfaces/IReviewPanels.sol";
import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {IWorkRegistry} from "../interfaces/IWorkRegistry.sol";
import {AsksPanels} from "./AsksPanels.sol";

/// @title Disputes
contract Disputes is IDisputes, AsksPanels, ReentrancyGuardTransient {
    uint256 public constant MAX_HEIRS = 8;
    uint256 public constant STAKEHOLDER_UNITS = 50_000;
    uint48 private constant MAX_FREEZE = 365 days;

    /// @inheritdoc IDisputes
    IWorkRegistry public immutable registry;

    /// @inheritdoc IDisputes
    IRoyaltyVault public immutable vault;

    /// @inheritdoc IDisputes
    uint48 public immutable freezePeriod;

    /// @inheritdoc IDisputes
    uint256 public disputeCount;

    /// @inheritdoc IDisputes
    mapping(uint256 workId => uint256) public freezing;

    mapping(uint256 disputeId => Dispute) private _disputes;
    mapping(uint256 disputeId => Claim) private _claims;

    /**
     * @param panels_ Who decides.
     * @param registry_ Whose works.
     * @param vault_ Where their units are.
     * @param freezePeriod_ For how long a dispute keeps units locked at most (seconds).
     */
    constructor(
        IReviewPanels panels_,
        IWorkRegistry registry_,
        IRoyaltyVault vault_,
        uint48 freezePeriod_
    ) AsksPanels(panels_) {
        if (vault_.unitLock() == 0) revert Disputes_NoDisputeWindow(address(vault_));
        if (freezePeriod_ == 0 || freezePeriod_ > MAX_FREEZE) {
            revert Disputes_InvalidFreezePeriod(freezePeriod_, MAX_FREEZE);
        }
        (registry, vault, freezePeriod) = (registry_, vault_, freezePeriod_);
    }

    /// @inheritdoc IDisputes
    function open(
        Claim calldata claim,
        address[] calldata payees,
        uint256[] calldata units
    ) external payable nonReentrant returns (uint256 disputeId) {
        _checkGrounds(claim, payees, units);
        disputeId = ++disputeCount;
        Dispute storage made = _disputes[disputeId];
        (made.claimant, made.state) = (msg.sender, DisputeState.Open);
        _claims[disputeId] = claim;
        made.granted = _unitsOf(claim.party, payees, units);
        _checkUnits(claim, made.granted);
        made.froze = _freeze(claim.workId);
        made.caseId = _ask(
            IReviewPanels.Question({
                subject: keccak256(abi.encode(address(this), disputeId)),
                claimant: msg.sender,
                respondent: claim.party,
                payer: msg.sender,
                admittedBefore: uint48(block.timestamp)
            }),
            _conflicted(claim, payees, units)
        );
        emit DisputeOpened(disputeId, claim.workId, msg.sender, made.caseId, claim);
    }

    /// @inheritdoc IDisputes
    function conclude(uint256 disputeId) external nonReentrant {
        Dispute storage done = _disputes[disputeId];
        if (done.state != DisputeState.Open) revert Disputes_NotOpen(disputeId, done.state);
        IReviewPanels.Outcome outcome = panels.outcomeOf(done.caseId);
        if (outcome == IReviewPanels.Outcome.Pending) revert Disputes_NotDecided(disputeId, done.caseId);
        bool upheld = outcome == IReviewPanels.Outcome.Upheld;
        done.state = upheld ? DisputeState.Upheld : DisputeState.Dismissed;
        uint256 workId = _claims[disputeId].workId;
        if (done.froze && --freezing[workId] == 0) {
            vault.setLock(workId, _windowEnd(workId));
        }
        uint256 moved = upheld ? _move(_claims[disputeId], done.granted) : 0;
        emit DisputeConcluded(disputeId, workId, upheld, moved);
    }

    /// @inheritdoc IDisputes
    function disputeOf(uint256 disputeId) external view returns (Dispute memory) {
        return _disputes[disputeId];
    }

    /// @inheritdoc IDisputes
    function claimOf(uint256 disputeId) external view returns (Claim memory) {
        return _claims[disputeId];
    }

    /// @inheritdoc IDisputes
    function heldOf(uint256 workId, address payee, uint256 units) public view returns (uint256) {
        return Math.saturatingSub(units, vault.unitsGivenAway(workId, payee));
    }

    /// @dev Gives the heirs what is claimed, or their parts of what is left of it.
    function _move(Claim storage claim, uint256 granted) private returns (uint256 moved) {
        (uint256 workId, address party) = (claim.workId, claim.party);
        uint256 claimed = _total(claim.units);
        uint256 due = Math.min(claimed, heldOf(workId, party, granted));
        uint256 rest = due;
        for (uint256 i = claim.heirs.length - 1; i > 0; --i) {
            uint256 part = Math.mulDiv(claim.units[i], due, claimed, Math.Rounding.Floor);
            rest -= part;
            moved += _give(workId, party, claim.heirs[i], part);
        }
        moved += _give(workId, party, claim.heirs[0], rest);
    }

    /// @dev What an heir cannot hold any more, having become a receiver, stays with the party.
    function _give(uint256 workId, address party, address heir, uint256 units) private returns (uint256) {
        if (units == 0 || _cannotHold(heir)) return 0;
        vault.adjudge(workId, party, heir, units);
        return units;
    }

    /// @dev Keeps the units of a new work where they are.
    function _freeze(uint256 workId) private returns (bool) {
        if (block.timestamp >= _windowEnd(workId)) return false;
        ++freezing[workId];
        vault.setLock(workId, uint48(Math.max(vault.lockedUntil(workId), block.timestamp + freezePeriod)));
        return true;
    }

    /// @dev When a work's units would be free without any dispute.
    function _windowEnd(uint256 workId) private view returns (uint48) {
        return registry.work(workId).registeredAt + vault.unitLock();
    }

    function _checkGrounds(Claim calldata claim, address[] calldata payees, uint256[] calldata units) private view {
        bytes32 payeesHash = vault.payeesHashOf(claim.workId);
        if (keccak256(abi.encode(payees, units)) != payeesHash) revert Disputes_NotThePayees(claim.workId);
        if (claim.grounds == bytes32(0)) revert Disputes_NoGrounds(claim.workId);
        if (claim.party == msg.sender) revert Disputes_InvalidParty(claim.workId, claim.party);
    }

    function _checkUnits(Claim calldata claim, uint256 granted) private view {
        uint256 held = heldOf(claim.workId, claim.party, granted);
        if (held == 0) revert Disputes_InvalidParty(claim.workId, claim.party);
        (uint256 heirs, uint256 count) = (claim.heirs.length, claim.units.length);
        uint256 claimed = 0;
        if (heirs != count || heirs == 0 || heirs > MAX_HEIRS) revert Disputes_InvalidHeirs(heirs, count, MAX_HEIRS);
        for (uint256 i = 0; i < heirs; ++i) {
            address heir = claim.heirs[i];
            uint256 least = heir == msg.sender ? 1 : STAKEHOLDER_UNITS;
            if (_cannotHold(heir) || heir == claim.party || claim.units[i] < least) {
                revert Disputes_InvalidHeir(heir, claim.units[i]);
            }
            claimed = Math.saturatingAdd(claimed, claim.units[i]);
        }
        if (claimed > held) revert Disputes_ClaimTooLarge(claim.workId, claimed, held);
    }

    /// @dev Whom the vault gives no units.
    function _cannotHold(address heir) private view returns (bool) {
        return heir == address(0) || heir == address(vault) || vault.workOfReceiver(heir) != 0;
    }

    /// @dev Who sits on no panel about it, beside the two sides: heirs, the registrant, and who made much of it, whether it is
    /// named once or with many small parts.
    function _conflicted(
        Claim calldata claim,
        address[] calldata payees,
        uint256[] calldata units
    ) private view returns (address[] memory conflicted) {
        uint256 heirs = claim.heirs.length;
        conflicted = new address[](heirs + 1 + payees.length);
        for (uint256 i = 0; i < heirs; ++i) conflicted[i] = claim.heirs[i];
        conflicted[heirs] = registry.work(claim.workId).registrant;
        uint256 count = heirs + 1;
        for (uint256 i = 0; i < payees.length; ++i) {
            if (_unitsOf(payees[i], payees, units) >= STAKEHOLDER_UNITS) conflicted[count++] = payees[i];
        }
        // the list is shortened to those that it names
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mstore(conflicted, count)
        }
    }

    function _unitsOf(
        address payee,
        address[] calldata payees,
        uint256[] calldata units
    ) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < payees.length; ++i) {
            if (payees[i] == payee) sum += units[i];
        }
    }

    function _total(uint256[] memory units) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < units.length; ++i) sum += units[i];
    }
}
