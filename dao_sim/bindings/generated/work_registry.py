# Generated from artifacts/WorkRegistry.json by `python scripts/bindings.py`: change that, not this.
"""`WorkRegistry`, compiled from contracts/works/WorkRegistry.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Ancestor, Registration, Work
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class RoyaltyInfoResult(NamedTuple):
    """What `WorkRegistry.royalty_info` returns."""

    receiver: Address
    amount: int


class WorkRegistry(Contract):
    """The contract `WorkRegistry`."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "WorkRegistry"
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
    class BatchMetadataUpdate(Event):
        """This event emits when the metadata of a range of tokens is changed.

        So that the third-party platforms such as NFT market could timely update the images and related
        attributes of the NFTs.

        Solidity: `BatchMetadataUpdate(uint256 _fromTokenId, uint256 _toTokenId)`.
        """

        SIGNATURE: ClassVar[str] = "BatchMetadataUpdate(uint256,uint256)"
        from_token_id: int
        to_token_id: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class GateSet(Event):
        """Governance set what is asked before a work is registered; the zero address if nothing is.

        Solidity: `GateSet(address gate)`.
        """

        SIGNATURE: ClassVar[str] = "GateSet(address)"
        gate: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class MetadataUpdate(Event):
        """This event emits when the metadata of a token is changed.

        So that the third-party platforms such as NFT market could timely update the images and related
        attributes of the NFT.

        Solidity: `MetadataUpdate(uint256 _tokenId)`.
        """

        SIGNATURE: ClassVar[str] = "MetadataUpdate(uint256)"
        token_id: int

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

    @dataclass(frozen=True, slots=True, kw_only=True)
    class WorkCommitted(Event):
        """`registrant` announced a registration, without showing it.

        Solidity: `WorkCommitted(address registrant, bytes32 commitment)`.
        """

        SIGNATURE: ClassVar[str] = "WorkCommitted(address,bytes32)"
        registrant: Address
        """Indexed."""
        commitment: bytes
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class WorkReassigned(Event):
        """Governance gave the work's token to `to`.

        Solidity: `WorkReassigned(uint256 workId, address from, address to)`.
        """

        SIGNATURE: ClassVar[str] = "WorkReassigned(uint256,address,address)"
        work_id: int
        """Indexed."""
        from_: Address
        """Indexed."""
        to: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class WorkRegistered(Event):
        """A work was registered, with what the registrant stated of it.

        Solidity: `WorkRegistered(uint256 workId, address registrant, bytes32 contentHash, string uri,
        address[] contributors, uint256[] units, uint16 aiShareBps)`.
        """

        SIGNATURE: ClassVar[str] = "WorkRegistered(uint256,address,bytes32,string,address[],uint256[],uint16)"
        work_id: int
        """Indexed."""
        registrant: Address
        """Indexed."""
        content_hash: bytes
        """Indexed."""
        uri: str
        contributors: tuple[Address, ...]
        units: tuple[int, ...]
        ai_share_bps: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class WorkVoided(Event):
        """Governance ended a registration; `contentHash` is free for `heir` only, or for anyone if that is
        zero.

        Solidity: `WorkVoided(uint256 workId, bytes32 contentHash, address heir)`.
        """

        SIGNATURE: ClassVar[str] = "WorkVoided(uint256,bytes32,address)"
        work_id: int
        """Indexed."""
        content_hash: bytes
        """Indexed."""
        heir: Address
        """Indexed."""

    @classmethod
    def creation(
        cls,
        name: str,
        symbol: str,
        authority: Address,
        membership: Address,
        vault: Address,
        min_commit_age: int,
        max_commit_age: int,
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `membership`: Whose members may register.
        - `vault`: Where the works' units are and their income goes.
        - `min_commit_age`: Seconds between `commit` and `register`; at least 1.
        - `max_commit_age`: Seconds after which a commitment is void.
        """
        return cls.initcode(name, symbol, authority, membership, vault, min_commit_age, max_commit_age)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        name: str,
        symbol: str,
        authority: Address,
        membership: Address,
        vault: Address,
        min_commit_age: int,
        max_commit_age: int,
    ) -> WorkRegistry:
        """Deploys a `WorkRegistry` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `membership`: Whose members may register.
        - `vault`: Where the works' units are and their income goes.
        - `min_commit_age`: Seconds between `commit` and `register`; at least 1.
        - `max_commit_age`: Seconds after which a commitment is void.
        """
        return cls.create(
            chain, sender, name, symbol, authority, membership, vault, min_commit_age, max_commit_age
        )

    def approve(self, to: Address, token_id: int) -> Call:
        """Gives permission to `to` to transfer `tokenId` token to another account.

        The approval is cleared when the token is transferred. Only a single account can be approved at a
        time, so approving the zero address clears previous approvals. Requirements: - The caller must own
        the token or be an approved operator. - `tokenId` must exist. Emits an {Approval} event.

        Solidity: `approve(address to, uint256 tokenId)`.
        """
        return self.write("approve(address,uint256)", to, token_id)

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

    def commit(self, commitment: bytes) -> Call:
        """Announces a registration without showing it.

        See `commitmentFor`.

        Solidity: `commit(bytes32 commitment)`.
        """
        return self.write("commit(bytes32)", commitment)

    def commitment_for(self, registrant: Address, content_hash: bytes, salt: bytes) -> bytes:
        """The commitment of `registrant` to `contentHash`: keccak256(abi.encode(registrant, contentHash,
        salt)).

        Solidity: `commitmentFor(address registrant, bytes32 contentHash, bytes32 salt)`.
        """
        return cast(
            "bytes", self.read("commitmentFor(address,bytes32,bytes32)", registrant, content_hash, salt)
        )

    def committed_at(self, registrant: Address, commitment: bytes) -> int:
        """When `registrant` made `commitment` (seconds), or 0.

        Solidity: `committedAt(address registrant, bytes32 commitment)`.
        """
        return cast("int", self.read("committedAt(address,bytes32)", registrant, commitment))

    def gate(self) -> Address:
        """What is asked before a work is registered; the zero address if nothing is.

        Solidity: `gate()`.
        """
        return cast("Address", self.read("gate()"))

    def get_approved(self, token_id: int) -> Address:
        """Returns the account approved for `tokenId` token.

        Requirements: - `tokenId` must exist.

        Solidity: `getApproved(uint256 tokenId)`.
        """
        return cast("Address", self.read("getApproved(uint256)", token_id))

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

    def max_commit_age(self) -> int:
        """Seconds after which a commitment is void.

        Solidity: `maxCommitAge()`.
        """
        return cast("int", self.read("maxCommitAge()"))

    def max_contributors(self) -> int:
        """Most contributors a registration may name; more payees join by transfer of units.

        Solidity: `MAX_CONTRIBUTORS()`.
        """
        return cast("int", self.read("MAX_CONTRIBUTORS()"))

    def membership(self) -> Address:
        """Reads `membership()`."""
        return cast("Address", self.read("membership()"))

    def min_commit_age(self) -> int:
        """Seconds that must pass between `commit` and `register`.

        Solidity: `minCommitAge()`.
        """
        return cast("int", self.read("minCommitAge()"))

    def name(self) -> str:
        """Returns the token collection name.

        Solidity: `name()`.
        """
        return cast("str", self.read("name()"))

    def owner_of(self, token_id: int) -> Address:
        """Returns the owner of the `tokenId` token.

        Requirements: - `tokenId` must exist.

        Solidity: `ownerOf(uint256 tokenId)`.
        """
        return cast("Address", self.read("ownerOf(uint256)", token_id))

    def reassign(self, work_id: int, to: Address) -> Call:
        """Gives a work's token to `to`.

        Restricted to the WORK_STEWARD role. Share units do not move: where a stolen work's income must move
        too, void the registration and name its maker as heir.

        Solidity: `reassign(uint256 workId, address to)`.
        """
        return self.write("reassign(uint256,address)", work_id, to)

    def register(self, registration: Registration, salt: bytes) -> Call:
        """Registers a work that the caller committed to, and mints its token to the caller.

        - `registration`: What is stated of the work.
        - `salt`: The secret that went into the commitment.

        `simulate` returns `workId`: The work's number, counted from 1.

        Solidity: `register(IWorkRegistry.Registration registration, bytes32 salt)`.
        """
        return self.write(
            "register((bytes32,string,address[],uint256[],uint16,uint16),bytes32)", registration, salt
        )

    def register_derivative(
        self, registrant: Address, registration: Registration, salt: bytes, ancestors: Sequence[Ancestor]
    ) -> Call:
        """`register` for `registrant`, of a work that passes on what `ancestors` are owed.

        Restricted to the DERIVER role, which checks that the registrant asked for it and holds the
        licences.

        - `ancestors`: See `IRoyaltyVault.openDerivative`.

        `simulate` returns `uint256 workId`.

        Solidity: `registerDerivative(address registrant, IWorkRegistry.Registration registration, bytes32
          salt, IRoyaltyVault.Ancestor[] ancestors)`.
        """
        return self.write(
            "registerDerivative(address,(bytes32,string,address[],uint256[],uint16,uint16),bytes32,(uint48,uint16)[])",
            registrant,
            registration,
            salt,
            ancestors,
        )

    def reserved_for(self, content_hash: bytes) -> Address:
        """Who alone may register content whose registration was voided; zero for anyone.

        Solidity: `reservedFor(bytes32 contentHash)`.
        """
        return cast("Address", self.read("reservedFor(bytes32)", content_hash))

    def royalty_info(self, token_id: int, sale_price: int) -> RoyaltyInfoResult:
        """Returns how much royalty is owed and to whom, based on a sale price that may be denominated in any
        unit of exchange.

        The royalty amount is denominated and should be paid in that same unit of exchange. NOTE: ERC-2981
        allows setting the royalty to 100% of the price. In that case all the price would be sent to the
        royalty receiver and 0 tokens to the seller. Contracts dealing with royalty should consider empty
        transfers.

        Solidity: `royaltyInfo(uint256 tokenId, uint256 salePrice)`.
        """
        return RoyaltyInfoResult(*self.read("royaltyInfo(uint256,uint256)", token_id, sale_price))

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

    def set_approval_for_all(self, operator: Address, approved: bool) -> Call:
        """Approve or remove `operator` as an operator for the caller.

        Operators can call {transferFrom} or {safeTransferFrom} for any token owned by the caller.
        Requirements: - The `operator` cannot be the address zero. Emits an {ApprovalForAll} event.

        Solidity: `setApprovalForAll(address operator, bool approved)`.
        """
        return self.write("setApprovalForAll(address,bool)", operator, approved)

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def set_gate(self, gate: Address) -> Call:
        """Sets what is asked before a work, or a derivative, is registered; the zero address if nothing is.

        Restricted to the WORK_STEWARD role.

        Solidity: `setGate(address gate_)`.
        """
        return self.write("setGate(address)", gate)

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

    def vault(self) -> Address:
        """Reads `vault()`."""
        return cast("Address", self.read("vault()"))

    def void_registration(self, work_id: int, heir: Address) -> Call:
        """Ends a registration: its token is burnt, it earns no more, and its content hash is free again.

        Restricted to the WORK_STEWARD role. What accrued to holders of units stays theirs; what was still
        waiting in the receiver goes to the treasury.

        - `work_id`: The registration.
        - `heir`: Who alone may register the content from now on, its true maker say; zero for anyone.

        Solidity: `voidRegistration(uint256 workId, address heir)`.
        """
        return self.write("voidRegistration(uint256,address)", work_id, heir)

    def work(self, work_id: int) -> Work:
        """What is recorded of a work.

        Solidity: `work(uint256 workId)`.
        """
        return cast("Work", self.read("work(uint256)", work_id))

    def work_count(self) -> int:
        """How many works were ever registered.

        Solidity: `workCount()`.
        """
        return cast("int", self.read("workCount()"))

    def work_of(self, content_hash: bytes) -> int:
        """The work registered with `contentHash`, or 0.

        Solidity: `workOf(bytes32 contentHash)`.
        """
        return cast("int", self.read("workOf(bytes32)", content_hash))
