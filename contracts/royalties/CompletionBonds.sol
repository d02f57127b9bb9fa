// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICompletionBonds} from "../interfaces/ICompletionBonds.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {IRoyaltyVault} from "../interfaces/IRoyaltyVault.sol";
import {Custodian} from "./Custodian.sol";

/**
 * @title CompletionBonds
 * @notice Presales that backers cover, who are repaid from the income of the borrower's units.
 * @dev Backers and buyers are as many as there are; nothing loops over them. A share is the same for all, so that an index
 * of what each got is exact, and not a unit is left over.
 */
contract CompletionBonds is ICompletionBonds, Custodian {
    uint256 private constant MAX_SHARES = 10_000;

    /// @inheritdoc ICompletionBonds
    IMembership public immutable membership;

    /// @inheritdoc ICompletionBonds
    address public immutable arbiter;

    /// @inheritdoc ICompletionBonds
    uint48 public immutable rulingPeriod;

    /// @inheritdoc ICompletionBonds
    uint256 public projectCount;

    /// @inheritdoc ICompletionBonds
    mapping(uint256 projectId => mapping(address backer => uint256)) public sharesOf;

    /// @inheritdoc ICompletionBonds
    mapping(uint256 projectId => mapping(address buyer => uint256)) public copiesOf;

    mapping(uint256 projectId => Project) private _projects;
    mapping(uint256 projectId => mapping(address backer => uint256)) private _takenPerShare;

    /**
     * @param vault_ The vault whose units earn what backers get.
     * @param membership_ Who may open a project.
     * @param arbiter_ Who decides disputes.
     * @param rulingPeriod_ How long the arbiter has (seconds).
     */
    constructor(
        IRoyaltyVault vault_,
        IMembership membership_,
        address arbiter_,
        uint48 rulingPeriod_
    ) Custodian(vault_) {
        if (arbiter_ == address(0)) revert CompletionBonds_InvalidArbiter(arbiter_);
        _checkPeriod(rulingPeriod_);
        (membership, arbiter, rulingPeriod) = (membership_, arbiter_, rulingPeriod_);
    }

    /// @inheritdoc ICompletionBonds
    function open(ProjectTerms calldata terms) external payable nonReentrant returns (uint256 projectId) {
        if (!membership.isMember(msg.sender)) revert CompletionBonds_NotMember(msg.sender);
        if (msg.sender == arbiter) revert CompletionBonds_OwnCause(msg.sender);
        _check(terms);
        projectId = ++projectCount;
        Project storage made = _projects[projectId];
        (made.borrower, made.state, made.asset) = (msg.sender, ProjectState.Open, terms.asset);
        made.presaleEnds = uint48(block.timestamp) + terms.presalePeriod;
        made.deadline = made.presaleEnds + terms.deliveryPeriod;
        (made.reviewPeriod, made.term) = (terms.reviewPeriod, terms.term);
        (made.price, made.bond, made.share) = (terms.price, terms.bond, terms.share);
        (made.shares, made.multipleBps) = (terms.shares, terms.multipleBps);
        emit Opened(projectId, msg.sender, terms.workId, terms.asset, terms.bond);
        _entrust(projectId, msg.sender, terms.workId, terms.units);
        _take(terms.asset, terms.bond);
    }

    /// @inheritdoc ICompletionBonds
    function pledge(uint256 projectId, uint256 shares) external payable nonReentrant {
        Project storage backed = _onSale(projectId);
        _checkListed(backed.asset);
        _checkOpen(_entrusted(projectId).workId);
        uint256 left = backed.shares - backed.pledged;
        if (shares == 0 || shares > left) revert CompletionBonds_NotOffered(projectId, shares, left);
        backed.pledged += uint16(shares);
        sharesOf[projectId][msg.sender] += shares;
        emit Pledged(projectId, msg.sender, shares);
        _take(backed.asset, shares * backed.share);
    }

    /// @inheritdoc ICompletionBonds
    function prepay(uint256 projectId, uint256 copies) external payable nonReentrant {
        Project storage sold = _onSale(projectId);
        uint256 most = covered(projectId) / sold.price;
        if (copies == 0 || copies > most) revert CompletionBonds_NotCovered(projectId, copies, most);
        uint256 cost = copies * sold.price;
        sold.presold += cost;
        copiesOf[projectId][msg.sender] += copies;
        emit Prepaid(projectId, msg.sender, copies, cost);
        _owe(sold.borrower, sold.asset, cost);
        _take(sold.asset, cost);
    }

    /// @inheritdoc ICompletionBonds
    function deliver(uint256 projectId, bytes32 delivery) external {
        Project storage done = _in(projectId, ProjectState.Open);
        if (msg.sender != done.borrower) revert Custodian_NotYours(projectId, msg.sender);
        if (delivery == bytes32(0)) revert CompletionBonds_NoDelivery(projectId);
        _checkBefore(projectId, done.deadline);
        (done.state, done.delivery) = (ProjectState.Delivered, delivery);
        done.deadline = uint48(block.timestamp) + done.reviewPeriod;
        emit Delivered(projectId, delivery);
    }

    /// @inheritdoc ICompletionBonds
    function dispute(uint256 projectId) external {
        Project storage doubted = _in(projectId, ProjectState.Delivered);
        if (copiesOf[projectId][msg.sender] == 0) revert CompletionBonds_NotBuyer(projectId, msg.sender);
        _checkBefore(projectId, doubted.deadline);
        (doubted.state, doubted.deadline) = (ProjectState.Disputed, uint48(block.timestamp) + rulingPeriod);
        emit Disputed(projectId, msg.sender);
    }

    /// @inheritdoc ICompletionBonds
    function rule(uint256 projectId, bool delivered) external {
        Project storage judged = _in(projectId, ProjectState.Disputed);
        if (msg.sender != arbiter) revert Custodian_NotYours(projectId, msg.sender);
        _checkBefore(projectId, judged.deadline);
        emit Ruled(projectId, delivered);
        if (delivered) _complete(projectId);
        else _fail(projectId);
    }

    /// @inheritdoc ICompletionBonds
    function settle(uint256 projectId) external {
        Project storage done = _projects[projectId];
        if (done.state != ProjectState.Delivered && done.state != ProjectState.Disputed) {
            revert CompletionBonds_WrongState(projectId, done.state);
        }
        _checkFrom(projectId, done.deadline);
        _complete(projectId);
    }

    /// @inheritdoc ICompletionBonds
    function abandon(uint256 projectId) external {
        Project storage left = _in(projectId, ProjectState.Open);
        if (msg.sender != left.borrower) _checkFrom(projectId, left.deadline);
        _fail(projectId);
    }

    /// @inheritdoc ICompletionBonds
    function payOut(uint256 projectId, address backer) external returns (uint256 amount) {
        Project storage ended = _ended(projectId);
        amount = payableTo(projectId, backer);
        if (amount == 0) revert CompletionBonds_NothingDue(projectId, backer);
        _takenPerShare[projectId][backer] = ended.perShare;
        emit PaidOut(projectId, backer, amount);
        _owe(backer, ended.asset, amount);
    }

    /// @inheritdoc ICompletionBonds
    function refund(uint256 projectId, address buyer) external returns (uint256 amount) {
        Project storage failed = _in(projectId, ProjectState.Failed);
        amount = copiesOf[projectId][buyer] * failed.price;
        if (amount == 0) revert CompletionBonds_NothingDue(projectId, buyer);
        copiesOf[projectId][buyer] = 0;
        emit Refunded(projectId, buyer, amount);
        _owe(buyer, failed.asset, amount);
    }

    /// @inheritdoc ICompletionBonds
    function projectOf(uint256 projectId) external view returns (Project memory) {
        return _projects[projectId];
    }

    /// @inheritdoc ICompletionBonds
    function covered(uint256 projectId) public view returns (uint256) {
        Project storage found = _projects[projectId];
        return found.bond + uint256(found.pledged) * found.share - found.presold;
    }

    /// @inheritdoc ICompletionBonds
    function payableTo(uint256 projectId, address backer) public view returns (uint256) {
        uint256 more = _projects[projectId].perShare - _takenPerShare[projectId][backer];
        return sharesOf[projectId][backer] * more;
    }

    /// @dev Each share gets the same in whole units, until it has what is due to it. A remainder waits while there may be
    /// more to come; then it is the borrower's.
    function _divide(uint256 projectId, address asset, uint256 amount) internal override {
        Project storage ended = _projects[projectId];
        uint256 rest = amount;
        if (asset == ended.asset) {
            _ended(projectId);
            (uint256 due, uint256 pledged) = (ended.duePerShare - ended.paidPerShare, ended.pledged);
            rest += ended.undivided;
            uint256 gain = due == 0 ? 0 : Math.min(due, rest / pledged);
            rest -= gain * pledged;
            ended.paidPerShare += gain;
            ended.perShare += gain;
            ended.undivided = gain == due || _entrusted(projectId).returned ? 0 : rest;
            rest -= ended.undivided;
            emit Divided(projectId, gain, rest);
        }
        _owe(ended.borrower, asset, rest);
    }

    function _beforeRelease(uint256 projectId) internal override {
        Project storage ended = _ended(projectId);
        bool paid = ended.paidPerShare == ended.duePerShare;
        if (!paid && block.timestamp < ended.deadline) revert CompletionBonds_StillDue(projectId, ended.deadline);
        uint256 rest = ended.undivided;
        ended.undivided = 0;
        _owe(ended.borrower, ended.asset, rest);
    }

    /// @dev Bond and pledges come home.
    function _complete(uint256 projectId) private {
        Project storage done = _projects[projectId];
        uint256 share = done.share;
        uint256 due = done.pledged == 0 ? 0 : Math.mulDiv(share, done.multipleBps - BPS, BPS, Math.Rounding.Floor);
        (done.state, done.deadline) = (ProjectState.Completed, uint48(block.timestamp) + done.term);
        (done.perShare, done.duePerShare) = (share, due);
        emit Completed(projectId, due);
        _owe(done.borrower, done.asset, done.bond);
    }

    /// @dev What buyers paid is taken from the bond, then from the pledges. What rounding up takes from these in excess
    /// is put before their backers' income.
    function _fail(uint256 projectId) private {
        Project storage failed = _projects[projectId];
        uint256 bondLost = Math.min(failed.bond, failed.presold);
        uint256 loss = failed.presold - bondLost;
        uint256 lost = loss == 0 ? 0 : Math.ceilDiv(loss, failed.pledged);
        uint256 due = Math.mulDiv(lost, failed.multipleBps, BPS, Math.Rounding.Floor);
        (failed.state, failed.deadline) = (ProjectState.Failed, uint48(block.timestamp) + failed.term);
        (failed.perShare, failed.duePerShare) = (failed.share - lost, due);
        failed.undivided = lost * failed.pledged - loss;
        emit Failed(projectId, bondLost, lost, due);
        _owe(failed.borrower, failed.asset, failed.bond - bondLost);
    }

    function _in(uint256 projectId, ProjectState state) private view returns (Project storage found) {
        found = _projects[projectId];
        if (found.state != state) revert CompletionBonds_WrongState(projectId, found.state);
    }

    function _ended(uint256 projectId) private view returns (Project storage found) {
        found = _projects[projectId];
        if (found.state != ProjectState.Completed && found.state != ProjectState.Failed) {
            revert CompletionBonds_WrongState(projectId, found.state);
        }
    }

    /// @dev An open project that the caller may back or buy.
    function _onSale(uint256 projectId) private view returns (Project storage found) {
        found = _in(projectId, ProjectState.Open);
        if (msg.sender == arbiter || msg.sender == found.borrower) revert CompletionBonds_OwnCause(msg.sender);
        _checkBefore(projectId, found.presaleEnds);
    }

    function _check(ProjectTerms calldata terms) private view {
        if (terms.units == 0) revert CompletionBonds_NoUnits(terms.workId);
        if (terms.price == 0) revert CompletionBonds_InvalidPrice(terms.price);
        if (terms.shares == 0 || terms.share == 0 || terms.shares > MAX_SHARES) {
            revert CompletionBonds_InvalidShares(terms.shares, terms.share, MAX_SHARES);
        }
        _checkListed(terms.asset);
        _checkMultiple(terms.multipleBps);
        _checkPeriod(terms.presalePeriod);
        _checkPeriod(terms.deliveryPeriod);
        _checkPeriod(terms.reviewPeriod);
        _checkPeriod(terms.term);
    }
}
