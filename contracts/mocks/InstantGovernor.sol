// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";

/**
 * @title A governor that weighs present votes and acts at once
 * @dev As Beanstalk's `emergencyCommit` did in April 2022, when a loan of one transaction took 182 million dollars.
 */
contract InstantGovernor {
    IVotes private immutable _votes;
    uint256 private immutable _needed;

    mapping(bytes32 proposal => uint256) private _for;

    error InstantGovernor_TooFew(uint256 votes);

    constructor(IVotes votes, uint256 needed) {
        (_votes, _needed) = (votes, needed);
    }

    function vote(address target, bytes calldata data) external {
        _for[keccak256(abi.encode(target, data))] += _votes.getVotes(msg.sender);
    }

    function execute(address target, bytes calldata data) external {
        uint256 votes = _for[keccak256(abi.encode(target, data))];
        if (votes < _needed) revert InstantGovernor_TooFew(votes);
        Address.functionCall(target, data);
    }
}
