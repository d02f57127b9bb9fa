// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IArbitrated} from "../interfaces/IArbitrated.sol";
import {IPanelArbiter} from "../interfaces/IPanelArbiter.sol";
import {IReviewPanels} from "../interfaces/IReviewPanels.sol";
import {AsksPanels} from "./AsksPanels.sol";

/**
 * @title PanelArbiter
 * @dev A target can be any contract. One that lies about its disputes harms only those who use it.
 */
contract PanelArbiter is IPanelArbiter, AsksPanels, ReentrancyGuardTransient {
    uint256 private constant BPS = 10_000;

    /// @inheritdoc IPanelArbiter
    mapping(address target => mapping(uint256 id => uint256)) public caseOf;

    mapping(uint256 caseId => Request) private _requests;

    constructor(IReviewPanels panels_) AsksPanels(panels_) {}

    /// @inheritdoc IPanelArbiter
    function ask(IArbitrated target, uint256 id, uint256 bps) external payable nonReentrant returns (uint256 caseId) {
        (address claimant, address respondent) = target.sidesOf(id);
        if (msg.sender != claimant || target.arbiter() != address(this)) {
            revert PanelArbiter_NotClaimant(address(target), id, msg.sender);
        }
        if (bps >= BPS) revert PanelArbiter_InvalidPart(bps, BPS - 1);
        caseId = caseOf[address(target)][id];
        if (caseId != 0) revert PanelArbiter_AskedAlready(address(target), id, caseId);
        caseId = _ask(
            IReviewPanels.Question({
                subject: keccak256(abi.encode(address(target), id, bps)),
                claimant: claimant,
                respondent: respondent,
                payer: claimant,
                admittedBefore: uint48(block.timestamp)
            }),
            new address[](0)
        );
        caseOf[address(target)][id] = caseId;
        _requests[caseId] = Request({target: target, id: id, bps: uint16(bps), concluded: false});
        emit Asked(caseId, address(target), id, bps);
    }

    /// @inheritdoc IPanelArbiter
    function conclude(uint256 caseId) external nonReentrant {
        Request storage request = _requests[caseId];
        IArbitrated target = request.target;
        if (address(target) == address(0) || request.concluded) revert PanelArbiter_NotWaiting(caseId);
        IReviewPanels.Outcome outcome = panels.outcomeOf(caseId);
        if (outcome == IReviewPanels.Outcome.Pending) revert PanelArbiter_NotDecided(caseId);
        request.concluded = true;
        uint256 bps = outcome == IReviewPanels.Outcome.Upheld ? request.bps : BPS;
        emit RulingHandedOn(caseId, address(target), request.id, bps);
        target.rule(request.id, bps);
    }

    /// @inheritdoc IPanelArbiter
    function requestOf(uint256 caseId) external view returns (Request memory) {
        return _requests[caseId];
    }
}
