// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Votes} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Votes.sol";
import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IERC721} from "@openzeppelin/contracts/interfaces/IERC721.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Votes} from "@openzeppelin/contracts/governance/utils/Votes.sol";
import {VotesExtended} from "@openzeppelin/contracts/governance/utils/VotesExtended.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {SelfDelegation} from "./SelfDelegation.sol";

/// @title Membership
contract Membership is ERC721Votes, SelfDelegation, AccessManaged, IMembership {
    using Checkpoints for Checkpoints.Trace208;

    bytes4 private constant ERC5192_INTERFACE_ID = 0xb45a3c0e;

    /// @dev One slot. All zero for somebody who is not a member.
    struct Member {
        uint208 id;
        uint48 since;
    }

    uint208 private _lastMemberId;
    mapping(address account => Member) private _memberOf;
    mapping(address account => Checkpoints.Trace208) private _classes;
    mapping(MemberClass class => Checkpoints.Trace208) private _members;

    /**
     * @param authority The access manager.
     * @param founders Who is a member from the start.
     * @param classes Their classes, in the same order.
     */
    constructor(
        string memory name,
        string memory symbol,
        address authority,
        address[] memory founders,
        MemberClass[] memory classes
    ) ERC721(name, symbol) EIP712(name, "1") AccessManaged(authority) {
        if (founders.length != classes.length) revert Membership_LengthMismatch(founders.length, classes.length);
        for (uint256 i = 0; i < founders.length; ++i) {
            _admit(founders[i], classes[i]);
        }
    }

    /// @inheritdoc IMembership
    function admit(address account, MemberClass class) external restricted returns (uint256 memberId) {
        return _admit(account, class);
    }

    /// @inheritdoc IMembership
    function resign() external {
        address account = _msgSender();
        (uint256 memberId, MemberClass class) = _leave(account);
        emit MemberResigned(account, class, memberId);
    }

    /// @inheritdoc IMembership
    function expel(address account) external restricted {
        (uint256 memberId, MemberClass class) = _leave(account);
        emit MemberExpelled(account, class, memberId);
    }

    /// @inheritdoc IMembership
    function isMember(address account) external view returns (bool) {
        return _memberOf[account].id != 0;
    }

    /// @inheritdoc IMembership
    function memberIdOf(address account) external view returns (uint256) {
        return _memberOf[account].id;
    }

    /// @inheritdoc IMembership
    function memberSince(address account) external view returns (uint48) {
        return _memberOf[account].since;
    }

    /// @inheritdoc IMembership
    function classOf(address account) public view returns (MemberClass) {
        return MemberClass(_classes[account].latest());
    }

    /// @inheritdoc IMembership
    function getPastClass(address account, uint256 timepoint) external view returns (MemberClass) {
        return MemberClass(_classes[account].upperLookupRecent(_validateTimepoint(timepoint)));
    }

    /// @inheritdoc IMembership
    function members(MemberClass class) external view returns (uint256) {
        return class == MemberClass.None ? _getTotalSupply() : _members[class].latest();
    }

    /// @inheritdoc IMembership
    function getPastMembers(MemberClass class, uint256 timepoint) external view returns (uint256) {
        if (class == MemberClass.None) return getPastTotalSupply(timepoint);
        return _members[class].upperLookupRecent(_validateTimepoint(timepoint));
    }

    /// @inheritdoc IMembership
    function locked(uint256 tokenId) external view returns (bool) {
        _requireOwned(tokenId);
        return true;
    }

    /// @dev A membership cannot be handed on, so there is nothing to approve.
    function approve(address, uint256 tokenId) public pure override(ERC721, IERC721) {
        revert Membership_Soulbound(tokenId);
    }

    /// @dev A membership cannot be handed on, so there is nothing to approve.
    function setApprovalForAll(address, bool) public view override(ERC721, IERC721) {
        revert Membership_Soulbound(_memberOf[_msgSender()].id);
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return
            interfaceId == ERC5192_INTERFACE_ID ||
            interfaceId == type(IMembership).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    function _admit(address account, MemberClass class) private returns (uint256 memberId) {
        if (account == address(0)) revert Membership_InvalidAccount(account);
        if (class == MemberClass.None) revert Membership_ClassRequired(account);
        if (_memberOf[account].id != 0) revert Membership_AlreadyMember(account);
        memberId = ++_lastMemberId;
        _memberOf[account] = Member({id: uint208(memberId), since: clock()});
        _classes[account].push(clock(), uint208(class));
        _members[class].push(clock(), _members[class].latest() + 1);
        _mint(account, memberId);
        emit MemberAdmitted(account, class, memberId);
        emit Locked(memberId);
    }

    function _leave(address account) private returns (uint256 memberId, MemberClass class) {
        memberId = _memberOf[account].id;
        if (memberId == 0) revert Membership_NotMember(account);
        class = classOf(account);
        delete _memberOf[account];
        _classes[account].push(clock(), uint208(MemberClass.None));
        _members[class].push(clock(), _members[class].latest() - 1);
        _burn(memberId);
    }

    function _update(address to, uint256 memberId, address auth) internal override returns (address from) {
        from = super._update(to, memberId, auth);
        if (from != address(0) && to != address(0)) revert Membership_Soulbound(memberId);
    }

    // What follows only tells Solidity which of several parents comes first.

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

    function _delegate(address account, address delegatee) internal override(Votes, SelfDelegation) {
        super._delegate(account, delegatee);
    }

    function _transferVotingUnits(address from, address to, uint256 amount) internal override(Votes, VotesExtended) {
        super._transferVotingUnits(from, to, amount);
    }
}
