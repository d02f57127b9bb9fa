// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAdvances} from "../interfaces/IAdvances.sol";
import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {Custodian} from "./Custodian.sol";

/**
 * @title Advances
 * @notice Advances that repay themselves from the income of units in custody.
 */
contract Advances is IAdvances, Custodian {
    uint256 private constant MAX_AMOUNT = type(uint208).max;

    /// @inheritdoc IAdvances
    uint256 public advanceCount;

    mapping(uint256 advanceId => Advance) private _advances;

    /// @param vault_ The vault whose units earn what is repaid.
    constructor(IRoyaltyVault vault_) Custodian(vault_) {}

    /// @inheritdoc IAdvances
    function ask(AdvanceTerms calldata terms) external returns (uint256 advanceId) {
        (uint256 amount, uint256 units) = (terms.amount, terms.units);
        if (amount == 0 || units == 0) revert Advances_InvalidAmount(amount, units);
        _checkOpen(terms.workId);
        _checkListed(terms.asset);
        _checkMultiple(terms.multipleBps);
        _checkPeriod(terms.term);
        _checkPeriod(terms.openPeriod);
        advanceId = ++advanceCount;
        Advance storage made = _advances[advanceId];
        (made.borrower, made.state) = (msg.sender, AdvanceState.Asked);
        (made.deadline, made.term) = (uint48(block.timestamp) + terms.openPeriod, terms.term);
        (made.asset, made.multipleBps) = (terms.asset, terms.multipleBps);
        (made.workId, made.units, made.amount) = (terms.workId, units, amount);
        uint256 due = Math.mulDiv(amount, terms.multipleBps, BPS, Math.Rounding.Floor);
        made.due = due;
        emit Asked(advanceId, msg.sender, terms.workId, terms.asset, units, amount, due);
    }

    /// @inheritdoc IAdvances
    function withdraw(uint256 advanceId) external {
        Advance storage back = _in(advanceId, AdvanceState.Asked);
        if (msg.sender != back.borrower) revert Custodian_NotYours(advanceId, msg.sender);
        back.state = AdvanceState.Withdrawn;
        emit Withdrawn(advanceId);
    }

    /// @inheritdoc IAdvances
    function fund(uint256 advanceId) external payable nonReentrant {
        Advance storage given = _in(advanceId, AdvanceState.Asked);
        _checkBefore(advanceId, given.deadline);
        uint48 endsAt = uint48(block.timestamp) + given.term;
        (given.state, given.lender, given.deadline) = (AdvanceState.Running, msg.sender, endsAt);
        (address asset, uint256 amount) = (given.asset, given.amount);
        _checkListed(asset);
        emit Funded(advanceId, msg.sender, endsAt);
        _owe(given.borrower, asset, amount);
        _entrust(advanceId, given.borrower, given.workId, given.units);
        _take(asset, amount);
    }

    /// @inheritdoc IAdvances
    function repay(uint256 advanceId, uint256 amount) external payable nonReentrant {
        Advance storage running = _in(advanceId, AdvanceState.Running);
        if (missing(advanceId) == 0) revert Advances_NothingMissing(advanceId);
        if (amount == 0 || amount > MAX_AMOUNT) revert Advances_InvalidRepayment(advanceId, amount, MAX_AMOUNT);
        _divide(advanceId, running.asset, amount);
        _take(running.asset, amount);
    }

    /// @inheritdoc IAdvances
    function transferLoan(uint256 advanceId, address to) external nonReentrant {
        Advance storage running = _in(advanceId, AdvanceState.Running);
        if (msg.sender != running.lender) revert Custodian_NotYours(advanceId, msg.sender);
        if (to == address(0) || to == address(this)) revert Advances_InvalidLender(to);
        _collect(advanceId, running.asset);
        running.lender = to;
        emit HandedOn(advanceId, msg.sender, to);
    }

    /// @inheritdoc IAdvances
    function advanceOf(uint256 advanceId) external view returns (Advance memory) {
        return _advances[advanceId];
    }

    /// @inheritdoc IAdvances
    function missing(uint256 advanceId) public view returns (uint256) {
        Advance storage running = _advances[advanceId];
        return running.due - running.repaid;
    }

    function _divide(uint256 advanceId, address asset, uint256 amount) internal override {
        Advance storage running = _advances[advanceId];
        uint256 toLender = asset == running.asset ? Math.min(amount, missing(advanceId)) : 0;
        running.repaid += toLender;
        emit Divided(advanceId, toLender, amount - toLender, running.repaid);
        _owe(running.lender, asset, toLender);
        _owe(running.borrower, asset, amount - toLender);
    }

    function _beforeRelease(uint256 advanceId) internal view override {
        if (missing(advanceId) != 0) _checkFrom(advanceId, _advances[advanceId].deadline);
    }

    function _in(uint256 advanceId, AdvanceState state) private view returns (Advance storage found) {
        found = _advances[advanceId];
        if (found.state != state) revert Advances_WrongState(advanceId, found.state);
    }
}
