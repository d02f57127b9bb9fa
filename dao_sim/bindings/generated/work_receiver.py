# Generated from artifacts/WorkReceiver.json by `python scripts/bindings.py`: change that, not this.
"""`WorkReceiver`, compiled from contracts/royalties/WorkReceiver.sol."""

from __future__ import annotations

from typing import ClassVar, cast

from dao_sim.bindings.call import Call
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.contract import Contract
from dao_sim.bindings.generated.structs import STRUCTS
from dao_sim.chain.protocol import Chain
from dao_sim.units import Address


class WorkReceiver(Contract):
    """The contract `WorkReceiver`."""

    __slots__ = ()

    CONTRACT: ClassVar[str] = "WorkReceiver"
    STRUCTS: ClassVar[Structs] = STRUCTS

    @classmethod
    def creation(cls, origin: bytes) -> bytes:
        """Creation code with the constructor's arguments: what a deployment sends."""
        return cls.initcode(origin)

    @classmethod
    def deploy(cls, chain: Chain, sender: Address, origin: bytes) -> WorkReceiver:
        """Deploys a `WorkReceiver` and returns it, at the address in the receipt."""
        return cls.create(chain, sender, origin)

    def origin(self) -> bytes:
        """Whose work, and which content, is paid for here: keccak256(abi.encode(registrant, contentHash)).

        Solidity: `origin()`.
        """
        return cast("bytes", self.read("origin()"))

    def release(self, asset: Address, to: Address) -> Call:
        """Sends all of `asset` (`address(0)` for ETH) to `to`.

        Only the vault may call it.

        `simulate` returns `amount`: What was here (smallest unit).

        Solidity: `release(address asset, address to)`.
        """
        return self.write("release(address,address)", asset, to)

    def vault(self) -> Address:
        """The vault that made this receiver.

        Solidity: `vault()`.
        """
        return cast("Address", self.read("vault()"))
