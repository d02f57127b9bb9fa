// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Escrow} from "../funding/Escrow.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {IReviewPanels} from "../interfaces/IReviewPanels.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";

/**
 * @title PanelPool
 * @notice Whom panels are drawn from: slots, what is staked in them, and the terms.
 */
abstract contract PanelPool is IReviewPanels, Escrow, AccessManaged {
    using Checkpoints for Checkpoints.Trace208;

    uint256 internal constant BPS = 10_000;
    uint256 private constant HALF = BPS / 2;
    uint256 private constant MAX_SIZE = 21;
    uint256 private constant MAX_SLOTS = 2_048;
    uint256 private constant MAX_PERIOD = 365 days;

    /// @dev From a request to the block whose hash is the seed.
    uint256 internal constant SEED_DELAY = 5;

    /// @dev For how many blocks after that can be drawn. The hashes of 256 blocks are at hand.
    uint256 internal constant DRAW_WINDOW = 250;

    /// @inheritdoc IReviewPanels
    IMembership public immutable membership;

    /// @inheritdoc IReviewPanels
    ITreasury public immutable treasury;

    /// @inheritdoc IReviewPanels
    address public immutable asset;

    PanelTerms[] private _terms;
    address[] private _slots;
    uint32[] private _free;
    mapping(address account => Panellist) private _panellists;

    /// @dev What is enlisted, by block; 0 for who retired.
    mapping(address account => Checkpoints.Trace208) private _enlisted;

    /**
     * @param authority The access manager.
     * @param membership_ Who can be drawn.
     * @param treasury_ Where lost stakes, forfeited fees and deposits go.
     * @param asset_ In what stakes, fees and costs are; ETH is `address(0)`.
     * @param first The first terms.
     */
    constructor(
        address authority,
        IMembership membership_,
        ITreasury treasury_,
        address asset_,
        PanelTerms memory first
    ) AccessManaged(authority) {
        (membership, treasury, asset) = (membership_, treasury_, asset_);
        _setTerms(first);
    }

    /// @inheritdoc IReviewPanels
    function enlist(uint208 amount) external payable nonReentrant {
        if (!membership.isMember(msg.sender)) revert ReviewPanels_NotMember(msg.sender);
        Panellist storage panellist = _panellists[msg.sender];
        uint208 stake = panellist.stake + amount;
        uint256 minimum = _terms[_terms.length - 1].stake;
        if (stake < minimum) revert ReviewPanels_StakeTooSmall(stake, minimum);
        if (panellist.slot == 0) panellist.slot = _giveSlot(msg.sender);
        (panellist.stake, panellist.retiredIn) = (stake, 0);
        _enlisted[msg.sender].push(uint48(block.number), stake);
        emit Enlisted(msg.sender, panellist.slot, amount, stake);
        _take(asset, amount);
    }

    /// @inheritdoc IReviewPanels
    function retire() external {
        Panellist storage panellist = _panellists[msg.sender];
        if (panellist.slot == 0 || panellist.retiredIn != 0) revert ReviewPanels_NotEnlisted(msg.sender);
        panellist.retiredIn = uint48(block.number);
        _enlisted[msg.sender].push(uint48(block.number), 0);
        emit Retired(msg.sender);
    }

    /// @inheritdoc IReviewPanels
    /// @dev A panel that was requested in the block of the retirement, or before, is drawn or has expired by then.
    function withdraw() external {
        Panellist storage panellist = _panellists[msg.sender];
        if (panellist.slot == 0) revert ReviewPanels_NothingStaked(msg.sender);
        if (panellist.retiredIn == 0) revert ReviewPanels_NotRetired(msg.sender);
        uint256 from = panellist.retiredIn + SEED_DELAY + DRAW_WINDOW + 1;
        if (block.number < from) revert ReviewPanels_Cooldown(msg.sender, from);
        if (panellist.seats != 0) revert ReviewPanels_SeatsHeld(msg.sender, panellist.seats);
        (uint256 stake, uint32 slot) = (panellist.stake, panellist.slot);
        _free.push(slot);
        delete _slots[slot - 1];
        delete _panellists[msg.sender];
        emit Withdrawn(msg.sender, stake);
        _owe(msg.sender, asset, stake);
    }

    /// @inheritdoc IReviewPanels
    function setTerms(PanelTerms calldata next) external restricted {
        _setTerms(next);
    }

    /// @inheritdoc IReviewPanels
    function recover(address lost) external nonReentrant {
        uint256 owed = owedTo[address(treasury)][lost];
        uint256 amount = owed + spare(lost);
        if (amount == 0) revert ReviewPanels_NothingToRecover(lost);
        if (owed != 0) _settled(address(treasury), lost, address(treasury), owed);
        emit Recovered(lost, amount);
        _send(lost, address(treasury), amount);
    }

    /// @inheritdoc IReviewPanels
    function panellistOf(address account) external view returns (Panellist memory) {
        return _panellists[account];
    }

    /// @inheritdoc IReviewPanels
    function slotOwner(uint256 slot) external view returns (address) {
        return _slots[slot - 1];
    }

    /// @inheritdoc IReviewPanels
    function terms() external view returns (PanelTerms memory) {
        return _terms[_terms.length - 1];
    }

    /// @inheritdoc IReviewPanels
    function termsOf(uint256 termsId) external view returns (PanelTerms memory) {
        return _terms[termsId - 1];
    }

    /// @inheritdoc IReviewPanels
    function spare(address lost) public view returns (uint256) {
        uint256 there = lost == address(0) ? address(this).balance : IERC20(lost).balanceOf(address(this));
        return Math.saturatingSub(there, held[lost]);
    }

    /// @inheritdoc IReviewPanels
    function slotCount() public view returns (uint256) {
        return _slots.length;
    }

    /// @inheritdoc IReviewPanels
    function enlistedIn(address account, uint256 blockNumber) public view returns (uint256) {
        return _enlisted[account].upperLookupRecent(uint48(blockNumber));
    }

    /// @dev Which terms hold as of now.
    function _termsCount() internal view returns (uint256) {
        return _terms.length;
    }

    function _termsAt(uint256 termsId) internal view returns (PanelTerms storage) {
        return _terms[termsId - 1];
    }

    /// @dev The account in a slot, from 0; the zero address, which is never enlisted, in a free one.
    function _inSlot(uint256 slot) internal view returns (address) {
        return _slots[slot];
    }

    function _sit(address account) internal {
        ++_panellists[account].seats;
    }

    function _rise(address account) internal {
        --_panellists[account].seats;
    }

    /// @dev Takes `amount` of a stake, or what is left of it. Whoever calls it says whose it is.
    function _lose(address account, uint256 amount) internal returns (uint256 lost) {
        Panellist storage panellist = _panellists[account];
        lost = Math.min(amount, panellist.stake);
        panellist.stake -= uint208(lost);
        if (panellist.retiredIn == 0) _enlisted[account].push(uint48(block.number), panellist.stake);
    }

    function _giveSlot(address account) private returns (uint32 slot) {
        if (_free.length != 0) {
            slot = _free[_free.length - 1];
            _free.pop();
            _slots[slot - 1] = account;
        } else {
            if (_slots.length == MAX_SLOTS) revert ReviewPanels_NoSlots(MAX_SLOTS);
            _slots.push(account);
            slot = uint32(_slots.length);
        }
    }

    function _setTerms(PanelTerms memory next) private {
        if (next.size % 2 == 0 || next.size > MAX_SIZE) revert ReviewPanels_InvalidSize(next.size, MAX_SIZE);
        if (next.majority < HALF || next.majority >= BPS) {
            revert ReviewPanels_InvalidMajority(next.majority, HALF, BPS);
        }
        _checkPeriod(next.commitPeriod);
        _checkPeriod(next.revealPeriod);
        _checkPeriod(next.appealPeriod);
        _checkPeriod(next.votePeriod);
        uint256 minimum = Math.max(2 * uint256(next.fee), 1);
        if (next.stake < minimum) revert ReviewPanels_InvalidStake(next.stake, minimum);
        _terms.push(next);
        emit TermsSet(_terms.length, next);
    }

    function _checkPeriod(uint256 period) private pure {
        if (period == 0 || period > MAX_PERIOD) revert ReviewPanels_InvalidPeriod(period, MAX_PERIOD);
    }
}
