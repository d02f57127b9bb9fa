// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMembership} from "./IMembership.sol";
import {IRoyaltyVault} from "./IRoyaltyVault.sol";
import {ITreasury} from "./ITreasury.sol";

/**
 * @title IMatchingRounds
 * @notice Rounds in which what members give to grants is matched from a pool by quadratic funding.
 *
 * A grant's ideal match is the square of the sum of the square roots of what each contributor gave, minus the sum of
 * it, and at most the round's cap. If the pool does not suffice for all ideals, each grant gets its proportional share,
 * rounded down. What is left of the pool returns to the treasury.
 *
 * A round is announced, open for contributions, under review, and then its grants can be claimed, each by itself: the
 * sums that decide are kept with every contribution, so that no transaction ever loops over contributors, and none over
 * grants but `settle`, which finds out what is left of the pool and goes in steps. Until the review is over, governance
 * can void a round, after which everybody takes back what they gave and the pool is the treasury's. A grant that nobody
 * claims in time can be made to lapse, with the same effect on it alone.
 *
 * A contributor must be a member, and have been one just before the round opened. What a recipient gives to its own
 * grant reaches the grant and is not matched: of an account's grant, what the account gives, and of a work's, what
 * whoever earns at least 1 % of the work's income gives, by units of the work or of its ancestors. Less than that is
 * nothing to give for, and could be sent to others to spoil their gifts. A work's grant is paid to the work's receiver,
 * whence the vault collects it; a grant for a receiver is its work's, however it was registered. Who receives is asked
 * with each gift. While a work is closed nothing is given or paid to it: what was given goes back when the grant lapses.
 *
 * Amounts are what arrived: of a token that takes a fee, less than was sent. Tokens that are sent here without a call
 * are lost, and tokens whose balances shrink by themselves do not belong here. ETH is the asset `address(0)`.
 */
interface IMatchingRounds {
    /// @notice Where a round is. `None` stands for one that was never made.
    enum RoundState {
        None,
        Announced,
        Open,
        Review,
        Claims,
        Voided
    }

    /// @notice What became of a grant. `None` stands for one that was never registered.
    enum GrantState {
        None,
        Live,
        Claimed,
        Lapsed
    }

    /**
     * @notice What a round is to be.
     * @param asset What is given and matched; ETH is `address(0)`.
     * @param delay Seconds until it opens, in which members can register grants.
     * @param duration Seconds for which it is open.
     * @param cap The most that any grant is matched with (smallest unit).
     * @param pool What the treasury is to pay into it (smallest unit); anybody can add more.
     */
    struct RoundTerms {
        address asset;
        uint48 delay;
        uint48 duration;
        uint128 cap;
        uint128 pool;
    }

    /**
     * @notice A round as it is stored. Amounts are in the asset's smallest unit.
     * @param asset What is given and matched.
     * @param opensAt When contributions begin (seconds).
     * @param closesAt When they have ended (seconds).
     * @param pool What there is to match with.
     * @param cap The most that any grant is matched with.
     * @param ideals The sum of the grants' ideal matches, each at most the cap.
     * @param grantCount How many grants there are; they are numbered from 1.
     * @param settled How many of them `settle` has counted.
     * @param finished Whether it has counted all of them.
     * @param voided Whether governance called the round off.
     * @param matched The sum of the matches of those that were counted.
     * @param due What waits to return to the treasury.
     */
    struct MatchingRound {
        address asset;
        uint48 opensAt;
        uint48 closesAt;
        uint128 pool;
        uint128 cap;
        uint176 ideals;
        uint16 grantCount;
        uint16 settled;
        bool finished;
        bool voided;
        uint128 matched;
        uint128 due;
    }

    /**
     * @notice A grant as it is stored. Amounts are in the asset's smallest unit.
     * @param payee Who gets it.
     * @param workId The work that it was registered for; 0 if for an account.
     * @param state What became of it.
     * @param contributed All that was given to it.
     * @param counted That part of it which is matched.
     * @param rootSum The sum of the roots of what each contributor's counted part is, with 32 fractional bits.
     * @param contributors How many gave.
     */
    struct MatchingGrant {
        address payee;
        uint64 workId;
        GrantState state;
        uint128 contributed;
        uint128 counted;
        uint128 rootSum;
        uint64 contributors;
    }

    /// @notice What one contributor gave to one grant (smallest unit), and the part of it that is matched.
    struct MatchingContribution {
        uint128 amount;
        uint128 counted;
    }

    /// @notice A round was made.
    event RoundMade(uint256 indexed roundId, address indexed asset, uint48 opensAt, uint48 closesAt, uint256 cap);
    /// @notice `payee` may be given to; `workId` is 0 if the grant is an account's.
    event GrantRegistered(
        uint256 indexed roundId,
        uint256 indexed grantId,
        address indexed payee,
        uint256 workId,
        address by
    );
    /// @notice `amount` (smallest unit) of the round's asset went into its pool.
    event PoolFunded(uint256 indexed roundId, address indexed from, uint256 amount);
    /// @notice `amount` (smallest unit) was given to a grant; it is matched if it is `counted`.
    event Contributed(
        uint256 indexed roundId,
        uint256 indexed grantId,
        address indexed contributor,
        uint256 amount,
        bool counted
    );
    /// @notice A grant was paid to `to`: what was given to it, and the match (smallest unit).
    event Claimed(
        uint256 indexed roundId,
        uint256 indexed grantId,
        address indexed to,
        uint256 contributed,
        uint256 matched
    );
    /// @notice A grant was not claimed in time; its match (smallest unit) is the treasury's again.
    event Lapsed(uint256 indexed roundId, uint256 indexed grantId, uint256 matched);
    /// @notice Governance called a round off.
    event RoundVoided(uint256 indexed roundId);
    /// @notice All grants of a round are counted: they are matched with `matched` (smallest unit), and the rest is left.
    event Settled(uint256 indexed roundId, uint256 matched, uint256 left);
    /// @notice `amount` (smallest unit) returned to the treasury.
    event Returned(uint256 indexed roundId, uint256 amount);
    /// @notice `contributor` took back `amount` (smallest unit), which was paid to `to`.
    event Refunded(
        uint256 indexed roundId,
        uint256 indexed grantId,
        address indexed contributor,
        address to,
        uint256 amount
    );

    /// @notice Claims last at least a second (seconds).
    error MatchingRounds_InvalidTimes(uint256 review, uint256 claimPeriod);
    /// @notice A round is open for at least a second and at most the maximum, and so long may it be announced (seconds).
    error MatchingRounds_InvalidDuration(uint256 delay, uint256 duration, uint256 maximum);
    /// @notice A token is a contract.
    error MatchingRounds_AssetHasNoCode(address asset);
    /// @notice Money goes to neither the zero address nor this contract; and no grant is the treasury's or the vault's.
    error MatchingRounds_InvalidPayee(address payee);
    /// @notice Only an open work is given to, and paid.
    error MatchingRounds_WorkNotOpen(uint256 workId);
    /// @notice A payee has one grant in a round.
    error MatchingRounds_AlreadyRegistered(uint256 roundId, address payee, uint256 grantId);
    /// @notice A member registers one grant in a round.
    error MatchingRounds_HasRegistered(uint256 roundId, address account);
    /// @notice The round has as many grants as a round can have.
    error MatchingRounds_TooManyGrants(uint256 maximum);
    /// @notice The round must be in another state for this.
    error MatchingRounds_WrongState(uint256 roundId, RoundState state);
    /// @notice The pool takes no more once the round has closed.
    error MatchingRounds_PoolClosed(uint256 roundId, RoundState state);
    /// @notice The grant does not exist, was claimed or has lapsed.
    error MatchingRounds_NotLive(uint256 roundId, uint256 grantId, GrantState state);
    /// @notice Only who is a member, and was one just before the round opened (seconds), may do this.
    error MatchingRounds_NotMember(address account, uint256 opensAt);
    /// @notice Give in the round's asset: ETH with `contributeETH` and `fundETH`, tokens with `contribute` and `fund`.
    error MatchingRounds_WrongAsset(uint256 roundId, address asset);
    /// @notice Give more than nothing and at most what is left to the maximum (smallest unit).
    error MatchingRounds_InvalidAmount(uint256 amount, uint256 maximum);
    /// @notice Only the payee has its grant paid to somebody else; anybody may have it paid to the payee.
    error MatchingRounds_NotPayee(uint256 roundId, uint256 grantId, address account);
    /// @notice Nothing was given to the grant.
    error MatchingRounds_NothingToClaim(uint256 roundId, uint256 grantId);
    /// @notice The payee can claim until then (seconds), and longer if nobody makes the grant lapse.
    error MatchingRounds_NotLapsed(uint256 roundId, uint256 grantId, uint256 lapsesAt);
    /// @notice The round was not called off and the grant has not lapsed: what was given to it is the payee's.
    error MatchingRounds_NoRefund(uint256 roundId, uint256 grantId);
    /// @notice The account gave nothing to the grant, or took it back.
    error MatchingRounds_NothingToRefund(uint256 roundId, uint256 grantId, address account);
    /// @notice All grants are counted.
    error MatchingRounds_NothingToSettle(uint256 roundId);
    /// @notice Nothing waits to return to the treasury.
    error MatchingRounds_NothingToReturn(uint256 roundId);
    /// @notice Only the treasury sends ETH without a call, and only when `makeRound` makes it.
    error MatchingRounds_UnexpectedEther(address from);

    /**
     * @notice Makes a round, and has the treasury pay into its pool. Restricted to the access manager's admin.
     * @param terms What it is to be. What the treasury pays counts against this contract's cap.
     * @param payees Accounts that get a grant each.
     * @param works Works that get a grant each; their grants' numbers follow those of the accounts.
     * @return roundId Its number; the first is 1.
     */
    function makeRound(
        RoundTerms calldata terms,
        address[] calldata payees,
        uint256[] calldata works
    ) external returns (uint256 roundId);

    /// @notice A member registers a grant for an account in a round that is not open yet; once per round.
    function register(uint256 roundId, address payee) external returns (uint256 grantId);

    /// @notice A member registers a grant for a work in a round that is not open yet; once per round.
    function registerWork(uint256 roundId, uint256 workId) external returns (uint256 grantId);

    /// @notice Adds `amount` of the caller's tokens (smallest unit), which must be approved, to the pool.
    function fund(uint256 roundId, uint256 amount) external returns (uint256 received);

    /// @notice Adds ETH to the pool.
    function fundETH(uint256 roundId) external payable;

    /**
     * @notice Gives `amount` of the caller's tokens (smallest unit), which must be approved, to a grant. Members may.
     * @return received What arrived of it, and counts.
     */
    function contribute(uint256 roundId, uint256 grantId, uint256 amount) external returns (uint256 received);

    /// @notice Gives ETH to a grant. Members may.
    function contributeETH(uint256 roundId, uint256 grantId) external payable;

    /// @notice Calls a round off before its grants can be claimed. Restricted to the access manager's admin.
    function voidRound(uint256 roundId) external;

    /**
     * @notice Pays a grant out once the review is over: what was given to it, and the match.
     * @param to The payee; the payee itself may name somebody else.
     * @return paid The sum of both (smallest unit).
     */
    function claim(uint256 roundId, uint256 grantId, address to) external returns (uint256 paid);

    /// @notice Ends a grant that was not claimed in time. Anyone may call it.
    function lapse(uint256 roundId, uint256 grantId) external;

    /**
     * @notice Pays the caller back, through `to`, what it gave to a grant that lapsed or whose round was called off.
     * @return amount How much (smallest unit).
     */
    function refund(uint256 roundId, uint256 grantId, address to) external returns (uint256 amount);

    /**
     * @notice Counts the matches of the next `most` grants, once the review is over; with the last of them what is left of
     * the pool waits for `giveBack`. Anyone may call it; nobody's claim depends on it.
     */
    function settle(uint256 roundId, uint256 most) external;

    /// @notice Pays to the treasury what waits to return to it. Anyone may call it.
    function giveBack(uint256 roundId) external returns (uint256 amount);

    /// @notice Where the round is now.
    function stateOf(uint256 roundId) external view returns (RoundState);

    /**
     * @notice What a grant is matched with (smallest unit), as the round stands. Final once the round has closed, whatever
     * became of the grant since.
     */
    function matchOf(uint256 roundId, uint256 grantId) external view returns (uint256);

    /// @notice What a grant would be matched with by a pool without bounds, at most the cap (smallest unit).
    function idealOf(uint256 roundId, uint256 grantId) external view returns (uint256);

    /// @notice The round as it is stored.
    function roundOf(uint256 roundId) external view returns (MatchingRound memory);

    /// @notice The grant as it is stored.
    function grantAt(uint256 roundId, uint256 grantId) external view returns (MatchingGrant memory);

    /// @notice The number of a payee's grant in a round; 0 if it has none.
    function grantOf(uint256 roundId, address payee) external view returns (uint256);

    /// @notice What `contributor` gave to a grant, and the part of it that is matched (smallest unit).
    function contributionOf(
        uint256 roundId,
        uint256 grantId,
        address contributor
    ) external view returns (MatchingContribution memory);

    /// @notice Whether `account` has registered a grant in a round.
    function hasRegistered(uint256 roundId, address account) external view returns (bool);

    /// @notice How many rounds were made, which is the last one's number.
    function roundCount() external view returns (uint256);

    /// @notice Seconds between a round's closing and the first claims, in which governance can call it off.
    function review() external view returns (uint48);

    /// @notice Seconds for which claims are safe from lapsing.
    function claimPeriod() external view returns (uint48);

    /// @notice Who may contribute and register.
    function membership() external view returns (IMembership);

    /// @notice Where works' money is collected.
    function vault() external view returns (IRoyaltyVault);

    /// @notice Who pays into pools, and gets back what is left.
    function treasury() external view returns (ITreasury);
}
