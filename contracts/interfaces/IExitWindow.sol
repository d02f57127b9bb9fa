// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IProposalGuard} from "./IProposalGuard.sol";

/**
 * @title IExitWindow
 * @notice Who did not vote for a measure may leave with its share of the treasury before the measure is executed.
 *
 * While an adopted measure waits, a member that did not vote for it may burn tokens, at most the smallest of what it holds, what it
 * held at the measure's snapshot and what it held when the measure was queued, for
 *
 *     max(0, treasury balance − earmarked − minimum) × burned ÷ votable supply
 *
 * of each listed asset, rounded down. Balance, earmarks, minimum and supply are those of the moment of queueing (holdings and
 * supply as of the second before), so that the order of exits does not matter; what could be asked for is earmarked until no
 * window is open any more, also from other payments. What an exit gives is booked, and claimed asset by asset.
 *
 * Windows that are open together share what there is: tokens burn once.
 */
interface IExitWindow is IProposalGuard {
    /// @notice A window, and the proposal whose window opened before it; all 0 before its measure is queued.
    struct Window {
        uint48 snapshot;
        uint48 queuedAt;
        uint48 closesAt;
        uint256 supply;
        uint256 burned;
        uint256 previous;
    }

    /// @notice So much (smallest unit) of an asset.
    struct AssetAmount {
        address asset;
        uint256 amount;
    }

    /// @notice Until `closesAt` (seconds, not included) members may leave over the proposal, of a votable `supply`.
    event WindowOpened(uint256 indexed proposalId, uint48 closesAt, uint256 supply);
    /// @notice Over the proposal, `amount` (smallest unit) of `asset` is shared out.
    event PotSet(uint256 indexed proposalId, address indexed asset, uint256 amount);
    /// @notice `member` burned `burned` tokens (smallest unit) over the proposal.
    event Exited(uint256 indexed proposalId, address indexed member, uint256 burned);
    /// @notice `amount` (smallest unit) of `asset` is `member`'s to claim.
    event Owed(address indexed member, address indexed asset, uint256 amount);
    /// @notice What was `member`'s went to `to`.
    event Claimed(address indexed member, address indexed asset, address indexed to, uint256 amount);
    /// @notice Of later windows, `asset` is shared out beyond `minimum` (smallest unit).
    event AssetListed(address indexed asset, uint256 minimum);
    /// @notice Later windows do not share out `asset`.
    event AssetUnlisted(address indexed asset);

    /// @notice A window lasts 1 second to `maximum` seconds.
    error ExitWindow_InvalidLength(uint256 length, uint256 maximum);
    /// @notice List at most `maximum` assets, none twice, and not the token that burns.
    error ExitWindow_InvalidAsset(address asset, uint256 maximum);
    /// @notice The asset is not listed.
    error ExitWindow_NotListed(address asset);
    /// @notice Over this proposal nobody can leave now.
    error ExitWindow_Closed(uint256 proposalId, uint48 closesAt);
    /// @notice Wait until the window is closed.
    error ExitWindow_Open(uint256 proposalId, uint48 closesAt);
    /// @notice Who leaves over a measure did not vote for it.
    error ExitWindow_VotedFor(uint256 proposalId, address member);
    /// @notice Only members leave.
    error ExitWindow_NotMember(address account);
    /// @notice Burn more than nothing, and at most this.
    error ExitWindow_InvalidAmount(uint256 amount, uint256 maximum);
    /// @notice Tokens came to vote (minted, or readmitted) while several windows were open, and what there was is taken: burn
    /// less.
    error ExitWindow_Exhausted(address asset, uint256 amount, uint256 left);
    /// @notice Send the transaction with more gas.
    error ExitWindow_TooLittleGas(uint256 gas, uint256 least);
    /// @notice There is nothing to claim.
    error ExitWindow_NothingOwed(address member, address asset);

    /**
     * @notice Burns `amount` of the caller's tokens (smallest unit), which it approves first, and books what it gets. It
     * reverts if the window is closed, the caller is no member or voted for the measure, or the amount is too much.
     */
    function exitOver(uint256 proposalId, uint256 amount) external;

    /// @notice Pays all that the caller has coming of `asset` to `to`.
    function claim(address asset, address to) external;

    /// @notice Frees what no window that is open could ask for any more. Anybody may.
    function settle() external;

    /// @notice Lists an asset, or changes its minimum (smallest unit). Restricted to the access manager's admin.
    function listAsset(address asset, uint256 minimum) external;

    /// @notice Takes an asset off the list; open windows keep it. Restricted to the access manager's admin.
    function unlistAsset(address asset) external;

    /// @notice How long a window is open, in seconds.
    function length() external view returns (uint48);

    /// @notice What is shared out, and what the treasury keeps of it whoever leaves.
    function minimums() external view returns (AssetAmount[] memory);

    /// @notice The window of a proposal.
    function windowOf(uint256 proposalId) external view returns (Window memory);

    /// @notice What is shared out over a proposal.
    function potsOf(uint256 proposalId) external view returns (AssetAmount[] memory);

    /// @notice How many tokens `account` may still burn over a proposal (smallest unit), membership and vote aside.
    function burnable(uint256 proposalId, address account) external view returns (uint256);

    /// @notice What `member` has coming of `asset` (smallest unit).
    function owedTo(address member, address asset) external view returns (uint256);

    /// @notice What windows that are open could still ask for of `asset` (smallest unit).
    function reserved(address asset) external view returns (uint256);
}
