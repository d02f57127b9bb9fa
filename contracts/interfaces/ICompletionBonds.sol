// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICustodian} from "./ICustodian.sol";
import {IMembership} from "./IMembership.sol";

/**
 * @title ICompletionBonds
 * @notice A work that is sold before it is there. Backers answer with their pledges for its completion.
 *
 * A member opens a project: it puts up a bond, and units of its own go into custody. Backers pledge shares of one size, as
 * many as the project has. Buyers pay in advance, and their money is the borrower's at once, but never more of it in all
 * than bond and pledges cover.
 *
 * Before the delivery deadline the borrower shows the hash of what it delivers. Silence of the review accepts it; any
 * buyer may dispute it, and then the arbiter rules; silence of the arbiter accepts it too.
 *
 * Delivered: bond and pledges come back. Of the income of the units in custody, each share first gets its premium: what
 * the multiple exceeds the whole by.
 *
 * Not delivered: each buyer is paid back in full, from the bond first, then from the pledges, every share losing the same,
 * rounded up. What is left is its backer's. Of the income of the units in custody, each share first gets the multiple of
 * what it lost.
 *
 * What is due to a share is rounded down. Income is divided among shares in whole smallest units; what cannot be divided,
 * fewer smallest units than there are shares, waits for more income, together with what rounding up took from the
 * pledges. Once all that is due was paid, or the term is over and the units went back, what is left is the borrower's.
 *
 * Who is trusted: a borrower that does not deliver keeps what buyers paid. So whatever backers lose it gains, and it need
 * not wait for buyers: a friend that buys is paid back in full, the bond included. What that costs the two is what the
 * units in custody earn until backers have the multiple of their loss. A bond lets a project sell without pledges at risk;
 * it punishes nobody. Each backer decides whom it trusts, and against which units.
 */
interface ICompletionBonds is ICustodian {
    /// @notice Where a project is. `None` stands for one that was never opened.
    enum ProjectState {
        None,
        Open,
        Delivered,
        Disputed,
        Completed,
        Failed
    }

    /**
     * @notice What a borrower decides.
     * @param workId Of which work its units are.
     * @param units How many go into custody.
     * @param asset In what everything is paid; ETH is `address(0)`.
     * @param price What a copy costs (smallest unit).
     * @param bond What the borrower puts up, for the first loss (smallest unit); may be nothing.
     * @param share What a backer pledges for one share (smallest unit).
     * @param shares How many shares there are at most; what they and the bond come to is the coverage that is aimed at.
     * @param multipleBps What backers get, as a multiple of what they pledged, or lost (basis points).
     * @param presalePeriod For how many seconds it can be backed and bought.
     * @param deliveryPeriod Within how many seconds after that it is delivered.
     * @param reviewPeriod Seconds from a delivery to its acceptance by silence.
     * @param term For how many seconds after its end, at most, the units stay in custody.
     */
    struct ProjectTerms {
        uint256 workId;
        uint256 units;
        address asset;
        uint128 price;
        uint128 bond;
        uint128 share;
        uint16 shares;
        uint32 multipleBps;
        uint48 presalePeriod;
        uint48 deliveryPeriod;
        uint48 reviewPeriod;
        uint48 term;
    }

    /**
     * @notice A project.
     * @param borrower Who delivers.
     * @param state Where it is.
     * @param deadline The second in which what its state allows is over: delivery, review, ruling; once it ended, the
     * term.
     * @param asset In what everything is paid; ETH is `address(0)`.
     * @param presaleEnds The second in which it cannot be backed or bought any more.
     * @param reviewPeriod Seconds from a delivery to its acceptance by silence.
     * @param price What a copy costs (smallest unit).
     * @param bond What the borrower put up (smallest unit).
     * @param share What a share is (smallest unit).
     * @param term For how many seconds after its end, at most, the units stay in custody.
     * @param multipleBps What backers get, as a multiple of what they pledged, or lost (basis points).
     * @param shares How many shares there are at most.
     * @param pledged How many were pledged.
     * @param presold What buyers paid (smallest unit).
     * @param delivery The hash of what was delivered; 0 before.
     * @param perShare What each share's backer may have taken so far: what is left of it, and income (smallest unit).
     * @param duePerShare What income each share gets at most (smallest unit).
     * @param paidPerShare What income each share got (smallest unit).
     * @param undivided What waits to be divided among the shares (smallest unit).
     */
    struct Project {
        address borrower;
        ProjectState state;
        uint48 deadline;
        address asset;
        uint48 presaleEnds;
        uint48 reviewPeriod;
        uint128 price;
        uint128 bond;
        uint128 share;
        uint48 term;
        uint32 multipleBps;
        uint16 shares;
        uint16 pledged;
        uint256 presold;
        bytes32 delivery;
        uint256 perShare;
        uint256 duePerShare;
        uint256 paidPerShare;
        uint256 undivided;
    }

    /// @notice `borrower` opened a project and put up a bond (smallest unit).
    event Opened(
        uint256 indexed projectId,
        address indexed borrower,
        uint256 indexed workId,
        address asset,
        uint256 bond
    );
    /// @notice `backer` pledged so many shares more.
    event Pledged(uint256 indexed projectId, address indexed backer, uint256 shares);
    /// @notice `buyer` paid `cost` (smallest unit) for so many copies.
    event Prepaid(uint256 indexed projectId, address indexed buyer, uint256 copies, uint256 cost);
    /// @notice The borrower showed what it delivers.
    event Delivered(uint256 indexed projectId, bytes32 delivery);
    /// @notice `buyer` disputes the delivery.
    event Disputed(uint256 indexed projectId, address indexed buyer);
    /// @notice The arbiter decided.
    event Ruled(uint256 indexed projectId, bool delivered);
    /// @notice It is delivered: pledges are the backers' again, and each share gets `due` (smallest unit) of the income.
    event Completed(uint256 indexed projectId, uint256 due);
    /**
     * @notice It is not delivered: bond and shares lost so much (smallest unit), and each share gets `due` of the income.
     */
    event Failed(uint256 indexed projectId, uint256 bondLost, uint256 lostPerShare, uint256 due);
    /// @notice Of income, each share gets `perShare` (smallest unit), and the borrower so much.
    event Divided(uint256 indexed projectId, uint256 perShare, uint256 toBorrower);
    /// @notice `backer` is owed `amount` (smallest unit): of its pledge, and of income.
    event PaidOut(uint256 indexed projectId, address indexed backer, uint256 amount);
    /// @notice `buyer` is owed `amount` (smallest unit) again.
    event Refunded(uint256 indexed projectId, address indexed buyer, uint256 amount);

    /// @notice An arbiter is somebody.
    error CompletionBonds_InvalidArbiter(address arbiter);
    /// @notice Only a member opens a project.
    error CompletionBonds_NotMember(address account);
    /// @notice The arbiter takes no part in a project, and nobody backs or buys its own.
    error CompletionBonds_OwnCause(address account);
    /// @notice A project has some units in custody.
    error CompletionBonds_NoUnits(uint256 workId);
    /// @notice A copy costs more than nothing.
    error CompletionBonds_InvalidPrice(uint256 price);
    /// @notice A project has from one share to the maximum, each worth more than nothing (smallest unit).
    error CompletionBonds_InvalidShares(uint256 shares, uint256 share, uint256 maximum);
    /// @notice Pledge at least one share, and no more than are `left`.
    error CompletionBonds_NotOffered(uint256 projectId, uint256 shares, uint256 left);
    /// @notice Buy at least one copy, and no more than bond and pledges cover.
    error CompletionBonds_NotCovered(uint256 projectId, uint256 copies, uint256 covered);
    /// @notice The project is not in the state in which that can be done.
    error CompletionBonds_WrongState(uint256 projectId, ProjectState state);
    /// @notice A delivery is a hash that is not 0.
    error CompletionBonds_NoDelivery(uint256 projectId);
    /// @notice Only who bought may dispute.
    error CompletionBonds_NotBuyer(uint256 projectId, address account);
    /// @notice The account is due nothing.
    error CompletionBonds_NothingDue(uint256 projectId, address account);
    /// @notice Backers were not paid all that is due, and the term ends only at `deadline` (seconds).
    error CompletionBonds_StillDue(uint256 projectId, uint256 deadline);

    /**
     * @notice Opens a project and puts up its bond: with the call in ETH, else approved before. The caller's units go
     * into custody, which it approves this contract for in the vault. Members may.
     * @return projectId Its number; the first is 1.
     */
    function open(ProjectTerms calldata terms) external payable returns (uint256 projectId);

    /// @notice Pledges shares: with the call in ETH, else approved before; as long as the work can still earn, and in this
    /// asset. Buyers may go on: what they pay is covered.
    function pledge(uint256 projectId, uint256 shares) external payable;

    /// @notice Pays for copies in advance: with the call in ETH, else approved before.
    function prepay(uint256 projectId, uint256 copies) external payable;

    /// @notice The borrower shows the hash of what it delivers, once; nothing is backed or bought any more.
    function deliver(uint256 projectId, bytes32 delivery) external;

    /// @notice A buyer disputes a delivery before it is accepted by silence.
    function dispute(uint256 projectId) external;

    /// @notice The arbiter says whether it is delivered.
    function rule(uint256 projectId, bool delivered) external;

    /// @notice Accepts a delivery once review, or ruling in a dispute, is over. Anyone may.
    function settle(uint256 projectId) external;

    /// @notice Ends a project of which nothing can be delivered any more; its borrower may give it up before.
    function abandon(uint256 projectId) external;

    /// @notice Books what a backer may take of an ended project, for it to claim. Anyone may, as often as there is more.
    function payOut(uint256 projectId, address backer) external returns (uint256 amount);

    /// @notice Books what a buyer of a project that failed is paid back, for it to claim. Anyone may, once.
    function refund(uint256 projectId, address buyer) external returns (uint256 amount);

    /// @notice A project, of zeros if there is no such one.
    function projectOf(uint256 projectId) external view returns (Project memory);

    /// @notice For how much more can be sold (smallest unit): what bond and pledges exceed sales by.
    function covered(uint256 projectId) external view returns (uint256);

    /// @notice How many shares a backer pledged.
    function sharesOf(uint256 projectId, address backer) external view returns (uint256);

    /// @notice How many copies a buyer paid for, and was not paid back.
    function copiesOf(uint256 projectId, address buyer) external view returns (uint256);

    /// @notice What `payOut` would book for a backer now (smallest unit).
    function payableTo(uint256 projectId, address backer) external view returns (uint256);

    /// @notice How many projects were opened, which is the last one's number.
    function projectCount() external view returns (uint256);

    /// @notice Who decides disputes.
    function arbiter() external view returns (address);

    /// @notice How long the arbiter has (seconds).
    function rulingPeriod() external view returns (uint48);

    /// @notice Who may open a project.
    function membership() external view returns (IMembership);
}
