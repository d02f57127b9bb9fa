// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IArbitrated
/// @notice What has disputes that an arbiter decides: its poster or buyer on one side, who delivered on the other.
interface IArbitrated {
    /// @notice Who decides disputes.
    function arbiter() external view returns (address);

    /**
     * @notice The two sides of a dispute that waits for the arbiter; zero addresses where none does.
     * @return claimant Who says that the delivery is not what was agreed.
     * @return respondent Who delivered.
     */
    function sidesOf(uint256 id) external view returns (address claimant, address respondent);

    /// @notice The arbiter gives the respondent so much (basis points), and the claimant's side the rest.
    function rule(uint256 id, uint256 bps) external;
}
