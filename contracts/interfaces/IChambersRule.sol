// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMeasureRule} from "./IMeasureRule.sol";
import {IMembership} from "./IMembership.sol";
import {IVotingRule} from "./IVotingRule.sol";

/**
 * @title IChambersRule
 * @notice Concurrent majorities: a measure passes when every chamber that its kind needs passes it.
 *
 * A chamber is a class of members, and needs a quorum (of its members at the snapshot, in any way) and more than a threshold (of
 * the votes for and against). Delegation is ignored. Which chambers a measure needs follows from what it calls: the union of what
 * its calls need; a call that is not in the table needs all four, and so does any call to the rule itself.
 *
 * A class without members at the snapshot blocks nothing, but one of the needed classes must have some. Whoever can expel could
 * empty a class and so remove its veto: that role belongs to governance, and `expel` into no table. It helps with
 * any proposal whose snapshot is to come, those already made included. Chambers are written as a
 * mask: bit 0 creators, 1 enterprises, 2 public bodies, 3 patrons.
 */
interface IChambersRule is IVotingRule, IMeasureRule {
    /// @notice What a chamber takes, in basis points.
    struct Chamber {
        uint16 quorumBps;
        uint16 thresholdBps;
    }

    /// @notice A call, and the chambers that it needs.
    // it is one slot, and never stored
    // solhint-disable-next-line gas-struct-packing
    struct Kind {
        address target;
        bytes4 selector;
        uint8 chambers;
    }

    /// @notice Calls of `selector` on `target` need `chambers` from now on.
    event KindSet(address indexed target, bytes4 indexed selector, uint8 chambers);

    /// @notice Name at least one of the four chambers, and never for calls to the rule itself.
    error ChambersRule_InvalidKind(address target, bytes4 selector, uint8 chambers);
    /// @notice Give at most 10,000 basis points.
    error ChambersRule_InvalidChamber(uint256 quorumBps, uint256 thresholdBps);
    /// @notice Each chamber has a quorum of its own, which was decided when the rule was deployed.
    error ChambersRule_QuorumIsPerChamber();

    /// @notice Sets which chambers a call needs, for later proposals. Restricted to the access manager's admin.
    function setKind(Kind calldata kind) external;

    /// @notice The chambers that a call needs.
    function chambersOf(address target, bytes4 selector) external view returns (uint8 mask);

    /// @notice The chambers that a proposal needs.
    function neededBy(uint256 proposalId) external view returns (uint8 mask);

    /// @notice What a chamber takes.
    function chamber(IMembership.MemberClass class) external view returns (Chamber memory);

    /// @notice Votes of one class: against, for, abstain.
    function chamberTally(
        uint256 proposalId,
        IMembership.MemberClass class
    ) external view returns (uint256[3] memory votes);
}
