// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IProposalGuard} from "./IProposalGuard.sol";
import {IVotingRule} from "./IVotingRule.sol";

/**
 * @title ICoopGovernor
 * @notice What the co-op's governor adds to OpenZeppelin's: a guardian whose only power is to cancel, for a time.
 */
interface ICoopGovernor {
    /// @notice A proposal got its number. `proposalHash` is the hash of its actions and description.
    event ProposalNumbered(uint256 indexed proposalId, address indexed proposer, bytes32 indexed proposalHash);
    /// @notice The guardian is now `newGuardian` (nobody, if zero), until `mandateEnd` (seconds).
    event GuardianSet(address indexed oldGuardian, address indexed newGuardian, uint48 mandateEnd);

    /// @notice The proposal has several options: option 1 is its first `counts[0]` actions, option 2 the next, and so on.
    event OptionsProposed(uint256 indexed proposalId, uint256[] counts);

    /// @notice A vote turned the outcome shortly before the deadline, which is now `extendedDeadline` (seconds).
    event OutcomeSwung(uint256 indexed proposalId, uint48 extendedDeadline);

    /// @notice Allow at most `maximum` extensions.
    error CoopGovernor_TooManyExtensions(uint256 extensions, uint256 maximum);
    /// @notice End the mandate no later than this.
    error CoopGovernor_MandateTooLong(uint256 mandateEnd, uint256 latest);
    /// @notice Choose a duration of at most a year.
    error CoopGovernor_DurationTooLong(uint256 duration, uint256 maximum);
    /// @notice Actions carry no ETH: pay from the treasury instead.
    error CoopGovernor_ActionCarriesValue(uint256 index, uint256 value);

    /// @notice Give 1 to 32 options, each with an action, of 255 `actions` in all at most.
    error CoopGovernor_InvalidOptions(uint256 options, uint256 actions);

    /**
     * @notice Proposes several options, of which at most one is executed; "no change" is always one more.
     * Who may propose, and how, is as for `propose`.
     * @param counts How many actions each option has, in order.
     * @param targets Contracts to call: the first option's, then the second's, and so on.
     * @param values Nothing but zeros: actions carry no ETH.
     * @param calldatas What to call them with.
     * @param description What it is about.
     */
    function proposeOptions(
        uint256[] calldata counts,
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        string calldata description
    ) external returns (uint256 proposalId);

    /**
     * @notice Appoints, replaces or removes the guardian. Only governance may call it.
     * @param newGuardian Who may cancel proposals; zero for nobody.
     * @param mandateEnd Last second of the mandate, at most `MAX_MANDATE` from now; ignored for nobody.
     */
    function setGuardian(address newGuardian, uint48 mandateEnd) external;

    /// @notice How votes are weighed and counted.
    function rule() external view returns (IVotingRule);

    /// @notice Who watches the proposals' lives, in the order in which they are told.
    function guards() external view returns (IProposalGuard[] memory);

    /// @notice What a measure has got, as the rule tells it; with several options see the rule's `tally`.
    function proposalVotes(
        uint256 proposalId
    ) external view returns (uint256 againstVotes, uint256 forVotes, uint256 abstainVotes);

    /// @notice Who may cancel proposals now: zero if nobody was appointed or the mandate is over.
    function guardian() external view returns (address);

    /// @notice Last second of the present or last guardian's mandate.
    function guardianMandateEnd() external view returns (uint48);

    /// @notice Whether the proposal does nothing but replace or remove the guardian, who then cannot cancel it.
    function onlyReplacesGuardian(uint256 proposalId) external view returns (bool);

    /// @notice How often a late swing of the outcome keeps voting open.
    function swingExtensions() external view returns (uint8);

    /// @notice The most that `swingExtensions` can be.
    function MAX_SWINGS() external view returns (uint8); // solhint-disable-line func-name-mixedcase

    /// @notice Longest mandate of a guardian, in seconds.
    function MAX_MANDATE() external view returns (uint48); // solhint-disable-line func-name-mixedcase
}
