// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISplitDelegation} from "../interfaces/ISplitDelegation.sol";
import {SelfDelegation} from "./SelfDelegation.sol";

/**
 * @title SplitDelegation
 * @notice Votes delegated to several at once, in shares.
 * @dev Votes sees a split as one delegate more, keeps it per account and checkpoints it; only what would be moved to
 * and from it is moved to and from its parts instead. Parts are computed from all that an account holds, before and after, for
 * shares that are rounded do not add up over transfers.
 */
abstract contract SplitDelegation is SelfDelegation, ISplitDelegation {
    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_PARTS = 8;

    /// @dev The first six bytes of every split's address, "SPLITS" in ASCII. Nobody else is delegated to or holds anything
    /// there, so that no split has votes from before it was made. One account in 2^48 has such an address by chance.
    uint160 private constant MARK = 0x53504c495453 << 112;

    mapping(address split => Part[]) private _parts;

    /// @inheritdoc ISplitDelegation
    function delegateSplit(Part[] calldata parts) external {
        delegate(createSplit(parts));
    }

    /// @inheritdoc ISplitDelegation
    function partsOf(address split) public view returns (Part[] memory) {
        return _parts[split];
    }

    /// @inheritdoc ISplitDelegation
    function createSplit(Part[] calldata parts) public returns (address split) {
        split = splitAddress(parts);
        uint256 count = parts.length;
        if (_isSplit(split)) {
            if (keccak256(abi.encode(_parts[split])) != keccak256(abi.encode(parts))) {
                revert SplitDelegation_InvalidDelegate(split);
            }
            return split;
        }
        if (count == 0 || count > MAX_PARTS) revert SplitDelegation_InvalidCount(count, MAX_PARTS);
        uint256 sum;
        address last;
        for (uint256 i = 0; i < count; ++i) {
            (address delegatee, uint256 bps) = (parts[i].delegatee, parts[i].bps);
            if (delegatee <= last || _isMarked(delegatee)) revert SplitDelegation_InvalidDelegate(delegatee);
            if (bps == 0) revert SplitDelegation_InvalidShares(bps);
            sum += bps;
            last = delegatee;
            _parts[split].push(parts[i]);
        }
        if (sum != BPS) revert SplitDelegation_InvalidShares(sum);
        emit SplitCreated(split, parts);
    }

    /// @dev See `IDelegation`.
    function getPastDelegation(
        address account,
        uint256 timepoint
    ) public view virtual override returns (address[] memory delegatees, uint256[] memory units) {
        address split = getPastDelegate(account, timepoint);
        if (!_isSplit(split)) return super.getPastDelegation(account, timepoint);
        Part[] storage parts = _parts[split];
        delegatees = new address[](parts.length);
        for (uint256 i = 0; i < parts.length; ++i) delegatees[i] = parts[i].delegatee;
        units = _shareOut(parts, getPastBalanceOf(account, timepoint));
    }

    /// @inheritdoc ISplitDelegation
    function splitAddress(Part[] calldata parts) public pure returns (address split) {
        return address(MARK | uint112(uint256(keccak256(abi.encode(parts)))));
    }

    function _delegate(address account, address delegatee) internal virtual override {
        if (_isMarked(delegatee) && !_isSplit(delegatee)) revert SplitDelegation_InvalidDelegate(delegatee);
        uint256 units = _getVotingUnits(account);
        _moveParts(delegates(account), units, 0);
        super._delegate(account, delegatee);
        _moveParts(delegates(account), 0, units);
    }

    function _transferVotingUnits(address from, address to, uint256 amount) internal virtual override {
        if (_isMarked(to)) revert SplitDelegation_InvalidHolder(to);
        super._transferVotingUnits(from, to, amount);
        if (from == to) return;
        if (from != address(0)) {
            uint256 left = _getVotingUnits(from);
            _moveParts(delegates(from), left + amount, left);
        }
        if (to != address(0)) {
            uint256 held = _getVotingUnits(to);
            _moveParts(delegates(to), held - amount, held);
        }
    }

    /// @dev A split has no votes itself.
    function _moveDelegateVotes(address from, address to, uint256 amount) internal virtual override {
        if (from == to || amount == 0) return;
        super._moveDelegateVotes(_isSplit(from) ? address(0) : from, _isSplit(to) ? address(0) : to, amount);
    }

    /// @dev What an account that delegates to `split` holds goes from `unitsBefore` to `unitsAfter`.
    function _moveParts(address split, uint256 unitsBefore, uint256 unitsAfter) private {
        if (!_isSplit(split)) return;
        Part[] storage parts = _parts[split];
        uint256[] memory partsBefore = _shareOut(parts, unitsBefore);
        uint256[] memory partsAfter = _shareOut(parts, unitsAfter);
        for (uint256 i = 0; i < parts.length; ++i) {
            (address delegatee, uint256 had, uint256 has) = (parts[i].delegatee, partsBefore[i], partsAfter[i]);
            if (has > had) super._moveDelegateVotes(address(0), delegatee, has - had);
            else super._moveDelegateVotes(delegatee, address(0), had - has);
        }
    }

    function _isSplit(address delegatee) private view returns (bool) {
        return _isMarked(delegatee) && _parts[delegatee].length != 0;
    }

    function _isMarked(address account) private pure returns (bool) {
        return (uint160(account) >> 112) << 112 == MARK;
    }

    /// @dev Shares rounded down, and the rest for the first.
    function _shareOut(Part[] storage parts, uint256 units) private view returns (uint256[] memory shares) {
        shares = new uint256[](parts.length);
        shares[0] = units;
        for (uint256 i = 1; i < parts.length; ++i) {
            shares[i] = (units * parts[i].bps) / BPS;
            shares[0] -= shares[i];
        }
    }
}
