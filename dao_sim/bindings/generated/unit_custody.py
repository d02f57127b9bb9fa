# Generated from artifacts/UnitCustody.json by `python scripts/bindings.py`: change that, not this.
"""`UnitCustody`, compiled from contracts/royalties/UnitCustody.sol."""

from __future__ import annotations

from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract
from dao_sim.bindings.generated.structs import STRUCTS
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class UnitCustody(Contract):
    """Cloned for each matter: keeper and vault are in the code that all clones of one keeper share."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "UnitCustody"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @classmethod
    def creation(cls, vault: Address) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends."""
        return cls.initcode(vault)

    @classmethod
    def deploy(cls, chain: Chain, sender: Address, vault: Address) -> UnitCustody:
        """Deploys a `UnitCustody` and returns it, at the address in the receipt."""
        return cls.create(chain, sender, vault)

    def hand_back(self, work_id: int, to: Address) -> Call:
        """Sends all units of a work that are here to `to`.

        Only the keeper may call it.

        `simulate` returns `units`: How many they were.

        Solidity: `handBack(uint256 workId, address to)`.
        """
        return self.write("handBack(uint256,address)", work_id, to)

    def hand_over(self, asset: Address) -> Call:
        """Sends all of `asset` (`address(0)` for ETH) that is here to the keeper.

        Only the keeper may call it.

        Solidity: `handOver(address asset)`.
        """
        return self.write("handOver(address)", asset)

    def keeper(self) -> Address:
        """The contract that keeps it.

        Solidity: `keeper()`.
        """
        return cast("Address", self.read("keeper()"))

    def vault(self) -> Address:
        """The vault whose units they are.

        Solidity: `vault()`.
        """
        return cast("Address", self.read("vault()"))
