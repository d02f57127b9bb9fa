// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/**
 * @title Sortition
 * @notice Lots drawn without putting any back: the shuffle of Fisher and Yates in the form of Durstenfeld, one step at a
 * time.
 * @dev Richard Durstenfeld, Algorithm 235: Random permutation, Communications of the ACM 7 (1964), 420. Every order of n
 * lots is equally likely but for the remainder of a division, by which no lot is favoured by more than n in 2²⁵⁶.
 */
library Sortition {
    /**
     * @dev The lot, from 0, at the `step`-th place of the order that `seed` makes. Steps are taken one after the other from
     * 0 on, on the same `urn`: a word for each lot, all 0 at first. A word is one more than the lot that was moved there.
     */
    function next(uint256[] memory urn, uint256 step, bytes32 seed) internal pure returns (uint256 lot) {
        uint256 place = step + (uint256(Hashes.efficientKeccak256(seed, bytes32(step))) % (urn.length - step));
        lot = _at(urn, place);
        urn[place] = _at(urn, step) + 1;
    }

    function _at(uint256[] memory urn, uint256 place) private pure returns (uint256) {
        return urn[place] == 0 ? place : urn[place] - 1;
    }
}
