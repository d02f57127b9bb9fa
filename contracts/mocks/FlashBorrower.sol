// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";

/// @title Whoever borrows tokens, acts with them and gives them back in one transaction
contract FlashBorrower {
    function act(IERC20 token, address lender, uint256 amount, address[] calldata to, bytes[] calldata data) external {
        token.transferFrom(lender, address(this), amount);
        for (uint256 i = 0; i < to.length; ++i) Address.functionCall(to[i], data[i]);
        token.transfer(lender, amount);
    }
}
