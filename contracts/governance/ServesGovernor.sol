// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServesGovernor} from "../interfaces/IServesGovernor.sol";

/**
 * @title ServesGovernor
 * @notice A part that a governor binds to itself in its constructor.
 * @dev Whoever calls `serve` before the governor only makes the governor's creation fail: deploy the part again.
 */
abstract contract ServesGovernor is IServesGovernor {
    /// @inheritdoc IServesGovernor
    address public governor;

    modifier onlyGovernor() {
        if (msg.sender != governor) revert ServesGovernor_OnlyGovernor(msg.sender);
        _;
    }

    /// @inheritdoc IServesGovernor
    function serve() external {
        if (governor != address(0)) revert ServesGovernor_AlreadyServing(governor);
        governor = msg.sender;
        emit Serving(msg.sender);
    }
}
