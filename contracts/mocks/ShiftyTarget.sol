// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrated} from "../interfaces/IArbitrated.sol";
import {Actor} from "./Actor.sol";

/// @title Disputes of which the target says what it likes: who is in them, who decides them, and what a ruling does
contract ShiftyTarget is IArbitrated, Actor {
    error ShiftyTarget_NoRuling(uint256 id, uint256 bps);

    address public arbiter;
    bool public refusing;
    uint256 public ruled;
    address private _claimant;
    address private _respondent;

    function say(address arbiter_, address claimant, address respondent, bool refusing_) external {
        (arbiter, _claimant, _respondent, refusing) = (arbiter_, claimant, respondent, refusing_);
    }

    function rule(uint256 id, uint256 bps) external {
        if (refusing) revert ShiftyTarget_NoRuling(id, bps);
        ruled = bps;
        _callBack();
    }

    function sidesOf(uint256) external view returns (address, address) {
        return (_claimant, _respondent);
    }
}
