// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServesGovernor} from "./IServesGovernor.sol";

/**
 * @title IVotingRule
 * @notice How votes on a governor's proposals are weighed and counted, and what they decide.
 *
 * A rule serves one governor, which alone may open proposals and cast votes in it. Who may vote and when is the
 * governor's business; what a vote weighs and means, and what all of them say, is the rule's.
 *
 * A proposal has options: 0 is "no change", 1 and up are what its proposer listed, each with actions. A plain measure
 * has the one option 1, and its votes are OpenZeppelin's: 0 against, 1 for, 2 abstain.
 */
interface IVotingRule is IServesGovernor {
    /// @notice The quorum of proposals whose snapshot comes later is `newBps` (basis points).
    event QuorumSet(uint256 oldBps, uint256 newBps);

    /// @notice Give at most 10,000 basis points.
    error VotingRule_InvalidQuorum(uint256 bps, uint256 maximum);
    /// @notice This rule decides on at most `maximum` options, "no change" aside.
    error VotingRule_TooManyOptions(uint256 options, uint256 maximum);
    /// @notice Only who was a member at the snapshot votes here.
    error VotingRule_NotMember(address voter, uint256 snapshot);
    /// @notice Give at most what is left of your `weight`.
    error VotingRule_TooManyVotes(address voter, uint256 votes, uint256 weight);

    /**
     * @notice Told of a new proposal by the governor, before anyone votes on it. A rule may refuse it by reverting.
     * @param proposalId Its number.
     * @param proposer Who made it.
     * @param targets Contracts it calls, of all options one after the other.
     * @param calldatas What it calls them with.
     * @param options How many options it has, "no change" aside.
     */
    function open(
        uint256 proposalId,
        address proposer,
        address[] calldata targets,
        bytes[] calldata calldatas,
        uint256 options
    ) external;

    /**
     * @notice Counts a vote. Only the governor may call it, and only while the vote is open.
     * @param proposalId The proposal.
     * @param snapshot Its snapshot (seconds).
     * @param voter Whose vote it is.
     * @param support What is chosen, as `COUNTING_MODE` says.
     * @param params More about it, for rules that ask for more; otherwise empty.
     * @return weight What the vote counted for, in the unit of `weightOf`.
     */
    function cast(
        uint256 proposalId,
        uint256 snapshot,
        address voter,
        uint8 support,
        bytes calldata params
    ) external returns (uint256 weight);

    /// @notice The option that wins if voting ends now, quorum aside: 0 for "no change", which ties favour.
    function outcome(uint256 proposalId) external view returns (uint256 option);

    /// @notice Whether enough took part.
    function quorumReached(uint256 proposalId) external view returns (bool);

    /// @notice Whether the outcome is so clear that the vote ends before its deadline.
    function decidedEarly(uint256 proposalId) external view returns (bool);

    /// @notice Whether `account` has voted.
    function hasVoted(uint256 proposalId, address account) external view returns (bool);

    /**
     * @notice What a measure has got. Of several options: what "no change" has, what the strongest of the others has, and 0.
     */
    function proposalVotes(
        uint256 proposalId
    ) external view returns (uint256 againstVotes, uint256 forVotes, uint256 abstainVotes);

    /**
     * @notice Weight by choice. Of a measure: against, for, abstain. Of several options: "no change" first, then as
     * listed.
     */
    function tally(uint256 proposalId) external view returns (uint256[] memory weights);

    /// @notice What a vote of `account` weighs, given what it held at a past `timepoint` (seconds).
    function weightOf(address account, uint256 timepoint) external view returns (uint256);

    /// @notice What must take part at a past `timepoint` (seconds), in the unit that the rule's quorum counts.
    function quorum(uint256 timepoint) external view returns (uint256);

    /// @notice The quorum in basis points of what it is counted of.
    function quorumBps() external view returns (uint256);

    /// @notice The quorum in basis points at a `timepoint` (seconds).
    function quorumBpsAt(uint256 timepoint) external view returns (uint256);

    /// @notice Sets the quorum for later snapshots. Restricted to the access manager's admin.
    function setQuorum(uint256 newBps) external;

    /// @notice Whether `decidedEarly` can ever be true.
    function endsEarly() external view returns (bool);

    /// @notice Whether `open` wants to know of plain measures too; of several options it always does.
    function watchesProposals() external view returns (bool);

    /// @notice Its name in a charter.
    function ruleName() external view returns (string memory);

    /// @notice How it counts, in the words of OpenZeppelin's `IGovernor`.
    function COUNTING_MODE() external view returns (string memory); // solhint-disable-line func-name-mixedcase
}
