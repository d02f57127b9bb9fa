// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {IDelegation} from "./IDelegation.sol";
import {ISplitDelegation} from "./ISplitDelegation.sol";
import {IERC5805} from "@openzeppelin/contracts/interfaces/IERC5805.sol";

/**
 * @title ICoopToken
 * @notice Who weighs what: an ERC-20 whose holders vote for themselves until they delegate.
 *
 * `delegate(address(0))` returns the votes to their holder. The clock is the timestamp (ERC-6372). Minting is by
 * role and capped per epoch, so that rewards cannot inflate the token unnoticed.
 *
 * Excluded accounts, the treasury first, hold tokens that nobody votes with: `getPastTotalSupply`, which `IVotes` calls
 * the supply of votes, leaves them out. All tokens there are, `totalSupply`, are those and the excluded.
 */
interface ICoopToken is IERC20, IERC5805, IDelegation, ISplitDelegation {
    /// @notice The cap changed: at most `newCap` tokens (smallest unit) may be minted per epoch.
    event MintCapSet(uint256 oldCap, uint256 newCap);

    /// @notice What `account` holds votes no more, or again.
    event ExclusionSet(address indexed account, bool excluded);

    /// @notice Mint at most what remains, wait for the next epoch, or propose a higher cap.
    error CoopToken_MintCapExceeded(address to, uint256 amount, uint256 remaining);
    /// @notice The cap must not exceed the maximum.
    error CoopToken_InvalidMintCap(uint256 cap, uint256 maximum);
    /// @notice An epoch lasts at least a second.
    error CoopToken_InvalidEpoch(uint256 epochLength);
    /// @notice An excluded account neither delegates nor is delegated to.
    error CoopToken_Excluded(address account);
    /// @notice It is so already, or nobody's account.
    error CoopToken_InvalidExclusion(address account, bool excluded);
    /// @notice Name one amount per holder.
    error CoopToken_LengthMismatch(uint256 holders, uint256 amounts);

    /**
     * @notice Mints `amount` (smallest unit) to `to`. Restricted to the MINTER role.
     * Reverts with `CoopToken_MintCapExceeded` if the epoch's cap does not leave room for it.
     */
    function mint(address to, uint256 amount) external;

    /// @notice Burns `amount` (smallest unit) of `account`'s, which it approved for the caller.
    function burnFrom(address account, uint256 amount) external;

    /// @notice Sets how much may be minted per epoch (smallest unit). Restricted to the TOKEN_STEWARD role.
    function setMintCap(uint256 newCap) external;

    /**
     * @notice Takes the votes of `account` from it, or gives them back; of snapshots to come only. Restricted to the
     * TOKEN_STEWARD role. An excluded account cannot delegate, and what others delegated to it has no vote either.
     */
    function setExcluded(address account, bool excluded) external;

    /// @notice How much may be minted per epoch (smallest unit).
    function mintCap() external view returns (uint256);

    /// @notice How much may still be minted in the present epoch (smallest unit).
    function mintable() external view returns (uint256);

    /// @notice Whether what `account` holds has no votes.
    function isExcluded(address account) external view returns (bool);

    /// @notice The tokens that vote now (smallest unit).
    function votableSupply() external view returns (uint256);

    /// @notice What `account` held that votes at a past `timepoint` (seconds), in the smallest unit.
    function getPastBalanceOf(address account, uint256 timepoint) external view returns (uint256);

    /// @notice What excluded accounts held together at a past `timepoint` (seconds), in the smallest unit.
    function getPastExcluded(uint256 timepoint) external view returns (uint256);

    /// @notice Length of an epoch in seconds. Epochs are counted from timestamp 0.
    function epochLength() external view returns (uint48);
}
