// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/**
 * @title ISplitDelegation
 * @notice Votes delegated to several at once, in shares.
 *
 * A split is a delegate of its own: it has an address, made from what it says, and never changes. Whoever delegates to that
 * address once the split was made, by transaction or by signature, has its votes shared out as the split says. Nobody holds anything there.
 */
interface ISplitDelegation {
    /// @notice A delegate's share, in basis points.
    struct Part {
        address delegatee;
        uint16 bps;
    }

    /// @notice Delegating to `split` now shares votes out like this.
    event SplitCreated(address indexed split, Part[] parts);

    /// @notice Name 1 to `maximum` delegates.
    error SplitDelegation_InvalidCount(uint256 count, uint256 maximum);
    /// @notice Name each delegate once, in ascending order of addresses, zero and other splits aside; and delegate to no split
    /// that was not made yet. Another split that happens to have the same address: move a basis point.
    error SplitDelegation_InvalidDelegate(address delegatee);
    /// @notice A split holds nothing: send it to somebody.
    error SplitDelegation_InvalidHolder(address holder);
    /// @notice Shares are above 0 and sum to 10,000 basis points.
    error SplitDelegation_InvalidShares(uint256 sum);

    /// @notice Makes it possible to delegate like this; returns the split's address. Anybody may, and twice is once.
    function createSplit(Part[] calldata parts) external returns (address split);

    /**
     * @notice Delegates the caller's votes like this. Each gets its share rounded down, and the first what is left, so
     * that no unit is lost.
     */
    function delegateSplit(Part[] calldata parts) external;

    /// @notice What a split says; empty for an address that is none.
    function partsOf(address split) external view returns (Part[] memory);

    /// @notice The address of the split that says this, created or not.
    function splitAddress(Part[] calldata parts) external pure returns (address split);
}
