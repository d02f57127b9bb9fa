// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrated} from "./IArbitrated.sol";

/**
 * @title IPanelArbiter
 * @notice An arbiter that is nobody: who disputes a delivery has panels decide.
 *
 * The claimant says how much the one who delivered should get (basis points), and pays what a panel costs. The panel says yes
 * or no to that: upheld, the respondent gets so much and no more; dismissed, or never drawn, it gets everything. Where nobody
 * asks, or the panels take longer than the arbiter has, the delivery stands as it would with a silent arbiter.
 */
interface IPanelArbiter {
    /**
     * @notice A question to the panels about a dispute.
     * @param target Whose dispute.
     * @param id Its number there.
     * @param bps What the respondent should get (basis points).
     * @param concluded Whether the ruling was handed on.
     */
    struct Request {
        IArbitrated target;
        uint256 id;
        uint16 bps;
        bool concluded;
    }

    /// @notice A panel is asked whether the respondent of a dispute should get only so much (basis points).
    event Asked(uint256 indexed caseId, address indexed target, uint256 indexed id, uint256 bps);
    /// @notice The ruling was handed on.
    event RulingHandedOn(uint256 indexed caseId, address indexed target, uint256 indexed id, uint256 bps);

    /// @notice Only the one who disputes asks, and only while it waits for this arbiter.
    error PanelArbiter_NotClaimant(address target, uint256 id, address account);
    /// @notice Ask for less than everything for the respondent (basis points).
    error PanelArbiter_InvalidPart(uint256 bps, uint256 maximum);
    /// @notice The panels were asked about this dispute already.
    error PanelArbiter_AskedAlready(address target, uint256 id, uint256 caseId);
    /// @notice There is no such request, or its ruling was handed on.
    error PanelArbiter_NotWaiting(uint256 caseId);
    /// @notice The panels have not decided yet, or it can still be appealed.
    error PanelArbiter_NotDecided(uint256 caseId);

    /**
     * @notice Asks panels about a dispute, and pays what a panel costs: with the call in ETH, else approved before. The claimant
     * may, once.
     * @return caseId The panels' case.
     */
    function ask(IArbitrated target, uint256 id, uint256 bps) external payable returns (uint256 caseId);

    /// @notice Hands the panels' ruling on, once it is final. Anyone may.
    function conclude(uint256 caseId) external;

    /// @notice The question that a case is about, of zeros if there is no such one.
    function requestOf(uint256 caseId) external view returns (Request memory);

    /// @notice The case about a dispute, or 0.
    function caseOf(address target, uint256 id) external view returns (uint256);
}
