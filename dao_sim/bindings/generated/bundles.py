# Generated from artifacts/Bundles.json by `python scripts/bindings.py`: change that, not this.
"""`Bundles`, compiled from contracts/works/Bundles.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Ancestor, Bundle, Registration
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class Bundles(Contract):
    """Registry, vault and rights are the co-op's own and call nobody: what they answer is written down after
    they are called.

    A table of ancestors never changes, so that what a bundle passes on is the same when it is opened as
    when it was proposed.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "Bundles"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class BundleOpened(Event):
        """The bundle is this work, in which licences of these scopes can be offered (bit n stands for scope
        n).

        Solidity: `BundleOpened(uint256 bundleId, uint256 workId, uint256 scopes)`.
        """

        SIGNATURE: ClassVar[str] = "BundleOpened(uint256,uint256,uint256)"
        bundle_id: int
        """Indexed."""
        work_id: int
        """Indexed."""
        scopes: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class BundleProposed(Event):
        """A member proposes to bundle these works with these shares.

        Solidity: `BundleProposed(uint256 bundleId, address curator, bytes32 terms, IRoyaltyVault.Ancestor[]
        works)`.
        """

        SIGNATURE: ClassVar[str] = "BundleProposed(uint256,address,bytes32,(uint48,uint16)[])"
        bundle_id: int
        """Indexed."""
        curator: Address
        """Indexed."""
        terms: bytes
        works: tuple[Ancestor, ...]

    @dataclass(frozen=True, slots=True, kw_only=True)
    class WorkJoined(Event):
        """The work's owner agrees to its share.

        Solidity: `WorkJoined(uint256 bundleId, uint256 workId, address owner)`.
        """

        SIGNATURE: ClassVar[str] = "WorkJoined(uint256,uint256,address)"
        bundle_id: int
        """Indexed."""
        work_id: int
        """Indexed."""
        owner: Address
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class WorkWithdrawn(Event):
        """Who agreed does so no more.

        Solidity: `WorkWithdrawn(uint256 bundleId, uint256 workId, address owner)`.
        """

        SIGNATURE: ClassVar[str] = "WorkWithdrawn(uint256,uint256,address)"
        bundle_id: int
        """Indexed."""
        work_id: int
        """Indexed."""
        owner: Address
        """Indexed."""

    @classmethod
    def creation(cls, membership: Address, registry: Address, vault: Address, rights: Address) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `membership`: Who may propose.
        - `registry`: Whose works are bundled.
        - `vault`: Where the money goes.
        - `rights`: Which scopes are whose.
        """
        return cls.initcode(membership, registry, vault, rights)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        membership: Address,
        registry: Address,
        vault: Address,
        rights: Address,
    ) -> Bundles:
        """Deploys a `Bundles` and returns it, at the address in the receipt.

        - `membership`: Who may propose.
        - `registry`: Whose works are bundled.
        - `vault`: Where the money goes.
        - `rights`: Which scopes are whose.
        """
        return cls.create(chain, sender, membership, registry, vault, rights)

    def bundle_count(self) -> int:
        """How many bundles were ever proposed.

        Solidity: `bundleCount()`.
        """
        return cast("int", self.read("bundleCount()"))

    def bundle_of(self, bundle_id: int) -> Bundle:
        """A bundle.

        Reverts where there is none of that number.

        Solidity: `bundleOf(uint256 bundleId)`.
        """
        return cast("Bundle", self.read("bundleOf(uint256)", bundle_id))

    def has_joined(self, bundle_id: int, work_id: int) -> bool:
        """Whether the present owner of an open work agreed to it being in the bundle.

        Solidity: `hasJoined(uint256 bundleId, uint256 workId)`.
        """
        return cast("bool", self.read("hasJoined(uint256,uint256)", bundle_id, work_id))

    def join(self, bundle_id: int, work_id: int) -> Call:
        """Agrees that a work be bundled.

        Only its present owner may.

        Solidity: `join(uint256 bundleId, uint256 workId)`.
        """
        return self.write("join(uint256,uint256)", bundle_id, work_id)

    def max_works(self) -> int:
        """Most works that a bundle holds.

        Solidity: `MAX_WORKS()`.
        """
        return cast("int", self.read("MAX_WORKS()"))

    def membership(self) -> Address:
        """Who may propose.

        Solidity: `membership()`.
        """
        return cast("Address", self.read("membership()"))

    def open_(self, bundle_id: int, registration: Registration, salt: bytes) -> Call:
        """Registers the bundle as a work, for its curator, who committed to it in the registry.

        - `registration`: As it was hashed into the terms.
        - `salt`: The secret that went into the commitment, and into the terms.

        `simulate` returns `workId`: The bundle's number among works.

        Solidity: `open(uint256 bundleId, IWorkRegistry.Registration registration, bytes32 salt)`.
        """
        return self.write(
            "open(uint256,(bytes32,string,address[],uint256[],uint16,uint16),bytes32)",
            bundle_id,
            registration,
            salt,
        )

    def propose(self, works: Sequence[Ancestor], terms: bytes) -> Call:
        """Proposes a bundle.

        Only members may.

        - `works`: At least 2, by rising numbers, with their shares in basis points of the bundle's net
          deposits.
        - `terms`: What will be stated of the bundle, and cannot change: see `termsFor`. Only its hash is
          shown, so that nobody else can register the content meanwhile.

        `simulate` returns `bundleId`: The bundle's number, counted from 1 among bundles.

        Solidity: `propose(IRoyaltyVault.Ancestor[] works, bytes32 terms)`.
        """
        return self.write("propose((uint48,uint16)[],bytes32)", works, terms)

    def registry(self) -> Address:
        """Whose works are bundled.

        Solidity: `registry()`.
        """
        return cast("Address", self.read("registry()"))

    def rights(self) -> Address:
        """Which scopes are whose.

        Solidity: `rights()`.
        """
        return cast("Address", self.read("rights()"))

    def table_of(self, bundle_id: int) -> tuple[Ancestor, ...]:
        """What the bundle passes on, or would, to whom.

        Solidity: `tableOf(uint256 bundleId)`.
        """
        return cast("tuple[Ancestor, ...]", self.read("tableOf(uint256)", bundle_id))

    def terms_for(self, registration: Registration, salt: bytes) -> bytes:
        """The terms of a registration: keccak256(abi.encode(registration, salt)).

        Of use to an owner, whom the curator showed both.

        Solidity: `termsFor(IWorkRegistry.Registration registration, bytes32 salt)`.
        """
        return cast(
            "bytes",
            self.read(
                "termsFor((bytes32,string,address[],uint256[],uint16,uint16),bytes32)", registration, salt
            ),
        )

    def vault(self) -> Address:
        """Where the money goes.

        Solidity: `vault()`.
        """
        return cast("Address", self.read("vault()"))

    def withdraw(self, bundle_id: int, work_id: int) -> Call:
        """Takes consent back, until the bundle is opened.

        Only who gave it may.

        Solidity: `withdraw(uint256 bundleId, uint256 workId)`.
        """
        return self.write("withdraw(uint256,uint256)", bundle_id, work_id)
