// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
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
import {ICoopToken} from "../interfaces/ICoopToken.sol";
import {SelfDelegation} from "./SelfDelegation.sol";

/// @title CoopToken
contract CoopToken is ERC20, ERC20Burnable, ERC20Permit, ERC20Votes, SelfDelegation, AccessManaged, ICoopToken {
    using EpochAllowance for EpochAllowance.Used;

    /// @inheritdoc ICoopToken
    uint48 public immutable epochLength;

    /// @inheritdoc ICoopToken
    uint256 public mintCap;

    EpochAllowance.Used private _minted;

    /**
     * @param authority The access manager.
     * @param epochLength_ Seconds per epoch.
     * @param initialMintCap Tokens (smallest unit) that may be minted per epoch.
     * @param holders Who holds tokens from the start; not counted against the cap.
     * @param amounts What they hold (smallest unit), in the same order.
     */
    constructor(
        string memory name,
        string memory symbol,
        address authority,
        uint48 epochLength_,
        uint256 initialMintCap,
        address[] memory holders,
        uint256[] memory amounts
    ) ERC20(name, symbol) ERC20Permit(name) AccessManaged(authority) {
        if (epochLength_ == 0) revert CoopToken_InvalidEpoch(epochLength_);
        if (holders.length != amounts.length) revert CoopToken_LengthMismatch(holders.length, amounts.length);
        epochLength = epochLength_;
        _setMintCap(initialMintCap);
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
    function mintable() external view returns (uint256) {
        return _minted.remaining(mintCap, epochLength);
    }

    function _setMintCap(uint256 newCap) private {
        if (newCap > EpochAllowance.MAX_CAP) revert CoopToken_InvalidMintCap(newCap, EpochAllowance.MAX_CAP);
        emit MintCapSet(mintCap, newCap);
        mintCap = newCap;
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

    function _delegate(address account, address delegatee) internal override(Votes, SelfDelegation) {
        super._delegate(account, delegatee);
    }

    function _transferVotingUnits(address from, address to, uint256 amount) internal override(Votes, VotesExtended) {
        super._transferVotingUnits(from, to, amount);
    }
}
