// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/**
 * @title RecordedMoney
 * @notice The dollars of a recorded round, with the 6 decimals that dollars on chains have. Who replays the record mints
 * them, and they are worth nothing.
 */
contract RecordedMoney is ERC20 {
    /// @notice Only who deployed this mints.
    error RecordedMoney_NotMinter(address account);

    address public immutable minter = msg.sender;

    constructor() ERC20("Recorded dollars", "USD") {}

    /// @notice Makes `amount` (millionths) for somebody who is recorded to have had it.
    function mint(address to, uint256 amount) external {
        if (msg.sender != minter) revert RecordedMoney_NotMinter(msg.sender);
        _mint(to, amount);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }
}
