// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title An asset that answers at such length that keeping the answer would cost all gas
contract LongWindedAsset {
    function balanceOf(address) external pure returns (uint256) {
        // solhint-disable-next-line no-inline-assembly
        assembly {
            return(0, 290000)
        }
    }
}
