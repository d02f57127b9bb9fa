// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "./IEscrow.sol";
import {ITreasury} from "./ITreasury.sol";

/**
 * @title IMilestoneGrants
 * @notice Grants that are paid milestone by milestone, from money that governance put into escrow.
 *
 * Governance pays the treasury's money to this contract and opens a grant with it, in one proposal. The grantee accepts
 * by putting up a bond, in the asset of the grant, within `acceptPeriod`; else everything goes back. From then on the
 * milestones' times run. Before a milestone's deadline the grantee submits the hash of its evidence; reviewers then say,
 * once each, which part of it they accept.
 *
 * The part that is accepted is the largest that as many reviewers as `needed` accept, those who accept more among them: a
 * reviewer who says 60 % accepts 50 % too, and one who says nothing accepts nothing. It is settled when the period of
 * review is over, or before once nothing can change any more. The grantee gets the accepted part, rounded down; the rest
 * of the milestone's amount, the shortfall, goes back to the treasury.
 *
 * The bond covers the first loss. Every shortfall is a loss, that of a milestone without evidence in time included, and
 * the treasury gets as much of the bond, as long as there is some. Of that there is one exception: if fewer reviewers
 * than `needed` spoke in time, the milestone is undecided. It pays nothing, and its amount goes back to the treasury, but
 * the bond is not touched: silence moves no common money to a grantee, and costs none its bond.
 * What is left of the bond when the last milestone is settled is the grantee's.
 *
 * Nobody can be stuck. After each deadline anyone may do what follows from it: `lapse` an offer, `settle` a milestone,
 * `recover` the treasury's money.
 */
interface IMilestoneGrants is IEscrow {
    /// @notice Where a grant is. `None` stands for one that was never opened.
    enum GrantState {
        None,
        Offered,
        Active,
        Ended,
        Lapsed
    }

    /// @notice Where a milestone is: without evidence, under review, or settled.
    enum MilestoneState {
        Open,
        Submitted,
        Settled
    }

    /**
     * @notice What a milestone is worth, and when it is due.
     * @param amount What it pays when wholly accepted (smallest unit).
     * @param time Seconds from the grantee's acceptance to the deadline of its evidence.
     */
    struct MilestoneTerms {
        uint208 amount;
        uint48 time;
    }

    /**
     * @notice What governance decides about a grant.
     * @param grantee Who gets it.
     * @param needed How many reviewers must accept; 0 for more than half.
     * @param asset In what it is paid; ETH is `address(0)`.
     * @param bond What the grantee puts up (smallest unit); may be nothing.
     * @param reviewPeriod Seconds from a milestone's evidence to the end of its review.
     * @param reviewers Who reviews.
     * @param milestones What is paid for.
     */
    struct GrantTerms {
        address grantee;
        uint8 needed;
        address asset;
        uint208 bond;
        uint48 reviewPeriod;
        address[] reviewers;
        MilestoneTerms[] milestones;
    }

    /**
     * @notice A grant.
     * @param grantee Who gets it.
     * @param state Where it is.
     * @param acceptBy The second in which it cannot be accepted any more.
     * @param asset In what; ETH is `address(0)`.
     * @param acceptedAt When it was accepted (seconds); 0 before.
     * @param reviewPeriod Seconds from evidence to the end of a review.
     * @param bond What is asked for as a bond, and of an active grant, what is left of it (smallest unit).
     * @param needed How many reviewers must accept.
     * @param unsettled How many milestones are not settled.
     */
    struct Grant {
        address grantee;
        GrantState state;
        uint48 acceptBy;
        address asset;
        uint48 acceptedAt;
        uint48 reviewPeriod;
        uint208 bond;
        uint8 needed;
        uint8 unsettled;
    }

    /**
     * @notice A milestone.
     * @param amount What it pays when wholly accepted (smallest unit).
     * @param time Seconds from the grantee's acceptance to its deadline.
     * @param evidence The hash that was submitted; 0 before.
     * @param reviewEnds The second in which it cannot be reviewed any more; 0 before there is evidence.
     * @param acceptedBps The part that was accepted, once it is settled.
     * @param state Where it is.
     */
    struct Milestone {
        uint208 amount;
        uint48 time;
        bytes32 evidence;
        uint48 reviewEnds;
        uint16 acceptedBps;
        MilestoneState state;
    }

    /// @notice Governance offers `grantee` a grant of `amount` (smallest unit) of `asset` in all.
    event Offered(uint256 indexed grantId, address indexed grantee, address indexed asset, uint256 amount);
    /// @notice The grantee put up its bond (smallest unit); the milestones' times run.
    event Accepted(uint256 indexed grantId, uint256 bond);
    /// @notice The offer was not accepted; `amount` (smallest unit) goes back to the treasury.
    event Lapsed(uint256 indexed grantId, uint256 amount);
    /// @notice The grantee submitted evidence of a milestone.
    event Submitted(uint256 indexed grantId, uint256 indexed milestone, bytes32 evidence);
    /// @notice `reviewer` accepts so much of a milestone (basis points).
    event Reviewed(uint256 indexed grantId, uint256 indexed milestone, address indexed reviewer, uint256 bps);
    /**
     * @notice A milestone is settled: the grantee gets `paid`, the treasury `returned` of the escrow and `lost` of the
     * bond (smallest unit).
     */
    event Settled(uint256 indexed grantId, uint256 indexed milestone, uint256 paid, uint256 returned, uint256 lost);
    /// @notice The last milestone was settled; the grantee gets what is left of its bond (smallest unit).
    event Ended(uint256 indexed grantId, uint256 bond);
    /// @notice `amount` (smallest unit) of `asset` went back to the treasury.
    event Recovered(address indexed asset, uint256 amount);

    /// @notice Offers stand for a second to the maximum.
    error MilestoneGrants_InvalidAcceptPeriod(uint256 period, uint256 maximum);
    /// @notice Give a grant to somebody who is neither the zero address, the treasury nor this contract.
    error MilestoneGrants_InvalidGrantee(address grantee);
    /// @notice A review lasts from a second to the maximum.
    error MilestoneGrants_InvalidReviewPeriod(uint256 period, uint256 maximum);
    /// @notice Name at least one reviewer, and at most the maximum.
    error MilestoneGrants_InvalidReviewerCount(uint256 count, uint256 maximum);
    /// @notice A reviewer is named once, and is neither the grantee nor the zero address.
    error MilestoneGrants_InvalidReviewer(address reviewer);
    /// @notice No more reviewers can be needed than there are.
    error MilestoneGrants_InvalidNeeded(uint256 needed, uint256 reviewers);
    /// @notice Name at least one milestone, and at most the maximum.
    error MilestoneGrants_InvalidMilestoneCount(uint256 count, uint256 maximum);
    /// @notice A milestone is worth something, and due within a second to the maximum.
    error MilestoneGrants_InvalidMilestone(uint256 milestone, uint256 maximum);
    /// @notice Have the treasury pay `amount` (smallest unit) to this contract first, in the same proposal.
    error MilestoneGrants_NotFunded(address asset, uint256 amount, uint256 spare);
    /// @notice The grant is not in the state in which that can be done.
    error MilestoneGrants_WrongState(uint256 grantId, GrantState state);
    /// @notice The milestone does not exist, or is not in the state in which that can be done.
    error MilestoneGrants_WrongMilestone(uint256 grantId, uint256 milestone);
    /// @notice Only the grantee may.
    error MilestoneGrants_NotGrantee(uint256 grantId, address account);
    /// @notice Only a reviewer of the grant may.
    error MilestoneGrants_NotReviewer(uint256 grantId, address account);
    /// @notice Each reviewer speaks once.
    error MilestoneGrants_AlreadyReviewed(uint256 grantId, uint256 milestone, address reviewer);
    /// @notice At most the whole can be accepted (basis points).
    error MilestoneGrants_InvalidPart(uint256 bps, uint256 maximum);
    /// @notice Evidence is a hash that is not 0.
    error MilestoneGrants_NoEvidence(uint256 grantId, uint256 milestone);
    /// @notice That had to be done before `deadline` (seconds).
    error MilestoneGrants_TooLate(uint256 grantId, uint256 deadline);
    /// @notice That can be done from `deadline` on (seconds).
    error MilestoneGrants_TooEarly(uint256 grantId, uint256 deadline);
    /// @notice The treasury has nothing to get back.
    error MilestoneGrants_NothingToRecover(address asset);

    /**
     * @notice Offers a grant, of money that is here and belongs to nobody. Restricted to the GRANTER role.
     * @return grantId Its number; the first is 1.
     */
    function open(GrantTerms calldata terms) external returns (uint256 grantId);

    /// @notice The grantee takes the offer and puts up its bond: with the call in ETH, else approved before.
    function accept(uint256 grantId) external payable;

    /// @notice Ends an offer that nobody accepted in time; the grantee may decline it before.
    function lapse(uint256 grantId) external;

    /// @notice The grantee submits the hash of a milestone's evidence, once, before the deadline. The first is 0.
    function submit(uint256 grantId, uint256 milestone, bytes32 evidence) external;

    /// @notice A reviewer says, once, which part of a milestone it accepts (basis points).
    function review(uint256 grantId, uint256 milestone, uint256 bps) external;

    /**
     * @notice Settles a milestone: whose deadline passed without evidence, whose review is over, or of which nothing can
     * change any more since every reviewer spoke or enough accept it wholly. Anyone may call it, once.
     */
    function settle(uint256 grantId, uint256 milestone) external;

    /**
     * @notice Pays the treasury what it is owed of `asset`, and what of it is here and belongs to nobody. Anyone may.
     */
    function recover(address asset) external;

    /// @notice A grant, of zeros if there is no such one.
    function grantOf(uint256 grantId) external view returns (Grant memory);

    /// @notice A grant's milestones.
    function milestonesOf(uint256 grantId) external view returns (Milestone[] memory);

    /// @notice A grant's reviewers.
    function reviewersOf(uint256 grantId) external view returns (address[] memory);

    /// @notice Whether a reviewer spoke about a milestone, and which part it accepts (basis points).
    function verdictOf(
        uint256 grantId,
        uint256 milestone,
        address reviewer
    ) external view returns (bool spoke, uint256 bps);

    /// @notice The part that enough reviewers accept as of now (basis points), and how many spoke.
    function agreed(uint256 grantId, uint256 milestone) external view returns (uint256 bps, uint256 spoke);

    /// @notice How many grants were opened, which is the last one's number.
    function grantCount() external view returns (uint256);

    /// @notice What of `asset` is here and belongs to nobody (smallest unit): what a grant can be opened with.
    function spare(address asset) external view returns (uint256);

    /// @notice How long an offer stands (seconds).
    function acceptPeriod() external view returns (uint48);

    /// @notice Where what is not earned goes back to.
    function treasury() external view returns (ITreasury);
}
