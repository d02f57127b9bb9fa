# Generated from artifacts/Disputes.json by `python scripts/bindings.py`: change that, not this.
"""`Disputes`, compiled from contracts/curation/Disputes.sol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Claim, Dispute
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class Disputes(Contract):
    """The contract `Disputes`."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "Disputes"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class DisputeConcluded(Event):
        """It is decided, and `moved` units of the work changed hands.

        Solidity: `DisputeConcluded(uint256 disputeId, uint256 workId, bool upheld, uint256 moved)`.
        """

        SIGNATURE: ClassVar[str] = "DisputeConcluded(uint256,uint256,bool,uint256)"
        dispute_id: int
        """Indexed."""
        work_id: int
        """Indexed."""
        upheld: bool
        moved: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class DisputeOpened(Event):
        """Somebody claims units of a work; a panel decides.

        Solidity: `DisputeOpened(uint256 disputeId, uint256 workId, address claimant, uint256 caseId,
        IDisputes.Claim claim)`.
        """

        SIGNATURE: ClassVar[str] = (
            "DisputeOpened(uint256,uint256,address,uint256,(uint8,uint256,address,address[],uint256[],bytes32))"
        )
        dispute_id: int
        """Indexed."""
        work_id: int
        """Indexed."""
        claimant: Address
        """Indexed."""
        case_id: int
        claim: Claim

    @classmethod
    def creation(cls, panels: Address, registry: Address, vault: Address, freeze_period: int) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends.

        - `panels`: Who decides.
        - `registry`: Whose works.
        - `vault`: Where their units are.
        - `freeze_period`: For how long a dispute keeps units locked at most (seconds).
        """
        return cls.initcode(panels, registry, vault, freeze_period)

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        sender: Address,
        panels: Address,
        registry: Address,
        vault: Address,
        freeze_period: int,
    ) -> Disputes:
        """Deploys a `Disputes` and returns it, at the address in the receipt.

        - `panels`: Who decides.
        - `registry`: Whose works.
        - `vault`: Where their units are.
        - `freeze_period`: For how long a dispute keeps units locked at most (seconds).
        """
        return cls.create(chain, sender, panels, registry, vault, freeze_period)

    def claim_of(self, dispute_id: int) -> Claim:
        """What is claimed in a dispute.

        Solidity: `claimOf(uint256 disputeId)`.
        """
        return cast("Claim", self.read("claimOf(uint256)", dispute_id))

    def conclude(self, dispute_id: int) -> Call:
        """Does what the panels decided, once that is final.

        Anyone may. If the party holds fewer units by then than are claimed, each heir gets its part of
        them, rounded down, and the first what is rounded off. The part of an heir that can hold no units by
        then, being where a work's royalties are sent, stays with the party.

        Solidity: `conclude(uint256 disputeId)`.
        """
        return self.write("conclude(uint256)", dispute_id)

    def dispute_count(self) -> int:
        """How many disputes were opened, which is the last one's number.

        Solidity: `disputeCount()`.
        """
        return cast("int", self.read("disputeCount()"))

    def dispute_of(self, dispute_id: int) -> Dispute:
        """A dispute, of zeros if there is no such one.

        Solidity: `disputeOf(uint256 disputeId)`.
        """
        return cast("Dispute", self.read("disputeOf(uint256)", dispute_id))

    def freeze_period(self) -> int:
        """For how long a dispute keeps units locked at most (seconds).

        Solidity: `freezePeriod()`.
        """
        return cast("int", self.read("freezePeriod()"))

    def freezing(self, work_id: int) -> int:
        """How many open disputes keep a work's units locked.

        Solidity: `freezing(uint256 workId)`.
        """
        return cast("int", self.read("freezing(uint256)", work_id))

    def held_of(self, work_id: int, payee: Address, units: int) -> int:
        """What `payee`, who had `units` of a work from its registration, still holds of them.

        Solidity: `heldOf(uint256 workId, address payee, uint256 units)`.
        """
        return cast("int", self.read("heldOf(uint256,address,uint256)", work_id, payee, units))

    def max_heirs(self) -> int:
        """Most heirs of one claim.

        Solidity: `MAX_HEIRS()`.
        """
        return cast("int", self.read("MAX_HEIRS()"))

    def open_(
        self, claim: Claim, payees: Sequence[Address], units: Sequence[int], *, value: Wei = NO_ETH
    ) -> Call:
        """Claims units of a work, and pays what a panel costs: with the call in ETH, else approved before.

        Anyone may.

        - `claim`: What is claimed.
        - `payees`: The contributors that the work was registered with.
        - `units`: Their units, in the same order.
        - `value`: ETH to send along, in wei

        `simulate` returns `disputeId`: Its number; the first is 1.

        Solidity: `open(IDisputes.Claim claim, address[] payees, uint256[] units)`.
        """
        return self.write(
            "open((uint8,uint256,address,address[],uint256[],bytes32),address[],uint256[])",
            claim,
            payees,
            units,
            value=value,
        )

    def panels(self) -> Address:
        """The panels that are asked.

        Solidity: `panels()`.
        """
        return cast("Address", self.read("panels()"))

    def registry(self) -> Address:
        """Whose works.

        Solidity: `registry()`.
        """
        return cast("Address", self.read("registry()"))

    def stakeholder_units(self) -> int:
        """From this many units on, a contributor of the disputed work sits on no panel about it; and the least
        that is claimed for anybody else.

        Solidity: `STAKEHOLDER_UNITS()`.
        """
        return cast("int", self.read("STAKEHOLDER_UNITS()"))

    def vault(self) -> Address:
        """Where the units are.

        Solidity: `vault()`.
        """
        return cast("Address", self.read("vault()"))
