// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What rules and guards ask of their governor, and a way to act as one: for elections by the thousand.
contract StandInGovernor {
    uint256 private _snapshot;

    mapping(uint256 proposalId => mapping(address account => bool)) public votedFor;

    error StandInGovernor_Refused(bytes reason);

    function setSnapshot(uint256 snapshot) external {
        _snapshot = snapshot;
    }

    function setVotedFor(uint256 proposalId, address account) external {
        votedFor[proposalId][account] = true;
    }

    function act(address target, bytes calldata data) external {
        // solhint-disable-next-line avoid-low-level-calls
        (bool done, bytes memory reason) = target.call(data);
        if (!done) revert StandInGovernor_Refused(reason);
    }

    function proposalSnapshot(uint256) external view returns (uint256) {
        return _snapshot;
    }

    /// @dev It tells itself who voted for what.
    function rule() external view returns (address) {
        return address(this);
    }
}
