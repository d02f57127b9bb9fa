// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDelegation} from "../interfaces/IDelegation.sol";
import {VotesExtended} from "@openzeppelin/contracts/governance/utils/VotesExtended.sol";

/**
 * @title SelfDelegation
 * @notice Votes that count without a transaction: whoever never delegated is its own delegate, and
 * `delegate(address(0))` means oneself.
 * @dev Why no unit is counted twice: units enter an account's checkpoints when they arrive (its delegate is itself from
 * the start), so the first delegation moves exactly what is there, like any later one. The clock is the timestamp.
 */
abstract contract SelfDelegation is VotesExtended, IDelegation {
    /// @dev `account`'s delegate: itself, unless it chose another. Zero only for the zero address (mint and burn).
    function delegates(address account) public view virtual override returns (address) {
        return _orSelf(super.delegates(account), account);
    }

    /// @dev `account`'s delegate at a past `timepoint`, by the same default.
    function getPastDelegate(address account, uint256 timepoint) public view virtual override returns (address) {
        return _orSelf(super.getPastDelegate(account, timepoint), account);
    }

    /// @inheritdoc IDelegation
    function getPastDelegation(
        address account,
        uint256 timepoint
    ) public view virtual returns (address[] memory delegatees, uint256[] memory units) {
        (delegatees, units) = (new address[](1), new uint256[](1));
        (delegatees[0], units[0]) = (getPastDelegate(account, timepoint), getPastBalanceOf(account, timepoint));
    }

    function clock() public view virtual override returns (uint48) {
        return uint48(block.timestamp);
    }

    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public view virtual override returns (string memory) {
        return "mode=timestamp";
    }

    function _delegate(address account, address delegatee) internal virtual override {
        super._delegate(account, _orSelf(delegatee, account));
    }

    function _orSelf(address delegatee, address account) private pure returns (address) {
        return delegatee == address(0) ? account : delegatee;
    }
}
