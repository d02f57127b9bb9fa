// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICoopToken} from "./ICoopToken.sol";
import {IMembership} from "./IMembership.sol";
import {ITreasury} from "./ITreasury.sol";

/**
 * @title IConvictionFunding
 * @notice Funding without rounds: support for a request accumulates, and it is paid once there is enough.
 *
 * A member requests money of the treasury; holders of tokens support requests by escrowing tokens here, each on one
 * request. Every second the conviction y of a request keeps the part α of itself, half of it in a half-life, and gains
 * the tokens x that are staked on it: y ← α·y + x. Anyone may have a request of r paid when
 *
 *     y > ρ·S / ((1 − α)·(β − r/R)²)
 *
 * and a minimum is staked on all live requests together. S is the votable supply and R what can be paid of the asset,
 * both at that moment; S of the second before, if more voted then. A request for β or more of R is never paid. Conviction is counted in tokens (smallest unit) ×
 * seconds.
 *
 * Tokens can be taken back at any time, whatever became of the request. While they are here they do not vote in the
 * governor, though they still count in S, and in the supply that its quorum is a share of unless governance excludes this
 * contract. Tokens that are sent here without `back` are lost.
 *
 * Borrowed tokens give no conviction in the second they are borrowed for, but they do count towards the minimum: it
 * says that support is in use, and is no defence against somebody whose own conviction suffices.
 *
 * The terms never change. This contract pays only while it has the SPENDER role and a cap; other terms need another
 * contract.
 */
interface IConvictionFunding {
    /// @notice What became of a request. `None` stands for one that was never made.
    enum RequestState {
        None,
        Live,
        Paid,
        Cancelled
    }

    /**
     * @notice What decides how much support is enough.
     * @param halfLife Seconds in which half of a conviction is lost.
     * @param weightBps ρ in basis points: the higher, the more support it takes.
     * @param mostBps β in basis points: the share of the budget that no request reaches.
     * @param minActiveStake Tokens (smallest unit) that must be staked on live requests before any is paid.
     */
    struct FundingTerms {
        uint256 halfLife;
        uint256 weightBps;
        uint256 mostBps;
        uint256 minActiveStake;
    }

    /**
     * @notice A request, and its support as of `updatedAt`.
     * @param staked Tokens (smallest unit) that back it.
     * @param updatedAt When its stake last changed, or it was paid or cancelled (seconds).
     * @param conviction Its conviction then.
     * @param state What became of it.
     * @param amount What is requested (smallest unit).
     * @param asset Of what; ETH is `address(0)`.
     * @param payee Who gets it.
     * @param requester The member that made it.
     */
    struct FundingRequest {
        uint208 staked;
        uint48 updatedAt;
        uint240 conviction;
        RequestState state;
        uint208 amount;
        address asset;
        address payee;
        address requester;
    }

    /// @notice `requester` asks for `amount` (smallest unit) of `asset` for `payee`.
    event Requested(
        uint256 indexed requestId,
        address indexed requester,
        address indexed payee,
        address asset,
        uint256 amount
    );
    /// @notice `supporter` backs the request with `amount` more tokens (smallest unit).
    event Backed(uint256 indexed requestId, address indexed supporter, uint256 amount);
    /// @notice `supporter` took `amount` tokens (smallest unit) back.
    event Withdrawn(uint256 indexed requestId, address indexed supporter, uint256 amount);
    /// @notice The request was paid: its conviction exceeded the threshold.
    event Executed(uint256 indexed requestId, uint256 conviction, uint256 threshold);
    /// @notice `by` cancelled the request.
    event Cancelled(uint256 indexed requestId, address indexed by);

    /// @notice A half-life lasts from a second to the maximum.
    error ConvictionFunding_InvalidHalfLife(uint256 halfLife, uint256 maximum);
    /// @notice The share that no request reaches is at most the whole budget (basis points).
    error ConvictionFunding_InvalidMost(uint256 mostBps, uint256 maximum);
    /**
     * @notice A weight (basis points) of nothing asks for no support, and one over the maximum for more than there can
     * be.
     */
    error ConvictionFunding_InvalidWeight(uint256 weightBps, uint256 maximum);
    /// @notice Only a member may request.
    error ConvictionFunding_NotMember(address account);
    /// @notice Have somebody paid who is neither the zero address, the treasury nor this contract.
    error ConvictionFunding_InvalidPayee(address payee);
    /// @notice Give an amount (smallest unit) that is more than nothing and at most the maximum.
    error ConvictionFunding_InvalidAmount(uint256 amount, uint256 maximum);
    /// @notice The request does not exist, or was paid or cancelled.
    error ConvictionFunding_NotLive(uint256 requestId, RequestState state);
    /// @notice Only who made a request may cancel it; anybody's is cancelled by `revoke`.
    error ConvictionFunding_NotRequester(uint256 requestId, address account);
    /// @notice Wait until at least `minimum` tokens (smallest unit) are staked on live requests.
    error ConvictionFunding_TooLittleActive(uint256 active, uint256 minimum);
    /**
     * @notice Wait, or find more support. A threshold of 2²⁵⁶ − 1 says that none suffices: too much of what can be paid
     * now is requested.
     */
    error ConvictionFunding_TooLittleConviction(uint256 requestId, uint256 conviction, uint256 threshold);

    /**
     * @notice Requests money. Only a member may; the request stays if the membership ends.
     * @param asset ETH is `address(0)`.
     * @param amount How much (smallest unit).
     * @param payee Who is to get it.
     * @return requestId Its number; the first is 1.
     */
    function request(address asset, uint256 amount, address payee) external returns (uint256 requestId);

    /**
     * @notice Escrows `amount` of the caller's tokens (smallest unit), which must be approved, in support of a live
     * request.
     */
    function back(uint256 requestId, uint256 amount) external;

    /// @notice Takes `amount` tokens (smallest unit) back to the caller, at any time, whatever the request's state is.
    function withdraw(uint256 requestId, uint256 amount) external;

    /// @notice Has the treasury pay a request that has support enough. Anyone may call it, once.
    function execute(uint256 requestId) external;

    /// @notice The requester takes a live request back.
    function cancel(uint256 requestId) external;

    /// @notice Cancels anybody's live request. Restricted to the access manager's admin.
    function revoke(uint256 requestId) external;

    /// @notice Whether `execute` would find support enough now.
    function passes(uint256 requestId) external view returns (bool);

    /// @notice A request's conviction now; of one that is no longer live, when it ended.
    function convictionOf(uint256 requestId) external view returns (uint256);

    /**
     * @notice The conviction that a request of `amount` (smallest unit) of `asset` must exceed now; 2²⁵⁶ − 1 if nothing
     * suffices.
     */
    function thresholdFor(address asset, uint256 amount) external view returns (uint256);

    /// @notice What this contract could have paid of `asset` now (smallest unit): within its cap, there, and not set aside.
    function budget(address asset) external view returns (uint256);

    /// @notice The request as it is stored; `convictionOf` counts up to now.
    function requestOf(uint256 requestId) external view returns (FundingRequest memory);

    /// @notice The tokens (smallest unit) that `supporter` has on a request, to be taken back by `withdraw`.
    function stakeOf(uint256 requestId, address supporter) external view returns (uint256);

    /// @notice The tokens (smallest unit) that are staked on live requests.
    function activeStake() external view returns (uint256);

    /// @notice How many requests were made, which is the last one's number.
    function requestCount() external view returns (uint256);

    /// @notice What decides how much support is enough.
    function terms() external view returns (FundingTerms memory);

    /// @notice α: the part of a conviction that a second leaves, with 128 fractional bits.
    function decay() external view returns (uint256);

    /// @notice The token that support is given in.
    function token() external view returns (ICoopToken);

    /// @notice Who may request.
    function membership() external view returns (IMembership);

    /// @notice Who pays.
    function treasury() external view returns (ITreasury);
}
