// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRoyaltyVault} from "./IRoyaltyVault.sol";
import {IWorkRegistry} from "./IWorkRegistry.sol";

/**
 * @title IDisputes
 * @notice Who made a work, and whose it was to register: panels decide, and share units follow.
 *
 * Anyone may claim units of a contributor for whom they are due: for a contributor that was left out or got too little, or
 * for whom the work was taken from. The panel says yes or no to exactly that claim.
 *
 * A ruling moves only what the party at fault still holds of the units it had from the registration. Units that it gave away
 * are their holders', who may have paid for them; those that it was given or bought are not touched, for what a holder
 * gives away counts as taken from the first kind. What units earned before the ruling stays with whom it was earned by.
 *
 * A dispute that is opened while a new work's units are locked keeps them locked until it is decided, for at most
 * `freezePeriod`. No later dispute does, so that holders of units need not fear one.
 */
interface IDisputes {
    /// @notice What is claimed: shares of what was made together, or of what was taken from somebody else's work.
    enum DisputeKind {
        Shares,
        Infringement
    }

    /// @notice Where a dispute is. `None` stands for one that was never opened.
    enum DisputeState {
        None,
        Open,
        Upheld,
        Dismissed
    }

    /**
     * @notice What somebody claims.
     * @param kind What is claimed.
     * @param workId Of which work.
     * @param party Whose units; a contributor named at the registration.
     * @param heirs For whom, at most `MAX_HEIRS`.
     * @param units How many for each, in the same order: for anybody but the claimant `STAKEHOLDER_UNITS` at least, since
     * heirs sit on no panel about it, and naming all others would choose who does. Whom less is due to claims it itself.
     * @param grounds The hash of why.
     */
    struct Claim {
        DisputeKind kind;
        uint256 workId;
        address party;
        address[] heirs;
        uint256[] units;
        bytes32 grounds;
    }

    /**
     * @notice How far a dispute is.
     * @param granted How many units the party had from the registration.
     * @param caseId The panels' case.
     * @param state Where it is.
     * @param claimant Who claims it.
     * @param froze Whether it keeps the work's units locked while it is open.
     */
    struct Dispute {
        uint256 granted;
        uint256 caseId;
        DisputeState state;
        address claimant;
        bool froze;
    }

    /// @notice Somebody claims units of a work; a panel decides.
    event DisputeOpened(
        uint256 indexed disputeId,
        uint256 indexed workId,
        address indexed claimant,
        uint256 caseId,
        Claim claim
    );
    /// @notice It is decided, and `moved` units of the work changed hands.
    event DisputeConcluded(uint256 indexed disputeId, uint256 indexed workId, bool upheld, uint256 moved);

    /// @notice Disputes about shares need a window in which new units are locked: the vault has none.
    error Disputes_NoDisputeWindow(address vault);
    /// @notice Units stay locked for a second at least, and for the maximum at most (seconds).
    error Disputes_InvalidFreezePeriod(uint256 period, uint256 maximum);
    /// @notice These are not the contributors and units that the work was registered with.
    error Disputes_NotThePayees(uint256 workId);
    /// @notice Only units of a contributor named at the registration can be claimed, for somebody else.
    error Disputes_InvalidParty(uint256 workId, address party);
    /// @notice Name one number of units for each heir, and from one to the maximum of them.
    error Disputes_InvalidHeirs(uint256 heirs, uint256 units, uint256 maximum);
    /// @notice An heir is somebody other than the party who can hold units, and gets `STAKEHOLDER_UNITS` at least; the
    /// claimant itself, more than nothing.
    error Disputes_InvalidHeir(address heir, uint256 units);
    /// @notice More units are claimed than the party still holds of those it had from the registration.
    error Disputes_ClaimTooLarge(uint256 workId, uint256 units, uint256 held);
    /// @notice Say why: the hash of a document.
    error Disputes_NoGrounds(uint256 workId);
    /// @notice The dispute was never opened, or is decided.
    error Disputes_NotOpen(uint256 disputeId, DisputeState state);
    /// @notice The panels have not decided yet, or it can still be appealed.
    error Disputes_NotDecided(uint256 disputeId, uint256 caseId);

    /**
     * @notice Claims units of a work, and pays what a panel costs: with the call in ETH, else approved before. Anyone may.
     * @param claim What is claimed.
     * @param payees The contributors that the work was registered with.
     * @param units Their units, in the same order.
     * @return disputeId Its number; the first is 1.
     */
    function open(
        Claim calldata claim,
        address[] calldata payees,
        uint256[] calldata units
    ) external payable returns (uint256 disputeId);

    /**
     * @notice Does what the panels decided, once that is final. Anyone may. If the party holds fewer units by then than are
     * claimed, each heir gets its part of them, rounded down, and the first what is rounded off. The part of an heir that can
     * hold no units by then, being where a work's royalties are sent, stays with the party.
     */
    function conclude(uint256 disputeId) external;

    /// @notice A dispute, of zeros if there is no such one.
    function disputeOf(uint256 disputeId) external view returns (Dispute memory);

    /// @notice What is claimed in a dispute.
    function claimOf(uint256 disputeId) external view returns (Claim memory);

    /// @notice How many disputes were opened, which is the last one's number.
    function disputeCount() external view returns (uint256);

    /// @notice How many open disputes keep a work's units locked.
    function freezing(uint256 workId) external view returns (uint256);

    /// @notice What `payee`, who had `units` of a work from its registration, still holds of them.
    function heldOf(uint256 workId, address payee, uint256 units) external view returns (uint256);

    /// @notice For how long a dispute keeps units locked at most (seconds).
    function freezePeriod() external view returns (uint48);

    /// @notice Whose works.
    function registry() external view returns (IWorkRegistry);

    /// @notice Where the units are.
    function vault() external view returns (IRoyaltyVault);

    /// @notice Most heirs of one claim.
    function MAX_HEIRS() external view returns (uint256); // solhint-disable-line func-name-mixedcase

    /// @notice From this many units on, a contributor of the disputed work sits on no panel about it; and the least that is
    /// claimed for anybody else.
    function STAKEHOLDER_UNITS() external view returns (uint256); // solhint-disable-line func-name-mixedcase
}
