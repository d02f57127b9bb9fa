// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A well-behaved ERC-20 that anyone may mint
contract MintableToken is ERC20 {
    constructor() ERC20("Mintable", "MINT") {}

    /// @dev As a co-op's token that excludes nobody.
    function votableSupply() external view returns (uint256) {
        return totalSupply();
    }

    /// @dev As it is now.
    function getPastTotalSupply(uint256) external view returns (uint256) {
        return totalSupply();
    }

    function isExcluded(address) external pure returns (bool) {
        return false;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
