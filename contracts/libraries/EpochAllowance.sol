// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/**
 * @title EpochAllowance
 * @notice Counts what was used within the present epoch, in one storage slot. Epochs are counted from timestamp 0.
 * @dev The caller decides what happens when there is too little left, so that its error can say whose cap it was.
 */
library EpochAllowance {
    struct Used {
        uint48 epoch;
        uint208 amount;
    }

    /// @dev The largest cap that can be kept; a cap of this size is no cap in practice.
    uint256 internal constant MAX_CAP = type(uint208).max;

    /// @dev What is left of `cap` in the epoch that `block.timestamp` falls in. Zero if a lowered cap is overdrawn.
    function remaining(Used storage self, uint256 cap, uint48 epochLength) internal view returns (uint256) {
        if (self.epoch != block.timestamp / epochLength) return cap;
        uint256 used = self.amount;
        return used < cap ? cap - used : 0;
    }

    /// @dev Counts `amount` as used. The caller has checked that `amount <= remaining(...)`, so it fits.
    function use(Used storage self, uint256 amount, uint48 epochLength) internal {
        uint48 epoch = uint48(block.timestamp / epochLength);
        uint256 before = self.epoch == epoch ? self.amount : 0;
        self.epoch = epoch;
        self.amount = uint208(before + amount);
    }
}
