// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Whoever calls with exactly so much gas
contract Miser {
    bool public succeeded;
    bytes public result;

    function act(address target, bytes calldata data, uint256 gas) external {
        // solhint-disable-next-line avoid-low-level-calls
        (succeeded, result) = target.call{gas: gas}(data);
    }
}
