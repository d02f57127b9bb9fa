"""A call to a contract as a value: to be sent, simulated, proposed, put in a batch, or shown to a person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from dao_sim.bindings import codec
from dao_sim.bindings.abi import Function
from dao_sim.bindings.artifact import Artifact
from dao_sim.bindings.codec import Structs
from dao_sim.bindings.reverts import explained
from dao_sim.chain import checks
from dao_sim.chain.protocol import Batch, Chain, Receipt
from dao_sim.units import Address, Wei

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")
_SHOWN_BYTES = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedCall:
    """Who is called, with what, and what that means.

    Where the meaning is not known, `contract` is the address and `function` the selector in hex, and
    `arguments` is empty.
    """

    to: Address
    data: bytes
    value: Wei
    contract: str
    function: str
    """Name in Solidity; "" for a plain transfer of ETH."""
    arguments: Mapping[str, Any] = field(compare=False)
    """Solidity's names → values."""

    def __str__(self) -> str:
        """`RoyaltyVault.setLevy(newLevy=750)`."""
        if not self.function:
            return f"{self.contract} receives {self.value} wei"
        arguments = [f"{name}={_shown(value)}" for name, value in self.arguments.items()]
        if not arguments and len(self.data) > 4:
            arguments = [_shown(self.data[4:])]
        paid = f" with {self.value} wei" if self.value else ""
        return f"{self.contract}.{self.function}({', '.join(arguments)}){paid}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(DecodedCall):
    """A call that a contract's class has encoded; nothing has been sent."""

    chain: Chain = field(compare=False, repr=False)
    abi: Function = field(compare=False, repr=False)
    artifact: Artifact = field(compare=False, repr=False)
    structs: Structs = field(compare=False, repr=False)

    def __str__(self) -> str:
        return DecodedCall.__str__(self)

    def send(self, sender: Address) -> Receipt:
        """Sends it as one transaction. Raises Reverted, decoded, if the contract refuses."""
        with explained(self.artifact):
            return self.chain.send(sender, self.to, self.data, self.value)

    def simulate(self, sender: Address) -> Any:
        """What it would return to `sender` now (None, a value, or a tuple), leaving no trace.

        Raises Reverted, decoded, if the contract would refuse.
        """
        with explained(self.artifact):
            output = self.chain.call(self.to, self.data, sender, self.value)
        return self.abi.decode_output(output, self.structs)


def make_call(
    chain: Chain,
    to: Address,
    artifact: Artifact,
    abi: Function,
    values: Sequence[Any],
    *,
    value: Wei,
    structs: Structs,
) -> Call:
    """Encodes. Raises BadInput naming the argument that does not fit its type, `value` included."""
    component = f"{artifact.contract}.{abi.name}"
    values = codec.plain(values)
    return Call(
        to=to,
        data=abi.calldata(artifact.contract, values),
        value=Wei(checks.amount("value", value, component=component)),
        contract=artifact.contract,
        function=abi.name,
        arguments=MappingProxyType(abi.named(values)),
        chain=chain,
        abi=abi,
        artifact=artifact,
        structs=structs,
    )


def batch_of(calls: Sequence[Call], senders: Sequence[Address]) -> Batch:
    """Row i is `senders[i]` making `calls[i]`. For many rows of one function, `Contract.batch` is faster."""
    values = [int(call.value) for call in calls]
    return Batch(
        senders=senders,
        to=[call.to for call in calls],
        data=[call.data for call in calls],
        values=values if any(values) else None,
    )


def _shown(value: Any) -> str:
    if isinstance(value, bytes):
        if len(value) > _SHOWN_BYTES:
            return f"0x{value[:_SHOWN_BYTES].hex()}…({len(value)} bytes)"
        return f"0x{value.hex()}"
    if isinstance(value, str):
        return value if _ADDRESS.fullmatch(value) else repr(value)
    fields = getattr(value, "_fields", None)
    if fields:
        inside = ", ".join(f"{name}={_shown(item)}" for name, item in zip(fields, value, strict=True))
        return f"{type(value).__name__}({inside})"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_shown, value))}]"
    return str(int(value)) if isinstance(value, int) and not isinstance(value, bool) else str(value)
