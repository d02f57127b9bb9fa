// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVotingRule} from "../interfaces/IVotingRule.sol";

/**
 * @notice A governor and its members in one: everybody belongs, and a crowd votes in one transaction, each with another ranking.
 */
contract Crowd {
    uint256 public winner;
    uint256 private _voters;

    function serveBy(IVotingRule rule) external {
        rule.serve();
        rule.open(1, msg.sender, new address[](0), new bytes[](0), 4);
    }

    /// @dev One voter per ranking; `rankings` holds each in as many bytes as `lengths` says.
    function vote(IVotingRule rule, bytes calldata rankings, uint8[] calldata lengths) external {
        uint256 start;
        for (uint256 i = 0; i < lengths.length; ++i) {
            address voter = address(uint160(++_voters));
            rule.cast(1, block.timestamp - 1, voter, 0, rankings[start:start + lengths[i]]);
            start += lengths[i];
        }
    }

    /// @dev The tally, in a transaction, so that it has a receipt.
    function count(IVotingRule rule) external {
        winner = rule.outcome(1);
    }

    function getPastClass(address, uint256) external pure returns (uint8) {
        return 1;
    }
}
