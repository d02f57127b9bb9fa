// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @notice What rules and guards ask of their governor, and a way to act as one: for elections by the thousand.
contract StandInGovernor {
    mapping(uint256 proposalId => uint256) public proposalSnapshot;

    mapping(uint256 proposalId => mapping(address account => bool)) public votedFor;

    function setSnapshot(uint256 proposalId, uint256 snapshot) external {
        proposalSnapshot[proposalId] = snapshot;
    }

    function setVotedFor(uint256 proposalId, address account) external {
        votedFor[proposalId][account] = true;
    }

    function act(address target, bytes calldata data) external {
        Address.functionCall(target, data);
    }

    /// @dev It tells itself who voted for what.
    function rule() external view returns (address) {
        return address(this);
    }
}
