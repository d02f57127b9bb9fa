// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICoopToken} from "./ICoopToken.sol";
import {IMembership} from "./IMembership.sol";

/**
 * @title IContributionRewards
 * @notice Work that the co-op accepts earns governance tokens, which vest on a schedule that governance sets.
 *
 * Governance sets a reward for each kind of contribution: so many tokens, with a cliff and a duration. A member submits
 * the hash of the evidence of what it did. Within `reviewPeriod` whoever holds the REWARDER role accepts it, in whole or
 * in part, or declines it; nobody accepts its own. What is not decided in time lapses, and can be submitted again.
 *
 * A contribution is promised the reward of its kind as it is when the contribution is submitted. Every reward that is
 * set is a revision that stays, so that a later vote changes what is submitted later and nothing else.
 *
 * What is accepted becomes an award of its own (see `IVestingAward`) whose owner is the contributor, and which vests
 * from the acceptance on. It is earned: neither resigning nor being expelled takes it away, before or after it has vested.
 * What a member submitted can be accepted after it has left, too.
 *
 * Its tokens are minted into it at once, as far as the token's cap per epoch leaves room. If that is not enough, the
 * acceptance stands, and anyone may have the rest minted in later epochs. It vests as if it had been there from the start.
 */
interface IContributionRewards {
    /// @notice Where a contribution is. `None` stands for one that was never submitted.
    enum ContributionState {
        None,
        Submitted,
        Accepted,
        Declined,
        Lapsed
    }

    /**
     * @notice What a contribution earns when wholly accepted.
     * @param amount Tokens (smallest unit); 0 for a kind that is not rewarded.
     * @param cliff Seconds from acceptance until the first can be released.
     * @param duration Seconds from acceptance until everything can.
     */
    struct Reward {
        uint208 amount;
        uint48 cliff;
        uint48 duration;
    }

    /**
     * @notice A kind with its reward, as a co-op begins with.
     * @param kind Its name: text of at most 32 bytes, filled up with zeros.
     * @param reward What it earns.
     */
    struct KindReward {
        bytes32 kind;
        Reward reward;
    }

    /**
     * @notice Something that a member did.
     * @param kind Of which kind it is.
     * @param evidence The hash of what shows it.
     * @param minted How much of the award has been minted (smallest unit).
     * @param decideBy The second in which it cannot be decided any more.
     * @param contributor Who did it.
     * @param revision Which of its kind's rewards it is promised, from 0.
     * @param acceptedBps Which part was accepted (basis points); 0 before.
     * @param state Where it is.
     * @param award Where its tokens vest; the zero address before it is accepted.
     */
    struct Contribution {
        bytes32 kind;
        bytes32 evidence;
        uint208 minted;
        uint48 decideBy;
        address contributor;
        uint32 revision;
        uint16 acceptedBps;
        ContributionState state;
        address award;
    }

    /// @notice A contribution of this kind earns `amount` (smallest unit) from here on; 0 for nothing any more.
    event RewardSet(bytes32 indexed kind, uint256 revision, uint256 amount, uint256 cliff, uint256 duration);
    /// @notice A member submitted a contribution; `uri` may say where the evidence is.
    event Submitted(
        uint256 indexed contributionId,
        address indexed contributor,
        bytes32 indexed kind,
        uint256 revision,
        bytes32 evidence,
        string uri
    );
    /// @notice `rewarder` accepted this part (basis points): `amount` (smallest unit) vests in `award`.
    event Accepted(
        uint256 indexed contributionId,
        address indexed rewarder,
        address indexed award,
        uint256 bps,
        uint256 amount
    );
    /// @notice `rewarder` declined it.
    event Declined(uint256 indexed contributionId, address indexed rewarder);
    /// @notice It was withdrawn, or not decided in time.
    event Lapsed(uint256 indexed contributionId);
    /// @notice `amount` (smallest unit) was minted into an award, and `left` is still to be minted.
    event Minted(uint256 indexed contributionId, uint256 amount, uint256 left);
    /// @notice Nothing could be minted with the acceptance; `amount` (smallest unit) can be minted later, by anyone.
    event Postponed(uint256 indexed contributionId, uint256 amount);

    /// @notice A review lasts from a second to the maximum.
    error ContributionRewards_InvalidReviewPeriod(uint256 period, uint256 maximum);
    /// @notice A kind has a name.
    error ContributionRewards_InvalidKind(bytes32 kind);
    /// @notice Reward at least the minimum (smallest unit), of which every basis point is something; or 0.
    error ContributionRewards_InvalidAmount(uint256 amount, uint256 minimum);
    /// @notice The cliff is no longer than the duration, and that no longer than the maximum (seconds).
    error ContributionRewards_InvalidSchedule(uint256 cliff, uint256 duration, uint256 maximum);
    /// @notice Contributions of this kind are not rewarded.
    error ContributionRewards_UnknownKind(bytes32 kind);
    /// @notice Only members submit contributions.
    error ContributionRewards_NotMember(address account);
    /// @notice Evidence is a hash that is not 0.
    error ContributionRewards_NoEvidence(bytes32 kind);
    /// @notice The contribution is not in the state in which that can be done.
    error ContributionRewards_WrongState(uint256 contributionId, ContributionState state);
    /// @notice Nobody decides its own contribution.
    error ContributionRewards_OwnContribution(uint256 contributionId, address account);
    /// @notice Accept a part from 1 to the maximum (basis points), or decline.
    error ContributionRewards_InvalidPart(uint256 bps, uint256 maximum);
    /// @notice That had to be done before `deadline` (seconds).
    error ContributionRewards_TooLate(uint256 contributionId, uint256 deadline);
    /// @notice That can be done from `deadline` on (seconds), and by the contributor before.
    error ContributionRewards_TooEarly(uint256 contributionId, uint256 deadline);
    /// @notice The whole award has been minted.
    error ContributionRewards_AllMinted(uint256 contributionId);
    /// @notice The token's cap is spent: wait for its next epoch, or propose a higher cap.
    error ContributionRewards_CapSpent(uint256 contributionId, uint256 due);

    /**
     * @notice Sets what contributions of a kind earn that are submitted from here on. Restricted to the TOKEN_STEWARD role.
     * @param kind Its name.
     * @param reward Its amount, cliff and duration; an amount of 0 ends the kind.
     */
    function setReward(bytes32 kind, Reward calldata reward) external;

    /**
     * @notice A member submits what it did.
     * @param kind Of which kind it is.
     * @param evidence The hash of what shows it.
     * @param uri Where that is, or nothing.
     * @return contributionId Its number; the first is 1.
     */
    function submit(bytes32 kind, bytes32 evidence, string calldata uri) external returns (uint256 contributionId);

    /**
     * @notice Accepts a part of a contribution (basis points), all of it being 10,000. The award is that part of the
     * reward, rounded down. Restricted to the REWARDER role.
     * @return award Where it vests.
     */
    function accept(uint256 contributionId, uint256 bps) external returns (address award);

    /// @notice Declines a contribution. Restricted to the REWARDER role.
    function decline(uint256 contributionId) external;

    /// @notice Ends what nobody decided in time; the contributor may withdraw it before.
    function lapse(uint256 contributionId) external;

    /**
     * @notice Mints into its award what of an accepted contribution has not been minted, as far as the token's cap
     * leaves room. Anyone may.
     * @return amount How much that was (smallest unit).
     */
    function mint(uint256 contributionId) external returns (uint256 amount);

    /// @notice What a contribution of this kind earns that is submitted now; of zeros for none.
    function rewardOf(bytes32 kind) external view returns (Reward memory);

    /// @notice The same of one revision, from 0; of zeros if there is no such one.
    function rewardAt(bytes32 kind, uint256 revision) external view returns (Reward memory);

    /// @notice How often a kind's reward was set.
    function revisionCount(bytes32 kind) external view returns (uint256);

    /// @notice A contribution, of zeros if there is no such one.
    function contributionOf(uint256 contributionId) external view returns (Contribution memory);

    /// @notice What an accepted contribution earned in all (smallest unit); nothing if it was not accepted.
    function awarded(uint256 contributionId) external view returns (uint256);

    /// @notice How many contributions were submitted, which is the last one's number.
    function contributionCount() external view returns (uint256);

    /// @notice How long a contribution can be decided (seconds).
    function reviewPeriod() external view returns (uint48);

    /// @notice What is earned; this contract needs the MINTER role.
    function token() external view returns (ICoopToken);

    /// @notice Who may submit.
    function membership() external view returns (IMembership);
}
