// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Votes} from "@openzeppelin/contracts/governance/utils/Votes.sol";
import {VotesExtended} from "@openzeppelin/contracts/governance/utils/VotesExtended.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {EpochAllowance} from "../libraries/EpochAllowance.sol";
import {IDelegation} from "../interfaces/IDelegation.sol";
import {ICoopToken} from "../interfaces/ICoopToken.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SelfDelegation} from "./SelfDelegation.sol";
import {SplitDelegation} from "./SplitDelegation.sol";

/// @title CoopToken
contract CoopToken is ERC20, ERC20Burnable, ERC20Permit, ERC20Votes, SplitDelegation, AccessManaged, ICoopToken {
    using Checkpoints for Checkpoints.Trace208;
    using EpochAllowance for EpochAllowance.Used;

    /// @inheritdoc ICoopToken
    uint48 public immutable epochLength;

    /// @inheritdoc ICoopToken
    uint256 public mintCap;

    EpochAllowance.Used private _minted;

    /// @dev 1 while an account is excluded.
    mapping(address account => Checkpoints.Trace208) private _exclusions;
    Checkpoints.Trace208 private _excludedUnits;

    /**
     * @param authority The access manager.
     * @param epochLength_ Seconds per epoch.
     * @param initialMintCap Tokens (smallest unit) that may be minted per epoch.
     * @param holders Who holds tokens from the start; not counted against the cap.
     * @param amounts What they hold (smallest unit), in the same order.
     * @param excluded Whose tokens have no votes from the start.
     */
    constructor(
        string memory name,
        string memory symbol,
        address authority,
        uint48 epochLength_,
        uint256 initialMintCap,
        address[] memory holders,
        uint256[] memory amounts,
        address[] memory excluded
    ) ERC20(name, symbol) ERC20Permit(name) AccessManaged(authority) {
        if (epochLength_ == 0) revert CoopToken_InvalidEpoch(epochLength_);
        if (holders.length != amounts.length) revert CoopToken_LengthMismatch(holders.length, amounts.length);
        epochLength = epochLength_;
        _setMintCap(initialMintCap);
        for (uint256 i = 0; i < excluded.length; ++i) {
            _setExcluded(excluded[i], true);
        }
        for (uint256 i = 0; i < holders.length; ++i) {
            _mint(holders[i], amounts[i]);
        }
    }

    /// @inheritdoc ICoopToken
    function mint(address to, uint256 amount) external restricted {
        uint256 left = _minted.remaining(mintCap, epochLength);
        if (amount > left) revert CoopToken_MintCapExceeded(to, amount, left);
        _minted.use(amount, epochLength);
        _mint(to, amount);
    }

    /// @inheritdoc ICoopToken
    function setMintCap(uint256 newCap) external restricted {
        _setMintCap(newCap);
    }

    /// @inheritdoc ICoopToken
    function setExcluded(address account, bool excluded) external restricted {
        _setExcluded(account, excluded);
    }

    /// @inheritdoc ICoopToken
    function mintable() external view returns (uint256) {
        return _minted.remaining(mintCap, epochLength);
    }

    /// @inheritdoc ICoopToken
    function votableSupply() external view returns (uint256) {
        return _getTotalSupply();
    }

    /// @inheritdoc ICoopToken
    function getPastExcluded(uint256 timepoint) external view returns (uint256) {
        return _excludedUnits.upperLookupRecent(_validateTimepoint(timepoint));
    }

    /// @inheritdoc ICoopToken
    function isExcluded(address account) public view returns (bool) {
        return _exclusions[account].latest() != 0;
    }

    /// @dev None for an excluded account, whatever was delegated to it.
    function getVotes(address account) public view override(Votes, IVotes) returns (uint256) {
        return isExcluded(account) ? 0 : super.getVotes(account);
    }

    /// @dev None for an account that was excluded then, whatever was delegated to it.
    function getPastVotes(address account, uint256 timepoint) public view override(Votes, IVotes) returns (uint256) {
        uint256 weight = super.getPastVotes(account, timepoint);
        return _exclusions[account].upperLookupRecent(uint48(timepoint)) == 0 ? weight : 0;
    }

    function _setMintCap(uint256 newCap) private {
        if (newCap > EpochAllowance.MAX_CAP) revert CoopToken_InvalidMintCap(newCap, EpochAllowance.MAX_CAP);
        emit MintCapSet(mintCap, newCap);
        mintCap = newCap;
    }

    /// @dev To the checkpoints an exclusion is a burn of what is held, and its end a mint.
    function _setExcluded(address account, bool excluded) private {
        if (account == address(0) || isExcluded(account) == excluded)
            revert CoopToken_InvalidExclusion(account, excluded);
        _exclusions[account].push(clock(), excluded ? 1 : 0);
        emit ExclusionSet(account, excluded);
        uint256 units = balanceOf(account);
        _moveExcluded(excluded ? units : 0, excluded ? 0 : units);
        if (excluded) super._transferVotingUnits(account, address(0), units);
        else super._transferVotingUnits(address(0), account, units);
    }

    function _moveExcluded(uint256 enters, uint256 leaves) private {
        _excludedUnits.push(clock(), SafeCast.toUint208(_excludedUnits.latest() + enters - leaves));
    }

    function _delegate(address account, address delegatee) internal override(Votes, SplitDelegation) {
        if (isExcluded(account)) revert CoopToken_Excluded(account);
        if (isExcluded(delegatee)) revert CoopToken_Excluded(delegatee);
        Part[] memory parts = partsOf(delegatee);
        for (uint256 i = 0; i < parts.length; ++i) {
            if (isExcluded(parts[i].delegatee)) revert CoopToken_Excluded(parts[i].delegatee);
        }
        super._delegate(account, delegatee);
    }

    /// @dev To the checkpoints what an excluded account gets is burned, and what it gives is minted.
    function _transferVotingUnits(address from, address to, uint256 amount) internal override(Votes, SplitDelegation) {
        (bool leaves, bool enters) = (isExcluded(from), isExcluded(to));
        if (leaves || enters) _moveExcluded(enters ? amount : 0, leaves ? amount : 0);
        super._transferVotingUnits(leaves ? address(0) : from, enters ? address(0) : to, amount);
    }

    function _getVotingUnits(address account) internal view override(Votes, ERC20Votes) returns (uint256) {
        return isExcluded(account) ? 0 : super._getVotingUnits(account);
    }

    // What follows only tells Solidity which of several parents comes first.

    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function delegates(address account) public view override(Votes, SelfDelegation, IVotes) returns (address) {
        return super.delegates(account);
    }

    function clock() public view override(Votes, SelfDelegation, IERC6372) returns (uint48) {
        return super.clock();
    }

    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public view override(Votes, SelfDelegation, IERC6372) returns (string memory) {
        return super.CLOCK_MODE();
    }

    function _update(address from, address to, uint256 amount) internal override(ERC20, ERC20Votes) {
        super._update(from, to, amount);
    }

    function burnFrom(address account, uint256 amount) public override(ERC20Burnable, ICoopToken) {
        super.burnFrom(account, amount);
    }

    function getPastBalanceOf(
        address account,
        uint256 timepoint
    ) public view override(VotesExtended, ICoopToken) returns (uint256) {
        return super.getPastBalanceOf(account, timepoint);
    }

    function getPastDelegation(
        address account,
        uint256 timepoint
    ) public view override(IDelegation, SplitDelegation) returns (address[] memory, uint256[] memory) {
        return super.getPastDelegation(account, timepoint);
    }

    function _moveDelegateVotes(address from, address to, uint256 amount) internal override(Votes, SplitDelegation) {
        super._moveDelegateVotes(from, to, amount);
    }
}
