// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {VestingWallet} from "@openzeppelin/contracts/finance/VestingWallet.sol";
import {VestingWalletCliff} from "@openzeppelin/contracts/finance/VestingWalletCliff.sol";
import {ICoopToken} from "../interfaces/ICoopToken.sol";
import {IVestingAward} from "../interfaces/IVestingAward.sol";

/**
 * @title VestingAward
 * @notice One award of governance tokens: its owner's votes from the start, its owner's tokens as they vest.
 */
contract VestingAward is IVestingAward, VestingWalletCliff {
    /// @inheritdoc IVestingAward
    ICoopToken public immutable token;

    /**
     * @param token_ The governance token.
     * @param owner_ Whose award it is.
     * @param start_ From when it vests (seconds).
     * @param cliff_ Seconds from there until the first can be released; at most the duration.
     * @param duration_ Seconds from there until everything can.
     */
    constructor(
        ICoopToken token_,
        address owner_,
        uint64 start_,
        uint64 cliff_,
        uint64 duration_
    ) VestingWallet(owner_, start_, duration_) VestingWalletCliff(cliff_) {
        token = token_;
        // An excluded account cannot be delegated to; it has no votes to lose, and its award must not fail by that.
        if (!token_.isExcluded(owner_)) token_.delegate(owner_);
    }

    /// @inheritdoc IVestingAward
    function delegate(address delegatee) external onlyOwner {
        if (delegatee == address(this)) revert VestingAward_InvalidDelegate(delegatee);
        address first = owner();
        if (token.isExcluded(first)) revert VestingAward_Excluded(first);
        token.delegate(delegatee == address(0) ? first : delegatee);
    }

    /// @dev Only the constructor gives an award to somebody.
    function _transferOwnership(address newOwner) internal override {
        address first = owner();
        if (first != address(0)) revert VestingAward_NotTransferable(first);
        super._transferOwnership(newOwner);
    }
}
