// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/**
 * @title ICoopGovernor
 * @notice What the co-op's governor adds to OpenZeppelin's: a guardian whose only power is to cancel, for a time.
 */
interface ICoopGovernor {
    /// @notice A proposal got its number. `proposalHash` is the hash of its actions and description.
    event ProposalNumbered(uint256 indexed proposalId, address indexed proposer, bytes32 indexed proposalHash);
    /// @notice The guardian is now `newGuardian` (nobody, if zero), until `mandateEnd` (seconds).
    event GuardianSet(address indexed oldGuardian, address indexed newGuardian, uint48 mandateEnd);

    /// @notice End the mandate no later than this.
    error CoopGovernor_MandateTooLong(uint256 mandateEnd, uint256 latest);
    /// @notice Choose a duration of at most a year.
    error CoopGovernor_DurationTooLong(uint256 duration, uint256 maximum);
    /// @notice Actions carry no ETH: pay from the treasury instead.
    error CoopGovernor_ActionCarriesValue(uint256 index, uint256 value);

    /**
     * @notice Appoints, replaces or removes the guardian. Only governance may call it.
     * @param newGuardian Who may cancel proposals; zero for nobody.
     * @param mandateEnd Last second of the mandate, at most `MAX_MANDATE` from now; ignored for nobody.
     */
    function setGuardian(address newGuardian, uint48 mandateEnd) external;

    /// @notice Who may cancel proposals now: zero if nobody was appointed or the mandate is over.
    function guardian() external view returns (address);

    /// @notice Last second of the present or last guardian's mandate.
    function guardianMandateEnd() external view returns (uint48);

    /// @notice Whether the proposal does nothing but replace or remove the guardian, who then cannot cancel it.
    function onlyReplacesGuardian(uint256 proposalId) external view returns (bool);

    /// @notice Longest mandate of a guardian, in seconds.
    function MAX_MANDATE() external view returns (uint48); // solhint-disable-line func-name-mixedcase
}
