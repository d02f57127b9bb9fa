# Generated from artifacts/Membership.json by `python scripts/bindings.py`: change that, not this.
"""`Membership`, compiled from contracts/membership/Membership.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class Eip712DomainResult(NamedTuple):
    """What `Membership.eip712_domain` returns."""

    fields: bytes
    name: str
    version: str
    chain_id: int
    verifying_contract: Address
    salt: bytes
    extensions: tuple[int, ...]


class GetPastDelegationResult(NamedTuple):
    """What `Membership.get_past_delegation` returns."""

    delegatees: tuple[Address, ...]
    units: tuple[int, ...]


class Membership(Contract):
    """The contract `Membership`."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "Membership"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Approval(Event):
        """Emitted when `owner` enables `approved` to manage the `tokenId` token.

        Solidity: `Approval(address owner, address approved, uint256 tokenId)`.
        """

        SIGNATURE: ClassVar[str] = "Approval(address,address,uint256)"
        owner: Address
        """Indexed."""
        approved: Address
        """Indexed."""
        token_id: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ApprovalForAll(Event):
        """Emitted when `owner` enables or disables (`approved`) `operator` to manage all of its assets.

        Solidity: `ApprovalForAll(address owner, address operator, bool approved)`.
        """

        SIGNATURE: ClassVar[str] = "ApprovalForAll(address,address,bool)"
        owner: Address
        """Indexed."""
        operator: Address
        """Indexed."""
        approved: bool

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class DelegateChanged(Event):
        """Emitted when an account changes their delegate.

        Solidity: `DelegateChanged(address delegator, address fromDelegate, address toDelegate)`.
        """

        SIGNATURE: ClassVar[str] = "DelegateChanged(address,address,address)"
        delegator: Address
        """Indexed."""
        from_delegate: Address
        """Indexed."""
        to_delegate: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class DelegateVotesChanged(Event):
        """Emitted when a token transfer or delegate change results in changes to a delegate's number of voting
        units.

        Solidity: `DelegateVotesChanged(address delegate, uint256 previousVotes, uint256 newVotes)`.
        """

        SIGNATURE: ClassVar[str] = "DelegateVotesChanged(address,uint256,uint256)"
        delegate: Address
        """Indexed."""
        previous_votes: int
        new_votes: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class EIP712DomainChanged(Event):
        """MAY be emitted to signal that the domain could have changed.

        Solidity: `EIP712DomainChanged()`.
        """

        SIGNATURE: ClassVar[str] = "EIP712DomainChanged()"

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Locked(Event):
        """The token can never be transferred (ERC-5192).

        Solidity: `Locked(uint256 tokenId)`.
        """

        SIGNATURE: ClassVar[str] = "Locked(uint256)"
        token_id: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class MemberAdmitted(Event):
        """`account` became a member.

        Solidity: `MemberAdmitted(address account, IMembership.MemberClass class, uint256 memberId)`.
        """

        SIGNATURE: ClassVar[str] = "MemberAdmitted(address,uint8,uint256)"
        account: Address
        """Indexed."""
        class_: int
        """Indexed."""
        member_id: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class MemberExpelled(Event):
        """`account` was expelled by governance.

        Solidity: `MemberExpelled(address account, IMembership.MemberClass class, uint256 memberId)`.
        """

        SIGNATURE: ClassVar[str] = "MemberExpelled(address,uint8,uint256)"
        account: Address
        """Indexed."""
        class_: int
        """Indexed."""
        member_id: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class MemberResigned(Event):
        """`account` left of its own will.

        Solidity: `MemberResigned(address account, IMembership.MemberClass class, uint256 memberId)`.
        """

        SIGNATURE: ClassVar[str] = "MemberResigned(address,uint8,uint256)"
        account: Address
        """Indexed."""
        class_: int
        """Indexed."""
        member_id: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Transfer(Event):
        """Emitted when `tokenId` token is transferred from `from` to `to`.

        Solidity: `Transfer(address from, address to, uint256 tokenId)`.
        """

        SIGNATURE: ClassVar[str] = "Transfer(address,address,uint256)"
        from_: Address
        """Indexed."""
        to: Address
        """Indexed."""
        token_id: int
        """Indexed."""

    @classmethod
    def creation(
        cls, name: str, symbol: str, authority: Address, founders: Sequence[Address], classes: Sequence[int]
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `founders`: Who is a member from the start.
        - `classes`: Their classes, in the same order.
        """
        return cls.initcode(name, symbol, authority, founders, classes)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        name: str,
        symbol: str,
        authority: Address,
        founders: Sequence[Address],
        classes: Sequence[int],
    ) -> Membership:
        """Deploys a `Membership` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `founders`: Who is a member from the start.
        - `classes`: Their classes, in the same order.
        """
        return cls.create(chain, sender, name, symbol, authority, founders, classes)

    def admit(self, account: Address, class_: int) -> Call:
        """Admits `account` to `class`.

        Restricted to the ADMITTER role.

        - `account`: Who joins; it must not be a member already.
        - `class_`: Any class but `None`.

        `simulate` returns `memberId`: The number of the membership, never used again.

        Solidity: `admit(address account, IMembership.MemberClass class)`.
        """
        return self.write("admit(address,uint8)", account, class_)

    def approve(self, arg0: Address, token_id: int) -> None:
        """A membership cannot be handed on, so there is nothing to approve.

        Solidity: `approve(address, uint256 tokenId)`.
        """
        self.read("approve(address,uint256)", arg0, token_id)

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def balance_of(self, owner: Address) -> int:
        """Returns the number of tokens in ``owner``'s account.

        Solidity: `balanceOf(address owner)`.
        """
        return cast("int", self.read("balanceOf(address)", owner))

    def class_of(self, account: Address) -> int:
        """`account`'s class now; `None` if it is not a member.

        Solidity: `classOf(address account)`.
        """
        return cast("int", self.read("classOf(address)", account))

    def clock(self) -> int:
        """Reads `clock()`."""
        return cast("int", self.read("clock()"))

    def clock_mode(self) -> str:
        """Reads `CLOCK_MODE()`."""
        return cast("str", self.read("CLOCK_MODE()"))

    def delegate(self, delegatee: Address) -> Call:
        """Delegates votes from the sender to `delegatee`.

        Solidity: `delegate(address delegatee)`.
        """
        return self.write("delegate(address)", delegatee)

    def delegate_by_sig(
        self, delegatee: Address, nonce: int, expiry: int, v: int, r: bytes, s: bytes
    ) -> Call:
        """Delegates votes from signer to `delegatee`.

        Solidity: `delegateBySig(address delegatee, uint256 nonce, uint256 expiry, uint8 v, bytes32 r,
          bytes32 s)`.
        """
        return self.write(
            "delegateBySig(address,uint256,uint256,uint8,bytes32,bytes32)", delegatee, nonce, expiry, v, r, s
        )

    def delegates(self, account: Address) -> Address:
        """Reads `delegates(address account)`."""
        return cast("Address", self.read("delegates(address)", account))

    def eip712_domain(self) -> Eip712DomainResult:
        """returns the fields and values that describe the domain separator used by this contract for EIP-712
        signature.

        Solidity: `eip712Domain()`.
        """
        return Eip712DomainResult(*self.read("eip712Domain()"))

    def expel(self, account: Address) -> Call:
        """Ends `account`'s membership.

        Restricted to the EXPELLER role, which only governance holds.

        Solidity: `expel(address account)`.
        """
        return self.write("expel(address)", account)

    def get_approved(self, token_id: int) -> Address:
        """Returns the account approved for `tokenId` token.

        Requirements: - `tokenId` must exist.

        Solidity: `getApproved(uint256 tokenId)`.
        """
        return cast("Address", self.read("getApproved(uint256)", token_id))

    def get_past_balance_of(self, account: Address, timepoint: int) -> int:
        """Returns the `balanceOf` of an `account` at a specific moment in the past.

        If the `clock()` is configured to use block numbers, this will return the value at the end of the
        corresponding block. Requirements: - `timepoint` must be in the past. If operating using block
        numbers, the block must be already mined.

        Solidity: `getPastBalanceOf(address account, uint256 timepoint)`.
        """
        return cast("int", self.read("getPastBalanceOf(address,uint256)", account, timepoint))

    def get_past_class(self, account: Address, timepoint: int) -> int:
        """`account`'s class at a past `timepoint` (seconds); `None` if it was not a member then.

        Solidity: `getPastClass(address account, uint256 timepoint)`.
        """
        return cast("int", self.read("getPastClass(address,uint256)", account, timepoint))

    def get_past_delegate(self, account: Address, timepoint: int) -> Address:
        """`account`'s delegate at a past `timepoint`, by the same default.

        Solidity: `getPastDelegate(address account, uint256 timepoint)`.
        """
        return cast("Address", self.read("getPastDelegate(address,uint256)", account, timepoint))

    def get_past_delegation(self, account: Address, timepoint: int) -> GetPastDelegationResult:
        """Who had the votes of `account`'s own units at a past `timepoint` (seconds), and how many of them
        each.

        They sum to what it held.

        Solidity: `getPastDelegation(address account, uint256 timepoint)`.
        """
        return GetPastDelegationResult(*self.read("getPastDelegation(address,uint256)", account, timepoint))

    def get_past_members(self, class_: int, timepoint: int) -> int:
        """Members of `class` at a past `timepoint` (seconds); of all classes together for `None`.

        Solidity: `getPastMembers(IMembership.MemberClass class, uint256 timepoint)`.
        """
        return cast("int", self.read("getPastMembers(uint8,uint256)", class_, timepoint))

    def get_past_total_supply(self, timepoint: int) -> int:
        """Returns the total supply of votes available at a specific moment in the past.

        If the `clock()` is configured to use block numbers, this will return the value at the end of the
        corresponding block. NOTE: This value is the sum of all available votes, which is not necessarily
        the sum of all delegated votes. Votes that have not been delegated are still part of total supply,
        even though they would not participate in a vote. Requirements: - `timepoint` must be in the past.
        If operating using block numbers, the block must be already mined.

        Solidity: `getPastTotalSupply(uint256 timepoint)`.
        """
        return cast("int", self.read("getPastTotalSupply(uint256)", timepoint))

    def get_past_votes(self, account: Address, timepoint: int) -> int:
        """Returns the amount of votes that `account` had at a specific moment in the past.

        If the `clock()` is configured to use block numbers, this will return the value at the end of the
        corresponding block. Requirements: - `timepoint` must be in the past. If operating using block
        numbers, the block must be already mined.

        Solidity: `getPastVotes(address account, uint256 timepoint)`.
        """
        return cast("int", self.read("getPastVotes(address,uint256)", account, timepoint))

    def get_votes(self, account: Address) -> int:
        """Returns the current amount of votes that `account` has.

        Solidity: `getVotes(address account)`.
        """
        return cast("int", self.read("getVotes(address)", account))

    def is_approved_for_all(self, owner: Address, operator: Address) -> bool:
        """Returns if the `operator` is allowed to manage all of the assets of `owner`.

        See {setApprovalForAll}

        Solidity: `isApprovedForAll(address owner, address operator)`.
        """
        return cast("bool", self.read("isApprovedForAll(address,address)", owner, operator))

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def is_member(self, account: Address) -> bool:
        """Whether `account` is a member now.

        Solidity: `isMember(address account)`.
        """
        return cast("bool", self.read("isMember(address)", account))

    def locked(self, token_id: int) -> bool:
        """Always true for an existing token (ERC-5192).

        Solidity: `locked(uint256 tokenId)`.
        """
        return cast("bool", self.read("locked(uint256)", token_id))

    def member_id_of(self, account: Address) -> int:
        """The number of `account`'s membership, or 0.

        Solidity: `memberIdOf(address account)`.
        """
        return cast("int", self.read("memberIdOf(address)", account))

    def member_since(self, account: Address) -> int:
        """When `account` was last admitted (seconds), or 0 if it is not a member now.

        Solidity: `memberSince(address account)`.
        """
        return cast("int", self.read("memberSince(address)", account))

    def members(self, class_: int) -> int:
        """Members of `class` now; of all classes together for `None`.

        Solidity: `members(IMembership.MemberClass class)`.
        """
        return cast("int", self.read("members(uint8)", class_))

    def name(self) -> str:
        """Returns the token collection name.

        Solidity: `name()`.
        """
        return cast("str", self.read("name()"))

    def nonces(self, owner: Address) -> int:
        """Returns the next unused nonce for an address.

        Solidity: `nonces(address owner)`.
        """
        return cast("int", self.read("nonces(address)", owner))

    def owner_of(self, token_id: int) -> Address:
        """Returns the owner of the `tokenId` token.

        Requirements: - `tokenId` must exist.

        Solidity: `ownerOf(uint256 tokenId)`.
        """
        return cast("Address", self.read("ownerOf(uint256)", token_id))

    def resign(self) -> Call:
        """The caller leaves the co-op.

        Its royalties, tokens and works stay its own.

        Solidity: `resign()`.
        """
        return self.write("resign()")

    def safe_transfer_from(self, from_: Address, to: Address, token_id: int) -> Call:
        """Safely transfers `tokenId` token from `from` to `to`, checking first that contract recipients are
        aware of the ERC-721 protocol to prevent tokens from being forever locked.

        Requirements: - `from` cannot be the zero address. - `to` cannot be the zero address. - `tokenId`
        token must exist and be owned by `from`. - If the caller is not `from`, it must have been allowed to
        move this token by either {approve} or {setApprovalForAll}. - If `to` refers to a smart contract, it
        must implement {IERC721Receiver-onERC721Received}, which is called upon a safe transfer. Emits a
        {Transfer} event.

        Solidity: `safeTransferFrom(address from, address to, uint256 tokenId)`.
        """
        return self.write("safeTransferFrom(address,address,uint256)", from_, to, token_id)

    def safe_transfer_from_with_data(self, from_: Address, to: Address, token_id: int, data: bytes) -> Call:
        """Safely transfers `tokenId` token from `from` to `to`.

        Requirements: - `from` cannot be the zero address. - `to` cannot be the zero address. - `tokenId`
        token must exist and be owned by `from`. - If the caller is not `from`, it must be approved to move
        this token by either {approve} or {setApprovalForAll}. - If `to` refers to a smart contract, it must
        implement {IERC721Receiver-onERC721Received}, which is called upon a safe transfer. Emits a
        {Transfer} event.

        Solidity: `safeTransferFrom(address from, address to, uint256 tokenId, bytes data)`.
        """
        return self.write("safeTransferFrom(address,address,uint256,bytes)", from_, to, token_id, data)

    def set_approval_for_all(self, arg0: Address, arg1: bool) -> None:
        """A membership cannot be handed on, so there is nothing to approve.

        Solidity: `setApprovalForAll(address, bool)`.
        """
        self.read("setApprovalForAll(address,bool)", arg0, arg1)

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def supports_interface(self, interface_id: bytes) -> bool:
        """Reads `supportsInterface(bytes4 interfaceId)`."""
        return cast("bool", self.read("supportsInterface(bytes4)", interface_id))

    def symbol(self) -> str:
        """Returns the token collection symbol.

        Solidity: `symbol()`.
        """
        return cast("str", self.read("symbol()"))

    def token_uri(self, token_id: int) -> str:
        """Returns the Uniform Resource Identifier (URI) for `tokenId` token.

        Solidity: `tokenURI(uint256 tokenId)`.
        """
        return cast("str", self.read("tokenURI(uint256)", token_id))

    def transfer_from(self, from_: Address, to: Address, token_id: int) -> Call:
        """Transfers `tokenId` token from `from` to `to`.

        WARNING: Note that the caller is responsible to confirm that the recipient is capable of receiving
        ERC-721 or else they may be permanently lost. Usage of {safeTransferFrom} prevents loss, though the
        caller must understand this adds an external call which potentially creates a reentrancy
        vulnerability. Requirements: - `from` cannot be the zero address. - `to` cannot be the zero address.
        - `tokenId` token must be owned by `from`. - If the caller is not `from`, it must be approved to
        move this token by either {approve} or {setApprovalForAll}. Emits a {Transfer} event.

        Solidity: `transferFrom(address from, address to, uint256 tokenId)`.
        """
        return self.write("transferFrom(address,address,uint256)", from_, to, token_id)
