# Generated from artifacts/SubRights.json by `python scripts/bindings.py`: change that, not this.
"""`SubRights`, compiled from contracts/works/SubRights.sol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Ancestor, Registration, Right
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class SubRights(Contract):
    """Registry and vault are the co-op's own and call nobody: what they answer is written down after they are
    called.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "SubRights"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class AuthorityUpdated(Event):
        """Authority that manages this contract was updated.

        Solidity: `AuthorityUpdated(address authority)`.
        """

        SIGNATURE: ClassVar[str] = "AuthorityUpdated(address)"
        authority: Address

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Confined(Event):
        """A work has these scopes alone (bit n stands for scope n), from its registration on.

        Solidity: `Confined(uint256 workId, uint256 scopes)`.
        """

        SIGNATURE: ClassVar[str] = "Confined(uint256,uint256)"
        work_id: int
        """Indexed."""
        scopes: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RightMerged(Event):
        """The scope of this right is its work's own again.

        Solidity: `RightMerged(uint256 rightId, uint256 workId)`.
        """

        SIGNATURE: ClassVar[str] = "RightMerged(uint256,uint256)"
        right_id: int
        """Indexed."""
        work_id: int
        """Indexed."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RightSplit(Event):
        """The work `rightId` is the right to `scope` of `workId`, which has `shareBps` of what it earns.

        Solidity: `RightSplit(uint256 rightId, uint256 workId, address owner, ILicences.Scope scope, uint256
        shareBps)`.
        """

        SIGNATURE: ClassVar[str] = "RightSplit(uint256,uint256,address,uint8,uint256)"
        right_id: int
        """Indexed."""
        work_id: int
        """Indexed."""
        owner: Address
        """Indexed."""
        scope: int
        share_bps: int

    @classmethod
    def creation(cls, authority: Address, registry: Address, vault: Address) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `authority`: The access manager.
        - `registry`: Whose works are split.
        - `vault`: Where the money goes.
        """
        return cls.initcode(authority, registry, vault)

    @classmethod
    def deploy(
        cls, chain: Chain, sender: Address, authority: Address, registry: Address, vault: Address
    ) -> SubRights:
        """Deploys a `SubRights` and returns it, at the address in the receipt.

        - `authority`: The access manager.
        - `registry`: Whose works are split.
        - `vault`: Where the money goes.
        """
        return cls.create(chain, sender, authority, registry, vault)

    def allows(self, work_id: int, scope: int) -> bool:
        """Whether a work's owner may offer licences in this scope now.

        Solidity: `allows(uint256 workId, ILicences.Scope scope)`.
        """
        return cast("bool", self.read("allows(uint256,uint8)", work_id, scope))

    def authority(self) -> Address:
        """Returns the current authority.

        Solidity: `authority()`.
        """
        return cast("Address", self.read("authority()"))

    def confine(self, work_id: int, scopes: int) -> Call:
        """Says which scopes a work that is just registered has.

        Restricted to the DERIVER role.

        Solidity: `confine(uint256 workId, uint256 scopes)`.
        """
        return self.write("confine(uint256,uint256)", work_id, scopes)

    def is_consuming_scheduled_op(self) -> bytes:
        """Returns true only in the context of a delayed restricted call, at the moment that the scheduled
        operation is being consumed.

        Prevents denial of service for delayed restricted calls in the case that the contract performs
        attacker controlled calls.

        Solidity: `isConsumingScheduledOp()`.
        """
        return cast("bytes", self.read("isConsumingScheduledOp()"))

    def is_open(self, work_id: int) -> bool:
        """Whether a work is open, and, of a right, the work that it was split from, too.

        Solidity: `isOpen(uint256 workId)`.
        """
        return cast("bool", self.read("isOpen(uint256)", work_id))

    def merge(self, right_id: int) -> Call:
        """Gives a right's scope back to its work.

        Only whoever owns both may.

        Solidity: `merge(uint256 rightId)`.
        """
        return self.write("merge(uint256)", right_id)

    def registry(self) -> Address:
        """Whose works are split.

        Solidity: `registry()`.
        """
        return cast("Address", self.read("registry()"))

    def right_of(self, right_id: int) -> Right:
        """A right.

        Reverts where the work is none.

        Solidity: `rightOf(uint256 rightId)`.
        """
        return cast("Right", self.read("rightOf(uint256)", right_id))

    def right_to(self, work_id: int, scope: int) -> int:
        """The right that stands for a scope of a work; 0 where the scope is not split off.

        Solidity: `rightTo(uint256 workId, ILicences.Scope scope)`.
        """
        return cast("int", self.read("rightTo(uint256,uint8)", work_id, scope))

    def scopes_of(self, work_id: int) -> int:
        """The scopes in which a work's owner may offer licences now: bit n stands for scope n.

        None where the work is not open.

        Solidity: `scopesOf(uint256 workId)`.
        """
        return cast("int", self.read("scopesOf(uint256)", work_id))

    def set_authority(self, new_authority: Address) -> Call:
        """Transfers control to a new authority.

        The caller must be the current authority.

        Solidity: `setAuthority(address newAuthority)`.
        """
        return self.write("setAuthority(address)", new_authority)

    def split(
        self, work_id: int, scope: int, share_bps: int, registration: Registration, salt: bytes
    ) -> Call:
        """Splits a scope off a work of the caller's, who committed to the right's registration in the
        registry.

        - `share_bps`: The work's share of every net deposit for the right, in basis points.
        - `registration`: What is stated of the right; whoever is named as a contributor has its units.
        - `salt`: The secret that went into the commitment.

        `simulate` returns `rightId`: The right's number, among works.

        Solidity: `split(uint256 workId, ILicences.Scope scope, uint256 shareBps, IWorkRegistry.Registration
          registration, bytes32 salt)`.
        """
        return self.write(
            "split(uint256,uint8,uint256,(bytes32,string,address[],uint256[],uint16,uint16),bytes32)",
            work_id,
            scope,
            share_bps,
            registration,
            salt,
        )

    def table_for(self, work_id: int, share_bps: int) -> tuple[Ancestor, ...]:
        """What a right split from this work with this share would pass on, to whom.

        Solidity: `tableFor(uint256 workId, uint256 shareBps)`.
        """
        return cast("tuple[Ancestor, ...]", self.read("tableFor(uint256,uint256)", work_id, share_bps))

    def vault(self) -> Address:
        """Where the money goes.

        Solidity: `vault()`.
        """
        return cast("Address", self.read("vault()"))
