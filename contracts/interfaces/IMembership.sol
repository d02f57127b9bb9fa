// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC5805} from "@openzeppelin/contracts/interfaces/IERC5805.sol";
import {IERC721} from "@openzeppelin/contracts/interfaces/IERC721.sol";

/**
 * @title IMembership
 * @notice Who belongs to the co-op: one soulbound token per member, one vote per member.
 *
 * A member votes for itself until it delegates; `delegate(address(0))` returns the vote to its holder.
 * A delegation outlives the membership: who is admitted again still votes through its old delegate.
 * Class and number of members are checkpointed by timestamp (ERC-6372), so that rules can ask who belonged
 * when a proposal was made.
 */
interface IMembership is IERC721, IERC5805 {
    /// @notice What a member is. `None` stands for somebody who is not a member.
    enum MemberClass {
        None,
        Creator,
        Enterprise,
        PublicBody,
        Patron
    }

    /// @notice `account` became a member.
    event MemberAdmitted(address indexed account, MemberClass indexed class, uint256 indexed memberId);
    /// @notice `account` left of its own will.
    event MemberResigned(address indexed account, MemberClass indexed class, uint256 indexed memberId);
    /// @notice `account` was expelled by governance.
    event MemberExpelled(address indexed account, MemberClass indexed class, uint256 indexed memberId);
    /// @notice The token can never be transferred (ERC-5192).
    event Locked(uint256 tokenId);

    /// @notice An account has one membership: it must resign before it can be admitted again.
    error Membership_AlreadyMember(address account);
    /// @notice Only a member can resign or be expelled.
    error Membership_NotMember(address account);
    /// @notice The zero address cannot be a member.
    error Membership_InvalidAccount(address account);
    /// @notice Admit to one of the four classes.
    error Membership_ClassRequired(address account);
    /// @notice A membership cannot be transferred or approved: resign, and have the other account admitted.
    error Membership_Soulbound(uint256 memberId);
    /// @notice Name one class per founder.
    error Membership_LengthMismatch(uint256 accounts, uint256 classes);

    /**
     * @notice Admits `account` to `class`. Restricted to the ADMITTER role.
     * @param account Who joins; it must not be a member already.
     * @param class Any class but `None`.
     * @return memberId The number of the membership, never used again.
     */
    function admit(address account, MemberClass class) external returns (uint256 memberId);

    /// @notice The caller leaves the co-op. Its royalties, tokens and works stay its own.
    function resign() external;

    /// @notice Ends `account`'s membership. Restricted to the EXPELLER role, which only governance holds.
    function expel(address account) external;

    /// @notice Whether `account` is a member now.
    function isMember(address account) external view returns (bool);

    /// @notice The number of `account`'s membership, or 0.
    function memberIdOf(address account) external view returns (uint256);

    /// @notice `account`'s class now; `None` if it is not a member.
    function classOf(address account) external view returns (MemberClass);

    /// @notice `account`'s class at a past `timepoint` (seconds); `None` if it was not a member then.
    function getPastClass(address account, uint256 timepoint) external view returns (MemberClass);

    /// @notice When `account` was last admitted (seconds), or 0 if it is not a member now.
    function memberSince(address account) external view returns (uint48);

    /// @notice Members of `class` now; of all classes together for `None`.
    function members(MemberClass class) external view returns (uint256);

    /// @notice Members of `class` at a past `timepoint` (seconds); of all classes together for `None`.
    function getPastMembers(MemberClass class, uint256 timepoint) external view returns (uint256);

    /// @notice Always true for an existing token (ERC-5192).
    function locked(uint256 tokenId) external view returns (bool);
}
