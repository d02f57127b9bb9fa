# Generated from artifacts/PanelArbiter.json by `python scripts/bindings.py`: change that, not this.
"""`PanelArbiter`, compiled from contracts/curation/PanelArbiter.sol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import NO_ETH, Contract, Event
from dao_sim.bindings.generated.structs import STRUCTS, Request
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address, Wei


class PanelArbiter(Contract):
    """A target can be any contract.

    One that lies about its disputes harms only those who use it.
    """

    __slots__ = ()

    CONTRACT: ClassVar[str] = "PanelArbiter"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Asked(Event):
        """A panel is asked whether the respondent of a dispute should get only so much (basis points).

        Solidity: `Asked(uint256 caseId, address target, uint256 id, uint256 bps)`.
        """

        SIGNATURE: ClassVar[str] = "Asked(uint256,address,uint256,uint256)"
        case_id: int
        """Indexed."""
        target: Address
        """Indexed."""
        id_: int
        """Indexed."""
        bps: int

    @dataclass(frozen=True, slots=True, kw_only=True)
    class RulingHandedOn(Event):
        """The ruling was handed on.

        Solidity: `RulingHandedOn(uint256 caseId, address target, uint256 id, uint256 bps)`.
        """

        SIGNATURE: ClassVar[str] = "RulingHandedOn(uint256,address,uint256,uint256)"
        case_id: int
        """Indexed."""
        target: Address
        """Indexed."""
        id_: int
        """Indexed."""
        bps: int

    @classmethod
    def creation(cls, panels: Address) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends."""
        return cls.initcode(panels)

    @classmethod
    def deploy(cls, chain: Chain, sender: Address, panels: Address) -> PanelArbiter:
        """Deploys a `PanelArbiter` and returns it, at the address in the receipt."""
        return cls.create(chain, sender, panels)

    def ask(self, target: Address, id_: int, bps: int, *, value: Wei = NO_ETH) -> Call:
        """Asks panels about a dispute, and pays what a panel costs: with the call in ETH, else approved
        before.

        The claimant may, once.

        - `value`: ETH to send along, in wei

        `simulate` returns `caseId`: The panels' case.

        Solidity: `ask(address target, uint256 id, uint256 bps)`.
        """
        return self.write("ask(address,uint256,uint256)", target, id_, bps, value=value)

    def case_of(self, target: Address, id_: int) -> int:
        """The case about a dispute, or 0.

        Solidity: `caseOf(address target, uint256 id)`.
        """
        return cast("int", self.read("caseOf(address,uint256)", target, id_))

    def conclude(self, case_id: int) -> Call:
        """Hands the panels' ruling on, once it is final.

        Anyone may.

        Solidity: `conclude(uint256 caseId)`.
        """
        return self.write("conclude(uint256)", case_id)

    def panels(self) -> Address:
        """The panels that are asked.

        Solidity: `panels()`.
        """
        return cast("Address", self.read("panels()"))

    def request_of(self, case_id: int) -> Request:
        """The question that a case is about, of zeros if there is no such one.

        Solidity: `requestOf(uint256 caseId)`.
        """
        return cast("Request", self.read("requestOf(uint256)", case_id))
