# Generated from artifacts/Licences.json by `python scripts/bindings.py`: change that, not this.
"""`Licences`, compiled from contracts/works/Licences.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Ancestor, Licence, Offer, Registration, Terms
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class Licences(Contract):
    """The contract `Licences`."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "Licences"
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
    class DerivativeRegistered(Event):
        """A work was registered that derives from `parents`, by these licences, in the same order.

        Solidity: `DerivativeRegistered(uint256 workId, uint256[] parents, uint256[] licences)`.
        """

        SIGNATURE: ClassVar[str] = "DerivativeRegistered(uint256,uint256[],uint256[])"
        work_id: int
        """Indexed."""
        parents: tuple[int, ...]
        licences: tuple[int, ...]

    @dataclass(frozen=True, slots=True, kw_only=True)
    class LicenceBought(Event):
        """`licensee` has a licence, for which `received` (smallest unit) went into the work's income.

        Solidity: `LicenceBought(uint256 licenceId, uint256 workId, address licensee, uint256 offerId,
        uint256 received)`.
        """

        SIGNATURE: ClassVar[str] = "LicenceBought(uint256,uint256,address,uint256,uint256)"
        licence_id: int
        """Indexed."""
        work_id: int
        """Indexed."""
        licensee: Address
        """Indexed."""
        offer_id: int
        received: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class LicenceOffered(Event):
        """The owner of a work offers licences.

        Solidity: `LicenceOffered(uint256 offerId, uint256 workId, address licensor, ILicences.Terms
        terms)`.
        """

        SIGNATURE: ClassVar[str] = (
            "LicenceOffered(uint256,uint256,address,(uint48,uint8,bool,bool,uint16,uint48,address,uint256,uint256))"
        )
        offer_id: int
        """Indexed."""
        work_id: int
        """Indexed."""
        licensor: Address
        """Indexed."""
        terms: Terms

    @dataclass(frozen=True, slots=True, kw_only=True)
    class LicenceRevoked(Event):
        """The co-op decided that the licence was broken; `reason` is the hash of why.

        Solidity: `LicenceRevoked(uint256 licenceId, uint256 workId, bytes32 reason)`.
        """

        SIGNATURE: ClassVar[str] = "LicenceRevoked(uint256,uint256,bytes32)"
        licence_id: int
        """Indexed."""
        work_id: int
        """Indexed."""
        reason: bytes

    @dataclass(frozen=True, slots=True, kw_only=True)
    class OfferWithdrawn(Event):
        """No more licences are sold under this offer; those sold go on.

        Solidity: `OfferWithdrawn(uint256 offerId)`.
        """

        SIGNATURE: ClassVar[str] = "OfferWithdrawn(uint256)"
        offer_id: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RevenueReported(Event):
        """The licensee reported `revenue` (smallest unit), of which `received` went into the work's income.

        Solidity: `RevenueReported(uint256 licenceId, uint256 workId, uint256 revenue, uint256 received)`.
        """

        SIGNATURE: ClassVar[str] = "RevenueReported(uint256,uint256,uint256,uint256)"
        licence_id: int
        """Indexed."""
        work_id: int
        """Indexed."""
        revenue: int
        received: int

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
        cls, name: str, symbol: str, authority: Address, registry: Address, vault: Address, rights: Address
    ) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `registry`: Whose works are licensed.
        - `vault`: Where the money goes.
        - `rights`: Which scopes are whose.
        """
        return cls.initcode(name, symbol, authority, registry, vault, rights)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        name: str,
        symbol: str,
        authority: Address,
        registry: Address,
        vault: Address,
        rights: Address,
    ) -> Licences:
        """Deploys a `Licences` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `registry`: Whose works are licensed.
        - `vault`: Where the money goes.
        - `rights`: Which scopes are whose.
        """
        return cls.create(chain, sender, name, symbol, authority, registry, vault, rights)

    def ancestry(self, licence_ids: Sequence[int]) -> tuple[Ancestor, ...]:
        """What a derivative by these licences would pass on, to whom.

        Solidity: `ancestry(uint256[] licenceIds)`.
        """
        return cast("tuple[Ancestor, ...]", self.read("ancestry(uint256[])", licence_ids))

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

    def buy(self, offer_id: int, *, value: Wei = NO_ETH) -> Call:
        """Buys a licence, for the caller.

        Pays the price into the work's income: in ETH, sent along, or in a token that the caller approved
        this contract for.

        - `value`: ETH to send along, in wei

        `simulate` returns `licenceId`: The licence's number, counted from 1.

        Solidity: `buy(uint256 offerId)`.
        """
        return self.write("buy(uint256)", offer_id, value=value)

    def get_approved(self, token_id: int) -> Address:
        """Returns the account approved for `tokenId` token.

        Requirements: - `tokenId` must exist.

        Solidity: `getApproved(uint256 tokenId)`.
        """
        return cast("Address", self.read("getApproved(uint256)", token_id))

    def in_force(self, licence_id: int) -> bool:
        """Whether a licence allows now what its terms say.

        Solidity: `inForce(uint256 licenceId)`.
        """
        return cast("bool", self.read("inForce(uint256)", licence_id))

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

    def is_open(self, offer_id: int) -> bool:
        """Whether licences are sold under an offer now.

        Solidity: `isOpen(uint256 offerId)`.
        """
        return cast("bool", self.read("isOpen(uint256)", offer_id))

    def licence_count(self) -> int:
        """How many licences were ever bought.

        Solidity: `licenceCount()`.
        """
        return cast("int", self.read("licenceCount()"))

    def licence_of(self, licence_id: int) -> Licence:
        """A licence.

        Reverts where there is none of that number.

        Solidity: `licenceOf(uint256 licenceId)`.
        """
        return cast("Licence", self.read("licenceOf(uint256)", licence_id))

    def name(self) -> str:
        """Returns the token collection name.

        Solidity: `name()`.
        """
        return cast("str", self.read("name()"))

    def offer(self, terms: Terms) -> Call:
        """Offers licences in a work.

        Only its owner may.

        `simulate` returns `offerId`: The offer's number, counted from 1.

        Solidity: `offer(ILicences.Terms terms)`.
        """
        return self.write("offer((uint48,uint8,bool,bool,uint16,uint48,address,uint256,uint256))", terms)

    def offer_count(self) -> int:
        """How many offers were ever made.

        Solidity: `offerCount()`.
        """
        return cast("int", self.read("offerCount()"))

    def offer_of(self, offer_id: int) -> Offer:
        """An offer.

        Reverts where there is none of that number.

        Solidity: `offerOf(uint256 offerId)`.
        """
        return cast("Offer", self.read("offerOf(uint256)", offer_id))

    def owner_of(self, token_id: int) -> Address:
        """Returns the owner of the `tokenId` token.

        Requirements: - `tokenId` must exist.

        Solidity: `ownerOf(uint256 tokenId)`.
        """
        return cast("Address", self.read("ownerOf(uint256)", token_id))

    def register_derivative(
        self, registration: Registration, salt: bytes, licence_ids: Sequence[int]
    ) -> Call:
        """Registers a work that derives from others, for the caller, who committed to it in the registry.

        - `licence_ids`: A licence for derivatives from each parent, in force and the caller's own.

        `simulate` returns `workId`: The work's number.

        Solidity: `registerDerivative(IWorkRegistry.Registration registration, bytes32 salt, uint256[]
          licenceIds)`.
        """
        return self.write(
            "registerDerivative((bytes32,string,address[],uint256[],uint16,uint16),bytes32,uint256[])",
            registration,
            salt,
            licence_ids,
        )

    def registry(self) -> Address:
        """Whose works are licensed.

        Solidity: `registry()`.
        """
        return cast("Address", self.read("registry()"))

    def report(self, licence_id: int, revenue: int, *, value: Wei = NO_ETH) -> Call:
        """Reports revenue under a licence with a share, and pays the share, rounded down, into the work's
        income.

        - `revenue`: In the smallest unit of the licence's asset, earned since the last report.
        - `value`: ETH to send along, in wei

        `simulate` returns `received`: What arrived in the vault (smallest unit).

        Solidity: `report(uint256 licenceId, uint256 revenue)`.
        """
        return self.write("report(uint256,uint256)", licence_id, revenue, value=value)

    def revoke(self, licence_id: int, reason: bytes) -> Call:
        """Ends a licence that the co-op found broken.

        Restricted to the WORK_STEWARD role. `reason` is a hash.

        Solidity: `revoke(uint256 licenceId, bytes32 reason)`.
        """
        return self.write("revoke(uint256,bytes32)", licence_id, reason)

    def rights(self) -> Address:
        """Which scopes are whose to offer: all of them the work's owner's, until it splits one off.

        Solidity: `rights()`.
        """
        return cast("Address", self.read("rights()"))

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

    def supports_interface(self, interface_id: bytes) -> bool:
        """Returns true if this contract implements the interface defined by `interfaceId`.

        See the corresponding https://eips.ethereum.org/EIPS/eip-165#how-interfaces-are-identified[ERC
        section] to learn more about how these ids are created. This function call must use less than 30 000
        gas.

        Solidity: `supportsInterface(bytes4 interfaceId)`.
        """
        return cast("bool", self.read("supportsInterface(bytes4)", interface_id))

    def symbol(self) -> str:
        """Returns the token collection symbol.

        Solidity: `symbol()`.
        """
        return cast("str", self.read("symbol()"))

    def terms_of(self, licence_id: int) -> Terms:
        """The terms of a licence, which never change.

        Solidity: `termsOf(uint256 licenceId)`.
        """
        return cast("Terms", self.read("termsOf(uint256)", licence_id))

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
        """Where the money goes.

        Solidity: `vault()`.
        """
        return cast("Address", self.read("vault()"))

    def withdraw(self, offer_id: int) -> Call:
        """Sells no more under an offer.

        Only the work's owner may; licences that were sold go on.

        Solidity: `withdraw(uint256 offerId)`.
        """
        return self.write("withdraw(uint256)", offer_id)
