// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IReviewPanels} from "../interfaces/IReviewPanels.sol";

/// @title AsksPanels
/// @notice What contracts that have panels decide have in common. None of the money stays here.
abstract contract AsksPanels {
    using SafeERC20 for IERC20;

    /// @notice The panels that are asked.
    IReviewPanels public immutable panels;

    constructor(IReviewPanels panels_) {
        panels = panels_;
    }

    /// @dev Opens a case; the caller pays what it costs: with the call in ETH, else approved before.
    function _ask(
        IReviewPanels.Question memory question,
        address[] memory conflicted
    ) internal returns (uint256 caseId) {
        address asset = panels.asset();
        if (asset != address(0)) {
            uint256 cost = panels.cost();
            IERC20(asset).safeTransferFrom(msg.sender, address(this), cost);
            IERC20(asset).forceApprove(address(panels), cost);
        }
        return panels.open{value: msg.value}(question, conflicted);
    }
}
